//! The tables of one publication, a budget or the final accounts of a year, compared with each other.

use std::collections::BTreeMap;

use super::document::Document;
use super::equations::System;
use super::findings;
use super::roots;
use crate::disclosure::reading::raw::RawTable;
use crate::disclosure::reading::template::Templates;
use crate::disclosure::report::DisclosureFinding;
use crate::error::Result;
use crate::money::Fen;
use crate::tables::checks::{
    CellRef, Equation, PrintedTable, check_printed_accounts, check_printed_tables,
};
use crate::tables::{BudgetTable, Check, FinalTable, FinalTemplate};

/// What the tables of a publication say of each other.
pub(in crate::disclosure) struct Publication {
    pub(in crate::disclosure) document: Document,
    pub(in crate::disclosure) checks: Vec<Check>,
    pub(in crate::disclosure) findings: Vec<DisclosureFinding>,
    /// What cells should print instead.
    corrected: BTreeMap<CellRef, Fen>,
}

impl Publication {
    /// Say whether these are final accounts.
    pub(in crate::disclosure) fn is_final(&self) -> bool {
        self.document.raw.iter().any(|table| table.table.is_final())
    }

    /// Return what a cell should print, and what it does: a sentence that repeats either says
    /// nothing new.
    pub(in crate::disclosure) fn values(&self, cell: CellRef) -> impl Iterator<Item = Fen> {
        let printed = self.document.value(cell);
        let corrected = self.corrected.get(&cell).copied();
        corrected.into_iter().chain([printed])
    }

    /// Run the identities, and find the cells that explain those that do not hold.
    pub(in crate::disclosure) fn examine(
        raw: Vec<RawTable>,
        templates: &Templates,
        notes: &mut Vec<String>,
    ) -> Result<Self> {
        for table in &raw {
            note_unread(table, notes);
        }
        let mut document = Document::new(raw, templates);
        let (mut checks, equations) = run(&document, templates)?;
        let mut system = System::new(equations);
        if system.is_footed() {
            document.options.foot_displayed = true;
            notes.push("totals are sums of the printed figures".to_owned());
            let (again, equations) = run(&document, templates)?;
            (checks, system) = (again, System::new(equations));
        }
        let corrections = roots::corrections(&document, &mut system);
        let mut found = document.unreadable.clone();
        found.extend(findings::findings(&document, &system, &corrections));
        note_missing(&document, templates, notes);
        let changes = corrections
            .iter()
            .flat_map(|correction| &correction.changes);
        Ok(Self {
            corrected: changes.map(|(cell, _, new)| (*cell, *new)).collect(),
            document,
            checks,
            findings: found,
        })
    }
}

fn run(document: &Document, templates: &Templates) -> Result<(Vec<Check>, Vec<Equation>)> {
    let (options, printing) = (&document.options, &document.printing);
    let pages = document.raw.iter().zip(&document.tables);
    let accounts = pages.filter_map(|(raw, table)| match raw.table {
        PrintedTable::Final(content) => Some((content, table)),
        PrintedTable::Budget(_) => None,
    });
    let accounts: Vec<_> = accounts.collect();
    Ok(if accounts.is_empty() {
        check_printed_tables(&document.tables, options, printing)?
    } else {
        let template = template_of(&document.raw, templates)?;
        check_printed_accounts(&accounts, template, options, printing)?
    })
}

/// Years of the two orders of final accounts.
const LATE: i16 = 2024;
const EARLY: i16 = 2021;

/// Choose the template whose numbers the tables have.
fn template_of<'a>(tables: &[RawTable], templates: &'a Templates) -> Result<&'a FinalTemplate> {
    let year = if has_early_ids(tables) { EARLY } else { LATE };
    templates.accounts.choose(None, year)
}

fn has_early_ids(tables: &[RawTable]) -> bool {
    const IDS: [(FinalTable, &str); 3] = [
        (FinalTable::ThreePublic, "final-07"),
        (FinalTable::GovernmentFund, "final-08"),
        (FinalTable::StateCapital, "final-09"),
    ];
    let mut ids = tables.iter().map(|table| (table.table, table.id.as_str()));
    ids.any(|(table, id)| {
        IDS.iter()
            .any(|(early, of)| table == (*early).into() && id == *of)
    })
}

/// Give every table its id, where it does not bring it: tables are in the order of the document.
pub(in crate::disclosure) fn number(tables: &mut [RawTable], templates: &Templates) {
    let place = |content: FinalTable| {
        let mut tables = tables.iter();
        tables.position(|table| table.table == content.into())
    };
    let later = [FinalTable::GovernmentFund, FinalTable::StateCapital];
    let mut later = later.into_iter().filter_map(place);
    let is_before = place(FinalTable::ThreePublic).is_some_and(|at| later.any(|other| at < other));
    let year = if is_before || has_early_ids(tables) {
        EARLY
    } else {
        LATE
    };
    let Ok(template) = templates.accounts.choose(None, year) else {
        return;
    };
    for table in tables.iter_mut().filter(|table| table.id.is_empty()) {
        table.id = match table.table {
            PrintedTable::Budget(budget) => budget.id().to_owned(),
            PrintedTable::Final(content) => template.id_of(content),
        };
        table.place.table = Some(table.id.clone());
    }
}

/// Keep the fullest of several readings of a table: a list of contents names all of them too.
pub(in crate::disclosure) fn keep_one_of_each(tables: &mut Vec<RawTable>) {
    let size = |table: &RawTable| table.rows.iter().map(|row| row.cells.len()).sum::<usize>();
    let mut kept: Vec<RawTable> = Vec::new();
    for table in tables.drain(..) {
        match kept.iter_mut().find(|other| other.table == table.table) {
            Some(other) if size(other) >= size(&table) => {}
            Some(other) => *other = table,
            None => kept.push(table),
        }
    }
    // In a list of contents, a title has no headings, no rows and no sentence that says why.
    kept.retain(|table| {
        !table.columns.is_empty() || !table.rows.is_empty() || !table.notes.is_empty()
    });
    kept.sort_by_key(|table| table.table);
    *tables = kept;
}

/// Say which tables are not there, where some are.
fn note_missing(document: &Document, templates: &Templates, notes: &mut Vec<String>) {
    let is_final = document.raw.iter().any(|table| table.table.is_final());
    let mut wanted: Vec<(PrintedTable, String)> = Vec::new();
    if is_final {
        let template = template_of(&document.raw, templates);
        let ids = template.map(|template| {
            let all = FinalTable::NUMBERED.into_iter();
            all.map(|content| (PrintedTable::from(content), template.id_of(content)))
        });
        wanted.extend(ids.into_iter().flatten());
        wanted.sort_by(|one, other| one.1.cmp(&other.1));
    } else {
        let all = BudgetTable::ALL.into_iter();
        wanted.extend(all.map(|table| (table.into(), table.id().to_owned())));
    }
    let missing = wanted
        .into_iter()
        .filter(|(table, _)| document.page(*table).is_none());
    let missing: Vec<String> = missing.map(|(_, id)| id).collect();
    if !missing.is_empty() && !document.tables.is_empty() {
        notes.push(format!(
            "not recognised or not there: {}",
            missing.join(", ")
        ));
    }
}

fn note_unread(table: &RawTable, notes: &mut Vec<String>) {
    for heading in &table.unread_columns {
        notes.push(format!(
            "{}: a column was not understood: {heading}",
            table.place
        ));
    }
    for (row, text) in &table.unread_rows {
        notes.push(format!(
            "{}: row {row} was not understood: {text}",
            table.place
        ));
    }
}
