//! Whose turn it is among those who wait for a file.
//!
//! SQLite shares nothing out: whoever looks when the file is free has it, and whoever has just written looks
//! first. So those who want to write stand in line: one of them has a lock of the system on the folder of the
//! ledger, and nobody else of those who keep to this takes the file meanwhile. It is given up as soon as
//! the file is his, so whoever has just written finds it taken by the next. The system gives it up for
//! whoever is killed. A line is a courtesy and protects nothing: where there is no such lock, or it
//! is kept by somebody who does not move, everybody goes on as SQLite has it.

use std::cell::RefCell;
use std::fs::File;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

/// How long somebody waits to be the next before he looks at the file all the same: the line may be that of
/// another ledger of the folder, or be held up.
const COURTESY: Duration = Duration::from_millis(20);

/// Between two looks of the next one at the file.
const NEXT: Duration = Duration::from_micros(300);

/// Between two looks at the line, by how long somebody has waited in it: who waits longer looks more often.
const OTHERS: [(Duration, Duration); 3] = [
    (Duration::from_millis(30), Duration::from_millis(4)),
    (Duration::from_millis(100), Duration::from_millis(2)),
    (SHORT, Duration::from_millis(1)),
];

/// How long one waits in a line that moves.
const SHORT: Duration = Duration::from_secs(2);

/// Between two looks of anybody who has waited longer, as for a large import.
const LONG: Duration = Duration::from_millis(10);

thread_local! {
    static LINE: RefCell<Option<Line>> = const { RefCell::new(None) };
}

/// The line before a ledger, while one stands in it.
struct Line {
    folder: File,
    since: Instant,
    is_next: bool,
}

impl Line {
    fn before(connection: &Connection) -> Option<Self> {
        let path = connection.path().filter(|path| !path.is_empty())?;
        let folder = File::open(Path::new(path).parent()?).ok()?;
        Some(Self {
            folder,
            since: Instant::now(),
            is_next: false,
        })
    }

    /// Wait to be the next, no longer than is polite.
    fn wait(&mut self) {
        let since = Instant::now();
        while !self.is_next && since.elapsed() < COURTESY {
            match self.folder.try_lock() {
                Ok(()) => self.is_next = true,
                Err(std::fs::TryLockError::WouldBlock) => thread::sleep(self.pause()),
                // No such lock is had here.
                Err(std::fs::TryLockError::Error(_)) => break,
            }
        }
    }

    fn pause(&self) -> Duration {
        let waited = self.since.elapsed();
        let mut pauses = OTHERS.iter().filter(|(until, _)| waited < *until);
        pauses.next().map_or(LONG, |(_, pause)| *pause)
    }
}

impl Drop for Line {
    /// A process that was forked meanwhile has the lock as well: closing does not give it up.
    fn drop(&mut self) {
        if self.is_next {
            drop(self.folder.unlock());
        }
    }
}

/// Take a turn at a file: `begin` begins to write, and waits by [`pause`] while it cannot.
pub(super) fn taking_turn<T>(connection: &Connection, begin: impl FnOnce() -> T) -> T {
    let mut line = Line::before(connection);
    if let Some(line) = &mut line {
        line.wait();
    }
    // Whoever watches this one wait may write to a ledger of his own.
    let outer = LINE.replace(line);
    let done = begin();
    LINE.set(outer);
    done
}

/// Wait until one may look at the file again.
pub(super) fn pause(waited: Duration) {
    let is_turn = LINE.with_borrow_mut(|line| match line {
        Some(line) if !line.is_next => {
            line.wait();
            line.is_next
        }
        _ => false,
    });
    if !is_turn {
        thread::sleep(if waited < SHORT { NEXT } else { LONG });
    }
}
