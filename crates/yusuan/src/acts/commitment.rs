//! 承诺 and 释放.

use super::post::Made;
use super::resolve::{self, Resolver};
use crate::error::Result;
use crate::journal::{Event, NoteField};
use crate::line::LineName;
use crate::money::Fen;

/// Reserve a part of a line for a contract.
pub(super) fn commit(
    resolver: &mut Resolver<'_>,
    line: &LineName,
    amount: Fen,
    contract: &str,
) -> Result<Made> {
    let line = resolver.line(line)?;
    let id = line.id;
    let mut made = Made::on_line(resolver, Event::Commit, line, amount)?;
    made.posting.commitment = Some(resolver.new_commitment(id, contract, None)?);
    made.party = Some(NoteField::Counterparty);
    made.contract = Some(contract.to_owned());
    Ok(made)
}

/// Reserve more for a commitment, release a part of it, or pay against it.
pub(super) fn on_commitment(
    resolver: &mut Resolver<'_>,
    event: Event,
    commitment: i64,
    amount: Fen,
) -> Result<Made> {
    let (line, contract) = resolve::commitment(resolver.connection(), commitment)?;
    let mut made = Made::on_line(resolver, event, line, amount)?;
    made.posting.commitment = Some(commitment);
    made.contract = Some(contract);
    if event == Event::Pay {
        made.party = Some(NoteField::Payee);
    }
    Ok(made)
}
