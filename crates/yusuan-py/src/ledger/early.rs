//! Before the approval, and what an approval estimated.

use pyo3::prelude::*;

use super::{Ledger, particulars};
use crate::early::TrueUp;
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount, AmountFen};
use crate::value::all;
use crate::words::{Day, Direction, Fund, Level, Year};

#[pymethods]
impl Ledger {
    /// Give a line an amount to spend before the budget is approved (提前安排).
    ///
    /// A `LineKey` that the ledger does not have makes its line. Until the approval `pay`, `refund`, `commit` and `release` work on lines with such an
    /// amount, and on lines into which the closing of last year carried money. The approval takes
    /// the early amounts back as it gives the budget.
    ///
    /// Raises:
    ///     RuleError: `early_exceeded` with `shortfall_fen` beyond what the policy `early_spending`
    ///         allows of last year's approved budget, `early_base_unknown` when the ledger has no
    ///         such budget, `early_not_allowed` for projects, and for carried-over money, which is
    ///         on its line once last year is closed; `year_open` after the approval.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Source: 预算法, article 54.
    ///
    /// Example:
    ///     >>> key = yusuan.LineKey(year=2026, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30201", kind="basic_public")
    ///     >>> receipt = ledger.allocate_early(key, "20000.00", dated=date(2026, 1, 4),
    ///     ...     document="财预〔2026〕1号")
    ///     >>> receipt = ledger.pay(key, "1500.00", dated=date(2026, 1, 20))
    ///     >>> ledger.balance(key).available
    ///     Decimal('18500.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, key = None
    ))]
    fn allocate_early(
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
            ledger.allocate_early(line.name(), amount, &said)
        })
        .map(Receipt)
    }

    /// Delete the budgeted income of a unit and fund, before the approval.
    ///
    /// Raises:
    ///     NotFoundError: `draft_unknown`.
    ///     RuleError: `draft_frozen` after the approval.
    ///
    /// Example:
    ///     >>> ledger.budget_income(2026, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="10000.00")
    ///     >>> ledger.delete_draft_income(2026, unit="社会保险中心", fund="unit_other_income")
    #[pyo3(signature = (year, *, unit, fund))]
    fn delete_draft_income(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        fund: Fund,
    ) -> PyResult<()> {
        self.with(py, |ledger| {
            ledger.delete_draft_income(year.0, unit, fund.0)
        })
    }

    /// Delete the control total of a fiscal fund and level, before the approval.
    ///
    /// Raises:
    ///     NotFoundError: `draft_unknown`.
    ///     RuleError: `draft_frozen` after the approval.
    ///
    /// Example:
    ///     >>> ledger.control_total(2026, fund="general_public", level="own", amount="1.00")
    ///     >>> ledger.delete_control_total(2026, fund="general_public", level="own")
    #[pyo3(signature = (year, *, fund, level))]
    fn delete_control_total(
        &self,
        py: Python<'_>,
        year: Year,
        fund: Fund,
        level: Level,
    ) -> PyResult<()> {
        self.with(py, |ledger| {
            ledger.delete_control_total(year.0, fund.0, level.0)
        })
    }

    /// Compare every estimated carry-over with what was really carried over. Writes nothing.
    ///
    /// Returns:
    ///     One entry for each line of the year whose carry-over was approved as an estimate, with
    ///     what the closing of the year before carried into it.
    ///
    /// Raises:
    ///     RuleError: `year_open`, `year_closing`, `year_preparing` while the year before is not
    ///         closed, `year_unknown` when the ledger begins with this year.
    ///
    /// Example:
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> ledger.plan_true_up(2026)
    ///     []
    fn plan_true_up(&self, py: Python<'_>, year: Year) -> PyResult<Rows<TrueUp>> {
        self.with(py, |ledger| ledger.plan_true_up(year.0)).map(all)
    }

    /// Take the estimated carry-overs of a year out of its lines (结转核定).
    ///
    /// The closing of the year before has brought the real ones.
    ///
    /// Returns:
    ///     The receipt; None when no estimate is left.
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` naming every line that spent more than was carried over;
    ///         `document_missing`; as `plan_true_up`.
    ///
    /// Example:
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> print(ledger.true_up(2026, dated=date(2026, 3, 10), document="2025年度决算"))
    ///     None
    #[pyo3(signature = (
        year, *, dated, document, prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn true_up(
        &self,
        py: Python<'_>,
        year: Year,
        dated: Day,
        document: String,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Option<Receipt>> {
        let said = particulars(
            Some(dated),
            Some(document),
            prepared_by,
            reviewed_by,
            memo,
            key,
        );
        let done = self.with(py, |ledger| ledger.true_up(year.0, &said))?;
        Ok(done.map(Receipt))
    }

    /// Correct the estimated carry-over of one line by what the final account says (结转核定).
    ///
    /// For a ledger that begins with the year: no closing brings the real carry-over.
    ///
    /// Raises:
    ///     RuleError: `true_up_wrong` for a line of which the approved budget estimated no
    ///         carry-over, and for an increase where the year before is in this ledger;
    ///         `true_up_exceeded` beyond the estimate, `available_exceeded`, `document_missing`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> ledger.true_up_line(line, "100.00", direction="decrease", dated=date(2025, 4, 1),
    ///     ...     document="2024年度决算")  # doctest: +ELLIPSIS
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: true_up_wrong: line 1 (2025 社会保险中心 ...
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, direction, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, key = None
    ))]
    fn true_up_line(
        &self,
        py: Python<'_>,
        line: Named,
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
            ledger.true_up_line(line.name(), direction.0, amount, &said)
        })
        .map(Receipt)
    }
}
