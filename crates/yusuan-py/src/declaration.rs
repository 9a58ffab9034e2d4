//! What units declare of themselves.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_subscript;
use pyo3::types::{PyBool, PyDate, PyDict, PyInt, PyList, PyString, PyTuple};
use serde_json::{Map, Value};

use crate::money::Amount;
use crate::value::{Dict, to_dict, value};
use crate::words::DeclarationKind;

value! {
    /// What a unit declares of itself for a year: of its kind the newest.
    ///
    /// Example:
    ///     >>> receipt = ledger.declare(2025, unit="社会保险中心", staffing={
    ///     ...     "authorised_posts": 22, "actual_total": 32, "in_service": 19, "retired": 13,
    ///     ...     "retired_with_honours": 0})
    ///     >>> (declared,) = ledger.declarations(2025)
    ///     >>> declared.kind, declared.content["retired"]
    ///     ('staffing', 13)
    Declared(yusuan::Declared) {
        /// Its number.
        declaration_id: i64 = |it, _| it.declaration_id;
        /// Its version: the act that recorded it.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// Budget year.
        year: i16 = |it, _| it.year;
        /// The unit.
        unit: String = |it, _| it.unit.clone();
        /// What it is about: `performance`, `procurement`, `assets` or `staffing`.
        kind: DeclarationKind = |it, _| DeclarationKind(it.kind);
    }
}

#[pymethods]
impl Declared {
    /// What it says, as it is kept: amounts in fen.
    #[getter]
    fn content<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        to_dict(py, &self.0.content)
    }
}

/// A declaration as Python says it: a dict of texts, numbers, lists and dicts.
pub(crate) struct Said(pub(crate) Value);

impl<'py> FromPyObject<'_, 'py> for Said {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_subscript!(
        pyo3::type_hint_identifier!("builtins", "dict"),
        pyo3::type_hint_identifier!("builtins", "str"),
        pyo3::type_hint_identifier!("typing", "Any")
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let dict = given.cast::<PyDict>()?;
        let mut members = Map::new();
        for (name, value) in dict.iter() {
            members.insert(name.extract()?, said(&value)?);
        }
        Ok(Self(Value::Object(members)))
    }
}

/// How deep dicts and lists may lie in one another: what is kept needs two of these.
const DEPTH_MAX: u8 = 8;

fn said(given: &Bound<'_, PyAny>) -> PyResult<Value> {
    nested(given, DEPTH_MAX)
}

fn nested(given: &Bound<'_, PyAny>, depth: u8) -> PyResult<Value> {
    let Some(below) = depth.checked_sub(1) else {
        return Err(PyTypeError::new_err(
            "the content of a declaration lies too deep",
        ));
    };
    if given.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(text.to_str()?.into());
    }
    if given.is_instance_of::<PyBool>() {
        return Ok(given.extract::<bool>()?.into());
    }
    if given.is_instance_of::<PyInt>() {
        // What no number of ours can be is refused with the name of its member.
        return Ok(given.extract().unwrap_or(i64::MAX).into());
    }
    if given.is_instance_of::<PyDate>() {
        return Ok(given.str()?.to_str()?.into());
    }
    if let Ok(dict) = given.cast::<PyDict>() {
        let mut members = Map::new();
        for (name, value) in dict.iter() {
            members.insert(name.extract()?, nested(&value, below)?);
        }
        return Ok(Value::Object(members));
    }
    if given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>() {
        let items = given.try_iter()?.map(|item| nested(&item?, below));
        return items.collect::<PyResult<_>>().map(Value::Array);
    }
    let amount: Amount = given.extract()?;
    Ok(amount.fen().to_yuan_string().into())
}
