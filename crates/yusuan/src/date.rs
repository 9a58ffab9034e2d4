//! Civil dates. Never reads the clock.

use std::ops::Deref;

pub use jiff::civil::Date;

use crate::error::{Error, Result, Rule};

/// Read a date written as `YYYY-MM-DD`.
///
/// # Errors
///
/// [`Rule::DateInvalid`] for anything else, 30 February included.
///
/// # Examples
///
/// ```
/// assert_eq!(yusuan::date::parse("2025-02-17").unwrap().day(), 17);
/// assert!(yusuan::date::parse("2025-02-30").is_err());
/// ```
pub fn parse(text: &str) -> Result<Date> {
    let date = text
        .parse::<Date>()
        .ok()
        .filter(|date| date.to_string() == text);
    date.ok_or_else(|| {
        Error::refused(
            Rule::DateInvalid,
            format!("not a date: {text}"),
            "give a date of the calendar as YYYY-MM-DD",
        )
    })
}

/// A date as text, `YYYY-MM-DD`, that needs no memory of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateText([u8; 10]);

impl DateText {
    /// Write a date. A ledger has none before the year 0.
    pub(crate) fn new(date: Date) -> Self {
        let digit = |number: i16, place: i16| {
            let digit = u8::try_from(number / place % 10).unwrap_or_default();
            b'0' + digit
        };
        let (year, month, day) = (date.year(), i16::from(date.month()), i16::from(date.day()));
        Self([
            digit(year, 1000),
            digit(year, 100),
            digit(year, 10),
            digit(year, 1),
            b'-',
            digit(month, 10),
            digit(month, 1),
            b'-',
            digit(day, 10),
            digit(day, 1),
        ])
    }
}

impl Deref for DateText {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Return the last day of a year, the day a closing counts for.
///
/// # Errors
///
/// [`Rule::YearInvalid`] for a year the calendar does not have.
pub fn last_day_of(year: i16) -> Result<Date> {
    Date::new(year, 12, 31).map_err(|_| {
        Error::refused(
            Rule::YearInvalid,
            format!("not a year: {year}"),
            "give a year between 1900 and 9998",
        )
    })
}
