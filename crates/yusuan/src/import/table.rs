//! A file, or a table in memory, as rows under a header.

use std::borrow::Cow;
use std::convert::Infallible;

use super::column_types::unfit_column;
use super::encoding::{decode, lines_of};
use super::header::{Column, Header, Layout};
use super::mapped::Mapped;
use super::mapping::Mapping;
use super::memory::{DataTable, Field};
use super::problems::{Flaw, Place, Problems};
use super::record::{Record, Records};
use super::source::{Content as Given, Source};
use super::{FILE_BYTES_MAX, ROWS_MAX};
use crate::error::Error;
use crate::line::LineName;
use crate::progress::{Counter, Stage, is_stopped};

/// One row of a table under its header.
pub(super) struct Row<'a> {
    /// Line of a file, the header being 1; in memory the row, from 1.
    pub(super) number: u64,
    header: &'a Header,
    values: Values<'a>,
}

/// The values of a row.
enum Values<'a> {
    /// As they stand in the file.
    Plain(&'a [Cow<'a, str>]),
    /// As they were made of something else.
    Made(&'a [Field<'a>]),
}

impl<'a> Row<'a> {
    /// Return a value without the white space around it; none when there is no such column.
    pub(super) fn text(&self, column: &str) -> Option<&str> {
        let position = self.header.position(column)?;
        let text: &str = match &self.values {
            Values::Plain(fields) => fields.get(position)?,
            Values::Made(_) => &self.made(column)?.text,
        };
        Some(text.trim())
    }

    fn made(&self, column: &str) -> Option<&'a Field<'a>> {
        match self.values {
            Values::Plain(_) => None,
            Values::Made(fields) => fields.get(self.header.position(column)?),
        }
    }

    /// Return the line that was named by its key in a value of its own.
    pub(super) fn line(&self, column: &str) -> Option<&'a LineName> {
        self.made(column)?.line
    }

    /// Read a value, or report why that is impossible.
    pub(super) fn read<T>(
        &self,
        column: &str,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
        problems: &mut Problems,
    ) -> Option<T> {
        let text = self.text(column)?;
        let flaw = self.made(column).and_then(|field| field.flaw.clone());
        match flaw.map_or_else(|| parse(text), Err) {
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
        let value = match &self.values {
            Values::Plain(fields) => position.and_then(|at| fields.get(at)).map(|text| &**text),
            Values::Made(_) => self.made(column).and_then(|field| field.shown.as_deref()),
        };
        let place = Place {
            row: Some(self.number),
            column: Some(self.header.shown_name(column)),
            value,
            position: self.header.place(column),
        };
        problems.add(place, flaw);
    }
}

