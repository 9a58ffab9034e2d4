//! Recording payments, beside the limits.

use std::fs;
use std::path::Path;
use std::process::Command;

use yusuan::{Ledger, Particulars};
use yusuan_benches::county;
use yusuan_benches::measure::{Samples, number, timed};
use yusuan_benches::report::{Row, Unit};
use yusuan_benches::workload::{KeyOrder, LINES, Payments, YEAR};
use yusuan_benches::writers::{self, BATCH, DURABLE, Start, Writer};

use super::{Settings, rounds};

/// Payments that are on the disk one by one: each waits for it.
const DURABLE_PAYMENTS: i64 = 1_000;
const DURABLE_ROUNDS: usize = 5;

/// The script that pays from Python, from the folder of the project.
const PAYMENTS_PY: &str = "benches/payments.py";

/// Record once, in a file as it was at the beginning; return the seconds of one payment.
fn record(settings: &Settings, writer: &Writer, payments: Payments) -> f64 {
    let path = settings.path("written.db");
    match writer.start {
        Start::Ledger => county::copy(&settings.path("ledger.db"), &path),
        Start::Unguarded => county::copy(&settings.path("unguarded.db"), &path),
        Start::Nothing => {}
    }
    let count = number(payments.total());
    let (taken, ()) = timed(|| (writer.record)(&path, payments));
    fs::remove_file(&path).unwrap();
    taken.clock_seconds / count
}

/// Record in every way in turns; return the seconds of one payment for each way.
fn in_turns(
    settings: &Settings,
    ways: &[Writer],
    payments: &Payments,
    rounds: usize,
) -> Vec<Samples> {
    let mut samples = vec![Samples::default(); ways.len()];
    for round in 0..rounds {
        for place in 0..ways.len() {
            // Each way is the first of a round once: what comes first finds the disk idle.
            let way = (place + round) % ways.len();
            let seconds = record(settings, &ways[way], payments.clone());
            samples[way].0.push(seconds);
        }
    }
    samples
}

/// Compare each way with the limits, which come first.
fn rows(ways: &[Writer], samples: &[Samples], limits: &[&str], payments: i64) -> Vec<Row> {
    let mut rows = Vec::new();
    for (way, (writer, seconds)) in ways.iter().zip(samples).enumerate() {
        let mut row = Row::new(writer.name, Unit::Seconds, seconds.clone()).of(payments);
        if way >= limits.len() {
            for (limit, name) in samples.iter().zip(limits) {
                row = row.against(*name, Samples::ratio(limit, seconds));
            }
            let targets = writer.targets.iter().zip(limits);
            let targets = targets.filter_map(|(target, name)| {
                target.map(|target| format!("≥ {target:.2} × {name}"))
            });
            row = row.target(targets.collect::<Vec<_>>().join("; "));
        }
        rows.push(row);
    }
    rows
}

/// Many payments a transaction.
pub(crate) fn batches(settings: &Settings) -> Vec<Row> {
    let mut all = Vec::new();
    for &count in &settings.sizes {
        for order in [KeyOrder::Ordered, KeyOrder::Random] {
            let payments = Payments::new(count, order);
            let samples = in_turns(settings, BATCH, &payments, rounds(count));
            let named = rows(BATCH, &samples, &["L", "R"], count).into_iter();
            all.extend(named.map(|mut row| {
                row.what = format!("{}, {} keys", row.what, order.name());
                row
            }));
        }
    }
    all
}

/// A payment a transaction; and the closing of the year, which is one commit, beside a payment of C.
pub(crate) fn one_by_one(settings: &Settings) -> Vec<Row> {
    let payments = Payments::new(DURABLE_PAYMENTS, KeyOrder::Ordered);
    let samples = in_turns(settings, DURABLE, &payments, DURABLE_ROUNDS);
    let mut all = rows(DURABLE, &samples, &["C"], DURABLE_PAYMENTS);
    let closings = Samples((0..DURABLE_ROUNDS).map(|_| close(settings)).collect());
    let what = format!("library, close() of {LINES} lines");
    all.push(
        Row::new(what, Unit::Seconds, closings.clone())
            .against("a payment of C", Samples::ratio(&closings, &samples[0]))
            .target("≤ 20 × a payment of C"),
    );
    all
}

/// Close the year of a copy of the ledger; return the seconds.
fn close(settings: &Settings) -> f64 {
    let path = settings.path("written.db");
    county::copy(&settings.path("ledger.db"), &path);
    let mut ledger = Ledger::open(&path).unwrap();
    let plan = ledger.plan_close(YEAR).unwrap();
    let none = Particulars::default();
    let (taken, _) = timed(|| ledger.close(&plan, &none).unwrap());
    drop(ledger);
    fs::remove_file(&path).unwrap();
    taken.clock_seconds
}

/// Payments from Python beside those from Rust: a list of them, and one call for each.
pub(crate) fn from_python(settings: &Settings) -> Vec<Row> {
    let Some(python) = &settings.python else {
        return Vec::new();
    };
    let count = settings.sizes[0];
    let ways: [&dyn Fn() -> f64; 4] = [
        &|| from_rust(settings, writers::pay_lists, count),
        &|| by_script(settings, python, "table", count),
        &|| from_rust(settings, writers::pay_at_once, count),
        &|| by_script(settings, python, "one", count),
    ];
    let mut samples = [const { Samples(Vec::new()) }; 4];
    for round in 0..rounds(count) {
        for place in 0..ways.len() {
            // As above, each way is the first of a round.
            let way = (place + round) % ways.len();
            samples[way].0.push(ways[way]());
        }
    }
    let [lists, tables, calls, own] = samples;
    let row = |what: &str, seconds: &Samples| {
        let what = format!("Python, {what}, ordered keys");
        Row::new(what, Unit::Seconds, seconds.clone())
            .of(count)
            .against("pay_many() from Rust", Samples::ratio(&lists, seconds))
    };
    vec![
        row("pay_many() of an Arrow table", &tables).target("≥ 0.85 × pay_many() from Rust"),
        row("pay() in one transaction", &own)
            .against("pay() from Rust", Samples::ratio(&calls, &own))
            .target("≥ 0.25 × pay_many() from Rust"),
    ]
}

/// Return the seconds of one payment in a copy of the ledger.
fn from_rust(settings: &Settings, pay: fn(&Path, Payments), count: i64) -> f64 {
    let path = settings.path("written.db");
    county::copy(&settings.path("ledger.db"), &path);
    let payments = Payments::new(count, KeyOrder::Ordered);
    let (taken, ()) = timed(|| pay(&path, payments));
    fs::remove_file(&path).unwrap();
    taken.clock_seconds / number(count)
}

/// The same by the script, which says how long it took.
fn by_script(settings: &Settings, python: &Path, way: &str, count: i64) -> f64 {
    let path = settings.path("written.db");
    county::copy(&settings.path("ledger.db"), &path);
    let mut command = Command::new(python);
    let output = command.args([PAYMENTS_PY, way]).arg(&path);
    let output = output.arg(count.to_string()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    fs::remove_file(&path).unwrap();
    let seconds = String::from_utf8(output.stdout).unwrap();
    seconds.trim().parse::<f64>().unwrap() / number(count)
}
