//! Policies in the file: which one decides, and which are in force.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{CodeLevel, Policy, Scope};
use crate::error::{Error, Result};
use crate::line::{self, Kind, Level};

/// Columns of a policy in the order of [`read`]. The first release kept any years; those that there
/// can be are read.
macro_rules! policy_columns {
    () => {
        "p.name, min(max(p.first_year, 1900), 9999), max(min(p.last_year, 9998), 1899), p.action, p.value, p.source, p.fund, p.level, p.kind,
         p.code_level, p.item"
    };
}

/// The newest policy that fits decides. A group of funds fits each fund in it.
const IN_FORCE: &str = concat!(
    "SELECT ",
    policy_columns!(),
    ", p.policy_id FROM policy AS p
     WHERE p.name = ?1 AND ?2 BETWEEN p.first_year AND p.last_year
     AND (p.fund IS NULL OR p.fund = ?3 OR p.fund = (SELECT parent FROM fund WHERE fund = ?3))
     AND (p.level IS NULL OR p.level = ?4) AND (p.kind IS NULL OR p.kind = ?5)
     AND (p.code_level IS NULL OR p.code_level = ?6)
     AND (p.item IS NULL OR substr(?7, 1, length(p.item)) = p.item)
     ORDER BY p.policy_id DESC LIMIT 1"
);

/// A newer policy of the same years and a wider scope leaves an older one nothing to decide.
const EFFECTIVE: &str = concat!(
    "SELECT ",
    policy_columns!(),
    ", p.policy_id, n.name_zh
     FROM policy AS p JOIN policy_name AS n ON n.name = p.name
     WHERE ?1 BETWEEN p.first_year AND p.last_year
     AND NOT EXISTS (
        SELECT 1 FROM policy AS w
        WHERE w.name = p.name AND w.policy_id > p.policy_id
        AND ?1 BETWEEN w.first_year AND w.last_year
        AND (w.fund IS NULL OR w.fund = p.fund
            OR w.fund = (SELECT f.parent FROM fund AS f WHERE f.fund = p.fund))
        AND (w.level IS NULL OR w.level = p.level) AND (w.kind IS NULL OR w.kind = p.kind)
        AND (w.code_level IS NULL OR w.code_level = p.code_level)
        AND (w.item IS NULL OR substr(p.item, 1, length(w.item)) = w.item)
     )
     ORDER BY (SELECT min(b.policy_id) FROM policy AS b WHERE b.name = p.name), p.policy_id DESC"
);

/// A policy is past deciding when a newer one without a scope holds for the same years.
const DECIDING_ANYWHERE: &str = concat!(
    "SELECT ",
    policy_columns!(),
    ", p.policy_id FROM policy AS p
     WHERE p.policy_id > 0 AND p.first_year <= 9998 AND p.last_year >= 1900
     AND NOT EXISTS (
        SELECT 1 FROM policy AS w
        WHERE w.name = p.name AND w.policy_id > p.policy_id
        AND w.first_year <= max(p.first_year, 1900) AND w.last_year >= min(p.last_year, 9998)
        AND coalesce(w.fund, w.level, w.kind, w.code_level, w.item) IS NULL
     )
     ORDER BY p.policy_id"
);

/// A policy that can still decide something in a year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PolicyInForce {
    /// Its number; negative when it is built in. Of those that fit, the highest decides.
    pub policy_id: i64,
    /// What it is about, in Chinese.
    pub name_zh: String,
    /// What it says.
    #[serde(flatten)]
    pub policy: Policy,
}

fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    let parsed = text.map(|text| {
        text.parse().map_err(|error: T::Err| {
            let message = error.to_string().into();
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, message)
        })
    });
    parsed.transpose()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Policy> {
    let action: String = row.get(3)?;
    Ok(Policy {
        name: row.get(0)?,
        first_year: row.get(1)?,
        last_year: row.get(2)?,
        action: action.parse().map_err(|error: Error| {
            let message = error.to_string().into();
            rusqlite::Error::FromSqlConversionFailure(3, rusqlite::types::Type::Text, message)
        })?,
        value: row.get(4)?,
        source: row.get(5)?,
        scope: Scope {
            fund: row.get(6)?,
            level: word::<Level>(row, 7)?,
            kind: word::<Kind>(row, 8)?,
            code_level: word::<CodeLevel>(row, 9)?,
            item: row.get(10)?,
        },
    })
}

/// Return the policy of a name that decides in a year on what is asked about.
///
/// Every name the schema knows has a built-in policy for every year; none stands for a name that
/// it does not know.
pub(crate) fn in_force(
    connection: &Connection,
    name: &str,
    year: i16,
    scope: &Scope,
) -> Result<Option<Policy>> {
    let decided = deciding(connection, name, year, scope)?;
    Ok(decided.map(|(_, policy)| policy))
}

/// Return the policy of [`in_force`] with its number.
pub(crate) fn deciding(
    connection: &Connection,
    name: &str,
    year: i16,
    scope: &Scope,
) -> Result<Option<(i64, Policy)>> {
    let mut statement = connection.prepare_cached(IN_FORCE)?;
    let values = params![
        name,
        year,
        scope.fund,
        scope.level.map(Level::as_str),
        scope.kind.map(Kind::as_str),
        scope.code_level.map(CodeLevel::as_str),
        scope.item,
    ];
    let found = statement.query_row(values, |row| Ok((row.get(11)?, read(row)?)));
    Ok(found.optional()?)
}

/// Return every policy that can still decide something in a year: by name in the order of the
/// schema, and of one name the first that fits decides.
pub(crate) fn effective(connection: &Connection, year: i16) -> Result<Vec<PolicyInForce>> {
    let mut statement = connection.prepare_cached(EFFECTIVE)?;
    let rows = statement.query_map([year], |row| {
        Ok(PolicyInForce {
            policy: read(row)?,
            policy_id: row.get(11)?,
            name_zh: row.get(12)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return every policy that was set and can still decide something in some year, with its number.
pub(super) fn deciding_anywhere(connection: &Connection) -> Result<Vec<(i64, Policy)>> {
    let mut statement = connection.prepare(DECIDING_ANYWHERE)?;
    let rows = statement.query_map([], |row| Ok((row.get(11)?, read(row)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return what a policy is about, in Chinese.
pub(crate) fn name_zh(connection: &Connection, name: &str) -> Result<String> {
    let sql = "SELECT name_zh FROM policy_name WHERE name = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([name], |row| row.get(0))?)
}

/// Return the number of the next policy.
pub(crate) fn next_id(connection: &Connection) -> Result<i64> {
    let sql = "SELECT max(coalesce(max(policy_id), 0), 0) FROM policy";
    line::next_id(connection, sql)
}
