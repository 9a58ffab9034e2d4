//! The identities of the first user's tables, and that errors are told from rounding.

use yusuan::Fen;
use yusuan::tables::{
    Cell, Check, Table, TableOptions, ToleranceReason, Verdict, check_budget_tables,
};

use crate::office;

fn checks(tables: &[Table]) -> Vec<Check> {
    check_budget_tables(tables, &TableOptions::default()).unwrap()
}

fn office_tables() -> Vec<Table> {
    office::tables(&office::lines(), &TableOptions::default()).unwrap()
}

fn find<'a>(checks: &'a [Check], number: &str) -> &'a Check {
    checks.iter().find(|check| check.number == number).unwrap()
}

#[test]
fn three_are_rounding_and_the_rest_hold() {
    let checks = checks(&office_tables());
    let numbers: Vec<&str> = checks.iter().map(|check| check.number).collect();
    let expected = "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 2.1 2.2 2.3 2.4 2.5 2.6 3.1 3.2 3.3 4.1 4.2 \
                    4.3 4.4 4.5 4.6 5.1 5.2 5.3 5.4 5.5 5.6 6.1 6.2 6.3 6.4 6.5 6.6 6.7 6.8 6.9 \
                    6.10 10.1 10.2 10.3 10.4 10.5 10.6 11.1 11.2 11.3 11.4";
    assert_eq!(numbers, expected.split_whitespace().collect::<Vec<_>>());
    let others: Vec<(&str, Verdict)> = checks
        .iter()
        .filter(|check| check.verdict != Verdict::Holds)
        .map(|check| (check.number, check.verdict))
        .collect();
    let rounding = ["6.2", "6.4", "6.9"].map(|number| (number, Verdict::Rounding));
    assert_eq!(others, rounding);
    let informal: Vec<&str> = checks
        .iter()
        .filter(|check| !check.formal)
        .map(|check| check.number)
        .collect();
    assert_eq!(informal, ["6.5", "6.6", "6.8", "6.9"]);
}

#[test]
fn shows_both_sides_exactly_and_as_printed() {
    let checks = checks(&office_tables());
    for (number, left, right) in [
        ("6.2", (646_043_945, "646.04"), (646_043_945, "646.05")),
        ("6.4", (646_043_945, "646.04"), (646_043_945, "646.05")),
        ("6.9", (12_432_600, "12.43"), (12_420_600, "12.42")),
        ("4.5", (646_043_945, "646.04"), (646_043_945, "646.04")),
        ("11.3", (5_000_000, "5.00"), (5_000_000, "5.00")),
    ] {
        let decisive = &find(&checks, number).decisive;
        let side = |figure: &yusuan::tables::Figure| (figure.fen.get(), figure.text.clone());
        assert_eq!(
            side(&decisive.left),
            (left.0, left.1.to_owned()),
            "{number}"
        );
        assert_eq!(
            side(&decisive.right),
            (right.0, right.1.to_owned()),
            "{number}"
        );
    }
    assert_eq!(find(&checks, "6.2").decisive.place, "budget-06 total total");
    let note = find(&checks, "6.9").note.as_deref();
    assert_eq!(note, Some("两者不是同一笔资金，精确数相差 120.00 元"));
}

#[test]
fn says_how_far_rounding_may_carry_and_why() {
    let checks = checks(&office_tables());
    let tolerance = |number: &str| {
        let tolerance = &find(&checks, number).decisive.tolerance;
        (tolerance.text.clone(), tolerance.rounded, tolerance.reason)
    };
    // A total and two addends: 0.015, and printed figures differ by whole hundredths.
    let rounded = |text: &str, figures| (text.to_owned(), figures, ToleranceReason::Rounded);
    assert_eq!(tolerance("6.2"), rounded("0.01", 3));
    assert_eq!(tolerance("6.4"), rounded("0.02", 4));
    assert_eq!(tolerance("1.8"), rounded("0.01", 2));
    // 12.43 beside 12.42, which need not be the same money.
    assert_eq!(tolerance("6.9"), rounded("0.01", 2));
    // Nothing beside nothing.
    let nothing = ("0.00".to_owned(), 0, ToleranceReason::Exact);
    assert_eq!(tolerance("10.5"), nothing);
}

