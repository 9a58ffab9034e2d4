//! The states of the years, replayed from the acts.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::finding::{FindingToken, Findings, Place};
use super::super::journal::Voucher;
use super::super::row::{number, word, year};
use crate::date::Date;
use crate::error::Result;

/// A year as the acts left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Year {
    pub(crate) state: &'static str,
    pub(crate) last_voucher: i64,
    pub(crate) is_approved: bool,
    /// The newest day on which something of it moved.
    newest_day: Option<Date>,
}

/// Every year of the ledger.
#[derive(Debug, Default)]
pub(crate) struct Years(pub(crate) BTreeMap<i64, Year>);

/// What an act asks of its year, and what it makes of it.
struct Step {
    before: Option<&'static str>,
    after: Option<&'static str>,
}

fn step(act: &str) -> Option<Step> {
    let (before, after) = match act {
        "prepare_year" => (None, Some("preparing")),
        "approve" => (Some("preparing"), Some("open")),
        "post_early" => (Some("preparing"), None),
        "post" => (Some("open"), None),
        "begin_closing" => (Some("open"), Some("closing")),
        "close" | "undo_close" => (Some("closing"), None),
        "finish_closing" => (Some("closing"), Some("closed")),
        "reopen_year" => (Some("closed"), Some("closing")),
        "cancel_closing" => (Some("closing"), Some("open")),
        _ => return None,
    };
    Some(Step { before, after })
}

/// An approval or closing is not dated before anything that moved in its year.
fn check_day(voucher: &Voucher, newest: Option<Date>, findings: &mut Findings) {
    let is_after_all = matches!(voucher.act.as_str(), "approve" | "begin_closing" | "close");
    let days = newest.zip(voucher.day).filter(|(newest, own)| own < newest);
    if let Some((newest, found)) = days.filter(|_| is_after_all) {
        findings.differs(
            FindingToken::DateTooEarly,
            || Place::row("voucher", voucher.id),
            (&format_args!("{newest} or later"), &found),
            format_args!("it is dated before something that moved in its year"),
        );
    }
}

impl Years {
    /// Return the state of a year; `absent` when there is none.
    pub(super) fn state(&self, year: i64) -> &'static str {
        self.0.get(&year).map_or("absent", |year| year.state)
    }

    /// Take the step of a voucher.
    pub(super) fn take(&mut self, voucher: &Voucher, findings: &mut Findings) {
        let (Some(step), Some(year)) = (step(&voucher.act), voucher.year) else {
            return;
        };
        let before = step.before.unwrap_or("absent");
        let found = self.state(year);
        if found != before {
            findings.differs(
                FindingToken::YearStateDiffers,
                || Place::row("voucher", voucher.id),
                (&before, &found),
                format_args!("{} {year} in another state of the year", voucher.act),
            );
        }
        self.check_order(voucher, year, findings);
        let known = self.0.get(&year);
        let is_approved = known.is_some_and(|year| year.is_approved);
        let newest_day = known.and_then(|year| year.newest_day);
        check_day(voucher, newest_day, findings);
        if let Some(after) = step.after {
            let next = Year {
                state: after,
                last_voucher: voucher.id,
                is_approved: is_approved || voucher.act == "approve",
                newest_day,
            };
            self.0.insert(year, next);
        }
        if let Some(known) = self.0.get_mut(&year).filter(|_| voucher.posting_count > 0) {
            known.newest_day = newest_day.max(voucher.day);
        }
    }

    /// Years are closed from the first to the last, and reopened the other way round.
    fn check_order(&self, voucher: &Voucher, year: i64, findings: &mut Findings) {
        let wrong = match voucher.act.as_str() {
            "begin_closing" => self.0.range(..year).find(|(_, y)| y.state != "closed"),
            "reopen_year" => self
                .0
                .range(year.saturating_add(1)..)
                .find(|(_, y)| matches!(y.state, "closing" | "closed")),
            _ => None,
        };
        if let Some((other, found)) = wrong {
            findings.add(
                FindingToken::YearStateDiffers,
                || Place::row("voucher", voucher.id),
                format_args!("{} {year} while {other} is {}", voucher.act, found.state),
            );
        }
    }

    /// Compare with the states as they are stored.
    pub(super) fn compare(&self, connection: &Connection, findings: &mut Findings) -> Result<()> {
        let mut waiting = self.0.clone();
        let sql = "SELECT year, state, last_voucher_id FROM budget_year ORDER BY year";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (year, state, last) = (year(row, 0)?, word(row, 1)?, number(row, 2)?);
            let Some(replayed) = waiting.remove(&year) else {
                findings.add(
                    FindingToken::YearStateDiffers,
                    || Place::row("budget_year", year),
                    format_args!("no act prepared the year"),
                );
                continue;
            };
            if replayed.state != state {
                findings.differs(
                    FindingToken::YearStateDiffers,
                    || Place::column("budget_year", year, "state"),
                    (&replayed.state, &state),
                    format_args!("the acts lead to another state"),
                );
            }
            if replayed.last_voucher != last {
                findings.differs(
                    FindingToken::YearStateDiffers,
                    || Place::column("budget_year", year, "last_voucher_id"),
                    (&replayed.last_voucher, &last),
                    format_args!("another act brought it into this state"),
                );
            }
        }
        for year in waiting.keys() {
            findings.add(
                FindingToken::YearStateDiffers,
                || Place::row("budget_year", year),
                format_args!("the year was prepared and is not there"),
            );
        }
        Ok(())
    }
}
