//! SQLite's locks belong to the process: whoever in it opens and closes the file once more gives them up.

use std::process::Command;

use yusuan::{Ledger, Output, Particulars, UnitKind};
use yusuan_torture::scenario::{LEDGER, Scenario};

/// Let another process open the ledger, do an act, and close it.
fn another_process(folder: &std::path::Path) {
    let acts = Scenario::Post.acts(1).len();
    let status = Command::new(env!("CARGO_BIN_EXE_torture"))
        .args(["--scenario", "post", "--child-seed", "1", "--child-from"])
        .arg((acts - 1).to_string())
        .arg("--child-folder")
        .arg(folder)
        .status();
    assert!(status.unwrap().success());
}

#[test]
fn a_refusal_to_write_over_a_ledger_in_use_keeps_its_locks() {
    let folder = tempfile::tempdir().unwrap();
    Scenario::Post.lay_out(folder.path(), true);
    let path = folder.path().join(LEDGER);
    let mut ledger = Ledger::open(&path).unwrap();
    let add = |ledger: &mut Ledger, name: &str| {
        let none = Particulars::default();
        ledger.add_unit(name, UnitKind::Other, None, &none).unwrap()
    };
    add(&mut ledger, "before");
    for name in ["county.db", "county.db-wal", "county.db-shm"] {
        let refused = Output::prepare(folder.path().join(name)).unwrap_err();
        assert_eq!(refused.code(), "file_is_database");
    }
    assert!(ledger.import_lines(&path).is_err(), "a ledger is no table");
    another_process(folder.path());
    let wal = folder.path().join("county.db-wal");
    assert!(wal.exists(), "the other process took the log away");
    let receipt = add(&mut ledger, "after");
    let other = Ledger::open_read_only(&path).unwrap();
    assert_eq!(other.head().unwrap().voucher_id, receipt.voucher_id);
}
