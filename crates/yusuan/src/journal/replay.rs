//! The same key again: the stored receipt when the act is the same, the differing field when not.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use super::adjustment::{self, LegalKind, Override};
use super::digest::{hexadecimal, note_digest};
use super::record::Record;
use super::voucher::{Note, Receipt, Voucher};
use crate::error::{Error, Refusal, Result, Rule};

const BY_KEY: &str = "SELECT voucher_id, act, year, dated, document, prepared_by, reviewed_by,
    first_posting_id, posting_count, hash FROM voucher WHERE key = ?1";

const POSTINGS: &str = "SELECT event, amount_fen, line_id, to_line_id, income_id, to_income_id,
    surplus_id, commitment_id, to_commitment_id, refunds_id, reverses_id
    FROM posting WHERE posting_id >= ?1 AND posting_id < ?1 + ?2 ORDER BY posting_id";

const NOTES: &str = "SELECT salt, digest FROM note
    WHERE voucher_id = ?1 AND posting_id IS ?2 AND field = ?3";

/// Records of an act without postings: their table, the stored rows without their number, and how
/// many values of a record are that number.
const RECORDS: &[(&str, &str, usize)] = &[
    (
        "unit",
        "SELECT name, kind, parent_id FROM unit WHERE voucher_id = ?1 ORDER BY unit_id",
        1,
    ),
    (
        "unit (deactivated)",
        "SELECT unit_id FROM unit WHERE deactivated_by = ?1 ORDER BY unit_id",
        0,
    ),
    (
        "note (erased)",
        "SELECT note_id FROM note WHERE erased_by = ?1 ORDER BY note_id",
        0,
    ),
    (
        "statement",
        "SELECT kind, name, first_on, last_on, digest FROM statement
        WHERE voucher_id = ?1 ORDER BY statement_id",
        1,
    ),
    (
        "statement_row",
        // The statement has a new number when it is loaded again.
        "SELECT row, dated, amount_fen, key, document FROM statement_row
        WHERE voucher_id = ?1 ORDER BY row_id",
        2,
    ),
    (
        "statement_match",
        "SELECT row_id, posting_id FROM statement_match WHERE voucher_id = ?1 ORDER BY match_id",
        1,
    ),
    (
        "assertion",
        "SELECT book, owner_id, total, dated, amount_fen, source FROM assertion
        WHERE voucher_id = ?1 ORDER BY assertion_id",
        1,
    ),
    (
        "declaration",
        "SELECT unit_id, kind, content FROM declaration
        WHERE voucher_id = ?1 ORDER BY declaration_id",
        1,
    ),
    (
        "statement_match (cancelled)",
        "SELECT match_id FROM statement_match WHERE cancelled_by = ?1 ORDER BY match_id",
        0,
    ),
    (
        "code",
        "SELECT year, scheme, code, name, parent, is_verified, source FROM code
        WHERE voucher_id = ?1 ORDER BY code_id",
        1,
    ),
    (
        "economic_mapping",
        "SELECT year, department_code, government_code, applies_to, is_verified, source
        FROM economic_mapping WHERE voucher_id = ?1 ORDER BY mapping_id",
        1,
    ),
    (
        "successor",
        "SELECT scheme, year, old, new, source FROM successor
        WHERE voucher_id = ?1 ORDER BY successor_id",
        1,
    ),
    (
        "policy",
        "SELECT name, first_year, last_year, action, value, source FROM policy
        WHERE voucher_id = ?1 AND coalesce(fund, level, kind, code_level, item) IS NULL
        ORDER BY policy_id",
        1,
    ),
    (
        "policy (scoped)",
        "SELECT name, first_year, last_year, action, value, source, fund, level, kind, code_level,
        item FROM policy
        WHERE voucher_id = ?1 AND coalesce(fund, level, kind, code_level, item) IS NOT NULL
        ORDER BY policy_id",
        1,
    ),
    (
        "contract",
        "SELECT reference, title, unit_id, signed_on, category, reserved_for FROM contract
        WHERE voucher_id = ?1 ORDER BY contract_id",
        1,
    ),
    (
        "contract_part",
        "SELECT contract_id, year, due_on, fund, level, functional_code, economic_code, kind,
        project, amount_fen FROM contract_part WHERE voucher_id = ?1 ORDER BY part_id",
        1,
    ),
    (
        "procurement",
        "SELECT line_id, commitment_id, category, reserved_for, amount_fen FROM procurement
        WHERE voucher_id = ?1 ORDER BY procurement_id",
        1,
    ),
    (
        "spending_plan",
        "SELECT line_id,
        m01_fen, m02_fen, m03_fen, m04_fen, m05_fen, m06_fen, m07_fen, m08_fen, m09_fen,
        m10_fen, m11_fen, m12_fen
        FROM spending_plan WHERE voucher_id = ?1 ORDER BY plan_id",
        1,
    ),
];

