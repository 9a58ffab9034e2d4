//! Running totals as of a day or an act: the postings of a line, added up again.
//!
//! The postings of one line are found by the index over lines: what is read is the history of that
//! line. For the lines and commitments of a year the part of the journal is read that can hold
//! them, in its order; for income and surplus the journal is read once.

use std::collections::BTreeMap;

use rusqlite::{CachedStatement, Connection, Row, ToSql, params};

use super::as_of::Cut;
use super::effect::Movement;
use super::{
    AsOf, CommitmentReport, CommitmentTotals, IncomeReport, IncomeTotals, Line, LineBalance,
    LineId, SurplusReport, SurplusTotals,
};
use super::{reports, store};
use crate::error::Result;
use crate::money::Fen;

/// The end of a query over postings `p` and their vouchers `v`: what counts.
macro_rules! counts {
    ($head:literal) => {
        concat!(
            $head,
            " AND p.posting_id <= ?2 AND (?3 IS NULL OR v.dated <= ?3)"
        )
    };
}

const OF_LINE: &str = counts!(
    "SELECT p.event, p.effect_fen, p.commitment_id IS NOT NULL AS has_commitment
     FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id WHERE p.line_id = ?1"
);

const OF_TO_LINE: &str = counts!(
    "SELECT p.event, p.effect_fen, p.commitment_id IS NOT NULL AS has_commitment
     FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id WHERE p.to_line_id = ?1"
);

/// In the order of the journal, which is how the file lies on the disk.
const OF_LINES: &str = counts!(
    "SELECT p.event, p.effect_fen, p.commitment_id IS NOT NULL AS has_commitment,
     p.line_id, p.commitment_id, v.dated
     FROM posting AS p CROSS JOIN line AS l ON l.line_id = p.line_id
     CROSS JOIN voucher AS v ON v.voucher_id = p.voucher_id
     WHERE l.year = ?1 AND p.posting_id >= ?4"
);

/// The part of the journal that can hold postings on the lines of a year: from the act that created
/// the first of them to the act that closed the year.
const SPAN: &str = "SELECT
    (SELECT min(v.first_posting_id) FROM line AS l JOIN voucher AS v ON v.voucher_id = l.voucher_id
        WHERE l.year = ?1),
    (SELECT v.first_posting_id - 1 FROM budget_year AS y
        JOIN voucher AS v ON v.voucher_id = y.last_voucher_id
        WHERE y.year = ?1 AND y.state = 'closed')";

const OF_TO_LINES: &str = counts!(
    "SELECT p.event, p.effect_fen, p.commitment_id IS NOT NULL AS has_commitment,
     p.to_line_id, p.to_commitment_id, v.dated
     FROM line AS l CROSS JOIN posting AS p ON p.to_line_id = l.line_id
     CROSS JOIN voucher AS v ON v.voucher_id = p.voucher_id WHERE l.year = ?1"
);

const OF_INCOMES: &str = counts!(
    "SELECT p.event, p.effect_fen, p.commitment_id IS NOT NULL AS has_commitment,
     p.income_id, p.to_income_id
     FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
     WHERE (p.income_id IN (SELECT income_id FROM income WHERE year = ?1)
        OR p.to_income_id IN (SELECT income_id FROM income WHERE year = ?1))"
);

const OF_SURPLUSES: &str = counts!(
    "SELECT p.event, p.effect_fen, p.commitment_id IS NOT NULL AS has_commitment, p.surplus_id
     FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
     WHERE p.surplus_id IS NOT NULL AND ?1 IS NULL"
);

/// A posting as it touches one side of a year's lines.
pub(crate) struct LineMovement<'a> {
    /// What it adds.
    pub(crate) movement: Movement<'a>,
    /// Whether the line is the one that receives.
    pub(crate) is_received: bool,
    /// The line.
    pub(crate) line: LineId,
    /// The commitment on that line, where the posting names one.
    pub(crate) commitment: Option<i64>,
    /// Day of its voucher.
    pub(crate) dated: &'a str,
}

impl LineMovement<'_> {
    /// Let it count.
    pub(crate) fn apply(&self, balance: &mut LineBalance) -> Result<()> {
        if self.is_received {
            self.movement.on_to_line(balance)
        } else {
            self.movement.on_line(balance)
        }
    }
}

/// Return the running totals of a line as of a day or an act.
pub(crate) fn balance_as_of(
    connection: &Connection,
    id: LineId,
    as_of: &AsOf,
) -> Result<LineBalance> {
    let stored = store::balance(connection, id)?;
    if as_of.is_now() {
        return Ok(stored);
    }
    let cut = Cut::of(connection, as_of)?;
    let mut balance = LineBalance::default();
    let values = params![id.get(), cut.posting_id, cut.dated];
    each(connection.prepare_cached(OF_LINE)?, values, |_, moved| {
        moved.on_line(&mut balance)
    })?;
    each(
        connection.prepare_cached(OF_TO_LINE)?,
        values,
        |_, moved| moved.on_to_line(&mut balance),
    )?;
    Ok(balance)
}

