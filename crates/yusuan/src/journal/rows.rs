//! Rows of one table, many to a statement.
//!
//! SQLite makes room for every trigger that could fire once for each statement, not for each row. A
//! closing of a county writes hundreds of thousands of rows whose triggers are large.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::error::Result;

/// How many rows go to a statement.
const ROWS_AT_ONCE: usize = 250;

/// Writes rows in the order in which they come.
pub(super) struct Rows<'c> {
    connection: &'c Connection,
    /// The statement that writes one row.
    statement: &'static str,
    values: Vec<Value>,
    count: usize,
}

impl<'c> Rows<'c> {
    pub(super) const fn new(connection: &'c Connection, statement: &'static str) -> Self {
        Self {
            connection,
            statement,
            values: Vec::new(),
            count: 0,
        }
    }

    /// Return whether rows are written by this statement.
    pub(super) fn is_by(&self, statement: &'static str) -> bool {
        std::ptr::eq(self.statement, statement)
    }

    /// Write a row, now or with those that follow.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = Value>) -> Result<()> {
        self.values.extend(row);
        self.count += 1;
        if self.count < ROWS_AT_ONCE {
            return Ok(());
        }
        let width = self.values.len() / self.count;
        match self.statement.split_once(" VALUES ") {
            Some((into, _)) => {
                let marks = format!("({})", vec!["?"; width].join(", "));
                let rows = vec![marks; ROWS_AT_ONCE].join(", ");
                let statement = format!("{into} VALUES {rows}");
                self.count = 0;
                let values = self.values.drain(..);
                let mut statement = self.connection.prepare_cached(&statement)?;
                statement.execute(params_from_iter(values))?;
                Ok(())
            }
            None => self.finish(),
        }
    }

    /// Write what is left.
    pub(super) fn finish(&mut self) -> Result<()> {
        if self.count == 0 {
            return Ok(());
        }
        let width = self.values.len() / self.count;
        let mut statement = self.connection.prepare_cached(self.statement)?;
        for row in self.values.chunks(width) {
            statement.execute(params_from_iter(row))?;
        }
        self.values.clear();
        self.count = 0;
        Ok(())
    }
}
