//! The file behind an import, and the ledger's own refusals of its rows.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::FILE_BYTES_MAX;
use super::lines::{LineFile, LineRow};
use crate::error::{FileError, Refusal, Result, SourceError, SourceErrors};
use crate::file::is_held;
use crate::journal::PolicyWarning;

/// What a policy has to say about a row of a file that it lets pass.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct RowWarning {
    /// The file, as it was named.
    pub path: String,
    /// Sheet of a workbook; none in a text file.
    pub sheet: Option<String>,
    /// Line of the file, the header being 1.
    pub row: u64,
    /// Name of the policy.
    pub policy: String,
    /// What it says.
    pub message: String,
}

impl fmt::Display for RowWarning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)?;
        if let Some(sheet) = &self.sheet {
            write!(formatter, ", sheet {sheet}")?;
        }
        write!(formatter, ", row {}: {}", self.row, self.message)
    }
}

/// Read the bytes of a file to be imported, at most as many as are read at all.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>> {
    if !path.exists() {
        return Err(FileError::SourceMissing {
            path: path.to_owned(),
        }
        .into());
    }
    if path.is_dir() {
        return Err(FileError::Folder {
            path: path.to_owned(),
        }
        .into());
    }
    let unreadable = |error: std::io::Error| {
        whole_file(
            path,
            "file_unreadable",
            &error.to_string(),
            "give a CSV file or a workbook that may be read",
        )
    };
    if is_held(path) {
        let message = "this is a ledger that is open here";
        let hint = "give a CSV file or a workbook";
        return Err(whole_file(path, "file_unreadable", message, hint).into());
    }
    let file = File::open(path).map_err(unreadable)?;
    let said = file.metadata().map_err(unreadable)?.len();
    let most = u64::try_from(FILE_BYTES_MAX).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    if said <= most {
        // A device or a pipe says that it is empty, and need not end.
        let mut file = file.take(most.saturating_add(1));
        file.read_to_end(&mut bytes).map_err(unreadable)?;
    }
    let length = said.max(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    if length > most {
        let message = format!("the file has {length} bytes or more, {FILE_BYTES_MAX} are read");
        let hint = "split the file, each part with its header";
        return Err(whole_file(path, "file_too_large", &message, hint).into());
    }
    Ok(bytes)
}

fn whole_file(path: &Path, token: &str, message: &str, hint: &str) -> SourceErrors {
    SourceErrors(vec![SourceError {
        path: path.to_string_lossy().into_owned(),
        sheet: None,
        cell: None,
        row: None,
        column: None,
        value: None,
        token: token.to_owned(),
        message: message.to_owned(),
        hint: hint.to_owned(),
    }])
}

/// Say where a row stands that the ledger refused.
pub(super) fn refused_row(file: &LineFile, row: &LineRow, refusal: &Refusal) -> SourceError {
    let (column, value) = match refusal.rule.token() {
        "unit_unknown" | "unit_inactive" => (Some("unit"), Some(row.key.unit.clone())),
        "year_unknown" | "draft_frozen" => (Some("year"), Some(row.key.year.to_string())),
        "code_unknown" | "code_not_in_force" | "code_not_leaf" => code_column(row, refusal),
        _ => (None, None),
    };
    SourceError {
        path: file.path.clone(),
        sheet: file.sheet.clone(),
        cell: None,
        row: Some(row.row),
        column: column.map(str::to_owned),
        value,
        token: refusal.rule.token().to_owned(),
        message: refusal.message.clone(),
        hint: refusal.hint.clone(),
    }
}

/// Say where a row stands that a policy warns of.
pub(super) fn warned_row(file: &LineFile, row: &LineRow, warning: PolicyWarning) -> RowWarning {
    RowWarning {
        path: file.path.clone(),
        sheet: file.sheet.clone(),
        row: row.row,
        policy: warning.policy,
        message: warning.message,
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
