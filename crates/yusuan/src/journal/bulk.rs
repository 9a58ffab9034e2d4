//! Writing plain payments many to a statement.
//!
//! The rows are those that [`write`](super::write) makes, and meet the same guards. What is saved is
//! what SQLite does once for each statement: above all, making room for each trigger that could
//! fire, which costs more than the triggers themselves.

use rusqlite::types::Value;
use rusqlite::{CachedStatement, Connection};

use super::particulars::Particulars;
use super::voucher::{Act, Event, Posting};
use super::write::{Header, Next, encode_posting, next};
use crate::error::Result;
use crate::line::LineId;
use crate::money::Fen;

/// How many payments go to a statement.
pub(crate) const BULK_SIZE: usize = 200;

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

/// Writes [`BULK_SIZE`] payments at a time.
pub(crate) struct Bulk<'c> {
    connection: &'c Connection,
    statement: CachedStatement<'c>,
    values: Vec<Value>,
}

impl<'c> Bulk<'c> {
    pub(crate) fn prepare(connection: &'c Connection) -> Result<Self> {
        connection.execute_batch(ENTRY)?;
        let rows = vec![ROW; BULK_SIZE].join(", ");
        let statement = format!("INSERT INTO payment_entry VALUES {rows}");
        Ok(Self {
            connection,
            statement: connection.prepare_cached(&statement)?,
            values: Vec::with_capacity(BULK_SIZE * COLUMN_COUNT),
        })
    }

    /// Write payments, all or none of them: as many as a statement takes.
    pub(crate) fn write(&mut self, payments: &[PlainPayment<'_>]) -> Result<()> {
        let mut next = next(self.connection)?;
        self.values.clear();
        for payment in payments {
            let hash = hash(payment, &next);
            self.push(payment, &next, hash);
            next = Next {
                voucher_id: next.voucher_id + 1,
                posting_id: next.posting_id + 1,
                previous_hash: hash,
            };
        }
        let values = self.values.drain(..);
        self.statement.execute(rusqlite::params_from_iter(values))?;
        Ok(())
    }

    fn push(&mut self, payment: &PlainPayment<'_>, next: &Next, hash: [u8; 32]) {
        let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::from);
        let particulars = payment.particulars;
        self.values.extend([
            Value::from(next.voucher_id),
            Value::from(i64::from(payment.year)),
            text(&particulars.dated.map(|date| date.to_string())),
            text(&particulars.document),
            text(&particulars.prepared_by),
            text(&particulars.reviewed_by),
            text(&particulars.key),
            Value::from(hash.to_vec()),
            Value::from(next.posting_id),
            Value::from(payment.line.get()),
            Value::from(payment.amount.get()),
        ]);
    }
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
