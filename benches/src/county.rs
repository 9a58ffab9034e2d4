//! The ledger that is measured: a county with as many lines as wanted.

use std::fs;
use std::path::Path;

use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, date};

const UNITS: i64 = 200;

/// Economic codes that the built-in catalogue has.
const ECONOMIC: [&str; 5] = ["30201", "30202", "30205", "30206", "30211"];

fn unit(number: i64) -> String {
    format!("预算单位{:03}", number % UNITS)
}

fn key(number: i64) -> LineKey {
    let economic = usize::try_from(number / UNITS).unwrap() % ECONOMIC.len();
    let is_project = number % 2 == 0;
    LineKey {
        year: 2025,
        unit: unit(number),
        fund: Fund::GeneralPublic,
        level: if number % 3 == 0 {
            Level::Upper
        } else {
            Level::Own
        },
        origin_year: if number % 10 == 0 { 2024 } else { 2025 },
        functional_code: "2080109".to_owned(),
        economic_code: ECONOMIC[economic].to_owned(),
        kind: Kind::Project,
        project: Some(format!(
            "{}项目{number}",
            if is_project { "信息" } else { "维修" }
        )),
    }
}

/// Return the particulars of an act of a day.
#[must_use]
pub fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap())
}

/// Make a ledger with the lines of the year approved, and the next year prepared.
#[must_use]
pub fn open_year(path: &Path, lines: i64) -> Ledger {
    let mut ledger = Ledger::create(path, "measurement").unwrap();
    let none = Particulars::default();
    ledger
        .transaction(|ledger| {
            for number in 0..UNITS {
                ledger.add_unit(&unit(number), UnitKind::Institution, None, &none)?;
            }
            ledger.prepare_year(2025, &none)?;
            for number in 0..lines {
                ledger.draft(&key(number), Fen::new(1_000_000_000_000))?;
            }
            Ok(())
        })
        .unwrap();
    let approved = on("2025-02-01").document("measurement");
    ledger.approve(2025, &approved).unwrap();
    ledger.prepare_year(2026, &none).unwrap();
    ledger
}

/// Copy a ledger that nobody has open.
pub fn copy(from: &Path, to: &Path) {
    for ending in ["-wal", "-shm"] {
        let mut beside = to.as_os_str().to_owned();
        beside.push(ending);
        // What the last copy of this name left, when it left anything.
        drop(fs::remove_file(beside));
    }
    fs::copy(from, to).unwrap();
}
