//! A file as cells with their places, for readers that find headers and tables on their own.

use super::encoding::decode;
use super::problems::{Flaw, Place, Problems};
use super::record::{Record, Records};
use crate::error::SourceErrors;

/// Rows of a file of published tables: many times the longest.
const GRID_ROWS_MAX: usize = 50_000;

/// The cells of a sheet or of a text file that have anything in them.
pub(crate) struct Grid {
    /// Name of the sheet; none in a text file.
    pub(crate) sheet: Option<String>,
    /// Rows with their numbers, from 1; rows with nothing in them are left out.
    pub(crate) rows: Vec<(usize, Vec<String>)>,
}

/// Read every visible sheet of a workbook, or the one table of a text file.
pub(crate) fn read_grids(bytes: &[u8], path: &str) -> Result<Vec<Grid>, SourceErrors> {
    let mut problems = Problems::new(path);
    #[cfg(feature = "xlsx")]
    if super::sheet::is_workbook(bytes) {
        return sheets(bytes, problems);
    }
    let mut grids = Vec::new();
    match decode(bytes) {
        Ok(text) => grids.push(Grid {
            sheet: None,
            rows: rows(Records::new(&text), &mut problems),
        }),
        Err((row, flaw)) => refuse(row, flaw, &mut problems),
    }
    problems.finish(grids)
}

/// Read a text file as text.
pub(crate) fn read_text(bytes: &[u8], path: &str) -> Result<String, SourceErrors> {
    let mut problems = Problems::new(path);
    let mut text = String::new();
    match decode(bytes) {
        Ok(decoded) => text = decoded.into_owned(),
        Err((row, flaw)) => refuse(row, flaw, &mut problems),
    }
    problems.finish(text)
}

/// Refuse a file for one reason, at a line or as a whole.
pub(crate) fn refused(
    path: &str,
    row: Option<u64>,
    token: &'static str,
    message: String,
    hint: &str,
) -> SourceErrors {
    let mut problems = Problems::new(path);
    refuse(row, Flaw::new(token, message, hint), &mut problems);
    problems
        .finish(())
        .err()
        .unwrap_or(SourceErrors(Vec::new()))
}

#[cfg(feature = "xlsx")]
fn sheets(bytes: &[u8], mut problems: Problems) -> Result<Vec<Grid>, SourceErrors> {
    let mut grids = Vec::new();
    match super::sheet::read_all(bytes) {
        Ok(sheets) => {
            for sheet in sheets {
                problems.on_sheet(&sheet.name);
                grids.push(Grid {
                    sheet: Some(sheet.name),
                    rows: rows(sheet.records.into_iter(), &mut problems),
                });
            }
        }
        Err((row, flaw)) => refuse(row, flaw, &mut problems),
    }
    problems.finish(grids)
}

fn refuse(row: Option<u64>, flaw: Flaw, problems: &mut Problems) {
    let place = Place {
        row,
        ..Place::default()
    };
    problems.add(place, flaw);
}

fn rows<'a>(
    records: impl Iterator<Item = Result<Record<'a>, (u64, Flaw)>>,
    problems: &mut Problems,
) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    for record in records {
        if rows.len() >= GRID_ROWS_MAX {
            let message = format!("there are more than {GRID_ROWS_MAX} rows");
            refuse(None, super::table::too_large(message), problems);
            break;
        }
        match record {
            Ok(record) => {
                let number = usize::try_from(record.line).unwrap_or(usize::MAX);
                let fields = record.fields.into_iter();
                let cells: Vec<String> = fields.map(|field| field.trim().to_owned()).collect();
                if cells.iter().any(|cell| !cell.is_empty()) {
                    rows.push((number, cells));
                }
            }
            Err((line, flaw)) => refuse(Some(line), flaw, problems),
        }
    }
    rows
}
