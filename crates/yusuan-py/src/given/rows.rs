//! Rows as Python holds them itself: mappings, one for each row.

use std::collections::HashMap;

use jiff::civil::Date;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDateTime, PyDict, PyInt, PyMapping, PyString};
use yusuan::LineName;
use yusuan::import::{ColumnType, DataTable, DataValue};

use crate::line::Named;
use crate::money;
use crate::words::Day;

/// How many rows are read between two looks whether Ctrl-C was pressed.
const ROWS_UNHEARD: usize = 1_024;

/// Mappings as a table: the names of all of them are its columns.
pub(crate) struct Rows {
    names: Vec<String>,
    /// The values that a row has, each with its column.
    rows: Vec<Vec<(usize, Held)>>,
}

/// A value that Python no longer holds.
enum Held {
    Whole(i64),
    Text(String),
    Day(Date),
    Line(LineName),
    Other { name: String, shown: String },
}

impl Rows {
    /// Read mappings one after the other.
    pub(super) fn of(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let is_one = given.is_instance_of::<PyString>()
            || given.is_instance_of::<PyBytes>()
            || given.cast::<PyMapping>().is_ok();
        // A query that its library has not computed yet, as a LazyFrame of polars.
        let is_query = given.getattr_opt(intern!(given.py(), "collect"))?.is_some();
        let rows_given = if is_one || is_query {
            None
        } else {
            given.try_iter().ok()
        };
        let Some(rows_given) = rows_given else {
            let name = given.get_type().name()?;
            let advice = if is_query {
                ": .collect() it first"
            } else {
                ""
            };
            return Err(PyTypeError::new_err(format!(
                "rows are the path of a file, a table with __arrow_c_stream__, or mappings one after \
                 the other, not {name}{advice}"
            )));
        };
        let mut table = Self {
            names: Vec::new(),
            rows: Vec::new(),
        };
        let mut columns = HashMap::new();
        for row in rows_given {
            // No ledger is at work yet that would hear Ctrl-C.
            if table.rows.len().is_multiple_of(ROWS_UNHEARD) {
                given.py().check_signals()?;
            }
            let row = table.row(&row?, &mut columns)?;
            table.rows.push(row);
        }
        Ok(table)
    }

    fn row(
        &mut self,
        given: &Bound<'_, PyAny>,
        columns: &mut HashMap<String, usize>,
    ) -> PyResult<Vec<(usize, Held)>> {
        let number = self.rows.len() + 1;
        let mut row = Vec::new();
        let mut add = |name: Bound<'_, PyAny>, value: Bound<'_, PyAny>| -> PyResult<()> {
            let name = match name.cast::<PyString>() {
                // No column is called so, and it is refused as unknown.
                Ok(name) => name.to_string_lossy().into_owned(),
                Err(_) => money::text(name.as_borrowed(), "the name of a column")?,
            };
            let next = columns.len();
            let column = *columns.entry(name).or_insert_with_key(|name| {
                self.names.push(name.clone());
                next
            });
            row.extend(held(&value)?.map(|value| (column, value)));
            Ok(())
        };
        if let Ok(given) = given.cast::<PyDict>() {
            for (name, value) in given {
                add(name, value)?;
            }
        } else if let Ok(given) = given.cast::<PyMapping>() {
            for pair in given.items()? {
                let (name, value) = pair.extract()?;
                add(name, value)?;
            }
        } else {
            let name = given.get_type().name()?;
            let text = format!("row {number} is no mapping, but {name}");
            return Err(PyTypeError::new_err(text));
        }
        Ok(row)
    }
}

/// Take a value over; none for None.
fn held(value: &Bound<'_, PyAny>) -> PyResult<Option<Held>> {
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Some(words(text)));
    }
    if value.is_instance_of::<PyInt>()
        && !value.is_instance_of::<PyBool>()
        && let Ok(number) = value.extract()
    {
        return Ok(Some(Held::Whole(number)));
    }
    if value.is_instance_of::<PyDateTime>() {
        return moment(value);
    }
    if let Ok(day) = value.extract::<Day>() {
        return Ok(Some(Held::Day(day.0)));
    }
    if let Ok(line) = value.extract::<Named>() {
        return Ok(Some(Held::Line(line.name())));
    }
    if let Some(digits) = money::plain_digits(value)? {
        return Ok(Some(Held::Text(digits)));
    }
    other(value).map(Some)
}

/// Take a text over; half a letter, as in the name of a file that is no UTF-8, stands in no text.
fn words(text: &Bound<'_, PyString>) -> Held {
    match text.to_str() {
        Ok(text) => Held::Text(text.to_owned()),
        Err(_) => Held::Other {
            name: "half a letter in".to_owned(),
            shown: text.to_string_lossy().into_owned(),
        },
    }
}

/// Take a moment over: a day when it is the midnight that begins one and names no zone, as pandas has
/// days; none for what pandas has where a moment is missing.
fn moment(value: &Bound<'_, PyAny>) -> PyResult<Option<Held>> {
    if value.ne(value)? {
        return Ok(None);
    }
    let day: Day = value.call_method0(intern!(value.py(), "date"))?.extract()?;
    let (year, month, of_month) = (day.0.year(), day.0.month(), day.0.day());
    let (month, of_month) = (month.unsigned_abs(), of_month.unsigned_abs());
    let midnight = PyDateTime::new(value.py(), year.into(), month, of_month, 0, 0, 0, 0, None)?;
    if value.eq(midnight)? {
        return Ok(Some(Held::Day(day.0)));
    }
    other(value).map(Some)
}

fn other(value: &Bound<'_, PyAny>) -> PyResult<Held> {
    Ok(Held::Other {
        name: value.get_type().name()?.to_string(),
        shown: value.str()?.to_string(),
    })
}

impl DataTable for Rows {
    fn names(&self) -> Vec<String> {
        self.names.clone()
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn column_type(&self, _: usize) -> ColumnType<'_> {
        ColumnType::Any
    }

    fn value(&self, row: usize, column: usize) -> DataValue<'_> {
        let values = self.rows.get(row).map_or(&[][..], Vec::as_slice);
        let found = values.iter().find(|(at, _)| *at == column);
        match found.map(|(_, value)| value) {
            None => DataValue::Missing,
            Some(Held::Whole(number)) => DataValue::Whole(*number),
            Some(Held::Text(text)) => DataValue::Text(text),
            Some(Held::Day(day)) => DataValue::Day(*day),
            Some(Held::Line(line)) => DataValue::Line(line),
            Some(Held::Other { name, shown }) => DataValue::Other {
                name,
                shown: shown.clone(),
            },
        }
    }
}
