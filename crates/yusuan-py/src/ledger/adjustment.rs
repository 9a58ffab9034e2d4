//! 预算调整: acts that change what a line may spend.

use std::collections::BTreeMap;

use pyo3::prelude::*;

use super::{Ledger, adjusting, particulars};
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount, AmountFen};
use crate::words::{Day, Direction, LegalKind, Number};

#[pymethods]
impl Ledger {
    /// Give a line more (追加). A `LineKey` that the ledger does not have makes its line.
    ///
    /// Raises:
    ///     RuleError: `document_missing`, `date_outside_year`; a policy as `three_public_increase`,
    ///         with `policy`, `line_id` and `allowed_fen`; for a new line, as `draft`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.supplement(line, "100000.00", dated=date(2025, 5, 6),
    ///     ...     document="财社〔2025〕1号", key="2025-0001")
    ///     >>> ledger.balance(line).available
    ///     Decimal('181880.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, legal_kind = None, overrides = None, key = None
    ))]
    fn supplement(
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
        legal_kind: Option<LegalKind>,
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
        let said = adjusting(said, reason, legal_kind, overrides);
        self.with(py, |ledger| ledger.supplement(line.name(), amount, &said))
            .map(Receipt)
    }

    /// Take from a line what is not used (追减).
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `document_missing`,
    ///         `date_outside_year`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.reduce(line, "1880.00", dated=date(2025, 5, 6), document="财社〔2025〕2号")
    ///     >>> ledger.balance(line).available
    ///     Decimal('80000.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, legal_kind = None, overrides = None, key = None
    ))]
    fn reduce(
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
        legal_kind: Option<LegalKind>,
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
        let said = adjusting(said, reason, legal_kind, overrides);
        self.with(py, |ledger| ledger.reduce(line.name(), amount, &said))
            .map(Receipt)
    }

    /// Move money between two lines (调剂) of one year, fund, level and origin year.
    ///
    /// Args:
    ///     line: the line that gives.
    ///     to_line: the line that gets; a `LineKey` that the ledger does not have makes it.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `transfer_to_itself`,
    ///         `transfer_across_years`, `transfer_across_funds`, `transfer_across_levels`,
    ///         `transfer_across_origins`, `transfer_across_units`; a policy as `personnel_to_public`,
    ///         with `policy`, `line_id` and `allowed_fen`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.transfer(line, travel, "1880.00", dated=date(2025, 5, 6),
    ///     ...     document="调剂审批单1号")
    ///     >>> ledger.balance(travel).available
    ///     Decimal('11880.00')
    #[pyo3(signature = (
        line, to_line, amount = None, *, amount_fen = None, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, legal_kind = None, overrides = None, key = None
    ))]
    fn transfer(
        &self,
        py: Python<'_>,
        line: Named,
        to_line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        dated: Day,
        document: String,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        reason: Option<String>,
        legal_kind: Option<LegalKind>,
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
        let said = adjusting(said, reason, legal_kind, overrides);
        self.with(py, |ledger| {
            ledger.transfer(line.name(), to_line.name(), amount, &said)
        })
        .map(Receipt)
    }

    /// Take back for finance what a line does not use (收回).
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `date_outside_year`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.recall(project, "50000.00", dated=date(2025, 11, 30))
    ///     >>> ledger.balance(project).recalled
    ///     Decimal('50000.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document = None, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, legal_kind = None, overrides = None, key = None
    ))]
    fn recall(
        &self,
        py: Python<'_>,
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
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
        let amount = money::one(amount, amount_fen)?;
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        let said = adjusting(said, reason, legal_kind, overrides);
        self.with(py, |ledger| ledger.recall(line.name(), amount, &said))
            .map(Receipt)
    }

    /// Correct a line for what belongs to an earlier year (以前年度调整).
    ///
    /// Args:
    ///     line: the line of the open year that is corrected; in an increase one of carried-over
    ///         money, made when it is not there.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///     direction: `increase` when money came back, `decrease` when more was spent.
    ///     refunds: in an increase, the posting of the payment that came back.
    ///     reason: why, as text that can be erased.
    ///     overrides: policies to pass, each with the document that grants it; an increase is judged
    ///         as a transfer is.
    ///
    /// Raises:
    ///     RuleError: `prior_year_wrong` for an increase of a line whose money is of this year,
    ///         `available_exceeded`, `refund_wrong`, `refund_exceeded`, `document_missing`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> carried = yusuan.LineKey(year=2025, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30201", kind="basic_public",
    ///     ...     origin_year=2024)
    ///     >>> receipt = ledger.prior_year_adjustment(carried, "120.00", direction="increase",
    ///     ...     dated=date(2025, 4, 1), document="审计决定1号")
    ///     >>> ledger.balance(carried).prior_year
    ///     Decimal('120.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, direction, refunds = None, dated, document,
        prepared_by = None, reviewed_by = None, memo = None, reason = None, overrides = None,
        key = None
    ))]
    fn prior_year_adjustment(
        &self,
        py: Python<'_>,
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        direction: Direction,
        refunds: Option<Number>,
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
            ledger.prior_year_adjustment(
                line.name(),
                direction.0,
                amount,
                refunds.map(|payment| payment.0),
                &said,
            )
        })
        .map(Receipt)
    }

    /// Move what a finished project left into the surplus of its unit and fund (转入结余).
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `money_exceeded`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
    ///     >>> ledger.balance(project).to_surplus
    ///     Decimal('50000.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document = None, prepared_by = None,
        reviewed_by = None, memo = None, key = None
    ))]
    fn to_surplus(
        &self,
        py: Python<'_>,
        line: Named,
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
        self.with(py, |ledger| ledger.to_surplus(line.name(), amount, &said))
            .map(Receipt)
    }

    /// Give a line money out of the surplus of its unit and fund (使用结余). A `LineKey` that the
    /// ledger does not have makes its line.
    ///
    /// Raises:
    ///     RuleError: `surplus_exceeded`, `document_missing`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
    ///     >>> receipt = ledger.use_surplus(travel, "50000.00", dated=date(2025, 12, 1),
    ///     ...     document="财社〔2025〕9号")
    ///     >>> ledger.balance(travel).surplus_used
    ///     Decimal('50000.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, overrides = None, key = None
    ))]
    fn use_surplus(
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
        self.with(py, |ledger| ledger.use_surplus(line.name(), amount, &said))
            .map(Receipt)
    }

    /// Let authority lapse that no money stands behind (注销).
    ///
    /// What finance gave is money: it lapses by a document only.
    ///
    /// Raises:
    ///     RuleError: `available_exceeded` with `shortfall_fen`, `document_missing`.
    ///     NotFoundError: `line_unknown`.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.lapse(
    ///     ...     travel, "500.00", dated=date(2025, 11, 30), document="县财预〔2025〕6号"
    ///     ... )
    ///     >>> ledger.balance(travel).lapsed
    ///     Decimal('500.00')
    #[pyo3(signature = (
        line, amount = None, *, amount_fen = None, dated, document = None, prepared_by = None,
        reviewed_by = None, memo = None, key = None
    ))]
    fn lapse(
        &self,
        py: Python<'_>,
        line: Named,
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
        self.with(py, |ledger| ledger.lapse(line.name(), amount, &said))
            .map(Receipt)
    }
}
