//! 追加, 追减, 调剂, 收回, 以前年度调整: what changes a line's right to spend.

use rusqlite::Connection;

use super::resolve::{LineRef, Resolver, explain};
use crate::error::{Error, Result, Rule};
use crate::journal::{Act, Event, Particulars, Receipt, Voucher, write};
use crate::line::Line;
use crate::money::Fen;

/// Give a line more; a line named by a new key is created.
pub(crate) fn supplement(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let line = match line {
        LineRef::Key(key) => resolver.line_or_new(key)?,
        LineRef::Id(_) => resolver.line(line)?,
    };
    post(
        connection,
        resolver,
        Event::Supplement,
        &line,
        amount,
        particulars,
    )
}

/// Take from a line what is not used.
pub(crate) fn reduce(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    one_line(connection, Event::Reduce, line, amount, particulars)
}

/// Take back for finance what is not used.
pub(crate) fn recall(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    one_line(connection, Event::Recall, line, amount, particulars)
}

/// Add to a line what belongs to an earlier year: a late refund, or more carried over than
/// estimated.
pub(crate) fn prior_year_increase(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    refunds: Option<i64>,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let line = resolver.line(line)?;
    let mut voucher = Voucher::new(Act::Post, Some(line.key.year), particulars);
    let mut posting = resolver.posting(Event::PriorYearIncrease, &line, amount)?;
    posting.refunds = refunds;
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher)
}

/// Take from a line what an earlier year did not leave after all.
pub(crate) fn prior_year_decrease(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    one_line(
        connection,
        Event::PriorYearDecrease,
        line,
        amount,
        particulars,
    )
}

/// Move money between two lines of one year, fund, level and origin.
pub(crate) fn transfer(
    connection: &Connection,
    from: &LineRef<'_>,
    to: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let from = resolver.line(from)?;
    let to = match to {
        // A line that the voucher makes must be of its year: say so before the file says less.
        LineRef::Key(key) if key.year != from.key.year => {
            return Err(Error::refused(
                Rule::TransferAcrossYears,
                format!("the lines are of two years: {} and {}", from.key, key),
                "both lines must be of one year",
            ));
        }
        LineRef::Key(key) => resolver.line_or_new(key)?,
        LineRef::Id(_) => resolver.line(to)?,
    };
    let mut voucher = Voucher::new(Act::Post, Some(from.key.year), particulars);
    let mut posting = resolver.posting(Event::Transfer, &from, amount)?;
    posting.to_line = Some(to.id.get());
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher).map_err(|error| explain(connection, &from, amount, error))
}

fn one_line(
    connection: &Connection,
    event: Event,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let resolver = Resolver::new(connection);
    let line = resolver.line(line)?;
    post(connection, resolver, event, &line, amount, particulars)
}

/// Post one event on one line.
pub(super) fn post(
    connection: &Connection,
    mut resolver: Resolver<'_>,
    event: Event,
    line: &Line,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut voucher = Voucher::new(Act::Post, Some(line.key.year), particulars);
    let posting = resolver.posting(event, line, amount)?;
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher).map_err(|error| explain(connection, line, amount, error))
}
