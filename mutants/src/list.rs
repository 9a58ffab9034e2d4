//! The mutants that cargo-mutants makes, as it lists them.

use std::path::Path;
use std::process::Command;

use serde::Deserialize;

use crate::Failure;

/// A place in a source, both counted from one; columns are characters.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// From a place up to another.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: Place,
    pub(crate) end: Place,
}

/// What sort of change a mutant is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(crate) enum Genre {
    /// A function returns something at once.
    FnValue,
    /// Another operator between two operands.
    BinaryOperator,
    /// `!` or `-` is left out.
    UnaryOperator,
    /// An arm of a match is left out.
    MatchArm,
    /// The guard of an arm is always true, or never.
    MatchArmGuard,
    /// A field is taken from the base of a struct expression.
    StructField,
}

/// A function.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Function {
    pub(crate) function_name: String,
}

/// A mutant.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Mutant {
    pub(crate) file: String,
    pub(crate) name: String,
    /// The function that it is in.
    pub(crate) function: Option<Function>,
    pub(crate) genre: Genre,
    pub(crate) replacement: String,
    pub(crate) span: Span,
}

/// Ask cargo-mutants for the mutants of files, by its own settings.
pub(crate) fn list(root: &Path, files: &[String]) -> Result<Vec<Mutant>, Failure> {
    let mut asked = Command::new("cargo");
    asked.current_dir(root);
    asked.args(["mutants", "--list", "--json", "--package", "yusuan"]);
    for file in files {
        asked.args(["--file", file]);
    }
    let said = asked.output()?;
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&said.stdout)?)
}
