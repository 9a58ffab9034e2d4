//! Writing plain payments many to a statement.
//!
//! The rows are those that [`write`](super::write) makes, and meet the same guards. What is saved is
//! what SQLite does once for each statement: above all, making room for each trigger that could
//! fire, which costs more than the triggers themselves.

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection};

use super::particulars::Particulars;
use super::voucher::{Act, Event, Posting};
use super::write::{Header, Next, encode_posting, next};
use crate::date::DateText;
use crate::error::{Error, Result};
use crate::line::LineId;
use crate::money::Fen;

/// How many payments go to a statement, as many as there are; what is left goes one by one.
pub(crate) const BULK_SIZES: [usize; 3] = [500, 50, 5];

/// What the statement writes to: a view and a trigger of this connection alone.
const ENTRY: &str = "
    CREATE TEMP VIEW IF NOT EXISTS payment_entry AS
    SELECT v.voucher_id, v.year, v.dated, v.document, v.prepared_by, v.reviewed_by, v.key, v.hash,
        p.posting_id, p.line_id, p.amount_fen
    FROM voucher AS v JOIN posting AS p ON p.voucher_id = v.voucher_id;
    CREATE TEMP TRIGGER IF NOT EXISTS payment_entry_insert INSTEAD OF INSERT ON payment_entry
    BEGIN
        INSERT INTO voucher (voucher_id, act, year, dated, document, prepared_by, reviewed_by, key,
            first_posting_id, posting_count, record_count, hash)
        VALUES (NEW.voucher_id, 'post', NEW.year, NEW.dated, NEW.document, NEW.prepared_by,
            NEW.reviewed_by, NEW.key, NEW.posting_id, 1, 0, NEW.hash);
        INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
        VALUES (NEW.posting_id, NEW.voucher_id, 'pay', NEW.amount_fen, NEW.line_id);
    END";

const ROW: &str = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const COLUMN_COUNT: usize = 11;

/// A payment that has nothing beside it but date, document, people and key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainPayment<'a> {
    pub(crate) year: i16,
    pub(crate) line: LineId,
    pub(crate) amount: Fen,
    pub(crate) particulars: &'a Particulars,
}

/// Writes one of [`BULK_SIZES`] payments at a time.
pub(crate) struct Bulk<'c> {
    connection: &'c Connection,
    /// By how many payments they take; prepared when one is needed.
    statements: Vec<(usize, CachedStatement<'c>)>,
}

/// A value of a row, where it lies.
#[derive(Clone, Copy, Debug)]
enum Cell<'a> {
    Null,
    Number(i64),
    Text(&'a str),
    Hash([u8; 32]),
    Date(DateText),
}

impl<'a> Cell<'a> {
    fn text(text: Option<&'a String>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text))
    }
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let value = match self {
            Self::Null => ValueRef::Null,
            Self::Number(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Hash(hash) => ValueRef::Blob(hash),
            Self::Date(date) => ValueRef::Text(date.as_bytes()),
        };
        Ok(ToSqlOutput::Borrowed(value))
    }
}

impl<'c> Bulk<'c> {
    pub(crate) fn prepare(connection: &'c Connection) -> Result<Self> {
        connection.execute_batch(ENTRY)?;
        Ok(Self {
            connection,
            statements: Vec::with_capacity(BULK_SIZES.len()),
        })
    }

    /// Return the statement for so many payments.
    fn statement(&mut self, size: usize) -> Result<&mut CachedStatement<'c>> {
        let known = self.statements.iter().position(|(known, _)| *known == size);
        let index = if let Some(index) = known {
            index
        } else {
            let rows = vec![ROW; size].join(", ");
            let statement = format!("INSERT INTO payment_entry VALUES {rows}");
            let statement = self.connection.prepare_cached(&statement)?;
            self.statements.push((size, statement));
            self.statements.len() - 1
        };
        let found = self.statements.get_mut(index).map(|(_, found)| found);
        found.ok_or_else(|| Error::Internal("a statement was prepared and is gone".to_owned()))
    }

    /// Write payments, all or none of them: one of [`BULK_SIZES`].
    pub(crate) fn write(&mut self, payments: &[PlainPayment<'_>]) -> Result<()> {
        let mut next = next(self.connection)?;
        let mut cells = Vec::with_capacity(payments.len() * COLUMN_COUNT);
        for payment in payments {
            let hash = hash(payment, &next);
            cells.extend(row(payment, &next, hash));
            next = Next {
                voucher_id: next.voucher_id + 1,
                posting_id: next.posting_id + 1,
                previous_hash: hash,
            };
        }
        let statement = self.statement(payments.len())?;
        statement.execute(rusqlite::params_from_iter(cells))?;
        Ok(())
    }
}

fn row<'p>(payment: &PlainPayment<'p>, next: &Next, hash: [u8; 32]) -> [Cell<'p>; COLUMN_COUNT] {
    let particulars = payment.particulars;
    [
        Cell::Number(next.voucher_id),
        Cell::Number(i64::from(payment.year)),
        particulars
            .dated
            .map_or(Cell::Null, |date| Cell::Date(DateText::new(date))),
        Cell::text(particulars.document.as_ref()),
        Cell::text(particulars.prepared_by.as_ref()),
        Cell::text(particulars.reviewed_by.as_ref()),
        Cell::text(particulars.key.as_ref()),
        Cell::Hash(hash),
        Cell::Number(next.posting_id),
        Cell::Number(payment.line.get()),
        Cell::Number(payment.amount.get()),
    ]
}

fn hash(payment: &PlainPayment<'_>, next: &Next) -> [u8; 32] {
    let header = Header {
        act: Act::Post,
        year: Some(payment.year),
        particulars: payment.particulars,
        next,
        posting_count: 1,
        record_count: 0,
    };
    let mut posting = Posting::new(Event::Pay, payment.amount);
    posting.line = Some(payment.line.get());
    let mut encoder = header.encode();
    encode_posting(&mut encoder, next.posting_id, &posting);
    encoder.finish()
}
