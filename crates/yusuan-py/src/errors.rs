//! Errors of the library as exceptions of `yusuan.errors`.

use pyo3::PyErr;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use yusuan::{Error, ErrorKind, FileError, SourceErrors};

/// The classes, written in Python: below Python 3.12 the stable interface cannot make them.
mod classes {
    pyo3::import_exception!(yusuan.errors, AmountError);
    pyo3::import_exception!(yusuan.errors, AmountTypeError);
    pyo3::import_exception!(yusuan.errors, ArgumentError);
    pyo3::import_exception!(yusuan.errors, BusyError);
    pyo3::import_exception!(yusuan.errors, ExistingFileError);
    pyo3::import_exception!(yusuan.errors, FileError);
    pyo3::import_exception!(yusuan.errors, InternalError);
    pyo3::import_exception!(yusuan.errors, MissingFileError);
    pyo3::import_exception!(yusuan.errors, NotFoundError);
    pyo3::import_exception!(yusuan.errors, RuleError);
    pyo3::import_exception!(yusuan.errors, SourceError);
    pyo3::import_exception!(yusuan.errors, UnwrittenFileError);
    pyo3::import_exception!(yusuan.errors, UsageError);
}

/// Turn an error of the library into the exception of its kind.
#[expect(
    clippy::needless_pass_by_value,
    reason = "stands in map_err, which hands the error over"
)]
pub(crate) fn raise(error: Error) -> PyErr {
    let code = error.code();
    let (message, hint) = words(&error);
    let said = (code, message, hint);
    match error.kind() {
        ErrorKind::Rule => rule(&error, said),
        ErrorKind::Amount => classes::AmountError::new_err(said),
        ErrorKind::NotFound => classes::NotFoundError::new_err(said),
        ErrorKind::Busy => classes::BusyError::new_err(said),
        ErrorKind::File => match &error {
            Error::File(FileError::Missing { .. } | FileError::SourceMissing { .. }) => {
                classes::MissingFileError::new_err(said)
            }
            Error::File(FileError::Exists { .. }) => classes::ExistingFileError::new_err(said),
            Error::File(FileError::NotWritten { path, .. }) => {
                let (code, message, hint) = said;
                classes::UnwrittenFileError::new_err((
                    code,
                    message,
                    hint,
                    path.clone().into_os_string(),
                ))
            }
            _ => classes::FileError::new_err(said),
        },
        ErrorKind::Source => match &error {
            Error::Source(problems) => source(problems, code),
            _ => classes::InternalError::new_err(said),
        },
        // Whoever stops work has raised something already, which is what the caller gets.
        ErrorKind::Stopped => PyKeyboardInterrupt::new_err(()),
        ErrorKind::Internal => classes::InternalError::new_err(said),
    }
}

/// Part what the library says into the message and the hint.
fn words(error: &Error) -> (String, String) {
    if let Error::Rule(refusal) = error {
        return (refusal.message.clone(), refusal.hint.clone());
    }
    let text = error.to_string();
    match text.split_once("\nhint: ") {
        Some((message, hint)) => (message.to_owned(), hint.to_owned()),
        None => (text, String::new()),
    }
}

fn rule(error: &Error, (code, message, hint): (&'static str, String, String)) -> PyErr {
    let Error::Rule(refusal) = error else {
        return classes::RuleError::new_err((code, message, hint));
    };
    let shortfall = refusal.shortfall.map(yusuan::Fen::get);
    let allowed = refusal.allowed.map(yusuan::Fen::get);
    let (field, policy, line_id) = (refusal.field, refusal.policy.clone(), refusal.line_id);
    classes::RuleError::new_err((
        code, message, hint, shortfall, field, policy, line_id, allowed,
    ))
}

fn source(problems: &SourceErrors, code: &'static str) -> PyErr {
    let message = problems.to_string();
    Python::attach(|py| match dicts(py, problems) {
        Ok(dicts) => {
            let hint = "nothing was written: correct what is listed, and do it again";
            classes::SourceError::new_err((code, message, hint, dicts.unbind()))
        }
        Err(error) => error,
    })
}

fn dicts<'py>(py: Python<'py>, problems: &SourceErrors) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for problem in &problems.0 {
        let dict = PyDict::new(py);
        dict.set_item("path", &problem.path)?;
        dict.set_item("sheet", &problem.sheet)?;
        dict.set_item("cell", &problem.cell)?;
        dict.set_item("row", problem.row)?;
        dict.set_item("column", &problem.column)?;
        dict.set_item("value", &problem.value)?;
        dict.set_item("token", &problem.token)?;
        dict.set_item("message", &problem.message)?;
        dict.set_item("hint", &problem.hint)?;
        list.append(dict)?;
    }
    Ok(list)
}

/// An amount that is not exact by its type.
pub(crate) fn amount_type(message: String, hint: String) -> PyErr {
    classes::AmountTypeError::new_err(("amount_invalid", message, hint))
}

/// A word that is not one of those that an argument takes.
pub(crate) fn unknown(
    code: &'static str,
    what: &str,
    text: &str,
    words: impl Iterator<Item = &'static str>,
) -> PyErr {
    let words: Vec<&str> = words.collect();
    let message = format!("no such {what}: {text}");
    classes::ArgumentError::new_err((code, message, format!("give one of: {}", words.join(", "))))
}

/// A table that its library cannot hand over; it may be for columns that have no type, which some
/// libraries hand over as the interface does not allow.
pub(crate) fn unreadable(error: &impl std::fmt::Display, untyped: &[&str]) -> PyErr {
    let message = format!("the table cannot be read: {error}");
    let hint = if untyped.is_empty() {
        "give a table of columns, as a DataFrame is, that its own library can compute".to_owned()
    } else {
        format!(
            "cast or leave out what has no type, .cast(pl.String) in polars: {}",
            untyped.join(", ")
        )
    };
    classes::ArgumentError::new_err(("table_unreadable", message, hint))
}

/// A whole number that an argument does not take.
pub(crate) fn out_of_range(message: String, hint: &'static str) -> PyErr {
    classes::ArgumentError::new_err(("number_out_of_range", message, hint))
}

/// An argument that does not fit the others.
pub(crate) fn unfit(code: &'static str, message: String, hint: &'static str) -> PyErr {
    classes::ArgumentError::new_err((code, message, hint))
}

/// A call that does not fit what the ledger object is doing.
pub(crate) fn usage(code: &'static str, message: &'static str, hint: &'static str) -> PyErr {
    classes::UsageError::new_err((code, message, hint))
}

/// Another thread's transaction did not end in time.
pub(crate) fn busy() -> PyErr {
    let message = "another thread has a transaction open on this ledger";
    classes::BusyError::new_err(("busy", message, "try again when it has ended"))
}

/// A panic under the lock: nothing more can be said about the connection.
pub(crate) fn poisoned() -> PyErr {
    let message = "an earlier act on this ledger object panicked";
    classes::InternalError::new_err(("internal", message, "open the file again, and report it"))
}
