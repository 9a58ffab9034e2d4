//! What a connection does while another program has the file, and in the middle of long statements.

use std::cell::Cell;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use super::writer::writer;
use crate::error::{Error, Result};
use crate::progress::{self, Stage};

/// How long a ledger waits for another writer, unless it is told otherwise.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// Steps of SQLite's machine between two questions whether to go on: about a millisecond.
const STEPS: i32 = 50_000;

/// Pauses between two looks at the lock, in milliseconds; the last one is repeated.
const PAUSES: [u64; 8] = [1, 2, 5, 10, 15, 20, 25, 50];

thread_local! {
    static IS_IMPATIENT: Cell<bool> = const { Cell::new(false) };
}

/// Let whoever watches the work of a thread stop long statements.
pub(super) fn listen(connection: &mut Connection) -> Result<()> {
    Ok(connection.progress_handler(STEPS, Some(|| !progress::goes_on()))?)
}

/// Set how long a connection waits for another writer.
pub(super) fn be_patient(connection: &mut Connection, patience: Duration) -> Result<()> {
    let mut waited = Duration::ZERO;
    let wait = move |count: i32| {
        if count == 0 {
            waited = Duration::ZERO;
        }
        if IS_IMPATIENT.get() || waited >= patience {
            return false;
        }
        if progress::at(Stage::Waiting, 0, None).is_err() {
            return false;
        }
        let place = usize::try_from(count).unwrap_or(usize::MAX);
        let pause = PAUSES.get(place).or(PAUSES.last());
        let pause = Duration::from_millis(pause.copied().unwrap_or_default());
        let pause = pause.min(patience.saturating_sub(waited));
        thread::sleep(pause);
        waited += pause;
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
