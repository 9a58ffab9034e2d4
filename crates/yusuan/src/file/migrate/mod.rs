//! Bringing a file of an earlier release to the schema of this one.
//!
//! What there is to do follows from the two schemas alone, and is not written down anywhere: the
//! file is first shown to be exactly its release's, text for text, so whatever holds between the
//! schemas holds for it. A table whose text differs is written anew beside the old rows and takes
//! them over; one that is the same is not touched. In the end the file must be exactly this
//! release's, or nothing has happened.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use super::connection::{open_alone, require_file, require_identity, savepoint};
use super::inspection::foreign_key_violations;
use super::schema::{
    RULE_DATA, Release, SCHEMA, SCHEMA_VERSION, data_differences, data_differences_from,
    differences_from, fresh, has_table, schema_difference, version,
};
use crate::error::{Error, FileError, Result};
use crate::policy;

/// The schemas of earlier releases. Files outlive programs: these are never edited.
const EARLIER: [(i64, &str); 1] = [(1, include_str!("../../../migrations/schema-1.sql"))];

/// Tables that a release divided among others, and what fills these.
const DIVIDED: [(&str, [&str; 2]); 1] = [(
    "line_balance",
    [
        "INSERT INTO line_authority
        SELECT b.line_id, coalesce(p.posting_id, 0), original_fen, 0, supplement_fen,
            reduction_fen, carried_in_fen, transferred_in_fen, transferred_out_fen,
            surplus_used_fen, prior_year_fen, recalled_fen, carried_out_fen, to_surplus_fen,
            lapsed_fen
        FROM line_balance AS b LEFT JOIN (
            SELECT line_id, max(posting_id) AS posting_id FROM (
                SELECT line_id, posting_id FROM posting WHERE event NOT IN ('pay', 'refund')
                UNION ALL SELECT to_line_id, posting_id FROM posting
            ) GROUP BY line_id
        ) AS p ON p.line_id = b.line_id",
        "INSERT INTO line_spending
        SELECT line_id, last_posting_id, available_fen + committed_fen + paid_fen, committed_fen,
            paid_fen FROM line_balance",
    ],
)];

/// What a migration did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
#[non_exhaustive]
pub struct Migration {
    /// Schema version the file had.
    pub earlier_version: i64,
    /// Schema version it has now; the same when nothing had to be done.
    pub version: i64,
}

/// Bring a file to the schema of this release, whole or not at all.
pub(crate) fn migrate(path: &Path) -> Result<Migration> {
    require_file(path)?;
    let connection = open_alone(path)?;
    let earlier_version = version(&connection)?;
    let done = Migration {
        earlier_version,
        version: SCHEMA_VERSION,
    };
    let earlier = EARLIER
        .iter()
        .find(|(number, _)| *number == earlier_version);
    let Some((_, schema)) = earlier else {
        return require_identity(&connection, path).map(|()| done);
    };
    let earlier = fresh(schema)?;
    require_unaltered(&connection, &Release::of(&earlier)?)?;
    let steps = steps(&earlier, &fresh(SCHEMA)?)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    // Otherwise the tables that refer to a renamed one would follow it to its new name.
    connection.pragma_update(None, "legacy_alter_table", true)?;
    savepoint(&connection, |connection| {
        take(connection, &steps)?;
        policy::check_kept(connection)?;
        require_release(connection)
    })?;
    Ok(done)
}

/// Refuse a file that is not exactly as its release made it: what its guards let pass, nobody knows.
fn require_unaltered(connection: &Connection, release: &Release) -> Result<()> {
    let altered = |what| Err(FileError::Altered { what }.into());
    if let Some(difference) = differences_from(release, connection)?.into_iter().next() {
        return altered(difference.what);
    }
    match data_differences_from(release, connection)?.first() {
        Some(difference) => altered(format!("a row of {} was changed", difference.table)),
        None => Ok(()),
    }
}

/// Refuse what is not exactly a file of this release.
fn require_release(connection: &Connection) -> Result<()> {
    let mut wrong = schema_difference(connection)?;
    if let Some(difference) = data_differences(connection)?.first() {
        wrong = wrong.or_else(|| Some(format!("a row of {} differs", difference.table)));
    }
    if let Some(wrong) = wrong {
        return Err(Error::Internal(format!("after the migration {wrong}")));
    }
    let mut violation = None;
    foreign_key_violations(connection, |found| {
        violation.get_or_insert(found);
    })?;
    match violation {
        None => Ok(()),
        Some(found) => Err(Error::damaged(format!(
            "a row of {} refers to a row of {} that is not there",
            found.table, found.parent
        ))),
    }
}

pub(super) fn take(connection: &Connection, steps: &[String]) -> Result<()> {
    let mut steps = steps.iter();
    steps.try_for_each(|step| Ok(connection.execute_batch(step)?))
}

