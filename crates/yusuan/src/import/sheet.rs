//! Workbooks: a sheet as records, each value as the text that says it exactly.
//!
//! A spreadsheet keeps numbers as binary fractions. The shortest decimal text that means the same
//! number is what a person typed, so that is what is read; 0.1 + 0.2 is 0.30000000000000004, and
//! an amount like that is refused where it stands.

use std::borrow::Cow;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use calamine::{Data, Ods, Reader, SheetType, SheetVisible, Sheets, Xls, Xlsx};

use super::header::{Header, Layout};
use super::mapping::Mapping;
use super::problems::{Flaw, cell_name, shorten};
use super::record::Record;
use super::{COLUMNS_MAX, FIELD_CHARACTERS_MAX, ROWS_MAX, WORKBOOK_BYTES_MAX};
use super::{archive, compound};
use crate::progress::{self, Counter, Stage};

/// How xlsx begins.
const ARCHIVE: &[u8] = b"PK";

/// How xls begins, and an xlsx that is locked by a password.
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0";

/// Bytes that a cell takes beside its text.
const CELL_BYTES: usize = 24;

pub(super) const HINT: &str = "save the sheet as xlsx, or as CSV UTF-8";

/// Bytes of a workbook between two looks whether its reading goes on.
const BYTES_UNHEARD: usize = 1 << 16;

type Workbook<'a> = Sheets<Heard<'a>>;
type Refused = (Option<u64>, Flaw);
type Records = Vec<Result<Record<'static>, (u64, Flaw)>>;

/// A sheet that was read.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) records: Records,
}

/// Say whether a file may be a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ARCHIVE) || bytes.starts_with(COMPOUND)
}

/// Read the one sheet of a workbook that is meant: the only one that has anything in it, or else
/// the only one whose first row names a column. Hidden sheets are passed over.
///
/// The reader of workbooks can panic on a damaged one: it sees bytes alone, so nothing is left
/// half done when it does.
pub(super) fn read(
    bytes: &[u8],
    layout: &Layout,
    mapping: Option<&Mapping>,
) -> Result<Sheet, Refused> {
    choose(read_all(bytes)?, layout, mapping)
}

/// Read all sheets of a workbook that have anything in them. Hidden ones are passed over.
pub(super) fn read_all(bytes: &[u8]) -> Result<Vec<Sheet>, Refused> {
    let sheets = std::panic::catch_unwind(|| {
        // How many rows there are is known at the end.
        let mut counter = Counter::begin(Stage::Rows, None);
        sheets(&mut open(bytes)?, &mut counter)
    });
    if progress::is_stopped() {
        return Err((None, stopped()));
    }
    sheets.unwrap_or_else(|_| Err(unreadable("the workbook is damaged")))
}

/// What is said of a workbook by readers that have no ledger; to a ledger it is
/// [`Error::Stopped`](crate::Error::Stopped).
fn stopped() -> Flaw {
    let message = "the reading of the workbook was stopped";
    Flaw::new("stopped", message, "do it again when you like")
}

/// The bytes of a workbook. Its reader unpacks and parses parts of it whole, and asks nobody meanwhile:
/// whoever stops the work is heard where it wants more of them.
struct Heard<'a> {
    bytes: Cursor<Cow<'a, [u8]>>,
    unheard: usize,
}

impl Read for Heard<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.unheard = self.unheard.saturating_add(count);
        if self.unheard > BYTES_UNHEARD {
            self.unheard = 0;
            if !progress::goes_on() {
                return Err(io::Error::other("stopped"));
            }
        }
        Ok(count)
    }
}

impl Seek for Heard<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

fn choose(
    mut sheets: Vec<Sheet>,
    layout: &Layout,
    mapping: Option<&Mapping>,
) -> Result<Sheet, Refused> {
    let all: Vec<_> = sheets.iter().map(|sheet| shorten(&sheet.name)).collect();
    let unclear = |message, hint| Err((None, Flaw::new("sheet_unclear", message, hint)));
    if let Some(wanted) = mapping.and_then(|mapping| mapping.sheet.as_ref()) {
        sheets.retain(|sheet| sheet.name.trim() == wanted);
        if sheets.is_empty() {
            let message = format!("no visible sheet is called {}", shorten(wanted));
            let hint = format!("correct the mapping; the workbook has {}", all.join(", "));
            return unclear(message, hint);
        }
    } else if sheets.len() > 1 {
        sheets.retain(|sheet| names_a_column(sheet, layout, mapping));
        if sheets.len() != 1 {
            let message = format!("several sheets could be meant: {}", all.join(", "));
            let hint = match mapping {
                Some(_) => "name the sheet in the mapping",
                None => "keep one sheet with such rows in the workbook, or hide the others",
            };
            return unclear(message, hint.to_owned());
        }
    }
    let empty = || (None, super::table::empty("the workbook is empty"));
    sheets.pop().ok_or_else(empty)
}

