//! Several acts as one, in a `with` block.

use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::prelude::*;

use super::Ledger;
use crate::errors;

/// A `with` block whose acts happen all together or not at all; made by `Ledger.transaction`.
///
/// Example:
///     >>> with ledger.transaction() as same:
///     ...     paid = same.pay(line, "100.00", dated=date(2025, 3, 1))
///     ...     paid = same.pay(travel, "50.00", dated=date(2025, 3, 1))
///     >>> ledger.balance(travel).paid
///     Decimal('50.00')
#[pyclass(frozen, module = "yusuan")]
pub(crate) struct Transaction {
    ledger: Py<Ledger>,
    /// How many transactions were open once this one was; 0 while it is not open.
    depth: AtomicUsize,
}

#[pymethods]
impl Transaction {
    /// Begin; return the ledger.
    fn __enter__(&self, py: Python<'_>) -> PyResult<Py<Ledger>> {
        if self.depth.load(Ordering::Acquire) != 0 {
            return Err(errors::usage(
                "transaction_order",
                "the transaction is open already",
                "use each transaction in one with statement of its own",
            ));
        }
        let depth = self.ledger.get().handle.begin(py)?;
        self.depth.store(depth, Ordering::Release);
        Ok(self.ledger.clone_ref(py))
    }

    /// Keep the acts, or undo them when an exception left the block.
    #[pyo3(signature = (exc_type, exc, traceback))]
    fn __exit__(
        &self,
        py: Python<'_>,
        exc_type: &Bound<'_, PyAny>,
        exc: &Bound<'_, PyAny>,
        traceback: &Bound<'_, PyAny>,
    ) -> PyResult<()> {
        let _ = (exc, traceback);
        let handle = &self.ledger.get().handle;
        handle.end(py, &self.depth, exc_type.is_none())
    }
}

#[pymethods]
impl Ledger {
    /// Return a `with` block whose acts happen all together or not at all.
    ///
    /// An exception that leaves the block undoes every act of it. Blocks may stand inside each
    /// other; what an inner one undid does not undo the outer one. While a block is open only its
    /// thread may use the ledger: another thread waits five seconds for its end, then gets
    /// `BusyError`. Other programs wait likewise.
    ///
    /// Raises:
    ///     BusyError: another program or thread is writing.
    ///     UsageError: `transaction_lost`, from an act in a block that the file gave up (its disk
    ///         was full, say) and from the end of such a block; nothing of it was kept.
    ///
    /// Example:
    ///     >>> try:
    ///     ...     with ledger.transaction():
    ///     ...         _ = ledger.pay(line, "80000.00", dated=date(2025, 3, 1))
    ///     ...         _ = ledger.pay(line, "80000.00", dated=date(2025, 3, 1))
    ///     ... except yusuan.RuleError as error:
    ///     ...     print(error.code, ledger.balance(line).paid)
    ///     available_exceeded 0.00
    fn transaction(slf: Bound<'_, Self>) -> Transaction {
        Transaction {
            ledger: slf.unbind(),
            depth: AtomicUsize::new(0),
        }
    }
}
