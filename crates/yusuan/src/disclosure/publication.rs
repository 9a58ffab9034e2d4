//! The tables of one publication, a budget or the final accounts of a year, compared with each other.

use std::collections::BTreeMap;

use super::document::Document;
use super::equations::System;
use super::findings;
use super::raw::RawTable;
use super::report::DisclosureFinding;
use super::roots;
use super::template::Templates;
use crate::error::Result;
use crate::money::Fen;
use crate::tables::checks::{
    CellRef, Equation, PrintedTable, check_printed_accounts, check_printed_tables,
};
use crate::tables::{BudgetTable, Check, FinalTable, FinalTemplate};

/// What the tables of a publication say of each other.
pub(super) struct Publication {
    pub(super) document: Document,
    pub(super) checks: Vec<Check>,
    pub(super) findings: Vec<DisclosureFinding>,
    /// What cells should print instead.
    corrected: BTreeMap<CellRef, Fen>,
}

impl Publication {
    /// Say whether these are final accounts.
    pub(super) fn is_final(&self) -> bool {
        self.document.raw.iter().any(|table| table.table.is_final())
    }

    /// Return what a cell should print, and what it does: a sentence that repeats either says
    /// nothing new.
    pub(super) fn values(&self, cell: CellRef) -> impl Iterator<Item = Fen> {
        let printed = self.document.value(cell);
        let corrected = self.corrected.get(&cell).copied();
        corrected.into_iter().chain([printed])
    }

    /// Run the identities, and find the cells that explain those that do not hold.
    pub(super) fn examine(
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

/// Choose the template whose order a document keeps: it says what the last tables are numbered.
fn template_of<'a>(tables: &[RawTable], templates: &'a Templates) -> Result<&'a FinalTemplate> {
    /// Years of the two orders.
    const YEARS: [i16; 2] = [2024, 2021];
    let title_of = |content: FinalTable| {
        let found = tables.iter().find(|table| table.table == content.into());
        found.map(|table| (table.id.as_str(), table.place.row, table.title.as_str()))
    };
    let is_early = title_of(FinalTable::ThreePublic).is_some_and(|(id, row, title)| {
        let later = [FinalTable::GovernmentFund, FinalTable::StateCapital];
        let mut later = later.into_iter().filter_map(title_of);
        id == "final-07" || later.all(|(_, other, _)| row < other) && title.contains("一般公共预算")
    });
    let [late, early] = YEARS;
    templates
        .accounts
        .choose(None, if is_early { early } else { late })
}

/// Give every table its id, where it does not bring it.
pub(super) fn number(tables: &mut [RawTable], templates: &Templates) {
    let Ok(template) = template_of(tables, templates) else {
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
pub(super) fn keep_one_of_each(tables: &mut Vec<RawTable>) {
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
