//! 科目对照: what a code or unit of one year is called in the next, where it changed.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Rule};

/// What a successor renames.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuccessorScheme {
    /// 支出功能分类, 项.
    Functional,
    /// 部门预算支出经济分类, 款.
    Economic,
    /// 预算单位.
    Unit,
}

impl SuccessorScheme {
    /// Every scheme.
    pub const ALL: [Self; 3] = [Self::Functional, Self::Economic, Self::Unit];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Functional => "functional",
            Self::Economic => "economic",
            Self::Unit => "unit",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Functional => "支出功能分类",
            Self::Economic => "部门预算支出经济分类",
            Self::Unit => "预算单位",
        }
    }
}

impl fmt::Display for SuccessorScheme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for SuccessorScheme {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|scheme| scheme.as_str() == text);
        found.ok_or_else(|| {
            Error::refused(
                Rule::SuccessorInvalid,
                format!("not what a successor renames: {text}"),
                "give functional, economic or unit",
            )
        })
    }
}

/// A code or unit, and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Successor {
    /// What is renamed.
    pub scheme: SuccessorScheme,
    /// Last year of the old name; the new one holds from the next year on.
    pub year: i16,
    /// The code or unit of that year.
    pub old: String,
    /// What it becomes; its old name again withdraws what was said of it before.
    pub new: String,
    /// Where that is said.
    pub source: String,
}

impl Successor {
    /// Say whether this takes back what was said of the name.
    pub(crate) fn is_withdrawal(&self) -> bool {
        self.new == self.old
    }

    /// Say whether this renames the same thing in the same way.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (self.scheme, self.year, &self.old, &self.new)
            == (other.scheme, other.year, &other.old, &other.new)
    }

    /// Return the columns of a successor after its voucher, as they are written and chained.
    pub(crate) fn record(&self, id: i64) -> Vec<Value> {
        vec![
            Value::from(id),
            Value::from(self.scheme.as_str().to_owned()),
            Value::from(i64::from(self.year)),
            Value::from(self.old.clone()),
            Value::from(self.new.clone()),
            Value::from(self.source.clone()),
        ]
    }
}

/// Return the successors of a year, in the order they were loaded.
pub(crate) fn successors(connection: &Connection, year: i16) -> Result<Vec<Successor>> {
    let sql = "SELECT scheme, old, new, source FROM successor
        WHERE year = ?1 ORDER BY successor_id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([year])?;
    let mut successors = Vec::new();
    while let Some(row) = rows.next()? {
        let scheme: String = row.get(0)?;
        successors.push(Successor {
            scheme: scheme.parse()?,
            year,
            old: row.get(1)?,
            new: row.get(2)?,
            source: row.get(3)?,
        });
    }
    Ok(successors)
}

/// Return the unit that took over another at the end of a year, or of the last one before it that
/// says so.
pub(crate) fn unit_successor(
    connection: &Connection,
    unit: &str,
    year: i16,
) -> Result<Option<String>> {
    let sql = "SELECT new FROM successor_in_force
        WHERE scheme = 'unit' AND old = ?1 AND year <= ?2 ORDER BY year DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement
        .query_row(params![unit, year], |row| row.get(0))
        .optional()?)
}

/// What the codes and units of a year become, by their old names.
#[derive(Clone, Debug, Default)]
pub(crate) struct SuccessorMap(BTreeMap<(SuccessorScheme, String), Successor>);

impl SuccessorMap {
    /// Read what was loaded for a year. Of several successors of one name the newest counts, and
    /// one that is the name itself takes back what was said before.
    pub(crate) fn of_year(connection: &Connection, year: i16) -> Result<Self> {
        let mut map = BTreeMap::new();
        for successor in successors(connection, year)? {
            let name = (successor.scheme, successor.old.clone());
            if successor.is_withdrawal() {
                map.remove(&name);
            } else {
                map.insert(name, successor);
            }
        }
        Ok(Self(map))
    }

    /// Return whether nothing is renamed.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Return the successor of a name, if it has one.
    pub(crate) fn get(&self, scheme: SuccessorScheme, old: &str) -> Option<&Successor> {
        if self.is_empty() {
            return None;
        }
        self.0.get(&(scheme, old.to_owned()))
    }

    /// Return the successors, by scheme and old name.
    pub(crate) fn into_values(self) -> impl Iterator<Item = Successor> {
        self.0.into_values()
    }
}
