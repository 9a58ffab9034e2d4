//! Classification codes by year.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Rule};
use crate::line::{self, LineKey};

/// Which classification a code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// 支出功能分类.
    Functional,
    /// 部门预算支出经济分类.
    Economic,
    /// 政府预算支出经济分类.
    GovernmentEconomic,
}

impl Scheme {
    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Functional => "functional",
            Self::Economic => "economic",
            Self::GovernmentEconomic => "government_economic",
        }
    }
}

impl FromStr for Scheme {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let mut all = [Self::Functional, Self::Economic, Self::GovernmentEconomic].into_iter();
        all.find(|scheme| scheme.as_str() == text).ok_or_else(|| {
            Error::not_found(
                "scheme_unknown",
                "the classification",
                text,
                "give functional, economic or government_economic",
            )
        })
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A code in force in a year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Code {
    /// Its classification.
    pub scheme: Scheme,
    /// Its digits: 3 for a 类, 5 for a 款, 7 for a 项.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Whether the source is an official publication.
    pub is_verified: bool,
    /// Where it comes from.
    pub source: String,
}

/// Which government code a department code is reported under.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct EconomicMapping {
    /// 部门预算支出经济分类.
    pub department_code: String,
    /// 政府预算支出经济分类.
    pub government_code: String,
    /// `agency`, `institution` or `any`.
    pub applies_to: String,
    /// Whether the source is an official publication.
    pub is_verified: bool,
    /// Where it comes from.
    pub source: String,
}

impl EconomicMapping {
    /// Say whether this joins the same two codes for the same kind of unit.
    pub(crate) fn is_same_pair(&self, other: &Self) -> bool {
        self.department_code == other.department_code
            && self.government_code == other.government_code
            && self.applies_to == other.applies_to
    }
}

/// Return the catalogue of a year; empty when it has none.
pub(crate) fn of_year(
    connection: &Connection,
    year: i16,
) -> Result<(Vec<Code>, Vec<EconomicMapping>)> {
    let sql = "SELECT scheme, code, name, is_verified, source FROM code
        WHERE year = ?1 ORDER BY code_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([year], |row| {
        let scheme: String = row.get(0)?;
        Ok(Code {
            scheme: match scheme.as_str() {
                "functional" => Scheme::Functional,
                "economic" => Scheme::Economic,
                _ => Scheme::GovernmentEconomic,
            },
            code: row.get(1)?,
            name: row.get(2)?,
            is_verified: row.get(3)?,
            source: row.get(4)?,
        })
    })?;
    let codes = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let sql = "SELECT department_code, government_code, applies_to, is_verified, source
        FROM economic_mapping WHERE year = ?1 ORDER BY mapping_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([year], |row| {
        Ok(EconomicMapping {
            department_code: row.get(0)?,
            government_code: row.get(1)?,
            applies_to: row.get(2)?,
            is_verified: row.get(3)?,
            source: row.get(4)?,
        })
    })?;
    Ok((codes, rows.collect::<rusqlite::Result<Vec<_>>>()?))
}

