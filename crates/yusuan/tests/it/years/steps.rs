//! Random steps. They name things by picks, which are resolved in the books as they stand, so that
//! a walk that fails can be cut down and still makes sense.

use proptest::prelude::*;
use proptest::sample::Index;

use super::acts::{Act, Deed, Move, early_room, year_of};
use super::books::{Books, OTHER, SEATS, Slot, UNITS, available, money, remaining, stock};

pub(super) const YEARS: [i16; 3] = [2024, 2025, 2026];

/// How much, seen from what there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Amount {
    Fen(i64),
    Half,
    All,
    Beyond,
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
    Surrender,
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

#[derive(Clone, Debug)]
pub(super) enum Step {
    Prepare,
    Draft(Index, bool, i64),
    DeleteDraft(Index),
    DraftIncome(Index, i64),
    /// Balance the budget and approve it, or approve it as it is.
    Approve(bool),
    Post(Vec<Wish>),
    /// The same, dated a year off.
    PostOff(Wish),
    Reverse(Index),
    Close(Index),
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

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![
        3 => (1..2_000_i64).prop_map(Amount::Fen),
        3 => Just(Amount::Half),
        3 => Just(Amount::All),
        1 => Just(Amount::Beyond),
        1 => Just(Amount::Fen(0)),
    ]
}

fn wish() -> impl Strategy<Value = Wish> {
    use What::{
        Commit, Early, Income, LateRefund, OnCommitment, OnLine, Refund, Reverse, Surrender,
        Transfer,
    };
    let what = prop_oneof![
        6 => Just(OnLine("pay")),
        2 => Just(OnLine("supplement")),
        1 => prop::sample::select(vec!["reduce", "recall", "lapse"]).prop_map(OnLine),
        1 => prop::sample::select(vec!["prior_year_increase", "prior_year_decrease"])
            .prop_map(OnLine),
        2 => prop::sample::select(vec!["to_surplus", "use_surplus"]).prop_map(OnLine),
        2 => Just(Transfer),
        3 => Just(Commit),
        4 => prop::sample::select(vec!["pay", "release", "commit"]).prop_map(OnCommitment),
        2 => Just(Refund),
        1 => Just(LateRefund),
        3 => Just(Early),
        4 => Just(Income("receive")),
        2 => prop::sample::select(vec!["return_income", "income_increase", "income_decrease"])
            .prop_map(Income),
        2 => Just(Surrender),
        1 => Just(Reverse),
    ];
    (what, any::<Index>(), any::<Index>(), amount()).prop_map(|(what, pick, other, amount)| Wish {
        what,
        pick,
        other,
        amount,
    })
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let pick = any::<Index>;
    prop_oneof![
        2 => Just(Step::Prepare),
        6 => (pick(), prop::bool::weighted(0.15), 1..5_000_i64)
            .prop_map(|(pick, carried, fen)| Step::Draft(pick, carried, fen)),
        1 => pick().prop_map(Step::DeleteDraft),
        1 => (pick(), 1..5_000_i64).prop_map(|(pick, fen)| Step::DraftIncome(pick, fen)),
        2 => prop::bool::weighted(0.8).prop_map(Step::Approve),
        20 => wish().prop_map(|wish| Step::Post(vec![wish])),
        4 => prop::collection::vec(wish(), 2..4).prop_map(Step::Post),
        1 => wish().prop_map(Step::PostOff),
        2 => pick().prop_map(Step::Reverse),
        2 => pick().prop_map(Step::Close),
        2 => Just(Step::CloseShort),
        1 => pick().prop_map(Step::UndoClose),
        2 => Just(Step::Again),
        1 => Just(Step::AgainOther),
        1 => Just(Step::CloseOld),
    ]
}

/// A year in the state that an act needs; now and then any year.
fn year_in(books: &Books, state: &str, pick: Index) -> i16 {
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
        Step::Approve(is_balanced) => {
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
            acts.push(Act::Approve(year));
            acts
        }
        Step::Post(wishes) => voucher(books, wishes, 0).into_iter().collect(),
        Step::PostOff(wish) => voucher(books, std::slice::from_ref(wish), 1)
            .into_iter()
            .collect(),
        Step::Reverse(pick) => {
            let postings = books
                .journal
                .iter()
                .filter(|posted| posted.act.starts_with("post"));
            let found = one(postings.map(|posted| (posted.voucher, posted.year)), *pick);
            found
                .map(|(voucher, year)| Act::Reverse(voucher, year))
                .into_iter()
                .collect()
        }
        Step::Close(pick) => vec![Act::Close(year_in(books, "open", *pick))],
        Step::CloseShort => overspending(books).unwrap_or_default(),
        Step::UndoClose(pick) => vec![Act::UndoClose(year_in(books, "closed", *pick))],
        Step::Again | Step::AgainOther | Step::CloseOld => Vec::new(),
    }
}

