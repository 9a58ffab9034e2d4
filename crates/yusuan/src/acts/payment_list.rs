//! 支付清单: many payments, each a voucher of its own, all or nothing.
//!
//! Nearly every payment is plain: fiscal money of an open year, with nothing beside it but date,
//! document, people and key. Plain ones are written many to a statement, through the same guards of
//! the file; what is not plain, or is refused, goes through the verb, which says why.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use super::Entry;
use super::post::{listed, post_one};
use crate::error::{Error, Result};
use crate::file::savepoint;
use crate::journal::{BULK_SIZE, Bulk, Head, Particulars, PlainPayment, PolicyWarning, head};
use crate::line::{LineId, LineName};
use crate::money::Fen;

/// A payment of a list.
///
/// # Examples
///
/// ```
/// use yusuan::{Fen, LineId, Particulars, Payment, date};
///
/// let dated = Particulars::on(date::parse("2025-03-01").unwrap());
/// let payment = Payment::new(LineId::new(1), Fen::new(123_456), dated.key("2025-0001"));
/// assert_eq!(payment.payee, None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Payment {
    /// The line that is paid from.
    pub line: LineName,
    /// How much, above zero.
    pub amount: Fen,
    /// Who gets it.
    pub payee: Option<String>,
    /// Its date, document, people and key.
    pub particulars: Particulars,
}

impl Payment {
    /// Pay from a line.
    pub fn new(line: impl Into<LineName>, amount: Fen, particulars: Particulars) -> Self {
        Self {
            line: line.into(),
            amount,
            payee: None,
            particulars,
        }
    }

    /// Name who gets it.
    #[must_use]
    pub fn payee(mut self, payee: impl Into<String>) -> Self {
        self.payee = Some(payee.into());
        self
    }

    fn has_only_papers(&self) -> bool {
        let Particulars {
            memo,
            reason,
            legal_kind,
            overrides,
            ..
        } = &self.particulars;
        self.payee.is_none()
            && memo.is_none()
            && reason.is_none()
            && legal_kind.is_none()
            && overrides.is_empty()
    }
}

/// What became of a list of payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PaymentList {
    /// How many payments it has.
    pub payment_count: usize,
    /// How many of them were in the ledger already, under the same keys.
    pub repeated_count: usize,
    /// Where the chain stands behind them.
    pub head: Head,
    /// What policies have to say, although they let everything pass.
    pub warnings: Vec<PolicyWarning>,
}

/// Pay a list, each payment by a voucher of its own.
pub(crate) fn pay_all(connection: &Connection, payments: &[Payment]) -> Result<PaymentList> {
    savepoint(connection, |connection| {
        let mut plain = Plain {
            connection,
            lines: HashMap::new(),
        };
        let mut done = PaymentList {
            payment_count: payments.len(),
            repeated_count: 0,
            head: head(connection)?,
            warnings: Vec::new(),
        };
        let mut refused = Vec::new();
        let mut bulk = Bulk::prepare(connection)?;
        for (number, some) in payments.chunks(BULK_SIZE).enumerate() {
            // Where one was refused there is nothing to gain any more.
            if refused.is_empty()
                && some.len() == BULK_SIZE
                && let Some(some) = plain.all(some)?
            {
                match bulk.write(&some) {
                    Ok(()) => continue,
                    // The verb tells which of them, and why.
                    Err(Error::Rule(_)) => {}
                    Err(error) => return Err(error),
                }
            }
            for (place, payment) in (number * BULK_SIZE..).zip(some) {
                one(connection, payment, place, &mut done, &mut refused)?;
            }
        }
        if let Some(error) = listed(refused, payments.len()) {
            return Err(error);
        }
        done.head = head(connection)?;
        Ok(done)
    })
}

/// Pay one by its verb; a refusal is kept, so that all of them are told.
fn one(
    connection: &Connection,
    payment: &Payment,
    place: usize,
    done: &mut PaymentList,
    refused: &mut Vec<(usize, Error)>,
) -> Result<()> {
    let entry = Entry::pay(payment.line.clone(), payment.amount).party(payment.payee.as_deref());
    match post_one(connection, entry, &payment.particulars) {
        Ok(receipt) => {
            done.repeated_count += usize::from(receipt.is_repeated);
            done.warnings.extend(receipt.warnings);
            Ok(())
        }
        Err(error @ (Error::Rule(_) | Error::Amount { .. } | Error::NotFound { .. })) => {
            refused.push((place, error));
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Which payments are plain.
struct Plain<'c> {
    connection: &'c Connection,
    /// Year and number of a line whose payments are plain; none when they are not.
    lines: HashMap<LineId, Option<i16>>,
}

impl Plain<'_> {
    /// Return payments as they are written in bulk; none when one of them is not plain.
    fn all<'p>(&mut self, payments: &'p [Payment]) -> Result<Option<Vec<PlainPayment<'p>>>> {
        let plain = payments.iter().map(|payment| self.one(payment));
        plain.collect()
    }

    fn one<'p>(&mut self, payment: &'p Payment) -> Result<Option<PlainPayment<'p>>> {
        let LineName::Id(line) = payment.line else {
            return Ok(None);
        };
        if !payment.has_only_papers() || payment.amount <= Fen::default() {
            return Ok(None);
        }
        let year = if let Some(year) = self.lines.get(&line) {
            *year
        } else {
            let year = plain_year(self.connection, line)?;
            self.lines.insert(line, year);
            year
        };
        Ok(year.map(|year| PlainPayment {
            year,
            line,
            amount: payment.amount,
            particulars: &payment.particulars,
        }))
    }
}

/// Return the year of a line of fiscal money, when its budget is in execution.
fn plain_year(connection: &Connection, line: LineId) -> Result<Option<i16>> {
    let sql = "SELECT l.year FROM line AS l JOIN budget_year AS y ON y.year = l.year
        JOIN fund AS f ON f.fund = l.fund
        WHERE l.line_id = ?1 AND y.state = 'open' AND f.is_fiscal = 1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement
        .query_row([line.get()], |row| row.get(0))
        .optional()?)
}
