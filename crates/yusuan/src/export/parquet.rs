//! The journal and the balances as Parquet files, for lakes and programs of analysis.
//!
//! A file is a public view, column for column, written in groups of rows: what an export takes of
//! memory is one group, whatever the journal has.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;
use jiff::civil::{Date, date};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Statement};

use crate::error::{Error, Result};
use crate::file::{self, Output};
use crate::progress::{Counter, Stage};

/// The views that are exported, and what their rows are sorted by.
const VIEWS: [(&str, &str); 5] = [
    ("journal", "posting_id"),
    ("line_report", "line_id"),
    ("income_report", "income_id"),
    ("surplus_report", "surplus_id"),
    ("commitment_report", "commitment_id"),
];

/// Rows of a group.
const GROUP: usize = 16_384;

/// Day 0 of a column of days.
const EPOCH: Date = date(1970, 1, 1);

/// Write every file into a folder; return them.
pub(crate) fn export(connection: &Connection, folder: &Path) -> Result<Vec<PathBuf>> {
    Output::make_folder(folder)?;
    file::read_through(connection, |connection| all_views(connection, folder))
}

fn all_views(connection: &Connection, folder: &Path) -> Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    let mut counter = Counter::begin(Stage::Exporting, None);
    for (view, sorted_by) in VIEWS {
        let path = folder.join(format!("{view}.parquet"));
        let output = Output::prepare(&path)?;
        let sql = format!("SELECT * FROM {view} ORDER BY {sorted_by}");
        let mut statement = connection.prepare(&sql)?;
        let mut failure = None;
        let done = output.write_by(|out| {
            write(&mut statement, view, &mut counter, out).map_err(|error| match error {
                Failure::Io(error) => error,
                Failure::Ledger(error) => {
                    failure = Some(error);
                    io::ErrorKind::Other.into()
                }
            })
        });
        match failure {
            Some(error) => return Err(error),
            None => done?,
        }
        written.push(path);
    }
    counter.end()?;
    Ok(written)
}

/// Why a file was not written.
enum Failure {
    Io(io::Error),
    Ledger(Error),
}

impl From<ParquetError> for Failure {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(error) => match error.downcast() {
                Ok(error) => Self::Io(*error),
                Err(error) => Self::Io(io::Error::other(error)),
            },
            error => Self::Io(io::Error::other(error)),
        }
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Ledger(error.into())
    }
}

/// Write the rows of a statement as a file.
fn write(
    statement: &mut Statement<'_>,
    view: &str,
    counter: &mut Counter,
    out: &mut (dyn Write + Send),
) -> std::result::Result<(), Failure> {
    let names = statement.column_names().map(str::to_owned);
    let mut columns: Vec<Column> = names.map(Column::new).collect();
    let mut fields = Vec::new();
    for column in &columns {
        fields.push(Arc::new(column.field()?));
    }
    let schema = Type::group_type_builder(view).with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("yusuan {}", crate::VERSION))
        .build();
    let out = Sized(out);
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
    let mut rows = statement.query([])?;
    let mut count = 0_usize;
    while let Some(row) = rows.next()? {
        counter.step().map_err(Failure::Ledger)?;
        for (number, column) in columns.iter_mut().enumerate() {
            column.push(row.get_ref(number)?)?;
        }
        count = count.saturating_add(1);
        if count == GROUP {
            put(&mut columns, writer.next_row_group()?)?;
            count = 0;
        }
    }
    if count > 0 {
        put(&mut columns, writer.next_row_group()?)?;
    }
    writer.close()?;
    Ok(())
}

/// A writer of a known size, as the library wants one.
struct Sized<'w>(&'w mut (dyn Write + Send));

impl Write for Sized<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Write a group of rows, and empty the columns for the next.
fn put<W: Write + Send>(
    columns: &mut [Column],
    mut group: SerializedRowGroupWriter<'_, W>,
) -> std::result::Result<(), ParquetError> {
    for column in columns {
        let Some(mut writer) = group.next_column()? else {
            break;
        };
        let levels = Some(column.levels.as_slice());
        match &column.values {
            Values::Text(values) => {
                let typed = writer.typed::<ByteArrayType>();
                typed.write_batch(values, levels, None)?
            }
            Values::Whole(values) => {
                let typed = writer.typed::<Int64Type>();
                typed.write_batch(values, levels, None)?
            }
            Values::Year(values) | Values::Day(values) => {
                let typed = writer.typed::<Int32Type>();
                typed.write_batch(values, levels, None)?
            }
        };
        writer.close()?;
        column.clear();
    }
    group.close().map(|_| ())
}

/// A column of a group of rows.
struct Column {
    name: String,
    /// One for each row: 1 where it has a value, 0 where it has none.
    levels: Vec<i16>,
    values: Values,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Year(Vec<i32>),
    Day(Vec<i32>),
}

impl Column {
    /// A column holds what its name says: that is how the views are named.
    fn new(name: String) -> Self {
        let values = match name.as_str() {
            "year" | "origin_year" => Values::Year(Vec::new()),
            "dated" => Values::Day(Vec::new()),
            name if name.ends_with("_fen") || name.ends_with("_id") => Values::Whole(Vec::new()),
            _ => Values::Text(Vec::new()),
        };
        let levels = Vec::new();
        Self {
            name,
            levels,
            values,
        }
    }

    fn field(&self) -> std::result::Result<Type, ParquetError> {
        let (physical, logical) = match self.values {
            Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Whole(_) => (Physical::INT64, None),
            Values::Year(_) => (Physical::INT32, Some(LogicalType::integer(16, true))),
            Values::Day(_) => (Physical::INT32, Some(LogicalType::Date)),
        };
        Type::primitive_type_builder(&self.name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL)
            .build()
    }

    fn push(&mut self, value: ValueRef<'_>) -> std::result::Result<(), Failure> {
        if value == ValueRef::Null {
            self.levels.push(0);
            return Ok(());
        }
        self.levels.push(1);
        let is_pushed = match (&mut self.values, value) {
            (Values::Text(values), ValueRef::Text(text)) => {
                // Neighbours are often the same: they share their bytes.
                let last = values.last().filter(|last| last.data() == text);
                let text = last.cloned().unwrap_or_else(|| text.into());
                values.push(text);
                true
            }
            (Values::Whole(values), ValueRef::Integer(number)) => {
                values.push(number);
                true
            }
            (Values::Year(values), ValueRef::Integer(number)) => {
                i32::try_from(number).is_ok_and(|year| {
                    values.push(year);
                    true
                })
            }
            (Values::Day(values), ValueRef::Text(text)) => {
                let text = std::str::from_utf8(text).unwrap_or_default();
                let day = text.parse::<Date>().and_then(|day| EPOCH.until(day));
                day.is_ok_and(|since| {
                    values.push(since.get_days());
                    true
                })
            }
            _ => false,
        };
        if is_pushed {
            return Ok(());
        }
        let message = format!("column {} of a view has another type", self.name);
        Err(Failure::Ledger(Error::damaged(message)))
    }

    fn clear(&mut self) {
        self.levels.clear();
        match &mut self.values {
            Values::Text(values) => values.clear(),
            Values::Whole(values) => values.clear(),
            Values::Year(values) | Values::Day(values) => values.clear(),
        }
    }
}
