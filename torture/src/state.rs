//! What a ledger file holds, so that two of them can be compared, and whether it is sound.

use std::fmt;
use std::path::Path;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use sha2::{Digest, Sha256};
use yusuan::{Ledger, Particulars, UnitKind, VerifyOptions, verify_file};

use crate::vfs;

/// Everything that a ledger file holds, as a digest.
#[derive(Clone, PartialEq, Eq)]
pub struct State {
    /// Every value of every table.
    pub content: [u8; 32],
    /// As above without hashes and salts, which differ from one run of the same acts to the other.
    pub shape: [u8; 32],
    /// The newest voucher, and its hash.
    pub head: String,
}

impl fmt::Debug for State {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, ..] = self.shape;
        write!(formatter, "{} {first:02x}{second:02x}", self.head)
    }
}

/// Read what a file holds; none when there is no file, or nothing in it.
pub fn look(path: &Path) -> rusqlite::Result<Option<State>> {
    if !path.exists() {
        return Ok(None);
    }
    match read(path, OpenFlags::SQLITE_OPEN_READ_ONLY) {
        // What stands in a rollback journal is undone by whoever comes next, and needs writing.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {
            read(path, OpenFlags::SQLITE_OPEN_READ_WRITE)
        }
        read => read,
    }
}

fn read(path: &Path, flags: OpenFlags) -> rusqlite::Result<Option<State>> {
    let connection = Connection::open_with_flags_and_vfs(path, flags, vfs::plain_name().as_str())?;
    connection.execute_batch("BEGIN")?;
    let mut both = [Sha256::new(), Sha256::new()];
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name";
    let mut statement = connection.prepare(sql)?;
    let tables = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let tables = tables.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    if tables.is_empty() {
        return Ok(None);
    }
    for (table, sql) in &tables {
        for digest in &mut both {
            digest.update(sql);
        }
        rows(&connection, table, &mut both)?;
    }
    let head = connection.query_row(
        "SELECT voucher_id, hex(hash) FROM voucher ORDER BY voucher_id DESC LIMIT 1",
        [],
        |row| {
            let (number, hash): (i64, String) = (row.get(0)?, row.get(1)?);
            Ok(format!("voucher {number} {hash:.8}"))
        },
    );
    let [content, shape] = both.map(|digest| digest.finalize().into());
    Ok(Some(State {
        content,
        shape,
        head: head.unwrap_or_else(|_| "no voucher".to_owned()),
    }))
}

fn rows(connection: &Connection, table: &str, both: &mut [Sha256; 2]) -> rusqlite::Result<()> {
    let columns = connection
        .prepare(&format!("SELECT * FROM {table}"))?
        .column_count();
    let order: Vec<String> = (1..=columns).map(|number| number.to_string()).collect();
    let sql = format!("SELECT * FROM {table} ORDER BY {}", order.join(", "));
    let mut statement = connection.prepare(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let [content, shape] = &mut *both;
            let text = match row.get_ref(column)? {
                ValueRef::Null => "n".to_owned(),
                ValueRef::Integer(number) => format!("i{number}"),
                ValueRef::Real(number) => format!("r{number:?}"),
                ValueRef::Text(text) => format!("t{}:{text:?}", text.len()),
                ValueRef::Blob(blob) => {
                    content.update(format!("b{blob:?}"));
                    "b".to_owned()
                }
            };
            content.update(&text);
            shape.update(&text);
        }
    }
    Ok(())
}

/// Verify a ledger whole; say what is wrong.
pub fn verify(path: &Path) -> Result<(), String> {
    let verification = verify_file(path, VerifyOptions::default())
        .map_err(|error| format!("verify fails: {error}"))?;
    if verification.is_sound() {
        return Ok(());
    }
    Err(format!("verify finds {:?}", verification.findings))
}

/// Show that a ledger can be written to.
pub fn write_to(ledger: &mut Ledger) -> Result<(), String> {
    let none = Particulars::default();
    ledger
        .add_unit("断电之后", UnitKind::Other, None, &none)
        .map(drop)
        .map_err(|error| format!("the ledger cannot be written to: {error}"))
}