/// A voucher as it is stored.
struct Stored {
    voucher_id: i64,
    words: [Option<String>; 6],
    first_posting_id: i64,
    posting_count: i64,
    hash: Option<Vec<u8>>,
}

/// Names of [`Stored::words`].
const WORDS: [&str; 6] = [
    "act",
    "year",
    "dated",
    "document",
    "prepared_by",
    "reviewed_by",
];

/// Return the receipt of the act that used the voucher's key, when it is the same act.
pub(super) fn find(connection: &Connection, voucher: &Voucher) -> Result<Option<Receipt>> {
    let Some(key) = voucher.particulars.key.as_deref() else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(BY_KEY)?;
    let stored = statement.query_row([key], |row| {
        let year: Option<i64> = row.get(2)?;
        Ok(Stored {
            voucher_id: row.get(0)?,
            words: [
                row.get(1)?,
                year.map(|year| year.to_string()),
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
            ],
            first_posting_id: row.get(7)?,
            posting_count: row.get(8)?,
            hash: row.get(9)?,
        })
    });
    let Some(stored) = stored.optional()? else {
        return Ok(None);
    };
    if let Some(field) = difference(connection, voucher, &stored)? {
        return Err(other_act(key, &stored, field));
    }
    let sql = "SELECT commitment_id FROM commitment WHERE voucher_id = ?1 ORDER BY commitment_id";
    let mut statement = connection.prepare_cached(sql)?;
    let created = statement.query_map([stored.voucher_id], |row| row.get(0))?;
    Ok(Some(Receipt {
        voucher_id: stored.voucher_id,
        first_posting_id: stored.first_posting_id,
        posting_count: stored.posting_count,
        hash: stored.hash.as_deref().map(hexadecimal),
        commitment_ids: created.collect::<rusqlite::Result<_>>()?,
        warnings: Vec::new(),
        is_repeated: true,
    }))
}

fn other_act(key: &str, stored: &Stored, field: &'static str) -> Error {
    Error::Rule(Box::new(Refusal {
        message: format!(
            "the key belongs to voucher {}, which differs in its {field}: {key}",
            stored.voucher_id
        ),
        hint: "give a new key, or repeat the act exactly".to_owned(),
        field: Some(field),
        ..Refusal::new(Rule::KeyUsed)
    }))
}

/// Return the first field in which the act differs from the stored one.
fn difference(
    connection: &Connection,
    voucher: &Voucher,
    stored: &Stored,
) -> Result<Option<&'static str>> {
    let particulars = &voucher.particulars;
    let words = [
        Some(voucher.act.as_str().to_owned()),
        voucher.year.map(|year| year.to_string()),
        particulars.dated.map(|date| date.to_string()),
        particulars.document.clone(),
        particulars.prepared_by.clone(),
        particulars.reviewed_by.clone(),
    ];
    let differing = words
        .iter()
        .zip(&stored.words)
        .position(|(new, old)| new != old);
    if let Some(name) = differing.and_then(|index| WORDS.get(index)) {
        return Ok(Some(name));
    }
    if let Some(field) = posting_difference(connection, voucher, stored)? {
        return Ok(Some(field));
    }
    if let Some(field) = record_difference(connection, voucher, stored)? {
        return Ok(Some(field));
    }
    if let Some(field) = adjustment_difference(connection, voucher, stored)? {
        return Ok(Some(field));
    }
    note_difference(connection, voucher, stored)
}

/// Compare overrides and legal kind; an act of a release before them has no legal kind.
fn adjustment_difference(
    connection: &Connection,
    voucher: &Voucher,
    stored: &Stored,
) -> Result<Option<&'static str>> {
    let sql = "SELECT policy, document FROM override WHERE voucher_id = ?1 ORDER BY override_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([stored.voucher_id], |row| {
        Ok(Override {
            policy: row.get(0)?,
            document: row.get(1)?,
        })
    })?;
    if rows.collect::<rusqlite::Result<Vec<_>>>()? != voucher.particulars.overrides {
        return Ok(Some("overrides"));
    }
    let sql = "SELECT legal_kind FROM adjustment WHERE voucher_id = ?1";
    let old: Option<String> = connection
        .prepare_cached(sql)?
        .query_row([stored.voucher_id], |row| row.get(0))
        .optional()?;
    let new = adjustment::legal_kind(voucher);
    let differs = old.is_some_and(|old| new.map(LegalKind::as_str) != Some(old.as_str()));
    Ok(differs.then_some("legal_kind"))
}

