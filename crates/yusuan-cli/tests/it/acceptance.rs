//! The demo, which is also the acceptance test: the first user's tables to the last printed digit.

use std::fs;

use serde_json::Value;

use crate::county::{County, yusuan};
use crate::printed;

/// Where the chain stands after the demo, on every machine.
const HEAD: &str = "yusuan:1 voucher 147 posting 174 sha256 1c6ca861ceeff43b415a5c992b68b56fb96b536613c51698c81811a466e71f6d";

/// Where it stands in the copy in which 2025 is closed.
const CLOSED_HEAD: &str = "yusuan:1 voucher 432 posting 468 sha256 b623b6e4f5fce0169e74f2503684684e904d18586c5ca25b1f0e5e49936acd21";

/// The final accounts of 2025 as the demo makes them. They were never published: this is kept so that
/// a change of one fen, or of one blank, is seen.
const FINAL_ACCOUNTS: &str =
    include_str!("../../../../tests/cases/first-user/final-2025-demo.json");

#[test]
fn every_table_is_as_printed() {
    let tables = County::of_demo().json("tables 2025");
    assert_eq!(printed::differences(&tables), Vec::<String>::new());
    assert!(tables == printed::exact(), "an exact amount differs");
}

#[test]
fn the_demo_leaves_a_ledger_and_every_table_in_three_forms() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let said = yusuan(&["demo", path]);
    assert!(
        said.talk
            .contains("The execution of 2024 was not published"),
        "{}",
        said.talk
    );
    assert!(
        said.talk.contains("of 2025 was not published"),
        "{}",
        said.talk
    );
    for place in [
        "yusuan-demo.db",
        "yusuan-demo-closed.db",
        "tables",
        "opening-2026",
        "public-budget/index.html",
        "public-accounts/index.html",
    ] {
        let place = folder.path().join(place);
        assert!(said.talk.contains(place.to_str().unwrap()), "{}", said.talk);
    }
    for carried in ["50000.00 yuan", "40518.00 yuan"] {
        let closed = format!("{carried} are carried forward");
        assert!(said.talk.contains(&closed), "{}", said.talk);
    }
    let shown = said.done();
    assert!(shown.lines().any(|line| line == HEAD));
    assert_eq!(shown.lines().last(), Some(CLOSED_HEAD));

    let (budget, accounts) = (printed::exact(), final_accounts());
    let tables = budget.as_array().unwrap().iter();
    for table in tables.chain(accounts.as_array().unwrap()) {
        let file = |ending| {
            let name = format!("{}.{ending}", table["id"].as_str().unwrap());
            fs::read_to_string(folder.path().join("tables").join(name)).unwrap()
        };
        assert!(shown.contains(&file("txt")), "{}", table["id"]);
        let from_file: Value = serde_json::from_str(&file("json")).unwrap();
        assert_eq!(from_file, *table);
        assert!(file("csv").starts_with('\u{FEFF}'));
    }
    let opening = folder.path().join("opening-2026").join("budget-11.txt");
    let opening = fs::read_to_string(opening).unwrap();
    assert!(opening.contains("4.05"), "{opening}");
}

fn final_accounts() -> Value {
    serde_json::from_str(FINAL_ACCOUNTS).unwrap()
}

#[test]
fn the_final_accounts_of_2025_are_as_they_were() {
    let county = County::of_closed_demo();
    let tables = county.json("tables 2025 --final");
    assert_eq!(tables, final_accounts());
    let one = county.json("tables 2025 --table final-09");
    assert_eq!(one[0], final_accounts()[8]);
    let checks = county.json("checks 2025 --final");
    let checks = checks.as_array().unwrap();
    assert!(checks.len() > 30);
    assert!(checks.iter().all(|check| check["verdict"] != "differs"));
    let said = county.run("checks 2025 --final");
    assert!(said.talk.contains(" 0 differ"), "{}", said.talk);
}

