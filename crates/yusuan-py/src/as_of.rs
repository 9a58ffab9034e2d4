//! The moment that a reading is about.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use yusuan::{KnownAt, date};

use crate::value::{self, Dict, Repr, travels};
use crate::words::{Day, Number};

/// Which postings count: those dated until a day, those written until an act, or both.
///
/// The two differ where vouchers are back-dated.
///
/// Args:
///     dated: the last day that counts; None counts every day.
///     voucher: the last voucher that was known, 0 for none; None for every voucher.
///     posting: the last posting that was known, instead of a voucher.
///
/// Raises:
///     ValueError: both a voucher and a posting.
///
/// Example:
///     >>> from yusuan import AsOf
///     >>> str(AsOf(date(2025, 6, 30), voucher=42))
///     'dated until 2025-06-30, known at voucher 42'
#[pyclass(frozen, eq, hash, module = "yusuan")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct AsOf(yusuan::AsOf);

travels!(AsOf, |it| &it.0, Self);

#[pymethods]
impl AsOf {
    #[new]
    #[pyo3(signature = (dated = None, *, voucher = None, posting = None))]
    fn new(dated: Option<Day>, voucher: Option<Number>, posting: Option<Number>) -> PyResult<Self> {
        let known_at = match (voucher, posting) {
            (Some(_), Some(_)) => {
                let text = "an act is named by its voucher or by its posting, not by both";
                return Err(PyValueError::new_err(text));
            }
            (Some(number), None) => Some(KnownAt::Voucher(number.0)),
            (None, Some(number)) => Some(KnownAt::Posting(number.0)),
            (None, None) => None,
        };
        Ok(Self(yusuan::AsOf {
            dated: dated.map(|day| day.0),
            known_at,
        }))
    }

    /// The last day that counts; None when every day does.
    #[getter]
    const fn dated(&self) -> Option<date::Date> {
        self.0.dated
    }

    /// The last voucher that was known; None when the moment names none.
    #[getter]
    const fn voucher(&self) -> Option<i64> {
        match self.0.known_at {
            Some(KnownAt::Voucher(number)) => Some(number),
            _ => None,
        }
    }

    /// The last posting that was known; None when the moment names none.
    #[getter]
    const fn posting(&self) -> Option<i64> {
        match self.0.known_at {
            Some(KnownAt::Posting(number)) => Some(number),
            _ => None,
        }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Repr::new(py, "AsOf")
            .field("dated", self.dated())?
            .field("voucher", self.voucher())?
            .field("posting", self.posting())?
            .finish())
    }

    /// Return the moment in words.
    fn __str__(&self) -> String {
        self.0.to_string()
    }

    /// Return the object that `--json` prints, as a dict.
    ///
    /// Example:
    ///     >>> yusuan.AsOf(date(2025, 6, 30)).to_dict()
    ///     {'dated': '2025-06-30', 'known_at': None}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        value::to_dict(py, &self.0)
    }
}

/// A moment in a call: a day, or an `AsOf`.
pub(crate) struct Moment(yusuan::AsOf);

impl Moment {
    /// Return the moment that was given, or now.
    pub(crate) fn or_now(given: Option<Self>) -> yusuan::AsOf {
        given.map_or_else(yusuan::AsOf::now, |moment| moment.0)
    }
}

impl<'py> FromPyObject<'_, 'py> for Moment {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr =
        type_hint_union!(<AsOf as pyo3::PyTypeInfo>::TYPE_HINT, Day::INPUT_TYPE);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(as_of) = given.cast::<AsOf>() {
            return Ok(Self(as_of.get().0));
        }
        match given.extract::<Day>() {
            Ok(day) => Ok(Self(yusuan::AsOf::on(day.0))),
            Err(_) => Err(PyTypeError::new_err(format!(
                "as_of is a datetime.date or an AsOf, not {}",
                given.get_type().name()?
            ))),
        }
    }
}
