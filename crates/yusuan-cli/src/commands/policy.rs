//! Policies.

use super::receipt;
use crate::answer::{Done, policies_text};
use crate::arguments::{ListPolicies, PolicyCommand, SetPolicy};
use crate::exit;
use crate::screen::Screen;

pub(super) fn policy(command: &PolicyCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        PolicyCommand::List(arguments) => list(arguments, screen),
        PolicyCommand::Set(arguments) => set(arguments, screen),
    }
}

fn list(arguments: &ListPolicies, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let policies = ledger.policies(arguments.year)?;
    screen.answer(&policies, || policies_text(&policies))?;
    screen.say("of one name, the first that fits a line decides")?;
    Ok(exit::OK)
}

fn set(arguments: &SetPolicy, screen: &mut Screen<'_>) -> Done {
    let policy = arguments.read()?;
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let set = ledger.set_policy(&policy, &particulars)?;
    receipt(&set, screen)
}
