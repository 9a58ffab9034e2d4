//! How far long work is, for whoever watches it; and the way to stop it.
//!
//! The library says nothing by itself. [`watched`] runs work of any verb under the eyes of a closure, on
//! the same thread: verbs say where they are, and SQLite asks in the middle of a long statement whether
//! to go on. Whoever watches may stop the work; it then fails with [`Error::Stopped`], and what it
//! would have written is undone. Once its transaction is about to be kept, nobody is asked until the
//! next one begins.

use std::cell::RefCell;
use std::fmt;
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What long work is doing. Its name is stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stage {
    /// Waiting for another writer (等待); nothing is counted.
    Waiting,
    /// Taking rows of a table (读入), and posting those of a list of vouchers.
    Rows,
    /// Writing to the ledger (写入): rows.
    Writing,
    /// Deciding what becomes of a year's rests (结转决定): decisions.
    Deciding,
    /// Reading the journal through (核对账簿): vouchers.
    Journal,
    /// Comparing what else the file says (核对其他): derivations.
    Checking,
    /// SQLite's own examination of the file (检查文件); nothing is counted.
    File,
    /// Copying the file (复制): its pages.
    Copying,
    /// Writing rows of the ledger to a file (导出): rows.
    Exporting,
    /// Writing the book of a year (公开): its forms.
    Publishing,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 10] = [
        Self::Waiting,
        Self::Rows,
        Self::Writing,
        Self::Deciding,
        Self::Journal,
        Self::Checking,
        Self::File,
        Self::Copying,
        Self::Exporting,
        Self::Publishing,
    ];

    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Rows => "rows",
            Self::Writing => "writing",
            Self::Deciding => "deciding",
            Self::Journal => "journal",
            Self::Checking => "checking",
            Self::File => "file",
            Self::Copying => "copying",
            Self::Exporting => "exporting",
            Self::Publishing => "publishing",
        }
    }

    /// Return the name in Chinese.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Waiting => "等待",
            Self::Rows => "读入",
            Self::Writing => "写入",
            Self::Deciding => "结转决定",
            Self::Journal => "核对账簿",
            Self::Checking => "核对其他",
            Self::File => "检查文件",
            Self::Copying => "复制",
            Self::Exporting => "导出",
            Self::Publishing => "公开",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// How far long work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// What it is doing.
    pub stage: Stage,
    /// How much of this stage is done.
    pub done: u64,
    /// How much there is to do, where that is known.
    pub total: Option<u64>,
}

type Watcher = dyn FnMut(&Progress) -> ControlFlow<()>;

/// Whoever watches the work of a thread.
struct Watch {
    watcher: Box<Watcher>,
    now: Progress,
    is_stopped: bool,
    /// Whether something is being kept, or was and nothing else has begun.
    is_settled: bool,
}

thread_local! {
    static WATCH: RefCell<Option<Watch>> = const { RefCell::new(None) };
}

/// Puts back who watched before.
struct Before(Option<Watch>);

impl Drop for Before {
    fn drop(&mut self) {
        WATCH.set(self.0.take());
    }
}

/// Run work, and tell `watcher` how far it is: at the beginning and the end of a stage, every thousand
/// rows, and again and again in between. At its end a stage has done all of its total.
/// `ControlFlow::Break` stops the work.
///
/// What is told is of the verbs that run on this thread. The watcher is not called from when
/// something is about to be kept until the next transaction begins, and nothing that it does with a
/// ledger itself is watched. Telling
/// costs nothing that can be measured; a watcher that draws should do so a few times a second.
///
/// # Examples
///
/// ```
/// use std::ops::ControlFlow;
/// use yusuan::{Error, Ledger, VerifyOptions, watched};
///
/// let folder = tempfile::tempdir().unwrap();
/// let ledger = Ledger::create(folder.path().join("county.db"), "某县")?;
/// let watcher = |progress: &yusuan::Progress| {
///     eprintln!("{} {} of {:?}", progress.stage, progress.done, progress.total);
///     ControlFlow::Continue(())
/// };
/// assert!(watched(watcher, || ledger.verify(VerifyOptions::default()))?.is_clean());
///
/// let stopped = watched(|_| ControlFlow::Break(()), || ledger.verify(VerifyOptions::default()));
/// assert!(matches!(stopped, Err(Error::Stopped)));
/// # Ok::<(), Error>(())
/// ```
pub fn watched<T>(
    watcher: impl FnMut(&Progress) -> ControlFlow<()> + 'static,
    work: impl FnOnce() -> T,
) -> T {
    let watch = Watch {
        watcher: Box::new(watcher),
        now: Progress {
            stage: Stage::Waiting,
            done: 0,
            total: None,
        },
        is_stopped: false,
        is_settled: false,
    };
    let _before = Before(WATCH.replace(Some(watch)));
    work()
}

/// Tell how far the work is now; `change` says what is new. Return whether it goes on.
fn tell(change: impl FnOnce(&mut Progress)) -> bool {
    // The watcher may use a ledger of its own, which it does not watch.
    let Some(mut watch) = WATCH.take() else {
        return true;
    };
    if !watch.is_stopped && !watch.is_settled {
        change(&mut watch.now);
        watch.is_stopped = (watch.watcher)(&watch.now).is_break();
    }
    let goes_on = !watch.is_stopped;
    WATCH.set(Some(watch));
    goes_on
}

