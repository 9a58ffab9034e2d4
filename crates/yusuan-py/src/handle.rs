//! The one ledger behind a Python object, shared by threads.
//!
//! A call detaches from the interpreter first and takes the lock second, so that whoever waits for
//! the lock never holds the interpreter. A failure leaves the lock as [`Failure`] and becomes an
//! exception afterwards. The one thing of Python that runs under it is what [`watching`] calls, which
//! takes the interpreter for a moment; it is refused the ledger that it watches.

use std::cell::RefCell;
use std::cmp::Ordering::{Equal, Greater, Less};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};
use std::time::Duration;
use std::{mem, process, ptr};

use pyo3::prelude::*;
use yusuan::{Ledger, Result, Transaction};

use crate::errors;
use crate::hold::Hold;
use crate::watch::{Watcher, watching};

thread_local! {
    /// Handles whose ledgers are at work on this thread, by their addresses.
    static AT_WORK: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// A ledger, and the transactions open on it.
#[derive(Debug)]
pub(crate) struct Handle {
    state: Mutex<State>,
    ended: Condvar,
    /// How long a thread waits for another's transaction: as long as the file waits for another
    /// program's.
    patience: Duration,
    /// The process that opened the file. A copy of it, made by a fork, has none of its locks.
    process: u32,
}

#[derive(Debug)]
struct State {
    /// None once disconnected.
    ledger: Option<Ledger>,
    /// That the file is open, for as long as the ledger is there.
    hold: Option<Hold>,
    /// Begun and not ended, outermost first.
    open: Vec<Transaction>,
    /// The thread that began them; the only one that may act until they end.
    owner: Option<ThreadId>,
}

/// Why a call did not come to pass.
pub(crate) enum Failure {
    Library(yusuan::Error),
    Busy,
    Poisoned,
    Disconnected,
    Forked,
    AtWork,
    Lost,
    Elsewhere,
    Order,
}

impl From<yusuan::Error> for Failure {
    fn from(error: yusuan::Error) -> Self {
        Self::Library(error)
    }
}

impl From<Failure> for PyErr {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Library(error) => errors::raise(error),
            Failure::Busy => errors::busy(),
            Failure::Poisoned => errors::poisoned(),
            Failure::Disconnected => errors::usage(
                "ledger_disconnected",
                "the ledger object has let go of its file",
                "open the file again with Ledger.open",
            ),
            Failure::Forked => errors::usage(
                "ledger_forked",
                "the ledger was opened before this process was forked from another",
                "open the file in each process, after it began: start processes by spawn or \
                 forkserver, or disconnect before you fork",
            ),
            Failure::AtWork => errors::usage(
                "ledger_at_work",
                "the ledger is in the middle of something on this thread",
                "a callable that is told of progress, or handles a signal, cannot use the ledger",
            ),
            Failure::Lost => errors::usage(
                "transaction_lost",
                "the transaction is over already, and nothing of it was kept",
                "leave the with block and do its acts again",
            ),
            Failure::Elsewhere => errors::usage(
                "transaction_elsewhere",
                "the transaction was begun by another thread",
                "end a transaction in the thread that began it",
            ),
            Failure::Order => errors::usage(
                "transaction_order",
                "the transaction is not the newest one that is open",
                "use each transaction in one with statement of its own",
            ),
        }
    }
}

impl Handle {
    pub(crate) fn new(ledger: Ledger, hold: Option<Hold>) -> Self {
        let patience = ledger.patience();
        let state = State {
            ledger: Some(ledger),
            hold,
            open: Vec::new(),
            owner: None,
        };
        Self {
            state: Mutex::new(state),
            ended: Condvar::new(),
            patience,
            process: process::id(),
        }
    }

    /// Run an act or a question on the ledger, while other Python threads go on.
    pub(crate) fn with<T: Send>(
        &self,
        py: Python<'_>,
        watcher: Option<Watcher>,
        work: impl FnOnce(&mut Ledger) -> Result<T> + Send,
    ) -> PyResult<T> {
        watching(py, watcher, || {
            let mut state = self.lock()?;
            let _at_work = AtWork::of(self);
            Ok::<_, Failure>(work(state.usable()?)?)
        })
    }

