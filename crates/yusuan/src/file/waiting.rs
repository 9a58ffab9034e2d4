//! What a connection does while another program has the file, and in the middle of long statements.

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::turn::pause;
use super::writer::writer;
use crate::error::{Error, Result};
use crate::progress::{self, Stage};

/// How long a ledger waits for another writer, unless it is told otherwise.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Steps of SQLite's machine between two questions whether to go on: about a millisecond.
const STEPS: i32 = 50_000;

thread_local! {
    static IS_IMPATIENT: Cell<bool> = const { Cell::new(false) };
}

/// Let whoever watches the work of a thread stop long statements.
pub(super) fn listen(connection: &mut Connection) -> Result<()> {
    Ok(connection.progress_handler(STEPS, Some(|| !progress::goes_on()))?)
}

/// Set how long a connection waits for another writer.
pub(super) fn be_patient(connection: &mut Connection, patience: Duration) -> Result<()> {
    let mut since = Instant::now();
    let wait = move |count: i32| {
        if count == 0 {
            since = Instant::now();
        }
        let waited = since.elapsed();
        if IS_IMPATIENT.get() || waited >= patience {
            return false;
        }
        if progress::at(Stage::Waiting, 0, None).is_err() {
            return false;
        }
        pause(waited);
        true
    };
    Ok(connection.busy_handler(Some(wait))?)
}

/// Do something that waits for nobody.
pub(super) fn impatiently<T>(work: impl FnOnce() -> T) -> T {
    IS_IMPATIENT.set(true);
    let done = work();
    IS_IMPATIENT.set(false);
    done
}

/// Say in the error of a file that another has locked who that is, as far as the system tells.
pub(super) fn naming_writer(connection: &Connection, error: Error) -> Error {
    match error {
        Error::Busy { writer: None } => Error::Busy {
            writer: connection.path().and_then(|path| writer(Path::new(path))),
        },
        error => error,
    }
}
