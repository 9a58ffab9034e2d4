//! Reading ledgers of several sizes: what is stored as a total must not get slower with them.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use serde_json::json;
use yusuan::tables::TableOptions;
use yusuan::{Ledger, LineId, VerifyOptions};
use yusuan_benches::measure::{Samples, number, peak_mib, timed};
use yusuan_benches::report::{Row, Unit};
use yusuan_benches::workload::{KeyOrder, LINES, Payments, YEAR};
use yusuan_benches::writers;
use yusuan_benches::{county, floor};

use super::{Settings, child};

const ROUNDS: usize = 7;
/// Verifications of a ledger, which read it whole.
const ROUNDS_WHOLE: usize = 3;
/// Payments of a transaction while a ledger is filled, so that its log stays small.
const FILLED_TOGETHER: i64 = 100_000;
const OPENINGS: i64 = 20;

/// A ledger that is read.
struct Filled {
    path: PathBuf,
    payments: i64,
    /// What recording the payments took of memory.
    peak_mib: f64,
    bytes_of_payment: f64,
}

/// Something that is read: its name, its target beside the smallest ledger, how often it is done
/// for one figure, and how.
type Reading = (&'static str, &'static str, i64, fn(&Ledger));

const READINGS: &[Reading] = &[
    (
        "balance of a line",
        "≤ 1.20 × the smallest",
        LINES,
        balances_one_by_one,
    ),
    (
        "balances of all lines",
        "≤ 1.20 × the smallest",
        1,
        |ledger| {
            black_box(ledger.lines(YEAR).unwrap());
        },
    ),
    (
        "eleven tables as data",
        "≤ 10 ms, ≤ 1.20 × the smallest",
        1,
        |ledger| {
            let options = TableOptions::default();
            black_box(ledger.budget_tables(YEAR, None, &options).unwrap());
        },
    ),
    ("open, schema checked", "≤ 5 ms", OPENINGS, |ledger| {
        for _ in 0..OPENINGS {
            black_box(Ledger::open(ledger.path()).unwrap());
        }
    }),
];

fn balances_one_by_one(ledger: &Ledger) {
    for id in 1..=LINES {
        black_box(ledger.balance(LineId::new(id)).unwrap());
    }
}

/// Fill ledgers and read them.
pub(crate) fn all(settings: &Settings) -> Vec<Row> {
    let sizes = settings.sizes.iter();
    let filled: Vec<Filled> = sizes.map(|&payments| fill(settings, payments)).collect();
    let mut rows = Vec::new();
    for reading in READINGS {
        rows.extend(read(&filled, reading));
    }
    for ledger in &filled {
        rows.extend(whole(ledger));
    }
    rows
}

/// Fill a ledger in a process of its own.
fn fill(settings: &Settings, payments: i64) -> Filled {
    let path = settings.path(&format!("filled-{payments}.db"));
    let empty = settings.path("ledger.db");
    county::copy(&empty, &path);
    let text = path.to_str().unwrap();
    let said = child(&["--build", text, &payments.to_string()]);
    let size =
        |path: &Path| number(i64::try_from(fs::metadata(path).unwrap().len() / 1024).unwrap());
    Filled {
        bytes_of_payment: (size(&path) - size(&empty)) * 1024.0 / number(payments),
        peak_mib: said["peak_mib"].as_f64().unwrap(),
        path,
        payments,
    }
}

/// Fill a ledger in this process, and print what that took.
pub(crate) fn build_here(path: &Path, payments: i64) {
    let payments = Payments::new(payments, KeyOrder::Ordered);
    writers::pay(path, payments, FILLED_TOGETHER);
    writers::checkpoint(path);
    print(&json!({ "peak_mib": peak_mib() }));
}

fn print(said: &serde_json::Value) {
    println!("{said}");
}

/// Read ledgers in turns, and compare each with the smallest.
fn read(filled: &[Filled], &(what, target, times, reading): &Reading) -> Vec<Row> {
    let ledgers: Vec<Ledger> = filled
        .iter()
        .map(|filled| Ledger::open(&filled.path).unwrap())
        .collect();
    let mut samples = vec![Samples::default(); filled.len()];
    for round in 0..=ROUNDS {
        for (ledger, samples) in ledgers.iter().zip(&mut samples) {
            let (taken, ()) = timed(|| reading(ledger));
            // The first reading fills the caches of the connection.
            if round > 0 {
                samples.0.push(taken.clock_seconds / number(times));
            }
        }
    }
    let rows = filled.iter().zip(&samples).enumerate();
    rows.map(|(place, (filled, seconds))| {
        let row = Row::new(what, Unit::Seconds, seconds.clone())
            .of(filled.payments)
            .target(target);
        if place == 0 {
            return row;
        }
        row.against("the smallest", Samples::ratio(seconds, &samples[0]))
    })
    .collect()
}

/// Verify a ledger, each time in a process of its own; tell what it takes of disk and memory.
fn whole(filled: &Filled) -> Vec<Row> {
    let [mut rate, mut floor, mut peak, mut check] = [const { Samples(Vec::new()) }; 4];
    for _ in 0..ROUNDS_WHOLE {
        let said = child(&["--verify", filled.path.to_str().unwrap()]);
        let seconds = said["seconds"].as_f64().unwrap();
        rate.0.push(number(filled.payments) / seconds);
        peak.0.push(said["peak_mib"].as_f64().unwrap());
        let said = child(&["--floor", filled.path.to_str().unwrap()]);
        let seconds = said["seconds"].as_f64().unwrap();
        floor.0.push(number(filled.payments) / seconds);
        let connection = writers::open(&filled.path);
        let sql = "PRAGMA integrity_check";
        let (taken, ()) = timed(|| connection.query_row(sql, [], |_| Ok(())).unwrap());
        check.0.push(number(filled.payments) / taken.clock_seconds);
    }
    let of_one = |figure| Samples(vec![figure]);
    let rows = [
        Row::new("verify, postings", Unit::PerSecond, rate.clone())
            .target("≥ 1500000 /s")
            .against("the floor", Samples::ratio(&rate, &floor)),
        Row::new("journal read and hashed alone", Unit::PerSecond, floor),
        Row::new(
            "integrity_check of SQLite, postings",
            Unit::PerSecond,
            check,
        ),
        Row::new("verify, peak memory", Unit::Mebibytes, peak).target("≤ 100 MiB"),
        Row::new(
            "pay(), peak memory",
            Unit::Mebibytes,
            of_one(filled.peak_mib),
        )
        .target("≤ 100 MiB"),
        Row::new(
            "file, a payment",
            Unit::Bytes,
            of_one(filled.bytes_of_payment),
        )
        .target("≤ 200 bytes"),
    ];
    rows.map(|row| row.of(filled.payments)).into()
}

/// Read and hash the journal in this process, and print how long that took.
pub(crate) fn floor_here(path: &Path) {
    let (taken, postings) = timed(|| floor::read_and_hash(path));
    print(&json!({ "seconds": taken.clock_seconds, "postings": postings }));
}

/// Verify in this process, and print what that took.
pub(crate) fn verify_here(path: &Path) {
    let (taken, verification) = timed(|| {
        let ledger = Ledger::open_read_only(path).unwrap();
        ledger.verify(VerifyOptions::default()).unwrap()
    });
    assert!(verification.is_clean(), "{:?}", verification.findings);
    print(&json!({ "seconds": taken.clock_seconds, "peak_mib": peak_mib() }));
}
