//! Catalogues by year: built in, loaded, adopted.

use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, Rule, Scheme, UnitKind};

fn key(year: i16, functional_code: &str) -> LineKey {
    LineKey {
        year,
        unit: "unit".to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: year,
        functional_code: functional_code.to_owned(),
        economic_code: "30201".to_owned(),
        kind: Kind::BasicPublic,
        project: None,
    }
}

fn ledger(folder: &tempfile::TempDir) -> Ledger {
    let mut ledger = Ledger::create(folder.path().join("ledger.db"), "catalogues").unwrap();
    ledger
        .add_unit("unit", UnitKind::Agency, None, &Particulars::default())
        .unwrap();
    ledger
}

#[test]
fn a_table_loaded_before_the_year_is_prepared_leaves_the_other_classifications_built_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(&folder);
    let none = Particulars::default();
    let table = folder.path().join("functional.csv");
    std::fs::write(&table, "code,name\n299,其他\n29901,其他\n2990101,其他\n").unwrap();
    ledger
        .load_catalogue(2025, Scheme::Functional, &table, &none)
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    ledger.draft(&key(2025, "2990101"), Fen::new(1)).unwrap();
    let error = ledger
        .draft(&key(2025, "2080109"), Fen::new(1))
        .unwrap_err();
    assert_eq!(
        error.rule(),
        Some(Rule::CodeUnknown),
        "the loaded table is the whole table"
    );
}

#[test]
fn a_year_adopts_what_it_lacks_and_says_when_it_lacks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(&folder);
    let none = Particulars::default();
    ledger.prepare_year(2025, &none).unwrap();
    let table = folder.path().join("functional.csv");
    std::fs::write(&table, "code,name\n299,其他\n29901,其他\n2990101,其他\n").unwrap();
    ledger.prepare_year(2026, &none).unwrap();
    ledger
        .load_catalogue(2025, Scheme::Functional, &table, &none)
        .unwrap();
    assert!(ledger.draft(&key(2026, "2990101"), Fen::new(1)).is_err());
    ledger.adopt_catalogue(2026, 2025, &none).unwrap();
    ledger.draft(&key(2026, "2990101"), Fen::new(1)).unwrap();
    let again = ledger.adopt_catalogue(2026, 2025, &none).unwrap_err();
    assert_eq!(again.rule(), Some(Rule::CodeExists));
    assert_eq!(
        ledger
            .adopt_catalogue(2026, 1990, &none)
            .unwrap_err()
            .code(),
        "catalogue_unknown"
    );
}

#[test]
fn an_unknown_code_names_its_nearest_parent_and_how_to_load_more() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(&folder);
    ledger.prepare_year(2025, &Particulars::default()).unwrap();
    let error = ledger
        .draft(&key(2025, "2080198"), Fen::new(1))
        .unwrap_err();
    let text = error.to_string();
    assert_eq!(error.rule(), Some(Rule::CodeUnknown));
    assert!(text.contains("nearest known: 20801 "), "{text}");
    assert!(text.contains("load_catalogue"), "{text}");
    let leaf = ledger.draft(&key(2025, "20801"), Fen::new(1)).unwrap_err();
    assert_eq!(leaf.rule(), Some(Rule::CodeNotLeaf));
}

#[test]
fn a_key_used_for_one_unit_is_refused_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = ledger(&folder);
    let key = Particulars::default().key("unit-2");
    let first = ledger
        .add_unit("second", UnitKind::Agency, None, &key)
        .unwrap();
    let again = ledger
        .add_unit("second", UnitKind::Agency, None, &key)
        .unwrap();
    assert!(again.is_repeated);
    assert_eq!(again.hash, first.hash);
    let error = ledger
        .add_unit("third", UnitKind::Agency, None, &key)
        .unwrap_err();
    assert_eq!(error.rule(), Some(Rule::KeyUsed));
    assert_eq!(ledger.units().unwrap().len(), 2);
}
