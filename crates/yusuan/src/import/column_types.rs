//! What is wrong with a value of a table in memory by its type alone, and how to cast it.

use super::header::Holds;
use super::memory::{ColumnType, DataValue};
use super::problems::{Flaw, shorten};
use crate::error::Rule;

impl Holds {
    /// Say whether a column of a type can hold it.
    const fn fits(self, kind: ColumnType<'_>) -> bool {
        match kind {
            ColumnType::Any | ColumnType::Text => true,
            ColumnType::Whole => {
                matches!(self, Self::Line | Self::Number | Self::Digits | Self::Fen)
            }
            ColumnType::Decimal => matches!(self, Self::Fen | Self::Yuan),
            ColumnType::Day => matches!(self, Self::Day),
            ColumnType::Other(_) => false,
        }
    }

    /// Say what something is not that is of a type, and with which advice.
    fn flaw(self, what: &str, advice: &Advice) -> Flaw {
        match self {
            Self::Yuan | Self::Fen => {
                let message = format!("{what} is no exact amount");
                Flaw::new("amount_invalid", message, advice.amount)
            }
            Self::Day => Flaw::rule(Rule::DateInvalid, format!("{what} is no day"), advice.day),
            Self::Line | Self::Number => {
                let message = format!("{what} is no number of a row");
                Flaw::new("row_malformed", message, advice.number)
            }
            Self::Digits => {
                let message = format!("{what} is no year or code");
                Flaw::new("row_malformed", message, advice.text)
            }
            Self::Text | Self::Memo => {
                Flaw::new("row_malformed", format!("{what} is no text"), advice.text)
            }
        }
    }
}

/// What to do about a type, by what was meant.
struct Advice {
    amount: &'static str,
    day: &'static str,
    number: &'static str,
    text: &'static str,
}

/// How a column is cast.
const CAST: Advice = Advice {
    amount: "cast it to decimal in yuan, .round(2).cast(pl.Decimal(18, 2)) in polars and \
        .cast(pa.decimal128(18, 2)) in pyarrow; or to whole fen, called amount_fen: \
        (amount * 100).round().astype('int64') in pandas",
    day: "cast it to days, .cast(pl.Date) in polars and .cast(pa.date32()) in pyarrow; or write text \
        as YYYY-MM-DD: .dt.strftime('%Y-%m-%d') in pandas",
    number: "cast it to whole numbers, .cast(pl.Int64) in polars, .cast(pa.int64()) in pyarrow, \
        .astype('Int64') in pandas",
    text: "cast it to text, .cast(pl.String) in polars, .cast(pa.string()) in pyarrow, \
        .astype('str') in pandas",
};

/// What a value is given as.
const GIVE: Advice = Advice {
    amount: "give a decimal number or text in yuan, or whole fen as amount_fen",
    day: "give a day without a time, or text as YYYY-MM-DD",
    number: "give the number that the ledger shows",
    text: "give it as text",
};

/// Say why a column of a type cannot hold what it should; none when it can.
pub(super) fn unfit_column(holds: Holds, kind: ColumnType<'_>) -> Option<Flaw> {
    if holds.fits(kind) {
        return None;
    }
    let what = match kind {
        ColumnType::Whole if holds == Holds::Yuan => {
            return Some(yuan_or_fen("a column of whole numbers"));
        }
        ColumnType::Any => "any",
        ColumnType::Whole => "whole numbers",
        ColumnType::Decimal => "decimal numbers",
        ColumnType::Text => "text",
        ColumnType::Day => "days",
        ColumnType::Other(name) => name,
    };
    Some(holds.flaw(&format!("a column of {what}"), &CAST))
}

/// Say why a value cannot be what it should.
pub(super) fn unfit(holds: Holds, value: &DataValue<'_>) -> Flaw {
    let what = match value {
        DataValue::Whole(number) if holds == Holds::Yuan => {
            return yuan_or_fen(&number.to_string());
        }
        DataValue::Missing => "nothing".to_owned(),
        DataValue::Whole(number) => format!("the whole number {number}"),
        DataValue::Decimal { .. } => "a decimal number".to_owned(),
        DataValue::Text(text) => format!("the text {}", shorten(text)),
        DataValue::Day(day) => format!("the day {day}"),
        DataValue::Line(_) => "a line".to_owned(),
        DataValue::Other { name, shown } => format!("{name} {}", shorten(shown)),
    };
    holds.flaw(&what, &GIVE)
}

fn yuan_or_fen(what: &str) -> Flaw {
    let hint = "call fen amount_fen; make decimal numbers of yuan: .cast(pl.Decimal(18, 2)) in polars, \
        .cast(pa.decimal128(21, 2)) in pyarrow";
    Flaw::new(
        "amount_invalid",
        format!("{what} could be yuan or fen"),
        hint,
    )
}

/// Say that a value is missing.
pub(super) fn missing(holds: Holds) -> Flaw {
    let hint = "write it in this row, or leave the row out";
    match holds {
        Holds::Yuan | Holds::Fen => Flaw::new("amount_invalid", "the amount is missing", hint),
        Holds::Day => Flaw::rule(Rule::DateInvalid, "the date is missing", hint),
        _ => Flaw::rule(Rule::PostingShape, "the value is missing", hint),
    }
}
