//! Bringing a file of an earlier release to this one.

use serde_json::json;
use yusuan::{Ledger, VerifyOptions};

use crate::answer::{Done, words};
use crate::arguments::FilePath;
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
    Ok(if verification.is_clean() {
        exit::OK
    } else {
        exit::FOUND
    })
}
