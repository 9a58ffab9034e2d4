//! What can be done, and what the model makes of it.

use yusuan::Fund;

use super::approval::approve;
use super::books::{Books, Broken};
use super::closing;
use super::contracts;
use super::estimates::true_up;
use super::paper::Paper;
use super::plans::{Months, plan};
use super::policies::DECIDED;
use super::seats::Slot;
use super::undoing::reverse;
use super::vouchers::post;

/// One movement of money.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// An event on one line.
    Line(&'static str, Slot),
    Transfer(Slot, Slot),
    /// Reserve a part of a line for a contract.
    Commit(Slot, &'static str),
    /// More for a commitment, less, or a payment against it.
    Commitment(&'static str, usize),
    /// A payment of this year comes back.
    Refund(usize),
    /// A payment of an earlier year comes back into a line of this one.
    LateRefund(usize, Slot),
    /// An event of the money of a unit.
    Income(&'static str, i16, &'static str),
    /// An event of the surplus of a unit.
    Surplus(&'static str, i16, &'static str, Fund),
    Reverse(usize),
}

/// A movement and how much.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub(super) deed: Deed,
    pub(super) fen: i64,
}

/// What lets a closing carry money forward beyond the years of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grant {
    Nothing,
    /// A document that the plan was made with, and does not name any more.
    Lost,
    /// A document that the plan names.
    Named,
}

#[derive(Clone, Debug)]
pub(super) enum Act {
    Prepare(i16),
    Draft(Slot, i64),
    DeleteDraft(Slot),
    DraftIncome(i16, &'static str, i64),
    Approve(Paper),
    /// Movements as one voucher.
    Post(Vec<Move>, Paper),
    /// Undo what stands of a voucher, as the model counts them.
    Reverse(usize, Paper),
    /// Put one of the policies that a county may decide in force.
    SetPolicy(usize),
    /// Sign a contract of a unit for what it costs on lines.
    Sign(&'static str, &'static str, Vec<(Slot, i64)>),
    Amend(&'static str, Vec<(Slot, i64)>),
    /// Commit what a contract needs of a year.
    CommitContract(&'static str, i16, Paper),
    PayContract(&'static str, i64, Paper),
    /// Release what remains under a contract, or of a commitment.
    CloseContract(&'static str, Paper),
    CloseCommitment(usize, Paper),
    Plan(Slot, Months),
    /// Take every estimate of a year out of its lines.
    TrueUp(i16),
    Close(i16, Grant),
    UndoClose(i16),
}

impl Act {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Prepare(_) => "prepare_year",
            Self::Draft(..) | Self::DraftIncome(..) => "draft",
            Self::DeleteDraft(_) => "delete_draft",
            Self::Approve(_) => "approve",
            Self::Post(..) => "post",
            Self::Reverse(..) => "reverse",
            Self::SetPolicy(_) => "set_policy",
            Self::Sign(..) => "sign_contract",
            Self::Amend(..) => "amend_contract",
            Self::CommitContract(..) => "commit_contract",
            Self::PayContract(..) => "pay_contract",
            Self::CloseContract(..) => "close_contract",
            Self::CloseCommitment(..) => "close_commitment",
            Self::Plan(..) => "plan_spending",
            Self::TrueUp(_) => "true_up",
            Self::Close(..) => "close",
            Self::UndoClose(_) => "undo_close",
        }
    }

    /// Do the act on books that are dropped when anything is broken.
    pub(super) fn apply(&self, books: &mut Books) -> Broken {
        match self {
            Self::Prepare(year) => {
                if books.states.insert(*year, "preparing").is_some() {
                    return Broken::from(["year_exists"]);
                }
                Broken::new()
            }
            Self::Draft(slot, fen) => draft(books, *slot, Some(*fen)),
            Self::DeleteDraft(slot) => draft(books, *slot, None),
            Self::DraftIncome(year, unit, fen) => {
                let broken = draft_broken(books, *year, *fen);
                books.draft_incomes.insert((*year, unit), *fen);
                broken
            }
            Self::Approve(paper) => approve(books, *paper),
            Self::Post(moves, paper) => post(books, moves, *paper),
            Self::Reverse(voucher, paper) => reverse(books, *voucher, *paper),
            Self::SetPolicy(index) => {
                books.policies.push(DECIDED[*index]);
                Broken::new()
            }
            Self::Sign(name, unit, parts) => contracts::sign(books, name, unit, parts),
            Self::Amend(name, parts) => contracts::amend(books, name, parts),
            Self::CommitContract(name, year, paper) => {
                contracts::commit(books, name, *year, *paper)
            }
            Self::PayContract(name, fen, paper) => contracts::pay(books, name, *fen, *paper),
            Self::CloseContract(name, paper) => contracts::end(books, name, *paper),
            Self::CloseCommitment(index, paper) => contracts::end_one(books, *index, *paper),
            Self::Plan(slot, months) => plan(books, *slot, *months),
            Self::TrueUp(year) => true_up(books, *year),
            Self::Close(year, grant) => closing::close(books, *year, *grant),
            Self::UndoClose(year) => closing::undo(books, *year),
        }
    }
}

fn draft_broken(books: &Books, year: i16, fen: i64) -> Broken {
    let mut broken = Broken::new();
    match books.state(year) {
        None => broken.insert("year_unknown"),
        Some("preparing") => false,
        Some(_) => broken.insert("draft_frozen"),
    };
    if fen <= 0 {
        broken.insert("amount_not_positive");
    }
    broken
}

fn draft(books: &mut Books, slot: Slot, fen: Option<i64>) -> Broken {
    let mut broken = draft_broken(books, slot.year, fen.unwrap_or(1));
    let known = books.drafts.iter().position(|(known, _)| *known == slot);
    match (known, fen) {
        (Some(index), Some(fen)) => books.drafts[index].1 = fen,
        (None, Some(fen)) => books.drafts.push((slot, fen)),
        (Some(index), None) => drop(books.drafts.remove(index)),
        (None, None) => drop(broken.insert("draft_unknown")),
    }
    broken
}

/// Return what the state of a year is in the way of.
pub(super) fn state_broken(books: &Books, year: i16, needed: &str) -> Broken {
    match books.state(year) {
        Some(state) if state == needed => Broken::new(),
        None => Broken::from(["year_unknown"]),
        Some("preparing") => Broken::from(["year_preparing"]),
        Some("open") => Broken::from(["year_open"]),
        Some(_) => Broken::from(["year_closed"]),
    }
}
