//! Putting back what guards a ledger: triggers, views, indexes, the text of its tables and the rows
//! that come with the schema.
//!
//! What there is to do follows from the two schemas, as in a migration: the release's, and the one
//! that the file has. Rows of the ledger are written anew at most, never changed.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::connection::{open_alone, require_file, savepoint, snapshot};
use super::copy::copy_pages;
use super::inspection::integrity_problems;
use super::migrate::{columns, quoted, steps, take};
use super::output::Output;
use super::schema::{
    APPLICATION_ID, Objects, SCHEMA, SCHEMA_VERSION, application_id, data_differences, fresh,
    objects, schema_difference, version,
};
use crate::error::{Error, FileError, Result};

/// What was wrong with something that guards a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum GuardDamage {
    /// It was not there.
    Missing,
    /// It was another than the release's.
    Changed,
    /// The release has none of the name.
    Added,
    /// An index that did not say what its table says.
    Stale,
}

impl GuardDamage {
    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Stale => "stale",
        }
    }
}

/// Something that guards a ledger and was put back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct RestoredGuard {
    /// `trigger`, `view`, `index`, `table` for its text, `rows` for those of a table that come with the
    /// schema, or `pragma`.
    pub kind: String,
    /// Its name; that of the table where it is about rows.
    pub name: String,
    /// What was wrong with it.
    pub was: GuardDamage,
}

/// What a repair did to a file.
pub(crate) struct Mended<T> {
    pub(crate) restored: Vec<RestoredGuard>,
    pub(crate) copy: Option<PathBuf>,
    pub(crate) checked: T,
}

/// Put back whatever guards the ledger in a file, and keep that only if `check` agrees, which is told
/// what was put back. The file as it was is copied before; nothing happens to one that is whole.
pub(crate) fn mend<T>(
    path: &Path,
    copy: Option<Output>,
    check: impl FnOnce(&Connection, &[RestoredGuard]) -> Result<T>,
) -> Result<Mended<T>> {
    require_file(path)?;
    let connection = open_alone(path)?;
    let found = version(&connection)?;
    if (1..SCHEMA_VERSION).contains(&found) {
        let (path, known) = (path.to_owned(), SCHEMA_VERSION);
        return Err(FileError::Older { path, found, known }.into());
    }
    let release = fresh(SCHEMA)?;
    let restored = damages(&connection, &release)?;
    if restored.is_empty() {
        let checked = snapshot(&connection, |connection| check(connection, &restored))?;
        return Ok(Mended {
            restored,
            copy: None,
            checked,
        });
    }
    require_own_columns(&connection, &release, &restored)?;
    let copy = match copy {
        Some(copy) => copy,
        None => Output::prepare(before_repair(path))?,
    };
    let kept = copy.path().to_owned();
    copy_pages(&connection, copy)?;
    connection.pragma_update(None, "foreign_keys", false)?;
    // Otherwise the tables that refer to a renamed one would follow it to its new name.
    connection.pragma_update(None, "legacy_alter_table", true)?;
    let checked = savepoint(&connection, |connection| {
        put_back(connection, &release, &restored).map_err(in_words)?;
        check(connection, &restored)
    });
    // The file stays as it is: the copy would only stand in the way of the next attempt.
    let checked = checked.inspect_err(|_| drop(std::fs::remove_file(&kept)))?;
    Ok(Mended {
        restored,
        copy: Some(kept),
        checked,
    })
}

/// Return where the file as it was is kept unless somebody says so: `county.before-repair.db`.
fn before_repair(path: &Path) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(".before-repair");
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// Return what does not guard the ledger as it should.
fn damages(connection: &Connection, release: &Connection) -> Result<Vec<RestoredGuard>> {
    let mut damages = Vec::new();
    let mut add = |kind: &str, name: &str, was| {
        damages.push(RestoredGuard {
            kind: kind.to_owned(),
            name: name.to_owned(),
            was,
        });
    };
    if application_id(connection)? != APPLICATION_ID {
        add("pragma", "application_id", GuardDamage::Changed);
    }
    if version(connection)? != SCHEMA_VERSION {
        add("pragma", "user_version", GuardDamage::Changed);
    }
    let (found, expected) = (objects(connection)?, objects(release)?);
    require_tables(&found, &expected)?;
    for (key, sql) in &expected {
        match found.get(key) {
            None => add(&key.0, &key.1, GuardDamage::Missing),
            Some(text) if text != sql => add(&key.0, &key.1, GuardDamage::Changed),
            Some(_) => {}
        }
    }
    for (kind, name) in found.keys().filter(|key| !expected.contains_key(*key)) {
        add(kind, name, GuardDamage::Added);
    }
    let is_readable = |table: &str| columns(table, connection).is_ok_and(|had| !had.is_empty());
    if is_readable("posting_rule") {
        let mut tables: Vec<&str> = data_differences(connection)?
            .iter()
            .map(|difference| difference.table)
            .collect();
        tables.dedup();
        tables.sort_unstable();
        tables.dedup();
        for table in tables {
            add("rows", table, GuardDamage::Changed);
        }
    }
    for name in stale_indexes(connection)? {
        if expected.contains_key(&("index".to_owned(), name.clone()))
            || name.starts_with("sqlite_autoindex_")
        {
            add("index", &name, GuardDamage::Stale);
        }
    }
    Ok(damages)
}

