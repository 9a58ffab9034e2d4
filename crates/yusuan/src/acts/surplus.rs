//! 结余: into the stock, out of it into a line, handed up, distributed.

use rusqlite::Connection;

use super::adjustment::post;
use super::resolve::{LineRef, Resolver};
use crate::error::Result;
use crate::journal::{Act, Event, Particulars, Posting, Receipt, Voucher, write};
use crate::line::Fund;
use crate::money::Fen;

/// What happens to a stock of surplus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SurplusAct {
    /// 上缴.
    Surrender,
    /// 结余分配.
    Distribute,
}

/// Take from the surplus of a unit and fund.
pub(crate) fn post_surplus(
    connection: &Connection,
    act: SurplusAct,
    (year, unit, fund): (i16, &str, Fund),
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let event = match act {
        SurplusAct::Surrender => Event::Surrender,
        SurplusAct::Distribute => Event::Distribute,
    };
    let mut resolver = Resolver::new(connection);
    let mut posting = Posting::new(event, amount.require_positive()?);
    posting.surplus = Some(resolver.surplus(unit, fund)?);
    let mut voucher = Voucher::new(Act::Post, Some(year), particulars);
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher)
}

/// Move what a finished project left into the surplus.
pub(crate) fn to_surplus(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    with_surplus(connection, Event::ToSurplus, line, amount, particulars)
}

/// Give a line money out of the surplus.
pub(crate) fn use_surplus(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    with_surplus(connection, Event::UseSurplus, line, amount, particulars)
}

/// Let authority lapse that no money stands behind.
pub(crate) fn lapse(
    connection: &Connection,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let resolver = Resolver::new(connection);
    let line = resolver.line(line)?;
    post(
        connection,
        resolver,
        Event::Lapse,
        &line,
        amount,
        particulars,
    )
}

fn with_surplus(
    connection: &Connection,
    event: Event,
    line: &LineRef<'_>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let line = resolver.line(line)?;
    let mut posting = resolver.posting(event, &line, amount)?;
    posting.surplus = Some(resolver.surplus(&line.key.unit, line.key.fund)?);
    let mut voucher = Voucher::new(Act::Post, Some(line.key.year), particulars);
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher)
}
