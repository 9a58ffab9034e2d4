//! Random steps. They name things by picks, which are resolved in the books as they stand, so that
//! a walk that fails can be cut down and still makes sense.

use proptest::prelude::*;
use proptest::sample::Index;

use super::acts::{Act, Grant};
use super::books::Books;
use super::contract_steps::{ContractStep, contract_act, contract_step};
use super::estimates::estimate;
use super::paper::Paper;
use super::policies::DECIDED;
use super::seats::{SEATS, Slot, UNITS};
use super::totals::of;
use super::wishes::{Manner, Wish, closing, manner, overspending, voucher, wish};

pub(super) const YEARS: [i16; 3] = [2024, 2025, 2026];

#[derive(Clone, Debug)]
pub(super) enum Step {
    Prepare,
    Draft(Index, bool, i64),
    DeleteDraft(Index),
    DraftIncome(Index, i64),
    /// Balance the budget and approve it, or approve it as it is; perhaps overriding policies.
    Approve(bool, bool),
    Post(Vec<Wish>, Manner),
    Reverse(Index),
    TrueUp(Index),
    SetPolicy(Index),
    OnContract(ContractStep),
    /// Close the next year to be closed, with what its closing waits for; or any, as it is.
    Close(Index, bool, Grant),
    /// Pay more than the money in hand, within what the surplus can make up for, and close.
    CloseShort,
    UndoClose(Index),
    /// Do the newest voucher again under its key.
    Again,
    /// Do another act under that key.
    AgainOther,
    /// Apply the plan that was made last.
    CloseOld,
}

fn grant() -> impl Strategy<Value = Grant> {
    prop_oneof![
        3 => Just(Grant::Nothing),
        1 => Just(Grant::Lost),
        1 => Just(Grant::Named),
    ]
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let pick = any::<Index>;
    prop_oneof![
        2 => Just(Step::Prepare),
        6 => (pick(), prop::bool::weighted(0.2), 1..5_000_i64)
            .prop_map(|(pick, carried, fen)| Step::Draft(pick, carried, fen)),
        1 => pick().prop_map(Step::DeleteDraft),
        1 => (pick(), 1..5_000_i64).prop_map(|(pick, fen)| Step::DraftIncome(pick, fen)),
        2 => (prop::bool::weighted(0.7), any::<bool>())
            .prop_map(|(is_balanced, is_overriding)| Step::Approve(is_balanced, is_overriding)),
        20 => (wish(), manner()).prop_map(|(wish, manner)| Step::Post(vec![wish], manner)),
        4 => (prop::collection::vec(wish(), 2..4), manner())
            .prop_map(|(wishes, manner)| Step::Post(wishes, manner)),
        2 => pick().prop_map(Step::SetPolicy),
        10 => contract_step().prop_map(Step::OnContract),
        2 => pick().prop_map(Step::Reverse),
        2 => pick().prop_map(Step::TrueUp),
        2 => (pick(), prop::bool::weighted(0.6), grant())
            .prop_map(|(pick, is_ready, grant)| Step::Close(pick, is_ready, grant)),
        2 => Just(Step::CloseShort),
        1 => pick().prop_map(Step::UndoClose),
        2 => Just(Step::Again),
        1 => Just(Step::AgainOther),
        1 => Just(Step::CloseOld),
    ]
}

/// A year in the state that an act needs; now and then any year.
pub(super) fn year_in(books: &Books, state: &str, pick: Index) -> i16 {
    let fitting = books.states.iter().filter(|(_, now)| **now == state);
    let fitting: Vec<i16> = fitting.map(|(year, _)| *year).collect();
    if fitting.is_empty() || pick.index(8) == 0 {
        return YEARS[pick.index(YEARS.len())];
    }
    fitting[pick.index(fitting.len())]
}

