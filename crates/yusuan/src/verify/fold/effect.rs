//! What each event does to the rows it names: the rules of `docs/events.md`, written once more.

use super::super::journal::{Posting, Total};
use super::books::{Books, Commitment, Income, Line, Surplus};
use crate::journal::Event;

/// Add a posting of a month, counted from zero, to everything it names.
pub(super) fn apply(books: &mut Books, posting: &Posting, event: Event, month: usize) {
    let amount = posting.effect();
    let is_committed = posting.commitment.is_some();
    if let Some(line) = posting.line.and_then(|id| books.lines.get_mut(&id)) {
        line.last_posting = posting.id;
        if !matches!(event, Event::Pay | Event::Refund) {
            line.last_authority_posting = posting.id;
        }
        on_line(line, event, is_committed, amount);
        if let Some(planned) = &mut line.planned {
            match event {
                Event::Pay => planned.pay(month, amount),
                Event::Refund => planned.pay(month, -amount),
                _ => {}
            }
        }
    }
    if let Some(line) = posting.to_line.and_then(|id| books.lines.get_mut(&id)) {
        line.last_posting = posting.id;
        line.last_authority_posting = posting.id;
        on_to_line(line, event, posting.to_commitment.is_some(), amount);
    }
    if let Some(income) = posting.income.and_then(|id| books.incomes.get_mut(&id)) {
        income.last_posting = posting.id;
        on_income(income, event, amount);
    }
    if let Some(income) = posting.to_income.and_then(|id| books.incomes.get_mut(&id)) {
        income.last_posting = posting.id;
        if event == Event::CarryForward {
            income.carried_in += amount;
        }
    }
    if let Some(surplus) = posting.surplus.and_then(|id| books.surpluses.get_mut(&id)) {
        surplus.last_posting = posting.id;
        on_surplus(surplus, event, amount);
    }
    let commitments = &mut books.commitments;
    if let Some(commitment) = posting.commitment.and_then(|id| commitments.get_mut(&id)) {
        commitment.last_posting = posting.id;
        on_commitment(commitment, event, amount);
    }
    if let Some(commitment) = posting
        .to_commitment
        .and_then(|id| commitments.get_mut(&id))
    {
        commitment.last_posting = posting.id;
        if event == Event::CarryForward {
            commitment.carried_in += amount;
        }
    }
}

fn on_line(line: &mut Line, event: Event, is_committed: bool, amount: Total) {
    match event {
        Event::Approve | Event::ApproveCarried => line.original += amount,
        Event::AllocateEarly => line.early += amount,
        Event::AbsorbEarly => line.early -= amount,
        Event::Supplement => line.supplement += amount,
        Event::Reduce => line.reduction += amount,
        Event::Transfer => line.transferred_out += amount,
        Event::Commit => line.committed += amount,
        Event::Release => line.committed -= amount,
        Event::Pay => {
            line.paid += amount;
            if is_committed {
                line.committed -= amount;
            }
        }
        Event::Refund => {
            line.paid -= amount;
            if is_committed {
                line.committed += amount;
            }
        }
        Event::Recall => line.recalled += amount,
        Event::PriorYearIncrease | Event::TrueUpIncrease => line.prior_year += amount,
        Event::PriorYearDecrease | Event::TrueUpDecrease => line.prior_year -= amount,
        Event::CarryForward => {
            line.carried_out += amount;
            if is_committed {
                line.committed -= amount;
            }
        }
        Event::ToSurplus => line.to_surplus += amount,
        Event::Lapse => line.lapsed += amount,
        Event::UseSurplus | Event::UseEarmarked => line.surplus_used += amount,
        Event::Surrender
        | Event::Distribute
        | Event::EarmarkSurplus
        | Event::PoolOut
        | Event::PoolIn
        | Event::PoolEarmarkedOut
        | Event::PoolEarmarkedIn
        | Event::BudgetIncome
        | Event::IncomeIncrease
        | Event::IncomeDecrease
        | Event::Receive
        | Event::ReturnIncome
        | Event::IncomeToSurplus
        | Event::CoverDeficit => {}
    }
}

fn on_to_line(line: &mut Line, event: Event, is_committed: bool, amount: Total) {
    match event {
        Event::Transfer => line.transferred_in += amount,
        Event::CarryForward => {
            line.carried_in += amount;
            if is_committed {
                line.committed += amount;
            }
        }
        _ => {}
    }
}

fn on_income(income: &mut Income, event: Event, amount: Total) {
    match event {
        Event::BudgetIncome => income.budgeted += amount,
        Event::IncomeIncrease => income.increased += amount,
        Event::IncomeDecrease => income.decreased += amount,
        Event::Receive => income.received += amount,
        Event::ReturnIncome => income.returned += amount,
        Event::ApproveCarried => {
            income.carried_in += amount;
            income.approved_carried += amount;
        }
        Event::UseSurplus | Event::UseEarmarked | Event::CoverDeficit => {
            income.surplus_used += amount;
        }
        Event::PriorYearIncrease | Event::TrueUpIncrease => income.prior_year += amount,
        Event::PriorYearDecrease | Event::TrueUpDecrease => income.prior_year -= amount,
        Event::Pay => income.paid += amount,
        Event::Refund => income.paid -= amount,
        Event::CarryForward => income.carried_out += amount,
        Event::ToSurplus | Event::IncomeToSurplus => income.to_surplus += amount,
        Event::Approve
        | Event::AllocateEarly
        | Event::AbsorbEarly
        | Event::Supplement
        | Event::Reduce
        | Event::Transfer
        | Event::Commit
        | Event::Release
        | Event::Recall
        | Event::Lapse
        | Event::Surrender
        | Event::Distribute
        | Event::EarmarkSurplus
        | Event::PoolOut
        | Event::PoolIn
        | Event::PoolEarmarkedOut
        | Event::PoolEarmarkedIn => {}
    }
}

fn on_surplus(surplus: &mut Surplus, event: Event, amount: Total) {
    match event {
        Event::ToSurplus | Event::IncomeToSurplus => surplus.added += amount,
        Event::UseSurplus | Event::CoverDeficit => surplus.used += amount,
        Event::Surrender => surplus.surrendered += amount,
        Event::Distribute => surplus.distributed += amount,
        Event::EarmarkSurplus => surplus.earmarked += amount,
        Event::UseEarmarked => surplus.earmarked_used += amount,
        Event::PoolIn => surplus.pooled_in += amount,
        Event::PoolOut => surplus.pooled_out += amount,
        Event::PoolEarmarkedIn => surplus.earmarked_in += amount,
        Event::PoolEarmarkedOut => surplus.earmarked_out += amount,
        _ => {}
    }
}

fn on_commitment(commitment: &mut Commitment, event: Event, amount: Total) {
    match event {
        Event::Commit => commitment.committed += amount,
        Event::Release => commitment.released += amount,
        Event::Pay => commitment.paid += amount,
        Event::Refund => commitment.paid -= amount,
        Event::CarryForward => commitment.carried_out += amount,
        _ => {}
    }
}
