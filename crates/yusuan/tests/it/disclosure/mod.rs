//! Published documents, checked as anybody's.

mod accounts;
mod rates;
mod sentences;

use std::path::Path;

use yusuan::Error;
use yusuan::disclosure::{
    Cause, Disclosure, DisclosureToken, check_disclosure, check_disclosure_json,
};
use yusuan::tables::{Table, Verdict};

use crate::publication::print::{Habits, csv, sheet};
use crate::publication::{Random, Size, budget, tables};

const PRINTED: &str = include_str!("../../../../../tests/cases/first-user/budget-2025.json");
const EXACT: &str = include_str!("../../../../../tests/cases/first-user/budget-2025-exact.json");
const PAGE: &str = include_str!("../../../../../docs/disclosure.md");

fn shown(found: &Disclosure) -> String {
    let findings: Vec<String> = found.findings.iter().map(ToString::to_string).collect();
    format!("{}\n{}", findings.join("\n"), found.notes.join("\n"))
}

#[test]
fn the_first_user_printed_a_sound_budget() {
    for text in [PRINTED, EXACT] {
        let found = check_disclosure_json(text, &[]).unwrap();
        assert_eq!(found.tables.len(), 11);
        assert!(found.is_sound(), "{}", shown(&found));
        let numbers: Vec<&str> = found
            .findings
            .iter()
            .map(|finding| finding.identities[0].number)
            .collect();
        assert_eq!(numbers, ["6.2", "6.4"], "{}", shown(&found));
        assert!(found.checks.len() > 40, "{}", found.checks.len());
        assert_eq!(found.count(Verdict::Rounding), 2);
    }
}

/// One cell that fails six identities is one finding, with what happened to it.
#[test]
fn a_wrong_cell_comes_before_what_it_fails() {
    let text = PRINTED.replacen("\"total\": \"596.98\"", "\"total\": \"569.98\"", 1);
    let found = check_disclosure_json(&text, &[]).unwrap();
    let first = &found.findings[0];
    assert_eq!(first.token, DisclosureToken::Amount, "{}", shown(&found));
    assert_eq!(first.cause, Some(Cause::DigitsSwapped));
    assert_eq!(
        (first.printed.as_str(), first.expected.as_deref()),
        ("569.98", Some("596.98"))
    );
    let place = &first.place;
    let ids = [&place.table, &place.row_id, &place.column_id].map(|id| id.as_deref());
    assert_eq!(ids, ["budget-02", "208", "total"].map(Some));
    let numbers: Vec<&str> = first
        .identities
        .iter()
        .map(|failed| failed.number)
        .collect();
    assert_eq!(numbers, ["2.3", "2.5", "2.5", "2.6", "3.3"]);
    assert!(!found.is_sound());
    assert_eq!(found.count(Verdict::Differs), 1);
}

fn office(habits: &Habits) -> Vec<Table> {
    tables(&budget(Size::FirstUser, &mut Random(1)), &habits.options())
}

/// A whole table in 元 under a heading of 万元 is one finding.
#[test]
fn a_table_in_another_unit_is_noticed() {
    let yuan = Habits {
        unit: yusuan::CurrencyUnit::Yuan,
        ..Habits::plain()
    };
    let mut mixed = office(&Habits::plain());
    mixed[4] = office(&yuan)[4].clone();
    mixed[4].currency_unit = yusuan::CurrencyUnit::WanYuan;
    let text = serde_json::to_string(&mixed).unwrap();
    let found = check_disclosure_json(&text, &[]).unwrap();
    let first = &found.findings[0];
    assert_eq!(first.token, DisclosureToken::Unit, "{}", shown(&found));
    assert_eq!(first.cause, Some(Cause::UnitMixed));
    assert_eq!(first.place.table.as_deref(), Some("budget-05"));
    assert_eq!(found.count(Verdict::Differs), 1, "{}", shown(&found));
}

/// The files of `yusuan tables --csv --out`, and sentences beside them.
#[test]
fn a_folder_is_one_document() {
    let folder = tempfile::tempdir().unwrap();
    for table in office(&Habits::plain()) {
        let text = yusuan::tables::csv::render(&table).unwrap();
        std::fs::write(folder.path().join(format!("{}.csv", table.id)), text).unwrap();
    }
    let sentences = "一般公共预算646.04万元，比上年增加56.52万元，增长95.87%。";
    std::fs::write(folder.path().join("说明.txt"), sentences).unwrap();
    let found = check_disclosure(&[folder.path()], &[]).unwrap();
    assert_eq!(found.tables.len(), 11, "{}", shown(&found));
    let tokens: Vec<&str> = found
        .findings
        .iter()
        .map(|finding| finding.token.as_str())
        .collect();
    assert_eq!(
        tokens,
        ["change", "identity", "identity"],
        "{}",
        shown(&found)
    );
    assert_eq!(found.findings[0].place.row, Some(1));
}

