//! What the postings of a closing add up to. They are read once: a county's are as many as its lines,
//! and a query for each figure would go through all of them, and sort most.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};
use rustc_hash::{FxHashMap, FxHashSet};

use super::store::{of_closing, standing};
use super::{
    CarriedCommitment, ClosingCounts, ClosingSurplus, ClosingTotal, ReleasedCommitment, Span,
};
use crate::error::{Error, Result};
use crate::journal::Event;
use crate::money::Fen;

const POSTINGS: &str = concat!(
    "SELECT p.event, p.amount_fen, p.line_id, p.commitment_id, p.surplus_id, l.fund, l.level,
    p.to_line_id, p.to_commitment_id ",
    standing!(),
    " LEFT JOIN line AS l ON l.line_id = p.line_id",
    of_closing!(),
    "ORDER BY v.voucher_id, p.posting_id"
);

/// What the lines of the next year say that came in, not what the closing says that went out; and
/// whether its budget estimated that.
const CARRIED_IN: &str = "SELECT b.carried_in_fen, l.fund, l.level,
    l.origin_year < l.year AND b.original_fen > 0
    FROM line AS l JOIN line_authority AS b ON b.line_id = l.line_id
    WHERE l.year = ?1 + 1";

const SURPLUS: &str = "SELECT u.name, s.fund, u.unit_id FROM surplus AS s
    JOIN unit AS u ON u.unit_id = s.unit_id WHERE s.surplus_id = ?1";

/// The contract of a commitment, and the unit of a line.
const COMMITMENT: &str = "SELECT c.contract, u.name FROM commitment AS c
    JOIN line AS l ON l.line_id = ?2 JOIN unit AS u ON u.unit_id = l.unit_id
    WHERE c.commitment_id = ?1";

/// Sums of the postings of a closing.
#[derive(Debug, Default)]
pub(super) struct Sums {
    /// By fund and level, of which there are few.
    pub(super) totals: Vec<ClosingTotal>,
    by_surplus: FxHashMap<i64, ClosingSurplus>,
    posting_count: i64,
    carried_lines: FxHashSet<i64>,
    /// Commitments without the names of their contract and unit.
    carried: Vec<CarriedCommitment>,
    released: BTreeMap<i64, ReleasedCommitment>,
    /// Whether the next year's budget estimated some of its carry-over.
    pub(super) has_estimates: bool,
}

impl Sums {
    /// Read the postings of a closing.
    pub(super) fn of(connection: &Connection, span: Span) -> Result<Self> {
        let mut sums = Self::default();
        let mut statement = connection.prepare_cached(POSTINGS)?;
        let mut rows = statement.query([span.0, span.1, span.2.into()])?;
        while let Some(row) = rows.next()? {
            sums.count(row)?;
        }
        let mut statement = connection.prepare_cached(CARRIED_IN)?;
        let mut rows = statement.query([span.2])?;
        while let Some(row) = rows.next()? {
            let came_in = Fen::new(row.get(0)?);
            if let Some(total) = sums.find_total(row, 1)? {
                add(&mut total.carried_in, came_in)?;
            }
            sums.has_estimates |= row.get::<_, bool>(3)?;
        }
        let order = |total: &ClosingTotal| (total.fund.clone(), total.level.clone());
        sums.totals.sort_by_cached_key(order);
        Ok(sums)
    }

    /// Return how much was decided.
    pub(super) fn counts(&self, lines_estimated: i64) -> ClosingCounts {
        let count = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
        let carried = self.carried.iter().map(|carried| carried.commitment_id);
        let carried: FxHashSet<i64> = carried.collect();
        ClosingCounts {
            postings: self.posting_count,
            lines_carried: count(self.carried_lines.len()),
            commitments_carried: count(carried.len()),
            commitments_released: count(self.released.len()),
            lines_estimated,
        }
    }

    /// Return what became of each surplus, unit by unit.
    pub(super) fn surpluses(&self, connection: &Connection) -> Result<Vec<ClosingSurplus>> {
        let mut statement = connection.prepare_cached(SURPLUS)?;
        let mut surpluses = Vec::new();
        for (id, sums) in &self.by_surplus {
            let mut surplus = sums.clone();
            let unit_id: i64 = statement.query_row([id], |row| {
                (surplus.unit, surplus.fund) = (row.get(0)?, row.get(1)?);
                row.get(2)
            })?;
            surpluses.push((unit_id, surplus));
        }
        surpluses.sort_by(|(one, a), (other, b)| (one, &a.fund).cmp(&(other, &b.fund)));
        Ok(surpluses.into_iter().map(|(_, surplus)| surplus).collect())
    }

