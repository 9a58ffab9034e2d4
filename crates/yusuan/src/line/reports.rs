//! Income, surplus and commitments as the file keeps them.

use std::collections::BTreeMap;

use rusqlite::{Connection, Params, Row};

use super::store::{self, word};
use super::{
    CommitmentReport, CommitmentTotals, IncomeReport, IncomeTotals, Line, LineId, LineReport,
    SurplusReport, SurplusTotals,
};
use crate::error::{Error, Result};

/// Incomes with the names of their units.
macro_rules! incomes {
    ($end:literal) => {
        concat!(
            "SELECT i.*, u.name FROM income AS i JOIN unit AS u ON u.unit_id = i.unit_id ",
            $end
        )
    };
}

/// Surpluses with the names of their units.
macro_rules! surpluses {
    ($end:literal) => {
        concat!(
            "SELECT s.*, u.name FROM surplus AS s JOIN unit AS u ON u.unit_id = s.unit_id ",
            $end
        )
    };
}

/// Commitments with the one that carries each on into the next year, while its closing stands.
macro_rules! commitments {
    ($end:literal) => {
        concat!(
            "SELECT c.*, (SELECT max(n.commitment_id) FROM commitment AS n
             WHERE n.continues_id = c.commitment_id AND n.carried_in_fen > 0) AS continued_by_id
             FROM commitment AS c ",
            $end
        )
    };
}

const COMMITMENTS: &str = commitments!(
    "JOIN line AS l ON l.line_id = c.line_id WHERE l.year = ?1 ORDER BY c.commitment_id"
);

/// Return the incomes of a year, oldest first.
pub(super) fn incomes_of_year(connection: &Connection, year: i16) -> Result<Vec<IncomeReport>> {
    let sql = incomes!("WHERE i.year = ?1 ORDER BY i.income_id");
    all(connection, sql, [year], income)
}

/// Return every surplus, oldest first.
pub(super) fn surpluses(connection: &Connection) -> Result<Vec<SurplusReport>> {
    all(connection, surpluses!("ORDER BY s.surplus_id"), [], surplus)
}

/// Return the commitments on the lines of a year, oldest first.
pub(super) fn commitments_of_year(
    connection: &Connection,
    year: i16,
) -> Result<Vec<CommitmentReport>> {
    let lines = store::lines_of_year(connection, year)?;
    let lines: BTreeMap<LineId, Line> = lines.into_iter().map(|line| (line.id, line)).collect();
    all(connection, COMMITMENTS, [year], |row| {
        let id = LineId(row.get("line_id")?);
        let line = lines.get(&id).cloned().ok_or_else(|| not_there("line"))?;
        commitment(row, line)
    })
}

/// Return a line with its running totals.
pub(crate) fn line_report(connection: &Connection, id: i64) -> Result<LineReport> {
    let line = store::require_id(connection, LineId(id))?;
    let balance = store::balance(connection, line.id)?;
    LineReport::of(line, balance)
}

/// Return an income with its running totals.
pub(crate) fn income_report(connection: &Connection, id: i64) -> Result<IncomeReport> {
    one(connection, incomes!("WHERE i.income_id = ?1"), id, income)
}

/// Return a surplus with its running totals.
pub(crate) fn surplus_report(connection: &Connection, id: i64) -> Result<SurplusReport> {
    one(
        connection,
        surpluses!("WHERE s.surplus_id = ?1"),
        id,
        surplus,
    )
}

/// Return a commitment with its running totals.
pub(crate) fn commitment_report(connection: &Connection, id: i64) -> Result<CommitmentReport> {
    let sql = commitments!("WHERE c.commitment_id = ?1");
    one(connection, sql, id, |row| {
        let line = store::require_id(connection, LineId(row.get("line_id")?))?;
        commitment(row, line)
    })
}

fn all<T>(
    connection: &Connection,
    sql: &'static str,
    values: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

fn one<T>(
    connection: &Connection,
    sql: &'static str,
    id: i64,
    read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<T> {
    let mut found = all(connection, sql, [id], read)?;
    found.pop().ok_or_else(|| not_there("row of totals"))
}

fn not_there(what: &str) -> Error {
    Error::damaged(format!("a posting names a {what} that is not there"))
}

fn income(row: &Row<'_>) -> Result<IncomeReport> {
    let totals = IncomeTotals::read(row)?;
    Ok(IncomeReport {
        income_id: row.get("income_id")?,
        year: row.get("year")?,
        unit: row.get("name")?,
        fund: word(row, row.as_ref().column_index("fund")?)?,
        expected: totals.expected()?,
        money: totals.money()?,
        totals,
    })
}

fn surplus(row: &Row<'_>) -> Result<SurplusReport> {
    let totals = SurplusTotals::read(row)?;
    Ok(SurplusReport {
        surplus_id: row.get("surplus_id")?,
        unit: row.get("name")?,
        fund: word(row, row.as_ref().column_index("fund")?)?,
        stock: totals.stock()?,
        earmarked_stock: totals.earmarked_stock()?,
        totals,
    })
}

fn commitment(row: &Row<'_>, line: Line) -> Result<CommitmentReport> {
    let totals = CommitmentTotals::read(row)?;
    Ok(CommitmentReport {
        commitment_id: row.get("commitment_id")?,
        line,
        contract: row.get("contract")?,
        continues_id: row.get("continues_id")?,
        continued_by_id: row.get("continued_by_id")?,
        remaining: totals.remaining()?,
        totals,
    })
}
