//! Classes of frozen values: one declaration makes getters, equality, hash, `repr`,
//! copies, pickles and `to_dict`.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3::{BoundObject, intern};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Return what the command line prints as JSON, as Python objects.
pub(crate) fn to_dict<'py, T: Serialize>(py: Python<'py>, value: &T) -> PyResult<Dict<'py>> {
    let text = serde_json::to_string(value)
        .map_err(|error| crate::errors::raise(yusuan::Error::Internal(error.to_string())))?;
    let loads = py
        .import(intern!(py, "json"))?
        .getattr(intern!(py, "loads"))?;
    Ok(Dict(loads.call1((text,))?.cast_into()?))
}

/// What pickle writes of a value: what reads it, and what that is given.
pub(crate) type Pickled<'py> = (Bound<'py, PyAny>, (String,));

/// Return what pickle writes of a value; refuse one whose JSON does not say all of it.
pub(crate) fn pickled<'py, T: Serialize + DeserializeOwned + PartialEq>(
    object: &Bound<'py, PyAny>,
    value: &T,
) -> PyResult<Pickled<'py>> {
    let class = object.get_type();
    let text = serde_json::to_string(value).ok();
    let text = text.filter(|text| unpickled::<T>(text).is_ok_and(|read| read == *value));
    let Some(text) = text else {
        let text = format!(
            "a {} is not pickled: hand over its to_dict(), or ask the ledger again",
            class.name()?
        );
        return Err(PyTypeError::new_err(text));
    };
    Ok((class.getattr(intern!(object.py(), "_unpickle"))?, (text,)))
}

/// Read what pickle wrote of a value.
pub(crate) fn unpickled<T: DeserializeOwned>(text: &str) -> PyResult<T> {
    serde_json::from_str(text).map_err(|error| {
        let text = format!("not what this release pickles: {error}");
        PyValueError::new_err(text)
    })
}

/// A dict whose keys are text.
pub(crate) struct Dict<'py>(pub(crate) Bound<'py, PyDict>);

impl<'py> IntoPyObject<'py> for Dict<'py> {
    type Target = PyDict;
    type Output = Bound<'py, PyDict>;
    type Error = std::convert::Infallible;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_subscript!(
        pyo3::type_hint_identifier!("builtins", "dict"),
        pyo3::type_hint_identifier!("builtins", "str"),
        pyo3::type_hint_identifier!("typing", "Any")
    );

    fn into_pyobject(self, _: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(self.0)
    }
}

/// Turn each value into its class.
pub(crate) fn all<T, C: From<T>, A: FromIterator<C>>(values: impl IntoIterator<Item = T>) -> A {
    values.into_iter().map(C::from).collect()
}

/// A `repr` that names its class and fields.
pub(crate) struct Repr<'py> {
    py: Python<'py>,
    class: &'static str,
    fields: Vec<String>,
}

impl<'py> Repr<'py> {
    pub(crate) const fn new(py: Python<'py>, class: &'static str) -> Self {
        let fields = Vec::new();
        Self { py, class, fields }
    }

    pub(crate) fn field<T: IntoPyObject<'py>>(mut self, name: &str, value: T) -> PyResult<Self> {
        let value = value.into_pyobject(self.py).map_err(Into::into)?;
        let shown = value.into_any().into_bound().repr()?;
        self.fields.push(format!("{name}={shown}"));
        Ok(self)
    }

    pub(crate) fn finish(self) -> String {
        format!("{}({})", self.class, self.fields.join(", "))
    }
}

/// Let frozen values be copied and pickled: what holds all of a value, and how it becomes one again.
macro_rules! travels {
    ($name:ident, |$it:ident| $all:expr, $make:expr) => {
        #[pyo3::pymethods]
        impl $name {
            /// Return the value itself: nothing changes it.
            const fn __copy__(slf: pyo3::PyRef<'_, Self>) -> pyo3::PyRef<'_, Self> {
                slf
            }

            /// Return the value itself: nothing within it changes either.
            #[pyo3(signature = (memo))]
            fn __deepcopy__<'py>(
                slf: pyo3::PyRef<'py, Self>,
                memo: &pyo3::Bound<'py, pyo3::PyAny>,
            ) -> pyo3::PyRef<'py, Self> {
                let _ = memo;
                slf
            }

            /// Return what pickle writes.
            fn __reduce__<'py>(
                slf: &pyo3::Bound<'py, Self>,
            ) -> pyo3::PyResult<$crate::value::Pickled<'py>> {
                let $it = slf.get();
                $crate::value::pickled(slf.as_any(), $all)
            }

            /// Read what pickle wrote.
            #[staticmethod]
            fn _unpickle(text: &str) -> pyo3::PyResult<Self> {
                $crate::value::unpickled(text).map($make)
            }
        }
    };
}

