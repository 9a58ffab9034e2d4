//! 支付清单: many payments, each a voucher of its own, all or nothing.
//!
//! Nearly every payment is plain: fiscal money of an open year, with nothing beside it but date,
//! document, people and key. Plain ones are written many to a statement, through the same guards of
//! the file; what is not plain, or is refused, goes through the verb, which says why. The order is
//! always that of the list, so that the chain is the one that paying one by one makes.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use super::Entry;
use super::post::{listed, post_one};
use crate::error::{Error, Result};
use crate::file::savepoint;
use crate::import::{PaymentReader, PaymentTable};
use crate::journal::{BULK_SIZES, Bulk, Head, Particulars, PlainPayment, PolicyWarning, head};
use crate::line::{self, LineId, LineKey, LineName};
use crate::money::Fen;

/// Rows of a table that are read before they are paid: memory stays flat, however long it is.
const TABLE_PART: usize = 20 * BULK_SIZES[0];

/// What a payment is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentSource {
    /// What a line has available.
    Line(LineName),
    /// What remains of a commitment, by its number.
    Commitment(i64),
}

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
    /// The line, or the commitment, that is paid from.
    pub source: PaymentSource,
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
            source: PaymentSource::Line(line.into()),
            amount,
            payee: None,
            particulars,
        }
    }

    /// Pay against a commitment.
    #[must_use]
    pub const fn of_commitment(commitment_id: i64, amount: Fen, particulars: Particulars) -> Self {
        Self {
            source: PaymentSource::Commitment(commitment_id),
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
        let mut payer = Payer::new(connection)?;
        payer.pay(payments, |place| place)?;
        payer.finish()
    })
}

/// Pay the rows of a table, each by a voucher of its own.
///
/// Where rows cannot be read the others are tried all the same, so that everything that is wrong is
/// named at once, and then undone.
pub(crate) fn pay_table<T>(connection: &Connection, table: &T) -> Result<PaymentList>
where
    T: PaymentTable + ?Sized,
{
    savepoint(connection, |connection| {
        let mut reader = PaymentReader::new(table);
        if !reader.is_clean() {
            return Err(reader.into_error());
        }
        let mut payer = Payer::new(connection)?;
        let (mut payments, mut rows) = (Vec::new(), Vec::new());
        let count = table.row_count();
        for row in 0..count {
            if let Some(payment) = reader.read(row) {
                payments.push(payment);
                rows.push(row);
            }
            if payments.len() == TABLE_PART || row + 1 == count {
                payer.pay(&payments, |place| rows.get(place).copied().unwrap_or(place))?;
                payments.clear();
                rows.clear();
            }
        }
        if reader.is_clean() {
            return payer.finish();
        }
        for (row, error) in &payer.refused {
            reader.refuse(*row, error);
        }
        Err(reader.into_error())
    })
}

/// Pays parts of a list one after the other.
struct Payer<'c> {
    connection: &'c Connection,
    plain: Plain<'c>,
    bulk: Bulk<'c>,
    done: PaymentList,
    /// Which payments were refused, by their place in the whole list.
    refused: Vec<(usize, Error)>,
}

impl<'c> Payer<'c> {
    fn new(connection: &'c Connection) -> Result<Self> {
        Ok(Self {
            connection,
            plain: Plain::new(connection),
            bulk: Bulk::prepare(connection)?,
            done: PaymentList {
                payment_count: 0,
                repeated_count: 0,
                head: head(connection)?,
                warnings: Vec::new(),
            },
            refused: Vec::new(),
        })
    }

    /// Pay a part; `place` says where one of its payments stands in the whole list.
    fn pay(&mut self, payments: &[Payment], place: impl Fn(usize) -> usize) -> Result<()> {
        let (mut rest, mut at) = (payments, 0);
        while !rest.is_empty() {
            let count = match self.in_bulk(rest)? {
                Bulked::Paid(count) => count,
                Bulked::Left(count) => {
                    let some = rest.get(..count).unwrap_or(rest);
                    for (number, payment) in some.iter().enumerate() {
                        self.one(payment, place(at + number))?;
                    }
                    some.len()
                }
            };
            rest = rest.get(count..).unwrap_or_default();
            at += count;
        }
        self.done.payment_count += payments.len();
        Ok(())
    }

