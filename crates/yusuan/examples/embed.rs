//! Keep a ledger inside a program of your own: a budget is approved, money is paid, and a refusal is
//! answered by its kind.
//!
//! `cargo run --example embed -- county.db`

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use yusuan::{
    ErrorKind, Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, Rule, UnitKind, date,
};

const UNIT: &str = "社会保险中心";

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("give the path of the ledger")?;
    run(path.as_ref(), &mut io::stdout())
}

/// Make a ledger, and spend from it.
pub(crate) fn run(path: &Path, out: &mut dyn Write) -> Result<(), Box<dyn Error>> {
    let mut ledger = Ledger::create(path, "某县")?;
    ledger.add_unit(UNIT, UnitKind::Institution, None, &Particulars::default())?;
    ledger.prepare_year(2025, &Particulars::default())?;
    let office = LineKey {
        year: 2025,
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Own,
        origin_year: 2025,
        functional_code: "2080109".to_owned(),
        economic_code: "30201".to_owned(),
        kind: Kind::BasicPublic,
        project: None,
    };
    let travel = LineKey {
        economic_code: "30211".to_owned(),
        ..office.clone()
    };
    ledger.draft(&office, Fen::parse_yuan("81880.00")?)?;
    ledger.draft(&travel, Fen::parse_yuan("15000.00")?)?;
    let approval = Particulars::on(date::parse("2025-02-17")?).document("预算批复〔2025〕1号");
    ledger.approve(2025, &approval)?;

    for amount in ["1234.56", "90000.00"] {
        let march = Particulars::on(date::parse("2025-03-01")?).key(format!("pay {amount}"));
        let paid = ledger.pay(&office, Fen::parse_yuan(amount)?, Some("某公司"), &march);
        match paid {
            Ok(receipt) => writeln!(out, "paid {amount} by voucher {}", receipt.voucher_id)?,
            Err(error) => answer(&error, out)?,
        }
    }
    let left = ledger.balance(&office)?.available()?;
    writeln!(out, "left {} yuan", left.to_yuan_string())?;
    Ok(())
}

/// Say what a person or a program can do about an error. Rules may be added in any release, so the
/// last arm of their match is for those that are not known yet; the kinds are all there are.
fn answer(error: &yusuan::Error, out: &mut dyn Write) -> io::Result<()> {
    match error.kind() {
        ErrorKind::Rule => match (error.rule(), error) {
            (Some(Rule::AvailableExceeded), yusuan::Error::Rule(refusal)) => {
                let missing = refusal.shortfall.unwrap_or_default().to_yuan_string();
                writeln!(out, "refused: {missing} yuan are missing")
            }
            _ => writeln!(out, "refused by {}: {error}", error.code()),
        },
        ErrorKind::Amount | ErrorKind::NotFound | ErrorKind::Source => {
            writeln!(out, "what was given is wrong: {error}")
        }
        ErrorKind::Busy => writeln!(out, "try again: {error}"),
        ErrorKind::Stopped => writeln!(out, "as you wanted: {error}"),
        ErrorKind::File => writeln!(out, "the file cannot be used: {error}"),
        ErrorKind::Internal => writeln!(out, "report this: {error}"),
    }
}
