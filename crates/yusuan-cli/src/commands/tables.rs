//! The published tables, on the screen or as files.

use std::fs;
use std::path::{Path, PathBuf};

use yusuan::tables::{BudgetTable, Table, csv, text};
use yusuan::{Error, Ledger};

use super::Done;
use crate::arguments::Tables;
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;

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

pub(super) fn tables(arguments: &Tables, screen: &mut Screen<'_>) -> Done {
    let form = match (screen.is_json(), arguments.csv) {
        (true, _) => Form::Json,
        (false, true) => Form::Csv,
        (false, false) => Form::Text,
    };
    let tables = made(arguments)?;
    if let Some(folder) = &arguments.out {
        let files = write_files(&tables, form, folder)?;
        let names: Vec<_> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        screen.answer(&names, || names.join("\n"))?;
        return Ok(exit::OK);
    }
    match (form, tables.as_slice()) {
        (Form::Json, tables) => screen.json(&tables)?,
        (Form::Csv, [table]) => screen.text(&csv::render(table).map_err(Error::from)?)?,
        (Form::Csv, _) => {
            return Err(Failure::usage(
                "CSV holds one table a file",
                "name one with --table, or a folder for all of them with --out",
            ));
        }
        (Form::Text, tables) => {
            let texts: Vec<String> = tables.iter().map(text::render).collect();
            screen.text(&texts.join("\n"))?;
        }
    }
    Ok(exit::OK)
}

/// Make the tables that were asked for, in the order in which they were named.
fn made(arguments: &Tables) -> Result<Vec<Table>, Failure> {
    let ledger: Ledger = arguments.ledger.open_read_only()?;
    let variant = &arguments.variant;
    let (unit, options) = (variant.unit.as_deref(), variant.options());
    if arguments.ids.is_empty() {
        return Ok(ledger.budget_tables(arguments.year, unit, &options)?);
    }
    let named = arguments.ids.iter().map(|id| {
        let table: BudgetTable = id
            .parse()
            .map_err(|unknown| Failure::about("--table")(Error::from(unknown)))?;
        Ok(ledger.budget_table(table, arguments.year, unit, &options)?)
    });
    named.collect()
}

/// Write a file for each table, and return the files.
pub(crate) fn write_files(
    tables: &[Table],
    form: Form,
    folder: &Path,
) -> Result<Vec<PathBuf>, Failure> {
    let refused = |path: &Path, error: &std::io::Error| {
        let hint = "choose a folder that can be written";
        Failure::file("file_not_written", path, error.to_string(), hint)
    };
    fs::create_dir_all(folder).map_err(|error| refused(folder, &error))?;
    let written = tables.iter().map(|table| {
        let path = folder.join(format!("{}.{}", table.id, form.ending()));
        fs::write(&path, form.write(table)?).map_err(|error| refused(&path, &error))?;
        Ok(path)
    });
    written.collect()
}
