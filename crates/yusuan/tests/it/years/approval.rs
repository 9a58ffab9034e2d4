//! Before the approval, and the approval itself.

use yusuan::Kind;

use super::acts::state_broken;
use super::books::{Books, Broken, Posted};
use super::contracts::commit_approved;
use super::paper::Paper;
use super::policies;
use super::seats::{OTHER, Slot};
use super::totals::{Totals, of};

pub(super) fn approve(books: &mut Books, paper: Paper) -> Broken {
    let (year, _) = paper.day;
    let mut broken = state_broken(books, year, "preparing");
    let drafts: Vec<(Slot, i64)> = books.drafts.clone();
    let drafts: Vec<_> = drafts
        .into_iter()
        .filter(|(slot, _)| slot.year == year)
        .collect();
    let incomes: Vec<_> = books.draft_incomes.clone().into_iter().collect();
    let incomes: Vec<_> = incomes
        .into_iter()
        .filter(|((of, _), _)| *of == year)
        .collect();
    if drafts.is_empty() && incomes.is_empty() {
        broken.insert("approval_incomplete");
    }
    broken.extend(budget_broken(books, year, &drafts, &incomes));
    if !paper.has_document {
        broken.insert("document_missing");
    }
    let moved = books.journal.iter().filter(|posted| posted.year == year);
    if moved.map(|posted| posted.dated).max() > Some(paper.day) {
        broken.insert("date_too_early");
    }
    books.states.insert(year, "open");
    for (slot, fen) in drafts {
        let event = if slot.origin < year {
            "approve_carried"
        } else {
            "approve"
        };
        let posted = Posted {
            act: "approve",
            dated: paper.day,
            ..Posted::on(slot, event, fen)
        };
        broken.extend(policies::broken(books, &posted, paper));
        broken.extend(books.write(posted));
    }
    for ((_, unit), fen) in incomes {
        broken.extend(books.write(Posted {
            act: "approve",
            dated: paper.day,
            ..Posted::of((unit, OTHER), year, "budget_income", fen)
        }));
    }
    for slot in books
        .order
        .clone()
        .into_iter()
        .filter(|slot| slot.year == year)
    {
        let early = of(&books.lines[&slot], "early");
        if early > 0 {
            broken.extend(books.write(Posted {
                act: "approve",
                dated: paper.day,
                ..Posted::on(slot, "absorb_early", early)
            }));
        }
    }
    broken.extend(commit_approved(books, paper));
    broken
}

/// The budget balances, and does not repeat what a closing brings.
fn budget_broken(
    books: &Books,
    year: i16,
    drafts: &[(Slot, i64)],
    incomes: &[((i16, &'static str), i64)],
) -> Broken {
    let mut broken = Broken::new();
    let mut gap: Totals = Totals::new();
    for (slot, fen) in drafts.iter().filter(|(slot, _)| slot.origin == year) {
        if !slot.is_fiscal() {
            *gap.entry(slot.seat().unit).or_default() += fen;
        }
    }
    for ((_, unit), fen) in incomes {
        *gap.entry(unit).or_default() -= fen;
    }
    if gap.values().any(|fen| *fen != 0) {
        broken.insert("income_expenditure_differ");
    }
    let is_known = books.state(year - 1) == Some("closed");
    if is_known && drafts.iter().any(|(slot, _)| slot.origin < year) {
        broken.insert("carry_over_known");
    }
    broken
}

/// Return what is drafted for a line.
pub(super) fn drafted(books: &Books, slot: Slot) -> i64 {
    let mut drafts = books.drafts.iter();
    drafts
        .find(|(known, _)| *known == slot)
        .map_or(0, |(_, fen)| *fen)
}

/// Before the approval: no projects, nothing of what was carried over, and a quarter of what last
/// year's budget gave the kind.
pub(super) fn early_broken(books: &Books, posted: &Posted) -> Option<&'static str> {
    let slot = posted.line.filter(|_| posted.event == "allocate_early")?;
    if slot.seat().kind == Kind::Project || slot.origin < slot.year {
        return Some("early_not_allowed");
    }
    match early_room(books, slot) {
        None => Some("early_base_unknown"),
        Some(room) => (posted.fen > room).then_some("early_exceeded"),
    }
}

/// Return how much may still be arranged before the approval; none without a budget of last year.
pub(super) fn early_room(books: &Books, slot: Slot) -> Option<i64> {
    let seat = slot.seat();
    let alike = books.lines.iter().filter(|(other, _)| {
        let theirs = other.seat();
        (theirs.unit, theirs.fund) == (seat.unit, seat.fund) && theirs.kind != Kind::Project
    });
    let (mut base, mut early) = (0, 0);
    for (other, totals) in alike {
        if other.year == slot.year {
            early += of(totals, "early");
        } else if (other.year, other.origin) == (slot.year - 1, slot.year - 1) {
            base += of(totals, "original");
        }
    }
    (base > 0).then(|| base / 4 - early)
}
