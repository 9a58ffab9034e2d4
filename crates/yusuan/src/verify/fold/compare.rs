//! What the journal adds up to, beside the running totals as they are stored.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::finding::{FindingToken, Findings, Place};
use super::super::journal::Total;
use super::super::row::{integer, number, word};
use super::books::{Books, Income};
use crate::error::Result;

const LINES: &str = "SELECT line_id, last_posting_id, original_fen, early_fen, supplement_fen,
    reduction_fen, carried_in_fen, transferred_in_fen, transferred_out_fen, surplus_used_fen, prior_year_fen,
    recalled_fen, committed_fen, paid_fen, carried_out_fen, to_surplus_fen, lapsed_fen,
    ceiling_fen, available_fen FROM line_balance ORDER BY line_id";

const AUTHORITIES: &str = "SELECT line_id, last_posting_id FROM line_authority ORDER BY line_id";

const INCOMES: &str = "SELECT income_id, last_posting_id, budgeted_fen, increased_fen,
    decreased_fen, received_fen, returned_fen, carried_in_fen, surplus_used_fen, prior_year_fen,
    paid_fen, carried_out_fen, to_surplus_fen, expected_fen, money_fen
    FROM income ORDER BY income_id";

const SURPLUSES: &str = "SELECT surplus_id, last_posting_id, added_fen, used_fen, surrendered_fen,
    distributed_fen, earmarked_fen, earmarked_used_fen, pooled_in_fen, pooled_out_fen,
    earmarked_in_fen, earmarked_out_fen, stock_fen, earmarked_stock_fen
    FROM surplus ORDER BY surplus_id";

const COMMITMENTS: &str = "SELECT commitment_id, last_posting_id, committed_fen, released_fen,
    paid_fen, carried_in_fen, carried_out_fen, remaining_fen
    FROM commitment ORDER BY commitment_id";

const LINE_CARRIED: &str = "SELECT l.year, l.fund, l.level, b.carried_out_fen, b.carried_in_fen
    FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id";

const INCOME_CARRIED: &str = "SELECT year, fund, income_id, carried_out_fen, carried_in_fen
    FROM income";

/// Compare every stored total, and what is carried between the years.
pub(super) fn run(
    connection: &Connection,
    books: &mut Books,
    findings: &mut Findings,
) -> Result<()> {
    let mut kept = Kept {
        connection,
        findings,
    };
    kept.compare(
        LINES,
        ("line_balance", FindingToken::BalanceDiffers),
        |id| {
            let line = books.lines.get_mut(&id)?;
            line.is_compared = true;
            Some((line.last_posting, line.columns().to_vec()))
        },
    )?;
    let place = ("line_authority", FindingToken::BalanceDiffers);
    kept.compare(AUTHORITIES, place, |id| {
        Some((books.lines.get(&id)?.last_authority_posting, Vec::new()))
    })?;
    kept.compare(INCOMES, ("income", FindingToken::IncomeDiffers), |id| {
        let income = books.incomes.get(&id)?;
        Some((income.last_posting, income.columns().to_vec()))
    })?;
    kept.compare(SURPLUSES, ("surplus", FindingToken::SurplusDiffers), |id| {
        let surplus = books.surpluses.get(&id)?;
        Some((surplus.last_posting, surplus.columns().to_vec()))
    })?;
    let place = ("commitment", FindingToken::CommitmentDiffers);
    kept.compare(COMMITMENTS, place, |id| {
        let commitment = books.commitments.get(&id)?;
        Some((commitment.last_posting, commitment.columns().to_vec()))
    })?;
    let bare = books.lines.iter().filter(|(_, line)| !line.is_compared);
    if let Some((id, _)) = bare.min_by_key(|(id, _)| **id) {
        findings.add(
            FindingToken::BalanceDiffers,
            || Place::row("line_balance", id),
            format_args!("the line has no running totals"),
        );
    }
    check_carried(connection, books, findings)
}

/// Running totals as they are stored.
struct Kept<'a> {
    connection: &'a Connection,
    findings: &'a mut Findings,
}

/// The last posting of a row, and each of its totals by name.
type Folded = (i64, Vec<(&'static str, Total)>);

impl Kept<'_> {
    fn compare(
        &mut self,
        sql: &'static str,
        (table, token): (&str, FindingToken),
        mut folded: impl FnMut(i64) -> Option<Folded>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = number(row, 0)?;
            let Some((last, totals)) = folded(id) else {
                self.findings.add(
                    token,
                    || Place::row(table, id),
                    format_args!("running totals of nothing"),
                );
                continue;
            };
            let totals = totals.into_iter().chain([("last_posting_id", last.into())]);
            for (name, expected) in totals {
                let Some(column) = names.iter().position(|column| column == name) else {
                    continue;
                };
                let found = integer(row, column)?;
                if found.map(Total::from) == Some(expected) {
                    continue;
                }
                let found = found.map_or("not a whole number".to_owned(), |fen| fen.to_string());
                self.findings.differs(
                    token,
                    || Place::column(table, id, name),
                    (&expected, &found),
                    format_args!("the postings, the last of them {last}, add up to something else"),
                );
            }
        }
        Ok(())
    }
}

/// What is carried out of the years, by year, fund and level, and what is carried into them.
#[derive(Default)]
struct Carried(BTreeMap<(i64, String, String), (Total, Total)>);

impl Carried {
    fn add(&mut self, key: (i64, String, String), out: Total, into: Total) {
        let (year, fund, level) = key;
        let next = (year.saturating_add(1), fund.clone(), level.clone());
        self.0.entry(next).or_default().0 += out;
        self.0.entry((year, fund, level)).or_default().1 += into;
    }

    fn compare(&self, table: &str, findings: &mut Findings) {
        for ((year, fund, level), (out, into)) in &self.0 {
            if out != into {
                findings.differs(
                    FindingToken::CarryDiffers,
                    || Place::column(table, format!("{year} {fund} {level}"), "carried_in_fen"),
                    (out, into),
                    format_args!("the year does not open with what the year before carried out"),
                );
            }
        }
    }
}

/// Each year opens with what the year before carried out.
fn check_carried(connection: &Connection, books: &Books, findings: &mut Findings) -> Result<()> {
    let amount = |row: &rusqlite::Row<'_>, column| -> Result<Total> {
        Ok(integer(row, column)?.unwrap_or_default().into())
    };
    let mut carried = Carried::default();
    let mut statement = connection.prepare(LINE_CARRIED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key = (number(row, 0)?, word(row, 1)?, word(row, 2)?);
        carried.add(key, amount(row, 3)?, amount(row, 4)?);
    }
    carried.compare("line_balance", findings);
    let mut carried = Carried::default();
    let mut statement = connection.prepare(INCOME_CARRIED)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let income: Option<&Income> = books.incomes.get(&number(row, 2)?);
        let approved = income.map_or(0, |income| income.approved_carried);
        let key = (number(row, 0)?, word(row, 1)?, String::new());
        carried.add(key, amount(row, 3)?, amount(row, 4)? - approved);
    }
    carried.compare("income", findings);
    Ok(())
}
