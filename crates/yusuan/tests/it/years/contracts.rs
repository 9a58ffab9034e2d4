//! 合同: what was signed, what it costs on each line, and what that leaves to be committed.

use std::collections::BTreeMap;

use super::acts::{Deed, Move};
use super::approval::drafted;
use super::books::{Books, Broken, Commitment};
use super::paper::Paper;
use super::policies;
use super::seats::Slot;
use super::totals::{available, of, remaining};
use super::vouchers::post;

/// Contracts that may be signed; money is committed under them before and without that too.
pub(super) const REFERENCES: [&str; 4] = ["甲", "乙", "丙", "丁"];

/// What a unit signed: parts of lines, in the order they were written.
#[derive(Clone)]
pub(super) struct Contract {
    pub(super) reference: &'static str,
    pub(super) unit: &'static str,
    parts: Vec<(Slot, i64)>,
}

/// What a contract needs of a line still.
pub(super) struct Need {
    pub(super) reference: &'static str,
    pub(super) slot: Slot,
    pub(super) fen: i64,
    pub(super) missing: i64,
    /// Whether every line of the contract has what it needs.
    pub(super) is_covered: bool,
}

impl Contract {
    /// Return what the contract costs on each line.
    pub(super) fn planned(&self) -> BTreeMap<Slot, i64> {
        let mut planned = BTreeMap::new();
        for (slot, fen) in &self.parts {
            *planned.entry(*slot).or_default() += fen;
        }
        planned
    }

    pub(super) fn total(&self) -> i64 {
        self.parts.iter().map(|(_, fen)| fen).sum()
    }
}

/// Return the commitments under a contract, with their indexes.
pub(super) fn held<'b>(
    books: &'b Books,
    reference: &'static str,
) -> impl Iterator<Item = (usize, &'b Commitment)> {
    let all = books.commitments.iter().enumerate();
    all.filter(move |(_, it)| it.reference == reference)
}

/// Return what was committed in all; what a closing carries on is no new commitment.
pub(super) fn committed(books: &Books, reference: &'static str) -> i64 {
    held(books, reference).map(|(_, it)| reserved(it)).sum()
}

fn reserved(held: &Commitment) -> i64 {
    of(&held.totals, "committed") - of(&held.totals, "released")
}

pub(super) fn find<'b>(books: &'b Books, reference: &str) -> Option<&'b Contract> {
    books.contracts.iter().find(|it| it.reference == reference)
}

/// No more is committed under a signed contract than it costs.
pub(super) fn exceeded(books: &Books, reference: &'static str) -> Option<&'static str> {
    let signed = find(books, reference)?;
    (committed(books, reference) > signed.total()).then_some("contract_exceeded")
}

/// A signed contract is paid by its unit.
pub(super) fn unit_broken(books: &Books, reference: &str, slot: Slot) -> Option<&'static str> {
    let signed = find(books, reference)?;
    (slot.seat().unit != signed.unit).then_some("contract_unit")
}

/// Sign a contract.
pub(super) fn sign(
    books: &mut Books,
    reference: &'static str,
    unit: &'static str,
    parts: &[(Slot, i64)],
) -> Broken {
    let mut broken = Broken::new();
    if find(books, reference).is_some() {
        broken.insert("contract_exists");
    }
    if held(books, reference).any(|(_, it)| it.line.seat().unit != unit) {
        broken.insert("contract_unit");
    }
    if parts.iter().any(|(_, fen)| *fen <= 0) {
        broken.insert("part_invalid");
    }
    books.contracts.push(Contract {
        reference,
        unit,
        parts: parts.to_vec(),
    });
    broken.extend(exceeded(books, reference));
    broken
}

/// Change what a contract costs: what is given goes first, so that what is taken away finds it.
pub(super) fn amend(books: &mut Books, reference: &'static str, parts: &[(Slot, i64)]) -> Broken {
    let mut contracts = books.contracts.iter_mut();
    let Some(signed) = contracts.find(|it| it.reference == reference) else {
        return Broken::from(["contract_unknown"]);
    };
    let mut broken = Broken::new();
    if parts.is_empty() || parts.iter().any(|(_, fen)| *fen == 0) {
        broken.insert("part_invalid");
    }
    let unit = signed.unit;
    if parts.iter().any(|(slot, _)| slot.seat().unit != unit) {
        broken.insert("contract_unit");
    }
    signed.parts.extend(parts);
    if signed.planned().values().any(|fen| *fen < 0) {
        broken.insert("part_exceeded");
    }
    broken.extend(exceeded(books, reference));
    broken
}

/// Return what contracts need of a year; one that is covered takes it from those signed later.
pub(super) fn needs(books: &Books, year: i16) -> Vec<Need> {
    let mut found = Vec::new();
    let mut taken: BTreeMap<Slot, i64> = BTreeMap::new();
    for signed in &books.contracts {
        let wanted = wanted(books, signed, year);
        let missing = |(slot, fen): &(Slot, i64)| {
            let left = on_hand(books, *slot) - taken.get(slot).copied().unwrap_or_default();
            (fen - left.max(0)).max(0)
        };
        let missing: Vec<i64> = wanted.iter().map(missing).collect();
        let is_covered = missing.iter().all(|fen| *fen == 0);
        for ((slot, fen), missing) in wanted.into_iter().zip(missing) {
            if is_covered {
                *taken.entry(slot).or_default() += fen;
            }
            found.push(Need {
                reference: signed.reference,
                slot,
                fen,
                missing,
                is_covered,
            });
        }
    }
    found
}

