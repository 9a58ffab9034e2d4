//! The demo replaces its own files, and no others.

use std::fs;

use crate::county::{County, yusuan};

#[test]
fn a_second_run_replaces_the_first() {
    let county = County::nowhere();
    let folder = county.path("demo");
    let path = folder.to_str().unwrap();
    let first = yusuan(&["demo", path]).done();
    let ledger = folder.join("yusuan-demo.db");
    let pay = ["pay", ledger.to_str().unwrap(), "1.00", "--line", "14"];
    yusuan(&[&pay[..], &["--dated", "2025-03-01"]].concat()).done();
    fs::write(folder.join("notes.txt"), "mine").unwrap();
    assert_eq!(yusuan(&["demo", path]).done(), first);
    assert_eq!(
        fs::read_to_string(folder.join("notes.txt")).unwrap(),
        "mine"
    );
}

#[test]
fn a_file_of_somebody_else_stays() {
    for name in [
        "yusuan-demo.db",
        "yusuan-demo-closed.db",
        "tables/budget-07.csv",
        "tables/final-balances.json",
        "opening-2026/budget-11.txt",
    ] {
        let county = County::nowhere();
        let folder = county.path("demo");
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, "mine").unwrap();
        let said = yusuan(&["demo", folder.to_str().unwrap()]);
        assert_eq!((said.code, said.out.as_str()), (3, ""));
        assert!(
            said.talk.starts_with("yusuan: file_exists: "),
            "{}",
            said.talk
        );
        assert!(said.talk.contains(file.to_str().unwrap()), "{}", said.talk);
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
        assert!(!folder.join("made-by-demo.txt").exists());
    }
}

#[test]
fn a_ledger_that_is_open_elsewhere_stays() {
    let county = County::nowhere();
    let folder = county.path("demo");
    let path = folder.to_str().unwrap();
    yusuan(&["demo", path]).done();
    let ledger = yusuan::Ledger::open(folder.join("yusuan-demo.db")).unwrap();
    ledger.head().unwrap();
    let error = yusuan(&["demo", path, "--json"]).error();
    assert_eq!(
        (&error["code"], &error["exit_code"]),
        (&"busy".into(), &4.into())
    );
    assert_eq!(error["retryable"], true);
    drop(ledger);
    yusuan(&["demo", path]).done();
}
