//! The programs that people copy, and what they print.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

/// Include a program; its `main` is for those who run it.
macro_rules! programs {
    ($($name:ident = $path:literal;)+) => {
        $(
            #[path = $path]
            #[expect(dead_code, reason = "a test calls what `main` calls")]
            mod $name;
        )+
    };
}

programs! {
    bulk_post = "../../examples/bulk_post.rs";
    close_year = "../../examples/close_year.rs";
    embed = "../../examples/embed.rs";
    read_only = "../../examples/read_only.rs";
}

/// The ledger that the first program makes, and what it printed.
fn embedded() -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("county.db");
    let mut out = Vec::new();
    embed::run(&path, &mut out).unwrap();
    (folder, path, String::from_utf8(out).unwrap())
}

#[test]
fn a_ledger_is_embedded() {
    let (_folder, _, printed) = embedded();
    insta::assert_snapshot!(printed, @r"
    paid 1234.56 by voucher 6
    refused: 9354.56 yuan are missing
    left 80645.44 yuan
    ");
}

#[test]
fn a_list_is_posted_once_or_every_problem_is_named() {
    let (folder, path, _) = embedded();
    let list = folder.path().join("payments.csv");
    let post = |rows: &str| {
        fs::write(&list, format!("line,amount,dated,key\n{rows}")).unwrap();
        let mut out = Vec::new();
        bulk_post::run(&path, &list, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    let good = "1,10.00,2025-03-02,a\n2,20.00,2025-03-02,b\n";
    assert_eq!(post(good), "2 payments, 0 of them in the ledger already\n");
    assert_eq!(post(good), "2 payments, 2 of them in the ledger already\n");
    insta::assert_snapshot!(post("1,1e3,2025-03-02,c\n1,5.00,2025-02-30,d\n"), @r"
    row 2, amount: amount_invalid
    row 3, dated: date_invalid
    nothing was posted
    ");
}

#[test]
fn a_year_is_closed_once() {
    let (_folder, path, _) = embedded();
    let close = || {
        let mut out = Vec::new();
        close_year::run(&path, 2025, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    insta::assert_snapshot!(close(), @r"
    结转 80645.44 line 1 (2025 社会保险中心 general_public own 2025 2080109 30201 basic_public)
    结转 15000.00 line 2 (2025 社会保险中心 general_public own 2025 2080109 30211 basic_public)
    2025 is closed; opening equals closing: true
    ");
    let page = fs::read_to_string(path.with_extension("html")).unwrap();
    assert!(page.contains("2025 年度年终结账证书"));
    assert_eq!(close(), "2025 is closed; opening equals closing: true\n");
    assert_eq!(
        fs::read_to_string(path.with_extension("html")).unwrap(),
        page
    );
}

#[test]
fn questions_are_answered_and_nothing_is_changed() {
    let (_folder, path, _) = embedded();
    let before = fs::read(&path).unwrap();
    let questions = "line 1\nexecution 2025\nhead\nline 9\nwhat\n";
    let mut out = Vec::new();
    read_only::run(&path, &mut questions.as_bytes(), &mut out).unwrap();
    let answers = String::from_utf8(out).unwrap();
    let answers: Vec<Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers[0]["available_fen"], 8_064_544);
    assert_eq!(answers[1]["title"], "2025年预算执行情况表");
    assert_eq!(answers[2]["voucher_id"], 6);
    assert_eq!(answers[3]["code"], "line_unknown");
    assert_eq!(answers[4]["code"], "usage");
    assert_eq!(fs::read(&path).unwrap(), before);
}
