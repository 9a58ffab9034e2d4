//! Walking along the chain: rows read back and hashed again, from the words of `docs/format.md`.
//!
//! Vouchers, postings and records are read side by side, each table once and in the order of the
//! vouchers: nothing is looked up, and nothing is kept but the row that comes next.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Rows, Statement};
use sha2::{Digest, Sha256};

use super::row::{bytes, number};
use crate::error::Result;

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
const RECORDS: &[(u8, &str, &str)] = &[
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
            FROM policy WHERE voucher_id >= max(?1, 1)
            AND coalesce(fund, level, kind, code_level, item) IS NULL
            ORDER BY voucher_id, policy_id",
    ),
    (
        b'q',
        "policy",
        "SELECT voucher_id, policy_id, name, first_year, last_year, action, value, source, fund,
            level, kind, code_level, item
            FROM policy WHERE voucher_id >= max(?1, 1)
            AND coalesce(fund, level, kind, code_level, item) IS NOT NULL
            ORDER BY voucher_id, policy_id",
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
        b'b',
        "contract",
        "SELECT voucher_id, contract_id, reference, title, unit_id, signed_on, category,
            reserved_for
            FROM contract WHERE voucher_id >= ?1 ORDER BY voucher_id, contract_id",
    ),
    (
        b'c',
        "contract_part",
        "SELECT voucher_id, part_id, contract_id, year, due_on, fund, level, functional_code,
            economic_code, kind, project, amount_fen
            FROM contract_part WHERE voucher_id >= ?1 ORDER BY voucher_id, part_id",
    ),
    (
        b'r',
        "procurement",
        "SELECT voucher_id, procurement_id, line_id, commitment_id, category, reserved_for,
            amount_fen
            FROM procurement WHERE voucher_id >= ?1 ORDER BY voucher_id, procurement_id",
    ),
    (
        b'p',
        "spending_plan",
        "SELECT voucher_id, plan_id, line_id,
            m01_fen, m02_fen, m03_fen, m04_fen, m05_fen, m06_fen, m07_fen, m08_fen, m09_fen,
            m10_fen, m11_fen, m12_fen
            FROM spending_plan WHERE voucher_id >= ?1 ORDER BY voucher_id, plan_id",
    ),
    (
        b'X',
        "note",
        "SELECT erased_by, note_id
            FROM note WHERE erased_by >= ?1 ORDER BY erased_by, note_id",
    ),
    (
        b's',
        "statement",
        "SELECT voucher_id, statement_id, kind, name, first_on, last_on, digest
            FROM statement WHERE voucher_id >= ?1 ORDER BY voucher_id, statement_id",
    ),
    (
        b't',
        "statement_row",
        "SELECT voucher_id, row_id, statement_id, row, dated, amount_fen, key, document
            FROM statement_row WHERE voucher_id >= ?1 ORDER BY voucher_id, row_id",
    ),
    (
        b'm',
        "statement_match",
        "SELECT voucher_id, match_id, row_id, posting_id
            FROM statement_match WHERE voucher_id >= ?1 ORDER BY voucher_id, match_id",
    ),
    (
        b'n',
        "statement_match",
        "SELECT cancelled_by, match_id
            FROM statement_match WHERE cancelled_by >= ?1 ORDER BY cancelled_by, match_id",
    ),
    (
        b'a',
        "assertion",
        "SELECT voucher_id, assertion_id, book, owner_id, total, dated, amount_fen, source
            FROM assertion WHERE voucher_id >= ?1 ORDER BY voucher_id, assertion_id",
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
        b'o',
        "override",
        "SELECT voucher_id, override_id, policy, document
            FROM override WHERE voucher_id >= ?1 ORDER BY voucher_id, override_id",
    ),
    (
        b'j',
        "adjustment",
        "SELECT voucher_id, adjustment_id, legal_kind
            FROM adjustment WHERE voucher_id >= ?1 ORDER BY voucher_id, adjustment_id",
    ),
    (
        b'N',
        "note",
        "SELECT voucher_id, note_id, posting_id, field, digest
            FROM note WHERE voucher_id >= ?1 ORDER BY voucher_id, note_id",
    ),
];

/// Write a value as the chain has it.
pub(super) fn encode(value: ValueRef<'_>, out: &mut Vec<u8>) {
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

/// Write a letter and columns of a row as the chain has them; return whether its texts are UTF-8.
fn encode_row(
    tag: u8,
    row: &Row<'_>,
    columns: std::ops::Range<usize>,
    out: &mut Vec<u8>,
) -> rusqlite::Result<bool> {
    out.push(tag);
    let mut is_readable = true;
    for column in columns {
        let value = row.get_ref(column)?;
        if let ValueRef::Text(text) = value {
            is_readable &= std::str::from_utf8(text).is_ok();
        }
        encode(value, out);
    }
    Ok(is_readable)
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
    /// Whether every text of the next row is UTF-8.
    is_readable: bool,
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
            is_readable: true,
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
            self.is_readable = encode_row(self.tag, row, columns, &mut self.encoded)?;
        }
        Ok(())
    }

    /// Hash the rows up to a number; return how many, and whether every text of them is UTF-8.
    fn take_until(&mut self, last: i64, hasher: &mut Sha256) -> Result<(i64, bool)> {
        let (mut count, mut is_readable) = (0, true);
        while self.next.is_some_and(|next| next <= last) {
            hasher.update(&self.encoded);
            count += 1;
            is_readable &= self.is_readable;
            self.read_on()?;
        }
        Ok((count, is_readable))
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
pub(super) struct Link {
    pub(super) voucher_id: i64,
    pub(super) last_posting_id: i64,
    /// As it is stored; none when the voucher has none.
    pub(super) stored: Option<Vec<u8>>,
    /// Hash over the stored hash before it, or over zeros when the voucher has none.
    pub(super) computed: [u8; 32],
    pub(super) has_postings: bool,
    pub(super) declared_records: i64,
    pub(super) found_records: i64,
    /// Whether every text of its rows is UTF-8; SQLite keeps any bytes as text.
    pub(super) is_readable: bool,
}

/// What a walk along the chain comes by.
pub(super) enum Step {
    Link(Link),
    /// A record whose voucher is not there: its table, and the voucher it names.
    Stray(&'static str, i64),
}

/// Call `each` with every voucher from `first` on, and with records that belong to none.
pub(super) fn walk(
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
        cursors.push((Cursor::begin(statement, *tag, true, first)?, *table));
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
        let mut is_readable = encode_row(b'V', row, 0..VOUCHER_COLUMNS, &mut encoded)?;
        let mut hasher = Sha256::new();
        hasher.update(if stored.is_some() { previous } else { [0; 32] });
        hasher.update(&encoded);
        let mut found_records = 0;
        for (cursor, table) in &mut cursors {
            if let Some(voucher) = cursor.skip_before(voucher_id)? {
                each(Step::Stray(table, voucher))?;
            }
            let (count, is_text) = cursor.take_until(voucher_id, &mut hasher)?;
            found_records += count;
            is_readable &= is_text;
        }
        let (first_posting, count) = (number(row, 8)?, number(row, 9)?);
        let last_posting_id = first_posting.saturating_add(count).saturating_sub(1);
        postings.skip_before(first_posting)?;
        is_readable &= postings.take_until(last_posting_id, &mut hasher)?.1;
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
            is_readable,
        }))?;
    }
    for (cursor, table) in &mut cursors {
        if let Some(voucher) = cursor.skip_before(i64::MAX)? {
            each(Step::Stray(table, voucher))?;
        }
    }
    Ok(())
}
