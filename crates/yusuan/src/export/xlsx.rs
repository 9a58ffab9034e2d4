//! A sheet as a workbook: what a person may change is yellow, the rest is grey.

use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};

use super::sheet::{Cell, Column};
use crate::error::{Error, Result};

const EDITABLE: Color = Color::RGB(0x00FF_F2CC);
const FIXED: Color = Color::RGB(0x00F2_F2F2);
const HEADING: Color = Color::RGB(0x00D9_E1F2);

type Written = std::result::Result<(), XlsxError>;

/// A sheet of text beside the one that is edited: its name, its columns, its rows.
pub(super) type Notes<'n> = (&'n str, &'n [Column], Vec<Vec<Cell>>);

/// Write a sheet. `choices` are the words that a column of that number may hold. Notes get a sheet
/// of their own where there are any.
///
/// The same sheet gives the same bytes: nothing in the file says when it was made.
pub(super) fn write(
    name: &str,
    columns: &[Column],
    rows: impl Iterator<Item = Vec<Cell>>,
    choices: (u16, &[&str]),
    notes: &Notes<'_>,
) -> Result<Vec<u8>> {
    book(name, columns, rows, choices, notes).map_err(|error| Error::Internal(error.to_string()))
}

fn book(
    name: &str,
    columns: &[Column],
    rows: impl Iterator<Item = Vec<Cell>>,
    (chosen, words): (u16, &[&str]),
    notes: &Notes<'_>,
) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    head(sheet, name, columns)?;
    let formats: Vec<(Format, Format)> = columns
        .iter()
        .map(|column| {
            let color = if column.is_editable { EDITABLE } else { FIXED };
            let plain = Format::new().set_background_color(color);
            (
                plain.clone().set_num_format("@"),
                plain.set_num_format("#,##0.00"),
            )
        })
        .collect();
    let mut last = 0;
    for (line, row) in rows.zip(1_u32..) {
        last = row;
        for ((cell, (text, money)), number) in line.iter().zip(&formats).zip(0_u16..) {
            match cell {
                Cell::Empty => sheet.write_blank(row, number, text)?,
                Cell::Text(_) | Cell::Number(_) => {
                    sheet.write_string_with_format(row, number, cell.to_text(), text)?
                }
                Cell::Yuan(amount) => {
                    // A workbook knows binary fractions only. Up to fifteen digits the nearest one
                    // reads back as the same text, which is how amounts are read.
                    let yuan = amount.to_yuan_string().parse().unwrap_or(f64::NAN);
                    sheet.write_number_with_format(row, number, yuan, money)?
                }
            };
        }
    }
    let validation = DataValidation::new().allow_list_strings(words)?;
    sheet.add_data_validation(1, chosen, last.max(1), chosen, &validation)?;
    sheet.autofilter(
        0,
        0,
        last,
        u16::try_from(columns.len()).unwrap_or(1).saturating_sub(1),
    )?;
    add_notes(&mut workbook, notes)?;
    workbook.save_to_buffer()
}

/// Name a sheet and its columns.
fn head(sheet: &mut Worksheet, name: &str, columns: &[Column]) -> Written {
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(HEADING);
    for (column, number) in columns.iter().zip(0_u16..) {
        sheet.set_column_width(number, column.width)?;
        sheet.write_string_with_format(0, number, column.heading, &heading)?;
    }
    Ok(())
}

fn add_notes(workbook: &mut Workbook, (name, columns, rows): &Notes<'_>) -> Written {
    if rows.is_empty() {
        return Ok(());
    }
    let sheet = workbook.add_worksheet();
    head(sheet, name, columns)?;
    let text = Format::new().set_text_wrap().set_num_format("@");
    for (cells, row) in rows.iter().zip(1_u32..) {
        for (cell, number) in cells.iter().zip(0_u16..) {
            sheet.write_string_with_format(row, number, cell.to_text(), &text)?;
        }
    }
    Ok(())
}
