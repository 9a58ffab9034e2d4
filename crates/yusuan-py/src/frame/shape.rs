//! The columns of a class of values, and how rows are written into them.

use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Decimal128Builder, Int16Builder, Int64Builder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use jiff::civil::{Date, date};
use pyo3::exceptions::PyOverflowError;
use pyo3::prelude::*;
use yusuan::column_name_zh;

use super::{Money, Names};

/// Digits of an amount in yuan: every number of fen that fits into 64 bits.
const PRECISION: u8 = 19;
const SCALE: i8 = 2;

/// Day 0 of a column of days.
const EPOCH: Date = date(1970, 1, 1);

/// What a value within a value is called in front of its columns, where its own names do not say
/// enough: beginnings in both languages.
const BEGINNINGS: [(&str, &str); 8] = [
    ("after_", "变更后"),
    ("before_", "变更前"),
    ("counter_", "对方"),
    ("decisive_", "决定性比较"),
    ("place_", "所在"),
    ("posting_", "记账"),
    ("row_", "对账单"),
    ("signed_as_", "签订时"),
];

/// Fields whose columns need no name in front.
const PLAIN: [&str; 4] = ["line", "key", "balance", "place"];

/// A class of values that can be the rows of a table.
pub(crate) trait Framed {
    /// Name of the class.
    const CLASS: &'static str;
    /// Declare the columns.
    fn declare_fields(shape: &mut Shape);
    /// Write the columns of the fields.
    fn write_fields(&self, py: Python<'_>, out: &mut Writer) -> PyResult<()>;
    /// Leave them empty.
    fn blank_fields(out: &mut Writer);
    /// Write the value as one row, or as one for each of the values that are its rows.
    fn write_rows(&self, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        self.write_fields(py, out)?;
        out.end_row();
        Ok(())
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Flag,
    /// A number that is no amount, or an amount in fen.
    Whole,
    Year,
    Yuan,
    /// Percent with two decimal places.
    Rate,
    Day,
}

impl Kind {
    const fn data_type(self) -> DataType {
        match self {
            Self::Text => DataType::Utf8,
            Self::Flag => DataType::Boolean,
            Self::Whole => DataType::Int64,
            Self::Year => DataType::Int16,
            Self::Yuan | Self::Rate => DataType::Decimal128(PRECISION, SCALE),
            Self::Day => DataType::Date32,
        }
    }
}

#[derive(Debug)]
struct Declared {
    name: String,
    name_zh: String,
    kind: Kind,
}

/// Columns as they are declared.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    columns: Vec<Declared>,
    class: &'static str,
    /// What stands in front of the names now.
    before: String,
    /// What stands in front of a name that is there already.
    apart: Option<String>,
}

impl Shape {
    pub(crate) fn of<T: Framed>() -> Self {
        let mut shape = Self {
            class: T::CLASS,
            ..Self::default()
        };
        T::declare_fields(&mut shape);
        shape
    }

    /// Declare a column by its name within its class.
    pub(crate) fn add(&mut self, name: &str, kind: Kind) {
        let (full, front) = self.full(name);
        let kind = match kind {
            Kind::Whole if name == "year" => Kind::Year,
            Kind::Year if name == "age_years" => Kind::Whole,
            kind => kind,
        };
        let named = column_name_zh(self.class, name).unwrap_or_else(|| name.to_owned());
        let front: String = zh(&front);
        self.add_named(&full, format!("{front}{named}"), kind);
    }

    /// Declare a column by both of its names.
    pub(crate) fn add_named(&mut self, name: &str, name_zh: String, kind: Kind) {
        let name = name.to_owned();
        // One heading for each unit: an amount in yuan stands beside the same in fen.
        let name_zh = match kind {
            Kind::Yuan => format!("{name_zh}（元）"),
            _ => name_zh,
        };
        self.columns.push(Declared {
            name,
            name_zh,
            kind,
        });
    }

    fn full(&self, name: &str) -> (String, String) {
        let mut front = self.before.clone();
        if !front.is_empty() && (name.starts_with(&front) || front.trim_end_matches('_') == name) {
            front.clear();
        }
        let full = format!("{front}{name}");
        let is_there = |name: &str| self.columns.iter().any(|column| column.name == name);
        match &self.apart {
            Some(apart) if is_there(&full) => (format!("{apart}{full}"), apart.clone()),
            _ => (full, front),
        }
    }

    /// Declare the columns of a value within this one.
    pub(crate) fn within<T: Framed>(&mut self, field: &str) {
        let front = if PLAIN.contains(&field) {
            String::new()
        } else {
            match field.strip_suffix("_line") {
                Some(which) => format!("{which}_"),
                None => format!("{field}_"),
            }
        };
        let before = format!("{}{front}", self.before);
        let before = std::mem::replace(&mut self.before, before);
        let apart = self.apart.replace(format!("{field}_"));
        let class = std::mem::replace(&mut self.class, T::CLASS);
        T::declare_fields(self);
        (self.before, self.apart, self.class) = (before, apart, class);
    }

    /// Declare the columns of values that are the rows of this one.
    pub(crate) fn rows<T: Framed>(&mut self) {
        let class = std::mem::replace(&mut self.class, T::CLASS);
        self.apart = Some("posting_".to_owned());
        T::declare_fields(self);
        (self.apart, self.class) = (None, class);
    }

