//! The journal for other bookkeeping programs.

use yusuan::{Output, PlainText};

use crate::answer::Done;
use crate::arguments::ExportJournal;
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn export(arguments: &ExportJournal, screen: &mut Screen<'_>) -> Done {
    let program = program(&arguments.program)?;
    let ledger = arguments.ledger.open_read_only()?;
    let output = Output::prepare(&arguments.out).map_err(Failure::about("--out"))?;
    let written = ledger.export_plain_text(program, output)?;
    if screen.is_json() {
        screen.json(&written)?;
    }
    screen.say(format_args!(
        "{} transactions on {} accounts, up to {}",
        written.transaction_count, written.account_count, written.head
    ))?;
    Ok(exit::OK)
}

fn program(word: &str) -> Result<PlainText, Failure> {
    PlainText::from_word(word).ok_or_else(|| {
        let words = PlainText::ALL.map(PlainText::as_str);
        let message = format!("no program that an export is made for: {word}");
        Failure::word("--for", "word_unknown", message, &words)
    })
}
