//! What can be done to a ledger. Each act finds the rows it touches, builds a voucher and hands it
//! to the journal; acts of an open year are entries, and `post` is what writes them.

mod adjustment;
mod approval;
mod assertion;
mod commitment;
mod contract;
mod contract_approval;
mod declaration;
mod detour;
mod early;
mod entry;
mod erasure;
mod explain;
mod fulfilment;
mod idle;
mod limits;
mod policy;
mod pool;
mod post;
mod rebalance;
mod refund;
mod repair;
mod resolve;
mod reversal;
mod setup;
mod spending_plan;
mod statement;
mod successor;
mod true_up;
mod voucher_list;

pub use assertion::{AssertedRow, Assertion};
pub(crate) use assertion::{assert_balance, assertions};
pub use contract::ProcurementOn;
pub(crate) use contract::{amend_contract, mark_procurement, sign_contract};
pub(crate) use contract_approval::approve;
pub(crate) use declaration::declare;
pub use entry::Entry;
pub(crate) use erasure::erase_text;
pub use erasure::{Erased, TextPlace};
pub use fulfilment::ContractPayment;
pub(crate) use fulfilment::{close_commitment, close_contract, commit_contract, pay_contract};
pub(crate) use policy::{draft_warning, explain_policy};
pub(crate) use post::{post, post_one, refused_entries};
pub(crate) use rebalance::rebalance;
pub(crate) use repair::record_repair;
pub(crate) use resolve::description;
pub(crate) use reversal::{reverse, reversing_postings};
pub(crate) use setup::{
    add_unit, adopt_catalogue, create, deactivate_unit, load_catalogue, prepare_year, seal_foreign,
    set_policies,
};
pub(crate) use spending_plan::plan_spending;
pub use statement::NewStatement;
pub(crate) use statement::{cancel_match, confirm_matches, load_statement};
pub(crate) use successor::{check_successor, load_successors};
pub use true_up::TrueUp;
pub(crate) use true_up::{plan_true_up, true_up};
pub use voucher_list::{Payment, PaymentSource, VoucherList};
pub(crate) use voucher_list::{pay_many, post_many};
