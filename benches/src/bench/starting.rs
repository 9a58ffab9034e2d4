//! Starting processes.

use std::path::Path;
use std::process::Command;

use yusuan_benches::measure::{Samples, timed};
use yusuan_benches::report::{Row, Unit};

use super::Settings;

const ROUNDS: usize = 15;

/// Start Python without and with yusuan, and the command line.
pub(crate) fn all(settings: &Settings) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(python) = &settings.python {
        let (mut bare, mut over) = (Samples::default(), Samples::default());
        for _ in 0..ROUNDS {
            bare.0.push(start(python, &["-c", "pass"]));
            let seconds = start(python, &["-c", "import yusuan"]);
            over.0.push(seconds - bare.0[bare.0.len() - 1]);
        }
        rows.push(Row::new("python, nothing imported", Unit::Seconds, bare));
        let row = Row::new("import yusuan, over that", Unit::Seconds, over);
        rows.push(row.target("≤ 40 ms"));
    }
    if let Some(program) = &settings.program {
        let starts = (0..ROUNDS).map(|_| start(program, &["--help"]));
        let row = Row::new("yusuan --help", Unit::Seconds, Samples(starts.collect()));
        rows.push(row.target("≤ 10 ms"));
    }
    rows
}

/// Return the seconds from starting a program to its end.
fn start(program: &Path, arguments: &[&str]) -> f64 {
    let (taken, output) = timed(|| Command::new(program).args(arguments).output().unwrap());
    assert!(output.status.success(), "{output:?}");
    taken.clock_seconds
}
