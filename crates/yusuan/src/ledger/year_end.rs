//! 年终结账.

use std::path::Path;

use super::Ledger;
use crate::closing::{self, Certificate, ClosingStep, Plan};
use crate::error::Result;
use crate::file::Savepoint;
use crate::journal::{Override, Particulars};

impl Ledger {
    /// Decide on everything a year leaves, without writing anything.
    pub fn plan_close(&self, year: i16) -> Result<Plan> {
        self.plan_close_overriding(year, &[])
    }

    /// Decide as [`plan_close`](Self::plan_close) does, where documents override policies: with one
    /// for `max_carry_years` money is carried forward once more, unless the policy forbids it.
    pub fn plan_close_overriding(&self, year: i16, overrides: &[Override]) -> Result<Plan> {
        closing::plan_close(&self.file.connection, year, overrides)
    }

    /// Return the plan that `decide` makes, or loads, while the policies of a file are in force;
    /// they are not kept. People are those of the particulars.
    ///
    /// # Errors
    ///
    /// Those of [`load_policies`](Self::load_policies) and of `decide`.
    pub fn plan_close_under(
        &mut self,
        policies: impl AsRef<Path>,
        particulars: &Particulars,
        decide: impl FnOnce(&Self) -> Result<Plan>,
    ) -> Result<Plan> {
        let begun = Savepoint::begin(&self.file.connection)?;
        let plan = self
            .load_policies(policies, &people(particulars))
            .and_then(|_| decide(self));
        begun.undo(&self.file.connection)?;
        plan
    }

    /// Close the year of a plan in one transaction; closing it again writes nothing and
    /// gives its certificate with `is_repeated`.
    ///
    /// Without a date the closing counts for 31 December of the year.
    ///
    /// # Errors
    ///
    /// [`Rule::PlanStale`](crate::Rule::PlanStale) when the ledger has moved since,
    /// [`Rule::EarlierYearOpen`](crate::Rule::EarlierYearOpen),
    /// [`Rule::YearUnknown`](crate::Rule::YearUnknown) when money is carried forward and the next
    /// year is not prepared.
    pub fn close(&mut self, plan: &Plan, particulars: &Particulars) -> Result<Certificate> {
        closing::close(&self.file.connection, plan, particulars)
    }

    /// Put the policies of a file in force and close the year of the plan that they make, in one
    /// transaction: `decide` makes the plan, or loads the one that people edited.
    ///
    /// # Errors
    ///
    /// Those of [`load_policies`](Self::load_policies), of `decide` and of [`close`](Self::close).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, Particulars};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let none = Particulars::default();
    /// ledger.close_under("policies.toml", &none, |ledger| ledger.plan_close(2025))?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn close_under(
        &mut self,
        policies: impl AsRef<Path>,
        particulars: &Particulars,
        decide: impl FnOnce(&Self) -> Result<Plan>,
    ) -> Result<Certificate> {
        let begun = Savepoint::begin(&self.file.connection)?;
        let done = self
            .load_policies(policies, &people(particulars))
            .and_then(|_| decide(self))
            .and_then(|plan| closing::close_within(&self.file.connection, &plan, particulars));
        begun.end(&self.file.connection, done)
    }

    /// Return the certificate of a closed year.
    ///
    /// # Errors
    ///
    /// [`Rule::YearOpen`](crate::Rule::YearOpen) when the year is not closed.
    pub fn certificate(&self, year: i16) -> Result<Certificate> {
        closing::certificate(&self.file.connection, year)
    }

    /// Return every closing of a year and every undoing of one, oldest first.
    pub fn closing_history(&self, year: i16) -> Result<Vec<ClosingStep>> {
        closing::history(&self.file.connection, year)
    }

    /// Undo the closing of a year, while what it carried forward is untouched.
    pub fn undo_close(&mut self, year: i16, reason: &str, particulars: &Particulars) -> Result<()> {
        closing::undo_close(&self.file.connection, year, reason, particulars)
    }
}

/// The people of an act, for the policies that are loaded with it.
fn people(particulars: &Particulars) -> Particulars {
    Particulars {
        prepared_by: particulars.prepared_by.clone(),
        reviewed_by: particulars.reviewed_by.clone(),
        ..Particulars::default()
    }
}
