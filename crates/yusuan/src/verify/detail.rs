//! What the journal says of the lines of an appropriation account: the details that the view
//! `appropriation_detail` shows, from sums of the postings by event.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::accounts::{Figures, Key};
use super::journal::{Posting, Total, Voucher};
use crate::error::Result;
use crate::journal::Event;

/// A kind of posting, as a line sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind {
    event: Event,
    /// The line gets what the posting moves.
    is_to: bool,
    is_committed: bool,
}

/// What the postings of a line come to.
#[derive(Debug, Default)]
struct Sums {
    by_kind: Vec<(Kind, Total)>,
    /// What was paid, less what came back, by year and month.
    by_month: Vec<((i64, usize), Total)>,
}

fn add<K: PartialEq>(sums: &mut Vec<(K, Total)>, key: K, amount: Total) {
    match sums.iter_mut().find(|(known, _)| *known == key) {
        Some((_, sum)) => *sum += amount,
        None => sums.push((key, amount)),
    }
}

/// What a line had paid by the end of a month in which it paid.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PaidBy {
    pub(super) line: i64,
    pub(super) year: i64,
    pub(super) month: usize,
    pub(super) paid: Total,
    /// It paid in no later month.
    pub(super) is_last: bool,
}

/// The details of an account, added up.
#[derive(Debug, Default)]
pub(super) struct Detail {
    pub(super) resource: Total,
    pub(super) figures: Figures,
}

/// Sums of the postings of every line.
#[derive(Debug, Default)]
pub(super) struct Details(FxHashMap<i64, Sums>);

impl Details {
    /// Let a posting count.
    pub(super) fn count(&mut self, voucher: &Voucher, posting: &Posting) {
        let Some(event) = posting.event else {
            return;
        };
        let (amount, is_committed) = (posting.effect(), posting.commitment.is_some());
        let sides = [(posting.line, false), (posting.to_line, true)];
        for (line, is_to) in sides {
            let Some(line) = line else {
                continue;
            };
            let sums = self.0.entry(line).or_default();
            let kind = Kind {
                event,
                is_to,
                is_committed,
            };
            add(&mut sums.by_kind, kind, amount);
            let paid = match event {
                Event::Pay => amount,
                Event::Refund => -amount,
                _ => continue,
            };
            let month = (voucher.year.unwrap_or_default(), voucher.month() + 1);
            add(&mut sums.by_month, month, paid);
        }
    }

    /// Return what each line had paid by each month in which it paid.
    pub(super) fn months(&self) -> Vec<PaidBy> {
        let mut months = Vec::new();
        for (line, sums) in &self.0 {
            let mut of_line = sums.by_month.clone();
            of_line.sort_unstable();
            let (count, mut paid) = (of_line.len(), 0);
            for (index, ((year, month), amount)) in of_line.into_iter().enumerate() {
                paid += amount;
                months.push(PaidBy {
                    line: *line,
                    year,
                    month,
                    paid,
                    is_last: index + 1 == count,
                });
            }
        }
        months.sort_unstable();
        months
    }

    /// Add the details of each account up.
    pub(super) fn by_account(&self, connection: &Connection) -> Result<BTreeMap<Key, Detail>> {
        let sql = "SELECT year, unit_id, fund, level, origin_year FROM line WHERE line_id = ?1";
        let mut statement = connection.prepare(sql)?;
        let mut accounts: BTreeMap<Key, Detail> = BTreeMap::new();
        for (line, sums) in &self.0 {
            let key = statement.query_row([line], |row| Key::read(row, 0));
            let key = key.optional()?.unwrap_or_else(Key::of_nothing);
            let account = accounts.entry(key).or_default();
            for (kind, amount) in &sums.by_kind {
                account.add(*kind, *amount);
            }
        }
        for account in accounts.values_mut() {
            let [.., obligation, unobligated, closing, expired, _, _] = &mut account.figures.0;
            *unobligated = account.resource - *obligation - *closing - *expired;
        }
        Ok(accounts)
    }
}

impl Detail {
    /// Let the sum of a kind of posting count.
    fn add(&mut self, kind: Kind, amount: Total) {
        let [
            opening,
            adjustment,
            appropriated,
            transferred_in,
            transferred_out,
            other,
            obligation,
            _,
            closing,
            expired,
            outlay,
            recovery,
        ] = &mut self.figures.0;
        let mut give = |source: &mut Total, signed: Total| {
            *source += signed;
            self.resource += signed;
        };
        let is_committed = Total::from(kind.is_committed);
        match kind.event {
            Event::CarryForward if kind.is_to => {
                give(opening, amount);
                *obligation += amount * is_committed;
            }
            Event::CarryForward => {
                *closing += amount;
                *obligation -= amount * is_committed;
            }
            Event::Transfer if kind.is_to => give(transferred_in, amount),
            Event::Transfer => {
                *transferred_out += amount;
                self.resource -= amount;
            }
            Event::PriorYearIncrease | Event::TrueUpIncrease => give(adjustment, amount),
            Event::PriorYearDecrease | Event::TrueUpDecrease | Event::Recall => {
                give(adjustment, -amount);
            }
            Event::Approve | Event::ApproveCarried | Event::AllocateEarly | Event::Supplement => {
                give(appropriated, amount);
            }
            Event::AbsorbEarly | Event::Reduce => give(appropriated, -amount),
            Event::UseSurplus | Event::UseEarmarked => give(other, amount),
            Event::Commit => *obligation += amount,
            Event::Release => {
                *obligation -= amount;
                *recovery += amount;
            }
            Event::Pay => {
                *outlay += amount;
                *obligation += amount * (1 - is_committed);
            }
            Event::Refund => {
                *outlay -= amount;
                *obligation -= amount * (1 - is_committed);
            }
            Event::ToSurplus | Event::Lapse => *expired += amount,
            _ => {}
        }
    }
}
