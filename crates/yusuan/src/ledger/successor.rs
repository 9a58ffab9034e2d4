//! 科目对照.

use std::path::Path;

use super::Ledger;
use crate::acts;
use crate::catalogue::{self, Successor};
use crate::error::{Error, Result, SourceError, SourceErrors};
use crate::file;
use crate::import;
use crate::journal::{Particulars, Receipt};

impl Ledger {
    /// Load what codes and units of a year are called in the next from a CSV file: all rows, or
    /// none and every problem named. Rows that the ledger has already are passed over.
    ///
    /// The closing of the year carries money forward under the new names, and its certificate
    /// lists them. A later row about the same name takes the place of an earlier one, until the year is
    /// closed.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] with path, row, column and token of each problem;
    /// [`Rule::SuccessorInvalid`](crate::Rule::SuccessorInvalid) when the ledger has every row of the file.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, Particulars};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// ledger.load_successors(2025, "successors.csv", &Particulars::default())?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn load_successors(
        &mut self,
        year: i16,
        path: impl AsRef<Path>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let path = path.as_ref();
        let name = path.to_string_lossy();
        let rows = import::read_successors(&name, &import::read_file(path)?)?;
        file::savepoint(&self.file.connection, |connection| {
            let mut problems = Vec::new();
            let mut successors = Vec::new();
            for row in rows {
                let successor = Successor {
                    scheme: row.scheme,
                    year,
                    old: row.old,
                    new: row.new,
                    source: row.source,
                };
                if let Some((column, error)) = acts::check_successor(connection, &successor)? {
                    let value = if column == "old" {
                        &successor.old
                    } else {
                        &successor.new
                    };
                    problems.push(problem(&name, row.row, column, value, error)?);
                }
                successors.push(successor);
            }
            if !problems.is_empty() {
                return Err(SourceErrors(problems).into());
            }
            acts::load_successors(connection, year, &successors, particulars)
        })
    }

    /// Return what codes and units of a year are called in the next, in the order of loading.
    pub fn successors(&self, year: i16) -> Result<Vec<Successor>> {
        catalogue::successors(&self.file.connection, year)
    }
}

/// Say where a row stands that the ledger refused.
fn problem(
    path: &str,
    row: u64,
    column: &'static str,
    value: &str,
    error: Error,
) -> Result<SourceError> {
    match error {
        Error::Rule(refusal) => Ok(SourceError {
            path: path.to_owned(),
            sheet: None,
            cell: None,
            row: Some(row),
            column: Some(column.to_owned()),
            value: Some(value.to_owned()),
            token: refusal.rule.token().to_owned(),
            message: refusal.message,
            hint: refusal.hint,
        }),
        error => Err(error),
    }
}
