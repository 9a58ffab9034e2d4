//! 用款计划: what may be paid of a line in each month.

use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{LineId, balance};
use crate::error::{Error, Result, Rule};
use crate::money::Fen;

/// Months of a year.
const MONTHS: usize = 12;

/// How the spending of a line is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendingPlan {
    /// These months, by number; the others nothing.
    Months(BTreeMap<u8, Fen>),
    /// All that the line may spend, evenly over the twelve months.
    ByMonth,
    /// All that the line may spend, evenly over the quarters, each from its first month on.
    ByQuarter,
}

impl SpendingPlan {
    /// Return the amounts of the twelve months.
    pub(crate) fn amounts(&self, connection: &Connection, line: LineId) -> Result<[Fen; MONTHS]> {
        let mut months = [Fen::ZERO; MONTHS];
        match self {
            Self::Months(given) => {
                for (month, amount) in given {
                    *month_of(&mut months, *month)? = *amount;
                }
            }
            Self::ByMonth => {
                let parts = authority(connection, line)?.split_evenly(MONTHS)?;
                for (month, part) in months.iter_mut().zip(parts) {
                    *month = part;
                }
            }
            Self::ByQuarter => {
                let parts = authority(connection, line)?.split_evenly(4)?;
                for (month, part) in months.iter_mut().step_by(3).zip(parts) {
                    *month = part;
                }
            }
        }
        Ok(months)
    }
}

fn month_of(months: &mut [Fen; MONTHS], month: u8) -> Result<&mut Fen> {
    let found = months.get_mut(usize::from(month).wrapping_sub(1));
    found.ok_or_else(|| {
        Error::refused(
            Rule::SpendingPlanInvalid,
            format!("not a month: {month}"),
            "give months from 1 to 12",
        )
    })
}

/// Return all that a line may spend in its year, whatever became of it.
pub(crate) fn authority(connection: &Connection, line: LineId) -> Result<Fen> {
    Ok(balance(connection, line)?.adjusted()?)
}

/// Return the columns of a plan after its voucher, as they are written and chained.
pub(crate) fn plan_record(id: i64, line: LineId, months: &[Fen]) -> Vec<Value> {
    let mut values = vec![Value::from(id), Value::from(line.get())];
    values.extend(months.iter().map(|fen| Value::from(fen.get())));
    values
}

/// A month of the plan in force of a line, beside what was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PlannedMonth {
    /// The month, 1 to 12.
    pub month: u8,
    /// What is planned for it.
    #[serde(rename = "planned_fen")]
    pub planned: Fen,
    /// What was paid in it, less refunds.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
    /// What is planned from January until its end.
    #[serde(rename = "planned_to_date_fen")]
    pub planned_to_date: Fen,
    /// What was paid from January until its end, less refunds.
    #[serde(rename = "paid_to_date_fen")]
    pub paid_to_date: Fen,
    /// What may still be paid until its end: never more than later months leave.
    #[serde(rename = "left_fen")]
    pub left: Fen,
}

/// Return the plan in force of a line, month by month; nothing when it has none.
pub(crate) fn plan_of(connection: &Connection, line: LineId) -> Result<Vec<PlannedMonth>> {
    let sql = "SELECT month, planned_fen, paid_fen, planned_to_date_fen, paid_to_date_fen
        FROM spending_plan_month WHERE line_id = ?1 ORDER BY month";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([line.get()], |row| {
        Ok(PlannedMonth {
            month: row.get(0)?,
            planned: Fen::new(row.get(1)?),
            paid: Fen::new(row.get(2)?),
            planned_to_date: Fen::new(row.get(3)?),
            paid_to_date: Fen::new(row.get(4)?),
            left: Fen::ZERO,
        })
    })?;
    let mut months = rows.collect::<rusqlite::Result<Vec<PlannedMonth>>>()?;
    // What is left in a month is what every month from it on leaves.
    let mut left: Option<Fen> = None;
    for month in months.iter_mut().rev() {
        let own = month.planned_to_date.checked_sub(month.paid_to_date)?;
        month.left = left.map_or(own, |later| later.min(own));
        left = Some(month.left);
    }
    Ok(months)
}
