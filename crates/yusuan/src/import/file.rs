//! The file behind an import, and the ledger's own refusals of its rows.

use std::path::Path;

use super::LineRow;
use crate::error::{FileError, Refusal, Result, SourceError, SourceErrors};

/// Read the bytes of a file to be imported.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>> {
    if !path.exists() {
        return Err(FileError::Missing {
            path: path.to_owned(),
        }
        .into());
    }
    std::fs::read(path).map_err(|error| {
        SourceErrors(vec![SourceError {
            path: path.to_string_lossy().into_owned(),
            row: None,
            column: None,
            value: None,
            token: "file_unreadable".to_owned(),
            message: error.to_string(),
            hint: "give a CSV file that may be read".to_owned(),
        }])
        .into()
    })
}

/// Say where a row stands that the ledger refused.
pub(crate) fn refused_row(path: &str, row: &LineRow, refusal: &Refusal) -> SourceError {
    let (column, value) = match refusal.rule.token() {
        "unit_unknown" | "unit_inactive" => (Some("unit"), Some(row.key.unit.clone())),
        "year_unknown" | "draft_frozen" => (Some("year"), Some(row.key.year.to_string())),
        "code_unknown" | "code_not_in_force" | "code_not_leaf" => code_column(row, refusal),
        _ => (None, None),
    };
    SourceError {
        path: path.to_owned(),
        row: Some(row.row),
        column: column.map(str::to_owned),
        value,
        token: refusal.rule.token().to_owned(),
        message: refusal.message.clone(),
        hint: refusal.hint.clone(),
    }
}

fn code_column(row: &LineRow, refusal: &Refusal) -> (Option<&'static str>, Option<String>) {
    if refusal.message.contains("economic") {
        (Some("economic_code"), Some(row.key.economic_code.clone()))
    } else {
        (
            Some("functional_code"),
            Some(row.key.functional_code.clone()),
        )
    }
}
