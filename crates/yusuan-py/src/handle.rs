//! The one ledger behind a Python object, shared by threads.
//!
//! A call detaches from the interpreter first and takes the lock second, so that whoever waits for
//! the lock never holds the interpreter. Nothing of Python runs under the lock: a failure leaves
//! it as [`Failure`] and becomes an exception afterwards.

use std::cmp::Ordering::{Equal, Greater, Less};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::thread::{self, ThreadId};
use std::time::Duration;

use pyo3::prelude::*;
use yusuan::{Ledger, Result, Transaction};

use crate::errors;
use crate::hold::Hold;

/// How long a thread waits for another's transaction: as long as the file waits for another
/// program's.
const WAIT: Duration = Duration::from_secs(5);

/// A ledger, and the transactions open on it.
#[derive(Debug)]
pub(crate) struct Handle {
    state: Mutex<State>,
    ended: Condvar,
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
enum Failure {
    Library(yusuan::Error),
    Busy,
    Poisoned,
    Disconnected,
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
    pub(crate) const fn new(ledger: Ledger, hold: Option<Hold>) -> Self {
        let state = State {
            ledger: Some(ledger),
            hold,
            open: Vec::new(),
            owner: None,
        };
        Self {
            state: Mutex::new(state),
            ended: Condvar::new(),
        }
    }

    /// Run an act or a question on the ledger, while other Python threads go on.
    pub(crate) fn with<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut Ledger) -> Result<T> + Send,
    ) -> PyResult<T> {
        let done = py.detach(|| {
            let mut state = self.lock()?;
            Ok(work(state.usable()?)?)
        });
        done.map_err(|failure: Failure| failure.into())
    }

    /// Begin a transaction of this thread; return how many are open now.
    pub(crate) fn begin(&self, py: Python<'_>) -> PyResult<usize> {
        let done = py.detach(|| {
            let mut state = self.lock()?;
            let begun = state.usable()?.begin_transaction()?;
            state.open.push(begun);
            state.owner = Some(thread::current().id());
            Ok(state.open.len())
        });
        done.map_err(|failure: Failure| failure.into())
    }

    /// End the newest transaction, the one that made `depth` open; set `depth` to 0 once it is over.
    pub(crate) fn end(&self, py: Python<'_>, depth: &AtomicUsize, is_kept: bool) -> PyResult<()> {
        let done = py.detach(|| {
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

    /// Let go of the file; doing it again changes nothing.
    pub(crate) fn disconnect(&self, py: Python<'_>) -> PyResult<()> {
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

    /// Take the lock when no other thread has a transaction open.
    fn lock(&self) -> std::result::Result<MutexGuard<'_, State>, Failure> {
        let me = thread::current().id();
        let is_others = |state: &mut State| state.owner.is_some_and(|owner| owner != me);
        let state = self.state.lock().map_err(|_| Failure::Poisoned)?;
        let (state, waited) = self
            .ended
            .wait_timeout_while(state, WAIT, is_others)
            .map_err(|_| Failure::Poisoned)?;
        if waited.timed_out() {
            return Err(Failure::Busy);
        }
        Ok(state)
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
