//! The chain, read back from the rows and hashed again, from the words of `docs/format.md`.
//!
//! Vouchers, postings and records are read side by side, each table once and in the order of the
//! vouchers: nothing is looked up, and nothing is kept but the row that comes next.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row, Rows, Statement};
use sha2::{Digest, Sha256};

use super::finding::{FindingToken, Findings, Place};
use super::row::{bytes, integer, number, word};
use crate::error::Result;
use crate::file;
use crate::journal::{Head, hexadecimal};

/// Columns of a voucher in the order of the chain, its hash behind them.
const VOUCHERS: &str = "SELECT voucher_id, act, year, dated, document, prepared_by, reviewed_by,
    key, first_posting_id, posting_count, record_count, hash
    FROM voucher WHERE voucher_id >= ?1 ORDER BY voucher_id";

/// How many of these are chained.
const VOUCHER_COLUMNS: usize = 11;

/// Columns of a posting in the order of the chain.
const POSTINGS: &str = "SELECT posting_id, event, amount_fen, line_id, to_line_id, income_id,
    to_income_id, surplus_id, commitment_id, to_commitment_id, refunds_id, reverses_id
    FROM posting WHERE posting_id >= ?1 ORDER BY posting_id";

/// Records: letter, table, and the rows in the order of the vouchers, which come first.
const RECORDS: [(u8, &str, &str); 16] = [
    (
        b'G',
        "ledger",
        "SELECT voucher_id, ledger_id, title
            FROM ledger WHERE voucher_id >= ?1 ORDER BY voucher_id, ledger_id",
    ),
    (
        b'U',
        "unit",
        "SELECT voucher_id, unit_id, name, kind, parent_id
            FROM unit WHERE voucher_id >= ?1 ORDER BY voucher_id, unit_id",
    ),
    (
        b'D',
        "unit",
        "SELECT deactivated_by, unit_id
            FROM unit WHERE deactivated_by >= ?1 ORDER BY deactivated_by, unit_id",
    ),
    (
        b'C',
        "code",
        "SELECT voucher_id, code_id, year, scheme, code, name, parent, is_verified, source
            FROM code WHERE voucher_id >= ?1 ORDER BY voucher_id, code_id",
    ),
    (
        b'M',
        "economic_mapping",
        "SELECT voucher_id, mapping_id, year, department_code, government_code, applies_to,
            is_verified, source
            FROM economic_mapping WHERE voucher_id >= ?1 ORDER BY voucher_id, mapping_id",
    ),
    (
        b'S',
        "successor",
        "SELECT voucher_id, successor_id, scheme, year, old, new, source
            FROM successor WHERE voucher_id >= ?1 ORDER BY voucher_id, successor_id",
    ),
    (
        b'R',
        "policy",
        "SELECT voucher_id, policy_id, name, first_year, last_year, action, value, source
            FROM policy WHERE voucher_id >= ?1 ORDER BY voucher_id, policy_id",
    ),
    (
        b'A',
        "account",
        "SELECT voucher_id, account, name_zh, side, total
            FROM account WHERE voucher_id >= max(?1, 1) ORDER BY voucher_id, account",
    ),
    (
        b'E',
        "posting_rule",
        "SELECT voucher_id, event, side, against_commitment, debit, credit
            FROM posting_rule WHERE voucher_id >= max(?1, 1)
            ORDER BY voucher_id, event, side, against_commitment",
    ),
    (
        b'F',
        "seal",
        "SELECT voucher_id, seal_id, sealed_voucher_id, digest
            FROM seal WHERE voucher_id >= ?1 ORDER BY voucher_id, seal_id",
    ),
    (
        b'X',
        "note",
        "SELECT erased_by, note_id
            FROM note WHERE erased_by >= ?1 ORDER BY erased_by, note_id",
    ),
    (
        b'L',
        "line",
        "SELECT voucher_id, line_id, year, unit_id, fund, level, origin_year, functional_code,
            economic_code, kind, project
            FROM line WHERE voucher_id >= ?1 ORDER BY voucher_id, line_id",
    ),
    (
        b'I',
        "income",
        "SELECT voucher_id, income_id, year, unit_id, fund
            FROM income WHERE voucher_id >= ?1 ORDER BY voucher_id, income_id",
    ),
    (
        b'T',
        "surplus",
        "SELECT voucher_id, surplus_id, unit_id, fund
            FROM surplus WHERE voucher_id >= ?1 ORDER BY voucher_id, surplus_id",
    ),
    (
        b'K',
        "commitment",
        "SELECT voucher_id, commitment_id, line_id, contract, continues_id
            FROM commitment WHERE voucher_id >= ?1 ORDER BY voucher_id, commitment_id",
    ),
    (
        b'N',
        "note",
        "SELECT voucher_id, note_id, posting_id, field, digest
            FROM note WHERE voucher_id >= ?1 ORDER BY voucher_id, note_id",
    ),
];

