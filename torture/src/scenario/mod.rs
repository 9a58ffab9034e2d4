//! What is done to a ledger while things fail: acts one after the other, the same for the same seed.

mod acts;
mod base;

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use yusuan::{Ledger, Result};

use crate::disk::{Files, write_folder};
use crate::vfs::Session;

/// The ledger of every scenario.
pub const LEDGER: &str = "county.db";

/// One act: done whole, or not at all.
pub struct Act {
    /// What it is.
    pub name: &'static str,
    work: Work,
}

type Work = Box<dyn Fn(&mut Desk) -> Result<()>>;

impl Act {
    fn new(name: &'static str, work: impl Fn(&mut Desk) -> Result<()> + 'static) -> Self {
        let work = Box::new(work);
        Self { name, work }
    }

    /// Do it.
    pub fn run(&self, desk: &mut Desk) -> Result<()> {
        (self.work)(desk)
    }
}

impl std::fmt::Debug for Act {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

/// Whoever does the acts.
#[derive(Debug)]
pub struct Desk {
    /// Where the ledger is.
    pub folder: PathBuf,
    ledger: Option<Ledger>,
}

impl Desk {
    /// Begin at a folder; the ledger is opened when it is needed.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            ledger: None,
        }
    }

    /// Return the path of the ledger.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.join(LEDGER)
    }

    /// Return the ledger.
    pub fn ledger(&mut self) -> Result<&mut Ledger> {
        if self.ledger.is_none() {
            self.ledger = Some(Ledger::open(self.path())?);
        }
        match &mut self.ledger {
            Some(ledger) => Ok(ledger),
            None => unreachable!("it was opened just now"),
        }
    }

    /// Let go of the ledger.
    pub fn leave(&mut self) {
        self.ledger = None;
    }
}

/// Which acts are done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, clap::ValueEnum)]
pub enum Scenario {
    /// Vouchers one by one.
    Post,
    /// Lists of vouchers, and several acts as one.
    List,
    /// A budget imported and approved.
    Import,
    /// A year closed, its closing undone, and closed again.
    Close,
    /// So much written that the log goes back into the file.
    Log,
    /// Names erased, which empties the log.
    Erase,
    /// Copies while the ledger is in use.
    Copy,
    /// A file of an earlier release.
    Migrate,
    /// A new ledger.
    Create,
}

impl Scenario {
    /// Every scenario.
    pub const ALL: [Self; 9] = [
        Self::Post,
        Self::List,
        Self::Import,
        Self::Close,
        Self::Log,
        Self::Erase,
        Self::Copy,
        Self::Migrate,
        Self::Create,
    ];

    /// Return its name, as the command line has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::List => "list",
            Self::Import => "import",
            Self::Close => "close",
            Self::Log => "log",
            Self::Erase => "erase",
            Self::Copy => "copy",
            Self::Migrate => "migrate",
            Self::Create => "create",
        }
    }

    /// Return whether a rollback journal can be kept: an earlier file is migrated in a log in any case.
    #[must_use]
    pub fn allows_rollback_journal(self) -> bool {
        self != Self::Migrate
    }

    /// Write the files that it begins with.
    pub fn lay_out(self, folder: &Path, has_log: bool) {
        write_folder(folder, &base::files(self, has_log));
    }

    /// Return the files that it begins with.
    #[must_use]
    pub fn base(self) -> Files {
        base::files(self, true)
    }

    /// Return its acts.
    #[must_use]
    pub fn acts(self, seed: u64) -> Vec<Act> {
        acts::of(self, &mut Rng::with_seed(seed))
    }
}

thread_local! {
    static WATCHED: RefCell<Option<WatchedCopy>> = const { RefCell::new(None) };
}

type WatchedCopy = std::rc::Rc<dyn Fn(&Desk, &str)>;

/// Tell whoever records of copies that were put in their place, which SQLite does not see.
pub fn telling_of_copies<T>(tell: impl Fn(&Desk, &str) + 'static, work: impl FnOnce() -> T) -> T {
    let before = WATCHED.replace(Some(std::rc::Rc::new(tell)));
    let done = work();
    WATCHED.set(before);
    done
}

fn tell_of_copy(desk: &Desk, name: &str) {
    let tell = WATCHED.with_borrow(Clone::clone);
    if let Some(tell) = tell {
        tell(desk, name);
    }
}

/// Return the name of a copy that was made by an act.
#[must_use]
pub fn copy_name(number: usize) -> String {
    format!("copy-{number}.db")
}

/// Record that a copy was put in its place.
pub fn record_copy(session: &Session, name: &str) {
    if let Some(part) = session.name_beginning(".yusuan-", ".part") {
        session.put_in_place(&part, name);
    }
}
