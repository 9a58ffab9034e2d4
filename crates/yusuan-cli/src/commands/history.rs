//! Reading the ledger as of a day or an act.

use yusuan::Error;
use yusuan::tables::{csv, text};

use crate::answer::{Done, history};
use crate::arguments::{Diff, Execution, Explain, OfAllYears, OfYear};
use crate::exit;
use crate::screen::Screen;

pub(super) fn execution(arguments: &Execution, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let table = ledger.execution(arguments.year, &arguments.options()?)?;
    if arguments.csv {
        screen.text(&csv::render(&table).map_err(Error::from)?)?;
    } else {
        screen.answer(&table, || text::render(&table))?;
    }
    Ok(exit::OK)
}

pub(super) fn incomes(arguments: &OfYear, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    ledger.year_state(arguments.year)?;
    let incomes = ledger.incomes(arguments.year, &arguments.as_of.read()?)?;
    screen.answer(&incomes, || history::incomes_text(&incomes))?;
    Ok(exit::OK)
}

pub(super) fn surpluses(arguments: &OfAllYears, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let surpluses = ledger.surpluses(&arguments.as_of.read()?)?;
    screen.answer(&surpluses, || history::surpluses_text(&surpluses))?;
    Ok(exit::OK)
}

pub(super) fn commitments(arguments: &OfYear, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    ledger.year_state(arguments.year)?;
    let commitments = ledger.commitments(arguments.year, &arguments.as_of.read()?)?;
    screen.answer(&commitments, || history::commitments_text(&commitments))?;
    Ok(exit::OK)
}

pub(super) fn explain(arguments: &Explain, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let line = arguments.line.read(&ledger)?;
    let explanation = ledger.explain(line, &arguments.as_of.read()?)?;
    screen.answer(&explanation, || explanation.to_string())?;
    Ok(exit::OK)
}

pub(super) fn diff(arguments: &Diff, screen: &mut Screen<'_>) -> Done {
    let (one, other) = arguments.heads()?;
    let ledger = arguments.ledger.open_read_only()?;
    let difference = ledger.diff(&one, other.as_ref())?;
    screen.answer(&difference, || history::difference_text(&difference))?;
    Ok(exit::OK)
}
