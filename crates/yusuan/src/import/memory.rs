//! Tables that a program holds in memory: rows and columns, values with types.
//!
//! The columns are called as in files, and a text is read as in a file. A number is exact or refused:
//! a binary fraction is no amount.

use std::borrow::Cow;

use super::column_types::unfit;
use super::header::Holds;
use super::problems::Flaw;
use crate::date::Date;
use crate::line::LineName;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnType<'a> {
    /// Each value has a type of its own.
    Any,
    /// Whole numbers.
    Whole,
    /// Decimal numbers.
    Decimal,
    /// Text.
    Text,
    /// Days.
    Day,
    /// Something else, by its name: nothing that lines and entries are said in.
    Other(&'a str),
}

/// A value of a table in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DataValue<'a> {
    /// Nothing.
    Missing,
    /// A whole number.
    Whole(i64),
    /// A decimal number: its digits, and how many of them stand behind the point.
    Decimal {
        /// The digits, as one number.
        digits: i128,
        /// How many stand behind the point.
        scale: u32,
    },
    /// A text, read as in a file.
    Text(&'a str),
    /// A day.
    Day(Date),
    /// What names a line.
    Line(&'a LineName),
    /// Something else: nothing that lines and entries are said in.
    Other {
        /// Name of its type.
        name: &'a str,
        /// How it looks.
        shown: String,
    },
}

/// A table in memory, which [`Source::table`](super::Source::table) makes a source of lines or
/// entries of. Its columns are called as those of a file.
pub trait DataTable {
    /// Return the names of the columns.
    fn names(&self) -> Vec<String>;

    /// Return how many rows there are.
    fn row_count(&self) -> usize;

    /// Return what the values of a column are.
    fn column_type(&self, column: usize) -> ColumnType<'_>;

    /// Return a value, by row and column from 0.
    fn value(&self, row: usize, column: usize) -> DataValue<'_>;
}

/// A value as it is read: the text that says it, and how it came.
pub(super) struct Field<'a> {
    pub(super) text: Cow<'a, str>,
    /// How the value looks to whoever gave it; none when there was none.
    pub(super) shown: Option<Cow<'a, str>>,
    /// The line that was named by its key, which no text says.
    pub(super) line: Option<&'a LineName>,
    /// Why the value cannot be read, whatever its text.
    pub(super) flaw: Option<Flaw>,
}

impl<'a> Field<'a> {
    /// Return a value that nobody gave.
    pub(super) const fn empty() -> Self {
        Self {
            text: Cow::Borrowed(""),
            shown: None,
            line: None,
            flaw: None,
        }
    }

    /// Take a text that means itself.
    pub(super) fn text(text: Cow<'a, str>) -> Self {
        Self {
            shown: Some(text.clone()),
            text,
            line: None,
            flaw: None,
        }
    }

    /// Take a value of a column for what the column holds.
    pub(super) fn of(value: DataValue<'a>, holds: Holds) -> Self {
        let shown = shown(&value);
        let mut field = Self {
            shown,
            ..Self::empty()
        };
        match (value, holds) {
            (DataValue::Missing, _) => {}
            (DataValue::Text(text), _) => field.text = Cow::Borrowed(text),
            (
                DataValue::Whole(number),
                Holds::Line | Holds::Number | Holds::Digits | Holds::Fen,
            ) => field.text = Cow::Owned(number.to_string()),
            (DataValue::Decimal { digits, scale }, Holds::Yuan) => {
                field.text = Cow::Owned(exact_text(digits, scale, 2));
            }
            (DataValue::Decimal { digits, scale }, Holds::Fen) => {
                field.text = Cow::Owned(exact_text(digits, scale, 0));
            }
            (DataValue::Day(day), Holds::Day) => field.text = Cow::Owned(day.to_string()),
            (DataValue::Line(LineName::Id(id)), Holds::Line) => {
                field.text = Cow::Owned(id.get().to_string());
            }
            (DataValue::Line(line), Holds::Line) => {
                field.text = Cow::Borrowed("key");
                field.line = Some(line);
            }
            (other, holds) => {
                field.flaw = Some(unfit(holds, &other));
                // Something stands here, although nobody can say what.
                field.text = Cow::Borrowed("?");
            }
        }
        field
    }
}

/// Say how a value looks; none when there is none.
fn shown<'a>(value: &DataValue<'a>) -> Option<Cow<'a, str>> {
    Some(match value {
        DataValue::Missing => return None,
        DataValue::Text(text) => Cow::Borrowed(text),
        DataValue::Whole(number) => Cow::Owned(number.to_string()),
        DataValue::Decimal { digits, scale } => Cow::Owned(decimal_text(*digits, *scale)),
        DataValue::Day(day) => Cow::Owned(day.to_string()),
        DataValue::Line(LineName::Id(id)) => Cow::Owned(id.get().to_string()),
        DataValue::Line(LineName::Key(key)) => Cow::Owned(key.to_string()),
        DataValue::Other { shown, .. } => Cow::Owned(shown.clone()),
    })
}

/// Write a decimal number without the zeros at its end that say nothing.
fn exact_text(digits: i128, scale: u32, places: u32) -> String {
    let (mut digits, mut scale) = (digits, scale);
    while scale > places && digits % 10 == 0 {
        (digits, scale) = (digits / 10, scale - 1);
    }
    decimal_text(digits, scale)
}

fn decimal_text(digits: i128, scale: u32) -> String {
    let places = usize::try_from(scale).unwrap_or(usize::MAX).min(100);
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", digits.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}
