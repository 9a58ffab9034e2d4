//! 科目对照.

use std::path::Path;

use super::Ledger;
use crate::acts;
use crate::catalogue::{self, Successor};
use crate::error::{Error, Result};
use crate::file;
use crate::import::{self, SuccessorRow};
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
        let bytes = import::read_file(path)?;
        let successor = |row: &SuccessorRow| Successor {
            scheme: row.scheme,
            year,
            old: row.old.clone(),
            new: row.new.clone(),
            source: row.source.clone(),
        };
        file::savepoint(&self.file.connection, |connection| {
            let rows =
                import::read_judged_successors(&name, &bytes, |row| match acts::check_successor(
                    connection,
                    &successor(row),
                )? {
                    None => Ok(None),
                    Some((column, Error::Rule(refusal))) => Ok(Some((column, *refusal))),
                    Some((_, error)) => Err(error),
                })?;
            let successors: Vec<Successor> = rows.iter().map(successor).collect();
            acts::load_successors(connection, year, &successors, particulars)
        })
    }

    /// Return what codes and units of a year are called in the next, in the order of loading.
    pub fn successors(&self, year: i16) -> Result<Vec<Successor>> {
        catalogue::successors(&self.file.connection, year)
    }
}
