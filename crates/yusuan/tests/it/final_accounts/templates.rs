//! Order, titles, rows and unit of money are data, and wrong data is refused.

use super::*;

#[test]
fn a_template_chooses_order_unit_and_rows() {
    let mut county = both_years();
    county.close(2025);
    let own = FinalTemplates::built_in_file()
        .replace(
            "first_year = 2022\n",
            "first_year = 2022\nregion = '昌吉'\n",
        )
        .replace("classes = \"used\"", "classes = \"all\"")
        .replace("economic_codes = \"used\"", "economic_codes = \"all\"")
        .replace("\"wan_yuan\"", "\"yuan\"");
    let templates = FinalTemplates::read("own.toml", own.as_bytes()).unwrap();
    let options = FinalOptions {
        templates: Some(templates),
        region: Some("昌吉".to_owned()),
        ..FinalOptions::default()
    };
    let tables = county.ledger.final_tables(2025, None, &options).unwrap();
    assert_eq!(tables[0].currency_unit, CurrencyUnit::Yuan);
    assert!(tables[0].expenditure_row("201").is_some());
    assert!(tables[5].row("30101").is_some() && tables[5].expenditure_row("30201").is_some());
    let checks = county.ledger.check_final(2025, None, &options).unwrap();
    assert!(checks.iter().all(|check| check.verdict == Verdict::Holds));

    // Nobody else has a template for 2025 in that file.
    let elsewhere = FinalOptions {
        region: Some("伊犁".to_owned()),
        ..options
    };
    let error = county
        .ledger
        .final_tables(2025, None, &elsewhere)
        .unwrap_err();
    assert_eq!(
        (error.code(), error.kind()),
        ("template_unknown", ErrorKind::NotFound)
    );

    // Until 2021 三公 stood before the two budgets.
    let templates = FinalTemplates::built_in().unwrap();
    let order = |year| -> Vec<&str> {
        let template = templates.choose(Some("伊犁"), year).unwrap();
        let tables = template.tables[6..].iter();
        tables.map(|table| table.content.as_str()).collect()
    };
    assert_eq!(
        order(2020),
        ["three_public", "government_fund", "state_capital"]
    );
    assert_eq!(
        order(2024),
        ["government_fund", "state_capital", "three_public"]
    );
}

/// What some regions print below 收入支出决算总表's own rows.
const PARTS: &str = "
[[template.part]]
of = 'general_public'
label = '其中：政府性基金预算财政拨款'
funds = ['government_fund']

[[template.part]]
of = 'income'
label = '其中：财政拨款'
funds = ['general_public', 'government_fund', 'state_capital']

[[template.part]]
of = 'expenditure'
label = '其中：财政拨款'
funds = ['general_public', 'government_fund', 'state_capital']

[[template.part]]
of = 'expenditure'
label = '      其他资金'
funds = ['unit_business_income', 'unit_other_income']

[[template.part]]
of = 'closing'
label = '其中：财政拨款'
funds = ['general_public', 'government_fund', 'state_capital']
";

