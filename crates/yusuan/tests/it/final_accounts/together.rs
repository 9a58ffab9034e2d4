//! Facts of ledgers that are put together: the tables of one stay what they are, and of two whatever is
//! in both is refused.

use yusuan::tables::{TableFacts, UnitTransfer};

use super::*;

fn together(county: &County, year: i16) -> TableFacts {
    let facts = county.ledger.table_facts(year).unwrap();
    TableFacts::merged([facts], year, "某县").unwrap()
}

/// Make the tables of a year from its facts; there are accounts once the budget is approved.
fn nothing_is_lost(county: &County, year: i16) {
    let facts = together(county, year);
    let options = TableOptions::default();
    assert_eq!(
        facts.budget_tables(&options).unwrap(),
        county.ledger.budget_tables(year, None, &options).unwrap()
    );
    let yuan = FinalOptions {
        currency_unit: Some(CurrencyUnit::Yuan),
        ..FinalOptions::default()
    };
    let tables = facts.final_tables(&yuan).unwrap();
    if facts.accounts.is_some() {
        assert_eq!(tables, county.tables(year, None));
        assert!(!facts.check_final(&yuan).unwrap().is_empty());
    } else {
        assert_eq!(tables, Vec::new());
    }
}

#[test]
fn facts_make_the_tables_of_their_ledger() {
    for county in [first_year(), both_years_with(&MORE)] {
        for year in [2024, 2025] {
            nothing_is_lost(&county, year);
        }
    }
}

#[test]
fn a_ledger_that_begins_with_a_carry_over_keeps_it_as_its_opening() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "某县").unwrap();
    let none = Particulars::default();
    ledger
        .add_unit(SCHOOL, UnitKind::Institution, None, &none)
        .unwrap();
    ledger.prepare_year(2024, &none).unwrap();
    let carried = key(OFFICE, 2024, 2023);
    ledger.draft(&carried, yuan(70)).unwrap();
    ledger.approve(2024, &on("2024-02-17")).unwrap();
    ledger
        .pay(carried, yuan(30), None, &on("2024-06-30"))
        .unwrap();
    let county = County { ledger, folder };
    let facts =
        TableFacts::merged([county.ledger.table_facts(2024).unwrap()], 2024, SCHOOL).unwrap();
    let yuan = FinalOptions {
        currency_unit: Some(CurrencyUnit::Yuan),
        ..FinalOptions::default()
    };
    let tables = facts.final_tables(&yuan).unwrap();
    assert_eq!(tables, county.tables(2024, None));
    let overview = &tables[0];
    assert_eq!(figures(overview, "opening", &["income_amount"]), [70]);
}

#[test]
fn what_two_ledgers_say_twice_is_refused() {
    let county = first_year();
    let facts = county.ledger.table_facts(2024).unwrap();
    let twice = TableFacts::merged([facts.clone(), facts.clone()], 2024, "某县");
    assert_eq!(
        twice.unwrap_err(),
        TableError::UnitTwice {
            unit: SCHOOL.to_owned()
        }
    );
    let other = TableFacts::merged([facts.clone()], 2025, "某县");
    assert_eq!(other.unwrap_err().token(), "table_line_year");
    let transfer = UnitTransfer {
        from_unit: SCHOOL.to_owned(),
        to_unit: MERGED.to_owned(),
        fund: Fund::UnitSuperiorSubsidy,
        budget: Fen::ZERO,
        paid: Fen::new(1),
    };
    let exceeded = facts.clone().eliminated(&[transfer]).unwrap_err();
    assert_eq!(exceeded.token(), "transfer_exceeded");
    assert_eq!(facts.clone().eliminated(&[]).unwrap(), facts);
}
