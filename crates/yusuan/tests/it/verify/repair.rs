//! Guards that somebody took away are put back where the rows are right, and nowhere else.

use std::path::Path;

use rusqlite::Connection;
use yusuan::{
    FindingToken, GuardDamage, Ledger, Output, Particulars, Policy, PolicyAction, Repair,
    RestoredGuard, VerifyOptions, verify_file,
};

use super::Copy;
use super::forged::two_people;

/// What is done to a file, and one of the guards that are put back then: its kind, name and damage.
const DAMAGES: [(&str, (&str, &str, GuardDamage)); 18] = [
    (
        "DROP TRIGGER posting_before_update_append_only",
        (
            "trigger",
            "posting_before_update_append_only",
            GuardDamage::Missing,
        ),
    ),
    (
        "DROP TRIGGER unit_before_delete_append_only;
        CREATE TRIGGER unit_before_delete_append_only BEFORE DELETE ON unit BEGIN SELECT 1; END",
        (
            "trigger",
            "unit_before_delete_append_only",
            GuardDamage::Changed,
        ),
    ),
    (
        "CREATE TRIGGER \"x\"\"; DROP TABLE posting; --\" AFTER INSERT ON posting
        BEGIN SELECT 1; END",
        ("trigger", "x\"; DROP TABLE posting; --", GuardDamage::Added),
    ),
    (
        "CREATE TRIGGER skim AFTER INSERT ON posting
        BEGIN SELECT RAISE(IGNORE); END",
        ("trigger", "skim", GuardDamage::Added),
    ),
    (
        "DROP VIEW carry_over",
        ("view", "carry_over", GuardDamage::Missing),
    ),
    (
        "DROP VIEW line_report; CREATE VIEW line_report AS SELECT 1 AS year",
        ("view", "line_report", GuardDamage::Changed),
    ),
    (
        "CREATE VIEW posting_of_mine AS SELECT * FROM posting",
        ("view", "posting_of_mine", GuardDamage::Added),
    ),
    (
        "DROP INDEX voucher_by_key",
        ("index", "voucher_by_key", GuardDamage::Missing),
    ),
    (
        "DROP INDEX unit_by_name; CREATE INDEX unit_by_name ON unit (name)",
        ("index", "unit_by_name", GuardDamage::Changed),
    ),
    (
        "CREATE INDEX mine ON posting (amount_fen)",
        ("index", "mine", GuardDamage::Added),
    ),
    (
        "CREATE TABLE other (seal_id, voucher_id, sealed_voucher_id, digest);
        INSERT INTO other SELECT seal_id, voucher_id, sealed_voucher_id, digest FROM seal;
        DROP TABLE seal; ALTER TABLE other RENAME TO seal",
        ("table", "seal", GuardDamage::Changed),
    ),
    (
        "CREATE TABLE other AS SELECT * FROM posting;
        DROP TABLE posting; ALTER TABLE other RENAME TO posting",
        ("table", "posting", GuardDamage::Changed),
    ),
    (
        "DROP TRIGGER event_before_update_append_only; UPDATE event SET in_post = 1",
        ("rows", "event", GuardDamage::Changed),
    ),
    (
        "PRAGMA user_version = 0",
        ("pragma", "user_version", GuardDamage::Changed),
    ),
    (
        "PRAGMA application_id = 0",
        ("pragma", "application_id", GuardDamage::Changed),
    ),
    (
        "PRAGMA application_id = 7; PRAGMA user_version = 0; DROP VIEW journal",
        ("view", "journal", GuardDamage::Missing),
    ),
    (
        "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'UNIQUE INDEX', 'INDEX')
        WHERE name = 'line_by_key'",
        ("index", "line_by_key", GuardDamage::Changed),
    ),
    (
        "PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET tbl_name = 'Posting'
        WHERE name = 'posting_before_insert_examine'",
        (
            "trigger",
            "posting_before_insert_examine",
            GuardDamage::Changed,
        ),
    ),
];

