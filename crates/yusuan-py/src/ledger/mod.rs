//! The ledger as Python sees it: each verb converts, and hands on.

#![expect(clippy::too_many_arguments, reason = "an act is said in many keywords")]
#![expect(
    clippy::doc_link_with_quotes,
    reason = "an example prints a list of text"
)]

mod adjustment;
mod assertion;
mod commitment;
mod contract;
mod copying;
mod declaration;
mod early;
mod erasure;
mod execution;
mod final_account;
mod history;
mod income;
mod narrative;
mod plain_text;
mod plan;
mod policy;
mod preparation;
mod publishing;
mod reading;
mod rebalance;
mod reconcile;
mod spending_plan;
mod successor;
mod surplus;
mod transaction;
mod voucher;
mod voucher_list;
mod year_end;

use std::collections::BTreeMap;
use std::mem;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::exceptions::PyTypeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::prelude::*;
use yusuan::{Override, Particulars, Result};

use crate::handle::{Failure, Handle};
use crate::hold::Hold;
use crate::journal::Migration;
use crate::value::Repr;
use crate::verification::Repair;
use crate::watch::{Watcher, watching};
use crate::words::{Day, LegalKind, Seconds};

pub(crate) use final_account::final_templates;
pub(crate) use preparation::template;
pub(crate) use transaction::Transaction;

/// A ledger file: every verb happens whole or not at all.
///
/// Open one with `Ledger.create` or `Ledger.open`, best in a `with` block, which lets go of the
/// file at its end. (`close` is 年终结账, the closing of a year; the file goes by `disconnect`.)
///
/// Amounts: yuan as `decimal.Decimal` or text with at most two decimal places, or fen as `int` in
///     `amount_fen`. A float is refused, since it is not exact.
/// Args of every act:
///     line: a `Line`, its `LineKey`, or its number as tables, plans and refusals print it. Where it
///         need not be there yet, as in `draft` and `ContractPart`, it has no number.
///     dated: day the act counts for; must lie in the year where money moves.
///     document: reference of the approving or supporting document.
///     prepared_by: who prepared it.
///     reviewed_by: who reviewed it.
///     memo: free text; can be erased later without breaking the chain.
///     reason: why it is done; free text, as the memo. (Adjustments, approval, closing.)
///     legal_kind: what an adjustment is in law: `budget_adjustment` 预算调整 or `reallocation` 调剂;
///         by its verb when not given.
///     overrides: policies that are overridden, each with the document that grants it, as
///         `{"three_public_increase": "县政府纪要〔2025〕7号"}`.
///     key: the caller's own number for the act, usable once. The same act with the same key
///         again writes nothing and returns the first receipt with `is_repeated`; another act
///         with that key is refused and `field` of the error names the difference.
/// Threads: may share a `Ledger`. Calls on one object take turns and run without Python's lock, so
///     that other threads go on meanwhile. To read beside a long call, open the file a second
///     time.
/// Processes: each opens the file for itself, and not before it was forked (`ledger_forked`).
/// Ctrl-C: stops a long verb; nothing of it was written, and the ledger can be used on.
/// Other programs: may read and write the file at any time, from a process of their own. In this
///     process use another SQLite (Python's own `sqlite3`, duckdb) on the file only while no
///     `Ledger` has it open: two of them in one process do not see each other's locks.
///     `yusuan.connect_read_only` sees to that.
/// Results: what a verb returns several of is a `yusuan.Rows`, used as a list, and read as a table by
///     polars, pandas, duckdb and pyarrow.
/// Examples: in every example `ledger` has the open year 2025 and the year 2026 in preparation;
///     `line` has 81,880.00 yuan, `travel` 10,000.00 and `project` 50,000.00, all of the unit
///     社会保险中心.
///
/// Example:
///     >>> with yusuan.Ledger.create("town.db", title="某镇") as town:
///     ...     receipt = town.add_unit("镇政府", kind="agency")
///     ...     print([unit.name for unit in town.units()])
///     ['镇政府']
#[pyclass(frozen, module = "yusuan")]
pub(crate) struct Ledger {
    handle: Handle,
    path: PathBuf,
    is_read_only: bool,
    /// Who is told how far long work is. Held for no longer than it takes to copy it.
    watcher: Mutex<Option<Watcher>>,
}

