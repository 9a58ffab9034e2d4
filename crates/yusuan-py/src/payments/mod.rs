//! Lists of payments on their way in: tables of other libraries, and mappings.

mod arrow;
mod rows;

use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use yusuan::PaymentList;

use arrow::ArrowTable;
use rows::Rows;

/// Payments as they are given. What is Python's is read before the ledger is asked, so that nothing
/// of it runs under the lock.
pub(crate) enum Payments {
    Arrow(ArrowTable),
    Rows(Rows),
}

impl Payments {
    pub(crate) fn pay(&self, ledger: &mut yusuan::Ledger) -> yusuan::Result<PaymentList> {
        match self {
            Self::Arrow(table) => ledger.pay_table(table),
            Self::Rows(rows) => ledger.pay_table(rows),
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Payments {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_union!(
        pyo3::type_hint_identifier!("yusuan.words", "ArrowStream"),
        pyo3::type_hint_subscript!(
            pyo3::type_hint_identifier!("collections.abc", "Iterable"),
            pyo3::type_hint_subscript!(
                pyo3::type_hint_identifier!("collections.abc", "Mapping"),
                pyo3::type_hint_identifier!("builtins", "str"),
                pyo3::type_hint_identifier!("builtins", "object")
            )
        )
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Some(table) = ArrowTable::of(&given)? {
            return Ok(Self::Arrow(table));
        }
        Rows::of(&given).map(Self::Rows)
    }
}
