//! A table as CSV.

use super::error::TableError;
use super::table::{Column, ColumnRole, Table};

/// Characters that make a spreadsheet take a text for a formula.
const FORMULA_STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Write a table as CSV: a line of headings, then the rows as printed.
///
/// A heading names its groups too, as `财政拨款/小计`, since 小计 alone can stand twice. An empty
/// table is its headings alone: [`Table::empty_note`] is a sentence and no row of data. Text that
/// a spreadsheet would take for a formula gets an apostrophe in front; amounts never do.
///
/// # Shape
///
/// UTF-8 without a byte-order mark, lines end in `\n`.
///
/// # Errors
///
/// [`TableError::Csv`] when the writer fails, which memory alone can cause.
pub fn render(table: &Table) -> Result<String, TableError> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(headings(table)).map_err(failed)?;
    let is_number: Vec<bool> = table
        .leaf_columns()
        .iter()
        .map(|column| matches!(column.role, ColumnRole::Amount | ColumnRole::Rate))
        .collect();
    for row in table.each_printed_row() {
        let cells = row.into_iter().zip(&is_number).map(|(text, is_number)| {
            let text = text.unwrap_or_default();
            if *is_number {
                text.to_owned()
            } else {
                as_text(text)
            }
        });
        writer.write_record(cells).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(failed)?;
    String::from_utf8(bytes).map_err(failed)
}

/// Return the first line: the headings of all leaf columns, each after those of its groups.
#[must_use]
pub fn headings(table: &Table) -> Vec<String> {
    let named = below(&table.columns, "").into_iter();
    named.map(|heading| as_text(&heading)).collect()
}

fn below(columns: &[Column], above: &str) -> Vec<String> {
    let mut all = Vec::new();
    for column in columns {
        let heading = format!("{above}{}", column.label);
        if column.children.is_empty() {
            all.push(heading);
        } else {
            all.extend(below(&column.children, &format!("{heading}/")));
        }
    }
    all
}

/// Keep a spreadsheet from calculating with a text.
fn as_text(text: &str) -> String {
    if text.starts_with(FORMULA_STARTS) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn failed(error: impl std::fmt::Display) -> TableError {
    TableError::Csv {
        message: error.to_string(),
    }
}
