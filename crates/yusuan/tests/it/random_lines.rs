//! Random budgets against sums made one cell at a time, the slow and plain way.

use std::time::Instant;

use proptest::prelude::*;
use yusuan::Fen;
use yusuan::tables::{BudgetLine, Table, TableOptions, Verdict, check_budget_tables};
use yusuan::{Fund, Kind, Level};

use crate::office;

const FUNCTIONAL: [&str; 5] = ["2080109", "2080502", "2101102", "2210201", "2299999"];
const ECONOMIC: [&str; 7] = [
    "30101", "30201", "30217", "30231", "30302", "31013", "39999",
];

fn any_line() -> impl Strategy<Value = BudgetLine> {
    let codes = (
        prop::sample::select(&FUNCTIONAL[..]),
        prop::sample::select(&ECONOMIC[..]),
    );
    let key = (
        prop::sample::select(&Fund::ALL[..]),
        prop::sample::select(&Level::ALL[..]),
    );
    let kind = (prop::sample::select(&Kind::ALL[..]), 0..3_u8);
    let origin_year = prop_oneof![3 => Just(2025_i16), 1 => 2022..2025_i16];
    (codes, key, kind, origin_year, 0..3_u8, 1..100_000_000_i64).prop_map(
        |(codes, (fund, level), (kind, project), origin_year, unit, amount)| BudgetLine {
            unit: format!("单位{unit}"),
            fund,
            level,
            year: 2025,
            origin_year,
            functional_code: codes.0.to_owned(),
            economic_code: codes.1.to_owned(),
            kind,
            project: (kind == Kind::Project).then(|| format!("项目{project}")),
            amount: Fen::new(amount),
        },
    )
}

/// Sum the lines that fit, one by one.
fn total(lines: &[BudgetLine], fits: impl Fn(&BudgetLine) -> bool) -> Option<i64> {
    let sum = lines
        .iter()
        .filter(|line| fits(line))
        .map(|line| line.amount.get())
        .sum();
    Some(sum).filter(|sum| *sum != 0)
}

/// Say whether a line belongs into a column of one of the tables by code.
fn in_column(table: &str, column: &str, line: &BudgetLine) -> bool {
    let current = line.origin_year == line.year;
    let general = line.fund == Fund::GeneralPublic && current;
    let basic = matches!(line.kind, Kind::BasicPersonnel | Kind::BasicPublic);
    let in_table = match table {
        "budget-05" => general,
        "budget-06" => general && basic,
        "budget-07" => general && line.kind == Kind::Project,
        "budget-08" => line.fund == Fund::GovernmentFund && current,
        "budget-09" => line.fund == Fund::StateCapital && current,
        _ => true,
    };
    let from = |fund: Fund, level: Level| line.fund == fund && line.level == level && current;
    let fiscal = line.fund.is_fiscal();
    in_table
        && match (table, column) {
            (_, "total") => true,
            ("budget-02", "fiscal_subtotal") => fiscal && current,
            ("budget-02", "general_public") => from(Fund::GeneralPublic, Level::Own),
            ("budget-02", "general_public_transfer") => from(Fund::GeneralPublic, Level::Upper),
            ("budget-02", "government_fund") => from(Fund::GovernmentFund, Level::Own),
            ("budget-02", "government_fund_transfer") => from(Fund::GovernmentFund, Level::Upper),
            ("budget-02", "state_capital") => from(Fund::StateCapital, Level::Own),
            ("budget-02", "state_capital_transfer") => from(Fund::StateCapital, Level::Upper),
            ("budget-02", "fiscal_special_account") => line.fund == Fund::SpecialAccount && current,
            ("budget-02", "unit_funds") => line.fund.as_str().starts_with("unit_") && current,
            ("budget-02", "carryover_fiscal") => fiscal && !current,
            ("budget-02", "carryover_nonfiscal") => !fiscal && !current,
            (_, "basic") => basic,
            (_, "personnel") => line.kind == Kind::BasicPersonnel,
            (_, "public") => line.kind == Kind::BasicPublic,
            (_, "project") => line.kind == Kind::Project,
            ("budget-07", class) => line.economic_code.starts_with(&class[1..]),
            other => panic!("unknown column {other:?}"),
        }
}

fn require_plain_sums(lines: &[BudgetLine], tables: &[Table]) {
    let by_code =
        ["02", "03", "05", "06", "07", "08", "09"].map(|number| format!("budget-{number}"));
    for table in tables.iter().filter(|table| by_code.contains(&table.id)) {
        for row in &table.rows {
            let id = row.id().unwrap();
            let (code, project) = id.split_once('/').map_or((id, None), |(c, p)| (c, Some(p)));
            let prefix = if code == "total" { "" } else { code };
            for (column, cell) in &row.cells {
                if matches!(cell, yusuan::tables::Cell::Label(_)) {
                    continue;
                }
                let expected = total(lines, |line| {
                    let code = match table.id.as_str() {
                        "budget-06" => &line.economic_code,
                        _ => &line.functional_code,
                    };
                    code.starts_with(prefix)
                        && project.is_none_or(|project| line.project.as_deref() == Some(project))
                        && in_column(&table.id, column, line)
                });
                assert_eq!(
                    cell.fen().map(Fen::get),
                    expected,
                    "{} {id} {column}",
                    table.id
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn sums_are_plain_and_identities_hold(
        lines in prop::collection::vec(any_line(), 0..40),
        includes: bool,
        foot: bool,
    ) {
        let options = TableOptions {
            fiscal_overview_includes_carryover: includes,
            foot_displayed: foot,
            ..TableOptions::default()
        };
        let tables = office::tables(&lines, &options).unwrap();
        require_plain_sums(&lines, &tables);
        for check in check_budget_tables(&tables, &options).unwrap() {
            prop_assert!(!check.formal || check.verdict != Verdict::Differs, "{:?}", check);
        }
    }
}

/// A county's worth of lines; the bound is generous, the usual time in an optimised build is
/// a fraction of a second.
#[test]
fn a_hundred_thousand_lines_are_no_burden() {
    let names = office::names();
    let items: Vec<&String> = names
        .functional
        .keys()
        .filter(|code| code.len() == 7)
        .collect();
    let sections: Vec<&String> = names
        .economic
        .keys()
        .filter(|code| code.len() == 5)
        .collect();
    let lines: Vec<BudgetLine> = (0..100_000_usize)
        .map(|at| BudgetLine {
            unit: format!("单位{}", at % 300),
            fund: Fund::ALL[at % 9],
            level: Level::ALL[at % 2],
            year: 2025,
            origin_year: if at % 7 == 0 { 2024 } else { 2025 },
            functional_code: items[at % items.len()].clone(),
            economic_code: sections[at / 3 % sections.len()].clone(),
            kind: Kind::ALL[at / 5 % 6],
            project: (at / 5 % 6 == 2).then(|| format!("项目{}", at % 5000)),
            amount: Fen::new(i64::try_from(at).unwrap() * 977 + 1),
        })
        .collect();
    let start = Instant::now();
    let tables = office::tables(&lines, &TableOptions::default()).unwrap();
    let made = start.elapsed();
    let checks = check_budget_tables(&tables, &TableOptions::default()).unwrap();
    let checked = start.elapsed();
    assert!(
        checked.as_secs() < 60,
        "made in {made:?}, checked in {checked:?}"
    );
    assert!(checks.len() > 45);
}
