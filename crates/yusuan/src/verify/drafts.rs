//! Approved budgets beside their drafts: the approval took each of them, with its amount, and the
//! drafts have not moved since.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::finding::{FindingToken, Findings, Place};
use super::fold::Fold;
use super::journal::Total;
use super::row::{integer, number, word};
use crate::error::Result;

const LINES: &str = "SELECT d.draft_id, d.year, d.amount_fen, l.line_id FROM draft_line AS d
    LEFT JOIN line AS l
        ON l.year = d.year AND l.unit_id = d.unit_id AND l.fund = d.fund AND l.level = d.level
        AND l.origin_year = d.origin_year AND l.functional_code = d.functional_code
        AND l.economic_code = d.economic_code AND l.kind = d.kind AND l.project = d.project
    ORDER BY d.draft_id";

const INCOMES: &str = "SELECT d.draft_income_id, d.year, d.amount_fen, i.income_id
    FROM draft_income AS d
    LEFT JOIN income AS i ON i.year = d.year AND i.unit_id = d.unit_id AND i.fund = d.fund
    ORDER BY d.draft_income_id";

const CONTROLS: &str = "SELECT draft_control_id, year, fund, level, amount_fen FROM draft_control
    ORDER BY draft_control_id";

/// Compare every approved budget with its drafts.
pub(super) fn run(
    connection: &Connection,
    folded: &mut Fold<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let Fold { books, years, .. } = folded;
    let approved = |year: i64| years.0.get(&year).is_some_and(|year| year.is_approved);
    let known = |year: i64| years.0.contains_key(&year);
    let mut drafts = Drafts {
        connection,
        findings,
    };
    drafts.compare(LINES, "draft_line", known, approved, |id| {
        let line = books.lines.get_mut(&id)?;
        line.is_drafted = true;
        Some(line.original)
    })?;
    drafts.compare(INCOMES, "draft_income", known, approved, |id| {
        let income = books.incomes.get_mut(&id)?;
        income.is_drafted = true;
        Some(income.budgeted)
    })?;
    let undrafted = books.lines.iter();
    let undrafted = undrafted.filter(|(_, line)| line.original != 0 && !line.is_drafted);
    if let Some((id, _)) = undrafted.min_by_key(|(id, _)| **id) {
        drafts.add("line", *id, "it was approved and has no draft");
    }
    let undrafted = books.incomes.iter();
    let undrafted = undrafted.filter(|(_, income)| income.budgeted != 0 && !income.is_drafted);
    if let Some((id, _)) = undrafted.min_by_key(|(id, _)| **id) {
        drafts.add("income", *id, "it was approved and has no draft");
    }
    let left = books.lines.iter().filter(|(_, line)| line.early != 0);
    let left = left.filter(|(_, line)| approved(line.year));
    if let Some((id, _)) = left.min_by_key(|(id, _)| **id) {
        drafts.add("line", *id, "the approval did not take in its early amount");
    }
    check_balanced(folded, findings);
    check_controls(connection, folded, findings)
}

struct Drafts<'a> {
    connection: &'a Connection,
    findings: &'a mut Findings,
}

impl Drafts<'_> {
    fn add(&mut self, table: &str, id: i64, message: &str) {
        self.findings.add(
            FindingToken::DraftDiffers,
            || Place::row(table, id),
            format_args!("{message}"),
        );
    }

    fn compare(
        &mut self,
        sql: &'static str,
        table: &str,
        is_known: impl Fn(i64) -> bool,
        is_approved: impl Fn(i64) -> bool,
        mut approved: impl FnMut(i64) -> Option<Total>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, year) = (number(row, 0)?, number(row, 1)?);
            if !is_known(year) {
                self.add(table, id, "a draft of a year that was never prepared");
            }
            if !is_approved(year) {
                continue;
            }
            let posted = integer(row, 3)?.and_then(&mut approved).unwrap_or_default();
            let drafted = amount(row, 2)?;
            if drafted != Some(posted) {
                let found = drafted.map_or("not a whole number".to_owned(), |fen| fen.to_string());
                self.findings.differs(
                    FindingToken::DraftDiffers,
                    || Place::column(table, id, "amount_fen"),
                    (&posted, &found),
                    format_args!("the approval posted another amount"),
                );
            }
        }
        Ok(())
    }
}

fn amount(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Total>> {
    Ok(integer(row, column)?.map(Total::from))
}

/// Income equals expenditure for each unit and fund that is not fiscal.
fn check_balanced(folded: &Fold<'_>, findings: &mut Findings) {
    let mut differences: BTreeMap<(i64, i64, &str), (Total, Total)> = BTreeMap::new();
    for line in folded.books.lines.values() {
        if !line.is_fiscal() && line.origin_year == line.year && line.original != 0 {
            let key = (line.year, line.unit, line.fund.as_str());
            differences.entry(key).or_default().0 += line.original;
        }
    }
    for income in folded.books.incomes.values() {
        let key = (income.year, income.unit, income.fund.as_str());
        differences.entry(key).or_default().1 += income.budgeted;
    }
    for ((year, unit, fund), (lines, income)) in differences {
        if lines != income {
            findings.differs(
                FindingToken::DraftDiffers,
                || Place::row("income", format!("{year} unit {unit} {fund}")),
                (&lines, &income),
                format_args!("approved income is not the approved expenditure"),
            );
        }
    }
}

/// The approved lines of a fund and level add up to the total of the document.
fn check_controls(
    connection: &Connection,
    folded: &Fold<'_>,
    findings: &mut Findings,
) -> Result<()> {
    let mut statement = connection.prepare(CONTROLS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (year, fund, level) = (number(row, 1)?, word(row, 2)?, word(row, 3)?);
        match folded.years.0.get(&year) {
            Some(year) if year.is_approved => {}
            Some(_) => continue,
            None => {
                let id = number(row, 0)?;
                findings.add(
                    FindingToken::DraftDiffers,
                    || Place::row("draft_control", id),
                    format_args!("its year is not in the ledger: {year}"),
                );
                continue;
            }
        }
        let lines = folded.books.lines.values();
        let of_control = lines.filter(|line| {
            line.year == year
                && line.fund == fund
                && line.level == level
                && line.origin_year == year
        });
        let approved: Total = of_control.map(|line| line.original).sum();
        let control = amount(row, 4)?;
        if control != Some(approved) {
            let id = number(row, 0)?;
            findings.differs(
                FindingToken::DraftDiffers,
                || Place::column("draft_control", id, "amount_fen"),
                (&approved, &control.unwrap_or(-1)),
                format_args!("the approved lines do not add up to the control total"),
            );
        }
    }
    Ok(())
}
