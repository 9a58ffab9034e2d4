//! Reading the journal.

use rusqlite::Connection;
use serde::Serialize;

use crate::error::Result;
use crate::money::Fen;

/// A voucher of the journal with its postings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogEntry {
    /// Number of the voucher.
    pub voucher_id: i64,
    /// What it does.
    pub act: String,
    /// Budget year, where the act has one.
    pub year: Option<i16>,
    /// Day it counts for.
    pub dated: Option<String>,
    /// Reference of its document.
    pub document: Option<String>,
    /// Who prepared it.
    pub prepared_by: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// Its key.
    pub key: Option<String>,
    /// Its postings.
    pub postings: Vec<LogPosting>,
}

/// A posting of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogPosting {
    /// Its number.
    pub posting_id: i64,
    /// What it does.
    pub event: String,
    /// Its effect in fen: negative when it undoes another.
    pub amount: Fen,
    /// The line it is about.
    pub line_id: Option<i64>,
    /// The other line of a transfer or carry-forward.
    pub to_line_id: Option<i64>,
    /// The commitment it makes, pays or releases.
    pub commitment_id: Option<i64>,
    /// The payment that came back, in a refund or a prior-year increase.
    pub refunds_id: Option<i64>,
    /// The posting it undoes.
    pub reverses_id: Option<i64>,
    /// Who was paid; none when nobody was named or the name was erased.
    pub payee: Option<String>,
}

const VOUCHERS: &str = "SELECT voucher_id, act, year, dated, document, prepared_by, reviewed_by,
    key, first_posting_id, posting_count FROM voucher
    WHERE voucher_id > ?1 ORDER BY voucher_id LIMIT ?2";

const POSTINGS: &str = "SELECT p.posting_id, p.event, p.effect_fen, p.line_id, p.to_line_id,
    p.commitment_id, p.refunds_id, p.reverses_id, n.text
    FROM posting AS p LEFT JOIN note AS n
        ON n.voucher_id = p.voucher_id AND n.posting_id = p.posting_id AND n.field = 'payee'
    WHERE p.posting_id >= ?1 AND p.posting_id < ?1 + ?2 ORDER BY p.posting_id";

/// Return at most `limit` vouchers after a voucher, oldest first.
pub(crate) fn log(connection: &Connection, after: i64, limit: i64) -> Result<Vec<LogEntry>> {
    let mut statement = connection.prepare_cached(VOUCHERS)?;
    let mut rows = statement.query([after, limit])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        entries.push(LogEntry {
            voucher_id: row.get(0)?,
            act: row.get(1)?,
            year: row.get(2)?,
            dated: row.get(3)?,
            document: row.get(4)?,
            prepared_by: row.get(5)?,
            reviewed_by: row.get(6)?,
            key: row.get(7)?,
            postings: postings(connection, row.get(8)?, row.get(9)?)?,
        });
    }
    Ok(entries)
}

fn postings(connection: &Connection, first: i64, count: i64) -> Result<Vec<LogPosting>> {
    let mut statement = connection.prepare_cached(POSTINGS)?;
    let rows = statement.query_map([first, count], |row| {
        Ok(LogPosting {
            posting_id: row.get(0)?,
            event: row.get(1)?,
            amount: Fen::new(row.get(2)?),
            line_id: row.get(3)?,
            to_line_id: row.get(4)?,
            commitment_id: row.get(5)?,
            refunds_id: row.get(6)?,
            reverses_id: row.get(7)?,
            payee: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
