//! The narrative of a year out of the file.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::published::{code_names, original_lines, with_input};
use super::scope::Scope;
use super::{
    BudgetInput, BudgetLine, Narrative, NarrativeInput, NarrativeRequest, Table, budget_narrative,
};
use crate::catalogue::{self, Successor, SuccessorScheme, UnitKind};
use crate::declaration;
use crate::error::Result;

/// Make the narrative of a year, for a unit with every unit below it.
pub(crate) fn narrated(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    request: &NarrativeRequest,
) -> Result<Narrative> {
    with_input(connection, year, unit, &request.options.tables, |this| {
        narrated_of(connection, unit, request, this, None)
    })
}

/// Make the narrative of a budget that was read, of tables that are finished already or of ones that
/// are made for it.
pub(crate) fn narrated_of(
    connection: &Connection,
    unit: Option<&str>,
    request: &NarrativeRequest,
    this: &BudgetInput<'_>,
    tables: Option<&[Table]>,
) -> Result<Narrative> {
    let scope = Scope::of(connection, unit)?;
    let year = this.year;
    let before = year.saturating_sub(1);
    let successors = catalogue::successors(connection, before)?;
    let units_before = units_before(&successors, &scope.units);
    let original = original_lines(connection, before, &units_before)?;
    let names_before = code_names(connection, before)?;
    let declared = declaration::declared(connection, year, &scope.units)?;
    let facts = declaration::added_up(&declared)?;
    let options = &request.options.tables;
    let last = original.as_deref().map(|lines| BudgetInput {
        year: before,
        title_unit: &scope.title,
        lines,
        names: &names_before,
        options,
    });
    Ok(budget_narrative(&NarrativeInput {
        this,
        tables,
        last: last.as_ref(),
        successors: &renamed(&successors, SuccessorScheme::Functional),
        operating_name: operating_name(connection, this.lines)?,
        facts: &facts,
        texts: &request.texts,
        templates: &request.templates,
        options: &request.options,
    })?)
}

/// Return what codes or units of a year are called in the next, where that changes.
fn renamed(successors: &[Successor], scheme: SuccessorScheme) -> BTreeMap<String, String> {
    let mut renamed = BTreeMap::new();
    for successor in successors.iter().filter(|it| it.scheme == scheme) {
        // What was loaded last counts.
        renamed.remove(&successor.old);
        if !successor.is_withdrawal() {
            renamed.insert(successor.old.clone(), successor.new.clone());
        }
    }
    renamed
}

/// Return the units that units of this year are compared with: themselves, and those that they took
/// over.
fn units_before(successors: &[Successor], units: &BTreeSet<String>) -> BTreeSet<String> {
    let renamed = renamed(successors, SuccessorScheme::Unit);
    let taken_over = renamed.into_iter().filter(|(_, new)| units.contains(new));
    let mut before = units.clone();
    before.extend(taken_over.map(|(old, _)| old));
    before
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
