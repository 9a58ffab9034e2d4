//! Tables as files of a folder.

use std::path::{Path, PathBuf};

use yusuan::tables::{Table, csv, text};
use yusuan::{Error, Output};

use crate::failure::Failure;

/// Spreadsheets take a CSV file for UTF-8 only when it begins with this mark.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// What a table is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Csv,
    Json,
}

impl Form {
    const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }

    /// Return the content of the file of a table.
    fn write(self, table: &Table) -> Result<String, Failure> {
        match self {
            Self::Text => Ok(text::render(table)),
            Self::Csv => {
                let content = csv::render(table).map_err(Error::from)?;
                Ok(format!("{BYTE_ORDER_MARK}{content}"))
            }
            Self::Json => {
                let document = serde_json::to_string_pretty(table).map_err(std::io::Error::from)?;
                Ok(document + "\n")
            }
        }
    }
}

/// Write a file for each table, and return the files.
pub(crate) fn write_files(
    tables: &[Table],
    form: Form,
    folder: &Path,
) -> Result<Vec<PathBuf>, Failure> {
    Output::make_folder(folder)?;
    let written = tables.iter().map(|table| {
        let path = folder.join(format!("{}.{}", table.id, form.ending()));
        Output::prepare(&path)?.write(form.write(table)?.as_bytes())?;
        Ok(path)
    });
    written.collect()
}
