//! Income of the funds that are not fiscal.

use rusqlite::Connection;

use super::resolve::Resolver;
use crate::error::Result;
use crate::journal::{Act, Event, Particulars, Posting, Receipt, Voucher, write};
use crate::line::Fund;
use crate::money::Fen;

/// What happens to an income.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IncomeAct {
    /// The budget expects more.
    Increase,
    /// The budget expects less.
    Decrease,
    /// Money comes in.
    Receive,
    /// Money that came in goes back.
    Return,
}

impl IncomeAct {
    const fn event(self) -> Event {
        match self {
            Self::Increase => Event::IncomeIncrease,
            Self::Decrease => Event::IncomeDecrease,
            Self::Receive => Event::Receive,
            Self::Return => Event::ReturnIncome,
        }
    }
}

/// Post an event on the income of a unit and fund.
pub(crate) fn post_income(
    connection: &Connection,
    act: IncomeAct,
    (year, unit, fund): (i16, &str, Fund),
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let mut posting = Posting::new(act.event(), amount.require_positive()?);
    posting.income = Some(resolver.income(year, unit, fund)?);
    let mut voucher = Voucher::new(Act::Post, Some(year), particulars);
    voucher.postings.push(posting);
    resolver.finish(&mut voucher);
    write(connection, &voucher)
}
