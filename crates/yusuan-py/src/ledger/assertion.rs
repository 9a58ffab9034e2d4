//! 余额核对.

use pyo3::prelude::*;
use yusuan::AssertedRow;

use super::{Ledger, particulars};
use crate::errors::usage;
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{Amount, AmountFen, one};
use crate::reconcile::Assertion;
use crate::value::all;
use crate::words::{Day, Fund, Year};

#[pymethods]
impl Ledger {
    /// Record what a total stood at at the end of a day, as a bank or the treasury says (余额核对).
    ///
    /// Every `verify` asks again, so that a voucher back-dated later shows (`assertion_fails`).
    ///
    /// Args:
    ///     amount: what it stood at in yuan, as `Decimal` or text; may be zero.
    ///     amount_fen: the same in fen.
    ///     total: a running total or what follows from them: of a line `paid`, `available`,
    ///         `committed` and so on, of an income `money`, `received` and so on, of a surplus
    ///         `stock`.
    ///     on: the day.
    ///     source: who says so.
    ///     line: the line whose total it is, or
    ///     unit: the unit, and
    ///     fund: the fund, and
    ///     year: the year, of an income; without it, of a surplus.
    ///
    /// Raises:
    ///     RuleError: `assertion_fails` with both figures and the difference when the ledger says
    ///         otherwise; `assertion_invalid` for no such total; `year_unknown` for a day
    ///         in a year that nobody prepared.
    ///     NotFoundError: `line_unknown`; `income_unknown` or `surplus_unknown` where no act has moved
    ///         such money yet.
    ///     UsageError: `assertion_row` when neither a line nor a unit and fund are named.
    ///
    /// Example:
    ///     >>> receipt = ledger.assert_balance("81880.00", total="available", line=line,
    ///     ...     on=date(2025, 3, 31), source="国库对账单")
    ///     >>> ledger.assertions()[0].amount
    ///     Decimal('81880.00')
    #[pyo3(signature = (
        amount = None, *, total, on, source, amount_fen = None, line = None, unit = None,
        fund = None, year = None, dated = None, document = None, prepared_by = None,
        reviewed_by = None, memo = None, key = None
    ))]
    fn assert_balance(
        &self,
        py: Python<'_>,
        amount: Option<Amount>,
        total: &str,
        on: Day,
        source: &str,
        amount_fen: Option<AmountFen>,
        line: Option<Named>,
        unit: Option<String>,
        fund: Option<Fund>,
        year: Option<Year>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount = one(amount, amount_fen)?;
        let row = match (line, unit, fund, year) {
            (Some(line), None, None, None) => AssertedRow::Line(line.name()),
            (None, Some(unit), Some(fund), Some(year)) => AssertedRow::Income(year.0, unit, fund.0),
            (None, Some(unit), Some(fund), None) => AssertedRow::Surplus(unit, fund.0),
            _ => {
                let what = "an assertion is about a line, or about a unit and fund";
                return Err(usage("assertion_row", what, "pass line, or unit and fund"));
            }
        };
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.assert_balance(&row, total, on.0, amount, source, &said)
        })
        .map(Receipt)
    }

    /// Return every assertion, in the order of recording.
    ///
    /// Example:
    ///     >>> ledger.assertions()
    ///     []
    fn assertions(&self, py: Python<'_>) -> PyResult<Rows<Assertion>> {
        self.with(py, |ledger| ledger.assertions()).map(all)
    }
}
