//! 抹除文字.

use super::Ledger;
use crate::acts::{self, Erased, TextPlace};
use crate::error::Result;
use crate::file;
use crate::journal::{NoteField, Particulars};

impl Ledger {
    /// Erase the free texts of a voucher, posting or note (抹除文字): payee, counterparty, memo,
    /// reason; all, or those of one field.
    ///
    /// Chain, balances and tables stay proven, because the chain holds a salted digest of each
    /// text and the salt goes with it. What is promised about the disk:
    /// [`Erased::is_log_emptied`] and `docs/format.md`.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) `text_unknown` when no such text stands.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, NoteField, Particulars, TextPlace, date};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let because = Particulars::on(date::parse("2025-06-01")?).document("申请〔2025〕7号");
    /// ledger.erase_text(TextPlace::Voucher(42), Some(NoteField::Payee), &because)?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn erase_text(
        &mut self,
        place: TextPlace,
        field: Option<NoteField>,
        particulars: &Particulars,
    ) -> Result<Erased> {
        let connection = &self.file.connection;
        let (receipt, text_count) = acts::erase_text(connection, place, field, particulars)?;
        Ok(Erased {
            receipt,
            text_count,
            // The act is done by now: a disk that fails here makes nothing of it undone.
            is_log_emptied: file::empty_log(connection).unwrap_or(false),
        })
    }
}
