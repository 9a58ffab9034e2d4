//! Final accounts of anybody.

use yusuan::disclosure::{Cause, Disclosure, check_disclosure_json};
use yusuan::tables::{Cell, Table, Verdict};
use yusuan::{CurrencyUnit, Fen};

use super::shown;
use crate::publication::accounts::{self, Accounts};
use crate::publication::print::Habits;
use crate::publication::{Random, Size, budget};

/// Return the accounts of a year with the tables that a seed gives.
fn made(seed: u64, habits: &Habits) -> Vec<Table> {
    let mut random = Random(seed);
    let lines = budget(Size::Office, &mut random);
    let run: Accounts = accounts::run(&lines, &mut random);
    accounts::tables(&run, &habits.options())
}

fn check(tables: &[Table]) -> Disclosure {
    check_disclosure_json(&serde_json::to_string(tables).unwrap(), &[]).unwrap()
}

/// Years number the last three tables otherwise; the title says which is which.
#[test]
fn tables_are_recognised_in_the_order_of_any_year() {
    let mut orders = std::collections::BTreeSet::new();
    for seed in 0..6 {
        let tables = made(seed, &Habits::plain());
        let found = check(&tables);
        assert!(found.is_sound(), "{}", shown(&found));
        let read = found.tables.iter();
        let mut read: Vec<_> = read
            .map(|table| (table.table.clone(), table.title.clone()))
            .collect();
        read.sort();
        let printed = tables.iter();
        let printed: Vec<_> = printed
            .map(|table| (table.id.clone(), table.title.clone()))
            .collect();
        assert_eq!(read, printed);
        orders.insert(tables[6].title.clone());
        let mut checks = found.checks.iter();
        assert!(
            checks.any(|check| check.number == "决1.4"),
            "{}",
            shown(&found)
        );
    }
    assert_eq!(orders.len(), 2, "{orders:?}");
}

/// What is not published is compared with nothing.
#[test]
fn a_part_of_the_accounts_is_no_wrong_one() {
    for seed in 0..4 {
        let tables = made(seed, &Habits::plain());
        for left_out in 0..tables.len() {
            let mut rest = tables.clone();
            let gone = rest.remove(left_out);
            let found = check(&rest);
            assert!(found.is_sound(), "without {}: {}", gone.id, shown(&found));
            let note = format!("not recognised or not there: {}", gone.id);
            assert!(found.notes.contains(&note), "{}", shown(&found));
            let alone = check(&[gone]);
            assert!(alone.is_sound(), "{}", shown(&alone));
        }
    }
}

fn set(table: &mut Table, row: &str, column: &str, change: impl FnOnce(&str) -> String) {
    let is_it = |line: &&mut yusuan::tables::Row| match &line.head {
        yusuan::tables::RowHead::Sides {
            expenditure_code, ..
        } if column.starts_with("expenditure") => expenditure_code.as_deref() == Some(row),
        _ => line.id() == Some(row),
    };
    let line = table.rows.iter_mut().find(is_it).unwrap();
    let cell = line.cells.iter_mut().find(|(id, _)| id == column).unwrap();
    if let Cell::Amount { text, .. } = &mut cell.1 {
        *text = Some(change(text.as_deref().unwrap_or("0.00")));
    }
}

/// 年初 + 本年收入 + 使用结余 = 本年支出 + 结余分配 + 年末, in print alone.
#[test]
fn a_closing_balance_that_does_not_balance_is_found() {
    let mut tables = made(2, &Habits::plain());
    set(&mut tables[0], "closing", "expenditure_amount", |text| {
        text.replacen('.', "7.", 1)
    });
    let found = check(&tables);
    let first = &found.findings[0];
    assert_eq!(first.verdict, Verdict::Differs, "{}", shown(&found));
    assert_eq!(first.identities[0].number, "决1.4", "{}", shown(&found));
    assert_eq!(first.place.table.as_deref(), Some("final-01"));
    assert_eq!(found.count(Verdict::Differs), 1);
}

/// The economic codes of both blocks are added up, and joined with the table before them.
#[test]
fn a_wrong_total_of_the_blocks_is_found() {
    let mut tables = made(2, &Habits::plain());
    set(
        &mut tables[5],
        "personnel_total",
        "personnel_amount",
        |text| {
            let unit = CurrencyUnit::WanYuan;
            let fen = unit.parse_displayed(text).unwrap();
            let more = fen.checked_add(Fen::new(330_000_000)).unwrap();
            more.display(unit, false)
        },
    );
    let found = check(&tables);
    let first = &found.findings[0];
    assert_eq!(
        first.place.table.as_deref(),
        Some("final-06"),
        "{}",
        shown(&found)
    );
    assert_eq!(first.place.row_id.as_deref(), Some("personnel_total"));
    assert_eq!(first.cause, Some(Cause::TotalWrong), "{}", shown(&found));
    let numbers = first.identities.iter().map(|failed| failed.number);
    assert_eq!(numbers.collect::<Vec<_>>(), ["决6.2", "决6.3"]);
}
