//! The words that choose names and units of columns.

use pyo3::prelude::*;

use crate::errors::unknown;
use crate::money;

/// Declare a word of a call.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident, $what:literal, $($variant:ident = $word:literal),+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name {
            $($variant),+
        }

        impl<'py> FromPyObject<'_, 'py> for $name {
            type Error = PyErr;

            #[cfg(feature = "stubs")]
            const INPUT_TYPE: pyo3::inspect::PyStaticExpr =
                pyo3::type_hint_identifier!("yusuan.words", concat!("Column", stringify!($name)));

            fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                let text = money::text(given, $what)?;
                match text.as_str() {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(unknown("word_unknown", $what, &text, [$($word),+].into_iter())),
                }
            }
        }
    };
}

choice! {
    /// The language of the names.
    Names, "names", En = "en", Zh = "zh"
}

choice! {
    /// The unit of amounts.
    Money, "money", Fen = "fen", Yuan = "yuan"
}
