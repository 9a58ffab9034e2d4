//! The first user's years: 2024 closed, 2025 published.

use std::path::Path;

use yusuan::tables::TableOptions;
use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, date};

use crate::printed;

pub(crate) const UNIT: &str = "玛纳斯县社会保险中心";
const LINES_2024: &[u8] = include_bytes!("../../../yusuan-cli/demo/lines-2024.csv");
const LINES_2025: &[u8] = include_bytes!("../../../yusuan-cli/demo/lines-2025.csv");

fn carried_project() -> LineKey {
    LineKey {
        year: 2024,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Upper,
        origin_year: 2024,
        functional_code: "2299999".to_owned(),
        economic_code: "30299".to_owned(),
        kind: Kind::Project,
        project: Some("2024年上半年自治区驻村工作专项经费".to_owned()),
    }
}

/// Make the ledger of both years, 2025 being approved.
pub(crate) fn ledger(folder: &Path) -> Ledger {
    let mut ledger = Ledger::create(folder.join("county.db"), "county").unwrap();
    let none = Particulars::default();
    ledger
        .add_unit(UNIT, UnitKind::Institution, None, &none)
        .unwrap();
    ledger.prepare_year(2024, &none).unwrap();
    ledger
        .import_lines_from("lines-2024.csv", LINES_2024)
        .unwrap();
    ledger
        .budget_income(2024, UNIT, Fund::UnitOtherIncome, Fen::new(4_000_000))
        .unwrap();
    let on = |text: &str| Particulars::on(date::parse(text).unwrap()).document("批复");
    ledger.approve(2024, &on("2024-02-01")).unwrap();
    ledger
        .receive(
            2024,
            UNIT,
            Fund::UnitOtherIncome,
            Fen::new(4_000_000),
            &on("2024-03-01"),
        )
        .unwrap();
    for line in ledger.lines(2024).unwrap() {
        ledger
            .pay(&line.line, line.available, None, &on("2024-04-01"))
            .unwrap();
    }
    ledger
        .supplement(carried_project(), Fen::new(10_000_000), &on("2024-05-01"))
        .unwrap();
    ledger
        .pay(
            carried_project(),
            Fen::new(5_000_000),
            None,
            &on("2024-06-01"),
        )
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    let plan = ledger.plan_close(2024).unwrap();
    let certificate = ledger.close(&plan, &none).unwrap();
    assert!(certificate.opening_equals_closing);
    assert_eq!(certificate.totals[0].carried_out, Fen::new(5_000_000));
    let again = yusuan::Certificate {
        is_repeated: true,
        ..certificate
    };
    assert_eq!(ledger.close(&plan, &none).unwrap(), again);
    ledger
        .import_lines_from("lines-2025.csv", LINES_2025)
        .unwrap();
    ledger
        .budget_income(2025, UNIT, Fund::UnitOtherIncome, Fen::new(1_000_000))
        .unwrap();
    ledger.approve(2025, &on("2025-02-17")).unwrap();
    ledger
}

#[test]
fn closing_2024_opens_2025() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = ledger(folder.path());
    let tables = ledger
        .budget_tables(2025, None, &TableOptions::default())
        .unwrap();
    let made = serde_json::to_value(&tables).unwrap();
    assert_eq!(printed::differences(&made), Vec::<String>::new());
    assert!(made == printed::exact(), "an exact amount differs");
}
