//! Making a ledger where there is none.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::connection::{File, connect, require_name, savepoint, set_pragmas};
use super::schema::SCHEMA;
use crate::error::{Error, FileError, Result};

/// How long a file can be that holds nothing: SQLite writes one page to say that it keeps a log.
const BLANK_BYTES_MAX: u64 = 4_096;

/// Create a file with the schema and what `begin` writes, in one transaction. A failure leaves no file
/// behind. What a power cut leaves in the middle of this is a file with nothing in it, and is taken as
/// if it were not there.
pub(crate) fn create(path: &Path, begin: impl FnOnce(&Connection) -> Result<()>) -> Result<File> {
    require_name(path)?;
    let exists = || {
        Error::from(FileError::Exists {
            path: path.to_owned(),
        })
    };
    let there = path.metadata().ok();
    if let Some(there) = &there
        && !(there.is_file() && there.len() <= BLANK_BYTES_MAX)
    {
        return Err(exists());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, path, flags).map_err(|error| uncreated(path, error))?;
    // Not even how it keeps its log is changed in a file of somebody else.
    if there.is_some() && !matches!(is_blank(&connection), Ok(true)) {
        return Err(exists());
    }
    let mut is_of_another = false;
    let written = set_pragmas(&connection, false).and_then(|()| {
        savepoint(&connection, |connection| {
            is_of_another = !is_blank(connection)?;
            if is_of_another {
                return Err(exists());
            }
            connection.execute_batch(SCHEMA)?;
            begin(connection)
        })
    });
    if let Err(error) = written {
        drop(connection);
        if there.is_none() && !is_of_another {
            // The file is ours and holds nothing; that it cannot be removed changes no ledger.
            drop(std::fs::remove_file(path));
        }
        return Err(error);
    }
    Ok(File::new(connection, path, false))
}

/// Return whether nothing was ever written to a file.
fn is_blank(connection: &Connection) -> Result<bool> {
    let sql = "SELECT (SELECT count(*) FROM sqlite_schema) = 0
        AND (SELECT application_id = 0 FROM pragma_application_id)
        AND (SELECT user_version = 0 FROM pragma_user_version)";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Say why a file cannot be made, in the system's own words: SQLite says only that it cannot open it.
fn uncreated(path: &Path, error: Error) -> Error {
    if !matches!(error, Error::File(FileError::Damaged { .. })) {
        return error;
    }
    let Err(reason) = std::fs::File::create_new(path) else {
        // It can be made after all; the failure was another.
        drop(std::fs::remove_file(path));
        return error;
    };
    let path = path.to_owned();
    let message = reason.to_string();
    FileError::NotWritten { path, message }.into()
}
