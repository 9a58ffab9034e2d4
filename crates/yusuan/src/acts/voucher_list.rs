//! 凭证清单: many entries, each a voucher of its own, all or nothing.
//!
//! The longest lists are of payments, and nearly every payment is plain: fiscal money of an open year, with nothing beside it but date,
//! document, people and key. Plain ones are written many to a statement, through the same guards of
//! the file; what is not plain, or is refused, goes through the verb, which says why. The order is
//! always that of the list, so that the chain is the one that paying one by one makes.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::entry::{Entry, Movement};
use super::post::{listed, post_one};
use crate::error::{Error, Result};
use crate::file::savepoint;
use crate::import::{Source, VoucherRow, read_vouchers, require_names};
use crate::journal::{
    BULK_SIZES, Bulk, Event, Head, Particulars, PlainPayment, PolicyWarning, head,
};
use crate::line::{self, LineId, LineKey, LineName};
use crate::money::Fen;
use crate::progress::{Counter, Stage};

/// Rows of a table that are read before they are posted: memory stays flat, however long it is.
const TABLE_PART: usize = 20 * BULK_SIZES[0];

/// What a payment is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Payment {
    /// The line, or the commitment, that is paid from.
    pub source: PaymentSource,
    /// How much, above zero.
    #[serde(rename = "amount_fen")]
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
}

/// What became of a list of vouchers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct VoucherList {
    /// How many vouchers it has.
    pub voucher_count: usize,
    /// How many of them were in the ledger already, under the same keys.
    pub repeated_count: usize,
    /// Where the chain stands behind them.
    pub head: Head,
    /// What policies have to say, although they let everything pass.
    pub warnings: Vec<PolicyWarning>,
}

/// Pay a list, each payment by a voucher of its own.
pub(crate) fn pay_many(connection: &Connection, payments: &[Payment]) -> Result<VoucherList> {
    // What is written in bulk passes no verb.
    for payment in payments {
        require_names("pay_many", &payment.particulars)?;
    }
    savepoint(connection, |connection| {
        let total = u64::try_from(payments.len()).ok();
        let mut poster = Poster::new(connection, Some(Counter::begin(Stage::Writing, total)))?;
        poster.post(payments)?;
        if let Some(error) = listed(std::mem::take(&mut poster.refused), payments.len()) {
            return Err(error);
        }
        poster.finish()
    })
}

/// Post the rows of a table, each by a voucher of its own.
///
/// Where rows cannot be read or are refused the others are tried all the same, so that everything that
/// is wrong is named at once, and then undone.
pub(crate) fn post_many(
    connection: &Connection,
    source: &Source<'_>,
    event: Option<&str>,
    defaults: &Particulars,
) -> Result<VoucherList> {
    savepoint(connection, |connection| {
        let mut poster = Poster::new(connection, None)?;
        let mut part: Vec<VoucherRow> = Vec::new();
        let mut refused = Vec::new();
        let mut post = |poster: &mut Poster<'_>, part: &[VoucherRow]| -> Result<()> {
            poster.post(part)?;
            let some = std::mem::take(&mut poster.refused).into_iter();
            refused.extend(some.filter_map(|(place, error)| Some(part.get(place)?.refused(error))));
            Ok(())
        };
        let mut problems = read_vouchers(source, event, defaults, &mut |row| {
            part.push(row);
            if part.len() == TABLE_PART {
                post(&mut poster, &part)?;
                part.clear();
            }
            Ok(())
        })?;
        post(&mut poster, &part)?;
        for row in &refused {
            problems.refuse(row);
        }
        problems.finish()?;
        poster.finish()
    })
}

/// An entry that becomes a voucher of its own.
trait Item {
    /// Return the line that is paid from, and how much; none when it is no payment from a line, or has
    /// more beside it than papers.
    fn plain_payment(&self) -> Option<(&LineName, Fen)>;

    fn particulars(&self) -> &Particulars;

    fn entry(&self) -> Entry;
}

impl Item for Payment {
    fn plain_payment(&self) -> Option<(&LineName, Fen)> {
        match &self.source {
            PaymentSource::Line(line) if self.payee.is_none() => Some((line, self.amount)),
            _ => None,
        }
    }

    fn particulars(&self) -> &Particulars {
        &self.particulars
    }

    fn entry(&self) -> Entry {
        let entry = match &self.source {
            PaymentSource::Line(line) => Entry::pay(line.clone(), self.amount),
            PaymentSource::Commitment(id) => Entry::pay_commitment(*id, self.amount),
        };
        entry.party(self.payee.as_deref())
    }
}

