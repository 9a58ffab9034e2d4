//! The schema: embedded whole, and compared object by object with what a file holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::cause;
use crate::error::Result;
use crate::journal::hexadecimal;

/// The schema of this release, `schema.sql` of the project.
pub const SCHEMA: &str = include_str!("../../schema.sql");

/// `YUSN`, as the file's `application_id`.
pub(crate) const APPLICATION_ID: i64 = 1_498_764_110;

/// Schema version this release writes.
pub(crate) const SCHEMA_VERSION: i64 = 2;

/// Tables, triggers, views and indexes by type and name, with their text.
pub(super) type Objects = BTreeMap<(String, String), String>;

/// Rows the rules are written in; they come with the schema and never change. The tables, and
/// which rows of them.
pub(super) const RULE_DATA: [(&str, &str); 7] = [
    ("fund", "TRUE"),
    ("act", "TRUE"),
    ("event", "TRUE"),
    ("policy_name", "TRUE"),
    ("policy", "voucher_id = 0"),
    ("account", "voucher_id = 0"),
    ("posting_rule", "voucher_id = 0"),
];

/// Rows of rule data, each with its table and written out.
type RuleData = BTreeSet<(&'static str, String)>;

/// What a fresh ledger of a release holds.
pub(super) struct Release {
    version: i64,
    objects: Objects,
    rule_data: RuleData,
}

impl Release {
    /// Return what a ledger holds, which is a fresh one of the release.
    pub(super) fn of(connection: &Connection) -> Result<Self> {
        Ok(Self {
            version: version(connection)?,
            objects: objects(connection)?,
            rule_data: rule_data(connection)?,
        })
    }
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
    let release = Release::of(&fresh(SCHEMA)?)?;
    Ok(RELEASE.get_or_init(|| release))
}

/// Lay out a schema in memory.
pub(super) fn fresh(schema: &str) -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(schema)?;
    Ok(connection)
}

/// Return the mark of a file.
pub(super) fn application_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA application_id", [], |row| row.get(0))
}

pub(super) fn version(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Tables that Litestream makes in every database whose log it ships, text for text. No statement of a
/// ledger reads them, and what hangs on them is an object of its own.
const SHIPPING: [(&str, &str); 2] = [
    (
        "_litestream_lock",
        "CREATE TABLE _litestream_lock (id INTEGER)",
    ),
    (
        "_litestream_seq",
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
    ),
];

/// SQLite's own tables and indexes are left out, and those of a tool that keeps copies; a trigger or view of
/// such a name is not its own.
pub(super) fn objects(connection: &Connection) -> Result<Objects> {
    // SQLite takes the table of a trigger or index for the same in other letters; here it is a change.
    let mut statement = connection.prepare(
        "SELECT type, name, sql, tbl_name NOT IN (SELECT name FROM main.sqlite_schema)
         FROM main.sqlite_schema
         WHERE type IN ('trigger', 'view') OR name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )?;
    // In a damaged file it may be anything.
    let text = |value: ValueRef<'_>| match value {
        ValueRef::Null => String::new(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        other => written_out(other),
    };
    let rows = statement.query_map([], |row| {
        let column = |number| row.get_ref(number).map(text);
        let mut sql = column(2)?;
        if row.get::<_, Option<bool>>(3)? != Some(false) {
            sql.push_str(" of another table");
        }
        Ok(((column(0)?, column(1)?), sql))
    })?;
    let mut objects = rows.collect::<rusqlite::Result<Objects>>()?;
    for (name, sql) in SHIPPING {
        if objects
            .get(&key("table", name))
            .is_some_and(|text| text == sql)
        {
            objects.remove(&key("table", name));
        }
    }
    Ok(objects)
}

/// Return whether a schema has a table.
pub(super) fn has_table(connection: &Connection, name: &str) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?1)";
    Ok(connection.query_row(sql, [name], |row| row.get(0))?)
}

