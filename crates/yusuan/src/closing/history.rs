//! Every closing of a year, and every undoing of one.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::journal::hexadecimal;

/// An act in the history of a year's closings.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ClosingStep {
    /// Number of the voucher.
    pub voucher_id: i64,
    /// `begin_closing`, `close`, `finish_closing`, `reopen_year`, `undo_close` or `cancel_closing`.
    pub act: String,
    /// What the act is called in Chinese.
    pub name_zh: String,
    /// Day it counts for.
    pub dated: Option<String>,
    /// How many postings it has.
    pub posting_count: i64,
    /// Why a year was reopened; none when it was erased.
    pub reason: Option<String>,
    /// Who prepared it.
    pub prepared_by: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// Its hash in hexadecimal; none when a foreign program wrote it.
    pub hash: Option<String>,
}

const HISTORY: &str = "SELECT v.voucher_id, v.act, a.name_zh, v.dated, v.posting_count,
    (SELECT n.text FROM note AS n WHERE n.voucher_id = v.voucher_id AND n.field = 'reason'),
    v.prepared_by, v.reviewed_by, v.hash
    FROM voucher AS v JOIN act AS a ON a.act = v.act
    WHERE v.year = ?1 AND v.act <> 'post' AND v.act IN (
        'begin_closing', 'close', 'finish_closing', 'reopen_year', 'undo_close', 'cancel_closing'
    ) ORDER BY v.voucher_id";

/// Return the history of a year's closings, oldest first; empty when it never was closed.
pub(crate) fn history(connection: &Connection, year: i16) -> Result<Vec<ClosingStep>> {
    let mut statement = connection.prepare_cached(HISTORY)?;
    let rows = statement.query_map([year], |row| {
        let hash: Option<Vec<u8>> = row.get(8)?;
        Ok(ClosingStep {
            voucher_id: row.get(0)?,
            act: row.get(1)?,
            name_zh: row.get(2)?,
            dated: row.get(3)?,
            posting_count: row.get(4)?,
            reason: row.get(5)?,
            prepared_by: row.get(6)?,
            reviewed_by: row.get(7)?,
            hash: hash.as_deref().map(hexadecimal),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
