//! 退回: a payment comes back, to its line in the same year, or in a later year as what that year
//! has from an earlier one.

use rusqlite::{Connection, OptionalExtension};

use super::post::Made;
use super::resolve::Resolver;
use crate::error::{Error, Result, Rule};
use crate::journal::Event;
use crate::line::{self, Line, LineId, LineKey, LineName};
use crate::money::Fen;

/// Return a part of a payment, or all of it, in the same year: to the commitment that it was made
/// against, which owes it again, else to its line.
pub(super) fn refund(resolver: &mut Resolver<'_>, payment: i64, amount: Fen) -> Result<Made> {
    let line = line_of_payment(resolver.connection(), payment)?;
    let mut made = Made::on_line(resolver, Event::Refund, line, amount)?;
    made.posting.refunds = Some(payment);
    made.posting.commitment = resolver.connection().query_row(
        "SELECT commitment_id FROM posting WHERE posting_id = ?1",
        [payment],
        |row| row.get(0),
    )?;
    Ok(made)
}

/// Add to a line what belongs to an earlier year: a late refund, or more carried over than
/// estimated. A line named by a new key is created.
pub(super) fn prior_year_increase(
    resolver: &mut Resolver<'_>,
    line: &LineName,
    amount: Fen,
    refunds: Option<i64>,
) -> Result<Made> {
    let line = resolver.line_to_give(line)?;
    let mut made = Made::on_line(resolver, Event::PriorYearIncrease, line, amount)?;
    made.posting.refunds = refunds;
    Ok(made)
}

/// Take back in `year` a part of a payment of an earlier year, or all of it.
pub(super) fn refund_prior_year(
    resolver: &mut Resolver<'_>,
    payment: i64,
    to: Option<&LineName>,
    amount: Fen,
    year: Option<i16>,
) -> Result<Made> {
    let paid_from = line_of_payment(resolver.connection(), payment)?;
    let line = match (to, year) {
        (Some(to), _) => resolver.line_to_give(to)?,
        (None, Some(year)) => resolver.line_or_new(&LineKey {
            year,
            ..paid_from.key.clone()
        })?,
        (None, None) => {
            return Err(Error::refused(
                Rule::DateInvalid,
                "the day on which the money came back is missing",
                "give the date, or name the line that gets the money",
            ));
        }
    };
    if line.key.year <= paid_from.key.year {
        return Err(Error::refused(
            Rule::RefundWrong,
            format!(
                "payment {payment} is of {}, and the money is to come back in {}",
                paid_from.key.year, line.key.year
            ),
            "a payment of the same year is returned with refund",
        ));
    }
    require_same_money(payment, &paid_from.key, &line.key)?;
    let mut made = Made::on_line(resolver, Event::PriorYearIncrease, line, amount)?;
    made.posting.refunds = Some(payment);
    Ok(made)
}

/// Refuse to let money come back as other money than was paid: of another unit, fund or level, or
/// younger than it is.
fn require_same_money(payment: i64, paid_from: &LineKey, to: &LineKey) -> Result<()> {
    let money = |key: &LineKey| (key.unit.clone(), key.fund, key.level, key.origin_year);
    if money(paid_from) == money(to) {
        return Ok(());
    }
    Err(Error::refused(
        Rule::RefundWrong,
        format!("payment {payment} was made from {paid_from}, and {to} is other money"),
        format!(
            "name a line of the same unit, fund and level with origin year {}",
            paid_from.origin_year
        ),
    ))
}

/// Return the line that a payment was made from.
pub(super) fn line_of_payment(connection: &Connection, payment: i64) -> Result<Line> {
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
    line::require_id(connection, LineId::new(line))
}
