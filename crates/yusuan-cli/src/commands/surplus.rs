//! 结余.

use yusuan::Ledger;

use super::execution::on_line;
use super::receipt;
use crate::answer::Done;
use crate::arguments::{OnLine, Surplus, SurplusEvent, UseSurplus, fund};
use crate::screen::Screen;

pub(super) fn to_surplus(arguments: &OnLine, screen: &mut Screen<'_>) -> Done {
    on_line(arguments, Ledger::to_surplus, screen)
}

pub(super) fn use_surplus(arguments: &UseSurplus, screen: &mut Screen<'_>) -> Done {
    if arguments.earmarked {
        on_line(&arguments.on, Ledger::use_earmarked, screen)
    } else {
        on_line(&arguments.on, Ledger::use_surplus, screen)
    }
}

pub(super) fn surplus(arguments: &Surplus, screen: &mut Screen<'_>) -> Done {
    let amount = arguments.amount.read()?;
    let fund = fund(&arguments.fund, "FUND")?;
    let particulars = arguments.particulars.read_dated()?;
    let (year, unit) = (arguments.year, arguments.unit.as_str());
    let mut ledger = arguments.ledger.open()?;
    let done = match arguments.event {
        SurplusEvent::Surrender => ledger.surrender(year, unit, fund, amount, &particulars),
        SurplusEvent::Distribute => ledger.distribute(year, unit, fund, amount, &particulars),
        SurplusEvent::Earmark => ledger.earmark_surplus(year, unit, fund, amount, &particulars),
        SurplusEvent::Pool => ledger.pool_surplus(year, unit, fund, amount, &particulars),
        SurplusEvent::PoolEarmarked => {
            ledger.pool_earmarked(year, unit, fund, amount, &particulars)
        }
    };
    receipt(&done?, screen)
}
