//! A copy of a ledger, of one moment, while others may go on writing.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::{File, Output, open_read_only};
use crate::error::{Error, FileError, Result};

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
        let backup = Backup::new(from, &mut copy)?;
        match backup.step(-1)? {
            StepResult::Done => Ok(()),
            StepResult::Busy | StepResult::Locked => Err(Error::Busy { writer: None }),
            _ => Err(FileError::Damaged {
                message: "not all of its pages can be read".to_owned(),
            }
            .into()),
        }
    })
}
