//! What a writer with a rollback journal leaves who is killed in the middle of an act.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;
use yusuan::{Error, Ledger, Result, Verification, VerifyOptions, verify_file};
use yusuan_torture::scenario::{LEDGER, Scenario};

/// A ledger with a rollback journal, and what stands in its folder when somebody is killed who has
/// written half of an act into the file.
struct Killed {
    folder: TempDir,
    file: Vec<u8>,
    journal: Vec<u8>,
}

impl Killed {
    fn new() -> Self {
        let elsewhere = tempfile::tempdir().unwrap();
        Scenario::Post.lay_out(elsewhere.path(), true);
        let path = elsewhere.path().join(LEDGER);
        let connection = Connection::open(&path).unwrap();
        let set = connection.pragma_update_and_check(None, "journal_mode", "delete", |_| Ok(()));
        set.unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(&path, folder.path().join(LEDGER)).unwrap();
        // So small a memory that pages go to the file before the end; no guard is in the way of that.
        let half = "PRAGMA cache_size = 1; BEGIN IMMEDIATE;
            CREATE TABLE half AS WITH RECURSIVE counted (number) AS (
                SELECT 1 UNION ALL SELECT number + 1 FROM counted LIMIT 2000
            ) SELECT number, randomblob(200) FROM counted";
        connection.execute_batch(half).unwrap();
        let mut journal = path.clone().into_os_string();
        journal.push("-journal");
        let (file, journal) = (std::fs::read(&path), std::fs::read(journal));
        let (file, journal) = (file.unwrap(), journal.unwrap());
        assert_ne!(file, std::fs::read(folder.path().join(LEDGER)).unwrap());
        Self {
            folder,
            file,
            journal,
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join(LEDGER)
    }

    /// Let it happen now.
    fn strike(&self) {
        let journal = self.folder.path().join(format!("{LEDGER}-journal"));
        std::fs::write(journal, &self.journal).unwrap();
        std::fs::write(self.path(), &self.file).unwrap();
    }

    fn is_undone(&self) -> bool {
        !self
            .folder
            .path()
            .join(format!("{LEDGER}-journal"))
            .exists()
    }
}

#[test]
fn whoever_verifies_undoes_it() {
    let killed = Killed::new();
    let sound = verify_file(killed.path(), VerifyOptions::default()).unwrap();
    assert!(sound.is_clean());
    let open = Ledger::open_read_only(killed.path()).unwrap();
    let looks: [fn(&Ledger, &Path) -> Result<Verification>; 3] = [
        |_, path| verify_file(path, VerifyOptions::default()),
        |_, path| Ledger::open_read_only(path)?.verify(VerifyOptions::default()),
        // Under the eyes of one that had the file open.
        |open, _| open.verify(VerifyOptions::default()),
    ];
    for look in looks {
        killed.strike();
        let verification = look(&open, &killed.path()).unwrap();
        assert_eq!(verification, sound);
        assert!(killed.is_undone());
    }
}

#[test]
fn a_reader_of_one_thing_is_told_what_to_do() {
    let killed = Killed::new();
    let open = Ledger::open_read_only(killed.path()).unwrap();
    killed.strike();
    let met = open.head().unwrap_err();
    assert_eq!(met.code(), "file_interrupted");
    assert!(met.to_string().contains("open the ledger once"), "{met}");
    assert!(!killed.is_undone());
    Ledger::open(killed.path()).unwrap();
    assert!(killed.is_undone());
    open.head().unwrap();
}

#[test]
fn whoever_may_not_write_is_not_told_of_damage() {
    let killed = Killed::new();
    killed.strike();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(killed.path(), flags).unwrap();
    let read = connection.query_row("SELECT count(*) FROM line", [], |_| Ok(()));
    assert_eq!(Error::from(read.unwrap_err()).code(), "file_interrupted");
}