fn rule_data(connection: &Connection) -> Result<RuleData> {
    let mut data = RuleData::new();
    for (table, rows) in RULE_DATA {
        // An earlier release may not have it; one that was dropped is missed as an object.
        if !has_table(connection, table)? {
            continue;
        }
        let mut statement = connection.prepare(&format!("SELECT * FROM {table} WHERE {rows}"))?;
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

/// What is wrong with a file of ours that does not say so.
const UNMARKED: &str = "was changed: a file that was restored from the text of `.dump` has none";

fn key(kind: &str, name: &str) -> (String, String) {
    (kind.to_owned(), name.to_owned())
}

/// Say whether a file without the mark of a ledger has the tables of one nevertheless.
pub(super) fn has_our_tables(connection: &Connection) -> Result<bool> {
    let found = objects(connection)?;
    let expected = &release()?.objects;
    let mut tables = ["ledger", "posting", "voucher"].iter();
    Ok(tables.all(|name| found.get(&key("table", name)) == expected.get(&key("table", name))))
}

/// Return the statements that make the views of the release in the TEMP schema.
pub(super) fn own_views() -> Result<Vec<String>> {
    let objects = release()?.objects.iter();
    let views = objects.filter(|((kind, _), _)| kind == "view");
    Ok(views
        .map(|(_, sql)| sql.replacen("CREATE VIEW ", "CREATE TEMP VIEW ", 1))
        .collect())
}

/// Return the tables of the release that are virtual ones in a file.
pub(super) fn virtual_tables(connection: &Connection) -> Result<Vec<String>> {
    let expected = &release()?.objects;
    let found = objects(connection)?;
    let is_virtual = |sql: &str| sql.to_uppercase().starts_with("CREATE VIRTUAL");
    let tables = found.into_iter();
    let tables = tables.filter(|(key, sql)| expected.contains_key(key) && is_virtual(sql));
    Ok(tables.map(|((_, name), _)| name).collect())
}

/// Return every object that is not the release's.
pub(crate) fn schema_differences(connection: &Connection) -> Result<Vec<SchemaDifference>> {
    differences_from(release()?, connection)
}

/// Return every object that is not that release's.
pub(super) fn differences_from(
    release: &Release,
    connection: &Connection,
) -> Result<Vec<SchemaDifference>> {
    let expected = &release.objects;
    let found = objects(connection)?;
    let mut differences = Vec::new();
    let mut differs = |kind: &str, name: &str, how: &str| {
        differences.push(SchemaDifference {
            name: name.to_owned(),
            what: format!("the {kind} {name} {how}"),
        });
    };
    if application_id(connection)? != APPLICATION_ID {
        differs("pragma", "application_id", UNMARKED);
    }
    if version(connection)? != release.version {
        differs("pragma", "user_version", "was changed");
    }
    // What became of the tables comes first: it explains the rest.
    let unguarded = cause::unguarded(expected, &found);
    for (_, name) in expected.keys().filter(|(kind, _)| kind == "table") {
        let told = cause::of_table(name, expected, &found);
        let is_whole = found.get(&key("table", name)) == expected.get(&key("table", name));
        if let Some(how) = told.filter(|_| !is_whole || unguarded.is_none()) {
            differs("table", name, &how);
        }
    }
    for ((kind, name), sql) in expected.iter().filter(|((kind, _), _)| kind != "table") {
        match found.get(&key(kind, name)) {
            None => differs(kind, name, "is missing"),
            Some(text) if text != sql => differs(kind, name, "was changed"),
            Some(_) => {}
        }
    }
    for (kind, name) in found.keys().filter(|key| !expected.contains_key(*key)) {
        differs(kind, name, "was added");
    }
    if let Some(what) = unguarded {
        let name = "trigger".to_owned();
        differences.insert(0, SchemaDifference { name, what });
    }
    Ok(differences)
}

/// SHA-256 of every object of the release, as [`digest`] has it: a file that has just these is known
/// without laying the schema out beside it, which takes four times as long as opening the file.
const OBJECTS_SHA256: &str = "c3c3b244ab428a7a257cd6746b9993ba3292e0f060a0d76488128b30fbc23551";

/// Return the SHA-256 of objects in their order, each part with its length.
fn digest(objects: &Objects) -> String {
    let mut hasher = Sha256::new();
    for ((kind, name), sql) in objects {
        for part in [kind, name, sql] {
            hasher.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hexadecimal(&hasher.finalize())
}

/// Return the first object that is not the release's, and how; none when all are.
pub(crate) fn schema_difference(connection: &Connection) -> Result<Option<String>> {
    let is_release = application_id(connection)? == APPLICATION_ID
        && version(connection)? == SCHEMA_VERSION
        && digest(&objects(connection)?) == OBJECTS_SHA256;
    if is_release {
        return Ok(None);
    }
    let mut differences = schema_differences(connection)?.into_iter();
    Ok(differences.next().map(|difference| difference.what))
}

/// Return every row of rule data that is not the release's, and every one that is missing.
pub(crate) fn data_differences(connection: &Connection) -> Result<Vec<DataDifference>> {
    data_differences_from(release()?, connection)
}

/// Return every row of rule data that is not that release's, and every one that is missing.
pub(super) fn data_differences_from(
    release: &Release,
    connection: &Connection,
) -> Result<Vec<DataDifference>> {
    let expected = &release.rule_data;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_the_objects_is_that_of_the_schema() {
        let connection = fresh(SCHEMA).unwrap();
        assert_eq!(digest(&objects(&connection).unwrap()), OBJECTS_SHA256);
        connection
            .execute_batch("DROP TRIGGER line_after_insert_balance")
            .unwrap();
        assert_ne!(digest(&objects(&connection).unwrap()), OBJECTS_SHA256);
    }
}