fn sheets(workbook: &mut Workbook<'_>, counter: &mut Counter) -> Result<Vec<Sheet>, Refused> {
    let visible = workbook.sheets_metadata().iter().filter(|sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    });
    let names: Vec<String> = visible.map(|sheet| sheet.name.clone()).collect();
    let mut sheets = Vec::new();
    let mut bytes = 0;
    for name in names {
        let records = records(workbook, &name, counter, &mut bytes)?;
        if !records.is_empty() {
            sheets.push(Sheet { name, records });
        }
    }
    Ok(sheets)
}

/// Open a workbook of any kind: xlsx and ods are both archives.
fn open(bytes: &[u8]) -> Result<Workbook<'_>, Refused> {
    fn refused(error: impl std::fmt::Display) -> Refused {
        unreadable(format!(
            "the file is no Excel or OpenDocument workbook that can be read (xlsx, xls, ods): {error}"
        ))
    }
    let is_open_document = bytes.get(30..130).is_some_and(|start| {
        let kind = b"opendocument.spreadsheet";
        start.windows(kind.len()).any(|window| window == kind)
    });
    let is_archive = bytes.starts_with(ARCHIVE);
    if is_archive {
        archive::require_bounded(bytes).map_err(|flaw| (None, flaw))?;
    }
    let bytes = Heard {
        bytes: Cursor::new(if is_archive {
            Cow::Borrowed(bytes)
        } else {
            Cow::Owned(compound::rewrite(bytes).map_err(|flaw| (None, flaw))?)
        }),
        unheard: 0,
    };
    if is_open_document {
        Ods::new(bytes).map(Sheets::Ods).map_err(refused)
    } else if is_archive {
        Xlsx::new(bytes).map(Sheets::Xlsx).map_err(refused)
    } else {
        Xls::new(bytes).map(Sheets::Xls).map_err(refused)
    }
}

fn names_a_column(sheet: &Sheet, layout: &Layout, mapping: Option<&Mapping>) -> bool {
    let first = mapping.and_then(|mapping| mapping.header_row);
    let mut records = sheet.records.iter().filter(|record| match record {
        Ok(record) => record.line >= first.unwrap_or_default(),
        Err((line, _)) => *line >= first.unwrap_or_default(),
    });
    let Some(Ok(record)) = records.next() else {
        return false;
    };
    match mapping {
        Some(mapping) => mapping.names_one_of(record.fields.iter().map(|name| &**name)),
        None => Header::names_a_column(record, layout),
    }
}

/// Collects the cells of a sheet, row by row.
struct Collector<'c> {
    counter: &'c mut Counter,
    records: Records,
    row: u64,
    fields: Vec<Cow<'static, str>>,
    flaw: Option<Flaw>,
    width: usize,
    /// Bytes that the cells of the workbook take in memory.
    bytes: usize,
}

impl<'c> Collector<'c> {
    const fn new(counter: &'c mut Counter, bytes: usize) -> Self {
        Self {
            counter,
            records: Vec::new(),
            row: 0,
            fields: Vec::new(),
            flaw: None,
            width: 0,
            bytes,
        }
    }

    /// Take a cell; cells come in the order of the rows.
    fn add(&mut self, (row, column): (u32, u32), value: &Data) -> Result<(), Refused> {
        let number = u64::from(row).saturating_add(1);
        if number != self.row {
            self.finish_row();
            self.row = number;
            self.counter.step().map_err(|_| (None, stopped()))?;
        }
        let text = match text(value) {
            Ok(text) if text.trim().is_empty() => return Ok(()),
            Ok(text) => text,
            Err(what) => {
                let cell = cell_name(usize::try_from(column).unwrap_or(usize::MAX), number);
                let hint = "correct the cell, or paste its value";
                self.flaw = Some(Flaw::new(
                    "row_malformed",
                    format!("the cell {cell} {what}"),
                    hint,
                ));
                return Ok(());
            }
        };
        let position = usize::try_from(column).unwrap_or(usize::MAX);
        if position >= COLUMNS_MAX {
            let message = format!("the row has more than {COLUMNS_MAX} values");
            let hint = "keep other tables on other sheets";
            self.flaw = Some(Flaw::new("row_malformed", message, hint));
            return Ok(());
        }
        if u64::try_from(self.records.len()).unwrap_or(u64::MAX) > ROWS_MAX {
            let message = format!("the sheet has more than {ROWS_MAX} rows");
            return Err((None, super::table::too_large(message)));
        }
        self.bytes = self
            .bytes
            .saturating_add(text.len())
            .saturating_add(CELL_BYTES);
        self.require_room()?;
        if self.fields.len() <= position {
            self.fields
                .resize(position.saturating_add(1), Cow::Borrowed(""));
        }
        if let Some(field) = self.fields.get_mut(position) {
            *field = Cow::Owned(text);
        }
        Ok(())
    }

