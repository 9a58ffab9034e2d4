//! 承诺 and 释放.

use rusqlite::Connection;

use super::resolve::{self, LineRef, Resolver, explain};
use crate::error::Result;
use crate::journal::{Act, Event, NoteField, Particulars, Receipt, Voucher, write};
use crate::money::Fen;

/// Reserve a part of a line for a contract.
pub(crate) fn commit(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    contract: &str,
    counterparty: Option<&str>,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let line = resolver.line(line)?;
    let mut voucher = Voucher::new(Act::Post, Some(line.key.year), particulars);
    let mut posting = resolver.posting(Event::Commit, &line, amount)?;
    posting.commitment = Some(resolver.new_commitment(line.id, contract, None)?);
    voucher.postings.push(posting);
    voucher.add_note(Some(0), NoteField::Counterparty, counterparty);
    resolver.finish(&mut voucher);
    write(connection, &voucher).map_err(|error| explain(connection, &line, amount, error))
}

/// Give back a part of a commitment to its line.
pub(crate) fn release(
    connection: &Connection,
    commitment: i64,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let (line, _) = resolve::commitment(connection, commitment)?;
    let mut resolver = Resolver::new(connection);
    let mut voucher = Voucher::new(Act::Post, Some(line.key.year), particulars);
    let mut posting = resolver.posting(Event::Release, &line, amount)?;
    posting.commitment = Some(commitment);
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher)
}
