//! Post a list of payments, all of them or none, and list everything that is wrong with one.
//!
//! `cargo run --example bulk_post -- county.db payments.csv`, with the columns `line`, `amount`, `dated`,
//! `key` and perhaps `payee`.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use yusuan::import::Source;
use yusuan::{Ledger, Particulars};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(list)) = (arguments.next(), arguments.next()) else {
        return Err("give the paths of the ledger and of the list".into());
    };
    run(path.as_ref(), list.as_ref(), &mut io::stdout())
}

/// Post a list.
pub(crate) fn run(path: &Path, list: &Path, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut ledger = Ledger::open(path)?;
    // What a row does not say of its voucher is said here.
    let defaults = Particulars::default().prepared_by("王");
    match ledger.post_many(&Source::file(list)?, Some("pay"), &defaults) {
        Ok(posted) => writeln!(
            out,
            "{} payments, {} of them in the ledger already",
            posted.voucher_count, posted.repeated_count
        )?,
        Err(yusuan::Error::Source(problems)) => {
            for problem in &problems.0 {
                let (row, column) = (problem.row.unwrap_or(0), problem.column.as_deref());
                let column = column.unwrap_or("row");
                writeln!(out, "row {row}, {column}: {}", problem.token)?;
            }
            writeln!(out, "nothing was posted")?;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
