//! Tables on their way in: files, tables of other libraries, and mappings of Python.

mod arrow;
mod rows;

use std::path::PathBuf;

use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use yusuan::import::{Mapping, Source};

use arrow::ArrowTable;
use rows::Rows;

/// A table as it is given. What is Python's is read before the ledger is asked, so that nothing of it
/// runs under the lock.
pub(crate) enum Given {
    File(PathBuf),
    Arrow(ArrowTable),
    Rows(Rows),
}

impl Given {
    /// Make it a source; `name` stands for what is no file.
    pub(crate) fn source(
        &self,
        name: &str,
        mapping: Option<PathBuf>,
    ) -> yusuan::Result<Source<'_>> {
        let source = match self {
            Self::File(path) => Source::file(path)?,
            Self::Arrow(table) => Source::table(name, table),
            Self::Rows(rows) => Source::table(name, rows),
        };
        Ok(match mapping {
            Some(path) => source.mapping(Mapping::load(path)?),
            None => source,
        })
    }
}

impl<'py> FromPyObject<'_, 'py> for Given {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_union!(
        PathBuf::INPUT_TYPE,
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
        if let Ok(path) = given.extract() {
            return Ok(Self::File(path));
        }
        Rows::of(&given).map(Self::Rows)
    }
}