/// Something of a schema, as it was written.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    kind: String,
    name: String,
    /// The table that an index or trigger belongs to.
    table: String,
    sql: String,
}

/// Return everything in a schema, in the order it was written in.
fn written(connection: &Connection) -> Result<Vec<Written>> {
    let mut statement = connection.prepare(
        "SELECT type, name, tbl_name, sql FROM main.sqlite_schema
         WHERE sql IS NOT NULL ORDER BY rowid",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Written {
            kind: row.get(0)?,
            name: row.get(1)?,
            table: row.get(2)?,
            sql: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return the statements that make a file of one release a file of the other.
pub(super) fn steps(earlier: &Connection, release: &Connection) -> Result<Vec<String>> {
    let (had, has) = (written(earlier)?, written(release)?);
    let of = |kind: &'static str| has.iter().filter(move |object| object.kind == kind);
    // No trigger runs and no view is read meanwhile.
    let gone = |object: &&Written| match object.kind.as_str() {
        "trigger" | "view" => true,
        "index" => !has.contains(object),
        _ => false,
    };
    let gone = had.iter().filter(gone);
    let mut steps: Vec<String> = gone
        .map(|object| format!("DROP {} {}", object.kind, quoted(&object.name)))
        .collect();
    let mut rebuilt = BTreeSet::new();
    for Written { name, sql, .. } in of("table").filter(|table| !had.contains(table)) {
        if had.iter().any(|object| object.name == *name) {
            rebuilt.insert(name.as_str());
            steps.push(format!("ALTER TABLE {name} RENAME TO earlier_{name}"));
            steps.push(sql.clone());
            steps.push(take_over(name, earlier, release)?);
            steps.push(format!("DROP TABLE earlier_{name}"));
        } else {
            steps.push(sql.clone());
        }
    }
    for (table, fillings) in DIVIDED {
        let is_table = |object: &Written| object.kind == "table" && object.name == table;
        if had.iter().any(is_table) && !has.iter().any(is_table) {
            steps.extend(fillings.map(str::to_owned));
            steps.push(format!("DROP TABLE {table}"));
        }
    }
    // An index goes with the table it was made on.
    let stands = |index: &&Written| had.contains(index) && !rebuilt.contains(index.table.as_str());
    let indexes = of("index").filter(|index| !stands(index));
    steps.extend(indexes.map(|index| index.sql.clone()));
    for (table, rows) in RULE_DATA {
        if !has_table(release, table)? {
            continue;
        }
        steps.push(format!("DELETE FROM {table} WHERE {rows}"));
        steps.extend(insertions(table, rows, release)?);
    }
    // In the release's order, by which SQLite runs the triggers of a table.
    steps.extend(
        of("view")
            .chain(of("trigger"))
            .map(|object| object.sql.clone()),
    );
    steps.push(format!("PRAGMA user_version = {SCHEMA_VERSION}"));
    Ok(steps)
}

/// Return the statement that fills a table from its earlier rows. A new total begins at zero; any
/// other new column with the default that the schema declares for it, or NULL. Rows that come with
/// the schema are left behind: the release brings its own.
fn take_over(table: &str, earlier: &Connection, release: &Connection) -> Result<String> {
    let had = columns(table, earlier)?;
    let (mut into, mut from) = (Vec::new(), Vec::new());
    for column in columns(table, release)? {
        if had.contains(&column) {
            from.push(column.clone());
        } else if column.ends_with("_fen") {
            from.push("0".to_owned());
        } else {
            continue;
        }
        into.push(column);
    }
    let rule_data = RULE_DATA.iter().find(|(name, _)| *name == table);
    let kept = rule_data.map_or_else(String::new, |(_, rows)| format!(" WHERE NOT ({rows})"));
    Ok(format!(
        "INSERT INTO {table} ({}) SELECT {} FROM earlier_{table}{kept}",
        into.join(", "),
        from.join(", ")
    ))
}

/// Return a name as SQL writes it: in a file that somebody altered it may be anything.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Return the columns of a table that are stored.
pub(super) fn columns(table: &str, connection: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";
    let mut statement = connection.prepare(sql)?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Return the statements that write the release's rows of rule data.
fn insertions(table: &str, rows: &str, release: &Connection) -> Result<Vec<String>> {
    let columns = columns(table, release)?;
    let values: Vec<String> = columns
        .iter()
        .map(|name| format!("quote({name})"))
        .collect();
    let sql = format!(
        "SELECT concat_ws(', ', {}) FROM {table} WHERE {rows}",
        values.join(", ")
    );
    let mut statement = release.prepare(&sql)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let columns = columns.join(", ");
    let rows = rows.map(|row| Ok(format!("INSERT INTO {table} ({columns}) VALUES ({})", row?)));
    rows.collect()
}
