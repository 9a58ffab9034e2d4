//! Variants of the tables, departments, unusual lines, and what is refused.

use yusuan::tables::{
    BudgetInput, BudgetLine, BudgetTable, Table, TableOptions, Verdict, budget_table,
    check_budget_tables,
};
use yusuan::{CurrencyUnit, Fen};
use yusuan::{Fund, Kind, Level};

use crate::office;

fn ids(table: &Table) -> Vec<&str> {
    table
        .rows
        .iter()
        .filter_map(yusuan::tables::Row::id)
        .collect()
}

#[test]
fn the_fiscal_overview_can_include_the_carryover() {
    let options = TableOptions {
        fiscal_overview_includes_carryover: true,
        ..Default::default()
    };
    let tables = office::tables(&office::lines(), &options).unwrap();
    let overview = office::table(&tables, "budget-04");
    assert_eq!(
        office::text(&tables, "budget-04", "total", "income_total"),
        Some("651.04")
    );
    assert_eq!(
        office::text(&tables, "budget-04", "total", "general_public"),
        Some("651.04")
    );
    assert_eq!(
        office::text(
            &tables,
            "budget-04",
            "carryover_general_public",
            "income_total"
        ),
        Some("5.00")
    );
    assert_eq!(
        overview
            .expenditure_row("229")
            .unwrap()
            .cell("general_public")
            .unwrap()
            .text(),
        Some("5.00")
    );
    for check in check_budget_tables(&tables, &options).unwrap() {
        assert!(check.verdict != Verdict::Differs, "{check:?}");
        assert_ne!(check.number, "5.2");
    }
}

#[test]
fn displayed_parts_can_be_made_to_add_up() {
    let options = TableOptions {
        foot_displayed: true,
        ..Default::default()
    };
    let tables = office::tables(&office::lines(), &options).unwrap();
    let exact = office::tables(&office::lines(), &TableOptions::default()).unwrap();
    let total = |column| office::text(&tables, "budget-06", "total", column).unwrap();
    assert_eq!(
        (total("personnel"), total("public"), total("total")),
        ("626.51", "19.54", "646.05")
    );
    assert_eq!(
        office::fen(&tables, "budget-06", "total", "total"),
        Some(646_043_945)
    );
    assert_eq!(
        office::fen(&tables, "budget-06", "total", "total"),
        office::fen(&exact, "budget-06", "total", "total")
    );
    let rounded = |number: &str| {
        let checks = check_budget_tables(&tables, &options).unwrap();
        checks
            .into_iter()
            .find(|check| check.number == number)
            .unwrap()
            .verdict
    };
    for number in [
        "2.3", "2.4", "2.5", "3.1", "3.2", "5.1", "6.1", "6.2", "6.3", "6.4",
    ] {
        assert_eq!(rounded(number), Verdict::Holds, "{number}");
    }
}

#[test]
fn amounts_can_be_shown_in_yuan_with_separators() {
    let options = TableOptions {
        currency_unit: CurrencyUnit::Yuan,
        thousands_separator: true,
        ..Default::default()
    };
    let tables = office::tables(&office::lines(), &options).unwrap();
    assert_eq!(
        office::text(&tables, "budget-06", "total", "total"),
        Some("6,460,439.45")
    );
    assert_eq!(
        serde_json::to_value(&tables[0]).unwrap()["currency_unit"],
        "元"
    );
    let checks = check_budget_tables(&tables, &options).unwrap();
    assert!(
        checks
            .iter()
            .all(|check| check.verdict == Verdict::Holds || !check.formal)
    );
}

#[test]
fn other_kinds_are_in_the_total_and_in_a_note() {
    let added: Vec<BudgetLine> = [Kind::Operating, Kind::Remittance, Kind::Subsidy]
        .into_iter()
        .map(|kind| BudgetLine {
            amount: Fen::new(1_000_000),
            ..office::sample(kind)
        })
        .collect();
    let options = TableOptions::default();
    let tables = office::tables_with(&added, &options);
    let cell = |column| office::text(&tables, "budget-03", "total", column).unwrap();
    assert_eq!(
        (cell("total"), cell("basic"), cell("project")),
        ("655.04", "646.04", "6.00")
    );
    let expenditure = office::table(&tables, "budget-03");
    let note = "合计中含经营支出、上缴上级支出、对附属单位补助支出，本表未单列，共 3.00 万元。";
    assert_eq!(expenditure.notes, [note]);
    let checks = check_budget_tables(&tables, &options).unwrap();
    for check in &checks {
        assert!(check.verdict != Verdict::Differs, "{check:?}");
    }
    // Own money that is neither basic nor a project explains the difference.
    assert!(!checks.iter().any(|check| check.number == "5.6"));
}

