//! Whose lines a table is about: a unit, a department with every unit below it, or all.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use crate::catalogue;
use crate::error::{Error, Result, Rule};

/// Units, and the name printed above the table.
pub(super) struct Scope {
    pub(super) title: String,
    pub(super) units: BTreeSet<String>,
}

impl Scope {
    /// Take a unit with every unit below it, or, without one, every unit of the ledger.
    pub(super) fn of(connection: &Connection, unit: Option<&str>) -> Result<Self> {
        if let Some(unit) = unit {
            return Ok(Self {
                units: catalogue::descendants(connection, unit)?,
                title: unit.to_owned(),
            });
        }
        let all = catalogue::units(connection)?;
        let mut tops = all.iter().filter(|unit| unit.parent.is_none());
        let title = match (tops.next(), tops.next()) {
            (Some(only), None) => only.name.clone(),
            _ => connection.query_row("SELECT title FROM ledger", [], |row| row.get(0))?,
        };
        Ok(Self {
            title,
            units: all.into_iter().map(|unit| unit.name).collect(),
        })
    }
}

/// Refuse a year that nobody prepared.
pub(super) fn require_year(connection: &Connection, year: i16) -> Result<()> {
    let sql = "SELECT 1 FROM budget_year WHERE year = ?1";
    let found: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))
        .optional()?;
    match found {
        Some(_) => Ok(()),
        None => Err(Error::refused(
            Rule::YearUnknown,
            format!("the year is not in this ledger: {year}"),
            "prepare the year first",
        )),
    }
}
