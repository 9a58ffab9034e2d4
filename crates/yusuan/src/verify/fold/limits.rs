//! Postings beside what they were limited to by totals of that time: early amounts by last year's
//! budget, payments of a fund that is not fiscal by its income, true-ups by the estimate.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::super::finding::{FindingToken, Place};
use super::super::journal::{Posting, Total};
use super::books::{Books, Income, Line};
use super::check::Examination;
use super::policies::{Asked, Policies};
use crate::error::Result;
use crate::journal::Event;

/// What early amounts are measured by: year, unit, fund and kind.
type Measured = (i64, i64, String, String);

/// The totals that limits need and that no row keeps. Payments move none of them.
#[derive(Debug, Default)]
pub(super) struct Limits {
    pub(super) policies: Policies,
    approved: FxHashMap<Measured, Total>,
    arranged: FxHashMap<Measured, Total>,
    /// What true-ups took out of the estimate of a line, less what they put in.
    trued_up: FxHashMap<i64, Total>,
}

impl Limits {
    pub(super) fn load(connection: &Connection) -> Result<Self> {
        Ok(Self {
            policies: Policies::load(connection)?,
            ..Self::default()
        })
    }

    /// Let a posting count.
    pub(super) fn count(&mut self, books: &Books, posting: &Posting, event: Event) {
        let totals = match event {
            Event::Approve => &mut self.approved,
            Event::AllocateEarly => &mut self.arranged,
            Event::TrueUpDecrease | Event::TrueUpIncrease => {
                let taken = self.trued_up.entry(posting.line.unwrap_or_default());
                let is_taken = event == Event::TrueUpDecrease;
                *taken.or_default() += posting.effect() * if is_taken { 1 } else { -1 };
                return;
            }
            _ => return,
        };
        if let Some(line) = posting.line.and_then(|id| books.lines.get(&id)) {
            *totals.entry(measured(line, line.year)).or_default() += posting.effect();
        }
    }
}

/// Personnel and public are one kind here.
fn measured(line: &Line, year: i64) -> Measured {
    let is_basic = line.kind.starts_with("basic");
    let kind = if is_basic { "basic" } else { &line.kind };
    (year, line.unit, line.fund.clone(), kind.to_owned())
}

impl Examination<'_> {
    /// What is arranged before the approval is within a part of last year's budget.
    pub(super) fn check_early(&mut self) {
        let Some(line) = self.line().filter(|_| self.posting.reverses.is_none()) else {
            return;
        };
        if line.origin_year < line.year {
            self.add(
                FindingToken::EarlyExceeded,
                format_args!("carried-over money was arranged before the approval"),
            );
        }
        let limits = self.limits;
        let asked = Asked::of(line, &line.functional_code);
        let policy = limits
            .policies
            .deciding("early_spending", self.voucher, &asked);
        let Some(policy) = policy.filter(|policy| policy.is_strict()) else {
            return;
        };
        let total = |totals: &FxHashMap<Measured, Total>, year| {
            totals
                .get(&measured(line, year))
                .copied()
                .unwrap_or_default()
        };
        let percent = Total::from(policy.figure().unwrap_or_default());
        let allowed = total(&limits.approved, line.year - 1).saturating_mul(percent) / 100;
        let arranged = total(&limits.arranged, line.year) + self.posting.effect();
        if arranged > allowed {
            let (id, policy) = (self.posting.id, policy.id);
            self.findings.differs(
                FindingToken::EarlyExceeded,
                || Place::row("posting", id),
                (&allowed, &arranged),
                format_args!("more was arranged before the approval than policy {policy} allows"),
            );
        }
    }

    /// What finance gave lapses by a document: that of the voucher or, in a closing, of an override
    /// or of the policy that says so.
    pub(super) fn check_lapse(&mut self) {
        let Some(line) = self.line().filter(|line| line.is_fiscal()) else {
            return;
        };
        let (policies, asked) = (
            &self.limits.policies,
            Asked::of(line, &line.functional_code),
        );
        let is_decided = || {
            let policy = policies.deciding("closing", self.voucher, &asked);
            policies.are_overridden("closing", self.voucher)
                || policy.is_some_and(|policy| policy.value.as_deref() == Some("lapse"))
        };
        let is_said = self.voucher.has_document() || self.voucher.act == "close" && is_decided();
        if self.posting.reverses.is_none() && !is_said {
            self.add(
                FindingToken::PostingInvalid,
                format_args!("fiscal money lapses by a document only"),
            );
        }
    }

    /// A fund that is not fiscal spends what its budget expects, or what came in, and does not
    /// expect less than it spent.
    pub(super) fn check_spending(&mut self) {
        let income = self.posting.income;
        let income = income.and_then(|id| self.books.incomes.get(&id));
        let Some(income) = income.filter(|_| self.posting.reverses.is_none()) else {
            return;
        };
        let asked = Asked {
            fund: &income.fund,
            ..Asked::default()
        };
        let policies = &self.limits.policies;
        let policy = policies.deciding("unit_spending", self.voucher, &asked);
        let Some(policy) = policy.filter(|policy| {
            policy.is_strict() || policy.action == "document" && !self.voucher.has_document()
        }) else {
            return;
        };
        let amount = self.posting.effect();
        let is_by_money = policy.value.as_deref() == Some("received");
        // Expecting less than nothing is found as a negative total.
        if self.event == Event::IncomeDecrease && (is_by_money || amount > income.expected()) {
            return;
        }
        let left = if is_by_money || self.voucher.act == "post_early" {
            income.money()
        } else {
            spendable(income)
        };
        if amount > left {
            let (id, policy) = (self.posting.id, policy.id);
            self.findings.differs(
                FindingToken::SpendingExceedsIncome,
                || Place::row("posting", id),
                (&left, &amount),
                format_args!("the fund had less left to spend by policy {policy}"),
            );
        }
    }

    /// No more is taken out of an estimate than is left of it, and nothing is added where a closing
    /// brings the real carry-over.
    pub(super) fn check_estimate(&mut self) {
        let Some(line) = self.line().filter(|line| line.origin_year < line.year) else {
            return;
        };
        let is_more = self.event == Event::TrueUpIncrease && self.posting.reverses.is_none();
        let is_known = self.years.state(line.year - 1) != "absent";
        if is_more && (line.original == 0 || is_known) {
            self.add(
                FindingToken::TrueUpExceeded,
                format_args!("it adds to what no budget estimated, or a closing brings whole"),
            );
        }
        let is_less = (self.event == Event::TrueUpDecrease) == self.posting.reverses.is_none();
        let taken = self
            .posting
            .line
            .and_then(|id| self.limits.trued_up.get(&id));
        let left = line.original - taken.copied().unwrap_or_default();
        let amount = self.posting.effect().abs();
        if is_less && amount > left {
            let id = self.posting.id;
            self.findings.differs(
                FindingToken::TrueUpExceeded,
                || Place::row("posting", id),
                (&left, &amount),
                format_args!("less was left of the estimate"),
            );
        }
    }
}

/// Return what the budget of a fund leaves to spend, with what it had from before.
fn spendable(income: &Income) -> Total {
    let has = income.expected() + income.carried_in + income.surplus_used + income.prior_year;
    has - income.carried_out - income.to_surplus - income.paid
}
