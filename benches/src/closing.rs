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
use std::time::Instant;

use serde_json::{Value, json};
use yusuan::{
    Fen, Fund, Kind, Ledger, Level, LineId, LineKey, Particulars, UnitKind, VerifyOptions, date,
};

/// Lines of the county, unless told otherwise by `--lines`.
const LINES: i64 = 100_000;
/// Of so many lines one has an open commitment.
const LINES_OF_COMMITMENT: i64 = 5;
const LINES_OF_CONTRACT: i64 = 4;
const UNITS: i64 = 200;

/// Ticks of a second in which Linux counts processor time.
const TICKS: f64 = 100.0;

/// Economic codes that the built-in catalogue has.
const ECONOMIC: [&str; 5] = ["30201", "30202", "30205", "30206", "30211"];

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
    let (pay_seconds, pay_cpu, ()) = timed(|| payments(&mut ledger, lines));
    commitments(&mut ledger, lines);
    drop(ledger);
    let program = std::env::current_exe().unwrap();
    let child = Command::new(program).arg("--close").arg(&path).output();
    let child = child.unwrap();
    assert!(child.status.success(), "{child:?}");
    let mut figures: Value = serde_json::from_slice(&child.stdout).unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    let (verify_seconds, _, verification) =
        timed(|| ledger.verify(VerifyOptions::default()).unwrap());
    assert!(verification.is_clean(), "{:?}", verification.findings);
    let none = Particulars::default();
    let (undo_seconds, ..) = timed(|| ledger.undo_close(2025, "a measurement", &none).unwrap());
    let number = |name: &str| figures[name].as_f64().unwrap();
    let (count, postings) = (f64::from(i32::try_from(lines).unwrap()), number("postings"));
    let rate = postings / number("close_cpu_seconds");
    let ratios = json!({
        "closing_over_payments": rate / (count / pay_cpu),
        "plan_over_close": number("plan_cpu_seconds") / number("close_cpu_seconds"),
    });
    for (name, value) in [
        ("lines", json!(lines)),
        ("commitments", json!(lines / LINES_OF_COMMITMENT)),
        ("pay_seconds", json!(pay_seconds)),
        ("pay_cpu_seconds", json!(pay_cpu)),
        ("verify_seconds", json!(verify_seconds)),
        ("undo_seconds", json!(undo_seconds)),
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
        ("a payment from each line", "pay_seconds", "pay_cpu_seconds"),
        ("plan", "plan_seconds", "plan_cpu_seconds"),
        ("closing", "close_seconds", "close_cpu_seconds"),
    ] {
        println!("{what:<26} {:>8.2} s {:>8.2} s", number(clock), number(cpu));
    }
    for (what, clock) in [
        ("certificate", "certificate_seconds"),
        ("verify afterwards", "verify_seconds"),
        ("undo", "undo_seconds"),
    ] {
        println!("{what:<26} {:>8.2} s", number(clock));
    }
    println!(
        "rate of its postings over that of payments {:.2} (target 0.50)",
        ratio("closing_over_payments")
    );
    println!(
        "plan over closing {:.3} (target 0.100)",
        ratio("plan_over_close")
    );
    println!("peak memory {:.0} MiB (target 190)", number("peak_mib"));
}

/// Close the year in this process, and print what it took.
fn close(path: &Path) {
    let mut ledger = Ledger::open(path).unwrap();
    let (plan_seconds, plan_cpu, plan) = timed(|| ledger.plan_close(2025).unwrap());
    let before = ledger.head().unwrap().posting_id;
    let none = Particulars::default();
    let (close_seconds, close_cpu, _) = timed(|| ledger.close(&plan, &none).unwrap());
    let (certificate_seconds, ..) = timed(|| ledger.certificate(2025).unwrap());
    let answer = json!({
        "plan_seconds": plan_seconds, "plan_cpu_seconds": plan_cpu,
        "close_seconds": close_seconds, "close_cpu_seconds": close_cpu,
        "certificate_seconds": certificate_seconds,
        "postings": ledger.head().unwrap().posting_id - before, "peak_mib": peak_mib(),
    });
    println!("{answer}");
}

/// Do something; return how long it took by the clock and by processor time.
fn timed<T>(work: impl FnOnce() -> T) -> (f64, f64, T) {
    let (started, cpu) = (Instant::now(), cpu_seconds());
    let done = work();
    (started.elapsed().as_secs_f64(), cpu_seconds() - cpu, done)
}

/// Return the processor time of this process: on a shared machine it says more than the clock.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields = stat.rsplit(')').next().unwrap().split_whitespace();
    let ticks = fields.skip(11).take(2);
    ticks
        .map(|field| field.parse::<f64>().unwrap())
        .sum::<f64>()
        / TICKS
}

/// Return the most memory that this process ever held.
fn peak_mib() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: i64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024)
}

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

fn on(day: &str) -> Particulars {
    Particulars::on(date::parse(day).unwrap())
}

/// Make a ledger with the lines of the year approved, and the next year prepared.
fn open_year(path: &Path, lines: i64) -> Ledger {
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
