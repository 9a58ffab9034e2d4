//! Translation of SQLite's refusals into ours.

use rusqlite::ErrorCode;

use super::{Error, FileError, Rule};

/// Extended result code of `RAISE(ABORT, …)` in a trigger.
const SQLITE_CONSTRAINT_TRIGGER: i32 = 1811;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::Internal(error.to_string());
        };
        let message = message.as_deref().unwrap_or_default();
        if failure.extended_code == SQLITE_CONSTRAINT_TRIGGER {
            return refusal(message);
        }
        match failure.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::ReadOnly => Self::File(FileError::ReadOnly),
            ErrorCode::NotADatabase
            | ErrorCode::DatabaseCorrupt
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure
            | ErrorCode::DiskFull => Self::File(FileError::Damaged {
                message: error.to_string(),
            }),
            _ => Self::Internal(error.to_string()),
        }
    }
}

/// Read `token: what to do` as a trigger raises it.
fn refusal(message: &str) -> Error {
    let (token, hint) = message.split_once(": ").unwrap_or((message, ""));
    match Rule::from_token(token) {
        Some(rule) => Error::refused(rule, "the ledger file refused the act", hint),
        None => Error::Internal(format!("the file raised an unknown token: {message}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_token() {
        let error = refusal("key_used: give a new one");
        assert_eq!(error.rule(), Some(Rule::KeyUsed));
        assert!(
            error.to_string().ends_with("hint: give a new one"),
            "{error}"
        );
        assert_eq!(refusal("what?").code(), "internal");
    }
}
