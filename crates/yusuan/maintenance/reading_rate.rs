//! How long it takes to read how a ledger stood: one line, all lines, the table of the execution.
//! What matters is that the first does not grow with the ledger.
//!
//! Run with `cargo run --release --example reading_rate [payments]`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement, not a ledger"
)]

use std::time::Instant;

use yusuan::tables::{ExecutionBy, ExecutionOptions};
use yusuan::{
    AsOf, Fen, Fund, Kind, Ledger, Level, LineId, LineKey, LogFilter, Particulars, UnitKind, date,
};

const LINES: i64 = 2_000;

fn key(number: i64) -> LineKey {
    LineKey {
        year: 2025,
        unit: "unit".to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: 2025,
        functional_code: "2080109".to_owned(),
        economic_code: "30201".to_owned(),
        kind: Kind::Project,
        project: Some(format!("project {number}")),
    }
}

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap())
}

fn timed<T>(what: &str, read: impl Fn() -> T) {
    // The first reading fills the cache.
    drop(read());
    let start = Instant::now();
    drop(read());
    println!("{what:<46} {:>10.1?}", start.elapsed());
}

fn main() {
    let count: i64 = std::env::args()
        .nth(1)
        .map_or(100_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("ledger.db"), "measurement").unwrap();
    let none = Particulars::default();
    ledger
        .add_unit("unit", UnitKind::Institution, None, &none)
        .unwrap();
    ledger.prepare_year(2025, &none).unwrap();
    ledger
        .transaction(|ledger| {
            for number in 0..LINES {
                ledger.draft(&key(number), Fen::new(1_000_000_000_000))?;
            }
            Ok(())
        })
        .unwrap();
    ledger
        .approve(2025, &on("2025-02-01").document("document"))
        .unwrap();
    ledger
        .transaction(|ledger| {
            for n in 0..count {
                let day = format!("2025-{:02}-15", n * 10 / count + 2);
                let line = LineId::new((n * 7_919) % LINES + 1);
                ledger.pay(line, Fen::new(n % 9_973 + 1), None, &on(&day))?;
            }
            Ok(())
        })
        .unwrap();
    println!("{count} payments on {LINES} lines");
    let as_of = AsOf::on(date::parse("2025-06-30").unwrap());
    let line = LineId::new(77);
    timed("one line, now", || ledger.balance(line).unwrap());
    timed("one line, as of June", || {
        ledger.balance_as_of(line, &as_of).unwrap()
    });
    timed("one line, explained", || {
        ledger.explain(line, &as_of).unwrap()
    });
    timed("one line, its last vouchers", || {
        let filter = LogFilter {
            line: Some(line.into()),
            ..LogFilter::default()
        };
        ledger.log_of(&filter, 0, Some(100)).unwrap()
    });
    timed("all lines, now", || ledger.lines(2025).unwrap());
    timed("all lines, as of June", || {
        ledger.lines_as_of(2025, &as_of).unwrap()
    });
    for by in [ExecutionBy::Kind, ExecutionBy::Month] {
        let options = ExecutionOptions {
            by: vec![by],
            ..ExecutionOptions::default()
        };
        timed(&format!("execution by {}", by.as_str()), || {
            ledger.execution(2025, &options).unwrap()
        });
    }
}