#[test]
fn projects_stand_below_their_code() {
    let project = |name: &str, functional: &str, economic: &str, yuan: &str| BudgetLine {
        fund: Fund::GeneralPublic,
        functional_code: functional.to_owned(),
        economic_code: economic.to_owned(),
        project: Some(name.to_owned()),
        amount: Fen::parse_yuan(yuan).unwrap(),
        ..office::sample(Kind::Project)
    };
    let added = [
        project("乙", "2080109", "30201", "10000"),
        project("甲", "2080109", "30201", "20000"),
        project("乙", "2080109", "31013", "50000"),
        project("乙", "2080109", "30499", "100"),
        BudgetLine {
            unit: "另一单位".to_owned(),
            ..project("乙", "2080109", "30201", "10000")
        },
    ];
    let mut names = office::names();
    names.economic.insert("304".to_owned(), "某类".to_owned());
    let options = TableOptions::default();
    let tables = office::tables_with(&added, &options);
    let table = office::table(&tables, "budget-07");
    let expected = [
        "total",
        "208",
        "20801",
        "2080109",
        "2080109/乙",
        "2080109/甲",
    ];
    assert_eq!(ids(table), expected);
    let text = |row, column| office::text(&tables, "budget-07", row, column);
    assert_eq!(text("2080109/乙", "project"), Some("乙"));
    assert_eq!(text("2080109/乙", "e302"), Some("2.00"));
    assert_eq!(text("2080109/乙", "e310"), Some("5.00"));
    assert_eq!(text("2080109", "total"), Some("9.01"));
    assert_eq!(
        table.notes,
        ["合计中含其他经济分类的支出，本表未单列，共 0.01 万元。"]
    );
    assert_eq!(
        office::text(&tables, "budget-10", "vehicle_purchase", "total"),
        Some("5.00")
    );
    for check in check_budget_tables(&tables, &options).unwrap() {
        assert!(check.verdict != Verdict::Differs, "{check:?}");
    }
}

#[test]
fn carried_money_stands_below_its_unit() {
    let carried = |unit: &str, fund: Fund, kind: Kind, project: Option<&str>| BudgetLine {
        unit: unit.to_owned(),
        fund,
        level: Level::Own,
        origin_year: 2024,
        project: project.map(str::to_owned),
        ..office::sample(kind)
    };
    let added = [
        carried(
            "乙单位",
            Fund::SpecialAccount,
            Kind::Project,
            Some("项目二"),
        ),
        carried("乙单位", Fund::GeneralPublic, Kind::BasicPublic, None),
        carried(
            "乙单位",
            Fund::GovernmentFund,
            Kind::Project,
            Some("项目一"),
        ),
        carried("甲单位", Fund::UnitOtherIncome, Kind::Operating, None),
    ];
    let options = TableOptions::default();
    let tables = office::tables_with(&added, &options);
    let first = format!("unit/{}", office::UNIT);
    let first_project = format!(
        "project/{}/2024年上半年自治区驻村工作专项经费",
        office::UNIT
    );
    let expected = [
        "total",
        &first,
        &first_project,
        "unit/乙单位",
        "project/乙单位/项目一",
        "project/乙单位/项目二",
        "unit/甲单位",
    ];
    assert_eq!(ids(office::table(&tables, "budget-11")), expected);
    let text = |row, column| office::text(&tables, "budget-11", row, column);
    assert_eq!(text("unit/乙单位", "fiscal_public"), Some("1.00"));
    assert_eq!(text("unit/乙单位", "fiscal_subtotal"), Some("2.00"));
    assert_eq!(text("unit/甲单位", "nonfiscal_subtotal"), Some("1.00"));
    assert_eq!(text("unit/甲单位", "nonfiscal_project"), None);
    assert_eq!(text("total", "total"), Some("9.00"));
    for check in check_budget_tables(&tables, &options).unwrap() {
        assert!(check.verdict != Verdict::Differs, "{check:?}");
    }
    let one_unit: Vec<BudgetLine> = added[..3]
        .iter()
        .map(|line| BudgetLine {
            unit: "乙单位".to_owned(),
            ..line.clone()
        })
        .collect();
    let tables = office::tables(&one_unit, &options).unwrap();
    assert_eq!(
        ids(office::table(&tables, "budget-11")),
        ["total", "unit", "project/项目一", "project/项目二"]
    );
}

