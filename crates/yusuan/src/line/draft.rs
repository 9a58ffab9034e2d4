//! Drafts: the budget while it is being prepared. Edited freely until the approval.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::store::word;
use super::{Fund, Kind, Level, LineKey};
use crate::catalogue;
use crate::error::{Result, Rule};
use crate::money::Fen;

/// Rules about a draft income or control total, of which the file's own words do not name it.
pub(crate) const OF_DRAFTS: [(Rule, &str); 4] = [
    (Rule::YearUnknown, "check the year, or prepare it"),
    (
        Rule::DraftFrozen,
        "adjust the income, or supplement, reduce and transfer",
    ),
    (
        Rule::FundUnknown,
        "name another fund: an income is not fiscal, a control total is",
    ),
    (Rule::UnitInactive, "budget it for the unit that took over"),
];

/// A line of the budget being prepared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Draft {
    /// Its key.
    pub key: LineKey,
    /// Its amount.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

/// Budgeted income of a fund that is not fiscal, while the year is being prepared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct DraftIncome {
    /// Budget year.
    pub year: i16,
    /// Name of the unit.
    pub unit: String,
    /// The fund.
    pub fund: Fund,
    /// Its amount.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

const INSERT: &str = "INSERT INTO draft_line (year, unit_id, fund, level, origin_year,
    functional_code, economic_code, kind, project, amount_fen)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";

const FIND: &str = "SELECT draft_id FROM draft_line
    WHERE year = ?1 AND unit_id = ?2 AND fund = ?3 AND level = ?4 AND origin_year = ?5
    AND functional_code = ?6 AND economic_code = ?7 AND kind = ?8 AND project = ?9";

const OF_YEAR: &str = "SELECT u.name, d.fund, d.level, d.origin_year, d.functional_code,
    d.economic_code, d.kind, d.project, d.amount_fen
    FROM draft_line AS d JOIN unit AS u ON u.unit_id = d.unit_id
    WHERE d.year = ?1 ORDER BY d.draft_id";

/// Write a draft line.
pub(crate) fn insert_draft(connection: &Connection, key: &LineKey, amount: Fen) -> Result<()> {
    let unit_id = catalogue::require_unit(connection, &key.unit)?;
    connection.prepare_cached(INSERT)?.execute(params![
        key.year,
        unit_id,
        key.fund.as_str(),
        key.level.as_str(),
        key.origin_year,
        key.functional_code,
        key.economic_code,
        key.kind.as_str(),
        key.project_text(),
        amount.get(),
    ])?;
    Ok(())
}

fn find_draft(connection: &Connection, key: &LineKey) -> Result<Option<i64>> {
    let unit_id = catalogue::require_unit(connection, &key.unit)?;
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
    Ok(statement.query_row(values, |row| row.get(0)).optional()?)
}

/// Change the amount of a draft line; tell whether there was one.
pub(crate) fn update_draft(connection: &Connection, key: &LineKey, amount: Fen) -> Result<bool> {
    let Some(draft_id) = find_draft(connection, key)? else {
        return Ok(false);
    };
    let sql = "UPDATE draft_line SET amount_fen = ?2 WHERE draft_id = ?1";
    connection
        .prepare_cached(sql)?
        .execute([draft_id, amount.get()])?;
    Ok(true)
}

/// Delete a draft line; tell whether there was one.
pub(crate) fn delete_draft(connection: &Connection, key: &LineKey) -> Result<bool> {
    let Some(draft_id) = find_draft(connection, key)? else {
        return Ok(false);
    };
    connection
        .prepare_cached("DELETE FROM draft_line WHERE draft_id = ?1")?
        .execute([draft_id])?;
    Ok(true)
}

/// Return the amount of a draft line; zero when there is none.
pub(crate) fn draft_amount(connection: &Connection, key: &LineKey) -> Result<Fen> {
    let sql = "SELECT amount_fen FROM draft_line WHERE draft_id = ?1";
    let Some(draft_id) = find_draft(connection, key)? else {
        return Ok(Fen::default());
    };
    let mut statement = connection.prepare_cached(sql)?;
    Ok(Fen::new(statement.query_row([draft_id], |row| row.get(0))?))
}

