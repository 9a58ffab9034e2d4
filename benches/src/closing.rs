//! How long a county's closing takes, and how much memory, beside the ledger's own batch posting
//! rate in the same run.
//!
//! `make bench` runs it: 100,000 lines, of which 20,000 have an open commitment, in contracts of
//! four lines. The figures that matter are the ratios of one run. The table goes to standard
//! output, the same as JSON into the file named by the first argument.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a measurement, not a ledger"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use yusuan::tables::TableOptions;
use yusuan::{Fen, Ledger, LineId, Particulars, Payment, VerifyOptions};
use yusuan_benches::county::{copy, on, open_year};
use yusuan_benches::floor;
use yusuan_benches::measure::{held_mib, number, peak_mib, timed};

/// Lines of the county, unless told otherwise by `--lines`.
const LINES: i64 = 100_000;
/// Of so many lines one has an open commitment.
const LINES_OF_COMMITMENT: i64 = 5;
const LINES_OF_CONTRACT: i64 = 4;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--close", path] => close(Path::new(path)),
        ["--lines", lines] => measure(lines.parse().unwrap(), None),
        [out] => measure(LINES, Some(PathBuf::from(out))),
        _ => measure(LINES, None),
    }
}

/// Prepare the ledger, measure payments here and the closing in a process of its own.
fn measure(lines: i64, out: Option<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("county.db");
    let mut ledger = open_year(&path, lines);
    let (tables, _) = timed(|| {
        let options = TableOptions::default();
        ledger.budget_tables(2025, None, &options).unwrap()
    });
    let (pay, ()) = timed(|| payments(&mut ledger, lines));
    let list = payment_list(lines);
    let (pay_many, _) = timed(|| ledger.pay_many(&list).unwrap());
    commitments(&mut ledger, lines);
    drop(ledger);
    let unguarded = folder.path().join("unguarded.db");
    copy(&path, &unguarded);
    let program = std::env::current_exe().unwrap();
    let child = Command::new(program).arg("--close").arg(&path).output();
    let child = child.unwrap();
    assert!(child.status.success(), "{child:?}");
    let mut figures: Value = serde_json::from_slice(&child.stdout).unwrap();
    let (floor, postings) = timed(|| floor::close_unguarded(&unguarded, &path));
    assert_eq!(figures["postings"], json!(postings));
    let mut ledger = Ledger::open(&path).unwrap();
    let (verify, verification) = timed(|| ledger.verify(VerifyOptions::default()).unwrap());
    assert!(verification.is_clean(), "{:?}", verification.findings);
    let none = Particulars::default();
    let (undo, ()) = timed(|| ledger.undo_close(2025, "a measurement", &none).unwrap());
    let figure = |name: &str| figures[name].as_f64().unwrap();
    let rate = figure("postings") / figure("close_cpu_seconds");
    let ratios = json!({
        "closing_over_payments": rate / (number(lines) / pay.cpu_seconds),
        "closing_over_pay_many": rate / (number(lines) / pay_many.cpu_seconds),
        "closing_over_floor": floor.cpu_seconds / figure("close_cpu_seconds"),
        "plan_over_close": figure("plan_cpu_seconds") / figure("close_cpu_seconds"),
    });
    for (name, value) in [
        ("lines", json!(lines)),
        ("commitments", json!(lines / LINES_OF_COMMITMENT)),
        ("pay_seconds", json!(pay.clock_seconds)),
        ("pay_cpu_seconds", json!(pay.cpu_seconds)),
        ("pay_many_seconds", json!(pay_many.clock_seconds)),
        ("pay_many_cpu_seconds", json!(pay_many.cpu_seconds)),
        ("floor_seconds", json!(floor.clock_seconds)),
        ("floor_cpu_seconds", json!(floor.cpu_seconds)),
        ("tables_seconds", json!(tables.clock_seconds)),
        ("verify_seconds", json!(verify.clock_seconds)),
        ("undo_seconds", json!(undo.clock_seconds)),
        ("ratios", ratios),
    ] {
        figures[name] = value;
    }
    report(&figures);
    if let Some(out) = out {
        std::fs::write(out, format!("{figures:#}\n")).unwrap();
    }
}

