//! The identities of the budget of a year out of the file.

use rusqlite::Connection;

use super::declared::declared_of;
use super::narrated::narrated_of;
use super::published::with_input;
use super::{
    Check, Narrative, NarrativeOptions, NarrativeRequest, Table, TableOptions, budget_tables,
    check_budget_book, check_budget_tables,
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
    let request = NarrativeRequest {
        options: NarrativeOptions {
            tables: options.clone(),
            ..NarrativeOptions::default()
        },
        ..NarrativeRequest::default()
    };
    let declared = declared_of(connection, year, unit)?;
    with_input(connection, year, unit, options, |input| {
        let tables = budget_tables(input)?;
        let narrative = narrated_of(connection, unit, &request, input, Some(&tables))?;
        checks_of(&tables, &narrative, &declared, options)
    })
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