impl Item for VoucherRow {
    fn plain_payment(&self) -> Option<(&LineName, Fen)> {
        match &self.entry.movement {
            Movement::Line(Event::Pay, line) if self.entry.party.is_none() => {
                Some((line, self.entry.amount))
            }
            _ => None,
        }
    }

    fn particulars(&self) -> &Particulars {
        &self.particulars
    }

    fn entry(&self) -> Entry {
        self.entry.clone()
    }
}

fn has_only_papers(particulars: &Particulars) -> bool {
    let Particulars {
        memo,
        reason,
        legal_kind,
        overrides,
        ..
    } = particulars;
    memo.is_none() && reason.is_none() && legal_kind.is_none() && overrides.is_empty()
}

/// Posts parts of a list one after the other.
struct Poster<'c> {
    connection: &'c Connection,
    plain: Plain<'c>,
    bulk: Bulk<'c>,
    done: VoucherList,
    /// Of a table the rows are counted where they are read.
    counter: Option<Counter>,
    /// Which entries were refused, by their places in the part that was posted last.
    refused: Vec<(usize, Error)>,
    /// Whether one was refused, ever.
    is_refused: bool,
}

impl<'c> Poster<'c> {
    fn new(connection: &'c Connection, counter: Option<Counter>) -> Result<Self> {
        Ok(Self {
            connection,
            counter,
            plain: Plain::new(connection),
            bulk: Bulk::prepare(connection)?,
            done: VoucherList {
                voucher_count: 0,
                repeated_count: 0,
                head: head(connection)?,
                warnings: Vec::new(),
            },
            refused: Vec::new(),
            is_refused: false,
        })
    }

    /// Post a part; what is refused is kept with its place in the part.
    fn post<T: Item>(&mut self, items: &[T]) -> Result<()> {
        let (mut rest, mut at) = (items, 0);
        while !rest.is_empty() {
            let count = match self.in_bulk(rest)? {
                Bulked::Paid(count) => count,
                Bulked::Left(count) => {
                    let some = rest.get(..count).unwrap_or(rest);
                    for (number, item) in some.iter().enumerate() {
                        self.one(item, at + number)?;
                    }
                    some.len()
                }
            };
            rest = rest.get(count..).unwrap_or_default();
            at += count;
            if let Some(counter) = &mut self.counter {
                counter.advance(u64::try_from(count).unwrap_or(u64::MAX))?;
            }
        }
        self.done.voucher_count += items.len();
        Ok(())
    }

    /// Pay as many as one statement takes, from the first on, or say how many the verb should try.
    fn in_bulk<T: Item>(&mut self, items: &[T]) -> Result<Bulked> {
        // Where one was refused there is nothing to gain any more.
        if self.is_refused {
            return Ok(Bulked::Left(items.len()));
        }
        let [.., fewest] = BULK_SIZES;
        for size in BULK_SIZES {
            let Some(some) = items.get(..size) else {
                continue;
            };
            // A smaller one may end before the entry that is no plain payment.
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

    /// Post one by its verb; a refusal is kept, so that all of them are told.
    fn one<T: Item>(&mut self, item: &T, place: usize) -> Result<()> {
        match post_one(self.connection, item.entry(), item.particulars()) {
            Ok(receipt) => {
                self.done.repeated_count += usize::from(receipt.is_repeated);
                self.done.warnings.extend(receipt.warnings);
                Ok(())
            }
            Err(error @ (Error::Rule(_) | Error::Amount { .. } | Error::NotFound { .. })) => {
                self.refused.push((place, error));
                self.is_refused = true;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn finish(mut self) -> Result<VoucherList> {
        if let Some(counter) = &self.counter {
            counter.end()?;
        }
        self.done.head = head(self.connection)?;
        Ok(self.done)
    }
}

/// What became of entries that a statement could take.
enum Bulked {
    /// So many are paid.
    Paid(usize),
    /// So many are to be posted by the verb.
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
    fn all<'p, T: Item>(&mut self, items: &'p [T]) -> Result<Option<Vec<PlainPayment<'p>>>> {
        let plain = items.iter().map(|item| self.one(item));
        plain.collect()
    }

    fn one<'p, T: Item>(&mut self, item: &'p T) -> Result<Option<PlainPayment<'p>>> {
        let Some((line, amount)) = item.plain_payment() else {
            return Ok(None);
        };
        let particulars = item.particulars();
        if !has_only_papers(particulars) || amount <= Fen::default() {
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
            amount,
            particulars,
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
