//! The schema: embedded whole, and compared object by object with what a file holds.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use crate::error::Result;

/// The schema of this release, `schema.sql` of the project.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// `YUSN`, as the file's `application_id`.
pub(crate) const APPLICATION_ID: i64 = 1_498_764_110;

/// Schema version this release writes.
pub(crate) const SCHEMA_VERSION: i64 = 1;

/// Tables, triggers, views and indexes by type and name, with their text.
type Objects = BTreeMap<(String, String), String>;

/// Rows the rules are written in; they come with the schema and never change.
const RULE_DATA: &[(&str, &str)] = &[
    ("fund", "SELECT * FROM fund ORDER BY fund"),
    ("act", "SELECT * FROM act ORDER BY act"),
    ("event", "SELECT * FROM event ORDER BY event"),
    (
        "account",
        "SELECT * FROM account WHERE voucher_id = 0 ORDER BY account",
    ),
    (
        "posting_rule",
        "SELECT * FROM posting_rule WHERE voucher_id = 0 ORDER BY event, side, against_commitment",
    ),
];

/// What a fresh ledger of this release holds.
struct Release {
    objects: Objects,
    rule_data: Vec<Vec<u8>>,
}

fn release() -> Result<&'static Release> {
    static RELEASE: OnceLock<Release> = OnceLock::new();
    if let Some(release) = RELEASE.get() {
        return Ok(release);
    }
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(SCHEMA)?;
    let release = Release {
        objects: objects(&connection)?,
        rule_data: rule_data(&connection)?,
    };
    Ok(RELEASE.get_or_init(|| release))
}

fn objects(connection: &Connection) -> Result<Objects> {
    let mut statement = connection.prepare(
        "SELECT type, name, coalesce(sql, '') FROM main.sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<Objects>>()?)
}

fn rule_data(connection: &Connection) -> Result<Vec<Vec<u8>>> {
    RULE_DATA
        .iter()
        .map(|(_, sql)| digest_of(connection, sql))
        .collect()
}

fn digest_of(connection: &Connection, sql: &str) -> Result<Vec<u8>> {
    let mut statement = connection.prepare(sql)?;
    let columns = statement.column_count();
    let mut hasher = Sha256::new();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let value: rusqlite::types::Value = row.get(column)?;
            hasher.update(format!("{value:?}\n").as_bytes());
        }
    }
    Ok(hasher.finalize().to_vec())
}

/// Return the first object that is not the release's, and how; none when all are.
pub(crate) fn schema_difference(connection: &Connection) -> Result<Option<String>> {
    let expected = &release()?.objects;
    let found = objects(connection)?;
    for ((kind, name), sql) in expected {
        match found.get(&(kind.clone(), name.clone())) {
            None => return Ok(Some(format!("the {kind} {name} is missing"))),
            Some(text) if text != sql => return Ok(Some(format!("the {kind} {name} was changed"))),
            Some(_) => {}
        }
    }
    let stranger = found.keys().find(|key| !expected.contains_key(*key));
    Ok(stranger.map(|(kind, name)| format!("the {kind} {name} was added")))
}

/// Return the first table of rule data that is not the release's; none when all are.
pub(crate) fn data_difference(connection: &Connection) -> Result<Option<&'static str>> {
    let expected = &release()?.rule_data;
    let found = rule_data(connection)?;
    let position = expected
        .iter()
        .zip(&found)
        .position(|(expected, found)| expected != found);
    Ok(position
        .and_then(|index| RULE_DATA.get(index))
        .map(|(table, _)| *table))
}

/// Return a short name of the schema: the first eight bytes of its SHA-256, in hexadecimal.
pub(crate) fn fingerprint() -> String {
    let digest = Sha256::digest(SCHEMA.as_bytes());
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
