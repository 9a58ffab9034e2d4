//! Reading rows of a file that may be damaged: a value of another type is a missing value, and
//! text that is no text is read as far as it goes.

use rusqlite::Row;
use rusqlite::types::ValueRef;

/// Return a whole number.
pub(super) fn integer(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<i64>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => Some(number),
        _ => None,
    })
}

/// Return a whole number that is never missing in a sound file; -1 stands for no number.
pub(super) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(integer(row, column)?.unwrap_or(-1))
}

/// Return a year that is never missing in a sound file; a number that no year has is none either, so
/// that years can be added to and taken from each other.
pub(super) fn year(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(as_year(number(row, column)?))
}

/// Return a number if it can be that of a year, and -1 if not.
pub(super) fn as_year(number: i64) -> i64 {
    i16::try_from(number).unwrap_or(-1).into()
}

/// Return text.
pub(super) fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<String>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        _ => None,
    })
}

/// Return text that is never missing in a sound file.
pub(super) fn word(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(text(row, column)?.unwrap_or_default())
}

/// Return bytes.
pub(super) fn bytes<'r>(row: &'r Row<'_>, column: usize) -> rusqlite::Result<Option<&'r [u8]>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Blob(bytes) | ValueRef::Text(bytes) => Some(bytes),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::super::links::Cells;
    use super::*;

    #[test]
    fn a_number_that_no_year_has_is_none() {
        let connection = Connection::open_in_memory().unwrap();
        let read = |sql| connection.query_row(sql, [], |row| year(row, 0)).unwrap();
        assert_eq!(read("SELECT 2025"), 2025);
        for nothing in ["SELECT 32768", "SELECT 9223372036854775807", "SELECT NULL"] {
            assert_eq!(read(nothing), -1, "{nothing}");
        }
    }

    #[test]
    fn no_number_is_none_that_a_row_may_have() {
        let connection = Connection::open_in_memory().unwrap();
        let read = |sql| {
            let both = |row: &Row<'_>| {
                let mut encoded = Vec::new();
                let mut cells = Cells::begin(b'x', row, 0, &mut encoded);
                Ok((number(row, 0)?, cells.number()?))
            };
            connection.query_row(sql, [], both).unwrap()
        };
        assert_eq!(read("SELECT 7"), (7, 7));
        for nothing in ["SELECT NULL", "SELECT '7'", "SELECT 7.0"] {
            assert_eq!(read(nothing), (-1, -1), "{nothing}");
        }
    }
}
