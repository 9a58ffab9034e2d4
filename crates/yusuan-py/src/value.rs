//! Classes of frozen values: one declaration makes getters, equality, `repr` and `to_dict`.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use pyo3::{BoundObject, intern};
use serde::Serialize;

/// Return what the command line prints as JSON, as Python objects.
pub(crate) fn to_dict<'py, T: Serialize>(py: Python<'py>, value: &T) -> PyResult<Dict<'py>> {
    let text = serde_json::to_string(value)
        .map_err(|error| crate::errors::raise(yusuan::Error::Internal(error.to_string())))?;
    let loads = py
        .import(intern!(py, "json"))?
        .getattr(intern!(py, "loads"))?;
    Ok(Dict(loads.call1((text,))?.cast_into()?))
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
pub(crate) fn all<T, C: From<T>>(values: impl IntoIterator<Item = T>) -> Vec<C> {
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

/// Declare a class over a value of the library.
///
/// A field is a getter; its body sees the value. A field marked `[hidden]` is left out of `repr`.
macro_rules! value {
    (@shown hidden $repr:ident, $self:ident, $py:ident, $field:ident) => {
        $repr
    };
    (@shown $repr:ident, $self:ident, $py:ident, $field:ident) => {
        $repr.field(stringify!($field), $self.$field($py)?)?
    };
    (
        $(#[$doc:meta])*
        $name:ident($inner:ty) {
            $($(#[$field_doc:meta])* $([$hidden:ident])? $field:ident: $type:ty = |$it:pat_param, $py:pat_param| $value:expr;)+
        }
    ) => {
        $(#[$doc])*
        #[pyo3::pyclass(frozen, eq, module = "yusuan")]
        #[derive(Clone, PartialEq)]
        pub(crate) struct $name(pub(crate) $inner);

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                Self(value)
            }
        }

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
                $(let repr = $crate::value::value!(@shown $($hidden)? repr, self, py, $field);)+
                Ok(repr.finish())
            }

            /// Return the object that `--json` prints, as a dict.
            fn to_dict<'py>(
                &self,
                py: pyo3::Python<'py>,
            ) -> pyo3::PyResult<$crate::value::Dict<'py>> {
                $crate::value::to_dict(py, &self.0)
            }
        }
    };
}

pub(crate) use value;