/// Bytes of salt before a note's text.
const SALT_BYTES: usize = 16;

/// Write a value as the chain has it.
fn encode(value: ValueRef<'_>, out: &mut Vec<u8>) {
    let mut with_length = |mark: u8, bytes: &[u8]| {
        out.push(mark);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        out.extend_from_slice(&length.to_be_bytes());
        out.extend_from_slice(bytes);
    };
    match value {
        ValueRef::Null => out.push(0),
        ValueRef::Integer(number) => {
            out.push(1);
            out.extend_from_slice(&number.to_be_bytes());
        }
        ValueRef::Text(text) => with_length(2, text),
        ValueRef::Blob(bytes) => with_length(3, bytes),
        // No value of a ledger; one that got in by force is seen to differ.
        ValueRef::Real(real) => with_length(4, &real.to_bits().to_be_bytes()),
    }
}

/// Write a letter and columns of a row as the chain has them.
fn encode_row(
    tag: u8,
    row: &Row<'_>,
    columns: std::ops::Range<usize>,
    out: &mut Vec<u8>,
) -> rusqlite::Result<()> {
    out.push(tag);
    for column in columns {
        encode(row.get_ref(column)?, out);
    }
    Ok(())
}

/// The rows of a table, the next of them encoded.
struct Cursor<'s> {
    rows: Rows<'s>,
    tag: u8,
    /// The first column is the voucher, and not chained.
    is_record: bool,
    columns: usize,
    /// Voucher of a record, number of a posting.
    next: Option<i64>,
    encoded: Vec<u8>,
}

impl<'s> Cursor<'s> {
    fn begin(
        statement: &'s mut Statement<'_>,
        tag: u8,
        is_record: bool,
        first: i64,
    ) -> Result<Self> {
        let columns = statement.column_count();
        let mut cursor = Self {
            rows: statement.query([first])?,
            tag,
            is_record,
            columns,
            next: None,
            encoded: Vec::new(),
        };
        cursor.read_on()?;
        Ok(cursor)
    }

    fn read_on(&mut self) -> Result<()> {
        self.encoded.clear();
        self.next = None;
        if let Some(row) = self.rows.next()? {
            self.next = Some(number(row, 0)?);
            let columns = usize::from(self.is_record)..self.columns;
            encode_row(self.tag, row, columns, &mut self.encoded)?;
        }
        Ok(())
    }

    /// Hash the rows up to a number; return how many.
    fn take_until(&mut self, last: i64, hasher: &mut Sha256) -> Result<i64> {
        let mut count = 0;
        while self.next.is_some_and(|next| next <= last) {
            hasher.update(&self.encoded);
            count += 1;
            self.read_on()?;
        }
        Ok(count)
    }

    /// Pass over the rows before a number; return the first of them.
    fn skip_before(&mut self, first: i64) -> Result<Option<i64>> {
        let skipped = self.next.filter(|next| *next < first);
        while self.next.is_some_and(|next| next < first) {
            self.read_on()?;
        }
        Ok(skipped)
    }
}

/// A voucher with the hash of its rows as they are now.
struct Link {
    voucher_id: i64,
    last_posting_id: i64,
    /// As it is stored; none when the voucher has none.
    stored: Option<Vec<u8>>,
    /// Hash over the stored hash before it, or over zeros when the voucher has none.
    computed: [u8; 32],
    has_postings: bool,
    declared_records: i64,
    found_records: i64,
}

