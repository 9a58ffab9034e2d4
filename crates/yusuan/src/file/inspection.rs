//! SQLite's own examination of a file.

use rusqlite::Connection;

use crate::error::Result;

/// Problems that SQLite is asked to list; it stops there.
const PROBLEMS_MAX: &str = "100";

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
    let mut problems = Vec::new();
    // Of all tables SQLite forgets the list of free pages when the first one that comes to its mind is a
    // view, as SQLite 3.54 does; of its own table alone it looks at that list.
    for part in [PROBLEMS_MAX, "sqlite_schema"] {
        let mut statement = connection.prepare(&format!("PRAGMA {pragma}({part})"))?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
        for line in lines {
            let line = line?;
            if line != "ok" && !problems.contains(&line) {
                problems.push(line);
            }
        }
    }
    Ok(problems)
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
