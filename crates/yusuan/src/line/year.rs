//! 预算年度 and where each stands.

use std::fmt;
use std::str::FromStr;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::store::word;
use crate::error::{Error, Result, Rule};

/// Where a year stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum YearState {
    /// 编制: drafts are written.
    Preparing,
    /// 执行: approved, money moves.
    Open,
    /// 结账: a closing was begun.
    Closing,
    /// 已结账.
    Closed,
}

impl YearState {
    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Open => "open",
            Self::Closing => "closing",
            Self::Closed => "closed",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Preparing => "编制",
            Self::Open => "执行",
            Self::Closing => "结账中",
            Self::Closed => "已结账",
        }
    }
}

impl fmt::Display for YearState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for YearState {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let all = [Self::Preparing, Self::Open, Self::Closing, Self::Closed];
        let found = all.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| Error::Internal(format!("unknown state of a year: {text}")))
    }
}

/// A budget year and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct BudgetYear {
    /// The year.
    pub year: i16,
    /// Where it stands.
    pub state: YearState,
}

/// Return whether a year is closed.
pub(crate) fn is_closed(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM budget_year WHERE year = ?1 AND state = 'closed')";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([year], |row| row.get(0))?)
}

/// Return every year of the ledger, oldest first.
pub(crate) fn years(connection: &Connection) -> Result<Vec<BudgetYear>> {
    let sql = "SELECT year, state FROM budget_year ORDER BY year";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        Ok(BudgetYear {
            year: row.get(0)?,
            state: word(row, 1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Say whether somebody prepared a year.
pub(crate) fn has_year(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT 1 FROM budget_year WHERE year = ?1";
    Ok(connection.prepare_cached(sql)?.exists([year])?)
}

/// Refuse a year that nobody prepared.
pub(crate) fn require_year(connection: &Connection, year: i16) -> Result<()> {
    if has_year(connection, year)? {
        return Ok(());
    }
    Err(Error::refused(
        Rule::YearUnknown,
        format!("the year is not in this ledger: {year}"),
        "prepare the year first",
    ))
}
