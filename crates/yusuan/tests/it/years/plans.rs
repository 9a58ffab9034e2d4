//! 用款计划: what may be paid of a line until the end of each month.

use super::acts::state_broken;
use super::books::{Books, Broken};
use super::seats::Slot;
use super::totals::authority;

/// What is planned for each month.
pub(super) type Months = [i64; 12];

/// Plan a line, in place of the plan that it had.
pub(super) fn plan(books: &mut Books, slot: Slot, months: Months) -> Broken {
    if !books.lines.contains_key(&slot) {
        return Broken::from(["line_unknown"]);
    }
    let mut broken = state_broken(books, slot.year, "open");
    if months.iter().any(|fen| *fen < 0) {
        broken.insert("spending_plan_invalid");
    }
    books.plans.insert(slot, months);
    broken.extend(beyond_authority(books, slot));
    broken.extend(overrun(books, slot));
    broken
}

/// No more is planned of a line than it may spend, until its year is closed.
pub(super) fn beyond_authority(books: &Books, slot: Slot) -> Option<&'static str> {
    let months = books.plans.get(&slot)?;
    let planned: i64 = months.iter().sum();
    let is_open = books.state(slot.year) == Some("open");
    (is_open && planned > authority(&books.lines[&slot])).then_some("plan_exceeds_authority")
}

/// By the end of no month more is paid than is planned until then.
pub(super) fn overrun(books: &Books, slot: Slot) -> Option<&'static str> {
    let months = books.plans.get(&slot)?;
    let mut left = 0;
    let is_overrun = months.iter().zip(paid(books, slot)).any(|(planned, paid)| {
        left += planned - paid;
        left < 0
    });
    is_overrun.then_some("plan_exceeded")
}

/// Return what was paid of a line in each month, less what came back.
pub(super) fn paid(books: &Books, slot: Slot) -> Months {
    let mut paid = [0; 12];
    for posted in books.journal.iter().filter(|it| it.line == Some(slot)) {
        let sign = match (posted.event, posted.reverses) {
            ("pay", None) | ("refund", Some(_)) => 1,
            ("refund", None) | ("pay", Some(_)) => -1,
            _ => 0,
        };
        paid[usize::from(posted.dated.1) - 1] += sign * posted.fen;
    }
    paid
}
