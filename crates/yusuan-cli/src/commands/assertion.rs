//! 余额核对.

use super::receipt;
use crate::answer::{Done, assertions_text};
use crate::arguments::{Assert, AssertionCommand, LedgerFile};
use crate::exit;
use crate::screen::Screen;

pub(super) fn run(command: &AssertionCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        AssertionCommand::Assert(arguments) => assert(arguments, screen),
        AssertionCommand::Assertions(ledger) => assertions(ledger, screen),
    }
}

fn assert(arguments: &Assert, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let (amount, on) = (arguments.amount.read_signed()?, arguments.on()?);
    let mut ledger = arguments.ledger.open()?;
    let row = arguments.row(&ledger)?;
    let (total, source) = (&arguments.total, &arguments.source);
    let recorded = ledger.assert_balance(&row, total, on, amount, source, &particulars)?;
    receipt(&recorded, screen)
}

fn assertions(ledger: &LedgerFile, screen: &mut Screen<'_>) -> Done {
    let assertions = ledger.open_read_only()?.assertions()?;
    screen.answer(&assertions, || assertions_text(&assertions))?;
    Ok(exit::OK)
}