#[test]
fn what_2025_leaves_opens_2026() {
    let county = County::of_closed_demo();
    let lines = county.json("lines 2026");
    let carried = |line: &Value| line["balance"]["carried_in_fen"].as_i64().unwrap();
    let all = lines["lines"].as_array().unwrap();
    assert_eq!(all.iter().map(carried).sum::<i64>(), 4_051_800);
    assert_eq!(lines["drafts"].as_array().unwrap().len(), 25);
    // 年末结转和结余 has 0.20 of 结余 besides, which no line of 2026 holds yet.
    let overview = &final_accounts()[0];
    let rows = overview["rows"].as_array().unwrap().iter();
    let mut closing = rows.filter(|row| row["expenditure_code"] == "closing");
    let closing = &closing.next().unwrap()["cells"]["expenditure_amount"]["fen"];
    assert_eq!(*closing, 4_051_800 + 200_000);
}

#[test]
fn what_does_not_add_up_in_print_is_rounding() {
    let folder = tempfile::tempdir().unwrap();
    let shown = yusuan(&["demo", folder.path().to_str().unwrap()]).done();
    let rounding: Vec<Vec<&str>> = shown
        .lines()
        .map(|line| line.split_whitespace().take(4).collect())
        .filter(|words: &Vec<&str>| words.contains(&"尾差"))
        .collect();
    assert_eq!(
        rounding,
        [
            ["6.2", "尾差", "646.04", "646.05"],
            ["6.4", "尾差", "646.04", "646.05"],
            ["6.9", "尾差", "12.43", "12.42"],
            ["决6.1", "尾差", "18.38", "18.39"],
        ]
    );
    let total = shown.lines().find(|line| line.contains("626.51"));
    let total: Vec<&str> = total.unwrap().split_whitespace().collect();
    assert_eq!(total, ["总计", "646.04", "626.51", "19.54"]);
}

#[test]
fn closing_2024_carries_exactly_50000_yuan() {
    let county = County::of_demo();
    let closed_before = county.run("close 2024 --json");
    assert_eq!(closed_before.code, 8);
    let certificate: Value = serde_json::from_str(&closed_before.out).unwrap();
    let totals = certificate["totals"].as_array().unwrap();
    assert_eq!(totals.len(), 1);
    assert_eq!(totals[0]["carried_out_fen"], 5_000_000);
    assert_eq!(totals[0]["carried_in_fen"], 5_000_000);
    assert_eq!(certificate["opening_equals_closing"], true);
    let report = county.json("lines 2024");
    for line in report["lines"].as_array().unwrap() {
        assert_eq!(line["available_fen"], 0);
    }
    // Every line of the original budget is paid in full, in twelve instalments.
    let log = county.json("log --limit 1000");
    let postings: Vec<&Value> = log
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|entry| entry["postings"].as_array().unwrap())
        .collect();
    for line in &report["lines"].as_array().unwrap()[..11] {
        let paid: Vec<i64> = postings
            .iter()
            .filter(|posting| posting["event"] == "pay" && posting["line_id"] == line["id"])
            .map(|posting| posting["amount_fen"].as_i64().unwrap())
            .collect();
        assert_eq!(paid.len(), 12);
        assert_eq!(paid.iter().sum::<i64>(), line["balance"]["original_fen"]);
    }
}

#[test]
fn the_demo_answers_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let answer = yusuan(&["demo", folder.path().to_str().unwrap(), "--json"]).json();
    assert!(HEAD.ends_with(answer["verification"]["head"]["hash"].as_str().unwrap()));
    assert_eq!(answer["verification"]["findings"], Value::Array(Vec::new()));
    assert_eq!(answer["certificate"]["year"], 2024);
    assert_eq!(answer["plan"]["decisions"][0]["policy"], "closing");
    let closed = &answer["closed"];
    assert!(CLOSED_HEAD.ends_with(closed["verification"]["head"]["hash"].as_str().unwrap()));
    assert_eq!(closed["verification"]["findings"], Value::Array(Vec::new()));
    assert_eq!(closed["certificate"]["year"], 2025);
    assert!(closed["final_checks"].as_array().unwrap().len() > 30);
}
