//! Records beside the vouchers that wrote them: every table once, in the order of the vouchers.

use rusqlite::{Connection, Rows, Statement};
use sha2::{Digest, Sha256};

use super::links::Cells;
use super::row::number;
use crate::error::Result;

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
        b'g',
        "restored_guard",
        "SELECT voucher_id, guard_id, kind, name, was
            FROM restored_guard WHERE voucher_id >= ?1 ORDER BY voucher_id, guard_id",
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
        b'd',
        "declaration",
        "SELECT voucher_id, declaration_id, unit_id, kind, content
            FROM declaration WHERE voucher_id >= ?1 ORDER BY voucher_id, declaration_id",
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

/// What the records of a voucher come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) count: i64,
    /// Whether every text of them is UTF-8.
    pub(super) is_readable: bool,
}

/// The questions for the records of every table.
pub(super) fn prepare(connection: &Connection) -> Result<Vec<Statement<'_>>> {
    let statements = RECORDS.iter().map(|(_, _, sql)| connection.prepare(sql));
    Ok(statements.collect::<rusqlite::Result<_>>()?)
}

/// The records of every table, the next of each encoded.
pub(super) struct Records<'s> {
    tables: Vec<(&'static str, Cursor<'s>)>,
    /// The first voucher that any of the next ones belongs to.
    next: i64,
}

impl<'s> Records<'s> {
    /// Begin with the records of a voucher.
    pub(super) fn begin(statements: &'s mut [Statement<'_>], first: i64) -> Result<Self> {
        let mut tables = Vec::with_capacity(RECORDS.len());
        for (statement, (tag, table, _)) in statements.iter_mut().zip(RECORDS) {
            tables.push((*table, Cursor::begin(statement, *tag, first)?));
        }
        let mut records = Self { tables, next: 0 };
        records.look_ahead();
        Ok(records)
    }

    fn look_ahead(&mut self) {
        let next = self.tables.iter().filter_map(|(_, cursor)| cursor.next);
        self.next = next.min().unwrap_or(i64::MAX);
    }

    /// Hash the records of a voucher; call `stray` with the table and voucher of those before it,
    /// once a table. Most vouchers have none.
    pub(super) fn take_of(
        &mut self,
        voucher: i64,
        hasher: &mut Sha256,
        mut stray: impl FnMut(&'static str, i64),
    ) -> Result<Found> {
        let mut found = Found {
            count: 0,
            is_readable: true,
        };
        if self.next > voucher {
            return Ok(found);
        }
        for (table, cursor) in &mut self.tables {
            if let Some(voucher) = cursor.skip_before(voucher)? {
                stray(table, voucher);
            }
            cursor.take_of(voucher, hasher, &mut found)?;
        }
        self.look_ahead();
        Ok(found)
    }

    /// Call `stray` with the records behind the last voucher.
    pub(super) fn end(mut self, mut stray: impl FnMut(&'static str, i64)) -> Result<()> {
        for (table, cursor) in &mut self.tables {
            if let Some(voucher) = cursor.skip_before(i64::MAX)? {
                stray(table, voucher);
            }
        }
        Ok(())
    }
}

/// The rows of a table, the next of them encoded.
struct Cursor<'s> {
    rows: Rows<'s>,
    tag: u8,
    columns: usize,
    /// Voucher of the next row.
    next: Option<i64>,
    encoded: Vec<u8>,
    /// Whether every text of the next row is UTF-8.
    is_readable: bool,
}

impl<'s> Cursor<'s> {
    fn begin(statement: &'s mut Statement<'_>, tag: u8, first: i64) -> Result<Self> {
        let columns = statement.column_count();
        let mut cursor = Self {
            rows: statement.query([first])?,
            tag,
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
            let mut cells = Cells::begin(self.tag, row, 1, &mut self.encoded);
            for _ in 1..self.columns {
                cells.value()?;
            }
            self.is_readable = cells.is_readable;
        }
        Ok(())
    }

    /// Hash the rows of a voucher.
    fn take_of(&mut self, voucher: i64, hasher: &mut Sha256, found: &mut Found) -> Result<()> {
        while self.next.is_some_and(|next| next <= voucher) {
            hasher.update(&self.encoded);
            found.count += 1;
            found.is_readable &= self.is_readable;
            self.read_on()?;
        }
        Ok(())
    }

    /// Pass over the rows before a voucher; return the voucher that the first of them names.
    fn skip_before(&mut self, voucher: i64) -> Result<Option<i64>> {
        let skipped = self.next.filter(|next| *next < voucher);
        while self.next.is_some_and(|next| next < voucher) {
            self.read_on()?;
        }
        Ok(skipped)
    }
}
