//! Commitments as they go on: more, less, closed.

use pyo3::prelude::*;

use super::{Ledger, particulars};
use crate::journal::Receipt;
use crate::money::{self, Amount, AmountFen};
use crate::words::{Day, Number};

#[pymethods]
impl Ledger {
    /// Reserve more of its line for a commitment.
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `date_outside_year`.
    ///     NotFoundError: `commitment_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> more = ledger.increase_commitment(receipt.commitment_ids[0], "500.00",
    ///     ...     dated=date(2025, 6, 1))
    ///     >>> ledger.balance(line).committed
    ///     Decimal('30500.00')
    #[pyo3(signature = (
        commitment_id, amount = None, *, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn increase_commitment(
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
        self.with(py, |ledger| {
            ledger.increase_commitment(commitment_id.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Release everything that remains of a commitment.
    ///
    /// Raises:
    ///     RuleError: `commitment_exceeded` when nothing remains, `date_outside_year`.
    ///     NotFoundError: `commitment_unknown`.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> paid = ledger.pay_commitment(1, "10000.00", dated=date(2025, 4, 1))
    ///     >>> closed = ledger.close_commitment(1, dated=date(2025, 6, 1))
    ///     >>> ledger.balance(line).available
    ///     Decimal('71880.00')
    #[pyo3(signature = (
        commitment_id, *, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn close_commitment(
        &self,
        py: Python<'_>,
        commitment_id: Number,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.close_commitment(commitment_id.0, &said))
            .map(Receipt)
    }
}
