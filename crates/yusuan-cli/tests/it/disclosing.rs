//! Published documents on the command line.

use serde_json::Value;

const PRINTED: &str = include_str!("../../../../tests/cases/first-user/budget-2025.json");

fn run(arguments: &[&str]) -> (i32, String, String) {
    let (mut out, mut talk) = (Vec::new(), Vec::new());
    let arguments = ["yusuan", "check-disclosure"].iter().chain(arguments);
    let code = yusuan_cli::run_with(arguments, &mut out, &mut talk);
    (
        code,
        String::from_utf8(out).unwrap(),
        String::from_utf8(talk).unwrap(),
    )
}

#[test]
fn rounding_is_said_and_changes_no_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tables.json");
    std::fs::write(&path, PRINTED).unwrap();
    let path = path.to_str().unwrap();
    let (code, out, talk) = run(&[path]);
    assert_eq!(code, 0, "{out}{talk}");
    assert!(out.contains("646.04 | 646.05"), "{out}");
    assert!(
        talk.ends_with("0 findings differ, 2 are off by rounding\n"),
        "{talk}"
    );
}

#[test]
fn what_differs_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tables.json");
    let text = PRINTED.replacen("\"total\": \"596.98\"", "\"total\": \"59.698\"", 1);
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let (code, out, _) = run(&[path]);
    assert_eq!(code, 5, "{out}");
    assert!(
        out.contains("budget-02 208 total: amount, differs"),
        "{out}"
    );
    assert!(out.contains("[decimal_shift]"), "{out}");
    let (code, out, talk) = run(&[path, "--json"]);
    assert_eq!((code, talk.as_str()), (5, ""));
    let found: Value = serde_json::from_str(&out).unwrap();
    let first = &found["findings"][0];
    assert_eq!(first["cause"], "decimal_shift");
    assert_eq!(first["identities"][0]["tolerance"]["reason"], "rounded");
}

#[test]
fn what_cannot_be_read_is_refused() {
    let (code, _, talk) = run(&["nowhere.xlsx"]);
    assert_eq!(code, 3, "{talk}");
    let folder = tempfile::tempdir().unwrap();
    let (code, _, talk) = run(&[folder.path().to_str().unwrap()]);
    assert_eq!(code, 1, "{talk}");
    assert!(talk.contains("table_missing"), "{talk}");
}
