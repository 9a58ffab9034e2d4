//! The stream of a table, handed over by the Arrow C stream interface.

#![expect(
    clippy::doc_link_with_quotes,
    reason = "an example prints a list of text"
)]

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::{PyImportError, PyModuleNotFoundError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};

use super::shape::{Chosen, Shape, Writer};
use super::{Money, Names};
use crate::value::Repr;

/// Rows of a batch.
const BATCH: usize = 8_192;

/// Values that are the rows of a table.
pub(crate) trait Source: Send + Sync {
    /// How many values there are.
    fn len(&self) -> usize;
    /// Write values from `first` on until the batch has `enough` rows; return the next value.
    fn write(&self, first: usize, enough: usize, out: &mut Writer) -> PyResult<usize>;
}

/// Results as a table of columns, for whatever reads the Arrow C stream interface.
///
/// It can be read several times. Rows are written into columns in batches while they are read.
///
/// Example:
///     >>> frame = ledger.lines(2025).frame(names="zh", money="yuan")
///     >>> frame.columns[:3], frame.columns[-1]
///     (['指标编号', '年度', '预算单位'], '可用余额（元）')
#[pyclass(frozen, module = "yusuan")]
pub(crate) struct Frame {
    source: Arc<dyn Source>,
    chosen: Arc<Chosen>,
}

impl Frame {
    pub(crate) fn new(source: Arc<dyn Source>, shape: Shape, names: Names, money: Money) -> Self {
        let chosen = Arc::new(shape.choose(names, money));
        Self { source, chosen }
    }

    pub(crate) fn stream<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let batches = Batches {
            source: Arc::clone(&self.source),
            chosen: Arc::clone(&self.chosen),
            next: 0,
        };
        let stream = FFI_ArrowArrayStream::new(Box::new(batches));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }
}

#[pymethods]
impl Frame {
    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        let fields = self.chosen.schema.fields().iter();
        fields.map(|field| field.name().to_owned()).collect()
    }

    /// Return the table as a stream of batches, as the Arrow C stream interface has it.
    #[pyo3(signature = (requested_schema = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A producer may give what it has, whatever is asked for.
        let _ = requested_schema;
        self.stream(py)
    }

    /// Return the table as a polars data frame; needs polars.
    ///
    /// Raises:
    ///     ImportError: polars is not installed.
    ///
    /// Example:
    ///     >>> ledger.lines(2025).frame().to_polars().get_column("paid_fen").sum()
    ///     0
    pub(crate) fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Polars<'py>> {
        let polars = import(slf.py(), "polars", "polars")?;
        polars.call_method1("DataFrame", (slf,)).map(Polars)
    }

    /// Return the table as a pandas data frame with exact types; needs pandas and pyarrow.
    ///
    /// The types are those of `pandas.ArrowDtype`. Pandas's own types would make floats of a column of amounts in which one is missing.
    ///
    /// Raises:
    ///     ImportError: pandas or pyarrow is not installed.
    ///
    /// Example:
    ///     >>> str(ledger.lines(2025).frame().to_pandas().dtypes["paid_fen"])
    ///     'int64[pyarrow]'
    pub(crate) fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Pandas<'py>> {
        let py = slf.py();
        let pandas = import(py, "pandas", "pandas pyarrow")?;
        let pyarrow = import(py, "pyarrow", "pandas pyarrow")?;
        let table = pyarrow.call_method1("table", (slf,))?;
        let options = PyDict::new(py);
        options.set_item("types_mapper", pandas.getattr("ArrowDtype")?)?;
        let frame = table.call_method("to_pandas", (), Some(&options));
        frame.map(Pandas)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let repr = Repr::new(py, "Frame").field("columns", self.columns())?;
        Ok(repr.finish())
    }
}

/// Declare the data frame of another library, for its type in Python.
macro_rules! data_frame {
    ($(#[$doc:meta])* $name:ident, $library:literal) => {
        $(#[$doc])*
        pub(crate) struct $name<'py>(Bound<'py, PyAny>);

        impl<'py> IntoPyObject<'py> for $name<'py> {
            type Target = PyAny;
            type Output = Bound<'py, PyAny>;
            type Error = std::convert::Infallible;

            #[cfg(feature = "stubs")]
            const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr =
                pyo3::type_hint_identifier!($library, "DataFrame");

            fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
                Ok(self.0)
            }
        }
    };
}

data_frame! {
    /// That of polars.
    Polars, "polars"
}

data_frame! {
    /// That of pandas.
    Pandas, "pandas"
}

/// Import a library that only this needs.
fn import<'py>(py: Python<'py>, name: &str, needed: &str) -> PyResult<Bound<'py, PyModule>> {
    py.import(name).map_err(|error| {
        if !error.is_instance_of::<PyModuleNotFoundError>(py) {
            return error;
        }
        let message = format!("{name} is not installed; install it with: pip install {needed}");
        let failure = PyImportError::new_err(message);
        failure.set_cause(py, Some(error));
        failure
    })
}

/// The batches of a table, made when they are asked for.
struct Batches {
    source: Arc<dyn Source>,
    chosen: Arc<Chosen>,
    next: usize,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.next >= self.source.len() {
            return None;
        }
        let mut writer = self.chosen.writer();
        match self.source.write(self.next, BATCH, &mut writer) {
            Ok(next) => self.next = next,
            Err(error) => {
                self.next = self.source.len();
                return Some(Err(ArrowError::ExternalError(Box::new(error))));
            }
        }
        Some(writer.finish(Arc::clone(&self.chosen.schema)))
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.chosen.schema)
    }
}