/// Return what each line of a year must commit, and no more than the whole still allows.
fn wanted(books: &Books, signed: &Contract, year: i16) -> Vec<(Slot, i64)> {
    let reference = signed.reference;
    let is_closed = books.state(year) == Some("closed");
    let mut rest = if is_closed {
        0
    } else {
        signed.total() - committed(books, reference)
    };
    let mut planned: Vec<(Slot, i64)> = signed.planned().into_iter().collect();
    planned.retain(|(slot, fen)| slot.year == year && *fen > 0);
    planned.sort_by_key(|(slot, _)| slot.words());
    let wanted = planned.into_iter().map(|(slot, fen)| {
        let under = held(books, reference).filter(|(_, it)| it.line == slot);
        let under: i64 = under.map(|(_, it)| reserved(it)).sum();
        let wanted = (fen - under).max(0).min(rest);
        rest -= wanted;
        (slot, wanted)
    });
    wanted.collect()
}

/// Return what a line has; before the approval, what that would leave of its draft.
fn on_hand(books: &Books, slot: Slot) -> i64 {
    let line = books.lines.get(&slot);
    let has = line.map_or(0, available);
    if books.state(slot.year) == Some("preparing") {
        let early = line.map_or(0, |it| of(it, "early"));
        return has + drafted(books, slot) - early;
    }
    has
}

/// Commit what a contract needs of a year: on all its lines, or on none.
pub(super) fn commit(
    books: &mut Books,
    reference: &'static str,
    year: i16,
    paper: Paper,
) -> Broken {
    if find(books, reference).is_none() {
        return Broken::from(["contract_unknown"]);
    }
    if books.state(year) == Some("closed") {
        return Broken::from(["year_closed"]);
    }
    let mut needs = needs(books, year);
    needs.retain(|need| need.reference == reference);
    if needs.iter().any(|need| need.missing > 0) {
        return Broken::from(["contract_uncovered"]);
    }
    let moves = commitments(&needs);
    if moves.is_empty() {
        return Broken::from(["commitment_invalid"]);
    }
    post(books, &moves, paper)
}

/// Commit what contracts need of a year that was just approved.
pub(super) fn commit_approved(books: &mut Books, paper: Paper) -> Broken {
    let needs = needs(books, paper.day.0);
    let mut short = needs.iter().filter(|need| need.missing > 0);
    if short.any(|need| {
        let policy = policies::in_force(books, "contract_parts", need.slot, None);
        policies::is_refused(policy, paper)
    }) {
        return Broken::from(["contract_uncovered"]);
    }
    let moves = commitments(needs.iter().filter(|need| need.is_covered));
    if moves.is_empty() {
        return Broken::new();
    }
    post(books, &moves, paper)
}

fn commitments<'n>(needs: impl IntoIterator<Item = &'n Need>) -> Vec<Move> {
    let needs = needs.into_iter().filter(|need| need.fen > 0);
    let moves = needs.map(|need| Move {
        deed: Deed::Commit(need.slot, need.reference),
        fen: need.fen,
    });
    moves.collect()
}

/// Return the commitments of which something remains, or what is wrong with asking.
fn open(books: &Books, reference: &'static str) -> Result<Vec<(usize, Slot, i64)>, Broken> {
    let mut open: Vec<(usize, Slot, i64)> = held(books, reference)
        .map(|(index, it)| (index, it.line, remaining(&it.totals)))
        .collect();
    if open.is_empty() {
        return Err(Broken::from(["contract_unknown"]));
    }
    open.retain(|(.., rest)| *rest > 0);
    if open.is_empty() {
        return Err(Broken::from(["commitment_exceeded"]));
    }
    Ok(open)
}

/// Pay a contract from its commitments of the year, each as far as it goes.
pub(super) fn pay(
    books: &mut Books,
    reference: &'static str,
    mut fen: i64,
    paper: Paper,
) -> Broken {
    if fen <= 0 {
        return Broken::from(["amount_not_positive"]);
    }
    let open = match open(books, reference) {
        Ok(open) => open,
        Err(broken) => return broken,
    };
    let mut moves = Vec::new();
    for (index, slot, rest) in open {
        let part = fen.min(rest);
        if slot.year == paper.day.0 && part > 0 {
            let deed = Deed::Commitment("pay", index);
            moves.push(Move { deed, fen: part });
            fen -= part;
        }
    }
    if fen > 0 {
        return Broken::from(["commitment_exceeded"]);
    }
    post(books, &moves, paper)
}

/// Release everything that remains under a contract, together or not at all.
pub(super) fn end(books: &mut Books, reference: &'static str, paper: Paper) -> Broken {
    let open = match open(books, reference) {
        Ok(open) => open,
        Err(broken) => return broken,
    };
    if open.iter().any(|(_, slot, _)| slot.year != paper.day.0) {
        return Broken::from(["line_wrong_year"]);
    }
    let moves = open.into_iter().map(|(index, _, rest)| Move {
        deed: Deed::Commitment("release", index),
        fen: rest,
    });
    let moves: Vec<Move> = moves.collect();
    post(books, &moves, paper)
}

/// Release everything that remains of one commitment.
pub(super) fn end_one(books: &mut Books, index: usize, paper: Paper) -> Broken {
    let rest = remaining(&books.commitments[index].totals);
    if rest == 0 {
        return Broken::from(["commitment_exceeded"]);
    }
    let deed = Deed::Commitment("release", index);
    post(books, &[Move { deed, fen: rest }], paper)
}
