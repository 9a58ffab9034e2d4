//! What a check of a published document says.

use std::fmt::Write as _;

use yusuan::disclosure::Disclosure;

/// Return the findings, each with its identities below it, and what was not understood.
pub fn disclosure_text(found: &Disclosure) -> String {
    let mut text = String::new();
    for finding in &found.findings {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{finding}");
    }
    for note in &found.notes {
        let _ = writeln!(text, "note: {note}");
    }
    text
}
