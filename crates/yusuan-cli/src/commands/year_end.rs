//! 年终结账.

use yusuan::Rule;

use super::anchor;
use crate::answer::{Done, words};
use crate::arguments::{Close, UndoClose};
use crate::exit;
use crate::screen::Screen;

pub(super) fn close(arguments: &Close, screen: &mut Screen<'_>) -> Done {
    let year = arguments.year;
    if arguments.dry_run {
        let ledger = arguments.ledger.open_read_only()?;
        let plan = ledger.plan_close(year)?;
        screen.answer(&plan, || words::plan_text(&plan))?;
        screen.say("a dry run: nothing was written")?;
        return Ok(exit::OK);
    }
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let certificate = match ledger.plan_close(year) {
        Ok(plan) => ledger.close(&plan, &particulars)?,
        Err(refused) if refused.rule() == Some(Rule::YearClosed) => {
            screen.say("the year was closed before; nothing was written")?;
            ledger.certificate(year)?
        }
        Err(error) => return Err(error.into()),
    };
    screen.answer(&certificate, || words::certificate_text(&certificate))?;
    Ok(exit::OK)
}

pub(super) fn undo_close(arguments: &UndoClose, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    ledger.undo_close(arguments.year, &arguments.reason, &particulars)?;
    let done = anchor(&ledger.head()?, screen)?;
    screen.say(format_args!("the year is open again: {}", arguments.year))?;
    Ok(done)
}
