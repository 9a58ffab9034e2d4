//! 年终结账: what becomes of everything a year leaves, and how that is undone.

mod certificate;
mod close;
mod plan;

pub(crate) use certificate::certificate;
pub use certificate::{Certificate, ClosingTotal};
pub(crate) use close::{close, undo_close};
pub(crate) use plan::plan_close;
pub use plan::{ClosingAction, Decision, MoneyAction, MoneyDecision, Plan};
