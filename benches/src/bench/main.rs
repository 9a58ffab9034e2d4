//! How fast payments are recorded beside the limits that SQLite sets, and how fast they are read.
//!
//! `make bench` runs it. The figures that matter are the ratios: what is compared was measured in
//! turns, round by round, and a ratio is that of one round. `--sizes` says how many payments.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "a measurement, not a ledger"
)]

mod reading;
mod recording;
mod starting;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;
use yusuan_benches::county;
use yusuan_benches::report::{self, Row};
use yusuan_benches::workload::LINES;
use yusuan_benches::writers;

const SIZES: [i64; 2] = [10_000, 100_000];
const SIZES_FULL: [i64; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

/// What is measured, and where.
struct Settings {
    sizes: Vec<i64>,
    out: PathBuf,
    /// A Python that has yusuan; without one what needs it is left out.
    python: Option<PathBuf>,
    /// The binary of the command line; likewise.
    program: Option<PathBuf>,
    /// Holds the files that are written, on the disk of the project: memory would be no disk.
    folder: TempDir,
}

impl Settings {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// Return how often something of a size is measured.
const fn rounds(payments: i64) -> usize {
    match payments {
        ..=10_000 => 9,
        10_001..=100_000 => 5,
        100_001..=1_000_000 => 3,
        _ => 1,
    }
}

/// Do a part in a process of its own, and return what it says of itself.
fn child(arguments: &[&str]) -> Value {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--verify", path] => reading::verify_here(Path::new(path)),
        ["--floor", path] => reading::floor_here(Path::new(path)),
        ["--build", path, payments] => {
            reading::build_here(Path::new(path), payments.parse().unwrap());
        }
        _ => measure(&arguments),
    }
}

fn measure(arguments: &[String]) {
    let settings = settings(arguments);
    prepare(&settings);
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(recording::batches(&settings));
    rows.extend(recording::one_by_one(&settings));
    rows.extend(recording::from_python(&settings));
    rows.extend(reading::all(&settings));
    rows.extend(starting::all(&settings));
    print!("{}", report::table(&rows));
    let figures = json!({ "lines": LINES, "rows": report::json(&rows) });
    std::fs::write(&settings.out, format!("{figures:#}\n")).unwrap();
}

fn settings(arguments: &[String]) -> Settings {
    // Cargo may build elsewhere.
    std::fs::create_dir_all("target").unwrap();
    let mut settings = Settings {
        sizes: SIZES.to_vec(),
        out: PathBuf::from("target/bench.json"),
        python: None,
        program: None,
        folder: tempfile::tempdir_in("target").unwrap(),
    };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().unwrap();
        match argument.as_str() {
            "--full" => settings.sizes = SIZES_FULL.to_vec(),
            "--sizes" => {
                let sizes = value().split(',');
                settings.sizes = sizes.map(|size| size.parse().unwrap()).collect();
            }
            "--out" => settings.out = PathBuf::from(value()),
            "--python" => settings.python = Some(PathBuf::from(value())),
            "--program" => settings.program = Some(PathBuf::from(value())),
            other => panic!("not an option: {other}"),
        }
    }
    settings
}

/// Make the files that payments are recorded in: a ledger, and one without its guards.
fn prepare(settings: &Settings) {
    let (ledger, unguarded) = (settings.path("ledger.db"), settings.path("unguarded.db"));
    drop(county::open_year(&ledger, LINES));
    writers::checkpoint(&ledger);
    county::copy(&ledger, &unguarded);
    writers::drop_triggers(&unguarded);
    writers::checkpoint(&unguarded);
}