    fn require_room(&self) -> Result<(), Refused> {
        if self.bytes <= WORKBOOK_BYTES_MAX {
            return Ok(());
        }
        let message =
            format!("the cells of the workbook take more than {WORKBOOK_BYTES_MAX} bytes");
        Err((None, super::table::too_large(message)))
    }

    fn finish_row(&mut self) {
        let fields = std::mem::take(&mut self.fields);
        if let Some(flaw) = self.flaw.take() {
            self.records.push(Err((self.row, flaw)));
        } else if !fields.is_empty() {
            self.width = self.width.max(fields.len());
            let line = self.row;
            self.records.push(Ok(Record { line, fields }));
        }
    }

    /// A sheet does not say where a row ends: every row is as wide as the widest.
    fn finish(mut self) -> Result<(Records, usize), Refused> {
        self.finish_row();
        let cells = self.width.saturating_mul(self.records.len());
        self.bytes = self.bytes.saturating_add(cells.saturating_mul(CELL_BYTES));
        self.require_room()?;
        for record in self.records.iter_mut().flatten() {
            record.fields.resize(self.width, Cow::Borrowed(""));
        }
        Ok((self.records, self.bytes))
    }
}

/// Read the rows of a sheet; `bytes` counts what all sheets take in memory.
fn records(
    workbook: &mut Workbook<'_>,
    name: &str,
    counter: &mut Counter,
    bytes: &mut usize,
) -> Result<Records, Refused> {
    let mut collector = Collector::new(counter, *bytes);
    if let Sheets::Xlsx(workbook) = workbook {
        // Cell by cell: one cell far down must not cost the memory of all above it.
        let mut cells = workbook
            .worksheet_cells_reader(name)
            .map_err(broken(name))?;
        while let Some(cell) = cells.next_cell().map_err(broken(name))? {
            collector.add(cell.get_position(), &Data::from(cell.get_value().clone()))?;
        }
    } else {
        let range = workbook.worksheet_range(name).map_err(broken(name))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let place = (
                row.saturating_add(first_row),
                column.saturating_add(first_column),
            );
            collector.add(place, value)?;
        }
    }
    let (records, taken) = collector.finish()?;
    *bytes = taken;
    Ok(records)
}

/// Return the text of a cell, or what is wrong with it.
fn text(value: &Data) -> Result<String, String> {
    let text = match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        // The shortest digits that mean this number, never an exponent.
        Data::Float(number) => number.to_string(),
        Data::Int(number) => number.to_string(),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) {
                date
            } else {
                format!("{date} {hour:02}:{minute:02}:{second:02}")
            }
        }
        Data::DateTime(duration) => duration.as_f64().to_string(),
        Data::Error(error) => return Err(format!("holds an error: {error}")),
    };
    if text.chars().nth(FIELD_CHARACTERS_MAX).is_some() {
        return Err(format!("is longer than {FIELD_CHARACTERS_MAX} characters"));
    }
    Ok(text)
}

fn broken<E: std::fmt::Display>(name: &str) -> impl FnOnce(E) -> Refused {
    move |error| unreadable(format!("the sheet {} is damaged: {error}", shorten(name)))
}

fn unreadable(message: impl Into<String>) -> Refused {
    (None, Flaw::new("encoding_unknown", message, HINT))
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, Data, ExcelDateTime, ExcelDateTimeType};

    use super::text;
    use crate::money::Fen;

    #[test]
    fn a_number_is_the_digits_that_were_typed() {
        for (number, digits) in [
            (0.3, "0.3"),
            (0.1 + 0.2, "0.30000000000000004"),
            (2_080_109.0, "2080109"),
            (1e15, "1000000000000000"),
            (-1234.5, "-1234.5"),
        ] {
            assert_eq!(text(&Data::Float(number)).unwrap(), digits);
        }
        // Every amount that can be posted has a text of its own.
        let most = text(&Data::Float(10_000_000_000_000.0 - 0.01)).unwrap();
        assert_eq!(Fen::parse_yuan(&most).unwrap().get(), 999_999_999_999_999);
    }

    #[test]
    fn a_date_is_written_as_such_and_an_error_is_none() {
        let moment = |value| {
            let kind = ExcelDateTimeType::DateTime;
            text(&Data::DateTime(ExcelDateTime::new(value, kind, false))).unwrap()
        };
        assert_eq!(moment(45_719.0), "2025-03-03");
        assert_eq!(moment(45_719.5), "2025-03-03 12:00:00");
        let error = text(&Data::Error(CellErrorType::Ref)).unwrap_err();
        assert_eq!(error, "holds an error: #REF!");
        assert!(text(&Data::String("长".repeat(1001))).is_err());
    }
}
