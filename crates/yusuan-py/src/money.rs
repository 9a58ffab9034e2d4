//! Money at the border: exact on the way in, exact on the way out, and never a float.

use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use pyo3::types::{PyBool, PyFloat, PyInt, PyString, PyType};
use yusuan::{AmountError, Error, Fen};

use crate::errors;

/// Digits before the point of the smallest decimal that no amount can reach: far above the bound,
/// far below what would take long to write out.
const DIGITS_MAX: i64 = 20;

/// An amount in yuan as Python gives it: `decimal.Decimal`, or text.
#[derive(Clone, Copy)]
pub(crate) struct Amount(Fen);

impl Amount {
    pub(crate) const fn fen(self) -> Fen {
        self.0
    }
}

/// An amount in fen as Python gives it: `int`.
#[derive(Clone, Copy)]
pub(crate) struct AmountFen(Fen);

/// Choose the one amount that was given.
pub(crate) fn one(amount: Option<Amount>, amount_fen: Option<AmountFen>) -> PyResult<Fen> {
    match (amount, amount_fen) {
        (Some(amount), None) => Ok(amount.0),
        (None, Some(amount)) => Ok(amount.0),
        (given, _) => {
            let how_many = if given.is_some() { "two" } else { "no" };
            Err(errors::amount_type(
                format!("the act has {how_many} amounts"),
                "pass either the amount in yuan or amount_fen".to_owned(),
            ))
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Amount {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_union!(
        pyo3::type_hint_identifier!("decimal", "Decimal"),
        pyo3::type_hint_identifier!("builtins", "str")
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(text) = given.cast::<PyString>() {
            return Ok(Self(yuan(text.to_str()?)?));
        }
        if given.is_instance(decimal_type(given.py())?.as_any())? {
            return from_decimal(&given).map(Self);
        }
        Err(inexact(&given))
    }
}

impl<'py> FromPyObject<'_, 'py> for AmountFen {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("builtins", "int");

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyInt>() && !given.is_instance_of::<PyBool>() {
            let fen = given.extract::<i64>().map_err(|_| {
                let text = "beyond 64 bits".to_owned();
                errors::raise(AmountError::OutOfRange { text }.into())
            })?;
            return Ok(Self(Fen::new(fen)));
        }
        Err(errors::amount_type(
            format!("amount_fen is not an int: {}", described(&given)?),
            "pass a whole number of fen as int, or the amount in yuan".to_owned(),
        ))
    }
}

fn yuan(text: &str) -> PyResult<Fen> {
    Fen::parse_yuan(text).map_err(|error| errors::raise(error.into()))
}

/// Return a `decimal.Decimal` as the digits of a table, where each value is judged later; none for
/// anything else.
pub(crate) fn plain_digits(given: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if !given.is_instance(decimal_type(given.py())?.as_any())? {
        return Ok(None);
    }
    let exact = from_decimal(given).map(Fen::to_yuan_string);
    exact
        .or_else(|_| given.str().map(|text| text.to_string()))
        .map(Some)
}

/// Convert a `decimal.Decimal` by its own digits.
fn from_decimal(number: &Bound<'_, PyAny>) -> PyResult<Fen> {
    let py = number.py();
    let refused = |error: AmountError| Err(errors::raise(Error::from(error)));
    if !number.call_method0(intern!(py, "is_finite"))?.is_truthy()? {
        let text = number.str()?.to_string();
        return refused(AmountError::NotANumber { text });
    }
    if number.call_method0(intern!(py, "is_zero"))?.is_truthy()? {
        return Ok(Fen::ZERO);
    }
    // Before an exponent is written out as digits, it has to be one that money can have.
    let exponent: i64 = number.call_method0(intern!(py, "adjusted"))?.extract()?;
    let text = || number.str().map(|text| text.to_string());
    if exponent > DIGITS_MAX {
        return refused(AmountError::OutOfRange { text: text()? });
    }
    if exponent < -2 {
        return refused(AmountError::Subfen { text: text()? });
    }
    let written = number.call_method1(intern!(py, "__format__"), (intern!(py, "f"),))?;
    let written = written.cast::<PyString>()?.to_string();
    // A decimal is a value and no way of writing: zeros at its end say nothing.
    let plain = if written.contains('.') {
        written.trim_end_matches('0').trim_end_matches('.')
    } else {
        written.as_str()
    };
    yuan(plain)
}

/// Say what to pass instead of a float, an int or anything else.
fn inexact(given: &Bound<'_, PyAny>) -> PyErr {
    let shown = match described(given) {
        Ok(shown) => shown,
        Err(error) => return error,
    };
    let plain = given.repr().map(|text| text.to_string());
    let is_number = (given.is_instance_of::<PyFloat>() || given.is_instance_of::<PyInt>())
        && !given.is_instance_of::<PyBool>();
    let meant = plain
        .ok()
        .filter(|_| is_number)
        .and_then(|text| Some((Fen::parse_yuan(&text).ok()?, text)));
    let what = if given.is_instance_of::<PyFloat>() {
        format!("{shown} is not exact")
    } else if is_number {
        format!("{shown} could be yuan or fen")
    } else {
        format!("{shown} is not an amount")
    };
    let hint = match meant {
        Some((fen, text)) => format!(
            "pass Decimal(\"{text}\"), \"{}\" or amount_fen={}",
            fen.to_yuan_string(),
            fen.get()
        ),
        None => "pass a Decimal or text in yuan, or amount_fen in whole fen".to_owned(),
    };
    errors::amount_type(what, hint)
}

/// Name the type of an object, and show it when it is a number.
fn described(given: &Bound<'_, PyAny>) -> PyResult<String> {
    let name = given.get_type().name()?;
    if given.is_instance_of::<PyFloat>() || given.is_instance_of::<PyInt>() {
        return Ok(format!("{name} {}", given.repr()?));
    }
    Ok(name.to_string())
}

fn decimal_type(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")
}

/// An amount on its way to Python: a `decimal.Decimal` in yuan with two decimal places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Yuan(pub(crate) Fen);

impl<'py> IntoPyObject<'py> for Yuan {
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr =
        pyo3::type_hint_identifier!("decimal", "Decimal");

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        decimal(py, &self.0.to_yuan_string())
    }
}

/// Make a `decimal.Decimal` of digits.
pub(crate) fn decimal<'py>(py: Python<'py>, digits: &str) -> PyResult<Bound<'py, PyAny>> {
    decimal_type(py)?.call1((digits,))
}

/// Refuse what is no text with the type that came.
pub(crate) fn text(given: Borrowed<'_, '_, PyAny>, what: &str) -> PyResult<String> {
    match given.cast::<PyString>() {
        Ok(text) => text.to_str().map(str::to_owned),
        Err(_) => Err(PyTypeError::new_err(format!(
            "{what} is text, not {}",
            given.get_type().name()?
        ))),
    }
}