const fn require(goes_on: bool) -> Result<()> {
    if goes_on { Ok(()) } else { Err(Error::Stopped) }
}

/// Ask in the middle of something whether it goes on.
pub(crate) fn goes_on() -> bool {
    tell(|_| {})
}

/// Return whether whoever watches has stopped the work.
pub(crate) fn is_stopped() -> bool {
    WATCH.with_borrow(|watch| watch.as_ref().is_some_and(|watch| watch.is_stopped))
}

/// Say where the work is.
pub(crate) fn at(stage: Stage, done: u64, total: Option<u64>) -> Result<()> {
    let now = Progress { stage, done, total };
    require(tell(|progress| *progress = now))
}

/// Run something short that must not be stopped in its middle.
pub(crate) fn undisturbed<T>(work: impl FnOnce() -> T) -> T {
    let _before = Before(WATCH.take());
    work()
}

/// Keep what was done, unless the work was stopped. Once that is final, nobody is asked until
/// something else begins.
pub(crate) fn settle(is_final: bool) -> Result<()> {
    require(!is_stopped())?;
    set_settled(is_final);
    Ok(())
}

/// Begin something that can be stopped.
pub(crate) fn begin() {
    set_settled(false);
}

fn set_settled(is_settled: bool) {
    WATCH.with_borrow_mut(|watch| {
        if let Some(watch) = watch {
            watch.is_settled = is_settled;
        }
    });
}

/// Counts the rows of a stage, and tells of every thousandth.
#[derive(Debug)]
pub(crate) struct Counter {
    stage: Stage,
    done: u64,
    total: Option<u64>,
    is_told: bool,
}

/// How many rows pass between two tellings.
const ROWS: u64 = 1_024;

impl Counter {
    /// Begin a stage that nobody is told of while it is short, as that of most acts.
    pub(crate) const fn new(stage: Stage, total: Option<u64>) -> Self {
        Self {
            stage,
            done: 0,
            total,
            is_told: false,
        }
    }

    /// Begin a stage, and tell of it. Whoever stops the work here is heard at the next step.
    pub(crate) fn begin(stage: Stage, total: Option<u64>) -> Self {
        let _ = at(stage, 0, total);
        Self {
            is_told: true,
            ..Self::new(stage, total)
        }
    }

    /// Count a row.
    pub(crate) fn step(&mut self) -> Result<()> {
        self.advance(1)
    }

    /// Count rows that were done together.
    pub(crate) fn advance(&mut self, rows: u64) -> Result<()> {
        let before = self.done / ROWS;
        self.done = self.done.saturating_add(rows);
        if self.done / ROWS == before {
            return Ok(());
        }
        self.is_told = true;
        at(self.stage, self.done, self.total)
    }

    /// End the stage: all is done.
    pub(crate) fn end(&self) -> Result<()> {
        if !self.is_told {
            return Ok(());
        }
        at(self.stage, self.done, Some(self.done))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    /// Return what was told of some work, and what came of it.
    fn told<T>(until: u64, work: impl FnOnce() -> T) -> (Vec<u64>, T) {
        let told = Rc::new(RefCell::new(Vec::new()));
        let kept = Rc::clone(&told);
        let done = watched(
            move |progress| {
                kept.borrow_mut().push(progress.done);
                if progress.done < until {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            },
            work,
        );
        (told.take(), done)
    }

    fn count(rows: u64) -> Result<()> {
        let mut counter = Counter::begin(Stage::Rows, Some(rows));
        for _ in 0..rows {
            counter.step()?;
        }
        counter.end()
    }

    #[test]
    fn every_thousand_rows_are_told() {
        let (all, done) = told(u64::MAX, || count(3_000));
        assert_eq!(all, [0, 1_024, 2_048, 3_000]);
        assert!(done.is_ok());
        let short = || Counter::new(Stage::Writing, None).advance(1_000);
        assert!(told(u64::MAX, short).0.is_empty());
    }

    #[test]
    fn whoever_stops_is_not_asked_again() {
        let (all, done) = told(1_000, || (count(3_000), count(5), settle(false)));
        assert_eq!(all, [0, 1_024]);
        let (stopped, short, kept) = done;
        assert!(matches!(stopped, Err(Error::Stopped)));
        assert!(short.is_err() && kept.is_err());
        assert!(!is_stopped() && count(5).is_ok());
    }

    #[test]
    fn what_is_kept_is_not_stopped() {
        let (all, done) = told(1, || {
            settle(true)?;
            undisturbed(|| count(5))?;
            count(2_000)?;
            begin();
            count(5)
        });
        assert_eq!(all, [0, 5]);
        assert!(matches!(done, Err(Error::Stopped)));
    }

    #[test]
    fn a_watcher_is_not_watched_and_comes_back() {
        let calls = Rc::new(Cell::new(0));
        let outer = Rc::clone(&calls);
        let watcher = move |_: &Progress| {
            outer.set(outer.get() + 1);
            assert!(count(3).is_ok());
            ControlFlow::Continue(())
        };
        watched(watcher, || {
            count(3).unwrap();
            assert_eq!(told(u64::MAX, || count(3)).0, [0, 3]);
            count(3).unwrap();
        });
        assert_eq!(calls.get(), 4);
    }
}
