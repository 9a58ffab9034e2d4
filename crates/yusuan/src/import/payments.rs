//! Payments in a table that a program holds in memory: rows and columns, values with types.
//!
//! The columns are called as in files, and a text is read as in a file. A number is exact or refused:
//! a binary fraction is no amount.

use super::cell;
use super::entries::{COMMITMENT, LINE, PAYEE, number, refused};
use super::header::{Column, Header, Layout};
use super::payment_flaws::{Meaning, missing, unfit, unfit_column};
use super::problems::{Flaw, Place, Problems, shorten};
use super::statement::{AMOUNT, AMOUNT_FEN, DATED, DOCUMENT};
use crate::acts::{Payment, PaymentSource};
use crate::date::{self, Date};
use crate::error::{Error, Rule};
use crate::journal::Particulars;
use crate::line::{LineId, LineName};
use crate::money::{AmountError, Fen};

/// What problems call a table, which has no path.
const NAME: &str = "payments";

const LAYOUT: Layout = Layout {
    required: &[DATED],
    one_of: &[AMOUNT_FEN, AMOUNT],
    optional: &[
        LINE,
        COMMITMENT,
        Column::new(
            "key",
            &["单号", "流水号", "交易流水号", "业务编号", "支付编号"],
        ),
        DOCUMENT,
        PAYEE,
        Column::new("memo", &["摘要", "用途", "备注"]),
        Column::new("prepared_by", &["制单", "制单人", "经办人"]),
        Column::new("reviewed_by", &["复核", "复核人"]),
    ],
    unclear: (
        &["金额", "金额(万元)", "支付金额(万元)"],
        "write amounts in yuan or fen and say so: 金额（元）, amount or amount_fen",
    ),
};

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
    /// Something else, by its name: nothing that a payment is said in.
    Other(&'a str),
}

/// A value of a table of payments.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PaymentValue<'a> {
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
    /// Something else: nothing that a payment is said in.
    Other {
        /// Name of its type.
        name: &'a str,
        /// How it looks.
        shown: String,
    },
}

/// A table of payments in memory, which [`Ledger::pay_table`](crate::Ledger::pay_table) pays.
///
/// | column | or | value |
/// |---|---|---|
/// | `dated` | `date`, 日期, 支付日期, 付款日期, 交易日期, 记账日期, 入账日期 | day, or text as `2025-03-01` |
/// | `amount_fen` | 金额（分）, 支付金额（分） | whole fen, more than zero |
/// | or `amount` | 金额（元）, 支付金额, 付款金额 | yuan as a decimal number or text |
/// | `line` | 指标, 指标编号, 行 | number of the line |
/// | or `commitment` | 承诺, 承诺编号 | number of the commitment that is paid against |
/// | `key` | 单号, 流水号, 交易流水号, 业务编号, 支付编号 | the caller's own number |
/// | `document` | 凭证号, 凭证编号, 支付凭证号, 支付令号, 单据号, 文号 | text |
/// | `payee` | 收款人 | text |
/// | `memo` | 摘要, 用途, 备注 | text |
/// | `prepared_by` | 制单, 制单人, 经办人 | text |
/// | `reviewed_by` | 复核, 复核人 | text |
///
/// The first two must be there, and of line and commitment each row has one.
pub trait PaymentTable {
    /// Return the names of the columns.
    fn names(&self) -> Vec<String>;

    /// Return how many rows there are.
    fn row_count(&self) -> usize;

    /// Return what the values of a column are.
    fn column_type(&self, column: usize) -> ColumnType<'_>;

    /// Return a value, by row and column from 0.
    fn value(&self, row: usize, column: usize) -> PaymentValue<'_>;
}

/// Reads the payments of a table row by row, and collects what is wrong.
pub(crate) struct PaymentReader<'t, T: ?Sized> {
    table: &'t T,
    header: Option<Header>,
    problems: Problems,
}

impl<'t, T: PaymentTable + ?Sized> PaymentReader<'t, T> {
    /// Find the columns of a table.
    pub(crate) fn new(table: &'t T) -> Self {
        let mut problems = Problems::new(NAME);
        let names = table.names();
        // A list of nothing has no columns either, and is paid at once.
        let header = if names.is_empty() && table.row_count() == 0 {
            None
        } else {
            Header::of_table(names, &LAYOUT, &mut problems)
        };
        let mut reader = Self {
            table,
            header,
            problems,
        };
        reader.check_columns();
        reader
    }

    /// Refuse columns whose type says that none of their values can be read.
    fn check_columns(&mut self) {
        let Some(header) = &self.header else { return };
        let at = |name| header.position(name);
        if at("line").is_none() && at("commitment").is_none() {
            let message = "the table has no column line or commitment";
            let hint = "add a column line or 指标, the number of the line that pays";
            let flaw = Flaw::new("column_missing", message, hint);
            self.problems.add(Place::default(), flaw);
        }
        for meaning in Meaning::ALL {
            let Some(position) = at(meaning.column()) else {
                continue;
            };
            let flaw = unfit_column(meaning, self.table.column_type(position));
            if let Some(flaw) = flaw {
                let place = Place {
                    column: Some(header.shown_name(meaning.column())),
                    ..Place::default()
                };
                self.problems.add(place, flaw);
            }
        }
    }

