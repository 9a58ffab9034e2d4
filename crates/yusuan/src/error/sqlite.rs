//! Translation of SQLite's refusals into ours.

use rusqlite::ErrorCode;

use super::{Error, FileError, Rule};
use crate::progress;

/// Extended result code of `RAISE(ABORT, …)` in a trigger.
const SQLITE_CONSTRAINT_TRIGGER: i32 = 1811;

/// Extended result code of a reader before the journal of a writer who was interrupted.
const SQLITE_READONLY_ROLLBACK: i32 = 776;

/// Extended result code of a column that was computed from others and is of another type than it may be.
const SQLITE_CONSTRAINT_DATATYPE: i32 = 3091;

/// Stands where the file says what is wrong and not what to do.
pub(super) const NO_HINT: &str = "docs/rules.md says more about this rule";

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let (failure, message) = match &error {
            rusqlite::Error::SqliteFailure(failure, message) => (failure, message),
            // Whatever acts write is read back; what is not was written by nobody that asked the guards.
            rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => {
                return Self::damaged(format!("a row holds what no act writes: {error}"));
            }
            rusqlite::Error::QueryReturnedNoRows => {
                return Self::damaged("a row that another one names is not there");
            }
            _ => return Self::Internal(error.to_string()),
        };
        let message = message.as_deref().unwrap_or_default();
        if failure.extended_code == SQLITE_CONSTRAINT_TRIGGER {
            return refusal(message);
        }
        if failure.extended_code == SQLITE_CONSTRAINT_DATATYPE {
            return Self::damaged(error.to_string());
        }
        match failure.code {
            ErrorCode::OperationInterrupted => Self::Stopped,
            // Whoever was stopped while it waited was not told that it could go on.
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked if progress::is_stopped() => {
                Self::Stopped
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy { writer: None },
            ErrorCode::ReadOnly if failure.extended_code == SQLITE_READONLY_ROLLBACK => {
                Self::File(FileError::Interrupted)
            }
            ErrorCode::ReadOnly => Self::File(FileError::ReadOnly),
            ErrorCode::DiskFull => Self::File(FileError::DiskFull {
                message: error.to_string(),
            }),
            ErrorCode::SystemIoFailure => Self::File(FileError::DeviceFailed {
                message: error.to_string(),
            }),
            ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt | ErrorCode::CannotOpen => {
                Self::damaged(error.to_string())
            }
            // A sum of amounts that are each in range; an act that makes one is refused.
            _ if message == "integer overflow" => Self::refused(
                Rule::TotalOutOfRange,
                "amounts add up to more than a ledger can hold",
                "a running total is at most 10^17 fen",
            ),
            _ => Self::Internal(error.to_string()),
        }
    }
}

/// Read `token: what is wrong; what to do` as a trigger raises it; some say only one of them.
fn refusal(message: &str) -> Error {
    let (token, words) = message.split_once(": ").unwrap_or((message, ""));
    let (wrong, hint) = words.split_once("; ").unwrap_or((words, NO_HINT));
    match Rule::from_token(token) {
        Some(rule) => Error::refused(rule, wrong, hint),
        None => Error::Internal(format!("the file raised an unknown token: {message}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_token() {
        let error = refusal("key_used: the key is taken; give a new one");
        assert_eq!(error.rule(), Some(Rule::KeyUsed));
        assert_eq!(
            error.to_string(),
            "key_used: the key is taken\nhint: give a new one"
        );
        let error = refusal("date_invalid: give a date");
        assert!(
            error
                .to_string()
                .starts_with("date_invalid: give a date\nhint: "),
            "{error}"
        );
        assert_eq!(refusal("what?").code(), "internal");
    }

    #[test]
    fn a_sum_beyond_all_bounds_is_refused() {
        let connection = rusqlite::Connection::open_in_memory().unwrap();
        let sql = "SELECT sum(column1) FROM (VALUES (9223372036854775807), (1))";
        let error: Error = connection
            .query_row(sql, [], |row| row.get::<_, i64>(0))
            .unwrap_err()
            .into();
        assert_eq!(error.rule(), Some(Rule::TotalOutOfRange));
    }
}
