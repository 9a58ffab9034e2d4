//! Whatever is stored is proved: a change of any column of any table is found.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::{Copy, Told};

/// Numbers of rows that nothing refers to, and that a draft keeps to itself.
const FREE: [(&str, &str); 3] = [
    ("draft_line", "draft_id"),
    ("draft_income", "draft_income_id"),
    ("draft_control", "draft_control_id"),
];

/// Tables in which nothing stays.
const DESKS: &str = "('voucher_examination', 'posting_examination', 'payment_examination',
    'posting_effect')";

/// Return the tables of a ledger, and of each the columns of its primary key and all that are
/// stored.
pub(super) fn tables() -> Told<Vec<(String, String, Vec<String>)>> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(yusuan::SCHEMA)?;
    let sql = format!(
        "SELECT s.name, group_concat(c.name) FILTER (WHERE c.pk > 0), group_concat(c.name)
        FROM sqlite_schema AS s JOIN pragma_table_xinfo(s.name) AS c
        WHERE s.type = 'table' AND c.hidden = 0 AND s.name NOT IN {DESKS} GROUP BY s.name"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement.query_map([], |row| {
        let columns: String = row.get(2)?;
        let columns = columns.split(',').map(str::to_owned).collect();
        Ok((row.get(0)?, row.get(1)?, columns))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return what gives a column of one row another value of the same type: of the last row in which
/// there is one.
fn change(table: &str, key: &str, column: &str) -> String {
    format!(
        "UPDATE {table} SET {column} = CASE typeof({column})
            WHEN 'integer' THEN {column} + 1000
            WHEN 'blob' THEN randomblob(length({column}))
            WHEN 'text' THEN {column} || 'x'
            ELSE 1 END
        WHERE ({key}) = (
            SELECT {key} FROM {table} ORDER BY {column} IS NOT NULL DESC, ({column}) DESC LIMIT 1
        )"
    )
}

/// Find every change of a column in these tables.
fn a_change_is_found(chosen: &[&str]) {
    let mut unseen = Vec::new();
    let whole = Copy::new().unwrap();
    assert!(whole.verify().unwrap().is_sound());
    let tables = tables().unwrap();
    let tables = tables
        .iter()
        .filter(|(table, ..)| chosen.contains(&table.as_str()));
    for (table, key, columns) in tables {
        for column in columns {
            if FREE.contains(&(table.as_str(), column.as_str())) {
                continue;
            }
            let copy = whole.again().unwrap();
            match copy.damage(&change(table, key, column)) {
                Ok(0) => unseen.push(format!("{table} is empty: let the story write a row of it")),
                Ok(_) if copy.verify().is_ok_and(|found| found.is_sound()) => {
                    unseen.push(format!("{table}.{column}"));
                }
                Ok(_) => {}
                Err(error) => unseen.push(format!("{table}.{column}: {error}")),
            }
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
}

/// What the schema brings along.
const RULES: [&str; 6] = [
    "fund",
    "act",
    "event",
    "policy_name",
    "account",
    "posting_rule",
];
const JOURNAL: [&str; 6] = [
    "ledger",
    "voucher",
    "note",
    "seal",
    "restored_guard",
    "posting",
];
const CLASSIFICATION: [&str; 4] = ["unit", "code", "economic_mapping", "successor"];
const POLICIES: [&str; 3] = ["policy", "override", "adjustment"];
const PAPERS: [&str; 7] = [
    "contract",
    "contract_part",
    "statement",
    "statement_row",
    "statement_match",
    "assertion",
    "declaration",
];
const DRAFTS: [&str; 4] = ["budget_year", "draft_line", "draft_income", "draft_control"];
const BALANCES: [&str; 8] = [
    "line",
    "line_authority",
    "line_spending",
    "spending_plan",
    "income",
    "surplus",
    "commitment",
    "procurement",
];

#[test]
fn every_table_is_changed() {
    let named: BTreeSet<&str> = [&RULES[..], &JOURNAL, &CLASSIFICATION, &POLICIES, &PAPERS]
        .into_iter()
        .chain([&DRAFTS[..], &BALANCES])
        .flatten()
        .copied()
        .collect();
    let tables = tables().unwrap();
    assert_eq!(
        named,
        tables.iter().map(|(table, ..)| table.as_str()).collect()
    );
}

#[test]
fn a_change_of_any_column_of_the_rules_is_found() {
    a_change_is_found(&RULES);
}

#[test]
fn a_change_of_any_column_of_the_journal_is_found() {
    a_change_is_found(&JOURNAL);
}

#[test]
fn a_change_of_any_column_of_names_and_codes_is_found() {
    a_change_is_found(&CLASSIFICATION);
}

#[test]
fn a_change_of_any_column_of_policies_is_found() {
    a_change_is_found(&POLICIES);
}

#[test]
fn a_change_of_any_column_of_papers_is_found() {
    a_change_is_found(&PAPERS);
}

#[test]
fn a_change_of_any_column_of_drafts_is_found() {
    a_change_is_found(&DRAFTS);
}

#[test]
fn a_change_of_any_column_of_balances_is_found() {
    a_change_is_found(&BALANCES);
}
