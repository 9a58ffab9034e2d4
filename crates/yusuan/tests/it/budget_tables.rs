//! The eleven tables of the first user, cell by cell.

use serde_json::Value;
use yusuan::Fen;
use yusuan::tables::{BudgetLine, TableOptions};

use crate::{office, printed};

/// Make the tables and return them as JSON.
fn made(lines: &[BudgetLine]) -> Value {
    serde_json::to_value(office::tables(lines, &TableOptions::default()).unwrap()).unwrap()
}

#[test]
fn every_cell_is_as_printed() {
    let made = made(&office::lines());
    assert_eq!(printed::differences(&made), Vec::<String>::new());
}

#[test]
fn every_exact_amount_is_as_recorded() {
    let expected = printed::exact();
    let made = made(&office::lines());
    assert_eq!(printed::differences(&expected), Vec::<String>::new());
    assert!(
        made == expected,
        "the tables differ from tests/cases/first-user/budget-2025-exact.json"
    );
}

#[test]
fn one_fen_in_any_line_shows() {
    let expected = printed::exact();
    let lines = office::lines();
    for at in 0..lines.len() {
        for change in [1, -1] {
            let mut changed = lines.clone();
            changed[at].amount = changed[at].amount.checked_add(Fen::new(change)).unwrap();
            assert_ne!(made(&changed), expected, "line {at} by {change}");
        }
    }
}

#[test]
fn one_fen_across_a_rounding_boundary_shows_in_print() {
    // 626.507945 is 626.51 down to 626.505000.
    let mut lines = office::lines();
    let personnel = lines
        .iter_mut()
        .find(|line| line.economic_code == "30199")
        .unwrap();
    personnel.amount = personnel.amount.checked_sub(Fen::new(2945)).unwrap();
    let at_boundary = printed::differences(&made(&lines));
    assert!(
        !at_boundary
            .iter()
            .any(|text| text.contains("personnel: \"626.50\""))
    );
    let personnel = lines
        .iter_mut()
        .find(|line| line.economic_code == "30199")
        .unwrap();
    personnel.amount = personnel.amount.checked_sub(Fen::new(1)).unwrap();
    let beyond = printed::differences(&made(&lines));
    assert!(
        beyond
            .iter()
            .any(|text| text.contains("personnel: \"626.50\" is not \"626.51\""))
    );
}

#[test]
fn the_order_of_lines_does_not_matter() {
    let mut lines = office::lines();
    let expected = made(&lines);
    lines.reverse();
    assert_eq!(made(&lines), expected);
}

#[test]
fn lines_of_the_same_place_are_one_figure() {
    let mut lines = office::lines();
    let expected = made(&lines);
    let halves: Vec<BudgetLine> = lines
        .iter()
        .map(|line| BudgetLine {
            amount: Fen::new(line.amount.get() / 3),
            ..line.clone()
        })
        .collect();
    for (line, half) in lines.iter_mut().zip(&halves) {
        line.amount = line.amount.checked_sub(half.amount).unwrap();
    }
    lines.extend(halves);
    assert_eq!(made(&lines), expected);
}

#[test]
fn empty_tables_say_so() {
    let tables = office::tables(&office::lines(), &TableOptions::default()).unwrap();
    let notes: Vec<&str> = tables
        .iter()
        .filter_map(|table| table.empty_note.as_deref())
        .collect();
    let sentences = [
        "玛纳斯县社会保险中心2025年没有使用一般公共预算安排的项目支出，一般公共预算项目支出情况表为空表。",
        "玛纳斯县社会保险中心2025年没有使用政府性基金预算安排的支出，政府性基金预算支出情况表为空表。",
        "玛纳斯县社会保险中心2025年没有使用国有资本经营预算安排的支出，国有资本经营预算支出情况表为空表。",
    ];
    assert_eq!(notes, sentences);
    let empty = office::tables(&[], &TableOptions::default()).unwrap();
    let with_rows: Vec<&str> = empty
        .iter()
        .filter(|table| !table.rows.is_empty())
        .map(|table| table.id.as_str())
        .collect();
    assert_eq!(with_rows, ["budget-01", "budget-04", "budget-10"]);
}