impl Ledger {
    fn new(
        py: Python<'_>,
        hold: Option<Hold>,
        wait: Seconds,
        open: impl FnOnce() -> Result<yusuan::Ledger> + Send,
    ) -> PyResult<Self> {
        let ledger = watching(py, None, || {
            let mut ledger = open()?;
            ledger.set_patience(Duration::from_secs(wait.0.into()))?;
            Ok::<_, Failure>(ledger)
        })?;
        let hold = match hold {
            Some(hold) => Some(hold),
            None => Hold::by_ledger(ledger.path())?,
        };
        Ok(Self {
            path: ledger.path().to_owned(),
            is_read_only: ledger.is_read_only(),
            handle: Handle::new(ledger, hold),
            watcher: Mutex::new(None),
        })
    }

    /// Run an act or a question on the ledger, and tell whoever is to know how far it is.
    fn with<T: Send>(
        &self,
        py: Python<'_>,
        work: impl FnOnce(&mut yusuan::Ledger) -> Result<T> + Send,
    ) -> PyResult<T> {
        self.handle.with(py, self.watcher(py), work)
    }

    fn watcher(&self, py: Python<'_>) -> Option<Watcher> {
        let watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        watcher.as_ref().map(|watcher| watcher.clone_ref(py))
    }
}

/// Gather what stands on a voucher beside the money.
fn particulars(
    dated: Option<Day>,
    document: Option<String>,
    prepared_by: Option<String>,
    reviewed_by: Option<String>,
    memo: Option<String>,
    key: Option<String>,
) -> Particulars {
    Particulars {
        dated: dated.map(|day| day.0),
        document,
        prepared_by,
        reviewed_by,
        memo,
        key,
        ..Particulars::default()
    }
}

/// Add what an adjustment says of itself: why, what it is in law, and what lets it pass a policy.
fn adjusting(
    said: Particulars,
    reason: Option<String>,
    legal_kind: Option<LegalKind>,
    overrides: Option<BTreeMap<String, String>>,
) -> Particulars {
    Particulars {
        reason,
        legal_kind: legal_kind.map(|kind| kind.0),
        overrides: granted(overrides),
        ..said
    }
}

/// Return policies that are overridden, each with the document that grants it.
fn granted(overrides: Option<BTreeMap<String, String>>) -> Vec<Override> {
    let overrides = overrides.unwrap_or_default().into_iter();
    overrides
        .map(|(policy, document)| Override { policy, document })
        .collect()
}

#[pymethods]
impl Ledger {
    /// Create a ledger in a file that does not exist yet.
    ///
    /// Args:
    ///     path: where the file is made.
    ///     title: what the ledger is called; as its file when not given.
    ///     wait_seconds: as `open`.
    ///
    /// Raises:
    ///     ExistingFileError: `file_exists`.
    ///     MissingFileError: `file_missing`, when there is no such folder.
    ///     UnwrittenFileError: `file_not_written`, when the folder cannot be written.
    ///     FileError: `path_invalid`.
    ///
    /// Example:
    ///     >>> with yusuan.Ledger.create("new.db", title="某县") as ledger:
    ///     ...     print(ledger.head().voucher_id)
    ///     1
    #[staticmethod]
    #[pyo3(signature = (path, *, title = "", wait_seconds = Seconds(5)))]
    fn create(py: Python<'_>, path: PathBuf, title: &str, wait_seconds: Seconds) -> PyResult<Self> {
        Self::new(py, None, wait_seconds, || {
            yusuan::Ledger::create(path, title)
        })
    }

