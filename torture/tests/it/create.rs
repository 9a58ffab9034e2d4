//! What stands where a ledger is created.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use yusuan::Ledger;

fn create(path: &Path) -> Result<(), &'static str> {
    let created = Ledger::create(path, "某县");
    created.map(drop).map_err(|error| error.code())
}

/// A power cut in the middle of a creation leaves such files.
#[test]
fn a_file_with_nothing_in_it_becomes_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.db");
    fs::write(&empty, "").unwrap();
    let blank = folder.path().join("blank.db");
    let connection = Connection::open(&blank).unwrap();
    let set = connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()));
    set.unwrap();
    drop(connection);
    for path in [&empty, &blank] {
        assert_eq!(Ledger::open(path).unwrap_err().code(), "file_foreign");
        assert_eq!(create(path), Ok(()));
        assert_eq!(create(path), Err("file_exists"));
        assert!(Ledger::open(path).is_ok());
    }
}

#[test]
fn a_file_of_somebody_else_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.db");
    fs::write(&text, "unit,amount\n").unwrap();
    let database = folder.path().join("database.db");
    let connection = Connection::open(&database).unwrap();
    connection.execute_batch("CREATE TABLE mine (x)").unwrap();
    drop(connection);
    let named = folder.path().join("named.db");
    let connection = Connection::open(&named).unwrap();
    let name = "PRAGMA application_id = 7; CREATE TABLE gone (x); DROP TABLE gone";
    connection.execute_batch(name).unwrap();
    drop(connection);
    for path in [&text, &database, &named] {
        let before = fs::read(path).unwrap();
        assert_eq!(create(path), Err("file_exists"));
        assert_eq!(fs::read(path).unwrap(), before);
    }
    assert_eq!(create(folder.path()), Err("file_exists"));
}