/// Return the lines of a year with a posting that counts, with their running totals, oldest first.
pub(crate) fn lines_as_of(
    connection: &Connection,
    year: i16,
    as_of: &AsOf,
) -> Result<Vec<(Line, LineBalance)>> {
    let lines = store::lines_of_year(connection, year)?;
    if as_of.is_now() {
        let balances = store::balances_of_year(connection, year)?;
        return Ok(lines.into_iter().zip(balances).collect());
    }
    let cut = Cut::of(connection, as_of)?;
    // A line is there when a posting on it counts: the first one can be dated behind others.
    let mut balances: BTreeMap<LineId, LineBalance> = BTreeMap::new();
    each_of_year(connection, year, &cut, |moved| {
        moved.apply(balances.entry(moved.line).or_default())
    })?;
    Ok(lines
        .into_iter()
        .filter_map(|line| balances.remove(&line.id).map(|balance| (line, balance)))
        .collect())
}

/// Show every posting on the lines of a year, once for each line that it touches.
pub(crate) fn each_of_year(
    connection: &Connection,
    year: i16,
    cut: &Cut,
    mut see: impl FnMut(&LineMovement<'_>) -> Result<()>,
) -> Result<()> {
    let (first, last): (Option<i64>, Option<i64>) = connection
        .prepare_cached(SPAN)?
        .query_row([year], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let last = last.unwrap_or(i64::MAX).min(cut.posting_id);
    let own: &[&dyn ToSql] = params![year, last, cut.dated, first];
    let received: &[&dyn ToSql] = params![year, last, cut.dated];
    for (sql, values, is_received) in [(OF_LINES, own, false), (OF_TO_LINES, received, true)] {
        each(connection.prepare_cached(sql)?, values, |row, movement| {
            see(&LineMovement {
                movement,
                is_received,
                line: LineId(row.get(3)?),
                commitment: row.get(4)?,
                dated: row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?,
            })
        })?;
    }
    Ok(())
}

/// Show every posting of a query to `see`.
fn each(
    mut statement: CachedStatement<'_>,
    values: &[&dyn ToSql],
    mut see: impl FnMut(&Row<'_>, Movement<'_>) -> Result<()>,
) -> Result<()> {
    let mut rows = statement.query(values)?;
    while let Some(row) = rows.next()? {
        let movement = Movement {
            event: row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?,
            effect: Fen::new(row.get(1)?),
            has_commitment: row.get(2)?,
        };
        see(row, movement)?;
    }
    Ok(())
}

/// Return the incomes of a year with their running totals, oldest first.
pub(crate) fn incomes(
    connection: &Connection,
    year: i16,
    as_of: &AsOf,
) -> Result<Vec<IncomeReport>> {
    let stored = reports::incomes_of_year(connection, year)?;
    if as_of.is_now() {
        return Ok(stored);
    }
    let cut = Cut::of(connection, as_of)?;
    let mut found: BTreeMap<i64, IncomeTotals> = BTreeMap::new();
    let values = params![year, cut.posting_id, cut.dated];
    each(
        connection.prepare_cached(OF_INCOMES)?,
        values,
        |row, moved| {
            if let Some(id) = row.get(3)? {
                moved.on_income(found.entry(id).or_default())?;
            }
            if let Some(id) = row.get(4)? {
                moved.on_to_income(found.entry(id).or_default())?;
            }
            Ok(())
        },
    )?;
    let counted = stored.iter().filter_map(|report| {
        let totals = found.remove(&report.income_id)?;
        Some(report.with(totals))
    });
    counted.collect()
}

/// Return every surplus with its running totals, oldest first.
pub(crate) fn surpluses(connection: &Connection, as_of: &AsOf) -> Result<Vec<SurplusReport>> {
    let stored = reports::surpluses(connection)?;
    if as_of.is_now() {
        return Ok(stored);
    }
    let cut = Cut::of(connection, as_of)?;
    let mut found: BTreeMap<i64, SurplusTotals> = BTreeMap::new();
    let values = params![None::<i64>, cut.posting_id, cut.dated];
    each(
        connection.prepare_cached(OF_SURPLUSES)?,
        values,
        |row, moved| moved.on_surplus(found.entry(row.get(3)?).or_default()),
    )?;
    let counted = stored.iter().filter_map(|report| {
        let totals = found.remove(&report.surplus_id)?;
        Some(report.with(totals))
    });
    counted.collect()
}

/// Return the commitments on the lines of a year with their running totals, oldest first.
pub(crate) fn commitments(
    connection: &Connection,
    year: i16,
    as_of: &AsOf,
) -> Result<Vec<CommitmentReport>> {
    let stored = reports::commitments_of_year(connection, year)?;
    if as_of.is_now() {
        return Ok(stored);
    }
    let cut = Cut::of(connection, as_of)?;
    let mut found: BTreeMap<i64, CommitmentTotals> = BTreeMap::new();
    each_of_year(connection, year, &cut, |moved| {
        let Some(id) = moved.commitment else {
            return Ok(());
        };
        let totals = found.entry(id).or_default();
        if moved.is_received {
            moved.movement.on_to_commitment(totals)
        } else {
            moved.movement.on_commitment(totals)
        }
    })?;
    let counted = stored.iter().filter_map(|report| {
        let totals = found.remove(&report.commitment_id)?;
        Some(report.with(totals))
    });
    counted.collect()
}
