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
        let Some(statement) = of_many(self.statement) else {
            return self.finish();
        };
        self.count = 0;
        let values = self.values.drain(..);
        let mut statement = self.connection.prepare_cached(&statement)?;
        statement.execute(params_from_iter(values))?;
        Ok(())
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

/// Return the statement that writes [`ROWS_AT_ONCE`] rows where this one writes one. Marks that are
/// numbered would mean the first row again.
fn of_many(statement: &str) -> Option<String> {
    let (into, row) = statement.rsplit_once("VALUES ")?;
    let pieces = row
        .split('?')
        .enumerate()
        .map(|(index, piece)| match index {
            0 => piece,
            _ => piece.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        });
    let row = pieces.collect::<Vec<_>>().join("?");
    Some(format!(
        "{into}VALUES {}",
        vec![row; ROWS_AT_ONCE].join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::SCHEMA;
    use crate::journal::record::RECORD_TABLES;

    #[test]
    fn every_record_is_written_many_to_a_statement_with_the_values_of_one() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        for table in RECORD_TABLES {
            let Some(statement) = of_many(table.insert) else {
                assert!(table.insert.starts_with("UPDATE "), "{}", table.name);
                continue;
            };
            let one = connection.prepare(table.insert).unwrap();
            let many = connection.prepare(&statement);
            let many = many.unwrap_or_else(|error| panic!("{}: {error}", table.name));
            let expected = one.parameter_count() * ROWS_AT_ONCE;
            assert_eq!(many.parameter_count(), expected, "{}", table.name);
        }
    }
}
