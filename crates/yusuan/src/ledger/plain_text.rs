//! The journal for other bookkeeping programs.

use super::Ledger;
use crate::error::Result;
use crate::file::{self, Output};
use crate::plain_text::{self, PlainText, PlainTextExport};

impl Ledger {
    /// Write the whole journal as plain-text accounting: every posting as a balanced transaction, by
    /// the rules of the chart of accounts, and at the end what each account stands at.
    ///
    /// beancount and hledger read it and refuse it when a balance is not what they find themselves.
    /// Payees and memos are not in it. The same ledger gives the same bytes.
    ///
    /// # Errors
    ///
    /// [`FileError::NotWritten`](crate::FileError::NotWritten); what stood there is there still.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, Output, PlainText};
    /// let ledger = Ledger::open_read_only("county.db")?;
    /// let written = ledger.export_plain_text(PlainText::Hledger, Output::prepare("county.journal")?)?;
    /// println!("{} transactions", written.transaction_count);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn export_plain_text(&self, program: PlainText, output: Output) -> Result<PlainTextExport> {
        file::read_through(&self.file.connection, |connection| {
            plain_text::write(connection, program, output)
        })
    }
}
