//! 科目对照.

use std::path::PathBuf;

use pyo3::prelude::*;

use super::{Ledger, particulars};
use crate::closing::Successor;
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::value::all;
use crate::words::{Day, Year};

#[pymethods]
impl Ledger {
    /// Load what codes and units of a year are called in the next (科目对照) from a CSV file.
    ///
    /// All rows are loaded, or none and every problem is named; rows that the ledger has already
    /// are passed over. The closing of the year carries money forward under the new names, and its
    /// certificate lists them. A later row about the same name takes the place of an earlier one, until
    /// the year is closed.
    ///
    /// Args:
    ///     year: last year of the old names.
    ///     path: the file, with `scheme` (`functional`, `economic` or `unit`), `old` and `new` in
    ///         each row, and perhaps `source`.
    ///
    /// Raises:
    ///     SourceError: with every problem of the file; `year_closed` for what the closing of the year did
    ///         not know.
    ///     MissingFileError: `file_missing`.
    ///     RuleError: `successor_invalid` when the ledger has every row of the file already.
    ///
    /// Example:
    ///     >>> with open("successors.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("类别,原编码,新编码\n经济,30201,30202\n")
    ///     >>> receipt = ledger.load_successors(2025, "successors.csv")
    ///     >>> [(row.old, row.new) for row in ledger.successors(2025)]
    ///     [('30201', '30202')]
    #[pyo3(signature = (
        year, path, *, dated = None, document = None, prepared_by = None, reviewed_by = None,
        memo = None, key = None
    ))]
    fn load_successors(
        &self,
        py: Python<'_>,
        year: Year,
        path: PathBuf,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.load_successors(year.0, path, &said))
            .map(Receipt)
    }

    /// Return what codes and units of a year are called in the next, in the order of loading.
    ///
    /// Example:
    ///     >>> ledger.successors(2025)
    ///     []
    fn successors(&self, py: Python<'_>, year: Year) -> PyResult<Rows<Successor>> {
        self.with(py, |ledger| ledger.successors(year.0)).map(all)
    }
}
