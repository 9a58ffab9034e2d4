//! Tables of other libraries, handed over by the Arrow C stream interface: nothing of the library
//! that made a table is needed, and its columns are read where they lie.

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayReader, StructArray};
use arrow_schema::{ArrowError, DataType, Fields, TimeUnit};
use jiff::Span;
use jiff::civil::{Date, date};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyString};
use yusuan::import::{ColumnType, DataTable, DataValue};

use crate::errors;

/// Day 0 of a column of days.
const EPOCH: Date = date(1970, 1, 1);

const SECONDS_OF_DAY: i64 = 86_400;

/// A table that another library holds.
pub(crate) struct ArrowTable {
    fields: Fields,
    /// Types of columns by their names, for messages.
    types: Vec<String>,
    batches: Vec<StructArray>,
    /// The row of the table with which each batch begins.
    starts: Vec<usize>,
    row_count: usize,
}

impl ArrowTable {
    /// Read what an object hands over; none when it has no such method.
    pub(super) fn of(given: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        let method = intern!(given.py(), "__arrow_c_stream__");
        let Some(export) = given.getattr_opt(method)? else {
            return Ok(None);
        };
        let (error, fields) = match Self::exported(&export)? {
            Ok(table) => return Ok(Some(table)),
            Err(failure) => failure,
        };
        let untyped = fields.iter().filter(|field| field.data_type().is_null());
        let untyped: Vec<&str> = untyped.map(|field| field.name().as_str()).collect();
        // As text the same columns are of the interface, and as empty.
        let typed = if untyped.is_empty() {
            None
        } else {
            as_text(given, &untyped)
        };
        if let Some(typed) = typed
            && let Ok(table) = Self::exported(&typed.getattr(method)?)?
        {
            return Ok(Some(table));
        }
        Err(errors::unreadable(&error, &untyped))
    }

    /// Read what a method hands over.
    fn exported(export: &Bound<'_, PyAny>) -> PyResult<Result<Self, (ArrowError, Fields)>> {
        let capsule = export.call0()?.cast_into::<PyCapsule>()?;
        let stream = take(&capsule)?;
        // Making the columns may be the work of the library that hands them over.
        Ok(export.py().detach(|| Self::read(stream)))
    }

    /// Read a stream to its end; a failure comes with the columns, where they are known.
    fn read(stream: FFI_ArrowArrayStream) -> Result<Self, (ArrowError, Fields)> {
        let reader =
            ArrayStreamReader::try_new(stream).map_err(|error| (error, Fields::empty()))?;
        let DataType::Struct(fields) = reader.field().data_type().clone() else {
            let message = format!("no table, but one column of {}", reader.field().data_type());
            return Err((ArrowError::SchemaError(message), Fields::empty()));
        };
        Self::collect(reader, &fields).map_err(|error| (error, fields))
    }

    fn collect(reader: ArrayStreamReader, fields: &Fields) -> Result<Self, ArrowError> {
        let types = fields.iter().map(|field| field.data_type().to_string());
        let mut table = Self {
            types: types.collect(),
            fields: fields.clone(),
            batches: Vec::new(),
            starts: Vec::new(),
            row_count: 0,
        };
        for batch in reader {
            let batch = batch?.as_struct().clone();
            // Text that is none, or places beyond the end, must not reach the ledger.
            for column in batch.columns() {
                column.to_data().validate_full()?;
            }
            table.starts.push(table.row_count);
            table.row_count += batch.len();
            table.batches.push(batch);
        }
        Ok(table)
    }
}

/// Let a table cast columns without a type to text by itself, as a `DataFrame` of polars can.
fn as_text<'py>(given: &Bound<'py, PyAny>, columns: &[&str]) -> Option<Bound<'py, PyAny>> {
    let types = PyDict::new(given.py());
    for column in columns {
        types
            .set_item(column, given.py().get_type::<PyString>())
            .ok()?;
    }
    given
        .call_method1(intern!(given.py(), "cast"), (types,))
        .ok()
}

impl ArrowTable {
    /// Say whether there are rows, none of which has a value in a column.
    fn is_blank(&self, column: usize) -> bool {
        let mut columns = self.batches.iter().map(|batch| batch.column(column));
        self.row_count > 0 && columns.all(|column| column.logical_null_count() == column.len())
    }
}

/// Take the stream out of its capsule, which is empty then.
#[expect(
    unsafe_code,
    reason = "the interface is a pointer; this is the only place that follows one"
)]
fn take(capsule: &Bound<'_, PyCapsule>) -> PyResult<FFI_ArrowArrayStream> {
    use pyo3::types::PyCapsuleMethods;

    let stream = capsule.pointer_checked(Some(c"arrow_array_stream"))?;
    let stream = stream.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a stream by the definition of the interface, and lives as
    // long as we borrow it. What is left in it is marked as released, so that it is freed once.
    Ok(unsafe { FFI_ArrowArrayStream::from_raw(stream.as_ptr()) })
}

impl DataTable for ArrowTable {
    fn names(&self) -> Vec<String> {
        let names = self.fields.iter().map(|field| field.name().to_owned());
        names.collect()
    }

    fn row_count(&self) -> usize {
        self.row_count
    }

