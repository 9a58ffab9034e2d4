//! What `verify` answers.

use std::fs;

use crate::county::County;

#[test]
fn a_ledger_that_is_in_order_is_clean() {
    let county = County::of_demo();
    for options in ["", "--quick"] {
        let verification = county.json(&format!("verify {options}"));
        assert_eq!(verification["findings"].as_array().unwrap().len(), 0);
        assert_eq!(verification["voucher_count"], 147);
        assert_eq!(verification["quick"], !options.is_empty());
    }
    let said = county.run("verify");
    assert!(
        said.talk.contains("rounding 646.04 beside 646.05"),
        "{}",
        said.talk
    );
    let text = said.done();
    let expected = "147 vouchers, 174 postings, 38 lines: clean\n".to_owned();
    assert_eq!(text, expected + &county.run("head").done());
}

#[test]
fn a_forged_document_is_found() {
    let county = County::of_demo();
    county
        .run("pay 1.00 --line 24 --dated 2025-03-01 --document HONEST-DOCUMENT")
        .done();
    let path = county.path("county.db");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes
        .windows(15)
        .position(|window| window == b"HONEST-DOCUMENT")
        .unwrap();
    bytes[at..at + 6].copy_from_slice(b"FORGED");
    fs::write(&path, bytes).unwrap();
    let said = county.run("verify");
    assert_eq!(said.code, 5, "{}", said.talk);
    assert!(
        said.out.starts_with("chain_broken: voucher 148"),
        "{}",
        said.out
    );
    assert!(said.out.contains("1 errors, 0 warnings"), "{}", said.out);
    let said = county.run("verify --json");
    let verification: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!((said.code, said.talk.as_str()), (5, ""));
    assert_eq!(verification["findings"][0]["token"], "chain_broken");
}

#[test]
fn what_is_no_ledger_is_not_verified() {
    let county = County::nowhere();
    let error = county.run("verify --json").error();
    assert_eq!(
        (&error["code"], &error["exit_code"]),
        (&"file_missing".into(), &3.into())
    );
    county.write("county.db", "year,unit\n");
    let error = county.run("verify --json").error();
    assert_eq!(
        (&error["code"], &error["exit_code"]),
        (&"file_foreign".into(), &3.into())
    );
}

#[test]
fn an_earlier_file_is_migrated_and_verified() {
    const LEDGER_1: &[u8] = include_bytes!("../../../../tests/files/schema-1.db");
    let county = County::nowhere();
    fs::write(county.path("county.db"), LEDGER_1).unwrap();
    let error = county.run("lines 2025 --json").error();
    assert_eq!(
        (&error["code"], &error["exit_code"]),
        (&"file_older".into(), &3.into())
    );
    let migrated = county.run("migrate --json");
    // Its chart of accounts has no rules for what came since.
    assert_eq!(migrated.code, 5);
    let answer: serde_json::Value = serde_json::from_str(&migrated.out).unwrap();
    assert_eq!(
        answer["verification"]["counts"],
        serde_json::json!({"chart_incomplete": 10})
    );
    assert_eq!(answer["migration"]["earlier_version"], 1);
    assert_eq!(answer["verification"]["voucher_count"], 55);
    let said = county.run("migrate");
    assert_eq!(said.talk, "the file has schema version 2 already\n");
    assert!(said.out.contains("0 errors, 10 warnings"));
}
