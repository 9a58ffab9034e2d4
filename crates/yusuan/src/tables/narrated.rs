//! The narrative of a year out of the file.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::published::{budget_lines, code_names, original_lines};
use super::scope::Scope;
use super::{
    BudgetInput, BudgetLine, Narrative, NarrativeInput, NarrativeRequest, budget_narrative,
};
use crate::catalogue::{self, SuccessorScheme, UnitKind};
use crate::declaration;
use crate::error::Result;

/// Make the narrative of a year, for a unit with every unit below it.
pub(crate) fn narrated(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    request: &NarrativeRequest,
) -> Result<Narrative> {
    let scope = Scope::of(connection, unit)?;
    let lines = budget_lines(connection, year, &scope.units)?;
    let before = year.saturating_sub(1);
    let original = original_lines(connection, before, &scope.units)?;
    let names = code_names(connection, year)?;
    let names_before = code_names(connection, before)?;
    let declared = declaration::declared(connection, year, &scope.units)?;
    let facts = declaration::added_up(&declared)?;
    let options = &request.options.tables;
    let input = |year, lines, names| BudgetInput {
        year,
        title_unit: &scope.title,
        lines,
        names,
        options,
    };
    let last = original
        .as_deref()
        .map(|lines| input(before, lines, &names_before));
    Ok(budget_narrative(&NarrativeInput {
        this: &input(year, &lines, &names),
        last: last.as_ref(),
        successors: &successors(connection, before)?,
        operating_name: operating_name(connection, &lines)?,
        facts: &facts,
        texts: &request.texts,
        templates: &request.templates,
        options: &request.options,
    })?)
}

/// Return what functional codes of a year are called in the next, where that changes.
fn successors(connection: &Connection, year: i16) -> Result<BTreeMap<String, String>> {
    let mut renamed = BTreeMap::new();
    for successor in catalogue::successors(connection, year)? {
        if successor.scheme != SuccessorScheme::Functional {
            continue;
        }
        // What was loaded last counts.
        renamed.remove(&successor.old);
        if !successor.is_withdrawal() {
            renamed.insert(successor.old, successor.new);
        }
    }
    Ok(renamed)
}

/// Return what 公用经费 is called: it depends on what sort of bodies the units are.
fn operating_name(connection: &Connection, lines: &[BudgetLine]) -> Result<&'static str> {
    let spending: BTreeSet<&str> = lines.iter().map(|line| line.unit.as_str()).collect();
    let units = catalogue::units(connection)?;
    let kinds = || {
        let spending = units
            .iter()
            .filter(|unit| spending.contains(unit.name.as_str()));
        spending.map(|unit| unit.kind == UnitKind::Institution)
    };
    let (any, all) = (kinds().any(|is_one| is_one), kinds().all(|is_one| is_one));
    Ok(match (any, all) {
        (true, true) => "事业单位运行经费",
        (true, false) => "机关（事业单位）运行经费",
        (false, _) => "机关运行经费",
    })
}
