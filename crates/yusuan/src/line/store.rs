//! Lines, incomes and surpluses in the file. No rules.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{Fund, Kind, Level, Line, LineBalance, LineId, LineKey, LineName};
use crate::catalogue;
use crate::error::{Error, Result};
use crate::money::Fen;

/// Columns of a line in the order of [`read_line`].
macro_rules! line_columns {
    () => {
        "l.line_id, l.year, u.name, l.fund, l.level, l.origin_year, l.functional_code,
         l.economic_code, l.kind, l.project"
    };
}

pub(super) use line_columns;

const FIND: &str = "SELECT line_id FROM line
    WHERE year = ?1 AND unit_id = ?2 AND fund = ?3 AND level = ?4 AND origin_year = ?5
    AND functional_code = ?6 AND economic_code = ?7 AND kind = ?8 AND project = ?9";

const GET: &str = concat!(
    "SELECT ",
    line_columns!(),
    " FROM line AS l JOIN unit AS u ON u.unit_id = l.unit_id WHERE l.line_id = ?1"
);

const OF_YEAR: &str = concat!(
    "SELECT ",
    line_columns!(),
    " FROM line AS l JOIN unit AS u ON u.unit_id = l.unit_id WHERE l.year = ?1 ORDER BY l.line_id"
);

const APPROVED_OF_YEAR: &str = concat!(
    "SELECT ",
    line_columns!(),
    ", b.original_fen FROM line AS l JOIN unit AS u ON u.unit_id = l.unit_id
    JOIN line_authority AS b ON b.line_id = l.line_id WHERE l.year = ?1"
);

const BALANCE: &str = "SELECT original_fen, early_fen, supplement_fen, reduction_fen,
    carried_in_fen, transferred_in_fen, transferred_out_fen, surplus_used_fen, prior_year_fen, recalled_fen,
    committed_fen, paid_fen, carried_out_fen, to_surplus_fen, lapsed_fen
    FROM line_balance WHERE line_id = ?1";

const BALANCES_OF_YEAR: &str =
    "SELECT b.original_fen, b.early_fen, b.supplement_fen, b.reduction_fen,
    b.carried_in_fen, b.transferred_in_fen, b.transferred_out_fen, b.surplus_used_fen,
    b.prior_year_fen, b.recalled_fen, b.committed_fen, b.paid_fen, b.carried_out_fen,
    b.to_surplus_fen, b.lapsed_fen
    FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
    WHERE l.year = ?1 ORDER BY l.line_id";

/// Read a value of a closed list.
pub(super) fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?.as_str()?;
    text.parse().map_err(|error: T::Err| {
        let message = error.to_string().into();
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, message)
    })
}

/// Read a line from the columns of [`line_columns`].
pub(super) fn read_line(row: &Row<'_>) -> rusqlite::Result<Line> {
    let project: String = row.get(9)?;
    Ok(Line {
        id: LineId(row.get(0)?),
        key: LineKey {
            year: row.get(1)?,
            unit: row.get(2)?,
            fund: word::<Fund>(row, 3)?,
            level: word::<Level>(row, 4)?,
            origin_year: row.get(5)?,
            functional_code: row.get(6)?,
            economic_code: row.get(7)?,
            kind: word::<Kind>(row, 8)?,
            project: (!project.is_empty()).then_some(project),
        },
    })
}

fn read_balance(row: &Row<'_>) -> rusqlite::Result<LineBalance> {
    Ok(LineBalance {
        original: Fen::new(row.get(0)?),
        early: Fen::new(row.get(1)?),
        supplement: Fen::new(row.get(2)?),
        reduction: Fen::new(row.get(3)?),
        carried_in: Fen::new(row.get(4)?),
        transferred_in: Fen::new(row.get(5)?),
        transferred_out: Fen::new(row.get(6)?),
        surplus_used: Fen::new(row.get(7)?),
        prior_year: Fen::new(row.get(8)?),
        recalled: Fen::new(row.get(9)?),
        committed: Fen::new(row.get(10)?),
        paid: Fen::new(row.get(11)?),
        carried_out: Fen::new(row.get(12)?),
        to_surplus: Fen::new(row.get(13)?),
        lapsed: Fen::new(row.get(14)?),
    })
}

/// Find a line by its key.
pub(crate) fn find(connection: &Connection, key: &LineKey) -> Result<Option<LineId>> {
    match catalogue::find_unit(connection, &key.unit)? {
        Some(unit_id) => find_of_unit(connection, key, unit_id),
        None => Ok(None),
    }
}

/// Find a line by its key, the number of its unit being known.
pub(crate) fn find_of_unit(
    connection: &Connection,
    key: &LineKey,
    unit_id: i64,
) -> Result<Option<LineId>> {
    let mut statement = connection.prepare_cached(FIND)?;
    let values = params![
        key.year,
        unit_id,
        key.fund.as_str(),
        key.level.as_str(),
        key.origin_year,
        key.functional_code,
        key.economic_code,
        key.kind.as_str(),
        key.project_text(),
    ];
    Ok(statement
        .query_row(values, |row| row.get(0))
        .optional()?
        .map(LineId))
}

/// Find a line by its key, or say that there is none.
pub(crate) fn require(connection: &Connection, key: &LineKey) -> Result<Line> {
    match find(connection, key)? {
        Some(id) => Ok(Line {
            id,
            key: key.clone(),
        }),
        None => Err(Error::not_found(
            "line_unknown",
            "the line",
            key,
            "check every part of the key, or create the line with a supplement",
        )),
    }
}

