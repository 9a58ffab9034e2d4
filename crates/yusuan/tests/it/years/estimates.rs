//! 结转核定: what an approval could only estimate, and how it is taken out again.

use super::acts::state_broken;
use super::books::{Books, Broken, Posted};
use super::seats::Slot;
use super::totals::{available, of};

/// Return what is left of the estimate that was approved on a line.
pub(super) fn estimate(books: &Books, slot: Slot) -> i64 {
    let approved = books.lines.get(&slot).map_or(0, |it| of(it, "original"));
    let trued = books.journal.iter().filter(|it| it.line == Some(slot));
    let trued = trued.map(|posted| match (posted.event, posted.reverses) {
        ("true_up_increase", None) | ("true_up_decrease", Some(_)) => posted.fen,
        ("true_up_decrease", None) | ("true_up_increase", Some(_)) => -posted.fen,
        _ => 0,
    });
    approved + trued.sum::<i64>()
}

/// Return the lines of a year of which an estimate is left, in the order they were created.
fn estimated(books: &Books, year: i16) -> impl Iterator<Item = (Slot, i64)> {
    let lines = books.order.iter().copied();
    let carried = lines.filter(move |slot| {
        slot.year == year && slot.origin < year && of(&books.lines[slot], "original") > 0
    });
    let estimates = carried.map(|slot| (slot, estimate(books, slot)));
    estimates.filter(|(_, fen)| *fen > 0)
}

/// An estimate does not stand beside what the closing really carried.
pub(super) fn left(books: &Books, year: i16) -> Option<&'static str> {
    let is_left = books.state(year - 1).is_some() && estimated(books, year).next().is_some();
    is_left.then_some("true_up_left")
}

/// Only an estimated carry-over is trued up: no more than it is taken out, and nothing is added where
/// a closing brings the real one.
pub(super) fn true_up_broken(
    books: &Books,
    event: &str,
    slot: Slot,
    fen: i64,
) -> Option<&'static str> {
    let approved = books.lines.get(&slot).map_or(0, |it| of(it, "original"));
    let is_estimated = slot.origin < slot.year && approved > 0;
    match event {
        "true_up_increase" | "true_up_decrease" if !is_estimated => Some("true_up_wrong"),
        "true_up_increase" if books.state(slot.year - 1).is_some() => Some("true_up_wrong"),
        "true_up_decrease" if fen > estimate(books, slot) => Some("true_up_exceeded"),
        _ => None,
    }
}

/// Take every estimate of a year out, once the closing before it has carried the real amounts.
pub(super) fn true_up(books: &mut Books, year: i16) -> Broken {
    let mut broken = state_broken(books, year - 1, "closed");
    let estimated: Vec<(Slot, i64)> = estimated(books, year).collect();
    if !estimated.is_empty() {
        broken.extend(state_broken(books, year, "open"));
    }
    for (slot, fen) in estimated {
        if available(&books.lines[&slot]) < fen {
            broken.insert("available_exceeded");
        } else {
            broken.extend(books.write(Posted::on(slot, "true_up_decrease", fen)));
        }
    }
    broken
}
