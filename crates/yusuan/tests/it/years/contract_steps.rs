//! What is done with contracts and spending plans at random.

use proptest::prelude::*;
use proptest::sample::Index;

use super::acts::Act;
use super::books::Books;
use super::contracts::{REFERENCES, committed, find, held, needs};
use super::paper::Paper;
use super::seats::{SEATS, Slot, UNITS};
use super::steps::{YEARS, one};
use super::totals::{authority, available, remaining};
use super::wishes::{Amount, amount};

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Sign,
    Amend,
    Commit,
    Pay,
    End,
    EndOne,
    Plan,
}

/// Something that is wanted of a contract or a plan.
#[derive(Clone, Debug)]
pub(super) struct ContractStep {
    what: What,
    pick: Index,
    other: Index,
    amount: Amount,
}

pub(super) fn contract_step() -> impl Strategy<Value = ContractStep> {
    let what = prop_oneof![
        3 => Just(What::Sign),
        2 => Just(What::Amend),
        3 => Just(What::Commit),
        4 => Just(What::Pay),
        1 => Just(What::End),
        1 => Just(What::EndOne),
        4 => Just(What::Plan),
    ];
    let made = (what, any::<Index>(), any::<Index>(), amount());
    made.prop_map(|(what, pick, other, amount)| ContractStep {
        what,
        pick,
        other,
        amount,
    })
}

/// Return the act of a step; none when there is nothing for it.
pub(super) fn contract_act(books: &Books, step: &ContractStep) -> Option<Act> {
    let ContractStep {
        what,
        pick,
        other,
        amount,
    } = step;
    let reference = REFERENCES[pick.index(REFERENCES.len())];
    match what {
        What::Sign => {
            let unit = UNITS[other.index(UNITS.len())];
            let parts = [*pick, *other].map(|index| part(books, unit, index, *amount));
            Some(Act::Sign(reference, unit, parts.to_vec()))
        }
        What::Amend => Some(Act::Amend(reference, amendment(books, reference, step))),
        What::Commit => {
            let wanted = YEARS.into_iter().flat_map(|year| needs(books, year));
            let wanted = wanted.filter(|need| need.fen > 0 && need.is_covered);
            let found = one(wanted, *pick).filter(|_| other.index(4) > 0);
            let (reference, year) = found.map_or_else(
                || (reference, YEARS[other.index(YEARS.len())]),
                |need| (need.reference, need.slot.year),
            );
            Some(Act::CommitContract(reference, year, Paper::of(year)))
        }
        What::Pay | What::End => {
            let open = books.commitments.iter();
            let open = open.filter(|it| remaining(&it.totals) > 0);
            let found = one(open, *other);
            let year = found.map_or(YEARS[0], |it| it.line.year);
            let reference = found.map_or(reference, |it| it.reference);
            let rest = held(books, reference)
                .filter(|(_, it)| it.line.year == year)
                .map(|(_, it)| remaining(&it.totals));
            let fen = amount.of(rest.sum());
            Some(match what {
                What::Pay => Act::PayContract(reference, fen, Paper::of(year)),
                _ => Act::CloseContract(reference, Paper::of(year)),
            })
        }
        What::EndOne => {
            let (index, held) = one(books.commitments.iter().enumerate(), *pick)?;
            Some(Act::CloseCommitment(index, Paper::of(held.line.year)))
        }
        What::Plan => spending_plan(books, step),
    }
}

/// Return what a contract of a unit costs on one of its lines.
fn part(books: &Books, unit: &str, pick: Index, amount: Amount) -> (Slot, i64) {
    let year = YEARS[pick.index(YEARS.len())];
    let seats = (0..SEATS.len()).filter(|seat| SEATS[*seat].unit == unit);
    let seat = one(seats, pick).unwrap_or_default();
    let any = Slot {
        year,
        origin: year,
        seat,
    };
    let lines = books.order.iter().copied();
    let mine = lines.filter(|slot| {
        slot.seat().unit == unit
            && slot.origin == slot.year
            && available(&books.lines[slot]) > 0
            && books.state(slot.year) == Some("open")
    });
    let slot = one(mine, pick).unwrap_or(any);
    let has = books.lines.get(&slot).map_or(900, available);
    (slot, amount.of(has))
}

/// Give a line more, and take from another what is not committed, or more.
fn amendment(books: &Books, reference: &'static str, step: &ContractStep) -> Vec<(Slot, i64)> {
    let signed = find(books, reference);
    let unit = signed.map_or(UNITS[0], |it| it.unit);
    let given = part(books, unit, step.pick, step.amount);
    let free = signed.map_or(0, |it| it.total() - committed(books, reference));
    let lines = signed.into_iter().flat_map(|it| it.planned().into_keys());
    let taken = one(lines, step.other).map(|slot| (slot, -step.amount.of(free)));
    match step.other.index(3) {
        0 => vec![given],
        1 => taken.into_iter().collect(),
        _ => taken.into_iter().chain([given]).collect(),
    }
}

/// Plan all that a line may spend, or a part, or more: earlier or later in the year.
fn spending_plan(books: &Books, step: &ContractStep) -> Option<Act> {
    let is_open = |slot: &Slot| books.state(slot.year) == Some("open");
    let lines = books.order.iter().copied();
    let lines = lines.filter(|slot| is_open(slot) || step.other.index(8) == 0);
    let slot = one(lines, step.pick)?;
    let total = step.amount.of(authority(&books.lines[&slot]));
    let first = match step.other.index(3) {
        0 => total / 2,
        _ => total,
    };
    let mut months = [0; 12];
    months[[0, 0, 5, 8][step.pick.index(4)]] = first;
    months[11] += total - first;
    if step.other.index(12) == 0 {
        months[3] = -1;
    }
    Some(Act::Plan(slot, months))
}
