//! Writing a voucher: its hash first, then its rows in order.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};

use super::adjustment;
use super::digest::{hexadecimal, note_digest};
use super::encode::Encoder;
use super::particulars::Particulars;
use super::record::{self, RECORD_TABLES, Record};
use super::replay;
use super::rows::Rows;
use super::voucher::{Act, Head, Posting, Receipt, Voucher};
use crate::date::DateText;
use crate::error::{Error, Refusal, Result, Rule};
use crate::file;
use crate::import::require_names;
use crate::line;
use crate::progress::{Counter, Stage};

/// Bytes of salt before a note's text.
const SALT_BYTES: i64 = 16;

const INSERT_VOUCHER: &str = "INSERT INTO voucher (voucher_id, act, year, dated, document,
    prepared_by, reviewed_by, key, first_posting_id, posting_count, record_count, hash)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

const INSERT_POSTING: &str = "INSERT INTO posting (posting_id, voucher_id, event, amount_fen,
    line_id, to_line_id, income_id, to_income_id, surplus_id, commitment_id, to_commitment_id,
    refunds_id, reverses_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";

/// Where the next voucher begins.
pub(super) struct Next {
    pub(super) voucher_id: i64,
    pub(super) posting_id: i64,
    pub(super) previous_hash: [u8; 32],
}

/// Write a voucher whole, or return the receipt of the same act when its key was used for it.
pub(crate) fn write(connection: &Connection, voucher: &Voucher) -> Result<Receipt> {
    file::savepoint(connection, |connection| write_within(connection, voucher))
}

/// Write a voucher within work of the library's own that a failure undoes as a whole.
///
/// A savepoint within a transaction keeps the old content of every page in a list that each
/// statement walks: a voucher of 100,000 postings would take minutes.
pub(crate) fn write_within(connection: &Connection, voucher: &Voucher) -> Result<Receipt> {
    require_names(voucher.act.as_str(), &voucher.particulars)?;
    if let Some(receipt) = replay::find(connection, voucher)? {
        return Ok(receipt);
    }
    append(connection, voucher)
}

fn append(connection: &Connection, voucher: &Voucher) -> Result<Receipt> {
    let next = next(connection)?;
    let mut own = adjustment::records(connection, voucher)?;
    own.extend(note_records(connection, voucher, next.posting_id)?);
    // Its own records last: some acts end with one that judges the whole.
    let records = || own.iter().chain(&voucher.records);
    let posting_count = count(voucher.postings.len())?;
    let record_count = if voucher.postings.is_empty() {
        count(voucher.records.len() + own.len())?
    } else {
        0
    };
    let header = Header {
        act: voucher.act,
        year: voucher.year,
        particulars: &voucher.particulars,
        next: &next,
        posting_count,
        record_count,
    };
    let hash = hash(&header, &voucher.postings, &records);
    insert_voucher(connection, &header, hash).map_err(|error| match error.rule() {
        Some(Rule::DateTooEarly) => too_early(connection, voucher).unwrap_or(error),
        _ => placed(voucher, error),
    })?;
    insert_records(connection, records(), next.voucher_id)?;
    let mut rows = Rows::new(connection, INSERT_POSTING);
    let mut counter = Counter::new(Stage::Writing, u64::try_from(posting_count).ok());
    for (posting_id, posting) in (next.posting_id..).zip(&voucher.postings) {
        rows.push(posting_row(next.voucher_id, posting_id, posting))?;
        counter.step()?;
    }
    rows.finish()?;
    counter.end()?;
    Ok(Receipt {
        voucher_id: next.voucher_id,
        first_posting_id: next.posting_id,
        posting_count,
        hash: Some(hexadecimal(&hash)),
        commitment_ids: created_commitments(&voucher.records),
        warnings: Vec::new(),
        is_repeated: false,
    })
}

/// The voucher row, as it is hashed and written.
pub(super) struct Header<'a> {
    pub(super) act: Act,
    pub(super) year: Option<i16>,
    pub(super) particulars: &'a Particulars,
    pub(super) next: &'a Next,
    pub(super) posting_count: i64,
    pub(super) record_count: i64,
}

impl Header<'_> {
    /// Begin the hash of an act with its voucher.
    pub(super) fn encode(&self) -> Encoder {
        let particulars = self.particulars;
        let mut encoder = Encoder::after(&self.next.previous_hash);
        encoder.record(b'V');
        encoder.integer(self.next.voucher_id);
        encoder.text(self.act.as_str());
        encoder.optional_integer(self.year.map(i64::from));
        encoder.optional_text(particulars.dated.map(DateText::new).as_deref());
        encoder.optional_text(particulars.document.as_deref());
        encoder.optional_text(particulars.prepared_by.as_deref());
        encoder.optional_text(particulars.reviewed_by.as_deref());
        encoder.optional_text(particulars.key.as_deref());
        encoder.integer(self.next.posting_id);
        encoder.integer(self.posting_count);
        encoder.integer(self.record_count);
        encoder
    }
}

