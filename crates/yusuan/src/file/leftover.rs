//! What stands beside a file while it is read, and goes away again.

use std::path::{Path, PathBuf};

use rusqlite::OpenFlags;

use super::connection::connect;

/// What a connection for reading leaves beside a file: it makes the log and its index where there are
/// none, and may not remove them again.
#[derive(Debug)]
pub(super) struct Leftover(PathBuf);

impl Leftover {
    /// Remember whose leftovers these will be.
    pub(super) fn of(path: &Path) -> Self {
        Self(path.to_owned())
    }
}

impl Drop for Leftover {
    /// Remove an empty log as SQLite does it, which asks whether anybody else has the file open. The file
    /// stays as it is: a log with anything in it is left to the next writer.
    fn drop(&mut self) {
        let is_empty = std::fs::metadata(beside(&self.0, "-wal")).is_ok_and(|log| log.len() == 0);
        if !is_empty {
            return;
        }
        let opened = connect(&self.0, &self.0, OpenFlags::SQLITE_OPEN_READ_WRITE);
        if let Ok(connection) = opened {
            // Whoever has looked into the file is the last to leave it. That it cannot be done harms
            // nobody.
            let _ = connection.query_row("PRAGMA schema_version", [], |_| Ok(()));
        }
    }
}

/// Return whether SQLite keeps a file of this ending beside a ledger.
pub(super) fn is_beside(path: &Path, ending: &str) -> bool {
    beside(path, ending).exists()
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