    /// Choose the columns of a table, and their names.
    pub(crate) fn choose(self, names: Names, money: Money) -> Chosen {
        let yuan = self.columns.iter().filter(|it| it.kind == Kind::Yuan);
        let yuan: Vec<String> = yuan.map(|column| format!("{}_fen", column.name)).collect();
        let is_chosen = |column: &Declared| match money {
            Money::Fen => column.kind != Kind::Yuan,
            Money::Yuan => !yuan.contains(&column.name),
        };
        let chosen: Vec<bool> = self.columns.iter().map(is_chosen).collect();
        let mut fields = Vec::new();
        for (column, is_chosen) in self.columns.iter().zip(&chosen) {
            if *is_chosen {
                let name = match names {
                    Names::En => &column.name,
                    Names::Zh => &column.name_zh,
                };
                fields.push(Field::new(name, column.kind.data_type(), true));
            }
        }
        let kinds = self.columns.iter().zip(&chosen);
        let kinds = kinds.map(|(column, is_chosen)| is_chosen.then_some(column.kind));
        Chosen {
            kinds: kinds.collect(),
            schema: Arc::new(Schema::new(fields)),
        }
    }
}

/// Return the Chinese of what stands in front of a name.
fn zh(front: &str) -> String {
    let mut rest = front;
    let mut said = String::new();
    while let Some((beginning, name)) = BEGINNINGS.iter().find(|it| rest.starts_with(it.0)) {
        said.push_str(name);
        rest = rest.strip_prefix(beginning).unwrap_or_default();
    }
    said.push_str(rest);
    said
}

/// The columns that a table has: none where a declared one was left out.
#[derive(Debug)]
pub(crate) struct Chosen {
    kinds: Vec<Option<Kind>>,
    pub(crate) schema: SchemaRef,
}

impl Chosen {
    pub(crate) fn writer(&self) -> Writer {
        let columns = self.kinds.iter().map(|kind| kind.map(Column::new));
        Writer {
            columns: columns.collect(),
            at: 0,
            row_count: 0,
        }
    }
}

/// A column that is being filled.
#[derive(Debug)]
enum Column {
    Text(StringBuilder),
    Flag(BooleanBuilder),
    Whole(Int64Builder),
    Year(Int16Builder),
    Decimal(Decimal128Builder),
    Day(Date32Builder),
}

impl Column {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
            Kind::Whole => Self::Whole(Int64Builder::new()),
            Kind::Year => Self::Year(Int16Builder::new()),
            Kind::Yuan | Kind::Rate => {
                let column = Decimal128Builder::new();
                Self::Decimal(column.with_data_type(kind.data_type()))
            }
            Kind::Day => Self::Day(Date32Builder::new()),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut column) => Arc::new(column.finish()),
            Self::Flag(mut column) => Arc::new(column.finish()),
            Self::Whole(mut column) => Arc::new(column.finish()),
            Self::Year(mut column) => Arc::new(column.finish()),
            Self::Decimal(mut column) => Arc::new(column.finish()),
            Self::Day(mut column) => Arc::new(column.finish()),
        }
    }
}

/// Rows on their way into columns. Each row writes its columns in the order of their declaration.
#[derive(Debug)]
pub(crate) struct Writer {
    columns: Vec<Option<Column>>,
    at: usize,
    row_count: usize,
}

impl Writer {
    fn next(&mut self) -> Option<&mut Column> {
        let column = self.columns.get_mut(self.at);
        self.at = self.at.saturating_add(1);
        column.and_then(Option::as_mut)
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the other columns")]
    pub(crate) fn text(&mut self, text: &str) -> PyResult<()> {
        if let Some(Column::Text(column)) = self.next() {
            column.append_value(text);
        }
        Ok(())
    }

    #[expect(clippy::unnecessary_wraps, reason = "as the other columns")]
    pub(crate) fn flag(&mut self, flag: bool) -> PyResult<()> {
        if let Some(Column::Flag(column)) = self.next() {
            column.append_value(flag);
        }
        Ok(())
    }

    /// Write a whole number into any column of numbers.
    pub(crate) fn whole(&mut self, number: i128) -> PyResult<()> {
        let too_large =
            |_| PyOverflowError::new_err(format!("{number} is too large for its column"));
        match self.next() {
            Some(Column::Whole(column)) => {
                column.append_value(i64::try_from(number).map_err(too_large)?);
            }
            Some(Column::Year(column)) => {
                column.append_value(i16::try_from(number).map_err(too_large)?);
            }
            Some(Column::Decimal(column)) => column.append_value(number),
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn day(&mut self, day: Date) -> PyResult<()> {
        if let Some(Column::Day(column)) = self.next() {
            let since = EPOCH.until(day);
            let since = since.map_err(|error| PyOverflowError::new_err(error.to_string()))?;
            column.append_value(since.get_days());
        }
        Ok(())
    }

    /// Leave a column empty.
    pub(crate) fn blank(&mut self) {
        match self.next() {
            Some(Column::Text(column)) => column.append_null(),
            Some(Column::Flag(column)) => column.append_null(),
            Some(Column::Whole(column)) => column.append_null(),
            Some(Column::Year(column)) => column.append_null(),
            Some(Column::Decimal(column)) => column.append_null(),
            Some(Column::Day(column)) => column.append_null(),
            None => {}
        }
    }

    /// End a row.
    pub(crate) const fn end_row(&mut self) {
        self.at = 0;
        self.row_count = self.row_count.saturating_add(1);
    }

    pub(crate) const fn row_count(&self) -> usize {
        self.row_count
    }

    pub(crate) fn finish(self, schema: SchemaRef) -> Result<RecordBatch, ArrowError> {
        let columns = self.columns.into_iter().flatten().map(Column::finish);
        RecordBatch::try_new(schema, columns.collect())
    }
}
