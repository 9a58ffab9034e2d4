//! What the model keeps: maps of whole numbers, no SQL and nothing of the ledger's own.

use std::collections::{BTreeMap, BTreeSet};

use yusuan::Fund;

use super::contracts::{self, Contract};
use super::effects::{Row, effects};
use super::paper::Day;
use super::plans::{self, Months};
use super::policies::Policy;
use super::seats::{OTHER, Slot};
use super::totals::{Totals, available, earmarked, expected, money, of, remaining, stock};

/// The tokens of the rules that an act breaks.
pub(super) type Broken = BTreeSet<&'static str>;

/// A part of a line that is reserved for one contract.
#[derive(Clone)]
pub(super) struct Commitment {
    /// Its number in the ledger.
    pub(super) id: i64,
    pub(super) line: Slot,
    /// Its contract.
    pub(super) reference: &'static str,
    pub(super) continues: Option<i64>,
    /// When it was made.
    pub(super) dated: Day,
    pub(super) totals: Totals,
}

/// A posting as it stands in the journal.
#[derive(Clone, Debug)]
pub(super) struct Posted {
    /// Its number in the ledger; zero where nothing will ask for it.
    pub(super) id: i64,
    /// The act that wrote it, numbered as the model counts.
    pub(super) voucher: usize,
    pub(super) act: &'static str,
    pub(super) dated: Day,
    pub(super) year: i16,
    pub(super) event: &'static str,
    pub(super) fen: i64,
    pub(super) line: Option<Slot>,
    pub(super) to_line: Option<Slot>,
    /// Whose money or surplus it is, of an event without a line.
    pub(super) owner: Option<(&'static str, Fund)>,
    /// Indexes of commitments.
    pub(super) commitment: Option<usize>,
    pub(super) to_commitment: Option<usize>,
    /// Index of the payment that comes back.
    pub(super) refunds: Option<usize>,
    /// Index of the posting that is undone.
    pub(super) reverses: Option<usize>,
}

impl Posted {
    /// Begin a posting on a line.
    pub(super) fn on(line: Slot, event: &'static str, fen: i64) -> Self {
        Self {
            line: Some(line),
            ..Self::of((line.seat().unit, line.seat().fund), line.year, event, fen)
        }
    }

