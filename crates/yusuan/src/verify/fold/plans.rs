//! Spending plans beside what their lines could spend and had paid, when the plan was written and
//! at each posting after it. Only lines that were ever planned are counted by month.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::super::finding::{FindingToken, Place};
use super::super::journal::{Total, Voucher};
use super::super::row::{integer, number};
use super::Fold;
use super::books::{Books, Line};
use super::check::Examination;
use super::policies::Asked;
use crate::error::Result;
use crate::journal::Event;

const PLANS: &str = "SELECT plan_id, line_id, m01_fen, m02_fen, m03_fen, m04_fen, m05_fen, m06_fen,
    m07_fen, m08_fen, m09_fen, m10_fen, m11_fen, m12_fen FROM spending_plan
    WHERE voucher_id = ?1 ORDER BY plan_id";

/// What a line has paid in each month, and what it was to pay.
#[derive(Debug, Default)]
pub(crate) struct Planned {
    paid: [Total; 12],
    plan: Option<[Total; 12]>,
}

impl Planned {
    /// Let a payment of a month count, or what came back of one.
    pub(super) fn pay(&mut self, month: usize, amount: Total) {
        if let Some(paid) = self.paid.get_mut(month) {
            *paid += amount;
        }
    }

    /// Return the first month from one on by whose end more is paid than planned: its number, what
    /// was planned and what was paid until then.
    fn exceeded(&self, from: usize) -> Option<(usize, Total, Total)> {
        let (mut planned, mut paid) = (0, 0);
        let months = self.plan?.into_iter().zip(self.paid).enumerate();
        let mut until = months.map(|(month, (of_plan, of_month))| {
            planned += of_plan;
            paid += of_month;
            (month, planned, paid)
        });
        until.find(|(month, planned, paid)| *month >= from && paid > planned)
    }

    fn total(&self) -> Total {
        self.plan.iter().flatten().sum()
    }
}

/// Make room for the months of every line that was ever planned.
pub(super) fn load(connection: &Connection, books: &mut Books) -> Result<()> {
    let mut statement = connection.prepare("SELECT DISTINCT line_id FROM spending_plan")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if let Some(line) = books.lines.get_mut(&number(row, 0)?) {
            line.planned = Some(Box::default());
        }
    }
    Ok(())
}

/// Take the plans of a voucher, and compare each with its line.
pub(super) fn take(fold: &mut Fold<'_>, voucher: &Voucher) -> Result<()> {
    let Fold {
        books, findings, ..
    } = fold;
    let mut statement = fold.connection.prepare_cached(PLANS)?;
    let mut rows = statement.query([voucher.id])?;
    let mut planned = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let (id, line) = (number(row, 0)?, number(row, 1)?);
        let mut months = [0; 12];
        for (column, month) in (2..).zip(&mut months) {
            *month = integer(row, column)?.unwrap_or_default().into();
        }
        if let Some(line) = books.lines.get_mut(&line) {
            line.planned.get_or_insert_default().plan = Some(months);
        }
        planned.insert((id, line));
    }
    for (id, line) in planned {
        let Some(found) = books.lines.get(&line) else {
            continue;
        };
        let planned = found.planned.as_deref();
        let total = planned.map_or(0, Planned::total);
        let authority = found.authority();
        if total > authority {
            findings.differs(
                FindingToken::PlanExceeded,
                || Place::row("spending_plan", id),
                (&authority, &total),
                format_args!("the plan of line {line} is more than it may spend"),
            );
        }
        if let Some((month, until, paid)) = planned.and_then(|planned| planned.exceeded(0)) {
            findings.differs(
                FindingToken::PlanExceeded,
                || Place::row("spending_plan", id),
                (&until, &paid),
                format_args!(
                    "line {line} has paid more than planned until month {}",
                    month + 1
                ),
            );
        }
    }
    Ok(())
}

impl Examination<'_> {
    /// A payment needs a plan where a policy wants one.
    pub(super) fn check_planned(&mut self) {
        let policies = &self.limits.policies;
        if !policies.want_plans || self.posting.reverses.is_some() || self.voucher.act != "post" {
            return;
        }
        let Some(line) = self.line() else {
            return;
        };
        let planned = line.planned.as_deref();
        let asked = Asked::of(line, &line.functional_code);
        let policy = policies.deciding("spending_plan", self.voucher, &asked);
        let policy = policy.filter(|policy| policy.is_strict());
        if let Some(policy) = policy
            && planned.is_none_or(|planned| planned.plan.is_none())
        {
            let id = policy.id;
            self.add(
                FindingToken::PlanMissing,
                format_args!("policy {id} wants a spending plan of the line, and there was none"),
            );
        }
    }

    /// Compare the plan of a line with what it has become, once the posting counts.
    pub(super) fn check_plan(&mut self, id: i64, line: &Line) {
        let Some(planned) = line.planned.as_deref().filter(|it| it.plan.is_some()) else {
            return;
        };
        let posting = self.posting.id;
        let place = || Place::row("posting", posting);
        if matches!(self.event, Event::Pay | Event::Refund) {
            let pays = (self.event == Event::Pay) == self.posting.reverses.is_none();
            let exceeded = planned.exceeded(self.voucher.month());
            if let Some((month, until, paid)) = exceeded.filter(|_| pays) {
                self.findings.differs(
                    FindingToken::PlanExceeded,
                    place,
                    (&until, &paid),
                    format_args!("line {id} paid more than planned until month {}", month + 1),
                );
            }
            return;
        }
        let (authority, total) = (line.authority(), planned.total());
        if total > authority && self.years.state(line.year) == "open" {
            self.findings.differs(
                FindingToken::PlanExceeded,
                place,
                (&authority, &total),
                format_args!("the plan of line {id} is more than it may spend after it"),
            );
        }
    }
}
