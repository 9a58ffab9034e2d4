//! 预算指标: the key of a line, its equation, and the drafts it begins as.

mod as_of;
mod balance;
mod draft;
mod effect;
mod history;
mod key;
mod line_key;
mod name;
mod reports;
mod rest;
mod spending_plan;
mod store;
mod totals;
mod year;

pub(crate) use as_of::Cut;
pub use as_of::{AsOf, KnownAt};
pub use balance::LineBalance;
pub use draft::{Draft, DraftIncome};
pub(crate) use draft::{
    OF_DRAFTS, delete_control_total, delete_draft, delete_draft_income, draft_amount,
    draft_incomes, drafts, insert_draft, set_control_total, set_draft_income, update_draft,
};
pub(crate) use effect::Movement;
pub(crate) use history::{
    balance_as_of, commitments, each_of_year, incomes, lines_as_of, surpluses,
};
pub use key::{Fund, KeyPartError, Kind, Level};
pub use line_key::{Line, LineId, LineKey};
pub use name::LineName;
pub(crate) use reports::{commitment_report, income_report, line_report, surplus_report};
pub(crate) use rest::{commitments_left, lines_left, old_money_transferred};
pub use spending_plan::{PlannedMonth, SpendingPlan};
pub(crate) use spending_plan::{authority, plan_of, plan_record};
pub(crate) use store::{
    approved_of_year, balance, find, find_of_unit, has_lines, income_id, keep_line, key_of_record,
    key_record, lines_of_year, next_id, number_after, require, require_id, resolve, surplus_id,
};
pub use totals::{
    CommitmentReport, CommitmentTotals, IncomeReport, IncomeTotals, LineReport, SurplusReport,
    SurplusTotals,
};
#[cfg(feature = "publish")]
pub(crate) use year::has_year;
pub use year::{BudgetYear, YearState};
pub(crate) use year::{is_closed, require_year, years};
