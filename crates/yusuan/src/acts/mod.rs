//! What can be done to a ledger: one file an act. Each resolves the rows it touches, builds a
//! voucher and hands it to the journal.

mod adjustment;
mod approval;
mod commitment;
mod income;
mod payment;
mod resolve;
mod reversal;
mod setup;
mod successor;
mod surplus;

pub(crate) use adjustment::{
    prior_year_decrease, prior_year_increase, recall, reduce, supplement, transfer,
};
pub(crate) use approval::approve;
pub(crate) use commitment::{commit, release};
pub(crate) use income::{IncomeAct, post_income};
pub(crate) use payment::{Payment, pay, refund};
pub(crate) use resolve::{LineRef, Resolver};
pub(crate) use reversal::{reverse, reversing_postings};
pub(crate) use setup::{
    add_unit, adopt_catalogue, create, deactivate_unit, load_catalogue, prepare_year, seal_foreign,
    set_policies,
};
pub(crate) use successor::{check_successor, load_successors};
pub(crate) use surplus::{SurplusAct, lapse, post_surplus, to_surplus, use_surplus};