/// Do something to a copy without any rule of SQLite's own in the way.
fn attack(copy: &Copy, sql: &str) {
    let connection = Connection::open(&copy.path).unwrap();
    let off = "PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON;";
    connection.execute_batch(&format!("{off} {sql}")).unwrap();
}

/// Repair a copy by two people.
fn repaired(path: &Path) -> yusuan::Result<Repair> {
    Ledger::repair(path, None, &two_people())
}

/// Return what the ledger says was put back by a voucher.
fn written(connection: &Connection, voucher_id: i64) -> Vec<(String, String, String)> {
    let sql = "SELECT kind, name, was FROM restored_guard WHERE voucher_id = ?1 ORDER BY guard_id";
    let mut statement = connection.prepare(sql).unwrap();
    let found = statement.query_map([voucher_id], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    });
    found.unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

/// Return the triggers of a file in their order, which SQLite runs them in.
fn triggers(connection: &Connection) -> Vec<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid";
    let mut statement = connection.prepare(sql).unwrap();
    let found = statement.query_map([], |row| row.get(0)).unwrap();
    found.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn whatever_guards_a_ledger_is_put_back() {
    let head = Copy::new().unwrap().verify().unwrap().head;
    let fresh = Connection::open_in_memory().unwrap();
    fresh.execute_batch(yusuan::SCHEMA).unwrap();
    for (sql, (kind, name, was)) in DAMAGES {
        let copy = Copy::new().unwrap();
        attack(&copy, sql);
        assert_eq!(
            Ledger::open(&copy.path).unwrap_err().code(),
            "file_altered",
            "{sql}"
        );
        let repair = repaired(&copy.path).unwrap();
        let mut restored = repair.restored.iter();
        let found = restored.find(|it| it.kind == kind && it.name == name);
        assert_eq!(
            found.map(|it| it.was),
            Some(was),
            "{sql}: {:?}",
            repair.restored
        );
        assert!(repair.verification.is_clean(), "{sql}");
        // The act that says so follows the acts that were there.
        let receipt = repair.receipt.unwrap();
        assert_eq!(receipt.voucher_id, head.voucher_id + 1, "{sql}");
        let options = VerifyOptions {
            head: Some(head.clone()),
            ..VerifyOptions::default()
        };
        assert!(
            verify_file(&copy.path, options).unwrap().is_clean(),
            "{sql}"
        );
        // What was there is kept beside it, as it was.
        let kept = repair.copy.unwrap();
        assert_eq!(kept, copy.path.with_file_name("county.before-repair.db"));
        assert!(Ledger::open(&kept).is_err(), "{sql}");
        let whole = verify_file(&copy.path, VerifyOptions::default()).unwrap();
        assert!(whole.is_clean(), "{sql}");
        drop(Ledger::open(&copy.path).unwrap());
        let connection = Connection::open(&copy.path).unwrap();
        assert_eq!(triggers(&connection), triggers(&fresh), "{sql}");
        let said = |it: &RestoredGuard| {
            let was = it.was.as_str().to_owned();
            (it.kind.clone(), it.name.clone(), was)
        };
        let restored: Vec<_> = repair.restored.iter().map(said).collect();
        assert_eq!(written(&connection, receipt.voucher_id), restored, "{sql}");
        drop(connection);
        let again = repaired(&copy.path).unwrap();
        assert_eq!((again.restored, again.copy), (Vec::new(), None), "{sql}");
        assert_eq!(again.receipt, None, "{sql}");
    }
}