    fn column_type(&self, column: usize) -> ColumnType<'_> {
        let Some(field) = self.fields.get(column) else {
            return ColumnType::Any;
        };
        // What a library calls a column without any value means nothing.
        if self.is_blank(column) {
            return ColumnType::Any;
        }
        let mut kind = field.data_type();
        if let DataType::Dictionary(_, values) = kind {
            kind = values;
        }
        match kind {
            DataType::Null => ColumnType::Any,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => ColumnType::Text,
            // A moment that no zone is said of may be a day: pandas has no other type for days.
            DataType::Date32 | DataType::Date64 | DataType::Timestamp(_, None) => ColumnType::Day,
            DataType::Decimal32(_, scale)
            | DataType::Decimal64(_, scale)
            | DataType::Decimal128(_, scale)
                if *scale >= 0 =>
            {
                ColumnType::Decimal
            }
            kind if kind.is_integer() => ColumnType::Whole,
            _ => ColumnType::Other(self.types.get(column).map_or("", String::as_str)),
        }
    }

    fn value(&self, row: usize, column: usize) -> DataValue<'_> {
        let batch = self.starts.partition_point(|start| *start <= row);
        let found = batch.checked_sub(1).and_then(|batch| {
            let (start, batch) = (self.starts.get(batch)?, self.batches.get(batch)?);
            Some((batch, row.checked_sub(*start)?))
        });
        match found {
            // A row may be nothing as a whole, whatever its columns hold.
            Some((batch, row)) if batch.is_valid(row) => value(batch.column(column).as_ref(), row),
            _ => DataValue::Missing,
        }
    }
}

fn value(array: &dyn Array, row: usize) -> DataValue<'_> {
    if array.is_null(row) {
        return DataValue::Missing;
    }
    match array.data_type() {
        DataType::Utf8 => DataValue::Text(array.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => DataValue::Text(array.as_string::<i64>().value(row)),
        DataType::Utf8View => DataValue::Text(array.as_string_view().value(row)),
        DataType::Date32 => day(array.as_primitive::<Date32Type>().value(row)),
        DataType::Date64 => {
            let milliseconds = array.as_primitive::<Date64Type>().value(row);
            moment(milliseconds, TimeUnit::Millisecond)
        }
        DataType::Timestamp(unit, None) => moment(since_epoch(array, row, *unit), *unit),
        DataType::Decimal32(_, scale) => {
            let digits = array.as_primitive::<Decimal32Type>().value(row);
            decimal(i128::from(digits), *scale)
        }
        DataType::Decimal64(_, scale) => {
            let digits = array.as_primitive::<Decimal64Type>().value(row);
            decimal(i128::from(digits), *scale)
        }
        DataType::Decimal128(_, scale) => {
            decimal(array.as_primitive::<Decimal128Type>().value(row), *scale)
        }
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            match whole(dictionary.keys(), row).and_then(|key| usize::try_from(key).ok()) {
                Some(key) => value(dictionary.values().as_ref(), key),
                None => DataValue::Missing,
            }
        }
        kind if kind.is_integer() => {
            whole(array, row).map_or_else(|| other("uint64", array, row), DataValue::Whole)
        }
        // A column of nothing; those of other types are refused as a whole.
        _ => DataValue::Missing,
    }
}

/// Return a whole number; none when it does not fit into 64 bits with a sign.
fn whole(array: &dyn Array, row: usize) -> Option<i64> {
    Some(match array.data_type() {
        DataType::Int8 => array.as_primitive::<Int8Type>().value(row).into(),
        DataType::Int16 => array.as_primitive::<Int16Type>().value(row).into(),
        DataType::Int32 => array.as_primitive::<Int32Type>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row),
        DataType::UInt8 => array.as_primitive::<UInt8Type>().value(row).into(),
        DataType::UInt16 => array.as_primitive::<UInt16Type>().value(row).into(),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).into(),
        _ => {
            let number = array.as_primitive_opt::<UInt64Type>()?.value(row);
            return i64::try_from(number).ok();
        }
    })
}

fn other(name: &'static str, array: &dyn Array, row: usize) -> DataValue<'static> {
    let number = array.as_primitive_opt::<UInt64Type>();
    let shown = number.map_or_else(String::new, |numbers| numbers.value(row).to_string());
    DataValue::Other { name, shown }
}

fn decimal(digits: i128, scale: i8) -> DataValue<'static> {
    u32::try_from(scale).map_or(DataValue::Missing, |scale| DataValue::Decimal {
        digits,
        scale,
    })
}

fn day(number: i32) -> DataValue<'static> {
    let span = Span::new().try_days(number);
    let day = span.and_then(|span| EPOCH.checked_add(span));
    day.map_or_else(
        |_| DataValue::Other {
            name: "day",
            shown: number.to_string(),
        },
        DataValue::Day,
    )
}

/// Return a moment as it is counted, since day 0.
fn since_epoch(array: &dyn Array, row: usize, unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => array.as_primitive::<TimestampSecondType>().value(row),
        TimeUnit::Millisecond => array.as_primitive::<TimestampMillisecondType>().value(row),
        TimeUnit::Microsecond => array.as_primitive::<TimestampMicrosecondType>().value(row),
        TimeUnit::Nanosecond => array.as_primitive::<TimestampNanosecondType>().value(row),
    }
}

/// Return the day that a moment without a zone begins; a time of day is none.
fn moment(count: i64, unit: TimeUnit) -> DataValue<'static> {
    let per_second = match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    };
    let per_day = SECONDS_OF_DAY * per_second;
    let (days, rest) = (count.div_euclid(per_day), count.rem_euclid(per_day));
    let Ok(days) = i32::try_from(days) else {
        let shown = count.to_string();
        return DataValue::Other {
            name: "timestamp",
            shown,
        };
    };
    match day(days) {
        DataValue::Day(day) if rest != 0 => {
            let seconds = rest / per_second;
            let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
            DataValue::Other {
                name: "timestamp",
                shown: format!("{day} {hour:02}:{minute:02}:{second:02}"),
            }
        }
        day => day,
    }
}
