//! 年终结账: what becomes of everything a year leaves, and how that is undone.

mod aging;
mod apply;
mod certificate;
mod check;
mod close;
mod decide;
mod distribution;
mod grants;
mod history;
mod plan;
mod policies;
mod pooling;
mod remarks;
mod row;
mod target;
mod undo;

pub(crate) use certificate::certificate;
pub use certificate::{
    CarriedCommitment, Certificate, ClosingCounts, ClosingSurplus, ClosingTotal, DividedContract,
    ReleasedCommitment,
};
pub(crate) use check::check_plan;
pub(crate) use close::{close, close_within};
pub(crate) use decide::plan_close;
pub use history::ClosingStep;
pub(crate) use history::history;
pub use plan::{
    ClosingAction, Decision, DecisionRule, MoneyAction, MoneyDecision, Plan, PlanRemark,
};
pub use row::{EditedPlan, EditedRow, PlanAction, PlanColumn, PlanRow};
pub(crate) use undo::undo_close;
