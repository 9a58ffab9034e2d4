//! What can be done, and what the model makes of it.

use yusuan::{Fund, Kind};

use super::books::{
    Books, Broken, Commitment, OTHER, Posted, Slot, Totals, expected, money, of, spendable,
};
use super::closing;

/// One movement of money.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// An event on one line.
    Line(&'static str, Slot),
    Transfer(Slot, Slot),
    Commit(Slot),
    /// More for a commitment, less, or a payment against it.
    Commitment(&'static str, usize),
    /// A payment of this year comes back.
    Refund(usize),
    /// A payment of an earlier year comes back into the same line of this one.
    LateRefund(usize, i16),
    /// An event of the money of a unit.
    Income(&'static str, i16, &'static str),
    Surrender(i16, &'static str, Fund),
    Reverse(usize),
}

/// A movement and how much.
#[derive(Clone, Debug)]
pub(super) struct Move {
    pub(super) deed: Deed,
    pub(super) fen: i64,
}

#[derive(Clone, Debug)]
pub(super) enum Act {
    Prepare(i16),
    Draft(Slot, i64),
    DeleteDraft(Slot),
    DraftIncome(i16, &'static str, i64),
    Approve(i16),
    /// Movements as one voucher, dated in a year.
    Post(Vec<Move>, i16),
    /// Undo what stands of a voucher, as the model counts them.
    Reverse(usize, i16),
    Close(i16),
    UndoClose(i16),
}

impl Act {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Prepare(_) => "prepare_year",
            Self::Draft(..) | Self::DraftIncome(..) => "draft",
            Self::DeleteDraft(_) => "delete_draft",
            Self::Approve(_) => "approve",
            Self::Post(..) => "post",
            Self::Reverse(..) => "reverse",
            Self::Close(_) => "close",
            Self::UndoClose(_) => "undo_close",
        }
    }

    /// Do the act on books that are dropped when anything is broken.
    pub(super) fn apply(&self, books: &mut Books) -> Broken {
        match self {
            Self::Prepare(year) => {
                if books.states.insert(*year, "preparing").is_some() {
                    return Broken::from(["year_exists"]);
                }
                Broken::new()
            }
            Self::Draft(slot, fen) => draft(books, *slot, Some(*fen)),
            Self::DeleteDraft(slot) => draft(books, *slot, None),
            Self::DraftIncome(year, unit, fen) => {
                let broken = draft_broken(books, *year, *fen);
                books.draft_incomes.insert((*year, unit), *fen);
                broken
            }
            Self::Approve(year) => approve(books, *year),
            Self::Post(moves, dated) => post(books, moves, *dated),
            Self::Reverse(voucher, dated) => reverse(books, *voucher, *dated),
            Self::Close(year) => closing::close(books, *year),
            Self::UndoClose(year) => closing::undo(books, *year),
        }
    }
}

fn draft_broken(books: &Books, year: i16, fen: i64) -> Broken {
    let mut broken = Broken::new();
    match books.state(year) {
        None => broken.insert("year_unknown"),
        Some("preparing") => false,
        Some(_) => broken.insert("draft_frozen"),
    };
    if fen <= 0 {
        broken.insert("amount_not_positive");
    }
    broken
}

fn draft(books: &mut Books, slot: Slot, fen: Option<i64>) -> Broken {
    let mut broken = draft_broken(books, slot.year, fen.unwrap_or(1));
    let known = books.drafts.iter().position(|(known, _)| *known == slot);
    match (known, fen) {
        (Some(index), Some(fen)) => books.drafts[index].1 = fen,
        (None, Some(fen)) => books.drafts.push((slot, fen)),
        (Some(index), None) => drop(books.drafts.remove(index)),
        (None, None) => drop(broken.insert("draft_unknown")),
    }
    broken
}

/// Return what the state of a year is in the way of.
pub(super) fn state_broken(books: &Books, year: i16, needed: &str) -> Broken {
    match books.state(year) {
        Some(state) if state == needed => Broken::new(),
        None => Broken::from(["year_unknown"]),
        Some("preparing") => Broken::from(["year_preparing"]),
        Some("open") => Broken::from(["year_open"]),
        Some(_) => Broken::from(["year_closed"]),
    }
}

fn approve(books: &mut Books, year: i16) -> Broken {
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
    let mut gap: Totals = Totals::new();
    for (slot, fen) in drafts.iter().filter(|(slot, _)| slot.origin == year) {
        if !slot.is_fiscal() {
            *gap.entry(slot.seat().unit).or_default() += fen;
        }
    }
    for ((_, unit), fen) in &incomes {
        *gap.entry(unit).or_default() -= fen;
    }
    if gap.values().any(|fen| *fen != 0) {
        broken.insert("income_expenditure_differ");
    }
    let is_carried = |slot: &Slot| slot.origin < year;
    let is_known = books.state(year - 1) == Some("closed");
    if is_known && drafts.iter().any(|(slot, _)| is_carried(slot)) {
        broken.insert("carry_over_known");
    }
    books.states.insert(year, "open");
    for (slot, fen) in drafts {
        let event = if is_carried(&slot) {
            "approve_carried"
        } else {
            "approve"
        };
        broken.extend(books.write(Posted {
            act: "approve",
            ..Posted::on(slot, event, fen)
        }));
    }
    for ((_, unit), fen) in incomes {
        broken.extend(books.write(Posted {
            act: "approve",
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
                ..Posted::on(slot, "absorb_early", early)
            }));
        }
    }
    broken
}

