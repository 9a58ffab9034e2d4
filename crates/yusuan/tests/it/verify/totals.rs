//! Running totals, and the postings that they are of.

use rusqlite::Connection;
use yusuan::{FindingToken, Verification};

use super::{Copy, first_of, found_after};

/// A running total: its table, the key of that, and what a wrong one is called.
type Total = (&'static str, &'static str, FindingToken);

const AUTHORITY: Total = ("line_authority", "line_id", FindingToken::BalanceDiffers);
const SPENDING: Total = ("line_spending", "line_id", FindingToken::BalanceDiffers);
const INCOME: Total = ("income", "income_id", FindingToken::IncomeDiffers);
const SURPLUS: Total = ("surplus", "surplus_id", FindingToken::SurplusDiffers);
const COMMITMENT: Total = (
    "commitment",
    "commitment_id",
    FindingToken::CommitmentDiffers,
);

const TOTALS: [Total; 5] = [AUTHORITY, SPENDING, INCOME, SURPLUS, COMMITMENT];

/// Return the columns of a table that hold a running total.
fn totals_of(table: &str) -> Vec<String> {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(yusuan::SCHEMA).unwrap();
    let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 AND name LIKE '%\\_fen' \
               ESCAPE '\\'";
    let mut statement = connection.prepare(sql).unwrap();
    let names = statement.query_map([table], |row| row.get(0)).unwrap();
    names.collect::<rusqlite::Result<_>>().unwrap()
}

/// Return whether a public rule for appropriation accounts is broken.
fn breaks_an_account(verification: &Verification) -> bool {
    let mut tokens = verification.counts.keys();
    tokens.any(|token| token.as_str().starts_with("account_"))
}

fn a_changed_fen_is_found_twice((table, key, token): Total) {
    for column in &totals_of(table) {
        // Another row for each column, so that every table is gone through.
        let row = format!("(SELECT max({key}) FROM {table} WHERE {column} <> 0)");
        let row = format!("coalesce({row}, (SELECT max({key}) FROM {table}))");
        let sql = format!("UPDATE {table} SET {column} = {column} + 1 WHERE {key} = {row}");
        let (verification, first) = found_after(&sql, token).unwrap();
        let is_line = matches!(table, "line_authority" | "line_spending");
        let place = if is_line { "line_balance" } else { table };
        assert_eq!(first.place.table, place);
        assert_eq!(first.place.column.as_deref(), Some(column.as_str()));
        let number = |text: Option<String>| text.unwrap().parse::<i64>().unwrap();
        assert_eq!(number(first.expected) + 1, number(first.found));
        let second = first_of(&verification, FindingToken::DoubleEntryDiffers);
        assert_eq!(second.unwrap().place.table, place, "{column}");
        let is_of_account = is_line || table == "commitment";
        let is_broken = breaks_an_account(&verification);
        assert_eq!(is_broken, is_of_account, "{table} {column}");
    }
}

#[test]
fn a_changed_fen_in_the_authority_of_a_line_is_found_twice() {
    a_changed_fen_is_found_twice(AUTHORITY);
}

#[test]
fn a_changed_fen_in_the_spending_of_a_line_is_found_twice() {
    a_changed_fen_is_found_twice(SPENDING);
}

#[test]
fn a_changed_fen_in_an_income_is_found_twice() {
    a_changed_fen_is_found_twice(INCOME);
}

#[test]
fn a_changed_fen_in_a_surplus_is_found_twice() {
    a_changed_fen_is_found_twice(SURPLUS);
}

#[test]
fn a_changed_fen_in_a_commitment_is_found_twice() {
    a_changed_fen_is_found_twice(COMMITMENT);
}

#[test]
fn a_changed_fen_in_any_posting_is_found_thrice() {
    let count = Copy::new().unwrap().verify().unwrap().posting_count;
    for posting in 1..=count {
        let sql =
            format!("UPDATE posting SET amount_fen = amount_fen + 1 WHERE posting_id = {posting}");
        let copy = Copy::new().unwrap();
        copy.damage(&sql).unwrap();
        let found = copy.verify().unwrap();
        let broken = first_of(&found, FindingToken::ChainBroken);
        let broken = broken.or_else(|| first_of(&found, FindingToken::SealDiffers));
        let connection = Connection::open(&copy.path).unwrap();
        let sql = "SELECT voucher_id, line_id IS NOT NULL FROM posting WHERE posting_id = ?1";
        let (voucher, on_line) = connection
            .query_row(sql, [i64::try_from(posting).unwrap()], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?))
            })
            .unwrap();
        assert_eq!(broken.unwrap().place.row, Some(voucher.to_string()));
        let totals = TOTALS
            .iter()
            .any(|(_, _, token)| first_of(&found, *token).is_some());
        assert!(totals, "posting {posting}");
        assert!(first_of(&found, FindingToken::DoubleEntryDiffers).is_some());
        assert_eq!(breaks_an_account(&found), on_line, "posting {posting}");
    }
}
