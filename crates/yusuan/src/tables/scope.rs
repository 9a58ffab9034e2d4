//! Whose lines a table is about: a unit, a department with every unit below it, or all.

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::catalogue;
use crate::error::Result;

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
