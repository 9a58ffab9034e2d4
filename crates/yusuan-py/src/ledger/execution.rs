//! 预算执行: payments, commitments, and undoing a voucher.

use pyo3::prelude::*;

use super::{Ledger, particulars};
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount, AmountFen};
use crate::words::{Day, Number};

#[pymethods]
impl Ledger {
    /// Pay from what a line has available (支付).
    ///
    /// Args:
    ///     line: the line that pays.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///     payee: who is paid; kept apart from the chain, so that the name can be erased.
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `date_outside_year`, and the state of
    ///         the year: `year_preparing`, `year_closing`, `year_closed`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.pay(line, "1234.56", dated=date(2025, 3, 1), payee="文具店")
    ///     >>> ledger.balance(line).available
    ///     Decimal('80645.44')
    ///     >>> ledger.pay(line, 1234.56, dated=date(2025, 3, 1))
    ///     Traceback (most recent call last):
    ///     yusuan.errors.AmountTypeError: amount_invalid: float 1234.56 is not exact
    ///     hint: pass Decimal("1234.56"), "1234.56" or amount_fen=123456
    ///     while processing 'amount'
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, payee = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn pay(
        &self,
        py: Python<'_>,
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        payee: Option<&str>,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = money::one(amount, amount_fen)?;
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.pay(line.name(), amount, payee, &said))
            .map(Receipt)
    }

    /// Pay against a commitment, never more than remains of it.
    ///
    /// Args:
    ///     commitment_id: the commitment, as on the receipt of `commit`; its line pays.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///     payee: who is paid.
    ///
    /// Raises:
    ///     RuleError: `commitment_exceeded`, `date_outside_year`, `date_too_early`.
    ///     NotFoundError: `commitment_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> paid = ledger.pay_commitment(receipt.commitment_ids[0], "10000.00",
    ///     ...     dated=date(2025, 4, 1))
    ///     >>> ledger.balance(line).committed, ledger.balance(line).paid
    ///     (Decimal('20000.00'), Decimal('10000.00'))
    #[pyo3(signature = (
        commitment_id, amount = None, *, amount_fen = None, payee = None, dated, document =
        None, prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn pay_commitment(
        &self,
        py: Python<'_>,
        commitment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        payee: Option<&str>,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = money::one(amount, amount_fen)?;
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.pay_commitment(commitment_id.0, amount, payee, &said)
        })
        .map(Receipt)
    }

    /// Return a payment, or a part of it, to its line in the same year (退回).
    ///
    /// What was paid against a commitment remains of that commitment again, and can be paid again or
    /// released.
    ///
    /// Args:
    ///     payment_id: the posting of the payment, `first_posting_id` of its receipt.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///
    /// Raises:
    ///     RuleError: `refund_exceeded`, `refund_wrong`, `date_outside_year`, `date_too_early`.
    ///     NotFoundError: `payment_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> payment = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.refund(payment.first_posting_id, "34.56", dated=date(2025, 3, 9))
    ///     >>> ledger.balance(line).paid
    ///     Decimal('1200.00')
    #[pyo3(signature = (
        payment_id, amount = None, *, amount_fen = None, dated, document = None, prepared_by =
        None, reviewed_by = None, memo = None, key = None
    ))]
    fn refund(
        &self,
        py: Python<'_>,
        payment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = money::one(amount, amount_fen)?;
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.refund(payment_id.0, amount, &said))
            .map(Receipt)
    }

    /// Reserve a part of a line for a contract (承诺).
    ///
    /// The receipt names the commitment in `commitment_ids`.
    ///
    /// Args:
    ///     line: the line that will pay.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///     contract: number or name of the contract.
    ///     counterparty: the other side; kept apart from the chain, so that the name can be erased.
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `commitment_invalid`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> receipt.commitment_ids, ledger.balance(line).available
    ///     ([1], Decimal('51880.00'))
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, contract, counterparty = None, dated,
        document = None, prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn commit(
        &self,
        py: Python<'_>,
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        contract: &str,
        counterparty: Option<&str>,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = money::one(amount, amount_fen)?;
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.commit(line.name(), amount, contract, counterparty, &said)
        })
        .map(Receipt)
    }

    /// Give a part of a commitment back to its line (释放).
    ///
    /// Raises:
    ///     RuleError: `commitment_exceeded`, `date_outside_year`, `date_too_early`.
    ///     NotFoundError: `commitment_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> released = ledger.release(receipt.commitment_ids[0], "30000.00", dated=date(2025, 6, 1))
    ///     >>> ledger.balance(line).available
    ///     Decimal('81880.00')
    #[pyo3(signature = (
        commitment_id, amount = None, *, amount_fen = None, dated, document = None, prepared_by
        = None, reviewed_by = None, memo = None, key = None
    ))]
    fn release(
        &self,
        py: Python<'_>,
        commitment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = money::one(amount, amount_fen)?;
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.release(commitment_id.0, amount, &said))
            .map(Receipt)
    }

    /// Undo a voucher of the open year (冲销): every posting of it that still stands.
    ///
    /// Args:
    ///     voucher_id: the voucher, as on its receipt.
    ///
    /// Raises:
    ///     RuleError: `already_reversed`, `reversal_refunded` when a refund has to be reversed first,
    ///         `available_exceeded` when what it gave is used.
    ///     NotFoundError: `voucher_unknown`.
    ///
    /// Example:
    ///     >>> payment = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.reverse(payment.voucher_id, dated=date(2025, 3, 2))
    ///     >>> ledger.balance(line).paid
    ///     Decimal('0.00')
    #[pyo3(signature = (
        voucher_id, *, dated, document = None, prepared_by = None, reviewed_by = None, memo =
        None, key = None
    ))]
    fn reverse(
        &self,
        py: Python<'_>,
        voucher_id: Number,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.reverse(voucher_id.0, &said))
            .map(Receipt)
    }
}