    /// Begin a transaction of this thread; return how many are open now.
    pub(crate) fn begin(&self, py: Python<'_>) -> PyResult<usize> {
        watching(py, None, || {
            let mut state = self.lock()?;
            let _at_work = AtWork::of(self);
            let begun = state.usable()?.begin_transaction()?;
            state.open.push(begun);
            state.owner = Some(thread::current().id());
            Ok::<_, Failure>(state.open.len())
        })
    }

    /// End the newest transaction, the one that made `depth` open; set `depth` to 0 once it is over.
    pub(crate) fn end(&self, py: Python<'_>, depth: &AtomicUsize, is_kept: bool) -> PyResult<()> {
        let done = py.detach(|| {
            self.require_usable()?;
            let mut state = self.state.lock().map_err(|_| Failure::Poisoned)?;
            let ended = state.end(depth, is_kept);
            if state.open.is_empty() {
                state.owner = None;
                self.ended.notify_all();
            }
            ended
        });
        done.map_err(|failure: Failure| failure.into())
    }

    /// Let go of the file; doing it again changes nothing. A forked process never had hold of it.
    pub(crate) fn disconnect(&self, py: Python<'_>) -> PyResult<()> {
        if self.is_forked() {
            return Ok(());
        }
        let done = py.detach(|| {
            let mut state = self.lock()?;
            state.open.clear();
            state.owner = None;
            state.ledger = None;
            state.hold = None;
            self.ended.notify_all();
            Ok(())
        });
        done.map_err(|failure: Failure| failure.into())
    }

    fn is_forked(&self) -> bool {
        self.process != process::id()
    }

    /// Refuse whoever would wait for a lock that is never let go of.
    fn require_usable(&self) -> std::result::Result<(), Failure> {
        if self.is_forked() {
            return Err(Failure::Forked);
        }
        let is_at_work = AT_WORK.with_borrow(|handles| handles.contains(&address(self)));
        if is_at_work {
            return Err(Failure::AtWork);
        }
        Ok(())
    }

    /// Take the lock when no other thread has a transaction open.
    fn lock(&self) -> std::result::Result<MutexGuard<'_, State>, Failure> {
        self.require_usable()?;
        let me = thread::current().id();
        let is_others = |state: &mut State| state.owner.is_some_and(|owner| owner != me);
        let state = self.state.lock().map_err(|_| Failure::Poisoned)?;
        let (state, waited) = self
            .ended
            .wait_timeout_while(state, self.patience, is_others)
            .map_err(|_| Failure::Poisoned)?;
        if waited.timed_out() {
            return Err(Failure::Busy);
        }
        Ok(state)
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        if self.is_forked()
            && let Ok(state) = self.state.get_mut()
        {
            // To close the copy would write to a file that the other process has open.
            mem::forget(state.ledger.take());
            mem::forget(state.hold.take());
        }
    }
}

fn address(handle: &Handle) -> usize {
    ptr::from_ref(handle).addr()
}

/// That a ledger is at work on this thread, as long as this lives.
struct AtWork;

impl AtWork {
    fn of(handle: &Handle) -> Self {
        AT_WORK.with_borrow_mut(|handles| handles.push(address(handle)));
        Self
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        AT_WORK.with_borrow_mut(Vec::pop);
    }
}

impl State {
    fn usable(&mut self) -> std::result::Result<&mut Ledger, Failure> {
        let ledger = self.ledger.as_mut().ok_or(Failure::Disconnected)?;
        // An act that went on after the file gave a transaction up would be kept on its own.
        if !self.open.is_empty() && !ledger.is_in_transaction() {
            return Err(Failure::Lost);
        }
        Ok(ledger)
    }

    fn end(&mut self, depth: &AtomicUsize, is_kept: bool) -> std::result::Result<(), Failure> {
        let me = thread::current().id();
        if self.owner.is_some_and(|owner| owner != me) {
            return Err(Failure::Elsewhere);
        }
        let begun = match self.open.len().cmp(&depth.load(Ordering::Acquire)) {
            Greater => return Err(Failure::Order),
            Equal => self.open.pop(),
            Less => None,
        };
        depth.store(0, Ordering::Release);
        let (Some(ledger), Some(begun)) = (self.ledger.as_mut(), begun) else {
            return if is_kept { Err(Failure::Lost) } else { Ok(()) };
        };
        if !is_kept {
            return Ok(ledger.rollback_transaction(begun)?);
        }
        if !ledger.is_in_transaction() {
            return Err(Failure::Lost);
        }
        Ok(ledger.commit_transaction(begun)?)
    }
}
