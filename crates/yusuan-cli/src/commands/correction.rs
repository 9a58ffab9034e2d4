//! What lapses, what earlier years left, several lines at once.

use yusuan::{Direction, Fen, Ledger, LineName, Particulars, Receipt};

use super::execution::adjust;
use super::receipt;
use crate::answer::Done;
use crate::arguments::{CorrectionCommand, Directed, Rebalance};
use crate::screen::Screen;

pub(super) fn run(command: &CorrectionCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        CorrectionCommand::Lapse(arguments) => adjust(arguments, Ledger::lapse, screen),
        CorrectionCommand::PriorYearAdjustment(arguments) => {
            directed(arguments, prior_year_adjustment, screen)
        }
        CorrectionCommand::TrueUpLine(arguments) => {
            directed(arguments, Ledger::true_up_line, screen)
        }
        CorrectionCommand::Rebalance(arguments) => rebalance(arguments, screen),
    }
}

/// A verb on one line that goes either way.
type DirectedVerb =
    fn(&mut Ledger, LineName, Direction, Fen, &Particulars) -> yusuan::Result<Receipt>;

fn directed(arguments: &Directed, verb: DirectedVerb, screen: &mut Screen<'_>) -> Done {
    let mut act = arguments.on.read()?;
    let particulars = arguments.granted.read(act.particulars)?;
    let direction = arguments.direction();
    let done = verb(
        &mut act.ledger,
        act.line,
        direction,
        act.amount,
        &particulars,
    )?;
    receipt(&done, screen)
}

/// A payment that came back is named by `refund-prior-year`.
fn prior_year_adjustment(
    ledger: &mut Ledger,
    line: LineName,
    direction: Direction,
    amount: Fen,
    particulars: &Particulars,
) -> yusuan::Result<Receipt> {
    ledger.prior_year_adjustment(line, direction, amount, None, particulars)
}

fn rebalance(arguments: &Rebalance, screen: &mut Screen<'_>) -> Done {
    let changes = arguments.changes()?;
    let particulars = arguments.particulars.read_dated()?;
    let particulars = arguments.adjustment.read(particulars)?;
    let mut ledger = arguments.ledger.open()?;
    let done = ledger.rebalance(&changes, &particulars)?;
    receipt(&done, screen)
}
