//! Published documents.

use yusuan::disclosure::check_disclosure;
use yusuan::tables::Verdict;

use crate::answer::{Done, disclosure_text};
use crate::arguments::CheckDisclosure;
use crate::exit;
use crate::screen::Screen;

/// Check a document. What is only rounding is no reason for another exit code.
pub(super) fn check(arguments: &CheckDisclosure, screen: &mut Screen<'_>) -> Done {
    let found = check_disclosure(&arguments.paths, &[])?;
    screen.answer(&found, || disclosure_text(&found))?;
    screen.say(format_args!(
        "{} tables, {} identities: {} findings differ, {} are off by rounding",
        found.tables.len(),
        found.checks.len(),
        found.count(Verdict::Differs),
        found.count(Verdict::Rounding)
    ))?;
    Ok(if found.is_sound() {
        exit::OK
    } else {
        exit::FOUND
    })
}
