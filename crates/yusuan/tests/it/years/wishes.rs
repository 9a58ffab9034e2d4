//! Movements that are wanted.

use proptest::prelude::*;
use proptest::sample::Index;

use yusuan::Kind;

use super::acts::{Act, Deed, Grant, Move};
use super::approval::early_room;
use super::books::Books;
use super::contracts::REFERENCES;
use super::estimates::estimate;
use super::paper::Paper;
use super::seats::{OTHER, SEATS, Slot, UNITS};
use super::steps::{YEARS, one, year_in};
use super::totals::{Totals, available, earmarked, money, remaining, spendable, stock};
use super::vouchers::year_of;

/// How much, seen from what there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Amount {
    Fen(i64),
    Half,
    All,
    Beyond,
}

impl Amount {
    pub(super) fn of(self, limit: i64) -> i64 {
        match self {
            Self::Fen(fen) => fen,
            Self::Half => (limit / 2).max(1),
            Self::All => limit.max(1),
            Self::Beyond => limit.max(0) + 1,
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    OnLine(&'static str),
    Transfer,
    Commit,
    OnCommitment(&'static str),
    Refund,
    LateRefund,
    Early,
    Income(&'static str),
    Surplus(&'static str),
    Reverse,
}

/// A movement that is wanted.
#[derive(Clone, Debug)]
pub(super) struct Wish {
    what: What,
    pick: Index,
    other: Index,
    amount: Amount,
}

/// What a voucher is to have beside its movements.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    years_off: i16,
    month: u8,
    has_document: bool,
    is_overriding: bool,
}

pub(super) fn manner() -> impl Strategy<Value = Manner> {
    let months = prop_oneof![8 => Just(6_u8), 1 => Just(3_u8), 2 => Just(12_u8)];
    let rare = prop::bool::weighted;
    (months, rare(0.03), rare(0.03), rare(0.3)).prop_map(
        |(month, is_off, is_undocumented, is_overriding)| Manner {
            years_off: i16::from(is_off),
            month,
            has_document: !is_undocumented,
            is_overriding,
        },
    )
}

pub(super) fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        3 => (1..2_000_i64).prop_map(Amount::Fen),
        3 => Just(Amount::Half),
        3 => Just(Amount::All),
        1 => Just(Amount::Beyond),
        1 => Just(Amount::Fen(0)),
    ]
}

pub(super) fn wish() -> impl Strategy<Value = Wish> {
    use What::{
        Commit, Early, Income, LateRefund, OnCommitment, OnLine, Refund, Reverse, Surplus, Transfer,
    };
    let what = prop_oneof![
        6 => Just(OnLine("pay")),
        2 => Just(OnLine("supplement")),
        3 => prop::sample::select(vec!["reduce", "recall", "lapse"]).prop_map(OnLine),
        1 => prop::sample::select(vec!["prior_year_increase", "prior_year_decrease"])
            .prop_map(OnLine),
        3 => prop::sample::select(vec!["to_surplus", "use_surplus", "use_earmarked"])
            .prop_map(OnLine),
        2 => prop::sample::select(vec!["true_up_increase", "true_up_decrease"]).prop_map(OnLine),
        5 => Just(Transfer),
        3 => Just(Commit),
        4 => prop::sample::select(vec!["pay", "release", "commit"]).prop_map(OnCommitment),
        2 => Just(Refund),
        3 => Just(LateRefund),
        3 => Just(Early),
        4 => Just(Income("receive")),
        2 => prop::sample::select(vec!["return_income", "income_increase", "income_decrease"])
            .prop_map(Income),
        2 => prop::sample::select(vec!["surrender", "distribute", "earmark_surplus"])
            .prop_map(Surplus),
        1 => Just(Reverse),
    ];
    (what, any::<Index>(), any::<Index>(), amount()).prop_map(|(what, pick, other, amount)| Wish {
        what,
        pick,
        other,
        amount,
    })
}

/// Return the voucher that the wishes make.
pub(super) fn voucher(books: &Books, wishes: &[Wish], manner: Manner) -> Option<Act> {
    let mut moves: Vec<Move> = Vec::new();
    for wish in wishes {
        let Some((deed, limit)) = deed(books, wish) else {
            continue;
        };
        let is_alone = matches!(deed, Deed::LateRefund(..) | Deed::Reverse(_));
        if is_alone && (wishes.len() > 1 || manner.years_off != 0) {
            continue;
        }
        // Policies look at what goes through a line, and not at one transfer after the other.
        let is_transfer = |deed: &Deed| matches!(deed, Deed::Transfer(..));
        if is_transfer(&deed) && moves.iter().any(|one| is_transfer(&one.deed)) {
            continue;
        }
        let fen = wish.amount.of(limit);
        moves.push(Move { deed, fen });
    }
    let year = year_of(books, &moves.first()?.deed);
    let paper = Paper {
        day: (year + manner.years_off, manner.month),
        has_document: manner.has_document,
        is_overriding: manner.is_overriding,
    };
    Some(Act::Post(moves, paper))
}

/// Return the movement of a wish, and what there is for it.
fn deed(books: &Books, wish: &Wish) -> Option<(Deed, i64)> {
    match wish.what {
        What::OnLine("use_surplus") => from_surplus(books, "use_surplus", stock, wish),
        What::OnLine("use_earmarked") => from_surplus(books, "use_earmarked", earmarked, wish),
        What::OnLine(event @ ("true_up_increase" | "true_up_decrease")) => {
            let given = books.order.iter().copied();
            let given = given.filter(|slot| slot.origin < slot.year && estimate(books, *slot) > 0);
            let slot = one(given, wish.pick).or_else(|| line(books, wish))?;
            Some((Deed::Line(event, slot), estimate(books, slot)))
        }
        What::OnLine("supplement") => {
            let slot = new_line(books, "open", wish);
            Some((Deed::Line("supplement", slot), 3_000))
        }
        What::Early => {
            let any = new_line(books, "preparing", wish);
            let alike = (0..SEATS.len()).map(|seat| Slot { seat, ..any });
            let roomy = alike.filter(|slot| {
                slot.seat().kind != Kind::Project && early_room(books, *slot).is_some()
            });
            let roomy = one(roomy, wish.other).filter(|_| wish.pick.index(4) > 0);
            let slot = roomy.unwrap_or(any);
            let room = early_room(books, slot);
            Some((Deed::Line("allocate_early", slot), room.unwrap_or(800)))
        }
        What::OnLine(_) | What::Transfer | What::Commit => on_line(books, wish),
        What::OnCommitment(event) => {
            let held = books.commitments.iter().enumerate();
            let held =
                held.filter(|(_, held)| remaining(&held.totals) > 0 || wish.other.index(8) == 0);
            let (index, chosen) = one(held, wish.pick)?;
            let limit = match event {
                "commit" => left(books, chosen.line),
                _ => remaining(&chosen.totals),
            };
            Some((Deed::Commitment(event, index), limit))
        }
        What::Refund => payment(books, wish).map(|(index, left)| (Deed::Refund(index), left)),
        What::LateRefund => {
            let year = year_in(books, "open", wish.pick);
            let (index, left) = payment(books, wish)?;
            let line = books.journal[index].line?;
            let seat = match wish.other.index(3) {
                0 => wish.pick.index(SEATS.len()),
                _ => line.seat,
            };
            let slot = Slot { year, seat, ..line };
            Some((Deed::LateRefund(index, slot), left))
        }
        What::Income(_) | What::Surplus(_) => Some(of_owner(books, wish)),
        What::Reverse => {
            let postings = books.journal.iter().enumerate();
            // Nothing is known of the number of what a closing wrote.
            let known = postings.rev().filter(|(_, posted)| posted.id > 0).take(8);
            let index = one(known.map(|(index, _)| index), wish.pick)?;
            Some((Deed::Reverse(index), 0))
        }
    }
}

fn left(books: &Books, slot: Slot) -> i64 {
    books.lines.get(&slot).map_or(0, available)
}

fn surplus_of(books: &Books, slot: Slot, left: fn(&Totals) -> i64) -> i64 {
    let owner = (slot.seat().unit, slot.seat().fund);
    books.surpluses.get(&owner).map_or(0, left)
}

/// Return any line of a year in a state, whether it is there or not.
fn new_line(books: &Books, state: &str, wish: &Wish) -> Slot {
    let year = year_in(books, state, wish.pick);
    Slot {
        year,
        origin: year,
        seat: wish.other.index(SEATS.len()),
    }
}

fn on_line(books: &Books, wish: &Wish) -> Option<(Deed, i64)> {
    let mut slot = line(books, wish)?;
    let deed = match wish.what {
        What::OnLine(event) => {
            // Now and then a line that nobody knows.
            slot.origin -= i16::from(wish.pick.index(40) == 0);
            Deed::Line(event, slot)
        }
        What::Transfer => {
            let purse = |seat: &usize| (SEATS[*seat].unit, SEATS[*seat].fund);
            let alike = (0..SEATS.len()).filter(|seat| purse(seat) == purse(&slot.seat));
            let alike = one(alike, wish.other).filter(|_| wish.pick.index(4) > 0);
            let seat = alike.unwrap_or_else(|| wish.other.index(SEATS.len()));
            Deed::Transfer(slot, Slot { seat, ..slot })
        }
        _ => Deed::Commit(slot, REFERENCES[wish.other.index(REFERENCES.len())]),
    };
    Some((deed, left(books, slot)))
}

/// Use surplus, where there is some.
fn from_surplus(
    books: &Books,
    event: &'static str,
    rest: fn(&Totals) -> i64,
    wish: &Wish,
) -> Option<(Deed, i64)> {
    let lines = books.order.iter().copied();
    let rich = lines.filter(|slot| {
        books.state(slot.year) == Some("open") && surplus_of(books, *slot, rest) > 0
    });
    let slot = one(rich, wish.other).or_else(|| line(books, wish))?;
    Some((Deed::Line(event, slot), surplus_of(books, slot, rest)))
}

/// Move the money or the surplus of a unit.
fn of_owner(books: &Books, wish: &Wish) -> (Deed, i64) {
    let year = year_in(books, "open", wish.pick);
    let unit = UNITS[wish.other.index(UNITS.len())];
    let (What::Income(event) | What::Surplus(event)) = wish.what else {
        unreachable!("{wish:?}");
    };
    if let What::Income(_) = wish.what {
        let held = books.incomes.get(&(year, unit)).map_or(0, money);
        let limit = match event {
            "return_income" => held,
            _ => 3_000,
        };
        return (Deed::Income(event, year, unit), limit);
    }
    let surpluses = books.surpluses.iter();
    let rich = surpluses.filter(|(_, totals)| stock(totals) > 0);
    match one(rich, wish.other) {
        Some(((unit, fund), totals)) => (Deed::Surplus(event, year, unit, *fund), stock(totals)),
        None => (Deed::Surplus(event, year, unit, OTHER), 0),
    }
}

/// Pay more than the money in hand from a line of the next year to be closed, and close it.
pub(super) fn overspending(books: &Books) -> Option<Vec<Act>> {
    let mut states = books.states.iter();
    let (&year, _) = states.find(|(_, state)| **state == "open")?;
    let mut lines = books.order.iter();
    lines.find_map(|slot| {
        let (own, stock) = (slot.seat().unit, surplus_of(books, *slot, stock));
        let income = books.incomes.get(&(year, own));
        let (money, may) = (income.map_or(0, money), income.map_or(0, spendable));
        let fen = available(&books.lines[slot]).min(money + stock);
        if slot.year != year || slot.is_fiscal() || stock == 0 || fen <= money.max(0) {
            return None;
        }
        let mut acts = Vec::new();
        if fen > may {
            let deed = Deed::Income("income_increase", year, own);
            acts.push(alone(deed, fen - may, year));
        }
        let deed = Deed::Line("pay", *slot);
        acts.push(alone(deed, fen, year));
        let others = UNITS.into_iter().filter(|unit| *unit != own);
        acts.extend(others.filter_map(|unit| receipt(books, year, unit)));
        acts.extend(ending(books, year, Grant::Nothing));
        Some(acts)
    })
}

/// Close the next year to be closed, and do before what the closing waits for.
pub(super) fn closing(books: &Books, grant: Grant) -> Option<Vec<Act>> {
    let mut states = books.states.iter();
    let (&year, _) = states.find(|(_, state)| **state == "open")?;
    let receipts = UNITS.into_iter();
    let receipts = receipts.filter_map(|unit| receipt(books, year, unit));
    Some(receipts.chain(ending(books, year, grant)).collect())
}

/// Prepare the year that a closing carries into, take estimates out, and close.
fn ending(books: &Books, year: i16, grant: Grant) -> Vec<Act> {
    let mut acts = vec![Act::TrueUp(year), Act::Close(year, grant)];
    if books.state(year + 1).is_none() && YEARS.contains(&(year + 1)) {
        acts.insert(0, Act::Prepare(year + 1));
    }
    acts
}

/// Return what a unit must receive to have spent no more than it has.
fn receipt(books: &Books, year: i16, unit: &'static str) -> Option<Act> {
    let short = -books.incomes.get(&(year, unit)).map_or(0, money);
    let deed = Deed::Income("receive", year, unit);
    (short > 0).then(|| alone(deed, short, year))
}

/// Return the voucher of one movement.
fn alone(deed: Deed, fen: i64, year: i16) -> Act {
    Act::Post(vec![Move { deed, fen }], Paper::of(year))
}

/// Pick a line: mostly one of an open year that has something left.
fn line(books: &Books, wish: &Wish) -> Option<Slot> {
    let is_open = |slot: &&Slot| {
        let state = books.state(slot.year);
        state == Some("open") || state == Some("preparing") && wish.other.index(4) == 0
    };
    let has_left = |slot: &&Slot| available(&books.lines[*slot]) > 0;
    let live = books
        .order
        .iter()
        .filter(|slot| is_open(slot) && has_left(slot));
    let live = live.copied();
    let any = books.order.iter().copied();
    match wish.other.index(10) {
        0 => one(any, wish.pick),
        _ => one(live, wish.pick).or_else(|| one(any, wish.pick)),
    }
}

/// Pick a payment with what of it has not come back; mostly a newer one.
fn payment(books: &Books, wish: &Wish) -> Option<(usize, i64)> {
    let payments = books.journal.iter().enumerate();
    let payments = payments.filter(|(index, posted)| {
        posted.event == "pay" && (books.stands(*index) || wish.other.index(8) == 0)
    });
    let index = one(payments.map(|(index, _)| index), wish.pick)?;
    Some((index, books.unrefunded(index)))
}