#[test]
fn funds_have_tables_of_their_own() {
    let line = |fund: Fund, level: Level, kind: Kind| BudgetLine {
        fund,
        level,
        functional_code: "2299999".to_owned(),
        project: (kind == Kind::Project).then(|| "某项目".to_owned()),
        ..office::sample(kind)
    };
    let added = [
        line(Fund::GovernmentFund, Level::Upper, Kind::Project),
        line(Fund::GovernmentFund, Level::Own, Kind::BasicPersonnel),
        line(Fund::StateCapital, Level::Own, Kind::BasicPublic),
    ];
    let options = TableOptions::default();
    let tables = office::tables_with(&added, &options);
    assert_eq!(
        office::text(&tables, "budget-08", "2299999", "total"),
        Some("2.00")
    );
    assert_eq!(
        office::text(&tables, "budget-08", "total", "personnel"),
        Some("1.00")
    );
    assert_eq!(
        office::text(&tables, "budget-09", "total", "public"),
        Some("1.00")
    );
    let transfer = office::text(
        &tables,
        "budget-01",
        "government_fund_transfer",
        "income_amount",
    );
    assert_eq!(transfer, Some("1.00"));
    for check in check_budget_tables(&tables, &options).unwrap() {
        assert!(check.verdict != Verdict::Differs, "{check:?}");
    }
}

#[test]
fn lines_without_money_are_in_no_table() {
    let nothing = BudgetLine {
        functional_code: "2010101".to_owned(),
        amount: Fen::ZERO,
        origin_year: 2023,
        ..office::sample(Kind::Project)
    };
    let options = TableOptions::default();
    let without = office::tables(&office::lines(), &options).unwrap();
    assert_eq!(office::tables_with(&[nothing], &options), without);
}

#[test]
fn refuses_lines_that_do_not_fit() {
    let token = |line: BudgetLine| {
        office::tables(&[line], &TableOptions::default())
            .unwrap_err()
            .token()
    };
    let line = || office::sample(Kind::BasicPublic);
    assert_eq!(
        token(BudgetLine {
            year: 2024,
            ..line()
        }),
        "table_line_year"
    );
    assert_eq!(
        token(BudgetLine {
            origin_year: 2026,
            ..line()
        }),
        "table_line_year"
    );
    for code in ["208", "20801091", "208０109", ""] {
        let functional_code = code.to_owned();
        assert_eq!(
            token(BudgetLine {
                functional_code,
                ..line()
            }),
            "table_code_shape"
        );
    }
    assert_eq!(
        token(BudgetLine {
            economic_code: "302".to_owned(),
            ..line()
        }),
        "table_code_shape"
    );
    let project = Some("某项目".to_owned());
    assert_eq!(
        token(BudgetLine { project, ..line() }),
        "table_line_project"
    );
    for project in [None, Some(String::new())] {
        let line = BudgetLine {
            project,
            ..office::sample(Kind::Project)
        };
        assert_eq!(token(line), "table_line_project");
    }
    let functional_code = "2989999".to_owned();
    assert_eq!(
        token(BudgetLine {
            functional_code,
            ..line()
        }),
        "table_name_missing"
    );
    let huge = BudgetLine {
        amount: Fen::new(i64::MAX),
        ..line()
    };
    let options = TableOptions::default();
    let error = office::tables(&[huge.clone(), huge], &options).unwrap_err();
    assert_eq!(error.token(), "amount_out_of_range");
}

#[test]
fn one_table_is_the_same_as_among_all() {
    let (lines, names, options) = (office::lines(), office::names(), TableOptions::default());
    let input = BudgetInput {
        year: 2025,
        title_unit: office::UNIT,
        lines: &lines,
        names: &names,
        options: &options,
    };
    let all = office::tables(&lines, &options).unwrap();
    for (table, among_all) in BudgetTable::ALL.into_iter().zip(&all) {
        assert_eq!(&budget_table(&input, table).unwrap(), among_all);
        assert_eq!(among_all.id.parse::<BudgetTable>().unwrap(), table);
    }
    let error = "budget-12".parse::<BudgetTable>().unwrap_err();
    assert_eq!(
        (error.token(), error.to_string().as_str()),
        ("table_unknown", "table is unknown: budget-12")
    );
}
