//! A copy of a ledger, of one moment, while others may go on writing.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{File, Output, open_read_only, snapshot};
use crate::error::{Error, Result};
use crate::progress::{self, Stage};

/// Pages that are copied between two looks whether the copying goes on.
const PAGES: i32 = 64;

/// Copy what is committed in a file.
pub(crate) fn copy(file: &File, target: Output) -> Result<()> {
    // A connection of its own: what a transaction has not finished yet is no part of a copy.
    let path = file
        .connection
        .path()
        .map_or(file.path.as_path(), Path::new);
    copy_pages(&open_read_only(path)?.connection, target)
}

/// Copy what a connection reads, page by page.
pub(super) fn copy_pages(from: &Connection, target: Output) -> Result<()> {
    target.write_file(|beside| {
        let mut copy = Connection::open(beside)?;
        // Else the copy would begin anew whenever somebody writes between two of its steps.
        snapshot(from, |source| {
            source.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            let backup = Backup::new(source, &mut copy)?;
            while !step(&backup)? {}
            Ok(())
        })
    })
}

/// Copy some pages; return whether these were the last.
fn step(backup: &Backup<'_, '_>) -> Result<bool> {
    let stepped = backup.step(PAGES)?;
    match stepped {
        StepResult::Done | StepResult::More => {}
        StepResult::Busy | StepResult::Locked => return Err(Error::Busy { writer: None }),
        _ => {
            return Err(Error::damaged("not all of its pages can be read"));
        }
    }
    let pages = backup.progress();
    // Nobody is told of a file that is copied at once.
    if pages.pagecount > PAGES {
        let count = |pages: i32| u64::try_from(pages).unwrap_or_default();
        let total = count(pages.pagecount);
        let done = total.saturating_sub(count(pages.remaining));
        progress::at(Stage::Copying, done, Some(total))?;
    }
    Ok(stepped == StepResult::Done)
}
