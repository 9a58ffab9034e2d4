//! Bringing a file of an earlier release to this one, and one that lost its guards back to what it was.

use serde_json::json;
use yusuan::{Ledger, Output, Verification, VerifyOptions};

use crate::answer::{Done, words};
use crate::arguments::{FilePath, Repair};
use crate::exit;
use crate::screen::Screen;

pub(super) fn migrate(arguments: &FilePath, screen: &mut Screen<'_>) -> Done {
    let migration = Ledger::migrate(&arguments.path)?;
    let (from, to) = (migration.earlier_version, migration.version);
    if from == to {
        screen.say(format_args!("the file has schema version {to} already"))?;
    } else {
        screen.say(format_args!("schema version {from} became {to}"))?;
    }
    let verification = yusuan::verify_file(&arguments.path, VerifyOptions::default())?;
    let answer = json!({"migration": migration, "verification": verification});
    screen.answer(&answer, || words::verification_text(&verification))?;
    Ok(code(&verification))
}

pub(super) fn repair(arguments: &Repair, screen: &mut Screen<'_>) -> Done {
    let particulars = arguments.particulars.read()?;
    let copy = arguments.copy.as_ref().map(Output::prepare).transpose()?;
    let repair = Ledger::repair(&arguments.ledger.path, copy, &particulars)?;
    for guard in &repair.restored {
        let (kind, name, was) = (&guard.kind, &guard.name, guard.was.as_str());
        screen.say(format_args!("put back: the {kind} {name}, which was {was}"))?;
    }
    if let Some(receipt) = &repair.receipt {
        let voucher = receipt.voucher_id;
        screen.say(format_args!(
            "what was put back stands in voucher {voucher}"
        ))?;
    }
    match &repair.copy {
        Some(copy) => screen.say(format_args!("the file as it was: {}", copy.display()))?,
        None => screen.say("nothing was missing or changed; the file stays as it is")?,
    }
    screen.answer(&repair, || words::verification_text(&repair.verification))?;
    Ok(code(&repair.verification))
}

fn code(verification: &Verification) -> i32 {
    if verification.is_clean() {
        exit::OK
    } else {
        exit::FOUND
    }
}
