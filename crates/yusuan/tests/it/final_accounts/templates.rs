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
