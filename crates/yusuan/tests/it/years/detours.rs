//! Money that goes from one kind to another by way of lines of a third, in one voucher.

use yusuan::Kind;

use super::books::{Books, Posted};
use super::policies::{Policy, in_force};
use super::seats::Slot;

/// Where money does not go: by policy, from which kinds to which.
const WAYS: [(&str, &[Kind], &[Kind]); 4] = [
    (
        "personnel_to_public",
        &[Kind::BasicPersonnel],
        &[Kind::BasicPublic],
    ),
    (
        "public_to_personnel",
        &[Kind::BasicPublic],
        &[Kind::BasicPersonnel],
    ),
    ("basic_project", BASIC, &[Kind::Project]),
    ("basic_project", &[Kind::Project], BASIC),
];
const BASIC: &[Kind] = &[Kind::BasicPersonnel, Kind::BasicPublic];

/// Return which line a posting gives from and which to; one line, where nothing moves.
pub(super) fn sides(books: &Books, posted: &Posted) -> Option<(Slot, Slot)> {
    let line = posted.line?;
    // A late refund comes from the line of its payment, perhaps to another one.
    let is_late = posted.event == "prior_year_increase";
    let payment = posted.refunds.filter(|_| is_late);
    match payment.map(|index| books.journal[index].line) {
        Some(paid_from) => paid_from.map(|from| (from, line)),
        None => Some((line, posted.to_line.unwrap_or(line))),
    }
}

/// Return the policies about ways of which a posting goes half, and its voucher the whole.
pub(super) fn detours(books: &Books, posted: &Posted) -> Vec<Policy> {
    let Some((from, to)) = sides(books, posted) else {
        return Vec::new();
    };
    // What is being written has no number yet.
    let written = books.journal.iter().filter(|it| it.voucher == 0);
    let moves: Vec<(Slot, Slot, i64)> = written
        .chain([posted])
        .filter(|it| it.reverses.is_none())
        .filter(|it| ["transfer", "prior_year_increase"].contains(&it.event))
        .filter_map(|it| sides(books, it).map(|(from, to)| (from, to, it.fen)))
        .filter(|(giver, getter, _)| giver != getter && mixes(*giver, from))
        .collect();
    let mut touched = Vec::new();
    for (name, begin, end) in WAYS {
        let stands = |kinds: &[Kind], slot: Slot| kinds.contains(&slot.seat().kind);
        let is_between = |slot| !stands(begin, slot) && !stands(end, slot);
        let gain = |kinds: &[Kind]| -> i64 {
            let gains = moves.iter().map(|(giver, getter, fen)| {
                fen * (i64::from(stands(kinds, *getter)) - i64::from(stands(kinds, *giver)))
            });
            gains.sum()
        };
        let is_first_half = stands(begin, from) && is_between(to);
        let is_half = is_first_half || is_between(from) && stands(end, to);
        if is_half && gain(begin) < 0 && gain(end) > 0 {
            let gave = moves.iter().map(|(giver, ..)| *giver);
            let gave =
                gave.filter(|giver| stands(begin, *giver) && (!is_first_half || *giver == from));
            touched.extend(gave.map(|giver| in_force(books, name, giver, None)));
        }
    }
    touched
}

/// Return whether money may move between two lines: fiscal money from unit to unit, too.
fn mixes(one: Slot, other: Slot) -> bool {
    (one.seat().fund, one.origin) == (other.seat().fund, other.origin)
        && (one.is_fiscal() || one.seat().unit == other.seat().unit)
}
