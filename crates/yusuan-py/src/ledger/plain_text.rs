//! The journal for other bookkeeping programs.

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::Output;

use super::Ledger;
use crate::journal::PlainTextExport;
use crate::words::PlainText;

#[pymethods]
impl Ledger {
    /// Write the whole journal as plain-text accounting, for beancount or hledger.
    ///
    /// Every posting is a balanced transaction, by the rules of the chart of accounts (会计科目), and the
    /// file ends by saying what each account stands at: who reads it finds the same or refuses it.
    /// Payees and memos are not in it. The same ledger gives the same bytes.
    ///
    /// Args:
    ///     path: the file; what stood there is replaced.
    ///     program: who is to read it, `beancount` or `hledger`.
    ///
    /// Raises:
    ///     UnwrittenFileError: `file_not_written`, also an `OSError`; what stood there is there still.
    ///
    /// Example:
    ///     >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1))
    ///     >>> written = ledger.export_plain_text("county.journal", program="hledger")
    ///     >>> with open("county.journal", encoding="utf-8") as file:
    ///     ...     lines = file.read().splitlines()
    ///     >>> [line.strip() for line in lines if "1637.60 CNY" in line and " = " not in line]
    ///     ['line:1:executable  1637.60 CNY', 'line:1:paid  -1637.60 CNY']
    ///     >>> written.head == ledger.head()
    ///     True
    #[pyo3(signature = (path, *, program))]
    fn export_plain_text(
        &self,
        py: Python<'_>,
        path: PathBuf,
        program: PlainText,
    ) -> PyResult<PlainTextExport> {
        self.with(py, |ledger| {
            ledger.export_plain_text(program.0, Output::prepare(path)?)
        })
        .map(PlainTextExport)
    }
}
