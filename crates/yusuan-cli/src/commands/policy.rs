//! Policies.

use serde_json::json;

use super::receipt;
use crate::answer::{Done, policies_text, touches_text};
use crate::arguments::{LoadPolicies, PolicyCommand, PolicyYear, SetPolicy};
use crate::exit;
use crate::screen::Screen;

pub(super) fn policy(command: &PolicyCommand, screen: &mut Screen<'_>) -> Done {
    match command {
        PolicyCommand::List(arguments) => list(arguments, screen),
        PolicyCommand::Set(arguments) => set(arguments, screen),
        PolicyCommand::Load(arguments) => load(arguments, screen),
        PolicyCommand::Report(arguments) => report(arguments, screen),
    }
}

fn list(arguments: &PolicyYear, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let policies = ledger.policies(arguments.year)?;
    screen.answer(&policies, || policies_text(&policies))?;
    screen.say("of one name, the first that fits a line decides")?;
    Ok(exit::OK)
}

fn load(arguments: &LoadPolicies, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let loaded = ledger.load_policies(&arguments.policies, &particulars)?;
    receipt(&loaded, screen)
}

fn report(arguments: &PolicyYear, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    let touches = ledger.policy_report(arguments.year)?;
    let overrides = ledger.overrides(arguments.year)?;
    let answer = json!({"postings": touches, "overrides": overrides});
    screen.answer(&answer, || touches_text(&touches, &overrides))?;
    screen.say(format_args!(
        "{} postings, {} overrides",
        touches.len(),
        overrides.len()
    ))?;
    Ok(exit::OK)
}

fn set(arguments: &SetPolicy, screen: &mut Screen<'_>) -> Done {
    let policy = arguments.read()?;
    let particulars = arguments.particulars.read()?;
    let mut ledger = arguments.ledger.open()?;
    let set = ledger.set_policy(&policy, &particulars)?;
    receipt(&set, screen)
}
