//! Arguments that make no sense, files that are none, and streams.

use std::fs;

use crate::county::{County, UNIT, yusuan};

#[test]
fn a_line_is_named_by_number_or_by_key() {
    let county = County::of_demo();
    let key = "--year 2025 --fund general_public --functional-code 2080109 --economic-code 30201 \
               --kind basic_public";
    let by_key = county.json(&format!("pay 1.00 {key} --dated 2025-03-01"));
    let by_name = county.json(&format!(
        "pay 1.00 {key} --unit {UNIT} --level 本级 --origin-year 2025 --dated 2025-03-01"
    ));
    assert_eq!(
        by_key["voucher_id"].as_i64().unwrap() + 1,
        by_name["voucher_id"]
    );
    let chinese = key
        .replace("general_public", "一般公共预算")
        .replace("basic_public", "公用经费");
    county
        .run(&format!("pay 1.00 {chinese} --dated 2025-03-01"))
        .done();
    let incomplete = key.replace("--kind basic_public", "");
    let usage = "the line is not named completely: --kind is missing";
    let message = county.nonsense(&format!("pay 1.00 {incomplete} --dated 2025-03-01"));
    assert_eq!(message, usage);
    let both = county.nonsense("pay 1.00 --line 14 --year 2025 --dated 2025-03-01");
    assert!(both.contains("--year"), "{both}");
    county.nonsense("pay 1.00 --line 14 --commitment 1 --dated 2025-03-01");
    county.nonsense("pay --line 14 --dated 2025-03-01");
    county.nonsense("pay 1.00 --amount-fen 100 --line 14 --dated 2025-03-01");
    county.nonsense("transfer 1.00 --line 14 --dated 2025-03-01 --document d");
}

#[test]
fn a_unit_must_be_named_when_there_are_several() {
    let county = County::preparing();
    county.run("unit 另一单位 --kind agency").done();
    let key = "--year 2025 --fund general_public --functional-code 2080109 --economic-code 30201 \
               --kind basic_public";
    let error = county.refuse(&format!("draft 1.00 {key}"), "unit_unknown");
    assert_eq!(error["argument"], "--unit");
    county
        .run(&format!("draft 1.00 {key} --unit 另一单位"))
        .done();
}

#[test]
fn unknown_words_name_the_known_ones() {
    let county = County::of_demo();
    let key = "--year 2025 --functional-code 2080109 --economic-code 30201";
    for (words, argument, token) in [
        ("--fund general --kind project", "--fund", "fund_unknown"),
        (
            "--fund general_public --level county --kind project",
            "--level",
            "level_unknown",
        ),
        (
            "--fund general_public --kind basic",
            "--kind",
            "kind_unknown",
        ),
    ] {
        let error = county.refuse(&format!("pay 1.00 {key} {words} --dated 2025-03-01"), token);
        assert_eq!(error["argument"], argument);
        assert!(error["hint"].as_str().unwrap().starts_with("one of "));
    }
}

#[test]
fn files_that_are_no_ledger() {
    let county = County::nowhere();
    for line in [
        "head",
        "lines 2025",
        "pay 1.00 --line 1 --dated 2025-03-01",
        "tables 2025",
        "close 2025",
    ] {
        let error = county.run(&format!("{line} --json")).error();
        assert_eq!(
            (&error["code"], &error["exit_code"]),
            (&"file_missing".into(), &3.into())
        );
    }
    county.write("county.db", "year,unit\n");
    let error = county.run("head --json").error();
    assert_eq!(
        (&error["code"], &error["exit_code"]),
        (&"file_foreign".into(), &3.into())
    );
    let error = county.run("create --json").error();
    assert_eq!(
        (&error["code"], &error["exit_code"]),
        (&"file_exists".into(), &3.into())
    );
    assert_eq!(
        fs::read_to_string(county.path("county.db")).unwrap(),
        "year,unit\n"
    );
}

#[test]
fn a_busy_ledger_says_so() {
    let county = County::of_demo();
    let mut holder = yusuan::Ledger::open(county.path("county.db")).unwrap();
    holder
        .transaction(|_| {
            let error = county
                .run("pay 1.00 --line 14 --dated 2025-03-01 --json")
                .error();
            assert_eq!(
                (&error["code"], &error["exit_code"]),
                (&"busy".into(), &4.into())
            );
            Ok(())
        })
        .unwrap();
}

#[test]
fn help_is_data_and_nonsense_is_talk() {
    let help = yusuan(&["--help"]).done();
    assert!(help.contains("Exit codes:"), "{help}");
    let said = yusuan(&["head"]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
    let said = yusuan(&[]);
    assert_eq!((said.code, said.out.as_str()), (2, ""));
}

#[test]
fn help_names_every_command_that_ends_with_5() {
    let help = yusuan(&["--help"]).done();
    let line = help.lines().find(|line| line.starts_with("  5  ")).unwrap();
    for command in [
        "verify",
        "checks",
        "check-disclosure",
        "reconcile",
        "migrate",
        "repair",
        "close --dry-run",
    ] {
        assert!(line.contains(command), "{line}");
    }
}
