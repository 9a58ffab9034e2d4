//! 抹除文字.

use pyo3::prelude::*;
use yusuan::TextPlace;

use super::{Ledger, particulars};
use crate::errors::usage;
use crate::journal::Erased;
use crate::words::{Day, Number, TextField};

#[pymethods]
impl Ledger {
    /// Erase the free texts of a voucher, posting or note (抹除文字): names of people, memos.
    ///
    /// Chain, balances and tables stay proven: the chain holds a salted digest of each text, and
    /// the salt goes with the text. Documents, contracts and the people on a voucher are part of
    /// the proof and cannot be erased.
    ///
    /// Args:
    ///     voucher: number of a voucher, whose texts and whose postings' texts go, or
    ///     posting: number of a posting, or
    ///     note: number of a row of the table `note`.
    ///     field: `payee`, `counterparty`, `memo` or `reason`; all of them when left out.
    ///
    /// Raises:
    ///     NotFoundError: `text_unknown` when no such text stands.
    ///     UsageError: `text_place` when not exactly one place is named.
    ///
    /// Example:
    ///     >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 1), payee="王小明")
    ///     >>> erased = ledger.erase_text(voucher=paid.voucher_id, field="payee")
    ///     >>> erased.text_count, ledger.log()[-2].postings[0].payee
    ///     (1, None)
    #[pyo3(signature = (
        *, voucher = None, posting = None, note = None, field = None, dated = None, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn erase_text(
        &self,
        py: Python<'_>,
        voucher: Option<Number>,
        posting: Option<Number>,
        note: Option<Number>,
        field: Option<TextField>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Erased> {
        let place = match (voucher, posting, note) {
            (Some(id), None, None) => TextPlace::Voucher(id.0),
            (None, Some(id), None) => TextPlace::Posting(id.0),
            (None, None, Some(id)) => TextPlace::Note(id.0),
            _ => {
                let what = "an erasure names one voucher, posting or note";
                return Err(usage("text_place", what, "pass one of the three"));
            }
        };
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        let field = field.map(|field| field.0);
        self.with(py, |ledger| ledger.erase_text(place, field, &said))
            .map(Erased)
    }
}