fn one<T>(options: impl Iterator<Item = T>, pick: Index) -> Option<T> {
    let mut options: Vec<T> = options.collect();
    (!options.is_empty()).then(|| options.swap_remove(pick.index(options.len())))
}

/// Return the drafts that a balanced budget still lacks.
fn balance(books: &Books, year: i16) -> Vec<Act> {
    let mut acts = Vec::new();
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

/// Return the voucher that the wishes make, dated so many years off.
fn voucher(books: &Books, wishes: &[Wish], years_off: i16) -> Option<Act> {
    let mut moves = Vec::new();
    for wish in wishes {
        let Some((deed, limit)) = deed(books, wish) else {
            continue;
        };
        let is_alone = matches!(deed, Deed::LateRefund(..) | Deed::Reverse(_));
        if is_alone && (wishes.len() > 1 || years_off != 0) {
            continue;
        }
        let fen = match wish.amount {
            Amount::Fen(fen) => fen,
            Amount::Half => (limit / 2).max(1),
            Amount::All => limit.max(1),
            Amount::Beyond => limit.max(0) + 1,
        };
        moves.push(Move { deed, fen });
    }
    let year = year_of(books, &moves.first()?.deed);
    Some(Act::Post(moves, year + years_off))
}

/// Return the movement of a wish, and what there is for it.
fn deed(books: &Books, wish: &Wish) -> Option<(Deed, i64)> {
    match wish.what {
        What::OnLine("use_surplus") => use_surplus(books, wish),
        What::OnLine("supplement") => {
            let slot = new_line(books, "open", wish);
            Some((Deed::Line("supplement", slot), 3_000))
        }
        What::Early => {
            let slot = new_line(books, "preparing", wish);
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
            payment(books, wish).map(|(index, left)| (Deed::LateRefund(index, year), left))
        }
        What::Income(_) | What::Surrender => Some(of_owner(books, wish)),
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

fn stock_of(books: &Books, slot: Slot) -> i64 {
    let owner = (slot.seat().unit, slot.seat().fund);
    books.surpluses.get(&owner).map_or(0, stock)
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
            let to = Slot {
                seat: wish.other.index(SEATS.len()),
                ..slot
            };
            Deed::Transfer(slot, to)
        }
        _ => Deed::Commit(slot),
    };
    Some((deed, left(books, slot)))
}

/// Use surplus, where there is some.
fn use_surplus(books: &Books, wish: &Wish) -> Option<(Deed, i64)> {
    let is_open = |slot: &Slot| books.state(slot.year) == Some("open");
    let lines = books.order.iter().copied();
    let rich = lines.filter(|slot| is_open(slot) && stock_of(books, *slot) > 0);
    let slot = one(rich, wish.other).or_else(|| line(books, wish))?;
    Some((Deed::Line("use_surplus", slot), stock_of(books, slot)))
}

/// Move the money or the surplus of a unit.
fn of_owner(books: &Books, wish: &Wish) -> (Deed, i64) {
    let year = year_in(books, "open", wish.pick);
    let unit = UNITS[wish.other.index(UNITS.len())];
    if let What::Income(event) = wish.what {
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
        Some(((unit, fund), totals)) => (Deed::Surrender(year, unit, *fund), stock(totals)),
        None => (Deed::Surrender(year, unit, OTHER), 0),
    }
}

fn overspending(books: &Books) -> Option<Vec<Act>> {
    let mut lines = books.order.iter().filter(|slot| !slot.is_fiscal());
    lines.find_map(|slot| {
        let (own, stock) = (slot.seat().unit, stock_of(books, *slot));
        let money = books.incomes.get(&(slot.year, own)).map_or(0, money);
        let fen = available(&books.lines[slot]).min(money + stock);
        let is_beyond = books.state(slot.year) == Some("open") && stock > 0 && fen > money.max(0);
        let deed = Deed::Line("pay", *slot);
        let payment = Act::Post(vec![Move { deed, fen }], slot.year);
        let others = UNITS.into_iter().filter(|unit| *unit != own);
        let mut acts = vec![payment];
        acts.extend(others.filter_map(|unit| receipt(books, slot.year, unit)));
        acts.push(Act::Close(slot.year));
        is_beyond.then_some(acts)
    })
}

/// Return what a unit must receive to have spent no more than it has.
fn receipt(books: &Books, year: i16, unit: &'static str) -> Option<Act> {
    let short = -books.incomes.get(&(year, unit)).map_or(0, money);
    let deed = Deed::Income("receive", year, unit);
    (short > 0).then(|| Act::Post(vec![Move { deed, fen: short }], year))
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