    /// Open a ledger.
    ///
    /// Args:
    ///     path: the file.
    ///     read_only: whether to open it for reading alone, also from a disk that cannot be
    ///         written.
    ///     wait_seconds: how long an act waits for another program that is writing, or for another
    ///         thread's transaction; 5 unless told otherwise.
    ///
    /// Raises:
    ///     MissingFileError: `file_missing`; it is a `FileNotFoundError` too.
    ///     FileError: `file_foreign`, `file_older`, `file_newer`, `file_altered`,
    ///         `file_read_only`, `file_damaged`, `file_is_folder`, `path_invalid`; `file_device_failed`
    ///         when the system cannot read it; `file_interrupted` when a program was ended in the middle
    ///         of an act, and this one may not write to the file to undo it.
    ///     UsageError: `file_read_elsewhere` while `connect_read_only` has the file open here;
    ///         `file_open_before_fork` in a process that was forked while the file was open.
    ///     BusyError: `busy`, from every act, when another program went on writing for so long; the
    ///         message names its process where the system knows it, as Linux does.
    ///
    /// Example:
    ///     >>> with yusuan.Ledger.open("county.db", read_only=True) as ledger:
    ///     ...     print(len(ledger.lines(2025)))
    ///     4
    #[staticmethod]
    #[pyo3(signature = (path, *, read_only = false, wait_seconds = Seconds(5)))]
    fn open(
        py: Python<'_>,
        path: PathBuf,
        read_only: bool,
        wait_seconds: Seconds,
    ) -> PyResult<Self> {
        let hold = Hold::by_ledger(&path)?;
        Self::new(py, hold, wait_seconds, || {
            if read_only {
                yusuan::Ledger::open_read_only(path)
            } else {
                yusuan::Ledger::open(path)
            }
        })
    }

    /// Bring a ledger file that an earlier release wrote to the schema of this one.
    ///
    /// Acts, hashes and totals stay as they are. It happens whole or not at all, and no other
    /// program may have the file open meanwhile. Make a copy first and `verify` afterwards. A file
    /// of this release stays as it is.
    ///
    /// Args:
    ///     path: the file.
    ///
    /// Raises:
    ///     MissingFileError: `file_missing`; it is a `FileNotFoundError` too.
    ///     FileError: `file_foreign`, `file_newer`, `file_read_only`, `file_damaged`, and
    ///         `file_altered` when the file is not exactly as its release made it.
    ///     BusyError: `busy`, when the file is open elsewhere.
    ///
    /// Example:
    ///     >>> ledger.disconnect()
    ///     >>> migration = yusuan.Ledger.migrate("county.db")
    ///     >>> migration.earlier_version == migration.version
    ///     True
    #[staticmethod]
    fn migrate(py: Python<'_>, path: PathBuf) -> PyResult<Migration> {
        let _hold = Hold::by_ledger(&path)?;
        let done = watching(py, None, || {
            yusuan::Ledger::migrate(path).map_err(Failure::from)
        });
        done.map(Migration)
    }

