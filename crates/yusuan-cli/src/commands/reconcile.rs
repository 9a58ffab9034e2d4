//! 对账.

use super::receipt;
use crate::answer::{Done, reconciliation_text, statements_text};
use crate::arguments::{Reconcile, StatementCommand};
use crate::exit;
use crate::screen::Screen;

pub(super) fn statement(command: &StatementCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        StatementCommand::Load(arguments) => {
            let particulars = arguments.particulars.read()?;
            let new = arguments.read()?;
            let mut ledger = arguments.ledger.open()?;
            let loaded = ledger.load_statement(&arguments.file, &new, &particulars)?;
            receipt(&loaded, screen)
        }
        StatementCommand::List(ledger) => {
            let statements = ledger.open_read_only()?.statements()?;
            screen.answer(&statements, || statements_text(&statements))?;
            Ok(exit::OK)
        }
    }
}

/// Compare a statement, and confirm what was found when that is asked for. What one side has alone
/// is an answer of its own.
pub(super) fn reconcile(arguments: &Reconcile, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let options = arguments.options();
    let report = if let Some(match_id) = arguments.cancel {
        let mut ledger = arguments.ledger.open()?;
        ledger.cancel_match(match_id, &particulars)?;
        ledger.reconcile(arguments.statement, &options)?
    } else if arguments.confirm || !arguments.pairs.is_empty() {
        let mut ledger = arguments.ledger.open()?;
        let pairs = if arguments.confirm {
            ledger.reconcile(arguments.statement, &options)?.proposals()
        } else {
            arguments.pairs()?
        };
        if !pairs.is_empty() {
            ledger.confirm_matches(&pairs, &particulars)?;
        }
        ledger.reconcile(arguments.statement, &options)?
    } else {
        let ledger = arguments.ledger.open_read_only()?;
        ledger.reconcile(arguments.statement, &options)?
    };
    screen.answer(&report, || reconciliation_text(&report))?;
    Ok(if report.agrees() {
        exit::OK
    } else {
        exit::FOUND
    })
}
