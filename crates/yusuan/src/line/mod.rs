//! 预算指标: the key of a line, its equation, and the drafts it begins as.

mod balance;
mod draft;
mod key;
mod line_key;
mod name;
mod store;
mod year;

pub use balance::LineBalance;
pub use draft::{Draft, DraftIncome};
pub(crate) use draft::{
    delete_draft, draft_incomes, drafts, insert_draft, set_control_total, set_draft_income,
    update_draft,
};
pub use key::{Fund, KeyPartError, Kind, Level};
pub use line_key::{Line, LineId, LineKey};
pub use name::LineName;
pub(crate) use store::{
    balance, balances_of_year, find, income_id, keep_line, key_record, lines_of_year, next_id,
    require, require_id, surplus_id,
};
pub(crate) use year::years;
pub use year::{BudgetYear, YearState};
