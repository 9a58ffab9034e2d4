//! 调剂 of several lines at once.

use std::collections::BTreeMap;

use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::{Ledger, adjusting, particulars};
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount};
use crate::words::{Day, LegalKind};

#[pymethods]
impl Ledger {
    /// Move money between several pairs of lines, all of it or none (调剂).
    ///
    /// Args:
    ///     moves: the line that gives, the line that gets, and the amount in yuan.
    ///
    /// Raises:
    ///     RuleError: as `transfer`; when several are wrong, the message has a line for each.
    ///
    /// Example:
    ///     >>> receipt = ledger.transfer_pairs([(line, travel, "100.00"), (travel, line, "40.00")],
    ///     ...     dated=date(2025, 5, 6), document="调剂审批单1号")
    ///     >>> receipt.posting_count, ledger.balance(travel).available
    ///     (2, Decimal('10060.00'))
    #[pyo3(signature = (
        moves, *, dated, document, prepared_by = None, reviewed_by = None, memo = None,
        reason = None, legal_kind = None, overrides = None, key = None
    ))]
    fn transfer_pairs(
        &self,
        py: Python<'_>,
        moves: Vec<(Named, Named, Amount)>,
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
        let said = particulars(
            Some(dated),
            Some(document),
            prepared_by,
            reviewed_by,
            memo,
            key,
        );
        let said = adjusting(said, reason, legal_kind, overrides);
        let moves: Vec<_> = moves
            .into_iter()
            .map(|(from, to, amount)| Ok((from.name(), to.name(), money::one(Some(amount), None)?)))
            .collect::<PyResult<_>>()?;
        self.with(py, |ledger| ledger.transfer_pairs(&moves, &said))
            .map(Receipt)
    }

    /// Change several lines at once by transfers between them; the changes add up to nothing.
    ///
    /// Who gives to whom is chosen so that no policy is touched without need.
    ///
    /// Args:
    ///     changes: lines with amounts in yuan: below zero a line gives, above it gets.
    ///
    /// Raises:
    ///     RuleError: `transfer_not_zero` with `shortfall_fen`, and as `transfer`.
    ///
    /// Example:
    ///     >>> receipt = ledger.rebalance({line: "-100.00", travel: "100.00"},
    ///     ...     dated=date(2025, 5, 6), document="调剂审批单1号")
    ///     >>> ledger.balance(travel).available
    ///     Decimal('10100.00')
    #[pyo3(signature = (
        changes: "dict[Line | LineKey | int, Decimal | str]", *, dated, document, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, legal_kind = None, overrides = None,
        key = None
    ))]
    fn rebalance(
        &self,
        py: Python<'_>,
        changes: &Bound<'_, PyDict>,
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
        let said = particulars(
            Some(dated),
            Some(document),
            prepared_by,
            reviewed_by,
            memo,
            key,
        );
        let said = adjusting(said, reason, legal_kind, overrides);
        let mut read = Vec::with_capacity(changes.len());
        for (line, amount) in changes {
            let line: Named = line.extract()?;
            let amount: Amount = amount.extract()?;
            read.push((line.name(), money::one(Some(amount), None)?));
        }
        self.with(py, |ledger| ledger.rebalance(&read, &said))
            .map(Receipt)
    }
}