/// Read every row of a file; rows that `read_row` cannot make anything of are left out.
pub(super) fn read_rows<T>(
    bytes: &[u8],
    layout: &Layout,
    problems: &mut Problems,
    read_row: impl FnMut(&Row<'_>, &mut Problems) -> Option<T>,
) -> Vec<T> {
    let mut reading = Reading {
        layout,
        mapping: None,
        check: &mut |_, _| true,
    };
    collect(problems, read_row, |problems, read| {
        reading.file(bytes, problems, read)
    })
}

/// Read every row of a source, as [`read_rows`] does, unless it is stopped; also return the header,
/// where there is one.
pub(super) fn read_source<T>(
    source: &Source<'_>,
    layout: &Layout,
    problems: &mut Problems,
    mut read_row: impl FnMut(&Row<'_>, &mut Problems) -> Option<T>,
) -> Result<(Option<Header>, Vec<T>), Error> {
    let mut found = None;
    let mut check = |header: &Header, _: &mut Problems| {
        found = Some(header.clone());
        true
    };
    let mut rows = Vec::new();
    each_row(
        source,
        layout,
        &mut check,
        problems,
        &mut |row, problems| {
            if is_stopped() {
                return Err(Error::Stopped);
            }
            let read = read_row(row, problems);
            debug_assert!(read.is_some() || !problems.is_empty(), "a row got lost");
            rows.extend(read);
            Ok(())
        },
    )?;
    Ok((found, rows))
}

fn collect<T>(
    problems: &mut Problems,
    mut read_row: impl FnMut(&Row<'_>, &mut Problems) -> Option<T>,
    each: impl FnOnce(
        &mut Problems,
        &mut dyn FnMut(&Row<'_>, &mut Problems) -> Result<(), Infallible>,
    ) -> Result<(), Infallible>,
) -> Vec<T> {
    let mut rows = Vec::new();
    let read = each(problems, &mut |row, problems| {
        let read = read_row(row, problems);
        debug_assert!(read.is_some() || !problems.is_empty(), "a row got lost");
        rows.extend(read);
        Ok(())
    });
    match read {
        Ok(()) => rows,
    }
}

/// Does something with every row of a source, until that fails.
///
/// `check` judges the header, and says whether the rows are worth reading.
pub(super) fn each_row<E>(
    source: &Source<'_>,
    layout: &Layout,
    check: &mut dyn FnMut(&Header, &mut Problems) -> bool,
    problems: &mut Problems,
    read: &mut dyn FnMut(&Row<'_>, &mut Problems) -> Result<(), E>,
) -> Result<(), E> {
    let mut reading = Reading {
        layout,
        mapping: source.mapping.as_ref(),
        check,
    };
    match &source.content {
        Given::Bytes(bytes) => reading.file(bytes, problems, read),
        Given::Table(table) => reading.table(*table, problems, read),
    }
}

struct Reading<'r> {
    layout: &'r Layout,
    mapping: Option<&'r Mapping>,
    check: &'r mut dyn FnMut(&Header, &mut Problems) -> bool,
}

impl<'r> Reading<'r> {
    fn file<E>(
        &mut self,
        bytes: &[u8],
        problems: &mut Problems,
        read: &mut dyn FnMut(&Row<'_>, &mut Problems) -> Result<(), E>,
    ) -> Result<(), E> {
        let content = match content(bytes, self.layout, self.mapping) {
            Ok(content) => content,
            Err((row, flaw)) => {
                let place = Place {
                    row,
                    ..Place::default()
                };
                problems.add(place, flaw);
                return Ok(());
            }
        };
        let first = self.mapping.and_then(|mapping| mapping.header_row);
        let mut records = content.records(first, problems);
        let Some((header, mut mapped)) = self.header(records.next(), problems) else {
            return Ok(());
        };
        if !(self.check)(&header, problems) {
            return Ok(());
        }
        let mut counter = Counter::begin(Stage::Rows, Some(content.row_count()));
        let mut count = 0_u64;
        for record in records {
            // Whoever stops here is heard when the ledger is asked.
            let _ = counter.step();
            if count >= ROWS_MAX {
                let message = format!("the file has more than {ROWS_MAX} rows");
                problems.add(Place::default(), too_large(message));
                break;
            }
            count = count.saturating_add(1);
            match (record, &mut mapped) {
                (Ok(record), Some(mapped)) => {
                    read_mapped(&header, mapped, &record, problems, read)?;
                }
                (Ok(record), None) if header.check_width(&record, problems) => {
                    let row = Row {
                        number: record.line,
                        header: &header,
                        values: Values::Plain(&record.fields),
                    };
                    read(&row, problems)?;
                }
                (Ok(_), None) => {}
                (Err((line, flaw)), _) => problems.add(Place::row(line), flaw),
            }
        }
        let _ = counter.end();
        if count == 0 && problems.is_empty() {
            problems.add(Place::default(), empty("the file has a header and no rows"));
        }
        Ok(())
    }

    /// Read the row of names, by our names or by those of the mapping.
    fn header(
        &self,
        first: Option<Result<Record<'_>, (u64, Flaw)>>,
        problems: &mut Problems,
    ) -> Option<(Header, Option<Mapped<'r>>)> {
        match (first, self.mapping) {
            (Some(Ok(record)), Some(mapping)) => {
                let names = record.fields.iter().map(|name| name.trim().to_owned());
                let names: Vec<String> = names.collect();
                let row = Some(record.line);
                let (header, mapped) = mapping.bind(&names, row, self.layout, problems);
                // Without its columns no row of the table can be judged.
                problems.is_empty().then_some((header, Some(mapped)))
            }
            (Some(Ok(record)), None) => {
                let header = Header::read(&record, self.layout, problems)?;
                Some((header, None))
            }
            (Some(Err((line, flaw))), _) => {
                problems.add(Place::row(line), flaw);
                None
            }
            (None, mapping) => {
                let first = mapping.and_then(|mapping| mapping.header_row);
                let message = first.map_or_else(
                    || "nothing stands in the cells of the file".to_owned(),
                    |row| format!("nothing stands in or below row {row}, the header_row"),
                );
                problems.add(Place::default(), empty(&message));
                None
            }
        }
    }

    fn table<E>(
        &mut self,
        table: &dyn DataTable,
        problems: &mut Problems,
        read: &mut dyn FnMut(&Row<'_>, &mut Problems) -> Result<(), E>,
    ) -> Result<(), E> {
        let names = table.names();
        // A list of nothing has no columns either, and is done at once.
        if names.is_empty() && table.row_count() == 0 {
            return Ok(());
        }
        let (header, mut mapped) = match self.mapping {
            Some(mapping) => {
                let (header, mapped) = mapping.bind(&names, None, self.layout, problems);
                (header, Some(mapped))
            }
            None => match Header::of(names.clone(), None, self.layout, problems) {
                Some(header) => (header, None),
                None => return Ok(()),
            },
        };
        let goes_on = (self.check)(&header, problems);
        let columns = self.placed(&header, mapped.as_ref());
        for (column, position) in &columns {
            if let Some(flaw) = unfit_column(column.holds, table.column_type(*position)) {
                let place = Place {
                    column: Some(header.shown_name(column.name)),
                    ..Place::default()
                };
                problems.add(place, flaw);
            }
        }
        if !goes_on || !problems.is_empty() {
            return Ok(());
        }
        let total = u64::try_from(table.row_count()).ok();
        let mut counter = Counter::begin(Stage::Rows, total);
        for (at, number) in (0..table.row_count()).zip(1_u64..) {
            let _ = counter.step();
            let value = |place, column: &Column| Field::of(table.value(at, place), column.holds);
            let fields = if let Some(mapped) = &mut mapped {
                let fields = mapped.fields(value);
                fields.filter(|fields| !mapped.skips(fields.iter().map(|field| &*field.text)))
            } else {
                let mut fields: Vec<Field<'_>> = Vec::with_capacity(names.len());
                fields.resize_with(names.len(), Field::empty);
                for (column, place) in &columns {
                    if let Some(field) = fields.get_mut(*place) {
                        *field = value(*place, column);
                    }
                }
                Some(fields)
            };
            let Some(fields) = fields else { continue };
            let row = Row {
                number,
                header: &header,
                values: Values::Made(&fields),
            };
            read(&row, problems)?;
        }
        let _ = counter.end();
        Ok(())
    }

    /// Return our columns of a table in memory and where they stand in it, in its order.
    fn placed(
        &self,
        header: &Header,
        mapped: Option<&Mapped<'_>>,
    ) -> Vec<(&'static Column, usize)> {
        let mut columns: Vec<_> = match mapped {
            Some(mapped) => mapped.single_places().collect(),
            None => self.layout_columns(header),
        };
        columns.sort_by_key(|(_, position)| *position);
        columns
    }

    /// Return the columns of the layout that a table has, and where they stand.
    fn layout_columns(&self, header: &Header) -> Vec<(&'static Column, usize)> {
        let columns = self.layout.columns();
        columns
            .filter_map(|column| Some((column, header.position(column.name)?)))
            .collect()
    }
}

fn read_mapped<E>(
    header: &Header,
    mapped: &mut Mapped<'_>,
    record: &Record<'_>,
    problems: &mut Problems,
    read: &mut dyn FnMut(&Row<'_>, &mut Problems) -> Result<(), E>,
) -> Result<(), E> {
    if mapped.skips(record.fields.iter().map(|field| &**field)) {
        return Ok(());
    }
    let fields = mapped.fields(|place, _| {
        let text = record.fields.get(place).map_or("", |field| &**field);
        Field::text(Cow::Borrowed(text))
    });
    let Some(fields) = fields else { return Ok(()) };
    let row = Row {
        number: record.line,
        header,
        values: Values::Made(&fields),
    };
    read(&row, problems)
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
    /// Return about how many rows there are: blank lines count, and lines within a value.
    fn row_count(&self) -> u64 {
        let lines = match self {
            Self::Text(text) => lines_of(text.trim_end().as_bytes()),
            #[cfg(feature = "xlsx")]
            Self::Sheet(sheet) => u64::try_from(sheet.records.len()).unwrap_or(u64::MAX),
        };
        lines.saturating_sub(1)
    }

    /// Return the records that have anything in them, from a line on; problems name their sheet from
    /// now on.
    #[cfg_attr(
        not(feature = "xlsx"),
        expect(unused_variables, reason = "only a workbook has sheets")
    )]
    fn records(&self, first: Option<u64>, problems: &mut Problems) -> Sequence<'_> {
        let records: Sequence<'_> = match self {
            Self::Text(text) => Box::new(Records::below(text, first)),
            #[cfg(feature = "xlsx")]
            Self::Sheet(sheet) => {
                problems.on_sheet(&sheet.name);
                Box::new(sheet.records.iter().cloned())
            }
        };
        let first = first.unwrap_or_default();
        Box::new(records.skip_while(move |record| match record {
            Ok(record) => record.line < first,
            Err((line, _)) => *line < first,
        }))
    }
}

/// Return what a file that is neither empty nor too large holds.
#[cfg_attr(
    not(feature = "xlsx"),
    expect(unused_variables, reason = "only a workbook has several tables")
)]
fn content<'a>(
    bytes: &'a [u8],
    layout: &Layout,
    mapping: Option<&Mapping>,
) -> Result<Content<'a>, (Option<u64>, Flaw)> {
    if bytes.len() > FILE_BYTES_MAX {
        let message = format!(
            "the file has more than {FILE_BYTES_MAX} bytes: {}",
            bytes.len()
        );
        return Err((None, too_large(message)));
    }
    #[cfg(feature = "xlsx")]
    if super::sheet::is_workbook(bytes) {
        return super::sheet::read(bytes, layout, mapping).map(Content::Sheet);
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
