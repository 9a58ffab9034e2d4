//! A sheet as CSV.

use super::sheet::{Cell, Column};
use crate::error::{Error, Result};

/// Spreadsheets take a CSV file for UTF-8 only when it begins with this mark.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Characters that make a spreadsheet take a text for a formula.
const FORMULA_STARTS: [char; 4] = ['=', '+', '-', '@'];

/// Write a sheet: headings, then its rows. Text that a spreadsheet would take for a formula gets an
/// apostrophe in front.
pub(super) fn write(columns: &[Column], rows: impl Iterator<Item = Vec<Cell>>) -> Result<String> {
    let mut writer = ::csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let failed = |error: ::csv::Error| Error::Internal(error.to_string());
    writer
        .write_record(columns.iter().map(|column| column.heading))
        .map_err(failed)?;
    for row in rows {
        writer.write_record(row.iter().map(text)).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Error::Internal(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| Error::Internal(error.to_string()))
}

/// Write a row of headings alone.
pub(super) fn write_headings(headings: Vec<String>) -> Result<String> {
    let mut writer = ::csv::Writer::from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let failed = |error: String| Error::Internal(error);
    writer
        .write_record(headings)
        .map_err(|error| failed(error.to_string()))?;
    let bytes = writer
        .into_inner()
        .map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

fn text(cell: &Cell) -> String {
    let text = cell.to_text();
    let is_formula = matches!(cell, Cell::Text(text) if text.starts_with(FORMULA_STARTS));
    if is_formula { format!("'{text}") } else { text }
}