/// Compare what an act without postings records.
fn record_difference(
    connection: &Connection,
    voucher: &Voucher,
    stored: &Stored,
) -> Result<Option<&'static str>> {
    for &(table, sql, skipped) in RECORDS {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let rows = statement.query_map([stored.voucher_id], |row| {
            (0..columns).map(|column| row.get(column)).collect()
        })?;
        let old = rows.collect::<rusqlite::Result<Vec<Vec<Value>>>>()?;
        let mut records = voucher
            .records
            .iter()
            .filter(|record| record.table.name == table);
        let same = old.iter().all(|row| {
            let new = records
                .next()
                .and_then(|record| record.values.get(skipped..));
            new == Some(row.as_slice())
        });
        if !same || records.next().is_some() {
            return Ok(Some(table.trim_end_matches(" (scoped)")));
        }
    }
    Ok(None)
}

fn posting_difference(
    connection: &Connection,
    voucher: &Voucher,
    stored: &Stored,
) -> Result<Option<&'static str>> {
    if i64::try_from(voucher.postings.len()).ok() != Some(stored.posting_count) {
        return Ok(Some("number of postings"));
    }
    let mut statement = connection.prepare_cached(POSTINGS)?;
    let mut rows = statement.query([stored.first_posting_id, stored.posting_count])?;
    for posting in &voucher.postings {
        let Some(row) = rows.next()? else {
            return Ok(Some("number of postings"));
        };
        let event: String = row.get(0)?;
        if event != posting.event.as_str() {
            return Ok(Some("event"));
        }
        if row.get::<_, i64>(1)? != posting.amount.get() {
            return Ok(Some("amount"));
        }
        let numbers = [
            ("line", posting.line),
            ("to_line", posting.to_line),
            ("income", posting.income),
            ("to_income", posting.to_income),
            ("surplus", posting.surplus),
            ("commitment", posting.commitment),
            ("to_commitment", posting.to_commitment),
            ("refunds", posting.refunds),
            ("reverses", posting.reverses),
        ];
        for (column, (name, number)) in (2..).zip(numbers) {
            let old: Option<i64> = row.get(column)?;
            let is_new_commitment = name == "commitment" && created(&voucher.records, number);
            if is_new_commitment && !same_contract(connection, &voucher.records, number, old)? {
                return Ok(Some("contract"));
            }
            if !is_new_commitment && old != number {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}

/// Return whether the act would create this commitment.
fn created(records: &[Record], commitment: Option<i64>) -> bool {
    record_of(records, commitment).is_some()
}

fn record_of(records: &[Record], commitment: Option<i64>) -> Option<&Record> {
    let id = Value::from(commitment?);
    let mut commitments = records
        .iter()
        .filter(|record| record.table.name == "commitment");
    commitments.find(|record| record.values.first() == Some(&id))
}

fn same_contract(
    connection: &Connection,
    records: &[Record],
    commitment: Option<i64>,
    stored: Option<i64>,
) -> Result<bool> {
    let sql = "SELECT contract FROM commitment WHERE commitment_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let old: Option<String> = statement.query_row([stored], |row| row.get(0)).optional()?;
    let new = record_of(records, commitment).and_then(|record| record.values.get(2));
    Ok(old.map(Value::from).as_ref() == new)
}

/// Compare texts by their salted digests; an erased text agrees with any.
fn note_difference(
    connection: &Connection,
    voucher: &Voucher,
    stored: &Stored,
) -> Result<Option<&'static str>> {
    let notes = voucher.all_notes();
    for Note {
        posting,
        field,
        text,
    } in &notes
    {
        let index = posting.and_then(|index| i64::try_from(index).ok());
        let posting_id = index.map(|index| stored.first_posting_id.saturating_add(index));
        let mut statement = connection.prepare_cached(NOTES)?;
        let values = rusqlite::params![stored.voucher_id, posting_id, field.as_str()];
        let old: Option<(Option<Vec<u8>>, Vec<u8>)> = statement
            .query_row(values, |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let same = match old {
            None => false,
            Some((None, _)) => true,
            Some((Some(salt), digest)) => note_digest(&salt, text).as_slice() == digest,
        };
        if !same {
            return Ok(Some(field.as_str()));
        }
    }
    let sql = "SELECT count(*) FROM note WHERE voucher_id = ?1";
    let kept: i64 = connection
        .prepare_cached(sql)?
        .query_row([stored.voucher_id], |r| r.get(0))?;
    Ok((usize::try_from(kept).ok() != Some(notes.len())).then_some("memo"))
}
