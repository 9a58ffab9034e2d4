//! 收入 and 结余: money of a unit and fund.

use pyo3::prelude::*;

use super::{Ledger, particulars};
use crate::journal::Receipt;
use crate::money::{self, Amount, AmountFen};
use crate::words::{Day, Direction, Fund, Year};

#[pymethods]
impl Ledger {
    /// Record money that came in for a unit and fund that is not fiscal.
    ///
    /// Raises:
    ///     RuleError: `income_invalid` for a fiscal fund, `unit_unknown`, `date_outside_year`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="20000.00", dated=date(2025, 3, 1))
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn receive(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        fund: Fund,
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
            ledger.receive(year.0, unit, fund.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Give back money that came in (退付).
    ///
    /// Raises:
    ///     RuleError: `total_negative` when less came in, `money_exceeded` when less is in hand,
    ///         `date_outside_year`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="20000.00", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.return_income(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="500.00", dated=date(2025, 3, 9))
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn return_income(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        fund: Fund,
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
            ledger.return_income(year.0, unit, fund.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Correct what the budget expects to come in.
    ///
    /// Args:
    ///     year: the open year.
    ///     unit: name of the unit.
    ///     fund: a fund that is not fiscal.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///     direction: `increase` or `decrease`.
    ///
    /// Raises:
    ///     RuleError: `document_missing`, `total_negative`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.adjust_income(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="500.00", direction="increase", dated=date(2025, 6, 1), document="调整1号")
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, direction, dated, document,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn adjust_income(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        direction: Direction,
        dated: Day,
        document: String,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = money::one(amount, amount_fen)?;
        let said = particulars(
            Some(dated),
            Some(document),
            prepared_by,
            reviewed_by,
            memo,
            key,
        );
        self.with(py, |ledger| {
            ledger.adjust_income(year.0, unit, fund.0, direction.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Hand surplus up (上缴).
    ///
    /// Raises:
    ///     RuleError: `surplus_exceeded`, `unit_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
    ///     >>> receipt = ledger.surrender(2025, unit="社会保险中心", fund="general_public",
    ///     ...     amount="50000.00", dated=date(2025, 12, 1))
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn surrender(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        fund: Fund,
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
            ledger.surrender(year.0, unit, fund.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Distribute surplus of a fund that is not fiscal (结余分配).
    ///
    /// Raises:
    ///     RuleError: `surplus_fiscal` for a fiscal fund, `surplus_exceeded`, `unit_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> ledger.distribute(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00",
    ///     ...     dated=date(2025, 12, 1))
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: surplus_exceeded: unit_other_income of 社会保险中心 has 0.00 yuan of surplus (结余), 1.00 asked, 1.00 too much
    ///     hint: take at most what the surplus has
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn distribute(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        fund: Fund,
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
            ledger.distribute(year.0, unit, fund.0, amount, &said)
        })
        .map(Receipt)
    }
}
