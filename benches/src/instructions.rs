//! How many processor instructions one payment, one set of tables and the verification of one
//! payment take: a figure that does not depend on what else the machine does.
//!
//! `make instructions` runs it. Each is the difference of two runs under callgrind, so that
//! opening the file falls out. The figures that were kept stand in `benches/instructions.json`, and
//! the change from them is printed; `--keep` puts the new ones in their place. Without valgrind
//! nothing is counted.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a measurement, not a ledger"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value, json};
use yusuan::tables::TableOptions;
use yusuan::{Ledger, VerifyOptions};
use yusuan_benches::county;
use yusuan_benches::measure::number;
use yusuan_benches::workload::{KeyOrder, LINES, Payments, YEAR};
use yusuan_benches::writers;

const FIGURES: &str = "benches/instructions.json";

/// What is counted, and how often in the two runs whose difference is taken.
const COUNTED: [(&str, i64, i64); 3] = [
    ("pay", 1_000, 3_000),
    ("tables", 1, 3),
    ("verify", 1_000, 3_000),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--do", what, path, times] => once(what, Path::new(path), times.parse().unwrap()),
        ["--keep"] => count(true),
        _ => count(false),
    }
}

/// Do something so often; this is what runs under callgrind.
fn once(what: &str, path: &Path, times: i64) {
    match what {
        "pay" => writers::pay(path, Payments::new(times, KeyOrder::Ordered), times),
        "tables" => {
            let ledger = Ledger::open(path).unwrap();
            for _ in 0..times {
                let options = TableOptions::default();
                ledger.budget_tables(YEAR, None, &options).unwrap();
            }
        }
        // The payments are in the file already.
        _ => {
            let ledger = Ledger::open_read_only(path).unwrap();
            let verification = ledger.verify(VerifyOptions::default()).unwrap();
            assert!(verification.is_clean(), "{:?}", verification.findings);
        }
    }
}

fn count(keep: bool) {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed, nothing is counted: install the package valgrind");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("ledger.db");
    drop(county::open_year(&empty, LINES));
    writers::checkpoint(&empty);
    let before = fs::read_to_string(FIGURES).unwrap_or_default();
    let before: Value = serde_json::from_str(&before).unwrap_or_default();
    let mut figures = Map::new();
    for (what, few, many) in COUNTED {
        let runs = [few, many].map(|times| {
            let path = folder.path().join(format!("{what}-{times}.db"));
            county::copy(&empty, &path);
            if what == "verify" {
                writers::pay(&path, Payments::new(times, KeyOrder::Ordered), times);
                writers::checkpoint(&path);
            }
            instructions(what, path, times)
        });
        let each = (runs[1] - runs[0]) / (many - few);
        let change = before[what].as_i64().map_or_else(String::new, |before| {
            let percent = (number(each) / number(before) - 1.0) * 100.0;
            format!(", {percent:+.2} % of {before}")
        });
        println!("{what:<8} {each:>12} instructions{change}");
        figures.insert(what.to_owned(), json!(each));
    }
    if keep {
        fs::write(FIGURES, format!("{:#}\n", Value::Object(figures))).unwrap();
    }
}

/// Run this program under callgrind; return the instructions that it took.
fn instructions(what: &str, path: PathBuf, times: i64) -> i64 {
    let out = path.with_extension("callgrind");
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--quiet"]);
    command.arg(format!("--callgrind-out-file={}", out.display()));
    command.arg(std::env::current_exe().unwrap());
    command
        .args(["--do", what])
        .arg(path)
        .arg(times.to_string());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = fs::read_to_string(out).unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix("totals: "));
    line.unwrap().trim().parse().unwrap()
}
