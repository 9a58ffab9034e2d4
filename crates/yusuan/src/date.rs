//! Civil dates. Never reads the clock.

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