/// Return the names of the codes of a year and classification.
pub(crate) fn code_names(
    connection: &Connection,
    year: i16,
    scheme: Scheme,
) -> Result<BTreeMap<String, String>> {
    let sql = "SELECT code, name FROM code WHERE year = ?1 AND scheme = ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![year, scheme.as_str()], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return the next free number of a code.
pub(crate) fn next_code_id(connection: &Connection) -> Result<i64> {
    line::next_id(connection, "SELECT coalesce(max(code_id), 0) FROM code")
}

/// Return the next free number of a mapping.
pub(crate) fn next_mapping_id(connection: &Connection) -> Result<i64> {
    let sql = "SELECT coalesce(max(mapping_id), 0) FROM economic_mapping";
    line::next_id(connection, sql)
}

/// Return the code two digits shorter.
fn parent(code: &str) -> Option<&str> {
    let length = code.len().checked_sub(2).filter(|length| *length >= 3)?;
    code.get(..length)
}

/// Return the columns of a code after its voucher, as they are written and chained.
pub(crate) fn code_record(id: i64, year: i16, code: &Code) -> Vec<Value> {
    vec![
        Value::from(id),
        Value::from(i64::from(year)),
        Value::from(code.scheme.as_str().to_owned()),
        Value::from(code.code.clone()),
        Value::from(code.name.clone()),
        Value::from(parent(&code.code).map(str::to_owned)),
        Value::from(i64::from(code.is_verified)),
        Value::from(code.source.clone()),
    ]
}

/// Return the columns of a mapping after its voucher, as they are written and chained.
pub(crate) fn mapping_record(id: i64, year: i16, mapping: &EconomicMapping) -> Vec<Value> {
    vec![
        Value::from(id),
        Value::from(i64::from(year)),
        Value::from(mapping.department_code.clone()),
        Value::from(mapping.government_code.clone()),
        Value::from(mapping.applies_to.clone()),
        Value::from(i64::from(mapping.is_verified)),
        Value::from(mapping.source.clone()),
    ]
}

/// Rules about a whole key, of which the file's own words do not name it.
const OF_KEY: [(Rule, &str); 5] = [
    (Rule::YearUnknown, "check the year, or prepare it"),
    (Rule::DraftFrozen, "supplement, reduce or transfer instead"),
    (Rule::DraftExists, "change that draft, or delete it first"),
    (Rule::FundUnknown, "give one fund, and not a group of them"),
    (
        Rule::OriginYearInvalid,
        "give the first year of the money; for new money it is the budget year",
    ),
];

/// Say more about a refused key: which code it is, and its nearest known parent; or which unit; or
/// what is wrong with its project.
pub(crate) fn explain_key(connection: &Connection, key: &LineKey, error: Error) -> Error {
    match error.rule() {
        Some(Rule::UnitInactive) => {
            return Error::Rule(Box::new(super::unit::inactive(&key.unit)));
        }
        Some(Rule::ProjectMissing | Rule::ProjectUnexpected) => {
            return match key.project_flaw() {
                Some((rule, message, hint)) => Error::refused(rule, message, hint),
                None => error,
            };
        }
        _ => {}
    }
    let error = error.naming(&OF_KEY, key);
    let Some(rule @ (Rule::CodeUnknown | Rule::CodeNotInForce | Rule::CodeNotLeaf)) = error.rule()
    else {
        return error;
    };
    let codes = [
        (
            Scheme::Functional,
            key.functional_code.as_str(),
            7,
            "项 of 7 digits",
        ),
        (
            Scheme::Economic,
            key.economic_code.as_str(),
            5,
            "款 of 5 digits",
        ),
    ];
    for (scheme, code, length, leaf) in codes {
        let Ok(name) = name_of(connection, key.year, scheme, code) else {
            return error;
        };
        let message = match name {
            Some(_) if code.len() == length => continue,
            Some(name) => format!("the {scheme} code is not a {leaf}: {code} {name}"),
            None => format!(
                "the {scheme} code is not in the catalogue of {}: {code}{}",
                key.year,
                nearest(connection, key.year, scheme, code)
            ),
        };
        let hint = match rule {
            Rule::CodeNotLeaf => format!("give a {leaf} below it"),
            _ => "check the digits, or load the official table of the year with load_catalogue"
                .to_owned(),
        };
        return Error::refused(rule, message, hint);
    }
    error
}

fn name_of(
    connection: &Connection,
    year: i16,
    scheme: Scheme,
    code: &str,
) -> Result<Option<String>> {
    let sql = "SELECT name FROM code WHERE year = ?1 AND scheme = ?2 AND code = ?3";
    let mut statement = connection.prepare_cached(sql)?;
    let values = params![year, scheme.as_str(), code];
    Ok(statement.query_row(values, |row| row.get(0)).optional()?)
}

/// Name the longest known beginning of a code.
fn nearest(connection: &Connection, year: i16, scheme: Scheme, code: &str) -> String {
    let mut shorter = parent(code);
    while let Some(known) = shorter {
        if let Ok(Some(name)) = name_of(connection, year, scheme, known) {
            return format!(" (nearest known: {known} {name})");
        }
        shorter = parent(known);
    }
    String::new()
}