/// The first three income rows in one, as in earlier years.
const FISCAL_IN_ONE: (&str, &str) = (
    "一、一般公共预算财政拨款收入\"
funds = [\"general_public\"]

[[template.income]]
label = \"二、政府性基金预算财政拨款收入\"
funds = [\"government_fund\"]

[[template.income]]
label = \"三、国有资本经营预算财政拨款收入\"
funds = [\"state_capital\"]
",
    "一、财政拨款收入\"
funds = [\"general_public\", \"government_fund\", \"state_capital\"]
",
);

#[test]
fn a_template_prints_parts_of_rows_and_adds_none_of_them() {
    let mut county = both_years();
    county.close(2025);
    let plain = FinalOptions::default();
    let usual = county.ledger.final_tables(2025, None, &plain).unwrap();
    let text = FinalTemplates::built_in_file().replace(FISCAL_IN_ONE.0, FISCAL_IN_ONE.1);
    let text = format!("{text}{PARTS}");
    let options = FinalOptions {
        templates: Some(FinalTemplates::read("own.toml", text.as_bytes()).unwrap()),
        ..plain.clone()
    };
    let tables = county.ledger.final_tables(2025, None, &options).unwrap();
    let (overview, fiscal) = (&tables[0], &usual[3]);
    let left = |id: &str| overview.row(id).unwrap().cell("income_amount").unwrap();
    let right = |id: &str| {
        let row = overview.expenditure_row(id).unwrap();
        row.cell("expenditure_amount").unwrap()
    };
    let of_fiscal = |id: &str, column: &str| fiscal.row(id).unwrap().cell(column).unwrap().fen();
    assert_eq!(
        left("general_public.government_fund").fen(),
        of_fiscal("government_fund", "income_total")
    );
    assert_eq!(
        left("income.general_public").fen(),
        of_fiscal("current", "income_total")
    );
    let paid = right("expenditure.general_public").fen().unwrap();
    let other = right("expenditure.unit_business_income").fen().unwrap();
    assert_eq!(
        paid.checked_add(other).unwrap(),
        right("current").fen().unwrap()
    );

    // Totals are what they were, side by side, each part below its row.
    for id in ["current", "opening", "total"] {
        let before = usual[0].row(id).unwrap().cell("income_amount");
        assert_eq!(Some(left(id)), before, "{id}");
    }
    let ids: Vec<_> = overview.rows.iter().map(yusuan::tables::Row::id).collect();
    let place = |id: &str| ids.iter().position(|known| *known == Some(id)).unwrap();
    assert_eq!(place("general_public.government_fund"), 1);
    assert_eq!(place("income.general_public"), place("current") + 1);
    let total = &overview.rows[place("total")];
    assert_eq!(overview.expenditure_row("total"), Some(total));
    assert_eq!(
        overview.rows[place("opening")],
        *overview.expenditure_row("closing").unwrap()
    );

    let checks = county.ledger.check_final(2025, None, &options).unwrap();
    // The figures are small, so that print rounds them.
    assert!(checks.iter().all(|check| check.verdict != Verdict::Differs));
    let parts = checks.iter().find(|check| check.number == "决1.6").unwrap();
    assert_eq!(parts.compared, 4);
    let usual = county.ledger.check_final(2025, None, &plain).unwrap();
    assert!(usual.iter().all(|check| check.number != "决1.6"));
}

#[test]
fn a_part_is_of_a_row_and_of_money_that_the_row_counts() {
    let part = |of: &str, funds: &str| {
        let text = format!("\n[[template.part]]\nof = '{of}'\nlabel = '其中'\nfunds = {funds}\n");
        let text = format!("{}{text}", FinalTemplates::built_in_file());
        let faults = FinalTemplates::read("own.toml", text.as_bytes()).unwrap_err();
        faults.0[0].message.clone()
    };
    assert_eq!(
        part("total", "['general_public']"),
        "there is no such row: total"
    );
    // This fund is counted by a row that another fund names.
    assert_eq!(
        part("special_account", "['special_account']"),
        "there is no such row: special_account"
    );
    assert_eq!(
        part("general_public", "['state_capital']"),
        "general_public is not known of this fund: state_capital"
    );
    assert_eq!(
        part("opening", "['unit_other_income']"),
        "opening is not known of this fund: unit_other_income"
    );
    let twice = format!("{}{PARTS}{PARTS}", FinalTemplates::built_in_file());
    let faults = FinalTemplates::read("own.toml", twice.as_bytes()).unwrap_err();
    let messages: Vec<&str> = faults
        .0
        .iter()
        .map(|fault| fault.message.as_str())
        .collect();
    assert!(messages.contains(&"it stands there twice: income.general_public"));
    let faults = faults_of_parts("part = 3\n");
    assert_eq!(faults, ["part: there is no [[template.part]]"]);
}

fn faults_of_parts(line: &str) -> Vec<String> {
    faults(&[(
        "name = \"三公在前\"\n",
        &format!("name = \"三公在前\"\n{line}"),
    )])
}

/// Return the messages for a template with some lines of the built-in ones put otherwise.
fn faults(changes: &[(&str, &str)]) -> Vec<String> {
    let mut text = FinalTemplates::built_in_file().to_owned();
    for (old, new) in changes {
        assert!(text.contains(old), "{old}");
        text = text.replacen(old, new, 1);
    }
    let faults = FinalTemplates::read("own.toml", text.as_bytes()).unwrap_err();
    assert_eq!(faults.token(), "template_invalid");
    let column = |fault: &yusuan::SourceError| fault.column.clone().unwrap_or_default();
    let message = |fault| format!("{}: {}", column(fault), fault.message);
    faults.0.iter().map(message).collect()
}

#[test]
fn a_wrong_template_is_refused_with_all_its_faults() {
    let wrong = faults(&[
        ("name = \"三公在前\"\n", "colour = \"red\"\n"),
        ("last_year = 2021", "last_year = 1949"),
        ("\"wan_yuan\"", "\"dollar\""),
        ("classes = \"used\"", "classes = \"some\""),
        ("[\"301\", \"303\"]", "[\"31\"]"),
        (
            "three_public_budget = \"adjusted\"",
            "three_public_budget = 1",
        ),
        ("[\"general_public\"]", "[\"unit_other_income\"]"),
        (
            "funds = [\"government_fund\"]",
            "funds = [\"general_public\"]",
        ),
        ("content = \"overview\"", "content = \"summary\""),
        ("title = \"收入决算表\"", "title = \" \""),
        ("content = \"expenditure\"", "content = \"income\""),
    ]);
    assert_eq!(
        wrong,
        [
            "colour: a template has no such key",
            "name: the key is missing",
            "last_year: this is no year from 1950 to 9999",
            "currency_unit: this is neither wan_yuan or yuan: dollar",
            "classes: this is neither all or used: some",
            "personnel_classes: an economic class has three digits: 31",
            "three_public_budget: this is no text",
            "three_public_funds: 三公 counts fiscal money alone: unit_other_income",
            "income: two rows count this fund: general_public",
            "income: no row counts this fund: government_fund",
            "table: there is no such content: summary",
            "table: title is missing or blank",
            "table: it stands there twice: income",
            "table: it is missing: overview",
            "table: it is missing: expenditure",
        ]
    );
    let apart = faults(&[
        ("first_year = 2022", "first_year = 2021"),
        ("name = \"三公在后\"", "name = \"三公在前\""),
    ]);
    assert_eq!(
        apart,
        [
            "name: another template has this name: 三公在前",
            "first_year: 2021 has a template already: 三公在前",
        ]
    );
    assert_eq!(
        faults(&[("last_year = 2021", "last_year = 1951\nfirst_year = 1950")]).len(),
        1
    );
    let empty = FinalTemplates::read("own.toml", b"").unwrap_err();
    assert_eq!(empty.0[0].message, "the file has no [[template]]");
}
