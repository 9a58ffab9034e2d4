//! A table before it is written: columns, and cells that know what they hold.

use crate::money::Fen;

/// A column.
pub(super) struct Column {
    /// Its heading, in Chinese.
    pub(super) heading: &'static str,
    /// Characters that it is wide.
    #[cfg_attr(not(feature = "xlsx"), expect(dead_code, reason = "CSV has no widths"))]
    pub(super) width: u16,
    /// Whether a person may change it.
    #[cfg_attr(
        not(feature = "xlsx"),
        expect(dead_code, reason = "CSV has no colours")
    )]
    pub(super) is_editable: bool,
}

/// The value of a cell.
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(i64),
    Yuan(Fen),
}

impl Cell {
    /// Return the value as text.
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Yuan(amount) => amount.to_yuan_string(),
        }
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<i16> for Cell {
    fn from(number: i16) -> Self {
        Self::Number(number.into())
    }
}

impl From<Fen> for Cell {
    fn from(amount: Fen) -> Self {
        Self::Yuan(amount)
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}
