//! Tables, indexes, triggers, views and the rules' own rows: are they exactly the release's? And
//! what SQLite itself says of the file.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use crate::error::Result;
use crate::file;

/// Compare the schema, object by object.
pub(super) fn schema(connection: &Connection, findings: &mut Findings) -> Result<()> {
    for difference in file::schema_differences(connection)? {
        findings.add(
            FindingToken::SchemaAltered,
            || Place::row("sqlite_schema", &difference.name),
            format_args!("{}", difference.what),
        );
    }
    Ok(())
}

/// Compare the rows the rules are written in.
pub(super) fn rule_data(connection: &Connection, findings: &mut Findings) -> Result<()> {
    for difference in file::data_differences(connection)? {
        let what = match (&difference.expected, &difference.found) {
            (Some(row), _) => format!("a row of the release is missing: {row}"),
            (None, row) => format!(
                "a row is not the release's: {}",
                row.as_deref().unwrap_or_default()
            ),
        };
        findings.add(
            FindingToken::RuleDataAltered,
            || Place::table(difference.table),
            format_args!("{what}"),
        );
    }
    Ok(())
}

/// Let SQLite examine pages, indexes and column types.
pub(super) fn integrity(
    connection: &Connection,
    quick: bool,
    findings: &mut Findings,
) -> Result<()> {
    for problem in file::integrity_problems(connection, quick)? {
        findings.add(
            FindingToken::Integrity,
            || Place::table("file"),
            format_args!("{problem}"),
        );
    }
    Ok(())
}

/// Find rows that refer to one that is not there.
pub(super) fn foreign_keys(connection: &Connection, findings: &mut Findings) -> Result<()> {
    file::foreign_key_violations(connection, |violation| {
        findings.add(
            FindingToken::ForeignKey,
            || match violation.row_id {
                Some(id) => Place::row(&violation.table, id),
                None => Place::table(&violation.table),
            },
            format_args!(
                "it refers to a row of {} that is not there",
                violation.parent
            ),
        );
    })
}
