//! Close a year: show what becomes of everything that is left, close by it, and keep the certificate.
//!
//! `cargo run --example close_year -- county.db 2025`. Safe to run twice: a year is closed once, and then
//! its certificate is read again.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use yusuan::{Ledger, Output, Particulars, YearState};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(path), Some(year)) = (arguments.next(), arguments.next()) else {
        return Err("give the path of the ledger and the year".into());
    };
    run(path.as_ref(), year.parse()?, &mut io::stdout())
}

/// Close a year.
pub(crate) fn run(path: &Path, year: i16, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut ledger = Ledger::open(path)?;
    // Money is carried forward into the next year, which must be there.
    if !ledger.years()?.iter().any(|known| known.year == year + 1) {
        ledger.prepare_year(year + 1, &Particulars::default())?;
    }
    let certificate = if ledger.year_state(year)? == YearState::Closed {
        ledger.certificate(year)?
    } else {
        let plan = ledger.plan_close(year)?;
        for decision in &plan.decisions {
            let (action, amount) = (decision.action.name_zh(), decision.amount);
            writeln!(
                out,
                "{action} {} {}",
                amount.to_yuan_string(),
                decision.line
            )?;
        }
        for remark in &plan.remarks {
            writeln!(out, "{}: {}", remark.token, remark.message)?;
        }
        if !plan.is_feasible() {
            return Err("the plan cannot be followed".into());
        }
        ledger.close(&plan, &Particulars::default())?
    };
    let page = path.with_extension("html");
    Output::prepare(&page)?.write(certificate.to_html()?.as_bytes())?;
    let equal = certificate.opening_equals_closing;
    writeln!(out, "{year} is closed; opening equals closing: {equal}")?;
    Ok(())
}
