//! SQLite's own examination of a file.

use rusqlite::Connection;

use crate::error::Result;

/// Problems that SQLite is asked to list; it stops there.
const PROBLEMS_MAX: usize = 100;

/// A row that refers to one that is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ForeignKeyViolation {
    pub(crate) table: String,
    /// None in a table without row numbers.
    pub(crate) row_id: Option<i64>,
    pub(crate) parent: String,
}

/// Return what SQLite finds wrong with the pages, indexes and column types of the file; when
/// `quick`, indexes are not compared with their tables.
pub(crate) fn integrity_problems(connection: &Connection, quick: bool) -> Result<Vec<String>> {
    let pragma = if quick {
        "quick_check"
    } else {
        "integrity_check"
    };
    let mut statement = connection.prepare(&format!("PRAGMA {pragma}({PROBLEMS_MAX})"))?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let lines = lines.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

/// Call `each` with every row that refers to one that is not there.
pub(crate) fn foreign_key_violations(
    connection: &Connection,
    mut each: impl FnMut(ForeignKeyViolation),
) -> Result<()> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(ForeignKeyViolation {
            table: row.get(0)?,
            row_id: row.get(1)?,
            parent: row.get(2)?,
        });
    }
    Ok(())
}
