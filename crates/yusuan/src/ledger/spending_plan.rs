//! 用款计划.

use super::Ledger;
use crate::acts;
use crate::error::Result;
use crate::journal::{Particulars, Receipt};
use crate::line::{self, LineName, PlannedMonth, SpendingPlan};

impl Ledger {
    /// Plan what may be paid of a line in each month (用款计划), in place of the plan it had.
    ///
    /// What a month leaves, the later ones may pay as well; payments of each month, added up from
    /// January on, stay within the plan, added up as well. A line without a plan may pay at any
    /// time, unless the policy `spending_plan` wants one.
    ///
    /// # Errors
    ///
    /// [`Rule::PlanExceedsAuthority`](crate::Rule::PlanExceedsAuthority) with the shortfall,
    /// [`Rule::PlanExceeded`](crate::Rule::PlanExceeded) when more is paid already by the end of a
    /// month, [`Rule::SpendingPlanInvalid`](crate::Rule::SpendingPlanInvalid).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, LineId, Particulars, SpendingPlan};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// # let line = LineId::new(1);
    /// ledger.plan_spending(line, SpendingPlan::ByQuarter, &Particulars::default())?;
    /// assert_eq!(ledger.spending_plan(line)?.len(), 12);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn plan_spending(
        &mut self,
        line: impl Into<LineName>,
        plan: SpendingPlan,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.plan_spending_of(&[(line.into(), plan)], particulars)
    }

    /// Plan the spending of several lines of one year, all of them or none.
    ///
    /// # Errors
    ///
    /// As [`Ledger::plan_spending`]; [`Rule::LineWrongYear`](crate::Rule::LineWrongYear) for lines
    /// of several years.
    pub fn plan_spending_of(
        &mut self,
        plans: &[(LineName, SpendingPlan)],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::plan_spending(&self.file.connection, plans, particulars)
    }

    /// Return the plan in force of a line beside what was paid, month by month; nothing when it
    /// has none.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) with the token `line_unknown`.
    pub fn spending_plan(&self, line: impl Into<LineName>) -> Result<Vec<PlannedMonth>> {
        let line = self.line(line)?;
        line::plan_of(&self.file.connection, line.id)
    }
}
