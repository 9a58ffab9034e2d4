//! No printed amount stands alone: whichever is altered, an identity says so.

use super::*;

/// Return the usual templates with every row 其中 of fiscal money that there can be.
fn with_fiscal_parts() -> FinalTemplates {
    let mut text = FinalTemplates::built_in_file().to_owned();
    for of in [
        "general_public",
        "income",
        "expenditure",
        "opening",
        "closing",
    ] {
        let funds = if of == "general_public" {
            "['general_public']"
        } else {
            "['general_public', 'government_fund', 'state_capital']"
        };
        let part = format!("\n[[template.part]]\nof = '{of}'\nlabel = '其中'\nfunds = {funds}\n");
        text.push_str(&part);
    }
    FinalTemplates::read("own.toml", text.as_bytes()).unwrap()
}

#[test]
fn a_table_that_was_altered_is_found() {
    let mut county = both_years_with(&MORE);
    county.close(2025);
    let templates = with_fiscal_parts();
    let template = templates.choose(None, 2025).unwrap();
    let options = TableOptions {
        currency_unit: CurrencyUnit::Yuan,
        ..TableOptions::default()
    };
    let wanted = FinalOptions {
        templates: Some(templates.clone()),
        currency_unit: Some(options.currency_unit),
        ..FinalOptions::default()
    };
    let tables = county.ledger.final_tables(2025, None, &wanted).unwrap();
    let differing = |tables: &[Table]| -> Vec<&str> {
        let checks = check_final_tables(tables, template, &options).unwrap();
        let differ = checks
            .iter()
            .filter(|check| check.verdict == Verdict::Differs);
        differ.map(|check| check.number).collect()
    };
    assert_eq!(differing(&tables), [""; 0]);
    let mut found = std::collections::BTreeSet::new();
    for at in 0..tables.len() {
        for row in 0..tables[at].rows.len() {
            for cell in 0..tables[at].rows[row].cells.len() {
                let mut altered = tables.clone();
                let cell = &mut altered[at].rows[row].cells[cell];
                let name = format!("{} {row} {}", tables[at].id, cell.0);
                if let yusuan::tables::Cell::Amount {
                    fen: Some(fen),
                    text,
                } = &mut cell.1
                {
                    *fen = fen.checked_add(Fen::new(1)).unwrap();
                    *text = Some(fen.to_yuan_string().into());
                    let differ = differing(&altered);
                    found.extend(differ.iter().copied());
                    assert!(!differ.is_empty(), "{name}");
                }
            }
        }
    }
    let numbers: Vec<&str> = check_final_tables(&tables, template, &options)
        .unwrap()
        .iter()
        .map(|check| check.number)
        .filter(|number| !found.contains(number))
        .collect();
    assert_eq!(numbers, [""; 0], "no altered cell breaks these");

    let error = check_final_tables(&tables[1..], template, &options).unwrap_err();
    assert_eq!(error, TableError::TableMissing { id: "overview" });
}