/// Where every fen is printed, nothing is rounded.
#[test]
fn yuan_have_no_tolerance() {
    let options = TableOptions {
        currency_unit: yusuan::CurrencyUnit::Yuan,
        ..TableOptions::default()
    };
    let tables = office::tables(&office::lines(), &options).unwrap();
    for check in check_budget_tables(&tables, &options).unwrap() {
        let decisive = &check.decisive;
        if check.formal {
            assert_eq!(check.verdict, Verdict::Holds, "{}", check.number);
            assert_eq!(decisive.tolerance.fen, Fen::ZERO, "{}", check.number);
            assert_eq!(decisive.tolerance.reason, ToleranceReason::Exact);
        }
    }
}

/// Equal fen do not excuse a print that no rounding makes of them.
#[test]
fn a_print_that_is_no_rounding_differs() {
    for (print, verdict) in [("646.04", Verdict::Rounding), ("646.07", Verdict::Differs)] {
        let mut changed = office_tables();
        changed[5].rows[0].cells[0].1 = Cell::Amount {
            fen: Some(Fen::new(646_043_945)),
            text: Some(print.into()),
        };
        assert_eq!(find(&checks(&changed), "6.2").verdict, verdict, "{print}");
    }
}

#[test]
fn explains_what_the_fiscal_overview_leaves_out() {
    let checks = checks(&office_tables());
    let note = find(&checks, "4.5").note.as_deref();
    assert_eq!(
        note,
        Some("按口径表4 只含本年拨款，不含上年财政拨款结转 5.00；表1 两者合计为 651.04")
    );
}

#[test]
fn compares_as_many_cells_as_there_are() {
    let checks = checks(&office_tables());
    for (number, compared) in [
        ("2.3", 17),
        ("2.4", 17),
        ("2.5", 120),
        ("2.6", 4),
        ("3.1", 17),
        ("3.2", 30),
        ("3.3", 17),
        ("4.2", 30),
        ("5.1", 38),
        ("5.2", 3),
        ("5.3", 14),
        ("6.1", 26),
        ("6.3", 3),
        ("6.8", 4),
    ] {
        assert_eq!(find(&checks, number).compared, compared, "{number}");
    }
}

/// Every printed amount of every table, changed by one fen or in print, is noticed somewhere.
#[test]
fn a_changed_cell_differs_or_is_rounding() {
    let tables = office_tables();
    let before = checks(&tables);
    let mut changed_cells = 0;
    for at in 0..tables.len() {
        for row in 0..tables[at].rows.len() {
            for column in 0..tables[at].rows[row].cells.len() {
                for by in [1, 20_000] {
                    let mut changed = tables.clone();
                    let Cell::Amount {
                        fen: Some(fen),
                        text,
                    } = &mut changed[at].rows[row].cells[column].1
                    else {
                        continue;
                    };
                    *fen = fen.checked_add(Fen::new(by)).unwrap();
                    *text = Some(fen.display_wan().into());
                    let after = checks(&changed);
                    let differs =
                        |check: &&Check| check.verdict == Verdict::Differs && check.formal;
                    let place = &tables[at].rows[row].cells[column].0;
                    let id = (&tables[at].id, row, place);
                    assert!(after.iter().any(|check| differs(&check)), "{id:?} by {by}");
                    assert!(!before.iter().any(|check| differs(&check)));
                    changed_cells += 1;
                }
            }
        }
    }
    assert!(changed_cells > 300);
}

#[test]
fn needs_all_tables_and_readable_amounts() {
    let mut tables = office_tables();
    let error = check_budget_tables(&tables[..10], &TableOptions::default()).unwrap_err();
    assert_eq!(error.to_string(), "table is missing: budget-11");
    tables.reverse();
    assert_eq!(checks(&tables), checks(&office_tables()));
    let cell = &mut tables.last_mut().unwrap().rows[0].cells[1].1;
    *cell = Cell::Amount {
        fen: Some(Fen::new(1)),
        text: Some("x".into()),
    };
    let error = check_budget_tables(&tables, &TableOptions::default()).unwrap_err();
    assert_eq!(error.token(), "amount_invalid");
}

#[test]
fn checks_serialise() {
    let checks = checks(&office_tables());
    let json = serde_json::to_value(find(&checks, "6.2")).unwrap();
    assert_eq!(json["verdict"], "rounding");
    assert_eq!(json["decisive"]["right"]["text"], "646.05");
    assert_eq!(json["findings"].as_array().unwrap().len(), 1);
}