/// Return the draft lines of a year in the order they were written.
pub(crate) fn drafts(connection: &Connection, year: i16) -> Result<Vec<Draft>> {
    let mut statement = connection.prepare_cached(OF_YEAR)?;
    let rows = statement.query_map([year], |row| {
        let project: String = row.get(7)?;
        Ok(Draft {
            key: LineKey {
                year,
                unit: row.get(0)?,
                fund: word::<Fund>(row, 1)?,
                level: word::<Level>(row, 2)?,
                origin_year: row.get(3)?,
                functional_code: row.get(4)?,
                economic_code: row.get(5)?,
                kind: word::<Kind>(row, 6)?,
                project: (!project.is_empty()).then_some(project),
            },
            amount: Fen::new(row.get(8)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Set the budgeted income of a unit and fund.
pub(crate) fn set_draft_income(connection: &Connection, income: &DraftIncome) -> Result<()> {
    let unit_id = catalogue::require_unit(connection, &income.unit)?;
    let update = "UPDATE draft_income SET amount_fen = ?4
        WHERE year = ?1 AND unit_id = ?2 AND fund = ?3";
    let insert = "INSERT INTO draft_income (year, unit_id, fund, amount_fen)
        VALUES (?1, ?2, ?3, ?4)";
    let values = params![
        income.year,
        unit_id,
        income.fund.as_str(),
        income.amount.get()
    ];
    if connection.prepare_cached(update)?.execute(values)? == 0 {
        connection.prepare_cached(insert)?.execute(values)?;
    }
    Ok(())
}

/// Delete the budgeted income of a unit and fund; tell whether there was one.
pub(crate) fn delete_draft_income(
    connection: &Connection,
    year: i16,
    unit: &str,
    fund: Fund,
) -> Result<bool> {
    let unit_id = catalogue::require_unit(connection, unit)?;
    let sql = "DELETE FROM draft_income WHERE year = ?1 AND unit_id = ?2 AND fund = ?3";
    let deleted = connection
        .prepare_cached(sql)?
        .execute(params![year, unit_id, fund.as_str()])?;
    Ok(deleted > 0)
}

/// Return the budgeted incomes of a year.
pub(crate) fn draft_incomes(connection: &Connection, year: i16) -> Result<Vec<DraftIncome>> {
    let sql = "SELECT u.name, d.fund, d.amount_fen
        FROM draft_income AS d JOIN unit AS u ON u.unit_id = d.unit_id
        WHERE d.year = ?1 ORDER BY d.draft_income_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([year], |row| {
        Ok(DraftIncome {
            year,
            unit: row.get(0)?,
            fund: word::<Fund>(row, 1)?,
            amount: Fen::new(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Set the total that the approving document gives for a fiscal fund and level.
pub(crate) fn set_control_total(
    connection: &Connection,
    year: i16,
    fund: Fund,
    level: Level,
    amount: Fen,
) -> Result<()> {
    let update = "UPDATE draft_control SET amount_fen = ?4
        WHERE year = ?1 AND fund = ?2 AND level = ?3";
    let insert = "INSERT INTO draft_control (year, fund, level, amount_fen)
        VALUES (?1, ?2, ?3, ?4)";
    let values = params![year, fund.as_str(), level.as_str(), amount.get()];
    if connection.prepare_cached(update)?.execute(values)? == 0 {
        connection.prepare_cached(insert)?.execute(values)?;
    }
    Ok(())
}

/// Delete the total of a fiscal fund and level; tell whether there was one.
pub(crate) fn delete_control_total(
    connection: &Connection,
    year: i16,
    fund: Fund,
    level: Level,
) -> Result<bool> {
    let sql = "DELETE FROM draft_control WHERE year = ?1 AND fund = ?2 AND level = ?3";
    let deleted =
        connection
            .prepare_cached(sql)?
            .execute(params![year, fund.as_str(), level.as_str()])?;
    Ok(deleted > 0)
}