#[test]
fn a_stale_index_is_built_anew() {
    let copy = Copy::new().unwrap();
    // The rows without their entries in an index: as if it had been written by nobody.
    attack(
        &copy,
        "CREATE TABLE stale (key TEXT); CREATE INDEX empty ON stale (key);
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'empty')
        WHERE name = 'voucher_by_key';
        DELETE FROM sqlite_schema WHERE name IN ('stale', 'empty')",
    );
    let found = copy.verify().unwrap();
    assert!(found.counts.contains_key(&FindingToken::Integrity));
    let repair = repaired(&copy.path).unwrap();
    let [restored] = &repair.restored[..] else {
        panic!("{:?}", repair.restored)
    };
    assert_eq!(
        (restored.name.as_str(), restored.was),
        ("voucher_by_key", GuardDamage::Stale)
    );
    let whole = copy.verify().unwrap();
    let integrity = whole
        .findings
        .iter()
        .find(|it| it.token == FindingToken::Integrity && !it.message.contains("never used"));
    assert_eq!(integrity, None);
}

/// What is wrong with a file, and what is said when it is not repaired.
const REFUSALS: [(&str, &str); 8] = [
    (
        "UPDATE posting SET amount_fen = amount_fen + 1 WHERE posting_id = 7",
        "chain_broken: voucher",
    ),
    (
        "UPDATE line_spending SET paid_fen = paid_fen + 1 WHERE line_id = 2",
        "balance_differs",
    ),
    (
        "DELETE FROM voucher WHERE voucher_id = 1",
        "its rows are wrong",
    ),
    ("DROP TABLE seal", "the table seal is missing"),
    (
        "CREATE TABLE notes (text TEXT)",
        "the table notes was added",
    ),
    (
        "ALTER TABLE unit ADD COLUMN telephone TEXT",
        "the table unit was changed and has other columns",
    ),
    (
        "ALTER TABLE unit RENAME COLUMN name TO called",
        "the table unit was changed and has other columns",
    ),
    (
        "CREATE TABLE other AS SELECT * FROM posting; UPDATE other SET amount_fen = 'much';
        DROP TABLE posting; ALTER TABLE other RENAME TO posting",
        "its rows are wrong",
    ),
];

#[test]
fn wrong_rows_are_named_and_nothing_is_written() {
    for (sql, said) in REFUSALS {
        let copy = Copy::new().unwrap();
        let connection = Connection::open(&copy.path).unwrap();
        drop(super::without_triggers(&connection).unwrap());
        drop(connection);
        attack(&copy, sql);
        let schema = |copy: &Copy| {
            let connection = Connection::open(&copy.path).unwrap();
            let sql = "SELECT group_concat(name || coalesce(sql, '')) FROM sqlite_schema";
            let text: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
            text
        };
        let before = schema(&copy);
        let refused = repaired(&copy.path).unwrap_err();
        assert_eq!(refused.code(), "file_not_repaired", "{sql}: {refused}");
        assert!(refused.to_string().contains(said), "{sql}: {refused}");
        assert_eq!(schema(&copy), before, "{sql}");
    }
}

#[test]
fn a_copy_is_where_it_should_be_and_takes_no_place() {
    let copy = Copy::new().unwrap();
    attack(&copy, "DROP VIEW carry_over");
    let elsewhere = copy.path.with_file_name("kept.db");
    let output = Output::prepare(&elsewhere).unwrap();
    let repair = Ledger::repair(&copy.path, Some(output), &two_people()).unwrap();
    assert_eq!(repair.copy.as_deref(), Some(elsewhere.as_path()));
    attack(&copy, "DROP VIEW carry_over");
    std::fs::copy(
        &elsewhere,
        copy.path.with_file_name("county.before-repair.db"),
    )
    .unwrap();
    let refused = repaired(&copy.path).unwrap_err();
    assert_eq!(refused.code(), "file_is_database");
    let missing = repaired(&copy.path.with_file_name("no.db")).unwrap_err();
    assert_eq!(missing.code(), "file_missing");
}

