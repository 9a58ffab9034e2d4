//! Rows that an act writes beside postings. The writer follows these descriptions; `verify` reads
//! the rows back by a list of its own.

use rusqlite::types::Value;

use crate::error::{Error, Result};

/// A table of rows that belong to a voucher.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RecordTable {
    /// Name of the table.
    pub(crate) name: &'static str,
    /// Letter of its records in the chain.
    pub(crate) tag: u8,
    /// Statement that writes a row: the values of the record, then the voucher.
    pub(crate) insert: &'static str,
    /// Whether an act with postings writes it, before them; its rows are not counted then.
    pub(crate) is_of_postings: bool,
}

/// A row to be written.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    pub(crate) table: &'static RecordTable,
    pub(crate) values: Vec<Value>,
}

/// Write a description as `name, tag, columns, marks`, and whether an act with postings writes it.
macro_rules! record_table {
    ($name:literal, $tag:literal, $columns:literal, $marks:literal, $of:literal) => {
        RecordTable {
            name: $name,
            tag: $tag,
            insert: concat!(
                "INSERT INTO ",
                $name,
                " (",
                $columns,
                ", voucher_id) VALUES (",
                $marks,
                ")"
            ),
            is_of_postings: $of,
        }
    };
}

/// Every table of records, in the order of the chain.
pub(crate) static RECORD_TABLES: &[RecordTable] = &[
    record_table!("ledger", b'G', "ledger_id, title", "?1, ?2, ?3", false),
    record_table!(
        "unit",
        b'U',
        "unit_id, name, kind, parent_id",
        "?1, ?2, ?3, ?4, ?5",
        false
    ),
    RecordTable {
        name: "unit (deactivated)",
        tag: b'D',
        insert: "UPDATE unit SET deactivated_by = ?2 WHERE unit_id = ?1",
        is_of_postings: false,
    },
    record_table!(
        "code",
        b'C',
        "code_id, year, scheme, code, name, parent, is_verified, source",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9",
        false
    ),
    record_table!(
        "economic_mapping",
        b'M',
        "mapping_id, year, department_code, government_code, applies_to, is_verified, source",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8",
        false
    ),
    record_table!(
        "successor",
        b'S',
        "successor_id, scheme, year, old, new, source",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7",
        false
    ),
    record_table!(
        "policy",
        b'R',
        "policy_id, name, first_year, last_year, action, value, source",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8",
        false
    ),
    RecordTable {
        name: "policy (scoped)",
        tag: b'q',
        insert: "INSERT INTO policy (policy_id, name, first_year, last_year, action, value, source,
            fund, level, kind, code_level, item, voucher_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        is_of_postings: false,
    },
    record_table!(
        "account",
        b'A',
        "account, name_zh, side, total",
        "?1, ?2, ?3, ?4, ?5",
        false
    ),
    record_table!(
        "posting_rule",
        b'E',
        "event, side, against_commitment, debit, credit",
        "?1, ?2, ?3, ?4, ?5, ?6",
        false
    ),
    record_table!(
        "seal",
        b'F',
        "seal_id, sealed_voucher_id, digest",
        "?1, ?2, ?3, ?4",
        false
    ),
    record_table!(
        "restored_guard",
        b'g',
        "guard_id, kind, name, was",
        "?1, ?2, ?3, ?4, ?5",
        false
    ),
    record_table!(
        "contract",
        b'b',
        "contract_id, reference, title, unit_id, signed_on, category, reserved_for",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8",
        false
    ),
    record_table!(
        "contract_part",
        b'c',
        "part_id, contract_id, year, due_on, fund, level, functional_code, economic_code, kind, \
         project, amount_fen",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12",
        false
    ),
    record_table!(
        "procurement",
        b'r',
        "procurement_id, line_id, commitment_id, category, reserved_for, amount_fen",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7",
        false
    ),
    RecordTable {
        name: "spending_plan",
        tag: b'p',
        insert: "INSERT INTO spending_plan (plan_id, line_id,
            m01_fen, m02_fen, m03_fen, m04_fen, m05_fen, m06_fen, m07_fen, m08_fen, m09_fen,
            m10_fen, m11_fen, m12_fen, voucher_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        is_of_postings: false,
    },
    RecordTable {
        name: "note (erased)",
        tag: b'X',
        insert: "UPDATE note SET salt = NULL, text = NULL, erased_by = ?2 WHERE note_id = ?1",
        is_of_postings: false,
    },
    record_table!(
        "statement",
        b's',
        "statement_id, kind, name, first_on, last_on, digest",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7",
        false
    ),
    record_table!(
        "statement_row",
        b't',
        "row_id, statement_id, row, dated, amount_fen, key, document",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8",
        false
    ),
    record_table!(
        "statement_match",
        b'm',
        "match_id, row_id, posting_id",
        "?1, ?2, ?3, ?4",
        false
    ),
    RecordTable {
        name: "statement_match (cancelled)",
        tag: b'n',
        insert: "UPDATE statement_match SET cancelled_by = ?2 WHERE match_id = ?1",
        is_of_postings: false,
    },
    record_table!(
        "assertion",
        b'a',
        "assertion_id, book, owner_id, total, dated, amount_fen, source",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8",
        false
    ),
    record_table!(
        "declaration",
        b'd',
        "declaration_id, unit_id, kind, content",
        "?1, ?2, ?3, ?4, ?5",
        false
    ),
    record_table!(
        "line",
        b'L',
        "line_id, year, unit_id, fund, level, origin_year, functional_code, economic_code, kind, \
         project",
        "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11",
        true
    ),
    RecordTable {
        name: "income",
        tag: b'I',
        insert: "INSERT INTO income (income_id, year, unit_id, fund, voucher_id, last_posting_id,
            budgeted_fen, increased_fen, decreased_fen, received_fen, returned_fen, carried_in_fen,
            surplus_used_fen, prior_year_fen, paid_fen, carried_out_fen, to_surplus_fen)
            VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
        is_of_postings: true,
    },
    RecordTable {
        name: "surplus",
        tag: b'T',
        insert: "INSERT INTO surplus (surplus_id, unit_id, fund, voucher_id, last_posting_id,
            added_fen, used_fen, surrendered_fen, distributed_fen, earmarked_fen, earmarked_used_fen,
            pooled_in_fen, pooled_out_fen, earmarked_in_fen, earmarked_out_fen)
            VALUES (?1, ?2, ?3, ?4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
        is_of_postings: true,
    },
    RecordTable {
        name: "commitment",
        tag: b'K',
        insert:
            "INSERT INTO commitment (commitment_id, line_id, contract, continues_id, voucher_id,
            last_posting_id, committed_fen, released_fen, paid_fen, carried_in_fen, carried_out_fen)
            VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, 0, 0, 0, 0)",
        is_of_postings: true,
    },
    record_table!(
        "override",
        b'o',
        "override_id, policy, document",
        "?1, ?2, ?3, ?4",
        true
    ),
    record_table!(
        "adjustment",
        b'j',
        "adjustment_id, legal_kind",
        "?1, ?2, ?3",
        true
    ),
    RecordTable {
        name: "note",
        tag: b'N',
        insert: "INSERT INTO note (note_id, posting_id, field, digest, voucher_id, salt, text)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        is_of_postings: true,
    },
];

/// Find the description of a table.
pub(super) fn require(name: &str) -> Result<&'static RecordTable> {
    let found = RECORD_TABLES.iter().find(|table| table.name == name);
    found.ok_or_else(|| Error::Internal(format!("no description of the table {name}")))
}
