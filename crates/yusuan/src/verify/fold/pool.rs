//! Surplus that is pooled: one posting takes it, the next to it gives it.

use rusqlite::{OptionalExtension, params};

use super::super::journal::{POSTING, Posting};
use super::check::Examination;
use crate::error::Result;
use crate::journal::Event;

impl Examination<'_> {
    /// The other posting of the pair must be there, and take or give the same.
    pub(super) fn check_pool(&mut self) -> Result<()> {
        let posting = self.posting;
        let takes = matches!(self.event, Event::PoolOut | Event::PoolEarmarkedOut);
        // A reversal undoes the newer one first.
        let is_first = takes == posting.reverses.is_none();
        let step = if is_first { 1 } else { -1 };
        let mut statement = self.connection.prepare_cached(POSTING)?;
        let other = statement
            .query_row([posting.id.saturating_add(step)], Posting::read)
            .optional()?;
        let other = other.filter(|other| {
            let undone = posting.reverses.map(|undone| undone.saturating_sub(step));
            other.voucher == posting.voucher
                && other.event.is_some()
                && other.event == counterpart(self.event)
                && other.amount == posting.amount
                && other.reverses == undone
        });
        let Some(other) = other else {
            self.crosses_when(
                true,
                "what is pooled does not go from one surplus to another",
            );
            return Ok(());
        };
        if takes && posting.reverses.is_none() {
            let is_wrong = !self.is_taken_over(posting.surplus, other.surplus)?;
            self.crosses_when(is_wrong, "surplus goes to a unit that did not take it over");
        }
        Ok(())
    }

    /// Say whether one surplus is of a unit that was deactivated, and the other of its successor.
    fn is_taken_over(&self, from: Option<i64>, to: Option<i64>) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM surplus AS a
            JOIN unit AS o ON o.unit_id = a.unit_id JOIN successor AS s ON s.old = o.name
            JOIN unit AS n ON n.name = s.new
            JOIN surplus AS b ON b.unit_id = n.unit_id AND b.fund = a.fund
            WHERE a.surplus_id = ?1 AND b.surplus_id = ?2 AND s.scheme = 'unit'
            AND s.voucher_id < ?3 AND o.deactivated_by < ?3 AND s.year + ?4 <= ?5)";
        let voucher = self.voucher;
        let is_post = voucher.act == "post";
        let mut statement = self.connection.prepare_cached(sql)?;
        let found = statement.query_row(
            params![from, to, voucher.id, is_post, voucher.year],
            |row| row.get(0),
        )?;
        Ok(found)
    }
}

/// Return the event of the other posting.
const fn counterpart(event: Event) -> Option<Event> {
    match event {
        Event::PoolOut => Some(Event::PoolIn),
        Event::PoolIn => Some(Event::PoolOut),
        Event::PoolEarmarkedOut => Some(Event::PoolEarmarkedIn),
        Event::PoolEarmarkedIn => Some(Event::PoolEarmarkedOut),
        _ => None,
    }
}
