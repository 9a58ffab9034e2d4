//! Plans of a closing that people edited.

use std::path::Path;

use super::Ledger;
use crate::closing::{self, Plan};
use crate::error::{Error, Result, Rule};
use crate::import;
use crate::journal::Override;

impl Ledger {
    /// Load a plan that [`Plan::to_csv`] or [`Plan::to_xlsx`] wrote and a person edited, and check
    /// it against the ledger. Nothing is written.
    ///
    /// Actions, amounts and documents may have been changed, rows split, sorted and added. Where
    /// somebody decided otherwise than the policies, the decision says so and names the policy. When
    /// the ledger has moved since the export and no figure of the plan with it, the edits hold, and
    /// the plan carries the head of now.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source) with row, column and token of each problem;
    /// [`Rule::PlanStale`](crate::Rule::PlanStale) when figures have changed since the plan was
    /// exported; the errors of [`plan_close`](Self::plan_close).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, Output, Particulars};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// ledger.plan_close(2025)?.save(Output::prepare("plan-2025.csv")?)?;
    /// // … people edit the file …
    /// let plan = ledger.load_plan("plan-2025.csv")?;
    /// ledger.close(&plan, &Particulars::default())?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn load_plan(&self, path: impl AsRef<Path>) -> Result<Plan> {
        let path = path.as_ref();
        self.load_plan_from(&path.to_string_lossy(), &import::read_file(path)?)
    }

    /// Load a plan as [`load_plan`](Self::load_plan) does; a row that decides against a policy and
    /// names no document takes that of the policy's override.
    pub fn load_plan_overriding(
        &self,
        path: impl AsRef<Path>,
        overrides: &[Override],
    ) -> Result<Plan> {
        let path = path.as_ref();
        let edited = import::read_plan(&path.to_string_lossy(), &import::read_file(path)?);
        closing::check_plan(&self.file.connection, &edited, overrides)
    }

    /// Load the plan of a year as [`load_plan_overriding`](Self::load_plan_overriding) does.
    ///
    /// # Errors
    ///
    /// [`Rule::PlanInvalid`] when it is for another year.
    pub fn load_plan_of(
        &self,
        year: i16,
        path: impl AsRef<Path>,
        overrides: &[Override],
    ) -> Result<Plan> {
        let plan = self.load_plan_overriding(path, overrides)?;
        if plan.year == year {
            return Ok(plan);
        }
        Err(Error::refused(
            Rule::PlanInvalid,
            format!("the plan is for {}, not {year}", plan.year),
            "give the plan of the year that is closed",
        ))
    }

    /// Load a plan from the bytes of a file; `name` stands for it in messages.
    pub fn load_plan_from(&self, name: &str, bytes: &[u8]) -> Result<Plan> {
        let edited = import::read_plan(name, bytes);
        closing::check_plan(&self.file.connection, &edited, &[])
    }
}
