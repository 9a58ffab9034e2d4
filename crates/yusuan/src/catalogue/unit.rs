//! Units and their tree.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::str::FromStr;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Refusal, Result, Rule};

/// What sort of body a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 主管部门.
    Department,
    /// 行政单位.
    Agency,
    /// 事业单位.
    Institution,
    /// Any other.
    Other,
}

impl UnitKind {
    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Agency => "agency",
            Self::Institution => "institution",
            Self::Other => "other",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Department => "主管部门",
            Self::Agency => "行政单位",
            Self::Institution => "事业单位",
            Self::Other => "其他",
        }
    }
}

impl fmt::Display for UnitKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for UnitKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let all = [
            Self::Department,
            Self::Agency,
            Self::Institution,
            Self::Other,
        ];
        all.into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| {
                Error::refused(
                    Rule::UnitInvalid,
                    format!("not a kind of unit: {text}"),
                    "give department, agency, institution or other",
                )
            })
    }
}

/// A unit of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// What sort of body it is.
    pub kind: UnitKind,
    /// The unit above it.
    pub parent: Option<String>,
    /// Whether anything new may be budgeted for it.
    pub is_active: bool,
}

/// Return the number of a unit.
pub(crate) fn find_unit(connection: &Connection, name: &str) -> Result<Option<i64>> {
    let mut statement = connection.prepare_cached("SELECT unit_id FROM unit WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

/// Return the name of a unit that is in the ledger.
pub(crate) fn unit_name(connection: &Connection, unit_id: i64) -> Result<String> {
    let sql = "SELECT name FROM unit WHERE unit_id = ?1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([unit_id], |row| row.get(0))?)
}

/// Say that nothing new is budgeted for a unit.
pub(crate) fn inactive(unit: &str) -> Refusal {
    Refusal {
        message: format!("the unit is deactivated, so nothing new is budgeted for it: {unit}"),
        hint: "budget it for the unit that took over; what this one has may still be spent, \
               reduced and moved away"
            .to_owned(),
        ..Refusal::new(Rule::UnitInactive)
    }
}

/// Return the number of a unit, or say that there is none.
pub(crate) fn require_unit(connection: &Connection, name: &str) -> Result<i64> {
    find_unit(connection, name)?.ok_or_else(|| {
        Error::refused(
            Rule::UnitUnknown,
            format!("the unit is not in this ledger: {name}"),
            "add the unit first, or check its name",
        )
    })
}

/// Return whether anything new may be budgeted for a unit.
pub(crate) fn is_active(connection: &Connection, name: &str) -> Result<bool> {
    let sql = "SELECT deactivated_by IS NULL FROM unit WHERE name = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([name], |row| row.get(0))?)
}

/// Return the numbers of all units by their names.
pub(crate) fn unit_ids(connection: &Connection) -> Result<HashMap<String, i64>> {
    let mut statement = connection.prepare_cached("SELECT name, unit_id FROM unit")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return every unit, in the order they were added.
pub(crate) fn units(connection: &Connection) -> Result<Vec<Unit>> {
    let sql = "SELECT u.name, u.kind, p.name, u.deactivated_by IS NULL
        FROM unit AS u LEFT JOIN unit AS p ON p.unit_id = u.parent_id ORDER BY u.unit_id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut units = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(1)?;
        units.push(Unit {
            name: row.get(0)?,
            kind: kind.parse()?,
            parent: row.get(2)?,
            is_active: row.get(3)?,
        });
    }
    Ok(units)
}

/// Return the names of a unit and of every unit below it.
pub(crate) fn descendants(connection: &Connection, name: &str) -> Result<BTreeSet<String>> {
    require_unit(connection, name)?;
    let mut children: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for unit in units(connection)? {
        if let Some(parent) = unit.parent {
            children.entry(parent).or_default().push(unit.name);
        }
    }
    let mut found = BTreeSet::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(next) = waiting.pop() {
        waiting.extend(children.remove(&next).unwrap_or_default());
        found.insert(next);
    }
    Ok(found)
}

/// Return the columns of a unit after its voucher, as they are written and chained.
pub(crate) fn unit_record(id: i64, name: &str, kind: UnitKind, parent: Option<i64>) -> Vec<Value> {
    vec![
        Value::from(id),
        Value::from(name.to_owned()),
        Value::from(kind.as_str().to_owned()),
        Value::from(parent),
    ]
}