/// Refuse a file that lacks a table, or has one that nobody knows: neither is a guard.
fn require_tables(found: &Objects, expected: &Objects) -> Result<()> {
    let tables = |objects: &Objects, others: &Objects| {
        let mut tables = objects.keys().filter(|(kind, _)| kind == "table");
        tables
            .find(|key| !others.contains_key(*key))
            .map(|(_, name)| name.clone())
    };
    let is_virtual = |((kind, name), sql): (&(String, String), &String)| {
        let is_one = kind == "table" && sql.to_uppercase().starts_with("CREATE VIRTUAL");
        is_one.then(|| name.clone())
    };
    let missing = tables(expected, found).or_else(|| found.iter().find_map(is_virtual));
    if let Some(name) = missing {
        let what = format!("the table {name} is missing, and its rows with it");
        return Err(refused(what, "restore the file from a copy"));
    }
    if let Some(name) = tables(found, expected) {
        let what = format!("the table {name} was added, and what it holds nobody knows");
        return Err(refused(
            what,
            "keep what you need of it elsewhere, drop the table, and repair the file again",
        ));
    }
    Ok(())
}

/// Refuse a table that was changed and has not just the columns of the release's: what would become of
/// their values, the schema does not say.
fn require_own_columns(
    connection: &Connection,
    release: &Connection,
    restored: &[RestoredGuard],
) -> Result<()> {
    for table in restored.iter().filter(|guard| guard.kind == "table") {
        let (had, has) = (
            columns(&table.name, connection)?,
            columns(&table.name, release)?,
        );
        // A tool that copies a table makes ordinary columns of those that are computed.
        let computed = computed_columns(&table.name, release)?;
        let is_known = |name: &String| has.contains(name) || computed.contains(name);
        if !had.iter().all(is_known) || !has.iter().all(|name| had.contains(name)) {
            let what = format!(
                "the table {} was changed and has other columns than the release's",
                table.name
            );
            return Err(refused(what, "restore the file from a copy"));
        }
    }
    Ok(())
}

/// Return the columns of a table that are computed from others.
fn computed_columns(table: &str, release: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_xinfo(?1) WHERE hidden > 0";
    let mut statement = release.prepare(sql)?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Return the indexes that do not say what their tables say.
fn stale_indexes(connection: &Connection) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for problem in integrity_problems(connection, false)? {
        if let Some((_, name)) = problem.rsplit_once(" index ") {
            names.push(name.trim().to_owned());
        }
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

fn put_back(
    connection: &Connection,
    release: &Connection,
    restored: &[RestoredGuard],
) -> Result<()> {
    take(connection, &steps(connection, release)?)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    for guard in restored.iter().filter(|it| it.was == GuardDamage::Stale) {
        connection.execute_batch(&format!("REINDEX {}", quoted(&guard.name)))?;
    }
    match schema_difference(connection)? {
        None => Ok(()),
        Some(what) => Err(refused(what, "restore the file from a copy")),
    }
}

/// What SQLite or a guard says of rows that do not fit the tables of the release.
fn in_words(error: Error) -> Error {
    if error.retryable() || matches!(error, Error::File(_)) {
        return error;
    }
    let text = error.to_string();
    let what = text.lines().next().unwrap_or_default();
    refused(
        format!("the rows do not fit the tables of the release: {what}"),
        "restore the file from a copy",
    )
}

/// Refuse to repair.
pub(crate) fn refused(what: impl Into<String>, hint: impl Into<String>) -> Error {
    FileError::NotRepaired {
        what: what.into(),
        hint: hint.into(),
    }
    .into()
}
