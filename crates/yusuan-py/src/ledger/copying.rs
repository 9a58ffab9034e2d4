//! Copies of a ledger.

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::Output;

use super::Ledger;

#[pymethods]
impl Ledger {
    /// Copy the ledger, as its last act left it, to a file that is no ledger yet.
    ///
    /// Others may go on writing meanwhile; the copy is of one moment and complete, with the same chain
    /// and the same `head`. Copying the file with the tools of the system is safe only while nobody has
    /// it open.
    ///
    /// Args:
    ///     path: the new file.
    ///
    /// Raises:
    ///     FileError: `file_is_database`, when a ledger stands there already.
    ///     UnwrittenFileError: `file_not_written`, also an `OSError`.
    ///
    /// Example:
    ///     >>> ledger.copy_to("copy.db")
    ///     >>> with yusuan.Ledger.open("copy.db", read_only=True) as copy:
    ///     ...     print(copy.head() == ledger.head())
    ///     True
    fn copy_to(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        self.with(py, |ledger| ledger.copy_to(Output::prepare(path)?))
    }
}