/// What is done by one verb before the approval and after it.
const CURRENT: [&str; 5] = ["pay", "refund", "commit", "release", "receive"];
/// Events that make a line which is not there.
const OPENING: [&str; 4] = [
    "supplement",
    "use_surplus",
    "prior_year_increase",
    "allocate_early",
];

fn event_of(books: &Books, deed: &Deed) -> &'static str {
    match deed {
        Deed::Line(event, _) | Deed::Commitment(event, _) | Deed::Income(event, ..) => event,
        Deed::Transfer(..) => "transfer",
        Deed::Commit(_) => "commit",
        Deed::Refund(_) => "refund",
        Deed::LateRefund(..) => "prior_year_increase",
        Deed::Surrender(..) => "surrender",
        Deed::Reverse(index) => books.journal[*index].event,
    }
}

/// Return the act that carries movements, and the state that it needs of the year.
fn act_of(books: &Books, moves: &[Move], year: i16) -> (&'static str, &'static str) {
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
fn post(books: &mut Books, moves: &[Move], dated: i16) -> Broken {
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
        if dated != own {
            broken.insert("date_outside_year");
        }
        let event = event_of(books, &one.deed);
        if act == "post_early" && event != "allocate_early" && !CURRENT.contains(&event) {
            broken.insert("event_not_allowed");
        }
        let mut trial = books.clone();
        let wrong = movement(&mut trial, one, own_act);
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
        Deed::Line(_, slot) | Deed::Commit(slot) | Deed::Transfer(slot, _) => slot.year,
        Deed::Commitment(_, index) => books.commitments[*index].line.year,
        Deed::Refund(index) | Deed::Reverse(index) => books.journal[*index].year,
        Deed::LateRefund(_, year) | Deed::Income(_, year, _) | Deed::Surrender(year, ..) => *year,
    }
}

fn movement(books: &mut Books, Move { deed, fen }: &Move, act: &'static str) -> Broken {
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
            Posted::on(*slot, event, fen)
        }
        Deed::Transfer(from, to) => {
            broken.extend(transfer_broken(*from, *to));
            Posted {
                to_line: Some(*to),
                ..Posted::on(*from, "transfer", fen)
            }
        }
        Deed::Commit(slot) => Posted {
            commitment: Some(open_commitment(books, *slot)),
            ..Posted::on(*slot, "commit", fen)
        },
        Deed::Commitment(event, index) => Posted {
            commitment: Some(*index),
            ..Posted::on(books.commitments[*index].line, event, fen)
        },
        Deed::Refund(payment) => {
            let line = books.journal[*payment].line;
            broken.extend(refund_broken(books, *payment, fen));
            Posted {
                refunds: Some(*payment),
                commitment: books.journal[*payment].commitment,
                ..Posted::on(line.unwrap(), "refund", fen)
            }
        }
        Deed::LateRefund(payment, year) => {
            let line = books.journal[*payment].line.unwrap();
            broken.extend(refund_broken(books, *payment, fen));
            if line.year >= *year {
                broken.insert("refund_wrong");
            }
            let line = Slot {
                year: *year,
                ..line
            };
            Posted {
                refunds: Some(*payment),
                ..Posted::on(line, "prior_year_increase", fen)
            }
        }
        Deed::Income(event, year, unit) => Posted::of((unit, OTHER), *year, event, fen),
        Deed::Surrender(year, unit, fund) => Posted::of((unit, *fund), *year, "surrender", fen),
        Deed::Reverse(index) => return undo(books, *index, act),
    };
    let posted = Posted { act, ..posted };
    broken.extend(spending_broken(books, &posted));
    broken.extend(early_broken(books, &posted));
    broken.extend(books.write(posted));
    broken
}

fn open_commitment(books: &mut Books, line: Slot) -> usize {
    books.commitments.push(Commitment {
        id: 0,
        line,
        continues: None,
        totals: Totals::new(),
    });
    books.commitments.len() - 1
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

/// Before the approval: no projects, nothing of what was carried over, and a quarter of what last
/// year's budget gave the kind.
fn early_broken(books: &Books, posted: &Posted) -> Option<&'static str> {
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

/// Undo one posting by an act.
pub(super) fn undo(books: &mut Books, index: usize, act: &'static str) -> Broken {
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
    broken.extend(books.write(Posted {
        id: 0,
        act,
        reverses: Some(index),
        refunds: None,
        ..original
    }));
    broken
}

fn reverse(books: &mut Books, voucher: usize, dated: i16) -> Broken {
    let mut standing: Vec<usize> = (0..books.journal.len()).collect();
    standing.retain(|at| books.journal[*at].voucher == voucher && books.stands(*at));
    let Some(newest) = standing.last() else {
        return Broken::from(["already_reversed"]);
    };
    let year = books.journal[*newest].year;
    let deeds = standing.iter().map(|at| Move {
        deed: Deed::Reverse(*at),
        fen: 0,
    });
    let (act, state) = act_of(books, &deeds.collect::<Vec<Move>>(), year);
    let mut broken = state_broken(books, year, state);
    if dated != year {
        broken.insert("date_outside_year");
    }
    for index in standing.into_iter().rev() {
        let wrong = undo(books, index, act);
        if !wrong.is_empty() {
            broken.extend(wrong);
            break;
        }
    }
    broken
}