    /// Say whether nothing was wrong yet.
    pub(crate) fn is_clean(&self) -> bool {
        self.problems.is_empty()
    }

    /// Read a row, counted from 0; none when it has no payment, and the problems say why.
    pub(crate) fn read(&mut self, row: usize) -> Option<Payment> {
        let Self {
            table,
            header: Some(header),
            problems,
        } = self
        else {
            return None;
        };
        let mut row = Row {
            table: *table,
            header,
            problems,
            at: row,
        };
        row.payment()
    }

    /// Keep what the ledger says of a row, counted from 0.
    pub(crate) fn refuse(&mut self, row: usize, error: &Error) {
        let problem = refused(NAME, Some(row_number(row)), error);
        self.problems.keep(problem);
    }

    /// Return everything that was wrong.
    pub(crate) fn into_error(self) -> Error {
        match self.problems.finish(()) {
            Err(problems) => problems.into(),
            Ok(()) => Error::Internal("a table was refused, and nothing is wrong".to_owned()),
        }
    }
}

/// Return the number of a row as people count.
fn row_number(row: usize) -> u64 {
    u64::try_from(row).map_or(u64::MAX, |row| row.saturating_add(1))
}

struct Row<'a, T: ?Sized> {
    table: &'a T,
    header: &'a Header,
    problems: &'a mut Problems,
    /// Where it stands, from 0.
    at: usize,
}

