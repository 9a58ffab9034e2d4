//! 用款计划.

use std::collections::BTreeMap;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use yusuan::SpendingPlan;

use super::{Ledger, particulars};
use crate::errors::out_of_range;
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount, AmountFen};
use crate::spending_plan::PlannedMonth;
use crate::value::all;
use crate::words::{Day, Number};

#[pymethods]
impl Ledger {
    /// Plan what may be paid of a line in each month (用款计划), in place of the plan it had.
    ///
    /// What a month leaves, the later ones may pay as well: payments, added up from January on, stay
    /// within the plan, added up as well. A line without a plan may pay at any time, unless the
    /// policy `spending_plan` wants one.
    ///
    /// Args:
    ///     line: the line.
    ///     amounts: yuan by month, as `{1: "500.00", 4: "500.00"}`; the others get nothing.
    ///     amounts_fen: the same in fen.
    ///     by: in place of amounts, `month` or `quarter`: all that the line may spend, evenly, to
    ///         the fen.
    ///
    /// Raises:
    ///     RuleError: `plan_exceeds_authority` with `shortfall_fen`, `plan_exceeded` when more is
    ///         paid already by the end of a month, `spending_plan_invalid`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: an amount is not exact or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.plan_spending(travel, by="quarter")
    ///     >>> [str(month.planned) for month in ledger.spending_plan(travel)][:4]
    ///     ['2500.00', '0.00', '0.00', '2500.00']
    ///     >>> ledger.pay(travel, "2500.01", dated=date(2025, 3, 1))  # doctest: +ELLIPSIS
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: plan_exceeded: line 2 (2025 社会保险中心 ...
    #[pyo3(signature = (
        line, amounts = None, *, amounts_fen = None, by = None, dated = None, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn plan_spending(
        &self,
        py: Python<'_>,
        line: Named,
        amounts: Option<BTreeMap<Number, Amount>>,
        amounts_fen: Option<BTreeMap<Number, AmountFen>>,
        by: Option<&str>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let plan = plan(amounts, amounts_fen, by)?;
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.plan_spending(line.name(), plan, &said))
            .map(Receipt)
    }

    /// Return the plan in force of a line beside what was paid, month by month.
    ///
    /// Returns:
    ///     Twelve months; an empty list when the line has no plan.
    ///
    /// Raises:
    ///     NotFoundError: `line_unknown`.
    ///
    /// Example:
    ///     >>> ledger.spending_plan(line)
    ///     []
    fn spending_plan(&self, py: Python<'_>, line: Named) -> PyResult<Rows<PlannedMonth>> {
        self.with(py, |ledger| ledger.spending_plan(line.name()))
            .map(all)
    }
}

fn plan(
    amounts: Option<BTreeMap<Number, Amount>>,
    amounts_fen: Option<BTreeMap<Number, AmountFen>>,
    by: Option<&str>,
) -> PyResult<SpendingPlan> {
    let months = |given: PyResult<BTreeMap<u8, yusuan::Fen>>| given.map(SpendingPlan::Months);
    match (amounts, amounts_fen, by) {
        (Some(amounts), None, None) => {
            let read = |(month, amount): (Number, _)| {
                Ok((month_of(month)?, money::one(Some(amount), None)?))
            };
            months(amounts.into_iter().map(read).collect())
        }
        (None, Some(amounts), None) => {
            let read = |(month, amount): (Number, _)| {
                Ok((month_of(month)?, money::one(None, Some(amount))?))
            };
            months(amounts.into_iter().map(read).collect())
        }
        (None, None, Some("month")) => Ok(SpendingPlan::ByMonth),
        (None, None, Some("quarter")) => Ok(SpendingPlan::ByQuarter),
        _ => Err(PyTypeError::new_err(
            "give amounts, amounts_fen, or by=\"month\" or by=\"quarter\"",
        )),
    }
}

fn month_of(number: Number) -> PyResult<u8> {
    u8::try_from(number.0).map_err(|_| {
        let number = number.0;
        let message = format!("a month is a number from 1 to 12, not {number}");
        out_of_range(message, "give the number of a month")
    })
}
