//! A file as rows under a header.

use std::borrow::Cow;

use super::encoding::decode;
use super::header::{Header, Layout};
use super::problems::{Flaw, Place, Problems};
use super::record::{Record, Records};
use super::{FILE_BYTES_MAX, ROWS_MAX};

/// One row of a file under its header.
pub(super) struct Row<'a> {
    /// Line of the file, the header being 1.
    pub(super) number: u64,
    header: &'a Header,
    fields: &'a [Cow<'a, str>],
}

impl Row<'_> {
    /// Return a value without the white space around it; none when the file has no such column.
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        let field = self.fields.get(self.header.position(column)?)?;
        Some(field.trim())
    }

    /// Read a value, or report why that is impossible.
    pub(super) fn read<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
        problems: &mut Problems,
    ) -> Option<T> {
        match parse(self.text(column)?) {
            Ok(value) => Some(value),
            Err(flaw) => {
                self.refuse(column, flaw, problems);
                None
            }
        }
    }

    /// Return how the file calls a column.
    pub(super) fn shown_name<'n>(&'n self, column: &'n str) -> &'n str {
        self.header.shown_name(column)
    }

    /// Return where a column stands, from 0.
    pub(super) fn position(&self, column: &str) -> Option<usize> {
        self.header.position(column)
    }

    /// Report what is wrong with a value.
    pub(super) fn refuse(&self, column: &str, flaw: Flaw, problems: &mut Problems) {
        let position = self.header.position(column);
        let place = Place {
            row: Some(self.number),
            column: Some(self.header.shown_name(column)),
            value: position
                .and_then(|at| self.fields.get(at))
                .map(|field| &**field),
            position,
        };
        problems.add(place, flaw);
    }
}

/// Read every row of a file; rows that `read_row` cannot make anything of are left out.
pub(super) fn read_rows<T>(
    bytes: &[u8],
    layout: &Layout,
    problems: &mut Problems,
    mut read_row: impl FnMut(&Row<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let mut rows = Vec::new();
    let content = match content(bytes, layout) {
        Ok(content) => content,
        Err((row, flaw)) => {
            problems.add(
                Place {
                    row,
                    ..Place::default()
                },
                flaw,
            );
            return rows;
        }
    };
    let mut records = content.records(problems);
    let header = match records.next() {
        Some(Ok(record)) => Header::read(&record, layout, problems),
        Some(Err((line, flaw))) => {
            problems.add(Place::row(line), flaw);
            None
        }
        None => None,
    };
    let Some(header) = header else { return rows };
    let mut count = 0_u64;
    for record in records {
        if count >= ROWS_MAX {
            let message = format!("the file has more than {ROWS_MAX} rows");
            problems.add(Place::default(), too_large(message));
            break;
        }
        count = count.saturating_add(1);
        match record {
            Ok(record) => {
                if header.check_width(&record, problems) {
                    let row = Row {
                        number: record.line,
                        header: &header,
                        fields: &record.fields,
                    };
                    let read = read_row(&row, problems);
                    debug_assert!(read.is_some() || !problems.is_empty(), "a row got lost");
                    rows.extend(read);
                }
            }
            Err((line, flaw)) => problems.add(Place::row(line), flaw),
        }
    }
    if count == 0 && problems.is_empty() {
        problems.add(Place::default(), empty("the file has a header and no rows"));
    }
    rows
}

/// What a file holds: the text of separated values, or the sheet of a workbook.
enum Content<'a> {
    Text(Cow<'a, str>),
    #[cfg(feature = "xlsx")]
    Sheet(super::sheet::Sheet),
}

/// Records one after the other, or what is wrong with one and the line where it begins.
type Sequence<'a> = Box<dyn Iterator<Item = Result<Record<'a>, (u64, Flaw)>> + 'a>;

impl Content<'_> {
    /// Return the records that have anything in them; problems name their sheet from now on.
    #[cfg_attr(
        not(feature = "xlsx"),
        expect(unused_variables, reason = "only a workbook has sheets")
    )]
    fn records(&self, problems: &mut Problems) -> Sequence<'_> {
        match self {
            Self::Text(text) => Box::new(Records::new(text)),
            #[cfg(feature = "xlsx")]
            Self::Sheet(sheet) => {
                problems.on_sheet(&sheet.name);
                Box::new(sheet.records.iter().cloned())
            }
        }
    }
}

/// Return what a file that is neither empty nor too large holds.
#[cfg_attr(
    not(feature = "xlsx"),
    expect(unused_variables, reason = "only a workbook has several tables")
)]
fn content<'a>(bytes: &'a [u8], layout: &Layout) -> Result<Content<'a>, (Option<u64>, Flaw)> {
    if bytes.len() > FILE_BYTES_MAX {
        let message = format!(
            "the file has more than {FILE_BYTES_MAX} bytes: {}",
            bytes.len()
        );
        return Err((None, too_large(message)));
    }
    #[cfg(feature = "xlsx")]
    if super::sheet::is_workbook(bytes) {
        return super::sheet::read(bytes, layout).map(Content::Sheet);
    }
    let text = decode(bytes)?;
    if text
        .chars()
        .all(|character| character.is_whitespace() || character == '\u{FEFF}')
    {
        return Err((None, empty("the file is empty")));
    }
    Ok(Content::Text(text))
}

pub(super) fn empty(message: &str) -> Flaw {
    Flaw::new(
        "file_empty",
        message,
        "write a row of column names, then a row for each entry",
    )
}

pub(super) fn too_large(message: String) -> Flaw {
    Flaw::new(
        "file_too_large",
        message,
        "split the file, each part with its header",
    )
}