/// What a walk along the chain comes by.
enum Step {
    Link(Link),
    /// A record whose voucher is not there: its table, and the voucher it names.
    Stray(&'static str, i64),
}

/// Call `each` with every voucher from `first` on, and with records that belong to none.
fn walk(
    connection: &Connection,
    first: i64,
    mut each: impl FnMut(Step) -> Result<()>,
) -> Result<()> {
    let from_posting = if first > 1 {
        let sql = "SELECT first_posting_id FROM voucher WHERE voucher_id = ?1";
        connection.query_row(sql, [first], |row| row.get(0))?
    } else {
        0
    };
    let mut statements = Vec::with_capacity(RECORDS.len());
    for (_, _, sql) in RECORDS {
        statements.push(connection.prepare(sql)?);
    }
    let mut cursors = Vec::with_capacity(RECORDS.len());
    for (statement, (tag, table, _)) in statements.iter_mut().zip(RECORDS) {
        cursors.push((Cursor::begin(statement, tag, true, first)?, table));
    }
    let mut postings = connection.prepare(POSTINGS)?;
    let mut postings = Cursor::begin(&mut postings, b'P', false, from_posting)?;
    let mut vouchers = connection.prepare(VOUCHERS)?;
    let mut vouchers = vouchers.query([first])?;
    let mut previous = [0; 32];
    let mut encoded = Vec::new();
    while let Some(row) = vouchers.next()? {
        let voucher_id = number(row, 0)?;
        let stored = bytes(row, VOUCHER_COLUMNS)?;
        encoded.clear();
        encode_row(b'V', row, 0..VOUCHER_COLUMNS, &mut encoded)?;
        let mut hasher = Sha256::new();
        hasher.update(if stored.is_some() { previous } else { [0; 32] });
        hasher.update(&encoded);
        let mut found_records = 0;
        for (cursor, table) in &mut cursors {
            if let Some(voucher) = cursor.skip_before(voucher_id)? {
                each(Step::Stray(table, voucher))?;
            }
            found_records += cursor.take_until(voucher_id, &mut hasher)?;
        }
        let (first_posting, count) = (number(row, 8)?, number(row, 9)?);
        let last_posting_id = first_posting.saturating_add(count).saturating_sub(1);
        postings.skip_before(first_posting)?;
        postings.take_until(last_posting_id, &mut hasher)?;
        let computed = hasher.finalize().into();
        if let Some(stored) = &stored {
            // After a broken link the chain goes on from what is stored: each link is judged alone.
            previous = stored.as_slice().try_into().unwrap_or(computed);
        }
        each(Step::Link(Link {
            voucher_id,
            last_posting_id,
            stored,
            computed,
            has_postings: count > 0,
            declared_records: number(row, 10)?,
            found_records,
        }))?;
    }
    for (cursor, table) in &mut cursors {
        if let Some(voucher) = cursor.skip_before(i64::MAX)? {
            each(Step::Stray(table, voucher))?;
        }
    }
    Ok(())
}

/// Return the vouchers without a hash that no seal covers, with the digest a seal would hold.
pub(crate) fn unsealed_digests(connection: &Connection) -> Result<Vec<(i64, [u8; 32])>> {
    let sql = "SELECT voucher_id FROM voucher WHERE hash IS NULL AND voucher_id NOT IN (
        SELECT sealed_voucher_id FROM seal) ORDER BY voucher_id LIMIT 1";
    let first: Option<i64> = connection.query_row(sql, [], |row| row.get(0)).optional()?;
    let Some(first) = first else {
        return Ok(Vec::new());
    };
    let mut digests = Vec::new();
    walk(connection, first, |step| {
        if let Step::Link(link) = step
            && link.stored.is_none()
            && seal_of(connection, link.voucher_id)?.is_none()
        {
            digests.push((link.voucher_id, link.computed));
        }
        Ok(())
    })?;
    Ok(digests)
}

fn seal_of(connection: &Connection, voucher_id: i64) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT digest FROM seal WHERE sealed_voucher_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([voucher_id], |row| bytes(row, 0));
    Ok(found.optional()?.flatten())
}

/// What the chain came to.
#[derive(Debug)]
pub(super) struct Chain {
    pub(super) head: Head,
    pub(super) sealed_count: u64,
    pub(super) unsealed_count: u64,
}

impl Chain {
    /// Begin before the first voucher.
    pub(super) fn new() -> Self {
        Self {
            head: Head {
                voucher_id: 0,
                posting_id: 0,
                hash: hexadecimal(&[0; 32]),
                schema: file::fingerprint(),
            },
            sealed_count: 0,
            unsealed_count: 0,
        }
    }