    /// Begin a posting of a unit and fund.
    pub(super) fn of(
        owner: (&'static str, Fund),
        year: i16,
        event: &'static str,
        fen: i64,
    ) -> Self {
        Self {
            id: 0,
            voucher: 0,
            act: "post",
            dated: (year, 6),
            year,
            event,
            fen,
            line: None,
            to_line: None,
            owner: Some(owner),
            commitment: None,
            to_commitment: None,
            refunds: None,
            reverses: None,
        }
    }
}

/// The whole ledger of the model. An act is tried on a copy.
#[derive(Clone, Default)]
pub(super) struct Books {
    /// What was decided otherwise than the built-in policies say, oldest first.
    pub(super) policies: Vec<Policy>,
    pub(super) states: BTreeMap<i16, &'static str>,
    /// Drafts in the order they were written.
    pub(super) drafts: Vec<(Slot, i64)>,
    pub(super) draft_incomes: BTreeMap<(i16, &'static str), i64>,
    pub(super) lines: BTreeMap<Slot, Totals>,
    /// Lines in the order they were created.
    pub(super) order: Vec<Slot>,
    pub(super) incomes: BTreeMap<(i16, &'static str), Totals>,
    pub(super) surpluses: BTreeMap<(&'static str, Fund), Totals>,
    pub(super) commitments: Vec<Commitment>,
    /// Signed contracts, oldest first.
    pub(super) contracts: Vec<Contract>,
    pub(super) plans: BTreeMap<Slot, Months>,
    pub(super) journal: Vec<Posted>,
    pub(super) undone: BTreeSet<usize>,
    pub(super) vouchers: usize,
}

impl Books {
    pub(super) fn state(&self, year: i16) -> Option<&'static str> {
        self.states.get(&year).copied()
    }

    /// Return the totals of a line, which is opened when it is not there.
    pub(super) fn line(&mut self, slot: Slot) -> &mut Totals {
        if !self.lines.contains_key(&slot) {
            self.order.push(slot);
        }
        self.lines.entry(slot).or_default()
    }

    /// Return whether a posting neither undoes another nor is undone.
    pub(super) fn stands(&self, index: usize) -> bool {
        self.journal[index].reverses.is_none() && !self.undone.contains(&index)
    }

    /// Return what of a payment did not come back.
    pub(super) fn unrefunded(&self, payment: usize) -> i64 {
        let back = self.journal.iter().enumerate();
        let back =
            back.filter(|(index, posted)| posted.refunds == Some(payment) && self.stands(*index));
        self.journal[payment].fen - back.map(|(_, posted)| posted.fen).sum::<i64>()
    }

    /// Write a posting; return what it breaks.
    pub(super) fn write(&mut self, posted: Posted) -> Broken {
        let sign = if posted.reverses.is_some() { -1 } else { 1 };
        let mut broken = Broken::new();
        for (row, name, way) in effects(posted.event, posted.commitment.is_some()) {
            if let Some(token) = self.add(&posted, row, name, sign * way * posted.fen) {
                broken.insert(token);
            }
        }
        self.check(&posted, &mut broken);
        // What commits more, a release taken back among it, stays within what the contract costs.
        let more = if sign > 0 { "commit" } else { "release" };
        if let Some(index) = posted.commitment.filter(|_| posted.event == more) {
            broken.extend(contracts::exceeded(self, self.commitments[index].reference));
        }
        for slot in [posted.line, posted.to_line].into_iter().flatten() {
            broken.extend(plans::beyond_authority(self, slot));
        }
        // Taking a payment back leaves less paid, and needs no plan.
        let more = if sign > 0 { "pay" } else { "refund" };
        let line = posted.line.filter(|_| posted.event == more);
        self.undone.extend(posted.reverses);
        self.journal.push(posted);
        broken.extend(line.and_then(|slot| plans::overrun(self, slot)));
        broken
    }

    /// Add to a total, where the posting has the row.
    fn add(
        &mut self,
        posted: &Posted,
        row: Row,
        name: &'static str,
        fen: i64,
    ) -> Option<&'static str> {
        let before = self.money_of(posted);
        let totals = self.row(posted, row)?;
        let total = totals.entry(name).or_default();
        *total += fen;
        let is_negative = *total < 0 && name != "prior_year";
        let after = self.money_of(posted);
        // Only payments run ahead of income, and so may what undoes a receipt.
        let is_overdrawn = matches!(row, Row::Income)
            && after < before
            && after < 0
            && posted.event != "pay"
            && posted.reverses.is_none();
        match (is_negative, is_overdrawn) {
            (true, _) => Some("total_negative"),
            (_, true) => Some("money_exceeded"),
            _ => None,
        }
    }

    fn money_of(&self, posted: &Posted) -> i64 {
        let unit = posted.owner.map(|(unit, _)| unit).unwrap_or_default();
        self.incomes.get(&(posted.year, unit)).map_or(0, money)
    }

    fn row(&mut self, posted: &Posted, row: Row) -> Option<&mut Totals> {
        let (unit, fund) = posted.owner?;
        match row {
            Row::Line => Some(self.line(posted.line?)),
            Row::ToLine => Some(self.line(posted.to_line?)),
            Row::Income if fund == OTHER => {
                Some(self.incomes.entry((posted.year, unit)).or_default())
            }
            Row::ToIncome if fund == OTHER => {
                let to = posted.to_line?;
                Some(self.incomes.entry((to.year, to.seat().unit)).or_default())
            }
            Row::Income | Row::ToIncome => None,
            Row::Surplus => Some(self.surpluses.entry((unit, fund)).or_default()),
            Row::Commitment => Some(&mut self.commitments[posted.commitment?].totals),
            Row::ToCommitment => Some(&mut self.commitments[posted.to_commitment?].totals),
        }
    }

    /// Check what must not fall below zero of the rows that a posting names.
    fn check(&self, posted: &Posted, broken: &mut Broken) {
        let lines = [posted.line, posted.to_line].into_iter().flatten();
        if lines
            .map(|slot| available(&self.lines[&slot]))
            .any(is_negative)
        {
            broken.insert("available_exceeded");
        }
        let held = [posted.commitment, posted.to_commitment]
            .into_iter()
            .flatten();
        let mut held = held.map(|index| remaining(&self.commitments[index].totals));
        if held.any(is_negative) {
            broken.insert("commitment_exceeded");
        }
        let Some((unit, fund)) = posted.owner else {
            return;
        };
        if self
            .surpluses
            .get(&(unit, fund))
            .is_some_and(|totals| stock(totals) < 0 || earmarked(totals) < 0)
        {
            broken.insert("surplus_exceeded");
        }
        let income = self.incomes.get(&(posted.year, unit));
        if let Some(income) = income.filter(|_| fund == OTHER)
            && (expected(income) < 0 || of(income, "returned") > of(income, "received"))
        {
            broken.insert("total_negative");
        }
    }
}

const fn is_negative(fen: i64) -> bool {
    fen < 0
}