fn report(figures: &Value) {
    let number = |name: &str| figures[name].as_f64().unwrap();
    let ratio = |name: &str| figures["ratios"][name].as_f64().unwrap();
    println!(
        "{} lines, {} open commitments, one transaction",
        figures["lines"], figures["commitments"]
    );
    println!("                               clock   processor");
    for (what, clock, cpu) in [
        ("pay() from each line", "pay_seconds", "pay_cpu_seconds"),
        (
            "pay_many() from each line",
            "pay_many_seconds",
            "pay_many_cpu_seconds",
        ),
        ("plan", "plan_seconds", "plan_cpu_seconds"),
        ("closing", "close_seconds", "close_cpu_seconds"),
        (
            "its rows without a guard",
            "floor_seconds",
            "floor_cpu_seconds",
        ),
    ] {
        println!("{what:<26} {:>8.2} s {:>8.2} s", number(clock), number(cpu));
    }
    for (what, clock) in [
        ("eleven tables as data", "tables_seconds"),
        ("certificate", "certificate_seconds"),
        ("verify afterwards", "verify_seconds"),
        ("undo", "undo_seconds"),
    ] {
        println!("{what:<26} {:>8.2} s", number(clock));
    }
    println!(
        "rate of its postings over that of pay() {:.2}, of pay_many() {:.2} (target 0.50), of its rows {:.2}",
        ratio("closing_over_payments"),
        ratio("closing_over_pay_many"),
        ratio("closing_over_floor")
    );
    println!(
        "plan over closing {:.3} (target 0.100)",
        ratio("plan_over_close")
    );
    let (peak, held) = (number("peak_mib"), number("plan_mib"));
    println!(
        "peak memory {peak:.0} MiB, {:.0} of them beside the open ledger and the plan (target 95)",
        peak - held
    );
}

/// Close the year in this process, and print what it took.
fn close(path: &Path) {
    let mut ledger = Ledger::open(path).unwrap();
    let (planning, plan) = timed(|| ledger.plan_close(2025).unwrap());
    let held = held_mib();
    let before = ledger.head().unwrap().posting_id;
    let none = Particulars::default();
    let (closing, _) = timed(|| ledger.close(&plan, &none).unwrap());
    let (certificate, _) = timed(|| ledger.certificate(2025).unwrap());
    let answer = json!({
        "plan_seconds": planning.clock_seconds, "plan_cpu_seconds": planning.cpu_seconds,
        "close_seconds": closing.clock_seconds, "close_cpu_seconds": closing.cpu_seconds,
        "certificate_seconds": certificate.clock_seconds,
        "postings": ledger.head().unwrap().posting_id - before, "peak_mib": peak_mib(),
        "plan_mib": held,
    });
    println!("{answer}");
}

/// Return one more payment from every line.
fn payment_list(lines: i64) -> Vec<Payment> {
    let payment = |number| {
        let line = LineId::new((number * 7_919) % lines + 1);
        let said = on("2025-03-02").key(format!("list-{number:015}"));
        Payment::new(line, Fen::new(number % 99_991 + 1), said)
    };
    (0..lines).map(payment).collect()
}

/// Pay once from every line.
fn payments(ledger: &mut Ledger, lines: i64) {
    ledger
        .transaction(|ledger| {
            for number in 0..lines {
                // Scattered, but always the same.
                let line = LineId::new((number * 7_919) % lines + 1);
                let said = on("2025-03-01").key(format!("key-{number:016}"));
                ledger.pay(line, Fen::new(number % 99_991 + 1), None, &said)?;
            }
            Ok(())
        })
        .unwrap();
}

/// Commit a part of every fifth line.
fn commitments(ledger: &mut Ledger, lines: i64) {
    ledger
        .transaction(|ledger| {
            for number in 0..lines / LINES_OF_COMMITMENT {
                let line = LineId::new(number * LINES_OF_COMMITMENT + 1);
                let contract = format!("合同-{}", number / LINES_OF_CONTRACT);
                ledger.commit(line, Fen::new(100_000), &contract, None, &on("2025-04-01"))?;
            }
            Ok(())
        })
        .unwrap();
}
