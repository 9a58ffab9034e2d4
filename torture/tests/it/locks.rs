//! SQLite's locks belong to the process: whoever in it opens and closes the file once more gives them up.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::Command;

use yusuan::{Ledger, Output, Particulars, UnitKind, VerifyOptions, verify_file};
use yusuan_torture::scenario::{LEDGER, Scenario};

/// Let another process open the ledger, do an act, and close it.
fn another_process(folder: &Path) {
    let acts = Scenario::Post.acts(1).len();
    let status = Command::new(env!("CARGO_BIN_EXE_torture"))
        .args(["--scenario", "post", "--child-seed", "1", "--child-from"])
        .arg((acts - 1).to_string())
        .arg("--child-folder")
        .arg(folder)
        .status();
    assert!(status.unwrap().success());
}

/// Return the locks of this process on a file, as Linux lists them.
fn locks_of(path: &Path) -> Vec<String> {
    let process = std::process::id().to_string();
    let number = format!(":{}", std::fs::metadata(path).unwrap().ino());
    let all = std::fs::read_to_string("/proc/locks").unwrap();
    let locks = all.lines().filter_map(|line| {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let is_ours = words.get(3) == Some(&process.as_str())
            && words.get(4).is_some_and(|file| file.ends_with(&number));
        is_ours.then(|| words.join(" "))
    });
    let mut locks: Vec<String> = locks.collect();
    locks.sort();
    locks
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
    let beside = |ending: &str| folder.path().join(format!("{LEDGER}{ending}"));
    let held = || [locks_of(&path), locks_of(&beside("-shm"))];
    let before = held();
    assert!(before.iter().all(|locks| !locks.is_empty()), "{before:?}");
    for ending in ["", "-wal", "-shm"] {
        let refused = Output::prepare(beside(ending)).unwrap_err();
        assert_eq!(refused.code(), "file_is_database");
        assert_eq!(held(), before);
    }
    assert!(ledger.import_lines(&path).is_err(), "a ledger is no table");
    assert_eq!(held(), before);
    // Whoever reads beside the ledger and leaves again leaves the locks as well.
    drop(Ledger::open_read_only(&path).unwrap());
    verify_file(&path, VerifyOptions::default()).unwrap();
    assert_eq!(held(), before);
    another_process(folder.path());
    assert!(
        beside("-wal").exists(),
        "the other process took the log away"
    );
    let receipt = add(&mut ledger, "after");
    let other = Ledger::open_read_only(&path).unwrap();
    assert_eq!(other.head().unwrap().voucher_id, receipt.voucher_id);
    // What all this is about: to open and close the file by hand gives them up.
    drop(std::fs::File::open(&path).unwrap());
    assert_ne!(held(), before);
}
