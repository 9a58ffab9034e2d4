//! Writing what other programs read.

use std::path::{Path, PathBuf};

use super::Ledger;
use crate::error::Result;
use crate::export;

impl Ledger {
    /// Write the journal and the balances as Parquet files into a folder, which is made when it is
    /// not there: `journal`, `line_report`, `income_report`, `surplus_report` and
    /// `commitment_report`, each with the columns of the view of that name.
    ///
    /// All files are of one moment. The same ledger gives the same bytes, and what it takes of memory
    /// does not grow with the journal.
    ///
    /// # Shape
    ///
    /// Amounts and numbers are `INT64`, amounts in fen; years are `INT32` of 16 bits, days `DATE`,
    /// words UTF-8; what is missing is null. Snappy, groups of 16,384 rows.
    ///
    /// # Errors
    ///
    /// [`FileError::NotWritten`](crate::FileError::NotWritten); files that were written before it are
    /// there, each whole.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # let ledger = yusuan::Ledger::open_read_only("county.db")?;
    /// let files = ledger.export_parquet("lake")?;
    /// assert!(files[0].ends_with("journal.parquet"));
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn export_parquet(&self, folder: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
        export::parquet::export(&self.file.connection, folder.as_ref())
    }
}
