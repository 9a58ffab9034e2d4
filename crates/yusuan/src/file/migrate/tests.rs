//! A migration that stops half-way has not happened.

use std::path::PathBuf;

use rusqlite::Connection;
use tempfile::TempDir;

use super::*;

/// Written by the release of schema version 1.
const LEDGER_1: &[u8] = include_bytes!("../../../../../tests/files/schema-1.db");

struct Copy {
    folder: TempDir,
    path: PathBuf,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.db");
        std::fs::write(&path, LEDGER_1).unwrap();
        Self { folder, path }
    }

    /// Copy the files as they are on the disk now, as after a power cut, and open the copy.
    fn after_power_cut(&self) -> (TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        for name in ["county.db", "county.db-wal"] {
            let written = self.folder.path().join(name);
            if written.exists() {
                std::fs::copy(written, folder.path().join(name)).unwrap();
            }
        }
        let connection = Connection::open(folder.path().join("county.db")).unwrap();
        (folder, connection)
    }
}

fn plan() -> (Release, Vec<String>) {
    let earlier = fresh(EARLIER[0].1).unwrap();
    let steps = steps(&earlier, &fresh(SCHEMA).unwrap()).unwrap();
    (Release::of(&earlier).unwrap(), steps)
}

fn prepared(path: &Path) -> Connection {
    let connection = open_alone(path).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON")
        .unwrap();
    connection
}

fn posted(connection: &Connection) -> i64 {
    let sql = "SELECT sum(amount_fen) + count(*) FROM posting";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn a_power_cut_at_any_step_leaves_the_earlier_file() {
    let copy = Copy::new();
    let (release, steps) = plan();
    let before = posted(&copy.after_power_cut().1);
    let connection = prepared(&copy.path);
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    // Nothing but what is written counts, not what is kept in memory.
    connection.execute_batch("PRAGMA cache_size = 1").unwrap();
    for step in &steps {
        connection.execute_batch(step).unwrap();
        let (_folder, cut) = copy.after_power_cut();
        assert_eq!(version(&cut).unwrap(), 1, "after {step}");
    }
    let (_folder, cut) = copy.after_power_cut();
    assert_eq!(differences_from(&release, &cut).unwrap(), []);
    assert_eq!(posted(&cut), before);
    connection.execute_batch("COMMIT").unwrap();
    let (_folder, done) = copy.after_power_cut();
    assert_eq!(schema_difference(&done).unwrap(), None);
    assert_eq!(posted(&done), before);
}

#[test]
fn a_failure_at_any_step_leaves_the_earlier_file() {
    let copy = Copy::new();
    let (release, steps) = plan();
    let connection = prepared(&copy.path);
    // Every hundredth is enough: the transaction is one, whatever was done in it.
    for count in (0..=steps.len()).step_by(100).chain([steps.len()]) {
        let mut failing = steps[..count].to_vec();
        failing.push("SELECT nothing".to_owned());
        let refused = savepoint(&connection, |connection| take(connection, &failing));
        assert!(refused.is_err());
        assert_eq!(differences_from(&release, &connection).unwrap(), []);
    }
    drop(connection);
    assert_eq!(migrate(&copy.path).unwrap().earlier_version, 1);
}

#[test]
fn a_full_disk_leaves_the_earlier_file() {
    let copy = Copy::new();
    let (release, steps) = plan();
    let connection = prepared(&copy.path);
    let pages: i64 = connection
        .query_row("PRAGMA page_count", [], |row| row.get(0))
        .unwrap();
    let limit = format!("PRAGMA max_page_count = {pages}");
    connection.query_row(&limit, [], |_| Ok(())).unwrap();
    let refused = savepoint(&connection, |connection| take(connection, &steps)).unwrap_err();
    assert_eq!(refused.code(), "file_disk_full", "{refused}");
    assert_eq!(differences_from(&release, &connection).unwrap(), []);
}

#[test]
fn a_migrated_file_is_as_a_fresh_one() {
    let copy = Copy::new();
    migrate(&copy.path).unwrap();
    let (migrated, fresh) = (
        Connection::open(&copy.path).unwrap(),
        fresh(SCHEMA).unwrap(),
    );
    // SQLite runs the triggers of a table in the order they were created in.
    let triggers = |connection: &Connection| {
        let mut found = written(connection).unwrap();
        found.retain(|object| object.kind == "trigger");
        found
    };
    assert_eq!(triggers(&migrated), triggers(&fresh));
    assert_eq!(schema_difference(&migrated).unwrap(), None);
    assert_eq!(data_differences(&migrated).unwrap(), []);
}

#[test]
fn changed_tables_take_their_rows_over() {
    let copy = Copy::new();
    let schema = EARLIER[0].1;
    let changed = [
        (
            "original_fen INTEGER NOT NULL,",
            "original_fen INTEGER NOT NULL, early_fen INTEGER NOT NULL,",
        ),
        (
            "    contract TEXT NOT NULL,",
            "    contract TEXT NOT NULL, mark TEXT, word TEXT NOT NULL DEFAULT 'none',",
        ),
        (
            "    -- 1, 2, 3 ... without a gap.\n    posting_id",
            "    -- Another comment.\n    posting_id",
        ),
        ("'Business income'", "'Income'"),
        (
            "CREATE INDEX commitment_by_line ON commitment (line_id)",
            "CREATE INDEX commitment_by_line ON commitment (line_id, contract)",
        ),
        (
            "-- 17. Views",
            "\nCREATE TABLE mark (mark TEXT) STRICT; CREATE INDEX mark_by_mark ON mark (mark); -- 17. Views",
        ),
        (
            "SELECT account, name_zh, side, total FROM account\n",
            "SELECT account, side, total, name_zh FROM account\n",
        ),
    ];
    let schema = changed
        .iter()
        .fold(schema.to_owned(), |schema, (old, new)| {
            assert!(schema.contains(old), "{old}");
            schema.replace(old, new)
        });
    let (earlier, later) = (fresh(EARLIER[0].1).unwrap(), fresh(&schema).unwrap());
    let connection = prepared(&copy.path);
    let count = "SELECT (SELECT total(original_fen) FROM line_balance) || ' ' ||
        (SELECT group_concat(contract ORDER BY commitment_id) FROM commitment) || ' ' || (SELECT total(amount_fen) FROM posting)";
    let read = |sql: &str| {
        connection
            .query_row(sql, [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    let before = read(count);
    take(&connection, &steps(&earlier, &later).unwrap()).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    let release = Release::of(&later).unwrap();
    assert_eq!(differences_from(&release, &connection).unwrap(), []);
    assert_eq!(data_differences_from(&release, &connection).unwrap(), []);
    assert_eq!(read(count), before);
    let new = "SELECT (SELECT total(early_fen) FROM line_balance) || ' ' ||
        (SELECT group_concat(DISTINCT word) || count(mark) FROM commitment)";
    assert_eq!(read(new), "0.0 none0");
}

#[test]
fn the_newest_earlier_schema_is_the_one_before_this() {
    let numbers: Vec<i64> = EARLIER.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, (1..SCHEMA_VERSION).collect::<Vec<i64>>());
    for (number, schema) in EARLIER {
        assert_eq!(version(&fresh(schema).unwrap()).unwrap(), number);
    }
}
