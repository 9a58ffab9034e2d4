//! Postings that refer to earlier ones: reversals and refunds.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::finding::{FindingToken, Place};
use super::super::journal::{POSTING, Posting, Total};
use super::super::row::{integer, text, word};
use super::check::Examination;
use crate::date::{self, Date};
use crate::error::Result;
use crate::journal::Event;

impl Examination<'_> {
    /// Compare with the earlier postings it names.
    pub(super) fn check_history(&mut self) -> Result<()> {
        match (self.posting.reverses, self.posting.refunds) {
            (Some(undone), _) => self.check_reversal(undone),
            (None, Some(payment)) => self.check_refund(payment),
            (None, None) => Ok(()),
        }
    }

    fn differs_when(&mut self, is_wrong: bool, message: &'static str) {
        if is_wrong {
            self.add(FindingToken::ReversalDiffers, format_args!("{message}"));
        }
    }

    fn exceeds_when(&mut self, is_wrong: bool, message: std::fmt::Arguments<'_>) {
        if is_wrong {
            self.add(FindingToken::RefundExceeded, message);
        }
    }

    /// What is done with a commitment is not dated before the act that made it.
    pub(super) fn check_commitment_day(&mut self) {
        let commitment = self.posting.commitment;
        let commitment = commitment.and_then(|id| self.books.commitments.get(&id));
        let is_dated = matches!(self.voucher.act.as_str(), "post" | "post_early");
        if let Some(commitment) = commitment.filter(|_| is_dated && self.posting.reverses.is_none())
        {
            self.check_not_before("the act that made its commitment", commitment.made_on);
        }
    }

    fn check_not_before(&mut self, what: &str, day: Option<Date>) {
        if let Some((first, found)) = day.zip(self.voucher.day).filter(|(day, own)| own < day) {
            let id = self.posting.id;
            self.findings.differs(
                FindingToken::DateTooEarly,
                || Place::row("posting", id),
                (&format_args!("{first} or later"), &found),
                format_args!("it is dated before {what}"),
            );
        }
    }

    fn check_reversal(&mut self, undone: i64) -> Result<()> {
        let posting = self.posting;
        let Some(original) = earlier(self.connection, undone, posting)? else {
            self.differs_when(true, "it undoes no earlier posting");
            return Ok(());
        };
        self.differs_when(original.reverses.is_some(), "it undoes a reversal");
        let repeated = Posting {
            id: posting.id,
            voucher: posting.voucher,
            reverses: posting.reverses,
            ..original.clone()
        };
        self.differs_when(
            repeated != *posting,
            "it does not repeat the event, rows and amount of what it undoes",
        );
        let sql = "SELECT EXISTS (
            SELECT 1 FROM posting WHERE reverses_id = ?1 AND posting_id < ?2)";
        let is_second: bool = self
            .connection
            .prepare_cached(sql)?
            .query_row([undone, posting.id], |row| row.get(0))?;
        self.differs_when(is_second, "what it undoes is undone already");
        let sql = "SELECT year, act FROM voucher WHERE voucher_id = ?1";
        let found = self
            .connection
            .prepare_cached(sql)?
            .query_row([original.voucher], |row| {
                Ok((integer(row, 0)?, word(row, 1)?))
            })
            .optional()?;
        let act = self.voucher.act.as_str();
        let undoes = |of: &str| match act {
            "undo_close" => of == "close",
            // What was paid before the approval can still be undone after it.
            "post" => matches!(of, "post" | "post_early"),
            act => of == act,
        };
        let is_same = found.is_some_and(|(year, of)| year == self.voucher.year && undoes(&of));
        self.differs_when(!is_same, "what it undoes is of another year or kind of act");
        let outstanding = refunded(self.connection, undone, posting.id)?;
        self.differs_when(
            outstanding != Some(0),
            "refunds of the payment it undoes still stand",
        );
        Ok(())
    }

    fn check_refund(&mut self, payment: i64) -> Result<()> {
        let posting = self.posting;
        let Some(paid) = earlier(self.connection, payment, posting)? else {
            self.exceeds_when(true, format_args!("it refunds no earlier payment"));
            return Ok(());
        };
        self.check_not_before("its payment", day_of(self.connection, paid.voucher)?);
        let is_wrong = paid.event != Some(Event::Pay) || paid.reverses.is_some();
        self.exceeds_when(is_wrong, format_args!("posting {payment} is not a payment"));
        let sql = "SELECT EXISTS (
            SELECT 1 FROM posting WHERE reverses_id = ?1 AND posting_id < ?2)";
        let is_undone: bool = self
            .connection
            .prepare_cached(sql)?
            .query_row([payment, posting.id], |row| row.get(0))?;
        self.exceeds_when(
            is_undone,
            format_args!("payment {payment} is undone already"),
        );
        // What came back before, and this: never more than was paid.
        let before = refunded(self.connection, payment, posting.id)?;
        let left = before.map(|before| Total::from(paid.amount.unwrap_or_default()) - before);
        self.exceeds_when(
            left.is_none_or(|left| posting.effect() > left),
            format_args!("more of payment {payment} comes back than was paid"),
        );
        let line = paid.line.and_then(|id| self.books.lines.get(&id));
        let is_right = match (line, self.line()) {
            (Some(from), Some(to)) if self.event == Event::PriorYearIncrease => {
                from.year < to.year && from.unit == to.unit && from.fund == to.fund
            }
            _ => paid.line == posting.line,
        };
        self.exceeds_when(
            !is_right,
            format_args!("payment {payment} was made from another line"),
        );
        // In a ledger of version 1 what came back went to no commitment.
        let is_elsewhere = posting.commitment.is_some() && posting.commitment != paid.commitment;
        self.exceeds_when(
            is_elsewhere,
            format_args!("payment {payment} was made against another commitment"),
        );
        Ok(())
    }
}

/// Return the line of a posting.
pub(super) fn line_of(connection: &Connection, id: i64) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached(POSTING)?;
    let found = statement.query_row([id], Posting::read).optional()?;
    Ok(found.and_then(|posting| posting.line))
}

/// Return the day of a voucher.
fn day_of(connection: &Connection, voucher: i64) -> Result<Option<Date>> {
    let sql = "SELECT dated FROM voucher WHERE voucher_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement
        .query_row([voucher], |row| text(row, 0))
        .optional()?;
    let dated = found.flatten();
    Ok(dated.and_then(|text| date::parse(&text).ok()))
}

/// Return a posting that stands before another.
fn earlier(connection: &Connection, id: i64, than: &Posting) -> Result<Option<Posting>> {
    let mut statement = connection.prepare_cached(POSTING)?;
    let found = statement.query_row([id], Posting::read).optional()?;
    Ok(found.filter(|posting| posting.id < than.id))
}

/// Return what came back of a payment before a posting; none when that cannot be added up.
fn refunded(connection: &Connection, payment: i64, before: i64) -> Result<Option<Total>> {
    let sql = "SELECT amount_fen, reverses_id IS NOT NULL FROM posting
        WHERE refunds_id = ?1 AND posting_id < ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![payment, before])?;
    let mut total: Total = 0;
    while let Some(row) = rows.next()? {
        let Some(amount) = integer(row, 0)? else {
            return Ok(None);
        };
        let is_reversal: bool = row.get(1)?;
        let amount = Total::from(amount);
        total += if is_reversal { -amount } else { amount };
    }
    Ok(Some(total))
}
