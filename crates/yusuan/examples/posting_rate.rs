//! How many payments a second: through the library, through the guards alone, and into the same
//! tables without any guard. The figures that matter are the ratios of one run.
//!
//! Run with `cargo run --release --example posting_rate [payments]`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a measurement, not a ledger"
)]

use std::path::Path;
use std::time::Instant;

use rusqlite::{Connection, params};
use yusuan::{Fen, Fund, Kind, Ledger, Level, LineId, LineKey, Particulars, UnitKind, date};

const LINES: i64 = 2_000;

fn ledger(path: &Path) -> Ledger {
    let mut ledger = Ledger::create(path, "measurement").unwrap();
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
    ledger.approve(2025, &on().document("document")).unwrap();
    ledger
}

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

fn on() -> Particulars {
    Particulars::on(date::parse("2025-03-01").unwrap())
}

/// A line and an amount for each payment, scattered but always the same.
fn payments(count: i64) -> impl Iterator<Item = (i64, i64)> {
    (0..count).map(|n| ((n * 7_919) % LINES + 1, (n * 104_729) % 99_991 + 1))
}

fn through_library(path: &Path, count: i64) -> f64 {
    let mut ledger = ledger(path);
    let start = Instant::now();
    ledger
        .transaction(|ledger| {
            for (number, (line, fen)) in payments(count).enumerate() {
                let particulars = on().key(format!("key-{number:016}"));
                ledger.pay(LineId::new(line), Fen::new(fen), None, &particulars)?;
            }
            Ok(())
        })
        .unwrap();
    rate(count, start)
}

fn through_sql(path: &Path, count: i64, is_guarded: bool) -> f64 {
    drop(ledger(path));
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA temp_store = memory;
             PRAGMA cache_size = -65536; PRAGMA foreign_keys = off;",
        )
        .unwrap();
    if !is_guarded {
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'trigger'";
        let mut statement = connection.prepare(sql).unwrap();
        let names = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        for name in names.map(Result::unwrap).collect::<Vec<_>>() {
            connection
                .execute_batch(&format!("DROP TRIGGER {name}"))
                .unwrap();
        }
    }
    let newest = "SELECT max(voucher_id), (SELECT max(posting_id) FROM posting) FROM voucher";
    let (voucher, posting): (i64, i64) = connection
        .query_row(newest, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let insert_voucher = "INSERT INTO voucher VALUES (?1, 'post', 2025, '2025-03-01', NULL, NULL,
        NULL, ?2, ?3, 1, 0, zeroblob(32))";
    let insert_posting = "INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
        VALUES (?1, ?2, 'pay', ?3, ?4)";
    let start = Instant::now();
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut vouchers = connection.prepare(insert_voucher).unwrap();
    let mut postings = connection.prepare(insert_posting).unwrap();
    for (number, (line, fen)) in (1..).zip(payments(count)) {
        let key = format!("key-{number:016}");
        vouchers
            .execute(params![voucher + number, key, posting + number])
            .unwrap();
        postings
            .execute(params![posting + number, voucher + number, fen, line])
            .unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
    rate(count, start)
}

fn rate(count: i64, start: Instant) -> f64 {
    f64::from(i32::try_from(count).unwrap()) / start.elapsed().as_secs_f64()
}

fn main() {
    let count = std::env::args()
        .nth(1)
        .map_or(100_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let bare = through_sql(&folder.path().join("bare.db"), count, false);
    let guarded = through_sql(&folder.path().join("guarded.db"), count, true);
    let library = through_library(&folder.path().join("library.db"), count);
    println!("{count} payments in one transaction, each a voucher with key and hash");
    println!("same rows and indexes, no guard   {bare:>10.0}/s   1.00");
    println!(
        "every guard, by plain SQL         {guarded:>10.0}/s   {:.2}",
        guarded / bare
    );
    println!(
        "library: checks, hash and guards  {library:>10.0}/s   {:.2}",
        library / bare
    );
}
