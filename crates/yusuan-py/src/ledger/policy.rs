//! Policies.

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::Scope;

use super::{Ledger, particulars};
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::policy::{Override, Policy, PolicyTouch};
use crate::value::all;
use crate::words::{CodeLevel, Day, Kind, Level, PolicyAction, Year};

#[pymethods]
impl Ledger {
    /// Put a policy in force (控制规则). Of those that fit a year and a line, the newest decides.
    ///
    /// Args:
    ///     name: what it is about, as `max_carry_years` or 结转年限; `docs/policies.md` lists all.
    ///     action: `forbid` (refused), `deny` (refused save with an override), `document` (refused
    ///         without a document), `warn` or `allow` (the policy is off).
    ///     source: where it comes from.
    ///     value: its own figure or word, where it has one.
    ///     first_year: first year it holds for; every year when not given.
    ///     last_year: last year it holds for.
    ///     fund: narrows it to a fund, or to a group of them as `fiscal`.
    ///     level: narrows it to money of the own or of the upper level.
    ///     kind: narrows it to a sort of spending.
    ///     code_level: narrows it to transfers between codes that are so far apart.
    ///     item: narrows it to codes that begin so: functional or economic, as the policy is.
    ///
    /// Raises:
    ///     RuleError: `policy_unknown`, `policy_invalid`, `policy_action_invalid`,
    ///         `policy_value_invalid`, `policy_scope_invalid`; the hint says what may be given.
    ///
    /// Example:
    ///     >>> receipt = ledger.set_policy("max_carry_years", action="deny", value="2",
    ///     ...     source="财预〔2016〕18号", first_year=2025, last_year=2030)
    ///     >>> receipt = ledger.set_policy("closing", action="allow", value="recall",
    ///     ...     source="县财预〔2025〕3号", fund="fiscal", level="own")
    #[pyo3(signature = (
        name, *, action, source, value = None, first_year = None, last_year = None, fund = None,
        level = None, kind = None, code_level = None, item = None, dated = None, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn set_policy(
        &self,
        py: Python<'_>,
        name: String,
        action: PolicyAction,
        source: String,
        value: Option<String>,
        first_year: Option<Year>,
        last_year: Option<Year>,
        fund: Option<String>,
        level: Option<Level>,
        kind: Option<Kind>,
        code_level: Option<CodeLevel>,
        item: Option<String>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let policy = yusuan::Policy {
            first_year: first_year.map_or(yusuan::Policy::FIRST_YEAR, |year| year.0),
            last_year: last_year.map_or(yusuan::Policy::LAST_YEAR, |year| year.0),
            value,
            scope: Scope {
                fund,
                level: level.map(|level| level.0),
                kind: kind.map(|kind| kind.0),
                code_level: code_level.map(|level| level.0),
                item,
            },
            ..yusuan::Policy::new(name, action.0, source)
        };
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.set_policy(&policy, &said))
            .map(Receipt)
    }

    /// Put the policies of a TOML or CSV file in force: all of them by one act, or none.
    ///
    /// Args:
    ///     path: the file. `docs/policies.md` shows one.
    ///
    /// Raises:
    ///     SourceError: with every problem of the file in `problems`.
    ///     MissingFileError: `file_missing`.
    ///
    /// Example:
    ///     >>> with open("policies.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("name,action,value,source\nfreeze_date,deny,11-30,县财预3号\n")
    ///     >>> receipt = ledger.load_policies("policies.csv")
    ///     >>> [it.value for it in ledger.policies(2025) if it.name == "freeze_date"]
    ///     ['11-30']
    #[pyo3(signature = (
        path, *, dated = None, document = None, prepared_by = None, reviewed_by = None, memo =
        None, key = None
    ))]
    fn load_policies(
        &self,
        py: Python<'_>,
        path: PathBuf,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.load_policies(path, &said))
            .map(Receipt)
    }

    /// Return every policy that can still decide something in a year, the built-in ones included.
    ///
    /// Of one name the first that fits a line decides.
    ///
    /// Example:
    ///     >>> policy = next(it for it in ledger.policies(2025) if it.name == "max_carry_years")
    ///     >>> policy.action, policy.value, policy.source, policy.is_built_in
    ///     ('deny', '1', '财预〔2016〕18号第三条；预算法第四十二条', True)
    fn policies(&self, py: Python<'_>, year: Year) -> PyResult<Rows<Policy>> {
        self.with(py, |ledger| ledger.policies(year.0)).map(all)
    }

    /// Return the postings of a year that a policy is about, with what it says of each.
    ///
    /// Example:
    ///     >>> key = yusuan.LineKey(year=2025, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30101", kind="basic_public")
    ///     >>> receipt = ledger.supplement(key, "500.00", dated=date(2025, 5, 6), document="1号")
    ///     >>> [(it.policy, it.status) for it in ledger.policy_report(2025)]
    ///     [('kind_economic', 'warned')]
    fn policy_report(&self, py: Python<'_>, year: Year) -> PyResult<Rows<PolicyTouch>> {
        self.with(py, |ledger| ledger.policy_report(year.0))
            .map(all)
    }

    /// Return the overrides of a year, each with its document, reason and people.
    ///
    /// Example:
    ///     >>> key = yusuan.LineKey(year=2025, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30217", kind="basic_public")
    ///     >>> receipt = ledger.transfer(line, key, "500.00", dated=date(2025, 5, 6),
    ///     ...     document="调剂审批单1号", reason="上级检查",
    ///     ...     overrides={"three_public_increase": "县政府纪要〔2025〕7号"})
    ///     >>> [(it.policy, it.document, it.reason) for it in ledger.overrides(2025)]
    ///     [('three_public_increase', '县政府纪要〔2025〕7号', '上级检查')]
    fn overrides(&self, py: Python<'_>, year: Year) -> PyResult<Rows<Override>> {
        self.with(py, |ledger| ledger.overrides(year.0)).map(all)
    }
}
