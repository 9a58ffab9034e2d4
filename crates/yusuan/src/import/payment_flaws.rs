//! What is wrong with a value of a table of payments by its type alone, and how to cast it.

use super::payments::{ColumnType, PaymentValue};
use super::problems::{Flaw, shorten};
use crate::error::Rule;

/// What a column says of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Line,
    Commitment,
    AmountFen,
    Amount,
    Dated,
    Key,
    Document,
    Payee,
    Memo,
    PreparedBy,
    ReviewedBy,
}

impl Meaning {
    pub(super) const ALL: [Self; 11] = [
        Self::Line,
        Self::Commitment,
        Self::AmountFen,
        Self::Amount,
        Self::Dated,
        Self::Key,
        Self::Document,
        Self::Payee,
        Self::Memo,
        Self::PreparedBy,
        Self::ReviewedBy,
    ];

    /// Return our name of the column.
    pub(super) const fn column(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Commitment => "commitment",
            Self::AmountFen => "amount_fen",
            Self::Amount => "amount",
            Self::Dated => "dated",
            Self::Key => "key",
            Self::Document => "document",
            Self::Payee => "payee",
            Self::Memo => "memo",
            Self::PreparedBy => "prepared_by",
            Self::ReviewedBy => "reviewed_by",
        }
    }

    /// Say whether a column of a type can hold it.
    const fn fits(self, kind: ColumnType<'_>) -> bool {
        match kind {
            ColumnType::Any | ColumnType::Text => true,
            ColumnType::Whole => matches!(self, Self::Line | Self::Commitment | Self::AmountFen),
            ColumnType::Decimal => matches!(self, Self::AmountFen | Self::Amount),
            ColumnType::Day => matches!(self, Self::Dated),
            ColumnType::Other(_) => false,
        }
    }

    /// Say what something is not that is of a type, and with which advice.
    fn flaw(self, what: &str, advice: &Advice) -> Flaw {
        match self {
            Self::Amount | Self::AmountFen => {
                let message = format!("{what} is no exact amount");
                Flaw::new("amount_invalid", message, advice.amount)
            }
            Self::Dated => Flaw::rule(Rule::DateInvalid, format!("{what} is no day"), advice.day),
            Self::Line | Self::Commitment => {
                let message = format!("{what} is no number of a row");
                Flaw::new("row_malformed", message, advice.number)
            }
            _ => Flaw::new("row_malformed", format!("{what} is no text"), advice.text),
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

/// Say why a column of a type cannot have a meaning; none when it can.
pub(super) fn unfit_column(meaning: Meaning, kind: ColumnType<'_>) -> Option<Flaw> {
    if meaning.fits(kind) {
        return None;
    }
    let what = match kind {
        ColumnType::Whole if meaning == Meaning::Amount => {
            return Some(yuan_or_fen("a column of whole numbers"));
        }
        ColumnType::Any => "any",
        ColumnType::Whole => "whole numbers",
        ColumnType::Decimal => "decimal numbers",
        ColumnType::Text => "text",
        ColumnType::Day => "days",
        ColumnType::Other(name) => name,
    };
    Some(meaning.flaw(&format!("a column of {what}"), &CAST))
}

/// Say why a value cannot have a meaning.
pub(super) fn unfit(meaning: Meaning, value: &PaymentValue<'_>) -> Flaw {
    let what = match value {
        PaymentValue::Whole(number) if meaning == Meaning::Amount => {
            return yuan_or_fen(&number.to_string());
        }
        PaymentValue::Missing => "nothing".to_owned(),
        PaymentValue::Whole(number) => format!("the whole number {number}"),
        PaymentValue::Decimal { .. } => "a decimal number".to_owned(),
        PaymentValue::Text(text) => format!("the text {}", shorten(text)),
        PaymentValue::Day(day) => format!("the day {day}"),
        PaymentValue::Line(_) => "a line".to_owned(),
        PaymentValue::Other { name, shown } => format!("{name} {}", shorten(shown)),
    };
    meaning.flaw(&what, &GIVE)
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
pub(super) fn missing(meaning: Meaning) -> Flaw {
    let hint = "write it in this row, or leave the row out";
    match meaning {
        Meaning::Amount | Meaning::AmountFen => {
            Flaw::new("amount_invalid", "the amount is missing", hint)
        }
        Meaning::Dated => Flaw::rule(Rule::DateInvalid, "the date is missing", hint),
        _ => Flaw::rule(Rule::PostingShape, "the value is missing", hint),
    }
}
