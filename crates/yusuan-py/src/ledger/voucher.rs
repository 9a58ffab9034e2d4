//! Vouchers of several entries, and what undoes or returns one of them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;

use super::{Ledger, adjusting, particulars};
use crate::entry::Entry;
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount, AmountFen};
use crate::words::{Day, LegalKind, Number};

#[pymethods]
impl Ledger {
    /// Post entries as one voucher (记账): all of them, or none.
    ///
    /// Args:
    ///     entries: what the voucher does, in order; see `Entry`. All are of one year.
    ///
    /// Raises:
    ///     RuleError: what the verbs of the entries raise. When several entries are wrong, code and
    ///         `shortfall_fen` are those of the first, and the message has a line for each. Also
    ///         `line_wrong_year` for entries of several years, `voucher_count_invalid` for none.
    ///     NotFoundError: as the verbs.
    ///
    /// Example:
    ///     >>> from yusuan import Entry
    ///     >>> receipt = ledger.post([
    ///     ...     Entry.transfer(line, travel, "1000.00"),
    ///     ...     Entry.pay(travel, "10500.00", payee="旅行社"),
    ///     ... ], dated=date(2025, 5, 6), document="调剂单3")
    ///     >>> ledger.balance(travel).available
    ///     Decimal('500.00')
    ///     >>> ledger.post([Entry.pay(line, "1.00"), Entry.pay(travel, "500.01")],
    ///     ...     dated=date(2025, 5, 7))
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: available_exceeded: entry 2 of 2: available_exceeded: line 2 (2025 社会保险中心 general_public own 2025 2080109 30211 basic_public) has 500.00 yuan available, 500.01 asked, 0.01 too much
    ///     hint: take at most what is available, or supplement the line first
    #[pyo3(signature = (
        entries, *, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, reason = None, legal_kind = None, overrides = None, key = None
    ))]
    fn post(
        &self,
        py: Python<'_>,
        entries: Vec<Entry>,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        reason: Option<String>,
        legal_kind: Option<LegalKind>,
        overrides: Option<BTreeMap<String, String>>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let entries: Vec<yusuan::Entry> = entries.into_iter().map(|entry| entry.0).collect();
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        let said = adjusting(said, reason, legal_kind, overrides);
        self.with(py, |ledger| ledger.post(&entries, &said))
            .map(Receipt)
    }

    /// Post the entries of a CSV or JSON file as one voucher: all of them, or none and every problem
    /// named.
    ///
    /// A row, or an object of a JSON list, has an `event` as docs/events.md names it (or
    /// `refund_prior_year`, `reverse`), an `amount` in yuan as text or an `amount_fen`, and what the
    /// event is about: `line` by number or by the columns of a line file; `commitment`, `payment`,
    /// `posting`, `to_line` by number; `contract`, `payee`, `counterparty`; `year`, `unit` and `fund`
    /// for income and surplus.
    ///
    /// Args:
    ///     path: the file.
    ///
    /// Raises:
    ///     SourceError: `problems` lists each wrong cell with its row and column.
    ///     RuleError, NotFoundError: as `post`.
    ///     MissingFileError: `file_missing`.
    ///
    /// Example:
    ///     >>> from pathlib import Path
    ///     >>> text = "event,line,amount,payee\npay,1,1234.56,文具店\npay,2,80.00,\n"
    ///     >>> _ = Path("voucher.csv").write_text(text, encoding="utf-8")
    ///     >>> ledger.post_file("voucher.csv", dated=date(2025, 3, 1)).posting_count
    ///     2
    #[pyo3(signature = (
        path, *, dated, document = None, prepared_by = None, reviewed_by = None, memo = None, reason = None, legal_kind = None, overrides = None, key = None
    ))]
    fn post_file(
        &self,
        py: Python<'_>,
        path: PathBuf,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        reason: Option<String>,
        legal_kind: Option<LegalKind>,
        overrides: Option<BTreeMap<String, String>>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        let said = adjusting(said, reason, legal_kind, overrides);
        self.with(py, |ledger| ledger.post_file(path, &said))
            .map(Receipt)
    }

    /// Undo one posting of the open year that stands (冲销); the rest of its voucher is left alone.
    ///
    /// Raises:
    ///     RuleError: `already_reversed`, `reversal_unknown`, `reversal_refunded` when a refund has
    ///         to be reversed first.
    ///
    /// Example:
    ///     >>> from yusuan import Entry
    ///     >>> receipt = ledger.post([Entry.pay(line, "1.00"), Entry.pay(line, "2.00")],
    ///     ...     dated=date(2025, 3, 1))
    ///     >>> undone = ledger.reverse_posting(receipt.first_posting_id, dated=date(2025, 3, 2))
    ///     >>> ledger.balance(line).paid
    ///     Decimal('2.00')
    #[pyo3(signature = (
        posting_id, *, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn reverse_posting(
        &self,
        py: Python<'_>,
        posting_id: Number,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.reverse_posting(posting_id.0, &said))
            .map(Receipt)
    }

    /// Take back, in an open year, what was paid in an earlier one (以前年度退回).
    ///
    /// It is a `prior_year_increase` of the open year that names the payment: the journal and every
    /// report show it as such, and the earlier year stays as it was.
    ///
    /// Args:
    ///     payment_id: the posting of the payment, `first_posting_id` of its receipt.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///     to_line: the line that gets it, of the same unit, fund, level and origin year as that of
    ///         the payment. Without one it is that line in the year of `dated`. It is made when it
    ///         is not there.
    ///     reason: why, as text that can be erased.
    ///     overrides: policies to pass, each with the document that grants it.
    ///
    /// Raises:
    ///     RuleError: `refund_exceeded` with `shortfall_fen`, `refund_wrong` for a payment that is
    ///         not of an earlier year, or of other money than the line that gets it; what the
    ///         policies say of a transfer between the two lines.
    ///     NotFoundError: `payment_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> payment = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
    ///     >>> ledger.refund_prior_year(payment.first_posting_id, "34.56", dated=date(2025, 9, 9),
    ///     ...     document="退款1号")
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: refund_wrong: payment 6 is of 2025, and the money is to come back in 2025
    ///     hint: a payment of the same year is returned with refund
    #[pyo3(signature = (
        payment_id, amount = None, *, amount_fen = None, to_line = None, dated, document,
        prepared_by = None, reviewed_by = None, memo = None, reason = None, overrides = None,
        key = None
    ))]
    fn refund_prior_year(
        &self,
        py: Python<'_>,
        payment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        to_line: Option<Named>,
        dated: Day,
        document: String,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        reason: Option<String>,
        overrides: Option<BTreeMap<String, String>>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = money::one(amount, amount_fen)?;
        let to = to_line.map(Named::name);
        let document = Some(document);
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        let said = adjusting(said, reason, None, overrides);
        self.with(py, |ledger| {
            ledger.refund_prior_year(payment_id.0, to, amount, &said)
        })
        .map(Receipt)
    }
}
