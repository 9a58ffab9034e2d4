//! 控制规则: what is allowed, as rows. No act.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::error::Result;

/// Years the money of one budget year may be carried forward, when no policy says otherwise:
/// what is left at the end of the second year is surplus (财预〔2016〕18号, article 3).
const DEFAULT_MAX_CARRY_YEARS: i16 = 1;

/// A policy, in force for some years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Its name, as `four_eyes` or `max_carry_years`.
    pub name: String,
    /// First year it holds for.
    pub first_year: i16,
    /// Last year it holds for.
    pub last_year: i16,
    /// `deny`, `document`, `warn` or `allow`.
    pub action: String,
    /// Its own figure or word, where it has one.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: String,
}

impl Policy {
    /// Return the columns of a policy after its voucher, as they are written and chained.
    pub(crate) fn record(&self, id: i64) -> Vec<Value> {
        vec![
            Value::from(id),
            Value::from(self.name.clone()),
            Value::from(i64::from(self.first_year)),
            Value::from(i64::from(self.last_year)),
            Value::from(self.action.clone()),
            Value::from(self.value.clone()),
            Value::from(self.source.clone()),
        ]
    }
}

/// Return the policy of a name that is in force in a year.
pub(crate) fn in_force(connection: &Connection, name: &str, year: i16) -> Result<Option<Policy>> {
    let sql = "SELECT name, first_year, last_year, action, value, source FROM policy
        WHERE name = ?1 AND ?2 BETWEEN first_year AND last_year
        ORDER BY policy_id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![name, year], |row| {
        Ok(Policy {
            name: row.get(0)?,
            first_year: row.get(1)?,
            last_year: row.get(2)?,
            action: row.get(3)?,
            value: row.get(4)?,
            source: row.get(5)?,
        })
    });
    Ok(found.optional()?)
}

/// Return how many years the money of one budget year may be carried forward.
pub(crate) fn max_carry_years(connection: &Connection, year: i16) -> Result<i16> {
    let policy = in_force(connection, "max_carry_years", year)?;
    let value = policy
        .and_then(|policy| policy.value)
        .and_then(|value| value.parse().ok());
    Ok(value.unwrap_or(DEFAULT_MAX_CARRY_YEARS))
}