/// Return the line of a number.
pub(crate) fn require_id(connection: &Connection, id: LineId) -> Result<Line> {
    let mut statement = connection.prepare_cached(GET)?;
    let found = statement.query_row([id.get()], read_line).optional()?;
    found.ok_or_else(|| {
        Error::not_found("line_unknown", "the line", id, "list the lines of the year")
    })
}

/// Return the line of a name.
pub(crate) fn resolve(connection: &Connection, name: &LineName) -> Result<Line> {
    match name {
        LineName::Id(id) => require_id(connection, *id),
        LineName::Key(key) => require(connection, key),
    }
}

/// Return the lines of a year, oldest first.
pub(crate) fn lines_of_year(connection: &Connection, year: i16) -> Result<Vec<Line>> {
    let mut statement = connection.prepare_cached(OF_YEAR)?;
    let rows = statement.query_map([year], read_line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return the lines of a year with what was approved on each, unit by unit.
pub(crate) fn approved_of_year(connection: &Connection, year: i16) -> Result<Vec<(Line, Fen)>> {
    let mut statement = connection.prepare_cached(APPROVED_OF_YEAR)?;
    let rows = statement.query_map([year], |row| Ok((read_line(row)?, Fen::new(row.get(10)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return the running totals of a line.
pub(crate) fn balance(connection: &Connection, id: LineId) -> Result<LineBalance> {
    let mut statement = connection.prepare_cached(BALANCE)?;
    let found = statement.query_row([id.get()], read_balance).optional()?;
    found.ok_or_else(|| {
        Error::not_found("line_unknown", "the line", id, "list the lines of the year")
    })
}

/// Return the running totals of the lines of a year, in the order of [`lines_of_year`].
pub(crate) fn balances_of_year(connection: &Connection, year: i16) -> Result<Vec<LineBalance>> {
    let mut statement = connection.prepare_cached(BALANCES_OF_YEAR)?;
    let rows = statement.query_map([year], read_balance)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Beyond this numbers of rows are not counted on: a ledger never gets there by acts.
const NUMBER_MAX: i64 = i64::MAX / 2;

/// Return the number behind the newest one of a table; many more follow it.
pub(crate) fn number_after(newest: i64) -> Result<i64> {
    if !(0..NUMBER_MAX).contains(&newest) {
        return Err(Error::damaged(format!("a row has the number {newest}")));
    }
    Ok(newest + 1)
}

/// Return the next free number of lines, incomes, surpluses or commitments.
pub(crate) fn next_id(connection: &Connection, max: &'static str) -> Result<i64> {
    let newest: i64 = connection
        .prepare_cached(max)?
        .query_row([], |row| row.get(0))?;
    number_after(newest)
}

/// Return whether a year has any line.
pub(crate) fn has_lines(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM line WHERE year = ?1)";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?)
}

/// Return the number that the next line gets.
pub(crate) fn keep_line(connection: &Connection) -> Result<i64> {
    next_id(connection, "SELECT coalesce(max(line_id), 0) FROM line")
}

/// Return the number of the income of a unit and fund in a year.
pub(crate) fn income_id(
    connection: &Connection,
    year: i16,
    unit_id: i64,
    fund: Fund,
) -> Result<Option<i64>> {
    let sql = "SELECT income_id FROM income WHERE year = ?1 AND unit_id = ?2 AND fund = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement
        .query_row(params![year, unit_id, fund.as_str()], |row| row.get(0))
        .optional()?)
}

/// Return the number of the surplus of a unit and fund.
pub(crate) fn surplus_id(connection: &Connection, unit_id: i64, fund: Fund) -> Result<Option<i64>> {
    let sql = "SELECT surplus_id FROM surplus WHERE unit_id = ?1 AND fund = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement
        .query_row(params![unit_id, fund.as_str()], |row| row.get(0))
        .optional()?)
}

/// Read back the columns of a line as [`key_record`] wrote them.
pub(crate) fn key_of_record(connection: &Connection, values: &[Value]) -> Result<LineKey> {
    let damaged = || Error::damaged("a record of a line is incomplete");
    let integer = |column: usize| match values.get(column) {
        Some(Value::Integer(number)) => Ok(*number),
        _ => Err(damaged()),
    };
    let year = |column| i16::try_from(integer(column)?).map_err(|_| damaged());
    let text = |column: usize| match values.get(column) {
        Some(Value::Text(text)) => Ok(text.clone()),
        _ => Err(damaged()),
    };
    let project = text(9)?;
    Ok(LineKey {
        year: year(1)?,
        unit: catalogue::unit_name(connection, integer(2)?)?,
        fund: text(3)?.parse()?,
        level: text(4)?.parse()?,
        origin_year: year(5)?,
        functional_code: text(6)?,
        economic_code: text(7)?,
        kind: text(8)?.parse()?,
        project: (!project.is_empty()).then_some(project),
    })
}

/// Return the columns of a line after its voucher, as they are written and chained.
pub(crate) fn key_record(id: i64, key: &LineKey, unit_id: i64) -> Vec<Value> {
    vec![
        Value::from(id),
        Value::from(i64::from(key.year)),
        Value::from(unit_id),
        Value::from(key.fund.as_str().to_owned()),
        Value::from(key.level.as_str().to_owned()),
        Value::from(i64::from(key.origin_year)),
        Value::from(key.functional_code.clone()),
        Value::from(key.economic_code.clone()),
        Value::from(key.kind.as_str().to_owned()),
        Value::from(key.project_text().to_owned()),
    ]
}