#[test]
fn the_guards_that_were_put_back_judge_their_own_repair() {
    let copy = Copy::new().unwrap();
    let policy = Policy::new("four_eyes", PolicyAction::Deny, "县财〔2025〕2号");
    let mut ledger = Ledger::open(&copy.path).unwrap();
    ledger.set_policies(&[policy], &two_people()).unwrap();
    drop(ledger);
    attack(
        &copy,
        "DROP TRIGGER voucher_examination_before_insert_four_eyes",
    );
    let nobody = Particulars::default();
    let refused = Ledger::repair(&copy.path, None, &nobody).unwrap_err();
    assert_eq!(refused.code(), "four_eyes");
    // Nothing of it is kept, and no copy stands in the way of the next attempt.
    assert_eq!(Ledger::open(&copy.path).unwrap_err().code(), "file_altered");
    assert!(repaired(&copy.path).unwrap().receipt.is_some());
}

#[test]
fn a_file_in_use_is_not_repaired() {
    let copy = Copy::new().unwrap();
    let other = Connection::open(&copy.path).unwrap();
    other
        .execute_batch("DROP VIEW carry_over; BEGIN; SELECT * FROM unit")
        .unwrap();
    let refused = repaired(&copy.path).unwrap_err();
    assert_eq!(refused.code(), "busy");
}

#[test]
fn what_became_of_a_table_is_said_first() {
    for (sql, said) in [
        (
            "CREATE TABLE other AS SELECT * FROM unit; DROP TABLE unit;
            ALTER TABLE other RENAME TO unit",
            "the table unit was changed: it is not STRICT; it has no primary key; all",
        ),
        (
            "ALTER TABLE seal RENAME TO seals",
            "the table seal is missing: it was renamed to seals",
        ),
        (
            "ALTER TABLE unit ADD COLUMN telephone TEXT",
            "its triggers are there, so ALTER TABLE or writable_schema did it",
        ),
        (
            "DROP TABLE declaration; CREATE VIRTUAL TABLE declaration USING fts5(content)",
            "the table declaration was changed: a virtual table stands in its place",
        ),
        (
            "DROP TABLE declaration; CREATE VIEW declaration AS SELECT 1 AS declaration_id",
            "the table declaration is missing: a view stands in its place",
        ),
        (
            "PRAGMA application_id = 0",
            "a file that was restored from the text of `.dump` has none",
        ),
    ] {
        let copy = Copy::new().unwrap();
        attack(&copy, sql);
        let refused = Ledger::open(&copy.path).unwrap_err();
        assert!(refused.to_string().contains(said), "{refused}");
        let found = verify_file(&copy.path, VerifyOptions::default()).unwrap();
        let first = super::first_of(&found, FindingToken::SchemaAltered).unwrap();
        assert!(first.message.contains(said), "{first}");
    }
    let copy = Copy::new().unwrap();
    let connection = Connection::open(&copy.path).unwrap();
    drop(super::without_triggers(&connection).unwrap());
    let refused = Ledger::open(&copy.path).unwrap_err().to_string();
    assert!(
        refused.contains("triggers are gone, so that nothing was guarded"),
        "{refused}"
    );
}

#[test]
fn no_view_of_a_strange_file_is_run() {
    let copy = Copy::new().unwrap();
    // Each would go on for ever, or take the memory of the machine.
    attack(
        &copy,
        "DROP VIEW appropriation_account; CREATE VIEW appropriation_account AS
        WITH RECURSIVE n (unit_id) AS (VALUES (1) UNION ALL SELECT unit_id + 1 FROM n)
        SELECT * FROM n;
        DROP TABLE assertion; CREATE VIEW assertion AS
        WITH RECURSIVE n (assertion_id) AS (VALUES (1) UNION ALL SELECT assertion_id + 1 FROM n)
        SELECT * FROM n;",
    );
    let found = verify_file(&copy.path, VerifyOptions::default()).unwrap();
    // The account is derived by the release's own view, and nothing else is wrong with it.
    let unreadable = found
        .findings
        .iter()
        .filter(|it| it.token == FindingToken::Unreadable);
    let places: Vec<String> = unreadable.map(|it| it.place.to_string()).collect();
    assert!(
        places.contains(&"assertion".to_owned()),
        "{:?}",
        found.findings
    );
    assert!(
        !places.contains(&"appropriation_account".to_owned()),
        "{places:?}"
    );
}
