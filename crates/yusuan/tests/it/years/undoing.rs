//! What is undone: a posting, and whatever stands of a voucher.

use super::acts::{Deed, Move, state_broken};
use super::books::{Books, Broken, Posted};
use super::estimates::estimate;
use super::paper::{Day, Paper};
use super::vouchers::act_of;

/// Undo one posting by an act.
pub(super) fn undo(books: &mut Books, index: usize, act: &'static str, dated: Day) -> Broken {
    let original = books.journal[index].clone();
    let mut broken = Broken::new();
    if original.reverses.is_some() {
        return Broken::from(["reversal_unknown"]);
    }
    if books.undone.contains(&index) {
        broken.insert("already_reversed");
    }
    // What was spent before the approval can still be undone after it.
    let undoes: &[&str] = match act {
        "undo_close" => &["close"],
        "post" => &["post", "post_early"],
        _ => &[act],
    };
    if !undoes.contains(&original.act) {
        broken.extend([
            "reversal_other_act",
            "event_not_allowed",
            "approval_differs",
        ]);
    }
    let mut refunds = books.journal.iter().enumerate();
    if refunds.any(|(at, posted)| posted.refunds == Some(index) && books.stands(at)) {
        broken.insert("reversal_refunded");
    }
    if let ("true_up_increase", Some(line)) = (original.event, original.line)
        && original.fen > estimate(books, line)
    {
        broken.insert("true_up_exceeded");
    }
    broken.extend(books.write(Posted {
        id: 0,
        act,
        dated,
        reverses: Some(index),
        refunds: None,
        ..original
    }));
    broken
}

pub(super) fn reverse(books: &mut Books, voucher: usize, paper: Paper) -> Broken {
    let mut standing: Vec<usize> = (0..books.journal.len()).collect();
    standing.retain(|at| books.journal[*at].voucher == voucher && books.stands(*at));
    let Some(newest) = standing.last() else {
        let mut own = books.journal.iter().filter(|it| it.voucher == voucher);
        let was_undone = own.any(|it| it.reverses.is_none());
        return Broken::from([if was_undone {
            "already_reversed"
        } else {
            "reversal_unknown"
        }]);
    };
    let year = books.journal[*newest].year;
    let deeds = standing.iter().map(|at| Move {
        deed: Deed::Reverse(*at),
        fen: 0,
    });
    let (act, state) = act_of(books, &deeds.collect::<Vec<Move>>(), year);
    let mut broken = state_broken(books, year, state);
    if paper.day.0 != year {
        broken.insert("date_outside_year");
    }
    for index in standing.into_iter().rev() {
        let wrong = undo(books, index, act, paper.day);
        if !wrong.is_empty() {
            broken.extend(wrong);
            break;
        }
    }
    broken
}