    /// Put back what guards a ledger, where another program took it away or changed it.
    ///
    /// That is triggers, views, indexes, the text of tables, and the rows that come with the schema.
    /// Only a file whose rows are what its acts made is repaired: everything is verified before it is
    /// kept. It happens whole or not at all, and no other program may have the file open meanwhile. A
    /// file that is whole stays as it is. What was put back is an act of the ledger, `repair`.
    ///
    /// Args:
    ///     path: the file.
    ///     copy: where the file as it was is copied to first; `county.before-repair.db` for a
    ///         `county.db` unless told otherwise.
    ///     progress: who is told how far the verification is, as of a ledger.
    ///     dated, document, prepared_by, reviewed_by, memo, key: of the act.
    ///
    /// Raises:
    ///     MissingFileError: `file_missing`.
    ///     FileError: `file_not_repaired` when rows are wrong, or a table is missing or was added;
    ///         `file_is_database` when the copy stands there already; `file_foreign`, `file_older`,
    ///         `file_newer`, `file_read_only`, `file_damaged`.
    ///     UnwrittenFileError: `file_not_written`, of the copy.
    ///     BusyError: `busy`, when the file is open elsewhere.
    ///
    /// Example:
    ///     >>> ledger.disconnect()
    ///     >>> repair = yusuan.Ledger.repair("county.db")
    ///     >>> print(len(repair.restored), repair.copy, repair.verification.is_clean)
    ///     0 None True
    #[staticmethod]
    #[pyo3(signature = (
        path, *, copy = None, progress = None, dated = None, document = None, prepared_by = None,
        reviewed_by = None, memo = None, key = None
    ))]
    fn repair(
        py: Python<'_>,
        path: PathBuf,
        copy: Option<PathBuf>,
        progress: Option<Watcher>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Repair> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        let _hold = Hold::by_ledger(&path)?;
        let done = watching(py, progress, || {
            let copy = copy.map(yusuan::Output::prepare).transpose()?;
            yusuan::Ledger::repair(path, copy, &said).map_err(Failure::from)
        });
        done.map(Repair)
    }

    /// Let go of the file, waiting for what another thread does on it.
    ///
    /// An open transaction is undone. Any use of the object afterwards raises `UsageError`; to
    /// disconnect again changes nothing.
    ///
    /// Example:
    ///     >>> ledger.disconnect()
    ///     >>> ledger.head()
    ///     Traceback (most recent call last):
    ///     yusuan.errors.UsageError: ledger_disconnected: the ledger object has let go of its file
    ///     hint: open the file again with Ledger.open
    fn disconnect(&self, py: Python<'_>) -> PyResult<()> {
        self.handle.disconnect(py)
    }

    /// Path of the file.
    #[getter]
    fn path(&self) -> PathBuf {
        self.path.clone()
    }

    /// Whether the ledger was opened for reading alone.
    #[getter]
    const fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Who is told how far long work is: a callable that takes a `Progress`, or None.
    ///
    /// It is called in the thread of the verb at every stage and a few times a second, and must not
    /// use this ledger. What it raises stops the verb, as Ctrl-C does: nothing is written.
    /// `ProgressBar` is one that draws.
    ///
    /// Example:
    ///     >>> ledger.progress = lambda progress: print(progress.stage, progress.done)
    ///     >>> ledger.export_parquet("lake")[0].name
    ///     exporting 0
    ///     exporting 10
    ///     'journal.parquet'
    #[getter]
    fn progress(&self, py: Python<'_>) -> Option<Watcher> {
        self.watcher(py)
    }

    /// Set who is told how far long work is.
    #[setter]
    fn set_progress(&self, progress: Option<Watcher>) {
        let mut watcher = self.watcher.lock().unwrap_or_else(PoisonError::into_inner);
        // Dropped after the lock: to let go of an object may run anything.
        let before = mem::replace(&mut *watcher, progress);
        drop(watcher);
        drop(before);
    }

    /// Refuse to be pickled or copied: a file is opened in each process.
    fn __reduce__(&self) -> PyResult<String> {
        Err(PyTypeError::new_err(format!(
            "a Ledger is an open file and is not pickled or copied: hand over its path, {}, and open \
             it there",
            self.path.display()
        )))
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> std::result::Result<(), PyTraverseError> {
        // Whoever holds the lock copies it just now, and will be asked again.
        match self.watcher.try_lock() {
            Ok(watcher) => watcher
                .as_ref()
                .map_or(Ok(()), |watcher| visit.call(watcher.object())),
            Err(_) => Ok(()),
        }
    }

    fn __clear__(&self) {
        self.set_progress(None);
    }

    /// Return the ledger itself.
    const fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    /// Let go of the file.
    #[pyo3(signature = (exc_type, exc, traceback))]
    fn __exit__(
        &self,
        py: Python<'_>,
        exc_type: &Bound<'_, PyAny>,
        exc: &Bound<'_, PyAny>,
        traceback: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let _ = (exc_type, exc, traceback);
        self.disconnect(py)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let path = self.path.to_string_lossy();
        let repr = Repr::new(py, "Ledger").field("path", path.into_owned())?;
        Ok(repr.field("is_read_only", self.is_read_only)?.finish())
    }
}