#[cfg(feature = "xlsx")]
fn workbook(path: &Path, tables: &[Table], has_numbers: bool) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for table in tables {
        let page = workbook.add_worksheet();
        page.set_name(&table.id).unwrap();
        for (row, cells) in (0_u32..).zip(sheet(std::slice::from_ref(table), &Habits::plain())) {
            for (column, text) in (0_u16..).zip(cells) {
                // Read as JSON, a number is what a spreadsheet keeps.
                let number = serde_json::from_str::<serde_json::Value>(&text).ok();
                let number = number.filter(|_| has_numbers && text.contains('.'));
                let number = number.and_then(|number| number.as_f64());
                match number {
                    Some(number) => page.write_number(row, column, number).unwrap(),
                    None => page.write_string(row, column, &text).unwrap(),
                };
            }
        }
    }
    workbook.save(path).unwrap();
}

#[cfg(feature = "xlsx")]
#[test]
fn a_workbook_has_a_sheet_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("公开表.xlsx");
    for has_numbers in [false, true] {
        let mut made = office(&Habits::plain());
        workbook(&path, &made, has_numbers);
        let found = check_disclosure(&[&path], &[]).unwrap();
        assert_eq!(found.tables.len(), 11, "{}", shown(&found));
        assert!(
            found.is_sound() && found.notes.is_empty(),
            "{}",
            shown(&found)
        );
        let cell = &mut made[2].rows[1].cells[1].1;
        assert_eq!(cell.text(), Some("595.98"));
        *cell = yusuan::tables::Cell::Amount {
            fen: None,
            text: Some("59.98".into()),
        };
        workbook(&path, &made, has_numbers);
        let found = check_disclosure(&[&path], &[]).unwrap();
        let first = &found.findings[0];
        assert_eq!(first.cause, Some(Cause::DigitDropped), "{}", shown(&found));
        assert_eq!(first.place.sheet.as_deref(), Some("budget-03"));
        assert_eq!(first.place.cell().as_deref(), Some("F8"));
    }
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let refused = |path: &Path| match check_disclosure(&[path], &[]).unwrap_err() {
        Error::Source(errors) => errors.0[0].clone(),
        other => panic!("{other}"),
    };
    let empty = refused(&write("绩效.csv", "绩效目标表\n1,2\n".as_bytes()));
    assert_eq!((empty.token.as_str(), empty.row), ("table_missing", None));
    assert!(empty.hint.contains("title"), "{empty}");
    let json = refused(&write("tables.json", b"[\n{"));
    assert_eq!((json.token.as_str(), json.row), ("row_malformed", Some(2)));
    let row = r#"[{"id": "budget-01", "columns": [], "rows": [{"id": 3}]}]"#;
    let row = refused(&write("tables.json", row.as_bytes()));
    assert!(row.message.contains("row 1 of budget-01"), "{row}");
    let quote = refused(&write("一.csv", "部门收支总体情况表\n\"收入\n".as_bytes()));
    assert_eq!(
        (quote.token.as_str(), quote.row),
        ("row_malformed", Some(2))
    );
    let damaged = refused(&write("公开.xlsx", b"PK\x03\x04 and nothing more"));
    assert_eq!(damaged.token, "encoding_unknown");
}

/// A cell that holds no amount is a finding with its place, and the rest is checked.
#[test]
fn a_cell_that_is_no_amount_is_a_finding() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.csv");
    let text = csv(&sheet(&office(&Habits::plain()), &Habits::plain()));
    std::fs::write(&path, text.replacen("12.42", "12..42", 1)).unwrap();
    let found = check_disclosure(&[&path], &[]).unwrap();
    let unreadable: Vec<_> = found
        .findings
        .iter()
        .filter(|finding| finding.token == DisclosureToken::Unreadable)
        .collect();
    assert_eq!(unreadable.len(), 1, "{}", shown(&found));
    assert_eq!(unreadable[0].printed, "12..42");
    assert!(unreadable[0].place.cell().is_some());
}

/// The page explains every word that a finding can have.
#[test]
fn every_word_is_explained() {
    let words = DisclosureToken::ALL.iter().map(|token| token.as_str());
    for word in words.chain(Cause::ALL.iter().map(|cause| cause.as_str())) {
        assert!(PAGE.contains(&format!("| `{word}` |")), "{word}");
    }
}
