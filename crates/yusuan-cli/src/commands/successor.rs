//! 科目对照.

use super::receipt;
use crate::answer::Done;
use crate::arguments::LoadSuccessors;
use crate::screen::Screen;

pub(super) fn load(arguments: &LoadSuccessors, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let loaded = ledger.load_successors(arguments.year, &arguments.csv, &particulars)?;
    receipt(&loaded, screen)
}
