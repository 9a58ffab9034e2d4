//! The end of a year, decided a second time.

use std::collections::BTreeMap;

use yusuan::Kind;

use super::acts::{Grant, state_broken};
use super::books::{Books, Broken, Commitment, Posted};
use super::estimates;
use super::paper::Paper;
use super::policies::{self, too_old};
use super::seats::{OTHER, Slot};
use super::totals::{Totals, available, money, remaining};
use super::undoing::undo as undo_posting;

/// Money of each unit that nothing has taken yet.
type Left = BTreeMap<&'static str, i64>;

/// Close a year whole.
pub(super) fn close(books: &mut Books, year: i16, grant: Grant) -> Broken {
    let mut broken = state_broken(books, year, "open");
    let mut earlier = books.states.range(..year);
    if earlier.any(|(_, state)| *state != "closed") {
        broken.insert("earlier_year_open");
    }
    broken.extend(estimates::left(books, year));
    let dated = (year, 12);
    let paper = Paper {
        day: dated,
        has_document: false,
        is_overriding: grant == Grant::Named,
    };
    let decided = plan(books, year, grant);
    let carries = |posted: &Posted| posted.event == "carry_forward";
    if books.state(year + 1).is_none() && decided.iter().any(carries) {
        broken.insert("year_unknown");
    }
    books.states.insert(year, "closing");
    for posted in decided {
        let to_commitment = posted.commitment.filter(|_| carries(&posted)).map(|index| {
            books.commitments.push(Commitment {
                id: 0,
                line: posted.to_line.unwrap(),
                reference: books.commitments[index].reference,
                continues: Some(books.commitments[index].id),
                dated,
                totals: Totals::new(),
            });
            books.commitments.len() - 1
        });
        let posted = Posted {
            act: "close",
            dated,
            to_commitment,
            ..posted
        };
        broken.extend(policies::broken(books, &posted, paper));
        broken.extend(books.write(posted));
    }
    books.states.insert(year, "closed");
    broken
}

/// Decide on every rest: deficits first, then what contracts rely on, then lines, then money.
fn plan(books: &Books, year: i16, grant: Grant) -> Vec<Posted> {
    let incomes = books.incomes.range((year, "")..(year + 1, ""));
    let mut left: Left = incomes
        .map(|((_, unit), totals)| (*unit, money(totals)))
        .collect();
    let of_money = |unit, event, fen| Posted::of((unit, OTHER), year, event, fen);
    let short = left.iter().filter(|(_, fen)| **fen < 0);
    let mut decided: Vec<Posted> = short
        .map(|(unit, fen)| of_money(*unit, "cover_deficit", -fen))
        .collect();
    let (mut released, mut rest) = (Vec::new(), Vec::new());
    for (index, held) in books.commitments.iter().enumerate() {
        let fen = remaining(&held.totals);
        if held.line.year == year && fen > 0 {
            let backed = take(&mut left, held.line, fen);
            let kept = if is_carried(books, held.line, grant) {
                backed
            } else {
                0
            };
            let on_commitment = |event, fen| Posted {
                commitment: Some(index),
                ..Posted::on(held.line, event, fen)
            };
            rest.extend(carry(on_commitment("carry_forward", kept)));
            // For two reasons: it is not kept, or there is no money behind it.
            released.push(on_commitment("release", backed - kept));
            released.push(on_commitment("release", fen - backed));
            decide(
                books,
                &mut rest,
                held.line,
                (backed - kept, fen - backed),
                grant,
            );
        }
    }
    for slot in books.order.iter().filter(|slot| slot.year == year) {
        let fen = available(&books.lines[slot]);
        let backed = take(&mut left, *slot, fen);
        decide(books, &mut rest, *slot, (backed, fen - backed), grant);
    }
    let over = left.into_iter().filter(|(_, fen)| *fen > 0);
    let over = over.map(|(unit, fen)| of_money(unit, "income_to_surplus", fen));
    decided.extend(released.into_iter().chain(rest).chain(over));
    joined(decided)
}

/// Leave out what is nothing, and join what differs in the amount alone.
fn joined(decided: Vec<Posted>) -> Vec<Posted> {
    let mut joined: Vec<Posted> = Vec::new();
    for posted in decided.into_iter().filter(|posted| posted.fen > 0) {
        let row = |posted: &Posted| (posted.event, posted.owner, posted.line, posted.commitment);
        let mut known = joined.iter_mut().filter(|known| known.event != "release");
        match known.find(|known| row(known) == row(&posted)) {
            Some(known) => known.fen += posted.fen,
            None => joined.push(posted),
        }
    }
    joined
}

/// Return how much of a rest has money behind it, and take that money.
fn take(left: &mut Left, slot: Slot, fen: i64) -> i64 {
    if slot.is_fiscal() {
        return fen;
    }
    let there = left.entry(slot.seat().unit).or_default();
    let taken = fen.min(*there).max(0);
    *there -= taken;
    taken
}

/// 结转 is kept for its purpose: basic spending of fiscal money, and projects; for as many years as a
/// policy says, or a document lets it pass.
fn is_carried(books: &Books, slot: Slot, grant: Grant) -> bool {
    let is_granted = |action| match action {
        "forbid" => false,
        "deny" | "document" => grant != Grant::Nothing,
        _ => true,
    };
    let is_kept = slot.is_fiscal() || slot.seat().kind == Kind::Project;
    is_kept && too_old(books, slot).is_none_or(|policy| is_granted(policy.action))
}

fn decide(
    books: &Books,
    decided: &mut Vec<Posted>,
    slot: Slot,
    (backed, unbacked): (i64, i64),
    grant: Grant,
) {
    if is_carried(books, slot, grant) {
        decided.extend(carry(Posted::on(slot, "carry_forward", backed)));
    } else {
        decided.push(Posted::on(slot, "to_surplus", backed));
    }
    decided.push(Posted::on(slot, "lapse", unbacked));
}

/// Carry a posting's amount into the same line of the next year.
fn carry(mut posted: Posted) -> Option<Posted> {
    let slot = posted.line.filter(|_| posted.fen > 0)?;
    posted.to_line = Some(Slot {
        year: slot.year + 1,
        ..slot
    });
    Some(posted)
}

/// Undo a closing, newest posting first.
pub(super) fn undo(books: &mut Books, year: i16) -> Broken {
    let mut broken = state_broken(books, year, "closed");
    let mut later = books.states.range(year + 1..);
    if later.any(|(_, state)| *state == "closed") {
        broken.insert("later_year_closed");
    }
    let mut standing: Vec<usize> = (0..books.journal.len()).collect();
    standing.retain(|at| {
        let posted = &books.journal[*at];
        (posted.act, posted.year) == ("close", year) && books.stands(*at)
    });
    books.states.insert(year, "closing");
    for index in standing.into_iter().rev() {
        let wrong = undo_posting(books, index, "undo_close", (year, 12));
        if !wrong.is_empty() {
            broken.extend(wrong);
            break;
        }
    }
    books.states.insert(year, "open");
    broken
}