/// Return the acts of a step; none when there is nothing for it.
pub(super) fn acts(step: &Step, books: &Books) -> Vec<Act> {
    let preparing = |pick| year_in(books, "preparing", pick);
    match step {
        Step::Prepare => {
            let mut missing = YEARS.iter().filter(|year| !books.states.contains_key(year));
            vec![Act::Prepare(*missing.next().unwrap_or(&YEARS[0]))]
        }
        Step::Draft(pick, is_carried, fen) => {
            let year = preparing(*pick);
            let slot = Slot {
                year,
                origin: year - i16::from(*is_carried),
                seat: pick.index(SEATS.len()),
            };
            vec![Act::Draft(slot, *fen)]
        }
        Step::DeleteDraft(pick) => {
            let drafts = books.drafts.iter().map(|(slot, _)| *slot);
            one(drafts, *pick)
                .map(Act::DeleteDraft)
                .into_iter()
                .collect()
        }
        Step::DraftIncome(pick, fen) => {
            let unit = UNITS[pick.index(UNITS.len())];
            vec![Act::DraftIncome(preparing(*pick), unit, *fen)]
        }
        Step::Approve(is_balanced, is_overriding) => {
            let year = *books
                .states
                .iter()
                .find(|(_, state)| **state == "preparing")
                .map_or(&YEARS[0], |(year, _)| year);
            let mut acts = if *is_balanced {
                balance(books, year)
            } else {
                Vec::new()
            };
            acts.push(Act::Approve(Paper {
                is_overriding: *is_overriding,
                ..Paper::of(year)
            }));
            acts
        }
        Step::Post(wishes, manner) => voucher(books, wishes, *manner).into_iter().collect(),
        Step::OnContract(step) => contract_act(books, step).into_iter().collect(),
        Step::SetPolicy(pick) => vec![Act::SetPolicy(pick.index(DECIDED.len()))],
        Step::Reverse(pick) => {
            let postings = books
                .journal
                .iter()
                .filter(|posted| posted.act.starts_with("post"));
            let found = one(postings.map(|posted| (posted.voucher, posted.year)), *pick);
            found
                .map(|(voucher, year)| Act::Reverse(voucher, Paper::of(year)))
                .into_iter()
                .collect()
        }
        Step::TrueUp(pick) => vec![Act::TrueUp(year_to_true_up(books, *pick))],
        Step::Close(_, true, grant) => closing(books, *grant).unwrap_or_default(),
        Step::Close(pick, false, grant) => {
            vec![Act::Close(year_in(books, "open", *pick), *grant)]
        }
        Step::CloseShort => overspending(books).unwrap_or_default(),
        Step::UndoClose(pick) => vec![Act::UndoClose(year_in(books, "closed", *pick))],
        Step::Again | Step::AgainOther | Step::CloseOld => Vec::new(),
    }
}

pub(super) fn one<T>(options: impl Iterator<Item = T>, pick: Index) -> Option<T> {
    let mut options: Vec<T> = options.collect();
    (!options.is_empty()).then(|| options.swap_remove(pick.index(options.len())))
}

/// Return an open year with an estimate, where there is one.
fn year_to_true_up(books: &Books, pick: Index) -> i16 {
    let mut lines = books.lines.iter();
    let found = lines.find(|(slot, totals)| {
        books.state(slot.year) == Some("open")
            && slot.origin < slot.year
            && of(totals, "original") > 0
            && estimate(books, **slot) > 0
    });
    found.map_or_else(|| year_in(books, "open", pick), |(slot, _)| slot.year)
}

/// Return the drafts that a balanced budget still lacks, or must not have.
fn balance(books: &Books, year: i16) -> Vec<Act> {
    let mut acts = Vec::new();
    let is_known = books.state(year - 1) == Some("closed");
    let carried = books.drafts.iter().map(|(slot, _)| *slot);
    let carried = carried.filter(|slot| is_known && slot.year == year && slot.origin < year);
    acts.extend(carried.map(Act::DeleteDraft));
    if !acts.is_empty() {
        // The closing brings what is carried over, which an approval is told first.
        acts.insert(0, Act::Approve(Paper::of(year)));
    }
    // What was arranged early is taken back, and may be spent by then.
    for slot in books.order.iter().filter(|slot| slot.year == year) {
        let early = of(&books.lines[slot], "early");
        let drafted = books.drafts.iter().find(|(known, _)| known == slot);
        if slot.is_fiscal() && early > drafted.map_or(0, |(_, fen)| *fen) {
            acts.push(Act::Draft(*slot, early));
        }
    }
    for (index, unit) in UNITS.into_iter().enumerate() {
        let drafts = books.drafts.iter().filter(|(slot, _)| {
            (slot.year, slot.origin, slot.seat().unit) == (year, year, unit) && !slot.is_fiscal()
        });
        let spent: i64 = drafts.map(|(_, fen)| fen).sum();
        let income = books.draft_incomes.get(&(year, unit)).copied();
        match (spent, income) {
            (0, None) => {}
            (0, Some(fen)) => {
                let seat = [3, 6][index];
                acts.push(Act::Draft(
                    Slot {
                        year,
                        origin: year,
                        seat,
                    },
                    fen,
                ));
            }
            (spent, income) if income != Some(spent) => {
                acts.push(Act::DraftIncome(year, unit, spent));
            }
            _ => {}
        }
    }
    acts
}
