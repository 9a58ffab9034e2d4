//! Whose turn it is among those who wait for a file.
//!
//! SQLite shares nothing out: whoever looks when the file is free has it, and whoever has just written looks
//! first. So those who want to write stand in line: one of them has a lock of the system on the folder of the
//! ledger, and nobody else of those who keep to this takes the file meanwhile. It is given up as soon as
//! the file is his, so whoever has just written finds the line taken by the next. The system gives the lock
//! up for whoever is killed. A line is a courtesy and protects nothing: where there is no such lock, or
//! it is kept by somebody who does not move, everybody goes on as SQLite has it.

use std::cell::RefCell;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::place::is_shared;

/// How long somebody waits to be the next before he looks at the file all the same: the line may be that of
/// another ledger of the folder, or be held up.
const COURTESY: Duration = Duration::from_millis(20);

/// Between two looks of the next one at the file.
const NEXT: Duration = Duration::from_millis(1);

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
    /// Come to the line; there is none where what a lock on a folder means lies with another machine.
    fn before(connection: &Connection) -> Option<Self> {
        let path = connection.path().filter(|path| !path.is_empty())?;
        let place = Path::new(path).parent().filter(|place| !is_shared(place))?;
        Some(Self {
            folder: File::open(place).ok()?,
            since: Instant::now(),
            is_next: false,
        })
    }

    /// Wait to be the next, no longer than is polite.
    fn wait(&mut self) {
        let since = Instant::now();
        while !self.is_next {
            match self.folder.try_lock() {
                Ok(()) => self.is_next = true,
                Err(TryLockError::WouldBlock) if since.elapsed() < COURTESY => {
                    thread::sleep(self.pause());
                }
                // Nor is it waited for where no such lock is had.
                Err(_) => break,
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
            // It goes with the file at the latest.
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
    drop(LINE.replace(outer));
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

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::progress::{self, Progress};
    use crate::{Ledger, Particulars, UnitKind};

    fn ledger(folder: &Path, name: &str) -> Ledger {
        Ledger::create(folder.join(name), "某县").unwrap()
    }

    fn write(ledger: &mut Ledger, name: &str) -> crate::Result<()> {
        let none = Particulars::default();
        ledger
            .add_unit(name, UnitKind::Other, None, &none)
            .map(drop)
    }

    #[test]
    fn a_line_that_is_held_up_hinders_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let mut county = ledger(folder.path(), "county.db");
        let line = File::open(folder.path()).unwrap();
        line.lock().unwrap();
        // A turn of its own, which finds the line taken.
        thread::scope(|scope| {
            let writing = scope.spawn(|| write(&mut county, "甲"));
            writing.join().unwrap().unwrap();
        });
        line.unlock().unwrap();
    }

    #[test]
    fn whoever_writes_leaves_the_line_to_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let mut county = ledger(folder.path(), "county.db");
        let line = File::open(folder.path()).unwrap();
        let writing = thread::spawn(move || {
            county.transaction(|county| {
                write(county, "甲")?;
                assert!(line.try_lock().is_ok());
                Ok(())
            })
        });
        writing.join().unwrap().unwrap();
    }

    #[test]
    fn whoever_watches_a_wait_may_write_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let mut county = ledger(folder.path(), "county.db");
        let mut town = ledger(folder.path(), "town.db");
        let other = Connection::open(folder.path().join("county.db")).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        let waiting = thread::spawn(move || {
            let watcher = move |_: &Progress| {
                write(&mut town, "甲").unwrap();
                ControlFlow::Break(())
            };
            progress::watched(watcher, || write(&mut county, "甲"))
        });
        let stopped = waiting.join().unwrap().unwrap_err();
        assert_eq!(stopped.code(), "stopped");
        let line = File::open(folder.path()).unwrap();
        assert!(line.try_lock().is_ok());
    }
}
