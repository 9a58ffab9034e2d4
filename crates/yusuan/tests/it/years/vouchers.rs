//! Vouchers: what their postings must and must not say.

use yusuan::Fund;

use super::acts::{Deed, Move, state_broken};
use super::approval::early_broken;
use super::books::{Books, Broken, Commitment, Posted};
use super::contracts;
use super::estimates::true_up_broken;
use super::paper::{Day, Paper};
use super::policies;
use super::seats::{OTHER, Slot};
use super::totals::{Totals, expected, money, spendable};
use super::undoing::undo;

/// What is done by one verb before the approval and after it.
const CURRENT: [&str; 5] = ["pay", "refund", "commit", "release", "receive"];
/// Events that make a line which is not there.
const OPENING: [&str; 5] = [
    "supplement",
    "use_surplus",
    "use_earmarked",
    "prior_year_increase",
    "allocate_early",
];

/// Events that a document stands behind.
const DOCUMENTED: [&str; 12] = [
    "allocate_early",
    "supplement",
    "reduce",
    "transfer",
    "prior_year_increase",
    "prior_year_decrease",
    "true_up_increase",
    "true_up_decrease",
    "use_surplus",
    "use_earmarked",
    "income_increase",
    "income_decrease",
];

fn event_of(books: &Books, deed: &Deed) -> &'static str {
    match deed {
        Deed::Line(event, _)
        | Deed::Commitment(event, _)
        | Deed::Income(event, ..)
        | Deed::Surplus(event, ..) => event,
        Deed::Transfer(..) => "transfer",
        Deed::Commit(..) => "commit",
        Deed::Refund(_) => "refund",
        Deed::LateRefund(..) => "prior_year_increase",
        Deed::Reverse(index) => books.journal[*index].event,
    }
}

/// Return the act that carries movements, and the state that it needs of the year.
pub(super) fn act_of(books: &Books, moves: &[Move], year: i16) -> (&'static str, &'static str) {
    let mut events = moves.iter().map(|one| event_of(books, &one.deed));
    let is_arranged = events.clone().any(|event| event == "allocate_early");
    let is_spending = events.all(|event| CURRENT.contains(&event));
    if is_arranged || is_spending && books.state(year) == Some("preparing") {
        ("post_early", "preparing")
    } else {
        ("post", "open")
    }
}

/// Post movements; each that is wrong is left out, so that all that is wrong is known.
pub(super) fn post(books: &mut Books, moves: &[Move], paper: Paper) -> Broken {
    let year = year_of(books, &moves[0].deed);
    let (act, state) = act_of(books, moves, year);
    let mut broken = state_broken(books, year, state);
    let mut alone = Broken::new();
    for one in moves {
        let own = year_of(books, &one.deed);
        let (own_act, own_state) = act_of(books, std::slice::from_ref(one), own);
        alone.extend(state_broken(books, own, own_state));
        if own != year {
            broken.insert("line_wrong_year");
        }
        if paper.day.0 != own {
            broken.insert("date_outside_year");
        }
        let event = event_of(books, &one.deed);
        if act == "post_early" && event != "allocate_early" && !CURRENT.contains(&event) {
            broken.insert("event_not_allowed");
        }
        let mut trial = books.clone();
        let wrong = movement(&mut trial, one, own_act, paper);
        if wrong.is_empty() {
            *books = trial;
        }
        broken.extend(wrong);
    }
    if !broken.is_empty() {
        broken.extend(alone);
    }
    broken
}

/// Return the year that a movement is of.
pub(super) fn year_of(books: &Books, deed: &Deed) -> i16 {
    match deed {
        Deed::Line(_, slot)
        | Deed::Commit(slot, _)
        | Deed::Transfer(slot, _)
        | Deed::LateRefund(_, slot) => slot.year,
        Deed::Commitment(_, index) => books.commitments[*index].line.year,
        Deed::Refund(index) | Deed::Reverse(index) => books.journal[*index].year,
        Deed::Income(_, year, _) | Deed::Surplus(_, year, ..) => *year,
    }
}

