//! Plans of a closing that people edited.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;

use super::{Ledger, granted};
use crate::closing::Plan;

#[pymethods]
impl Ledger {
    /// Load a plan that `Plan.save` wrote and a person edited, and check it; nothing is written.
    ///
    /// Actions, amounts and documents may have been changed, rows split, sorted and added. Where
    /// somebody decided otherwise than the policies, `is_edited` says so and `policy` names the one.
    ///
    /// Args:
    ///     path: the file, CSV or a workbook.
    ///     overrides: policies, each with the document that a row takes which decides against the
    ///         policy and names none itself.
    ///
    /// Raises:
    ///     SourceError: with row, column and token of every problem.
    ///     RuleError: `plan_stale` when figures have changed since the plan was exported; the errors of
    ///         `plan_close`.
    ///     MissingFileError: `file_missing`.
    ///
    /// Example:
    ///     >>> ledger.plan_close(2025).save("plan-2025.csv")
    ///     >>> with open("plan-2025.csv", encoding="utf-8") as file:
    ///     ...     edited = file.read().replace("结转,10000.00", "转入结余,10000.00")
    ///     >>> with open("plan-2025.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write(edited)
    ///     >>> [(decision.action, decision.is_edited) for decision in
    ///     ...     ledger.load_plan("plan-2025.csv").decisions][:2]
    ///     [('carry_forward', False), ('to_surplus', True)]
    #[pyo3(signature = (path, *, overrides = None))]
    fn load_plan(
        &self,
        py: Python<'_>,
        path: PathBuf,
        overrides: Option<BTreeMap<String, String>>,
    ) -> PyResult<Plan> {
        let overrides = granted(overrides);
        self.with(py, |ledger| ledger.load_plan_overriding(path, &overrides))
            .map(Plan)
    }
}
