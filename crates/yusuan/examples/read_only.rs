//! Answer questions about a ledger without being able to change it: a line in, a JSON object out.
//!
//! `cargo run --example read_only -- county.db` reads from standard input `line 1`, `execution 2025` or
//! `head`. Others may go on writing; every answer is of the moment in which it was asked. A server does
//! the same for each request, with a `Ledger` for each of its threads.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::path::Path;

use serde_json::{Value, json};
use yusuan::tables::ExecutionOptions;
use yusuan::{AsOf, Ledger, LineId};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("give the path of the ledger")?;
    run(path.as_ref(), &mut io::stdin().lock(), &mut io::stdout())
}

/// Answer every question.
pub(crate) fn run(
    path: &Path,
    questions: &mut dyn BufRead,
    out: &mut dyn Write,
) -> Result<(), Box<dyn Error>> {
    let ledger = Ledger::open_read_only(path)?;
    for question in questions.lines() {
        let answer = answer(&ledger, &question?)
            .unwrap_or_else(|error| json!({"code": error.code(), "message": error.to_string()}));
        writeln!(out, "{answer}")?;
    }
    Ok(())
}

fn answer(ledger: &Ledger, question: &str) -> yusuan::Result<Value> {
    let (verb, number) = question.split_once(' ').unwrap_or((question, ""));
    Ok(match (verb, number.parse::<i16>()) {
        ("line", Ok(id)) => {
            let explained = ledger.explain(LineId::new(id.into()), &AsOf::now())?;
            json!(explained)
        }
        ("execution", Ok(year)) => json!(ledger.execution(year, &ExecutionOptions::default())?),
        ("head", _) => json!(ledger.head()?),
        _ => json!({"code": "usage", "message": "ask for line ID, execution YEAR or head"}),
    })
}