/// Declare a class over a value of the library.
///
/// A field is a getter; its body sees the value. A field marked `[hidden]` is left out of `repr`; one
/// marked `[rows]` holds what are the rows, where the value is in a table.
macro_rules! value {
    (@declare [rows] $shape:ident, $field:ident, $type:ty) => {};
    (@declare [$($mark:ident)?] $shape:ident, $field:ident, $type:ty) => {
        <$type as $crate::frame::Cell>::declare($shape, stringify!($field));
    };
    (@declare_rows [rows] $shape:ident, $type:ty) => {
        <$type as $crate::frame::RowsOf>::declare($shape);
    };
    (@declare_rows [$($mark:ident)?] $shape:ident, $type:ty) => {};
    (@write [rows] $self:ident, $py:ident, $out:ident, $field:ident) => {};
    (@write [$($mark:ident)?] $self:ident, $py:ident, $out:ident, $field:ident) => {
        $crate::frame::Cell::write($self.$field($py)?, $py, $out)?;
    };
    (@blank [rows] $out:ident, $type:ty) => {};
    (@blank [$($mark:ident)?] $out:ident, $type:ty) => {
        <$type as $crate::frame::Cell>::blank($out);
    };
    (@rows [rows] $self:ident, $py:ident, $out:ident, $field:ident) => {
        {
            $crate::frame::RowsOf::write($self.$field($py)?, $self, $py, $out)?;
            true
        }
    };
    (@rows [$($mark:ident)?] $self:ident, $py:ident, $out:ident, $field:ident) => {
        false
    };
    (@shown hidden $repr:ident, $self:ident, $py:ident, $field:ident) => {
        $repr
    };
    (@shown rows $repr:ident, $self:ident, $py:ident, $field:ident) => {
        $crate::value::value!(@shown $repr, $self, $py, $field)
    };
    (@shown $repr:ident, $self:ident, $py:ident, $field:ident) => {
        $repr.field(stringify!($field), $self.$field($py)?)?
    };
    (
        $(#[$doc:meta])*
        $name:ident($inner:ty) {
            $($(#[$field_doc:meta])* $([$mark:ident])? $field:ident: $type:ty = |$it:pat_param, $py:pat_param| $value:expr;)+
        }
    ) => {
        $(#[$doc])*
        #[pyo3::pyclass(frozen, eq, hash, module = "yusuan")]
        #[derive(Clone, PartialEq, Hash)]
        pub(crate) struct $name(pub(crate) $inner);

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

        impl $crate::frame::Framed for $name {
            const CLASS: &'static str = stringify!($name);

            fn declare_fields(shape: &mut $crate::frame::Shape) {
                $($crate::value::value!(@declare [$($mark)?] shape, $field, $type);)+
                $($crate::value::value!(@declare_rows [$($mark)?] shape, $type);)+
            }

            fn write_fields(
                &self,
                py: pyo3::Python<'_>,
                out: &mut $crate::frame::Writer,
            ) -> pyo3::PyResult<()> {
                $($crate::value::value!(@write [$($mark)?] self, py, out, $field);)+
                Ok(())
            }

            fn blank_fields(out: &mut $crate::frame::Writer) {
                $($crate::value::value!(@blank [$($mark)?] out, $type);)+
            }

            fn write_rows(
                &self,
                py: pyo3::Python<'_>,
                out: &mut $crate::frame::Writer,
            ) -> pyo3::PyResult<()> {
                let is_written = [$($crate::value::value!(@rows [$($mark)?] self, py, out, $field)),+];
                if !is_written.contains(&true) {
                    self.write_fields(py, out)?;
                    out.end_row();
                }
                Ok(())
            }
        }

        $crate::value::travels!($name, |it| &it.0, Self);

        #[pyo3::pymethods]
        impl $name {
            $(
                $(#[$field_doc])*
                #[getter]
                fn $field(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<$type> {
                    let ($it, $py) = (&self.0, py);
                    Ok($value)
                }
            )+

            fn __repr__(&self, py: pyo3::Python<'_>) -> pyo3::PyResult<String> {
                let repr = $crate::value::Repr::new(py, stringify!($name));
                $(let repr = $crate::value::value!(@shown $($mark)? repr, self, py, $field);)+
                Ok(repr.finish())
            }

            /// Return the object that `--json` prints, as a dict; every value has it.
            ///
            /// Example:
            ///     >>> ledger.units()[0].to_dict()["name"]
            ///     '社会保险中心'
            fn to_dict<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<$crate::value::Dict<'py>> {
                $crate::value::to_dict(py, &self.0)
            }
        }
    };
}

pub(crate) use {travels, value};
