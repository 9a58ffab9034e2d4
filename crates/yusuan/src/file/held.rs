//! Which files this process has open as ledgers.
//!
//! On Unix the locks of a file belong to the process: whoever in it opens the file once more and closes it,
//! if only to read how it begins, gives up those that SQLite holds there, and others no longer see that
//! it is in use. So nobody here looks by himself into a file that is a ledger in use.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What names a file under any of its names: its device, and its number there.
type Identity = (u64, u64);

static HELD: Mutex<Vec<Identity>> = Mutex::new(Vec::new());

/// A file that is open, until this is dropped: behind its connection.
#[derive(Debug)]
pub(super) struct Held(Option<Identity>);

impl Held {
    /// Begin to hold a file.
    pub(super) fn new(path: &Path) -> Self {
        let identity = identity(path);
        held().extend(identity);
        Self(identity)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut held = held();
        let place = held.iter().position(|file| Some(*file) == self.0);
        if let Some(place) = place {
            held.swap_remove(place);
        }
    }
}

/// Return whether a file is open here as a ledger.
pub(crate) fn is_held(path: &Path) -> bool {
    identity(path).is_some_and(|identity| held().contains(&identity))
}

fn held() -> MutexGuard<'static, Vec<Identity>> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    let there = std::fs::metadata(path).ok()?;
    Some((there.dev(), there.ino()))
}

/// Elsewhere a lock belongs to what opened the file.
#[cfg(not(unix))]
const fn identity(_: &Path) -> Option<Identity> {
    None
}