    /// Hash every voucher again, and compare.
    pub(super) fn run(&mut self, connection: &Connection, findings: &mut Findings) -> Result<()> {
        walk(connection, 0, |step| {
            match step {
                Step::Link(link) => self.check(connection, &link, findings)?,
                Step::Stray(table, voucher) => findings.add(
                    FindingToken::RecordOutside,
                    || Place::table(table),
                    format_args!("a record names a voucher that is not there: {voucher}"),
                ),
            }
            Ok(())
        })?;
        check_seals(connection, findings)
    }

    fn check(
        &mut self,
        connection: &Connection,
        link: &Link,
        findings: &mut Findings,
    ) -> Result<()> {
        self.head.voucher_id = link.voucher_id;
        self.head.posting_id = link.last_posting_id;
        check_records(link, findings);
        match &link.stored {
            Some(stored) => {
                self.head.hash = hexadecimal(stored);
                check_hash(link, stored, findings);
                Ok(())
            }
            None => self.check_seal(connection, link, findings),
        }
    }

    fn check_seal(
        &mut self,
        connection: &Connection,
        link: &Link,
        findings: &mut Findings,
    ) -> Result<()> {
        let (voucher_id, digest) = (link.voucher_id, link.computed);
        let Some(seal) = seal_of(connection, voucher_id)? else {
            self.unsealed_count += 1;
            findings.add(
                FindingToken::ChainUnsealed,
                || Place::row("voucher", voucher_id),
                format_args!("a foreign program wrote the voucher, and no seal records it"),
            );
            return Ok(());
        };
        self.sealed_count += 1;
        if seal != digest {
            findings.differs(
                FindingToken::SealDiffers,
                || Place::row("voucher", voucher_id),
                (&hexadecimal(&seal), &hexadecimal(&digest)),
                format_args!("the rows of the voucher are not those that were sealed"),
            );
        }
        Ok(())
    }
}

fn check_hash(link: &Link, stored: &[u8], findings: &mut Findings) {
    if stored != link.computed {
        findings.differs(
            FindingToken::ChainBroken,
            || Place::row("voucher", link.voucher_id),
            (&hexadecimal(stored), &hexadecimal(&link.computed)),
            format_args!("its rows, or the hash before it, are not those that were hashed"),
        );
    }
}

/// An act without postings has the records it declares.
fn check_records(link: &Link, findings: &mut Findings) {
    if !link.has_postings && link.declared_records != link.found_records {
        findings.differs(
            FindingToken::VoucherIncomplete,
            || Place::column("voucher", link.voucher_id, "record_count"),
            (&link.declared_records, &link.found_records),
            format_args!("the voucher has not the records it declares"),
        );
    }
}

/// A seal is for an earlier voucher without a hash.
fn check_seals(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let sql = "SELECT s.seal_id, s.sealed_voucher_id FROM seal AS s
        LEFT JOIN voucher AS v ON v.voucher_id = s.sealed_voucher_id
        WHERE v.voucher_id IS NULL OR v.hash IS NOT NULL OR v.voucher_id >= s.voucher_id
        ORDER BY s.seal_id";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, sealed) = (number(row, 0)?, number(row, 1)?);
        findings.add(
            FindingToken::SealDiffers,
            || Place::row("seal", id),
            format_args!("voucher {sealed} is not one that it could seal"),
        );
    }
    Ok(())
}

/// Compare every note with its digest, and every erased one with the act that erased it.
pub(super) fn check_notes(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let sql = "SELECT n.note_id, n.digest, n.salt, n.text, n.erased_by, v.act FROM note AS n
        LEFT JOIN voucher AS v ON v.voucher_id = n.erased_by ORDER BY n.note_id";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let wrong = match (bytes(row, 2)?, bytes(row, 3)?, integer(row, 4)?) {
            (Some(salt), Some(_), None) => {
                let mut encoded = Vec::new();
                encode(row.get_ref(2)?, &mut encoded);
                encode(row.get_ref(3)?, &mut encoded);
                let digest = Sha256::digest(&encoded);
                let is_right = bytes(row, 1)?.as_deref() == Some(digest.as_slice());
                (!is_right || salt.len() < SALT_BYTES).then_some("the text is not what was written")
            }
            (None, None, Some(_)) => {
                (word(row, 5)? != "erase_text").then_some("it was erased by no act erase_text")
            }
            _ => Some("it is neither whole nor erased"),
        };
        if let Some(message) = wrong {
            let id = number(row, 0)?;
            findings.add(
                FindingToken::NoteDigestDiffers,
                || Place::row("note", id),
                format_args!("{message}"),
            );
        }
    }
    Ok(())
}