fn count(length: usize) -> Result<i64> {
    i64::try_from(length).map_err(|_| Error::Internal("an act with too many rows".to_owned()))
}

pub(super) fn next(connection: &Connection) -> Result<Next> {
    let sql = "SELECT voucher_id, first_posting_id + posting_count - 1, hash FROM voucher
        ORDER BY voucher_id DESC LIMIT 1";
    let newest: Option<(i64, i64, Option<[u8; 32]>)> = connection
        .prepare_cached(sql)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let (voucher_id, posting_id, hash) = newest.unwrap_or((0, 0, None));
    let previous_hash = match hash {
        Some(hash) => hash,
        None => newest_hash(connection)?,
    };
    Ok(Next {
        voucher_id: line::number_after(voucher_id)?,
        posting_id: line::number_after(posting_id)?,
        previous_hash,
    })
}

/// Return the hash of the newest voucher that has one; zeros when none has.
fn newest_hash(connection: &Connection) -> Result<[u8; 32]> {
    let sql = "SELECT hash FROM voucher WHERE hash IS NOT NULL ORDER BY voucher_id DESC LIMIT 1";
    let found: Option<[u8; 32]> = connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(found.unwrap_or_default())
}

/// Return where the chain stands.
pub(crate) fn head(connection: &Connection) -> Result<Head> {
    let next = next(connection)?;
    Ok(Head {
        voucher_id: next.voucher_id - 1,
        posting_id: next.posting_id - 1,
        hash: hexadecimal(&next.previous_hash),
        schema: file::fingerprint(),
    })
}

/// Salt the notes and turn them into records.
fn note_records(
    connection: &Connection,
    voucher: &Voucher,
    first_posting_id: i64,
) -> Result<Vec<Record>> {
    let notes = voucher.all_notes();
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let table = record::require("note")?;
    let newest = "SELECT coalesce(max(note_id), 0) FROM note";
    let first_note_id = line::next_id(connection, newest)?;
    let mut records = Vec::new();
    for (note_id, note) in (first_note_id..).zip(notes) {
        let salt: Vec<u8> = connection
            .prepare_cached("SELECT randomblob(?1)")?
            .query_row([SALT_BYTES], |row| row.get(0))?;
        let posting_id = note
            .posting
            .map(count)
            .transpose()?
            .map(|index| first_posting_id + index);
        let digest = note_digest(&salt, &note.text);
        let mut values = vec![
            Value::from(note_id),
            Value::from(posting_id),
            Value::from(note.field.as_str().to_owned()),
            Value::from(digest.to_vec()),
        ];
        values.extend([Value::from(salt), Value::from(note.text)]);
        records.push(Record { table, values });
    }
    Ok(records)
}

/// Hash an act over the one before it.
fn hash<'r, R: Iterator<Item = &'r Record>>(
    header: &Header<'_>,
    postings: &[Posting],
    records: &impl Fn() -> R,
) -> [u8; 32] {
    let mut encoder = header.encode();
    for table in RECORD_TABLES {
        for record in records().filter(|record| std::ptr::eq(record.table, table)) {
            encoder.record(table.tag);
            let hashed = if table.name == "note" {
                4
            } else {
                record.values.len()
            };
            record
                .values
                .iter()
                .take(hashed)
                .for_each(|value| encoder.value(value));
        }
    }
    for (posting_id, posting) in (header.next.posting_id..).zip(postings) {
        encode_posting(&mut encoder, posting_id, posting);
    }
    encoder.finish()
}

pub(super) fn encode_posting(encoder: &mut Encoder, posting_id: i64, posting: &Posting) {
    encoder.record(b'P');
    encoder.integer(posting_id);
    encoder.text(posting.event.as_str());
    encoder.integer(posting.amount.get());
    for number in [
        posting.line,
        posting.to_line,
        posting.income,
        posting.to_income,
        posting.surplus,
        posting.commitment,
        posting.to_commitment,
        posting.refunds,
        posting.reverses,
    ] {
        encoder.optional_integer(number);
    }
}

fn insert_voucher(connection: &Connection, header: &Header<'_>, hash: [u8; 32]) -> Result<()> {
    let particulars = header.particulars;
    connection.prepare_cached(INSERT_VOUCHER)?.execute(params![
        header.next.voucher_id,
        header.act.as_str(),
        header.year,
        particulars.dated.map(DateText::new).as_deref(),
        particulars.document,
        particulars.prepared_by,
        particulars.reviewed_by,
        particulars.key,
        header.next.posting_id,
        header.posting_count,
        header.record_count,
        hash,
    ])?;
    Ok(())
}

/// Say who prepared and who reviewed what needs two people.
fn four_eyes(voucher: &Voucher) -> Error {
    let name = |person: &Option<String>| match person.as_deref().map(str::trim) {
        None | Some("") => "nobody".to_owned(),
        Some(name) => name.to_owned(),
    };
    let particulars = &voucher.particulars;
    Error::Rule(Box::new(Refusal {
        message: format!(
            "the policy four_eyes wants two people: prepared by (制单) {}, reviewed by (复核) {}",
            name(&particulars.prepared_by),
            name(&particulars.reviewed_by)
        ),
        hint: "let a second person review, and name both".to_owned(),
        policy: Some(Rule::FourEyes.token().to_owned()),
        ..Refusal::new(Rule::FourEyes)
    }))
}

