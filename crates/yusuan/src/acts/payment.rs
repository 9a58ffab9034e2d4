//! 支付 and 退回.

use rusqlite::{Connection, OptionalExtension};

use super::resolve::{self, LineRef, Resolver, explain};
use crate::error::{Error, Result};
use crate::journal::{Act, Event, NoteField, Particulars, Receipt, Voucher, write};
use crate::line::LineId;
use crate::money::Fen;

/// What a payment is made from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Payment<'a> {
    /// What a line has available.
    Line(&'a LineRef<'a>),
    /// What remains of a commitment.
    Commitment(i64),
}

/// Pay from a line or against a commitment.
pub(crate) fn pay(
    connection: &Connection,
    from: Payment<'_>,
    amount: Fen,
    payee: Option<&str>,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let (line, commitment) = match from {
        Payment::Line(line) => (resolver.line(line)?, None),
        Payment::Commitment(id) => (resolve::commitment(connection, id)?.0, Some(id)),
    };
    let mut voucher = Voucher::new(Act::Post, Some(line.key.year), particulars);
    let mut posting = resolver.posting(Event::Pay, &line, amount)?;
    posting.commitment = commitment;
    voucher.postings.push(posting);
    voucher.add_note(Some(0), NoteField::Payee, payee);
    resolver.finish(&mut voucher);
    write(connection, &voucher).map_err(|error| explain(connection, &line, amount, error))
}

/// Return a part of a payment, or all of it, to its line in the same year.
pub(crate) fn refund(
    connection: &Connection,
    payment: i64,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let sql = "SELECT line_id FROM posting WHERE posting_id = ?1 AND event = 'pay'";
    let found: Option<i64> = connection
        .prepare_cached(sql)?
        .query_row([payment], |row| row.get(0))
        .optional()?;
    let line = found.ok_or_else(|| {
        Error::not_found(
            "payment_unknown",
            "the payment",
            payment,
            "give the posting of a payment",
        )
    })?;
    let mut resolver = Resolver::new(connection);
    let line = resolver.line(&LineRef::Id(LineId::new(line)))?;
    let mut voucher = Voucher::new(Act::Post, Some(line.key.year), particulars);
    let mut posting = resolver.posting(Event::Refund, &line, amount)?;
    posting.refunds = Some(payment);
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher)
}