    /// Return the commitments that were carried forward, in the order of their postings.
    pub(super) fn carried_commitments(
        &self,
        connection: &Connection,
    ) -> Result<Vec<CarriedCommitment>> {
        let mut statement = connection.prepare_cached(COMMITMENT)?;
        let mut commitments = self.carried.clone();
        for carried in &mut commitments {
            let ids = [carried.commitment_id, carried.to_line_id];
            (carried.contract, carried.unit) =
                statement.query_row(ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
        }
        Ok(commitments)
    }

    /// Return the commitments that were released, in the order of their numbers.
    pub(super) fn released_commitments(
        &self,
        connection: &Connection,
    ) -> Result<Vec<ReleasedCommitment>> {
        let mut statement = connection.prepare_cached(COMMITMENT)?;
        let mut commitments: Vec<_> = self.released.values().cloned().collect();
        for released in &mut commitments {
            let ids = [released.commitment_id, released.line_id];
            (released.contract, released.unit) =
                statement.query_row(ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
        }
        Ok(commitments)
    }

    fn count(&mut self, row: &Row<'_>) -> Result<()> {
        let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let event = Event::from_word(word)
            .ok_or_else(|| Error::damaged(format!("a closing posts {word}")))?;
        let amount = Fen::new(row.get(1)?);
        let line: Option<i64> = row.get(2)?;
        let commitment: Option<i64> = row.get(3)?;
        self.posting_count += 1;
        match event {
            Event::CarryForward => {
                self.carried_lines.extend(line);
                if let Some(commitment_id) = commitment {
                    self.carried.push(CarriedCommitment {
                        contract: String::new(),
                        unit: String::new(),
                        commitment_id,
                        line_id: row.get(2)?,
                        to_commitment_id: row.get(8)?,
                        to_line_id: row.get(7)?,
                        amount,
                    });
                }
            }
            Event::Release => {
                if let Some(commitment_id) = commitment {
                    let released = self.released.entry(commitment_id);
                    let released = released.or_insert(ReleasedCommitment {
                        contract: String::new(),
                        unit: String::new(),
                        commitment_id,
                        line_id: row.get(2)?,
                        amount: Fen::ZERO,
                    });
                    add(&mut released.amount, amount)?;
                }
            }
            _ => {}
        }
        if line.is_some() {
            let total = self.total(row, 5)?;
            match event {
                Event::CarryForward => add(&mut total.carried_out, amount)?,
                Event::ToSurplus => add(&mut total.to_surplus, amount)?,
                Event::Recall => add(&mut total.recalled, amount)?,
                Event::Lapse => add(&mut total.lapsed, amount)?,
                _ => {}
            }
        }
        if let Some(surplus) = row.get::<_, Option<i64>>(4)? {
            let surplus = self.by_surplus.entry(surplus).or_default();
            match event {
                Event::ToSurplus => add(&mut surplus.from_lines, amount)?,
                Event::IncomeToSurplus => add(&mut surplus.from_income, amount)?,
                Event::CoverDeficit => add(&mut surplus.covered, amount)?,
                Event::Surrender => add(&mut surplus.surrendered, amount)?,
                Event::EarmarkSurplus => add(&mut surplus.earmarked, amount)?,
                Event::PoolIn | Event::PoolEarmarkedIn => add(&mut surplus.pooled_in, amount)?,
                Event::PoolOut | Event::PoolEarmarkedOut => add(&mut surplus.pooled_out, amount)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Return the totals of the fund and level that stand in two columns, if any were begun.
    fn find_total(&mut self, row: &Row<'_>, column: usize) -> Result<Option<&mut ClosingTotal>> {
        let text = |column| -> Result<&str> {
            let text = row.get_ref(column)?.as_str();
            Ok(text.map_err(rusqlite::Error::from)?)
        };
        let (fund, level) = (text(column)?, text(column + 1)?);
        let mut totals = self.totals.iter_mut();
        Ok(totals.find(|total| total.fund == fund && total.level == level))
    }

    /// Return the same totals, and begin them where they are new.
    fn total(&mut self, row: &Row<'_>, column: usize) -> Result<&mut ClosingTotal> {
        if self.find_total(row, column)?.is_none() {
            self.totals.push(ClosingTotal {
                fund: row.get(column)?,
                level: row.get(column + 1)?,
                ..ClosingTotal::default()
            });
        }
        self.find_total(row, column)?
            .ok_or_else(|| Error::Internal("totals were begun and are not there".to_owned()))
    }
}

fn add(total: &mut Fen, amount: Fen) -> Result<()> {
    *total = total.checked_add(amount)?;
    Ok(())
}