/// Say on which day something moved in the year that an act would go back behind.
fn too_early(connection: &Connection, voucher: &Voucher) -> Option<Error> {
    let sql = "SELECT max(dated) FROM voucher WHERE year = ?1 AND posting_count > 0";
    let newest: Option<String> = connection
        .query_row(sql, [voucher.year], |row| row.get(0))
        .ok()?;
    let (newest, year, dated) = (newest?, voucher.year?, voucher.particulars.dated?);
    let (what, moved) = match voucher.act {
        Act::Approve => ("approval (批复)", "arranged or paid early"),
        _ => ("closing (结账)", "posted"),
    };
    Some(Error::refused(
        Rule::DateTooEarly,
        format!("something of {year} was {moved} on {newest}, and the {what} is dated {dated}"),
        "date it on that day or later; a wrong date there is put right by reversing it",
    ))
}

/// Say of which year, on which day or by whom an act was refused.
fn placed(voucher: &Voucher, error: Error) -> Error {
    if error.rule() == Some(Rule::FourEyes) {
        return four_eyes(voucher);
    }
    if let (Some(Rule::KeyInvalid), Some(key)) = (error.rule(), &voucher.particulars.key) {
        let message = format!("the key of the act (幂等键) is empty: {key:?}");
        let hint = "give the number by which you would repeat it, or no key";
        return Error::refused(Rule::KeyInvalid, message, hint);
    }
    let (Some(rule), Some(year)) = (error.rule(), voucher.year) else {
        return error;
    };
    let (message, hint) = match (rule, voucher.act) {
        (Rule::DateOutsideYear, _) => {
            let dated = voucher.particulars.dated;
            let day = dated.map(|day| day.to_string()).unwrap_or_default();
            (
                format!("{day} does not lie in {year}, the year of the act"),
                "give a day of that year",
            )
        }
        (Rule::YearUnknown, _) => (
            format!("the year is not in this ledger: {year}"),
            "prepare the year first",
        ),
        (Rule::YearPreparing, _) => (
            format!("the budget of the year is not approved yet: {year}"),
            "approve it first",
        ),
        (Rule::YearOpen, Act::Approve | Act::PostEarly) => (
            format!("the budget of the year is approved already: {year}"),
            "change it with supplement, reduce or transfer",
        ),
        (Rule::YearOpen, _) => (
            format!("the year is open, there is no closing to undo: {year}"),
            "closing_history says what became of its closings",
        ),
        (Rule::YearClosing, _) => (
            format!("the year is being closed: {year}"),
            "finish or cancel the closing first",
        ),
        (Rule::YearClosed, _) => (
            format!("the year is closed: {year}"),
            "record a prior-year event in an open year",
        ),
        _ => return error,
    };
    Error::refused(rule, message, hint)
}

fn insert_records<'r>(
    connection: &Connection,
    records: impl Iterator<Item = &'r Record>,
    voucher_id: i64,
) -> Result<()> {
    let mut rows: Option<Rows<'_>> = None;
    for record in records {
        let statement = record.table.insert;
        let rows = match &mut rows {
            Some(rows) if rows.is_by(statement) => rows,
            others => {
                if let Some(others) = others {
                    others.finish()?;
                }
                others.insert(Rows::new(connection, statement))
            }
        };
        // A note carries its salt and text behind the voucher: they are written, not chained.
        let position = if record.table.name == "note" {
            4
        } else {
            record.values.len()
        };
        let (before, behind) = record.values.split_at(position.min(record.values.len()));
        let voucher_id = std::iter::once(Value::from(voucher_id));
        rows.push(
            before
                .iter()
                .cloned()
                .chain(voucher_id)
                .chain(behind.iter().cloned()),
        )?;
    }
    rows.map_or(Ok(()), |mut rows| rows.finish())
}

fn posting_row(voucher_id: i64, posting_id: i64, posting: &Posting) -> [Value; 13] {
    let row = |number: Option<i64>| number.map_or(Value::Null, Value::from);
    [
        Value::from(posting_id),
        Value::from(voucher_id),
        Value::from(posting.event.as_str().to_owned()),
        Value::from(posting.amount.get()),
        row(posting.line),
        row(posting.to_line),
        row(posting.income),
        row(posting.to_income),
        row(posting.surplus),
        row(posting.commitment),
        row(posting.to_commitment),
        row(posting.refunds),
        row(posting.reverses),
    ]
}

fn created_commitments(records: &[Record]) -> Vec<i64> {
    let commitments = records
        .iter()
        .filter(|record| record.table.name == "commitment");
    let ids = commitments.filter_map(|record| match record.values.first() {
        Some(Value::Integer(id)) => Some(*id),
        _ => None,
    });
    ids.collect()
}