fn movement(
    books: &mut Books,
    Move { deed, fen }: &Move,
    act: &'static str,
    paper: Paper,
) -> Broken {
    let fen = *fen;
    let mut broken = Broken::new();
    if fen <= 0 && !matches!(deed, Deed::Reverse(_)) {
        broken.insert("amount_not_positive");
    }
    let posted = match deed {
        Deed::Line(event, slot) => {
            if !OPENING.contains(event) && !books.lines.contains_key(slot) {
                return Broken::from(["line_unknown"]);
            }
            broken.extend(prior_year_broken(event, *slot));
            broken.extend(true_up_broken(books, event, *slot, fen));
            Posted::on(*slot, event, fen)
        }
        Deed::Transfer(from, to) => {
            broken.extend(transfer_broken(*from, *to));
            Posted {
                to_line: Some(*to),
                ..Posted::on(*from, "transfer", fen)
            }
        }
        Deed::Commit(slot, reference) => {
            if !books.lines.contains_key(slot) {
                return Broken::from(["line_unknown"]);
            }
            broken.extend(contracts::unit_broken(books, reference, *slot));
            Posted {
                commitment: Some(open_commitment(books, *slot, reference, paper.day)),
                ..Posted::on(*slot, "commit", fen)
            }
        }
        Deed::Commitment(event, index) => Posted {
            commitment: Some(*index),
            ..Posted::on(books.commitments[*index].line, event, fen)
        },
        Deed::Refund(payment) => refund(books, *payment, fen, &mut broken),
        Deed::LateRefund(payment, slot) => late_refund(books, *payment, *slot, fen, &mut broken),
        Deed::Income(event, year, unit) => Posted::of((unit, OTHER), *year, event, fen),
        Deed::Surplus(event, year, unit, fund) => {
            broken.extend(surplus_broken(event, *fund));
            Posted::of((unit, *fund), *year, event, fen)
        }
        Deed::Reverse(index) => return undo(books, *index, act, paper.day),
    };
    let posted = Posted {
        act,
        dated: paper.day,
        ..posted
    };
    let is_fiscal_lapse = posted.event == "lapse" && posted.line.is_some_and(Slot::is_fiscal);
    if (DOCUMENTED.contains(&posted.event) || is_fiscal_lapse) && !paper.has_document {
        broken.insert("document_missing");
    }
    broken.extend(date_broken(books, &posted));
    broken.extend(policies::broken(books, &posted, paper));
    broken.extend(spending_broken(books, &posted));
    broken.extend(early_broken(books, &posted));
    broken.extend(books.write(posted));
    broken
}

/// Let a payment of this year come back, to its commitment if it was made against one.
fn refund(books: &Books, payment: usize, fen: i64, broken: &mut Broken) -> Posted {
    let line = books.journal[payment].line.unwrap();
    broken.extend(refund_broken(books, payment, fen));
    Posted {
        refunds: Some(payment),
        commitment: books.journal[payment].commitment,
        ..Posted::on(line, "refund", fen)
    }
}

/// Let a payment of an earlier year come back as the same money.
fn late_refund(books: &Books, payment: usize, slot: Slot, fen: i64, broken: &mut Broken) -> Posted {
    let paid_from = books.journal[payment].line.unwrap();
    let money = |slot: Slot| (slot.seat().unit, slot.seat().fund, slot.origin);
    broken.extend(refund_broken(books, payment, fen));
    if paid_from.year >= slot.year || money(paid_from) != money(slot) {
        broken.insert("refund_wrong");
    }
    Posted {
        refunds: Some(payment),
        ..Posted::on(slot, "prior_year_increase", fen)
    }
}

/// What finance gave is surrendered or used.
fn surplus_broken(event: &str, fund: Fund) -> Option<&'static str> {
    (fund != OTHER && event != "surrender").then_some("surplus_fiscal")
}

fn open_commitment(books: &mut Books, line: Slot, reference: &'static str, dated: Day) -> usize {
    books.commitments.push(Commitment {
        id: 0,
        line,
        reference,
        continues: None,
        dated,
        totals: Totals::new(),
    });
    books.commitments.len() - 1
}

/// Nothing is dated before what it depends on: its payment, or what made its commitment.
fn date_broken(books: &Books, posted: &Posted) -> Option<&'static str> {
    let payment = posted.refunds.map(|index| books.journal[index].dated);
    let held = posted
        .commitment
        .map(|index| books.commitments[index].dated);
    let mut before = payment.into_iter().chain(held);
    let is_early = before.any(|dated| posted.dated < dated);
    is_early.then_some("date_too_early")
}

/// What an earlier year left stays money of that year.
fn prior_year_broken(event: &str, slot: Slot) -> Option<&'static str> {
    let is_young = event == "prior_year_increase" && slot.origin >= slot.year;
    is_young.then_some("prior_year_wrong")
}

/// A fund that is not fiscal spends no more than its budget expects and it had.
fn spending_broken(books: &Books, posted: &Posted) -> Option<&'static str> {
    let (unit, fund) = posted.owner?;
    let income = books.incomes.get(&(posted.year, unit));
    // Less than nothing cannot be expected: that is said first.
    let is_limited = fund == OTHER
        && match posted.event {
            "pay" => true,
            "income_decrease" => income.is_some_and(|it| posted.fen <= expected(it)),
            _ => false,
        };
    // Before the approval no income is budgeted: what is in hand may be spent.
    let limit: fn(&Totals) -> i64 = if posted.act == "post" {
        spendable
    } else {
        money
    };
    let may = income.map_or(0, limit);
    (is_limited && posted.fen > may).then_some("spending_exceeds_income")
}

fn transfer_broken(from: Slot, to: Slot) -> Broken {
    let (ours, theirs) = (from.seat(), to.seat());
    let rules = [
        ("transfer_to_itself", from == to),
        ("transfer_across_years", from.year != to.year),
        ("transfer_across_funds", ours.fund != theirs.fund),
        ("transfer_across_origins", from.origin != to.origin),
        (
            "transfer_across_units",
            ours.unit != theirs.unit && !from.is_fiscal(),
        ),
    ];
    let broken = rules.into_iter().filter(|(_, is_broken)| *is_broken);
    broken.map(|(token, _)| token).collect()
}

fn refund_broken(books: &Books, payment: usize, fen: i64) -> Broken {
    if !books.stands(payment) {
        return Broken::from(["refund_wrong"]);
    }
    let is_exceeded = fen > books.unrefunded(payment);
    is_exceeded
        .then_some("refund_exceeded")
        .into_iter()
        .collect()
}
