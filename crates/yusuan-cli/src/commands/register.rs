//! The ledger as a whole: its units and years, and its closings as they were recorded.

use serde_json::Value;
use yusuan::{Ledger, Output};

use super::{anchor, receipt, year_end};
use crate::answer::{Done, register as lists, words};
use crate::arguments::{CertificateOf, LedgerFile, OneYear, RegisterCommand, SealForeign};
use crate::exit;
use crate::screen::Screen;

pub(super) fn run(command: &RegisterCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        RegisterCommand::Units(arguments) => units(arguments, screen),
        RegisterCommand::Years(arguments) => years(arguments, screen),
        RegisterCommand::Successors(arguments) => {
            let ledger = arguments.ledger.open_read_only()?;
            let successors = ledger.successors(arguments.year)?;
            screen.answer(&successors, || lists::successors_text(&successors))?;
            Ok(exit::OK)
        }
        RegisterCommand::DeactivateUnit(arguments) => {
            let particulars = arguments.particulars.read()?;
            let mut ledger = arguments.ledger.open()?;
            let done = ledger.deactivate_unit(&arguments.name, &particulars)?;
            receipt(&done, screen)
        }
        RegisterCommand::SealForeign(arguments) => seal_foreign(arguments, screen),
        RegisterCommand::Certificate(arguments) => certificate(arguments, screen),
        RegisterCommand::Copy(arguments) => {
            let ledger = arguments.ledger.open_read_only()?;
            ledger.copy_to(Output::prepare(&arguments.out)?)?;
            // What the copy holds, not what the ledger holds by now.
            anchor(&Ledger::open_read_only(&arguments.out)?.head()?, screen)
        }
        RegisterCommand::ClosingHistory(arguments) => closing_history(arguments, screen),
    }
}

fn units(arguments: &LedgerFile, screen: &mut Screen<'_>) -> Done {
    let units = arguments.open_read_only()?.units()?;
    screen.answer(&units, || lists::units_text(&units))?;
    Ok(exit::OK)
}

fn years(arguments: &LedgerFile, screen: &mut Screen<'_>) -> Done {
    let years = arguments.open_read_only()?.years()?;
    screen.answer(&years, || lists::years_text(&years))?;
    Ok(exit::OK)
}

fn seal_foreign(arguments: &SealForeign, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let Some(sealed) = ledger.seal_foreign(&arguments.reason, &particulars)? else {
        screen.answer(&Value::Null, || {
            "no other program wrote to this ledger".to_owned()
        })?;
        return Ok(exit::OK);
    };
    receipt(&sealed, screen)
}

fn certificate(arguments: &CertificateOf, screen: &mut Screen<'_>) -> Done {
    let page = arguments.out.as_deref().map(Output::prepare).transpose()?;
    let ledger = arguments.of.ledger.open_read_only()?;
    let certificate = ledger.certificate(arguments.of.year)?;
    if let Some(page) = page {
        let content = year_end::certificate_page(page.path(), &certificate)?;
        page.write(content.as_bytes())?;
    }
    screen.answer(&certificate, || words::certificate_text(&certificate))?;
    Ok(exit::OK)
}

fn closing_history(arguments: &OneYear, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    ledger.year_state(arguments.year)?;
    let steps = ledger.closing_history(arguments.year)?;
    screen.answer(&steps, || lists::closing_history_text(&steps))?;
    Ok(exit::OK)
}
