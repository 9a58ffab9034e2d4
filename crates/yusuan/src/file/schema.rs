//! The schema: embedded whole, and compared object by object with what a file holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
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
const RULE_DATA: [(&str, &str); 5] = [
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

/// Rows of rule data, each with its table and written out.
type RuleData = BTreeSet<(&'static str, String)>;

/// What a fresh ledger of this release holds.
struct Release {
    objects: Objects,
    rule_data: RuleData,
}

/// Something of the schema that is not the release's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SchemaDifference {
    /// Name of the object.
    pub(crate) name: String,
    /// What is wrong with it, in words.
    pub(crate) what: String,
}

/// A row of rule data that the release does not have, or that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DataDifference {
    pub(crate) table: &'static str,
    /// The row as the file has it.
    pub(crate) found: Option<String>,
    /// The row as the release has it.
    pub(crate) expected: Option<String>,
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

/// SQLite's own tables and indexes are left out; a trigger or view of such a name is not its own.
fn objects(connection: &Connection) -> Result<Objects> {
    let mut statement = connection.prepare(
        "SELECT type, name, coalesce(sql, '') FROM main.sqlite_schema
         WHERE type IN ('trigger', 'view') OR name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<Objects>>()?)
}

fn rule_data(connection: &Connection) -> Result<RuleData> {
    let mut data = RuleData::new();
    for (table, sql) in RULE_DATA {
        let mut statement = connection.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get_ref(column).map(written_out));
            let values: rusqlite::Result<Vec<String>> = values.collect();
            data.insert((table, values?.join(", ")));
        }
    }
    Ok(data)
}

fn written_out(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => "NULL".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(real) => format!("{real:?}"),
        ValueRef::Text(text) => format!("'{}'", String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => format!("{bytes:?}"),
    }
}

/// Return every object that is not the release's.
pub(crate) fn schema_differences(connection: &Connection) -> Result<Vec<SchemaDifference>> {
    let expected = &release()?.objects;
    let found = objects(connection)?;
    let mut differences = Vec::new();
    let mut differs = |kind: &str, name: &str, how: &str| {
        differences.push(SchemaDifference {
            name: name.to_owned(),
            what: format!("the {kind} {name} {how}"),
        });
    };
    for ((kind, name), sql) in expected {
        match found.get(&(kind.clone(), name.clone())) {
            None => differs(kind, name, "is missing"),
            Some(text) if text != sql => differs(kind, name, "was changed"),
            Some(_) => {}
        }
    }
    for (kind, name) in found.keys().filter(|key| !expected.contains_key(*key)) {
        differs(kind, name, "was added");
    }
    Ok(differences)
}

/// Return the first object that is not the release's, and how; none when all are.
pub(crate) fn schema_difference(connection: &Connection) -> Result<Option<String>> {
    let mut differences = schema_differences(connection)?.into_iter();
    Ok(differences.next().map(|difference| difference.what))
}

/// Return every row of rule data that is not the release's, and every one that is missing.
pub(crate) fn data_differences(connection: &Connection) -> Result<Vec<DataDifference>> {
    let expected = &release()?.rule_data;
    let found = rule_data(connection)?;
    let missing = expected.difference(&found);
    let missing = missing.map(|(table, row)| DataDifference {
        table,
        found: None,
        expected: Some(row.clone()),
    });
    let added = found
        .difference(expected)
        .map(|(table, row)| DataDifference {
            table,
            found: Some(row.clone()),
            expected: None,
        });
    Ok(missing.chain(added).collect())
}

/// Return a short name of the schema: the first eight bytes of its SHA-256, in hexadecimal.
pub(crate) fn fingerprint() -> String {
    let digest = Sha256::digest(SCHEMA.as_bytes());
    let first = digest.iter().take(8);
    first.fold(String::with_capacity(16), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
