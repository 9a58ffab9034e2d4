//! Which postings policies are about, as the file itself judges them.

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::PolicyAction;
use crate::error::{Error, Result};
use crate::money::Fen;

/// A posting that a policy is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PolicyTouch {
    /// Number of the posting.
    pub posting_id: i64,
    /// Number of its voucher.
    pub voucher_id: i64,
    /// Day it counts for.
    pub dated: String,
    /// What it does.
    pub event: String,
    /// Name of the policy.
    pub policy: String,
    /// What the policy is about, in Chinese.
    pub name_zh: String,
    /// What the policy does.
    pub action: PolicyAction,
    /// `overridden`, `documented` or `warned`; `unknown` when the policy needs a figure of last year
    /// that the ledger does not have.
    pub status: String,
    /// Unit that the money goes to.
    pub unit: String,
    /// Line that the posting names.
    pub line_id: i64,
    /// The other line of a transfer or carry-forward.
    pub to_line_id: Option<i64>,
    /// How much.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// Reference of the voucher's document.
    pub document: Option<String>,
    /// Reference of the document that grants the override.
    pub override_document: Option<String>,
}

/// An override, with the act it stands on.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct OverrideReport {
    /// Its number.
    pub override_id: i64,
    /// Number of the voucher.
    pub voucher_id: i64,
    /// What the voucher does.
    pub act: String,
    /// Day it counts for.
    pub dated: Option<String>,
    /// Name of the policy.
    pub policy: String,
    /// What the policy is about, in Chinese.
    pub name_zh: String,
    /// Reference of the document that grants it.
    pub document: String,
    /// Why; none when nothing was said or the text was erased.
    pub reason: Option<String>,
    /// Who prepared the voucher.
    pub prepared_by: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
}

/// Columns of a touch in the order of [`read`]. A detour has one for each line that gave.
macro_rules! touches {
    ($where:literal) => {
        concat!(
            "SELECT DISTINCT t.posting_id, t.voucher_id, t.dated, t.event, t.policy, n.name_zh, t.action,
                t.status, t.unit, t.line_id, t.to_line_id, t.amount_fen, t.document,
                t.override_document
             FROM policy_touch AS t JOIN policy_name AS n ON n.name = t.policy
             WHERE ",
            $where,
            " ORDER BY t.posting_id, t.policy"
        )
    };
}

const OF_POSTINGS: &str = touches!("t.posting_id >= ?1 AND t.posting_id < ?1 + ?2");
const OF_YEAR: &str = touches!("t.year = ?1");

const OVERRIDES: &str = "SELECT override_id, voucher_id, act, dated, policy, name_zh, document,
    reason, prepared_by, reviewed_by FROM override_report WHERE year = ?1 ORDER BY override_id";

fn read(row: &Row<'_>) -> rusqlite::Result<PolicyTouch> {
    let action: String = row.get(6)?;
    Ok(PolicyTouch {
        posting_id: row.get(0)?,
        voucher_id: row.get(1)?,
        dated: row.get(2)?,
        event: row.get(3)?,
        policy: row.get(4)?,
        name_zh: row.get(5)?,
        action: action.parse().map_err(|error: Error| {
            let message = error.to_string().into();
            rusqlite::Error::FromSqlConversionFailure(6, rusqlite::types::Type::Text, message)
        })?,
        status: row.get(7)?,
        unit: row.get(8)?,
        line_id: row.get(9)?,
        to_line_id: row.get(10)?,
        amount: Fen::new(row.get(11)?),
        document: row.get(12)?,
        override_document: row.get(13)?,
    })
}

/// Return what policies are about some postings.
pub(crate) fn touches(
    connection: &Connection,
    first_posting_id: i64,
    posting_count: i64,
) -> Result<Vec<PolicyTouch>> {
    let mut statement = connection.prepare_cached(OF_POSTINGS)?;
    let rows = statement.query_map([first_posting_id, posting_count], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return what policies are about the postings of a year.
pub(crate) fn touches_of_year(connection: &Connection, year: i16) -> Result<Vec<PolicyTouch>> {
    let mut statement = connection.prepare_cached(OF_YEAR)?;
    let rows = statement.query_map([year], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return the overrides of a year.
pub(crate) fn overrides(connection: &Connection, year: i16) -> Result<Vec<OverrideReport>> {
    let mut statement = connection.prepare_cached(OVERRIDES)?;
    let rows = statement.query_map(params![year], |row| {
        Ok(OverrideReport {
            override_id: row.get(0)?,
            voucher_id: row.get(1)?,
            act: row.get(2)?,
            dated: row.get(3)?,
            policy: row.get(4)?,
            name_zh: row.get(5)?,
            document: row.get(6)?,
            reason: row.get(7)?,
            prepared_by: row.get(8)?,
            reviewed_by: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