impl<T: PaymentTable + ?Sized> Row<'_, T> {
    /// Read every value before one that is wrong ends the row.
    fn payment(&mut self) -> Option<Payment> {
        let source = self.source();
        let amount = if self.header.position("amount_fen").is_some() {
            self.need(Meaning::AmountFen, fen)
        } else {
            self.need(Meaning::Amount, yuan)
        };
        let dated = self.need(Meaning::Dated, day);
        let key = self.take(Meaning::Key, name);
        let document = self.take(Meaning::Document, name);
        let payee = self.take(Meaning::Payee, name);
        let memo = self.take(Meaning::Memo, memo);
        let prepared_by = self.take(Meaning::PreparedBy, name);
        let reviewed_by = self.take(Meaning::ReviewedBy, name);
        Some(Payment {
            source: source?,
            amount: amount?,
            payee: payee?,
            particulars: Particulars {
                dated: Some(dated?),
                document: document?,
                prepared_by: prepared_by?,
                reviewed_by: reviewed_by?,
                memo: memo?,
                key: key?,
                ..Particulars::default()
            },
        })
    }

    fn source(&mut self) -> Option<PaymentSource> {
        let line = self.take(Meaning::Line, line);
        let commitment = self.take(Meaning::Commitment, commitment);
        match (line?, commitment?) {
            (Some(line), None) => Some(PaymentSource::Line(line)),
            (None, Some(id)) => Some(PaymentSource::Commitment(id)),
            (Some(_), Some(_)) => {
                let message = "the row names a line and a commitment, which has its line";
                let hint = "leave the line of a payment against a commitment empty";
                let flaw = Flaw::rule(Rule::PostingShape, message, hint);
                self.refuse(Meaning::Line, flaw);
                None
            }
            (None, None) => {
                let hint = "give the number of the line, or of the commitment that is paid against";
                let flaw = Flaw::rule(Rule::PostingShape, "the row names no line", hint);
                self.refuse(Meaning::Line, flaw);
                None
            }
        }
    }

    fn need<V>(
        &mut self,
        meaning: Meaning,
        read: impl FnOnce(PaymentValue<'_>, Meaning) -> Result<Option<V>, Flaw>,
    ) -> Option<V> {
        let found = self.take(meaning, read)?;
        if found.is_none() {
            self.refuse(meaning, missing(meaning));
        }
        found
    }

    /// Take a value: the outer option is empty when it was refused.
    #[expect(clippy::option_option, reason = "a value is missing, wrong or there")]
    fn take<V>(
        &mut self,
        meaning: Meaning,
        read: impl FnOnce(PaymentValue<'_>, Meaning) -> Result<Option<V>, Flaw>,
    ) -> Option<Option<V>> {
        let Some(position) = self.header.position(meaning.column()) else {
            return Some(None);
        };
        match read(self.table.value(self.at, position), meaning) {
            Ok(value) => Some(value),
            Err(flaw) => {
                self.refuse(meaning, flaw);
                None
            }
        }
    }

    fn refuse(&mut self, meaning: Meaning, flaw: Flaw) {
        let column = meaning.column();
        let value = self.header.position(column);
        let value = value.and_then(|at| shown(&self.table.value(self.at, at)));
        let place = Place {
            column: Some(self.header.shown_name(column)),
            value: value.as_deref(),
            ..Place::row(row_number(self.at))
        };
        self.problems.add(place, flaw);
    }
}

/// Say how a value looks; none when there is none.
fn shown(value: &PaymentValue<'_>) -> Option<String> {
    match value {
        PaymentValue::Missing => None,
        PaymentValue::Whole(number) => Some(number.to_string()),
        PaymentValue::Decimal { digits, scale } => Some(decimal_text(*digits, *scale)),
        PaymentValue::Text(text) => Some((*text).to_owned()),
        PaymentValue::Day(day) => Some(day.to_string()),
        PaymentValue::Line(LineName::Id(id)) => Some(id.get().to_string()),
        PaymentValue::Line(LineName::Key(key)) => Some(key.to_string()),
        PaymentValue::Other { shown, .. } => Some(shown.clone()),
    }
}

fn decimal_text(digits: i128, scale: u32) -> String {
    let places = usize::try_from(scale).unwrap_or(usize::MAX).min(100);
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", digits.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let point = if places == 0 { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}

/// Return a text without the white space around it; none when nothing is left.
fn plain(text: &str) -> Option<&str> {
    Some(text.trim()).filter(|text| !text.is_empty())
}

fn line(value: PaymentValue<'_>, meaning: Meaning) -> Result<Option<LineName>, Flaw> {
    if let PaymentValue::Line(line) = value {
        return Ok(Some(line.clone()));
    }
    let id = commitment(value, meaning)?;
    Ok(id.map(|id| LineName::Id(LineId::new(id))))
}

fn commitment(value: PaymentValue<'_>, meaning: Meaning) -> Result<Option<i64>, Flaw> {
    match value {
        PaymentValue::Missing => Ok(None),
        PaymentValue::Whole(id) if id > 0 => Ok(Some(id)),
        PaymentValue::Whole(id) => number(&id.to_string()).map(Some),
        PaymentValue::Text(text) => plain(text).map(number).transpose(),
        other => Err(unfit(meaning, &other)),
    }
}

fn fen(value: PaymentValue<'_>, meaning: Meaning) -> Result<Option<Fen>, Flaw> {
    let amount = match value {
        PaymentValue::Missing => return Ok(None),
        PaymentValue::Whole(fen) => Fen::new(fen),
        PaymentValue::Decimal { digits, scale } => exact(digits, scale, 0)?,
        PaymentValue::Text(text) => return plain(text).map(cell::fen).transpose(),
        other => return Err(unfit(meaning, &other)),
    };
    Ok(Some(amount.require_positive()?))
}

fn yuan(value: PaymentValue<'_>, meaning: Meaning) -> Result<Option<Fen>, Flaw> {
    let amount = match value {
        PaymentValue::Missing => return Ok(None),
        PaymentValue::Decimal { digits, scale } => exact(digits, scale, 2)?,
        PaymentValue::Text(text) => return plain(text).map(cell::yuan).transpose(),
        other => return Err(unfit(meaning, &other)),
    };
    Ok(Some(amount.require_positive()?))
}

/// Return a decimal number as a whole number of its place behind the point.
fn exact(digits: i128, scale: u32, places: u32) -> Result<Fen, AmountError> {
    let text = || shorten(&decimal_text(digits, scale));
    let out_of_range = || AmountError::OutOfRange { text: text() };
    let ten = |power: u32| 10_i128.checked_pow(power);
    let fen = if scale <= places {
        let more = ten(places - scale).and_then(|factor| digits.checked_mul(factor));
        more.ok_or_else(out_of_range)?
    } else {
        // Zeros at the end say nothing. Nothing but zero has so many of them that they overflow.
        match ten(scale - places) {
            Some(divisor) if digits % divisor == 0 => digits / divisor,
            None if digits == 0 => 0,
            _ => return Err(AmountError::Subfen { text: text() }),
        }
    };
    i64::try_from(fen).map(Fen::new).map_err(|_| out_of_range())
}

fn day(value: PaymentValue<'_>, meaning: Meaning) -> Result<Option<Date>, Flaw> {
    match value {
        PaymentValue::Missing => Ok(None),
        PaymentValue::Day(day) => Ok(Some(day)),
        PaymentValue::Text(text) => {
            let read = |text| {
                date::parse(text).map_err(|_| {
                    let message = format!("not a date: {}", shorten(text));
                    let hint = "write a day of the calendar as YYYY-MM-DD";
                    Flaw::rule(Rule::DateInvalid, message, hint)
                })
            };
            plain(text).map(read).transpose()
        }
        other => Err(unfit(meaning, &other)),
    }
}

fn name(value: PaymentValue<'_>, meaning: Meaning) -> Result<Option<String>, Flaw> {
    match value {
        PaymentValue::Missing => Ok(None),
        PaymentValue::Text(text) => plain(text).map(cell::name).transpose(),
        other => Err(unfit(meaning, &other)),
    }
}

/// Read a text that may have several lines.
fn memo(value: PaymentValue<'_>, meaning: Meaning) -> Result<Option<String>, Flaw> {
    match value {
        PaymentValue::Missing => Ok(None),
        PaymentValue::Text(text) => Ok(plain(text).map(str::to_owned)),
        other => Err(unfit(meaning, &other)),
    }
}
