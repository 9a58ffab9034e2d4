//! The identities of the budget of a year out of the file.

use rusqlite::Connection;

use super::declared::declared_of;
use super::narrated::narrated;
use super::published::published;
use super::{
    Check, Narrative, NarrativeOptions, NarrativeRequest, Table, TableOptions, check_budget_book,
    check_budget_tables,
};
use crate::error::Result;

/// Check the eleven tables of a year with each other, and beside them the explanatory part and what
/// units declare.
pub(crate) fn budget_checks(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    options: &TableOptions,
) -> Result<Vec<Check>> {
    let tables = published(connection, year, unit, options)?;
    let request = NarrativeRequest {
        options: NarrativeOptions {
            tables: options.clone(),
            ..NarrativeOptions::default()
        },
        ..NarrativeRequest::default()
    };
    let narrative = narrated(connection, year, unit, &request, Some(&tables))?;
    let declared = declared_of(connection, year, unit)?;
    checks_of(&tables, &narrative, &declared, options)
}

/// Check what is finished.
pub(crate) fn checks_of(
    tables: &[Table],
    narrative: &Narrative,
    declared: &[Table],
    options: &TableOptions,
) -> Result<Vec<Check>> {
    let mut checks = check_budget_tables(tables, options)?;
    checks.extend(check_budget_book(narrative, declared, tables, options)?);
    Ok(checks)
}
