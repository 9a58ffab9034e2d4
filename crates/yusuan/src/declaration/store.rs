//! Every statement about declarations.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::{Declaration, DeclarationKind, Declared};
use crate::error::{Error, Result};
use crate::line;
use crate::tables::NarrativeFacts;

const IN_FORCE: &str = "SELECT declaration_id, voucher_id, year, unit, kind, content
    FROM declaration_in_force WHERE year = ?1 ORDER BY unit, declaration_id";

/// Return the number of the next declaration.
pub(crate) fn next_id(connection: &Connection) -> Result<i64> {
    let sql = "SELECT coalesce(max(declaration_id), 0) FROM declaration";
    line::next_id(connection, sql)
}

/// Return what units declare for a year, newest of each kind, in print order.
pub(crate) fn declared(
    connection: &Connection,
    year: i16,
    units: &BTreeSet<String>,
) -> Result<Vec<Declared>> {
    let mut statement = connection.prepare_cached(IN_FORCE)?;
    let mut rows = statement.query(params![year])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let unit: String = row.get(3)?;
        if !units.contains(&unit) {
            continue;
        }
        let (kind, content): (String, String) = (row.get(4)?, row.get(5)?);
        let declaration_id = row.get(0)?;
        let kind: DeclarationKind = kind.parse()?;
        let content = Declaration::parse(kind, &content)
            .map_err(|error| unreadable(declaration_id, &unit, error))?;
        found.push(Declared {
            declaration_id,
            voucher_id: row.get(1)?,
            year: row.get(2)?,
            unit,
            kind,
            content,
        });
    }
    found.sort_by(|one, other| (one.kind, &one.unit).cmp(&(other.kind, &other.unit)));
    Ok(found)
}

/// Say which declaration another program wrote that is none.
fn unreadable(id: i64, unit: &str, error: Error) -> Error {
    match error {
        Error::Rule(refusal) => Error::refused(
            refusal.rule,
            format!("declaration {id} of {unit}: {}", refusal.message),
            "declare it anew: the newest counts",
        ),
        other => other,
    }
}

/// Add up what units declare.
pub(crate) fn added_up(declared: &[Declared]) -> Result<NarrativeFacts> {
    let mut facts = NarrativeFacts::default();
    for Declared { content, .. } in declared {
        match content {
            Declaration::Performance(_) => {
                facts.goals = Some(facts.goals.unwrap_or_default().saturating_add(1));
            }
            Declaration::Procurement(more) => {
                let sum = facts.procurement.take().map(|sum| sum.plus(more));
                facts.procurement = Some(sum.transpose().map_err(amount)?.unwrap_or(more.clone()));
            }
            Declaration::Assets(more) => {
                let sum = facts.assets.take().map(|sum| sum.plus(more));
                facts.assets = Some(sum.transpose().map_err(amount)?.unwrap_or(more.clone()));
            }
            Declaration::Staffing(_) => {}
        }
    }
    Ok(facts)
}

fn amount(source: crate::money::AmountError) -> Error {
    Error::Amount { source }
}