    /// Pay as many as one statement takes, from the first on, or say how many the verb should try.
    fn in_bulk(&mut self, payments: &[Payment]) -> Result<Bulked> {
        // Where one was refused there is nothing to gain any more.
        if !self.refused.is_empty() {
            return Ok(Bulked::Left(payments.len()));
        }
        let [.., fewest] = BULK_SIZES;
        for size in BULK_SIZES {
            let Some(some) = payments.get(..size) else {
                continue;
            };
            // A smaller one may end before the payment that is not plain.
            let Some(some) = self.plain.all(some)? else {
                continue;
            };
            return match self.bulk.write(&some) {
                Ok(()) => Ok(Bulked::Paid(size)),
                // The verb tells which of them, and why.
                Err(Error::Rule(_)) => Ok(Bulked::Left(size)),
                Err(error) => Err(error),
            };
        }
        Ok(Bulked::Left(fewest))
    }

    /// Pay one by its verb; a refusal is kept, so that all of them are told.
    fn one(&mut self, payment: &Payment, place: usize) -> Result<()> {
        let entry = match &payment.source {
            PaymentSource::Line(line) => Entry::pay(line.clone(), payment.amount),
            PaymentSource::Commitment(id) => Entry::pay_commitment(*id, payment.amount),
        };
        let entry = entry.party(payment.payee.as_deref());
        match post_one(self.connection, entry, &payment.particulars) {
            Ok(receipt) => {
                self.done.repeated_count += usize::from(receipt.is_repeated);
                self.done.warnings.extend(receipt.warnings);
                Ok(())
            }
            Err(error @ (Error::Rule(_) | Error::Amount { .. } | Error::NotFound { .. })) => {
                self.refused.push((place, error));
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn finish(mut self) -> Result<PaymentList> {
        if let Some(error) = listed(self.refused, self.done.payment_count) {
            return Err(error);
        }
        self.done.head = head(self.connection)?;
        Ok(self.done)
    }
}

/// What became of payments that a statement could take.
enum Bulked {
    /// So many are paid.
    Paid(usize),
    /// So many are to be paid by the verb.
    Left(usize),
}

/// Which payments are plain.
struct Plain<'c> {
    connection: &'c Connection,
    /// Number and year of a line whose payments are plain; none when they are not.
    lines: HashMap<LineId, Option<i16>>,
    /// Numbers of lines that were named by their keys; none when there is no such line.
    keys: HashMap<LineKey, Option<LineId>>,
}

impl<'c> Plain<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            lines: HashMap::new(),
            keys: HashMap::new(),
        }
    }

    /// Return payments as they are written in bulk; none when one of them is not plain.
    fn all<'p>(&mut self, payments: &'p [Payment]) -> Result<Option<Vec<PlainPayment<'p>>>> {
        let plain = payments.iter().map(|payment| self.one(payment));
        plain.collect()
    }

    fn one<'p>(&mut self, payment: &'p Payment) -> Result<Option<PlainPayment<'p>>> {
        let PaymentSource::Line(line) = &payment.source else {
            return Ok(None);
        };
        if !payment.has_only_papers() || payment.amount <= Fen::default() {
            return Ok(None);
        }
        let Some(line) = self.number(line)? else {
            return Ok(None);
        };
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

    /// Return the number of a line. A payment makes none, so what was found once stays so.
    fn number(&mut self, line: &LineName) -> Result<Option<LineId>> {
        let key = match line {
            LineName::Id(line) => return Ok(Some(*line)),
            LineName::Key(key) => key,
        };
        if let Some(found) = self.keys.get(key) {
            return Ok(*found);
        }
        let found = line::find(self.connection, key)?;
        self.keys.insert(key.clone(), found);
        Ok(found)
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
