//! 年终结账.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;

use super::{Ledger, adjusting, granted, particulars};
use crate::certificate::{Certificate, ClosingStep};
use crate::closing::Plan;
use crate::frame::Rows;
use crate::value::all;
use crate::words::{Day, Year};

#[pymethods]
impl Ledger {
    /// Decide on everything a year leaves, without writing anything.
    ///
    /// Args:
    ///     year: the year to close.
    ///     policies: a file of policies to plan under, in a ledger that is open for writing; they are
    ///         not kept, and `close_under` closes by them.
    ///     overrides: policies to pass, each with the document that grants it. With
    ///         `max_carry_years` money is carried forward once more, unless the policy forbids it.
    ///     prepared_by: who loads the policies, as `close_under` will say.
    ///     reviewed_by: who reviews that.
    ///
    /// Returns:
    ///     The plan, with one decision for each line and commitment that has something left.
    ///
    /// Raises:
    ///     RuleError: `year_unknown`, `year_preparing`, `year_closing`, `year_closed`.
    ///
    /// Source: 财预〔2016〕18号, articles 3 and 7 to 8.
    ///
    /// Example:
    ///     >>> for decision in ledger.plan_close(2025).decisions:
    ///     ...     print(decision.action, decision.amount)
    ///     carry_forward 81880.00
    ///     carry_forward 10000.00
    ///     carry_forward 50000.00
    ///     lapse 20000.00
    #[pyo3(signature = (
        year, *, policies = None, overrides = None, prepared_by = None, reviewed_by = None
    ))]
    fn plan_close(
        &self,
        py: Python<'_>,
        year: Year,
        policies: Option<PathBuf>,
        overrides: Option<BTreeMap<String, String>>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
    ) -> PyResult<Plan> {
        let overrides = granted(overrides);
        let said = particulars(None, None, prepared_by, reviewed_by, None, None);
        let plan = |ledger: &yusuan::Ledger| ledger.plan_close_overriding(year.0, &overrides);
        self.with(py, |ledger| match policies {
            Some(path) => ledger.plan_close_under(path, &said, plan),
            None => plan(ledger),
        })
        .map(Plan)
    }

    /// Close the year of a plan (年终结账), whole or not at all.
    ///
    /// Without a date it counts for 31 December. Closing a year that is closed writes
    /// nothing and returns its certificate, which says so by `is_repeated`.
    ///
    /// Raises:
    ///     RuleError: `plan_stale` when the ledger has moved since the plan was made; what the plan
    ///         remarks as obstacles: `earlier_year_open`, `true_up_left`, `year_unknown` when money is
    ///         carried forward and the next year is not prepared, `to_year_closed`,
    ///         `code_not_in_force`, `unit_inactive`, `surplus_exceeded` for a deficit; and
    ///         `max_carry_years`, `override_invalid`, `date_outside_year`, `date_too_early`,
    ///         `four_eyes`, `key_used`.
    ///
    /// Example:
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> certificate.opening_equals_closing, certificate.totals[0].carried_out
    ///     (True, Decimal('91880.00'))
    #[pyo3(signature = (
        plan, *, dated = None, document = None, prepared_by = None, reviewed_by = None, memo =
        None, reason = None, overrides = None, key = None
    ))]
    fn close(
        &self,
        py: Python<'_>,
        plan: &Plan,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        reason: Option<String>,
        overrides: Option<BTreeMap<String, String>>,
        key: Option<String>,
    ) -> PyResult<Certificate> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        let said = adjusting(said, reason, None, overrides);
        self.with(py, |ledger| ledger.close(&plan.0, &said))
            .map(Certificate)
    }

    /// Put the policies of a file in force and close the year by them, in one transaction.
    ///
    /// Args:
    ///     year: the year to close.
    ///     policies: the file, TOML, CSV or a workbook.
    ///     plan: the file of a plan that people edited, exported from
    ///         `plan_close(year, policies=...)`; without one the policies decide.
    ///
    /// Raises:
    ///     RuleError: those of `plan_close` (`year_closed` when it was closed before) and `close`;
    ///         `plan_invalid` when the plan is for another year.
    ///     SourceError: with every problem of a file.
    ///     MissingFileError: `file_missing`.
    ///
    /// Example:
    ///     >>> with open("policies.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("name,action,value,source,level\n"
    ///     ...         "closing,allow,recall,县财预〔2025〕3号,own\n")
    ///     >>> ledger.plan_close(2025, policies="policies.csv").decisions[0].action
    ///     'recall'
    ///     >>> certificate = ledger.close_under(2025, "policies.csv")
    ///     >>> certificate.totals[0].recalled
    ///     Decimal('91880.00')
    #[pyo3(signature = (
        year, policies, *, plan = None, dated = None, document = None, prepared_by = None,
        reviewed_by = None, memo = None, reason = None, overrides = None, key = None
    ))]
    fn close_under(
        &self,
        py: Python<'_>,
        year: Year,
        policies: PathBuf,
        plan: Option<PathBuf>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        reason: Option<String>,
        overrides: Option<BTreeMap<String, String>>,
        key: Option<String>,
    ) -> PyResult<Certificate> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        let said = adjusting(said, reason, None, overrides);
        let decide = |ledger: &yusuan::Ledger| match plan {
            Some(path) => ledger.load_plan_of(year.0, path, &said.overrides),
            None => ledger.plan_close_overriding(year.0, &said.overrides),
        };
        self.with(py, |ledger| ledger.close_under(policies, &said, decide))
            .map(Certificate)
    }

    /// Return the certificate of a closed year.
    ///
    /// Raises:
    ///     RuleError: `year_open` when the year is not closed.
    ///
    /// Example:
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> ledger.certificate(2025) == certificate
    ///     True
    fn certificate(&self, py: Python<'_>, year: Year) -> PyResult<Certificate> {
        self.with(py, |ledger| ledger.certificate(year.0))
            .map(Certificate)
    }

    /// Return every closing of a year and every undoing of one, oldest first.
    ///
    /// Example:
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> ledger.undo_close(2025, reason="漏记一笔支付")
    ///     >>> [step.act for step in ledger.closing_history(2025)][-3:]
    ///     ['reopen_year', 'undo_close', 'cancel_closing']
    fn closing_history(&self, py: Python<'_>, year: Year) -> PyResult<Rows<ClosingStep>> {
        self.with(py, |ledger| ledger.closing_history(year.0))
            .map(all)
    }

    /// Undo the closing of a year, while what it carried forward is untouched (反结账).
    ///
    /// Raises:
    ///     RuleError: `note_invalid` without a reason; `year_open`, `year_preparing` or
    ///         `year_unknown` when the year is not closed; `later_year_closed`; when what the closing
    ///         gave is used already, `available_exceeded` of a line, `commitment_exceeded`,
    ///         `money_exceeded` of the income of a fund, `surplus_exceeded` or
    ///         `plan_exceeds_authority` of a spending plan; `date_outside_year`, `four_eyes`,
    ///         `key_used`.
    ///
    /// Example:
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> ledger.undo_close(2025, reason="漏记一笔支付")
    ///     >>> ledger.balance(line).available
    ///     Decimal('81880.00')
    #[pyo3(signature = (
        year, *, reason, dated = None, document = None, prepared_by = None, reviewed_by = None,
        memo = None, key = None
    ))]
    fn undo_close(
        &self,
        py: Python<'_>,
        year: Year,
        reason: &str,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<()> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.undo_close(year.0, reason, &said))
    }
}
