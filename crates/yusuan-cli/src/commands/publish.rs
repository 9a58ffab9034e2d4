//! The book of a year as files.

use std::path::PathBuf;

use yusuan::{BookForm, Font};

use crate::answer::Done;
use crate::arguments::{ExportParquet, Publish};
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

pub(super) fn publish(arguments: &Publish, screen: &mut Screen<'_>) -> Done {
    let mut forms: Vec<BookForm> = Vec::new();
    for word in &arguments.only {
        forms.push(form(word)?);
    }
    if forms.is_empty() {
        forms = BookForm::ALL.to_vec();
    }
    let font = arguments.font.as_ref().map(Font::open).transpose();
    let font = font.map_err(Failure::about("--font"))?;
    let ledger = arguments.ledger.open_read_only()?;
    let of = arguments.book()?;
    let book = ledger.book(arguments.year, arguments.variant.unit.as_deref(), &of)?;
    let narrative = book.narrative.as_ref();
    let gaps = narrative.map_or(0, |narrative| narrative.gaps.len());
    let files = book.write(&arguments.out, &forms, font.as_ref())?;
    name(&files, screen)?;
    if gaps > 0 {
        screen.say(format_args!(
            "the explanatory part has {gaps} gaps, marked in it: `yusuan narrative` lists them"
        ))?;
    }
    Ok(exit::OK)
}

pub(super) fn export_parquet(arguments: &ExportParquet, screen: &mut Screen<'_>) -> Done {
    let ledger = arguments.ledger.open_read_only()?;
    name(&ledger.export_parquet(&arguments.out)?, screen)?;
    Ok(exit::OK)
}

/// Answer with the files that were written.
fn name(files: &[PathBuf], screen: &mut Screen<'_>) -> Result<(), Failure> {
    let names = files.iter().map(|file| file.display().to_string());
    let names: Vec<_> = names.collect();
    Ok(screen.answer(&names, || names.join("\n"))?)
}

fn form(word: &str) -> Result<BookForm, Failure> {
    BookForm::from_word(word).ok_or_else(|| {
        let words = BookForm::ALL.map(BookForm::as_str);
        let message = format!("no form of a book: {word}");
        Failure::word("--only", "word_unknown", message, &words)
    })
}
