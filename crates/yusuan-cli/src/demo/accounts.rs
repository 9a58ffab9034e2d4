//! The second half of the demo: 2025 is run and closed in a copy of the ledger, and accounted for.

use serde_json::{Value, json};
use yusuan::tables::{FinalOptions, TableOptions};
use yusuan::{BookOf, VerifyOptions};

use super::folder::Folder;
use super::{BOOK_FORMS, say_closed, show_checks, show_tables, years};
use crate::answer::words::{drafts_text, lines_text, verification_text};
use crate::answer::{Form, write_files};
use crate::failure::Failure;
use crate::screen::Screen;

/// Run 2025 in a copy of the ledger, close it, and leave its final accounts and the opening of 2026.
pub(super) fn run(folder: &Folder, screen: &mut Screen<'_>) -> Result<Value, Failure> {
    let mut ledger = folder.copy_ledger()?;
    years::run_2025(&mut ledger)?;
    screen.say(
        "\nThe same ledger goes on in a copy: 2025 is run, closed and accounted for.\n   The execution \
         of 2025 was not published: what is paid here is illustrative, and so are the final accounts.",
    )?;
    let (plan, certificate) = years::close(&mut ledger, 2025)?;
    say_closed(&plan, &certificate, screen)?;

    let options = FinalOptions::default();
    let tables = ledger.final_tables(2025, None, &options)?;
    let checks = ledger.check_final(2025, None, &options)?;
    let book = ledger.book(2025, None, &BookOf::FinalAccounts(options))?;
    let [_, accounts] = &folder.books;
    book.write(accounts, BOOK_FORMS, None)?;
    years::draft_2026(&mut ledger)?;
    let opening = ledger.budget_tables(2026, None, &TableOptions::default())?;
    for form in [Form::Text, Form::Csv, Form::Json] {
        write_files(&tables, form, &folder.tables)?;
        write_files(&opening, form, &folder.opening)?;
    }
    let (lines, drafts) = (ledger.lines(2026)?, ledger.drafts(2026)?);
    let verification = ledger.verify(VerifyOptions::default())?;
    if !screen.is_json() {
        show_tables("The final accounts of 2025, illustrative", &tables, screen)?;
        show_checks(&checks, screen)?;
        screen.say("\n2026 opens with what 2025 left, and a draft of its own:\n")?;
        screen.text(&format!("{}\n{}", lines_text(&lines), drafts_text(&drafts)))?;
        screen.say("")?;
        screen.text(&verification_text(&verification))?;
    }
    Ok(json!({
        "ledger": folder.closed,
        "opening": folder.opening,
        "books": folder.books,
        "plan": plan,
        "certificate": certificate,
        "final_checks": checks,
        "lines": lines,
        "drafts": drafts,
        "verification": verification,
    }))
}
