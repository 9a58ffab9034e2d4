//! 专用结余: surplus that is set aside for a purpose of its own; 归集: surplus of merged units.

use std::collections::BTreeMap;

use pyo3::prelude::*;

use super::{Ledger, adjusting, particulars};
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount, AmountFen};
use crate::words::{Day, Fund, Year};

#[pymethods]
impl Ledger {
    /// Set surplus of a fund that is not fiscal aside for a purpose of its own (提取专用结余).
    ///
    /// Raises:
    ///     RuleError: `surplus_fiscal` for a fiscal fund, `surplus_exceeded`, `unit_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> training = ledger.lines(2025)[3].line
    ///     >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="9000.00", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.to_surplus(training, "9000.00", dated=date(2025, 11, 30))
    ///     >>> receipt = ledger.earmark_surplus(2025, unit="社会保险中心",
    ///     ...     fund="unit_other_income", amount="5000.00", dated=date(2025, 12, 1))
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn earmark_surplus(
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
            ledger.earmark_surplus(year.0, unit, fund.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Move surplus of a deactivated unit to the unit that took it over (归集).
    ///
    /// Who that is `load_successors` says, under the last year of the unit; from the next year on
    /// its surplus can be moved.
    ///
    /// Raises:
    ///     RuleError: `pool_wrong` for a unit that is active or that nobody took over,
    ///         `surplus_exceeded`, `unit_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> ledger.pool_surplus(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="1.00", dated=date(2025, 12, 1))
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: pool_wrong: the unit is active, and keeps its surplus: 社会保险中心
    ///     hint: deactivate the unit first, once another has taken it over
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn pool_surplus(
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
            ledger.pool_surplus(year.0, unit, fund.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Move what a deactivated unit set aside of its surplus to the unit that took it over (归集).
    ///
    /// Who that is `load_successors` says, under the last year of the unit; from the next year on
    /// its surplus can be moved. It stays set aside (专用结余).
    ///
    /// Raises:
    ///     RuleError: `pool_wrong` for a unit that is active or that nobody took over,
    ///         `surplus_exceeded`, `unit_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> ledger.pool_earmarked(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="1.00", dated=date(2025, 12, 1))
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: pool_wrong: the unit is active, and keeps its surplus: 社会保险中心
    ///     hint: deactivate the unit first, once another has taken it over
    #[pyo3(signature = (
        year, *, unit, fund, amount = None, amount_fen = None, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn pool_earmarked(
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
            ledger.pool_earmarked(year.0, unit, fund.0, amount, &said)
        })
        .map(Receipt)
    }

    /// Give a line money out of what was set aside (使用专用结余).
    ///
    /// A `LineKey` that the ledger does not have makes its line.
    ///
    /// Raises:
    ///     RuleError: `surplus_exceeded`, `document_missing`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> training = ledger.lines(2025)[3].line
    ///     >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="9000.00", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.to_surplus(training, "9000.00", dated=date(2025, 11, 30))
    ///     >>> receipt = ledger.earmark_surplus(2025, unit="社会保险中心",
    ///     ...     fund="unit_other_income", amount="5000.00", dated=date(2025, 12, 1))
    ///     >>> receipt = ledger.use_earmarked(training, "2000.00", dated=date(2025, 12, 5),
    ///     ...     document="职工福利基金使用单1号")
    ///     >>> ledger.balance(training).surplus_used
    ///     Decimal('2000.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, overrides = None, key = None
    ))]
    fn use_earmarked(
        &self,
        py: Python<'_>,
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
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
        let said = particulars(
            Some(dated),
            Some(document),
            prepared_by,
            reviewed_by,
            memo,
            key,
        );
        let said = adjusting(said, reason, None, overrides);
        self.with(py, |ledger| {
            ledger.use_earmarked(line.name(), amount, &said)
        })
        .map(Receipt)
    }
}
