//! Reading the journal.

use std::str::FromStr;

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::{Event, Override};
use crate::date::Date;
use crate::error::{Error, Result, Rule};
use crate::line::{self, LineName};
use crate::money::Fen;

/// A voucher of the journal with its postings.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
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
    /// What an adjustment is in law.
    pub legal_kind: Option<String>,
    /// Why it was done; none when nothing was said or the text was erased.
    pub reason: Option<String>,
    /// What was noted; none when nothing was or the text was erased.
    pub memo: Option<String>,
    /// Policies that it overrides.
    pub overrides: Vec<Override>,
    /// Its postings.
    pub postings: Vec<LogPosting>,
}

/// A posting of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct LogPosting {
    /// Its number.
    pub posting_id: i64,
    /// What it does.
    pub event: String,
    /// Its effect in fen: negative when it undoes another.
    #[serde(rename = "amount_fen")]
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
    /// Contract or procurement reference of the commitment.
    pub contract: Option<String>,
    /// Whom a commitment is with; none when nobody was named or the name was erased.
    pub counterparty: Option<String>,
}

impl FromStr for Event {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::from_word(text).ok_or_else(|| {
            let words: Vec<&str> = Self::ALL.iter().map(|event| event.as_str()).collect();
            Error::refused(
                Rule::EventUnknown,
                format!("not an event: {text}"),
                format!("give one of: {}", words.join(", ")),
            )
        })
    }
}

/// Which vouchers a log lists. What is left out does not matter.
///
/// A voucher is listed whole, with all its postings, when one of them fits line and event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Budget year.
    pub year: Option<i16>,
    /// A line that a posting moves, on either side.
    pub line: Option<LineName>,
    /// What a posting does.
    pub event: Option<Event>,
    /// First day.
    pub since: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

/// Every voucher.
const ANY: &str = "SELECT voucher_id FROM voucher WHERE voucher_id > ?1 AND ?6 IS NULL";

/// Vouchers with a posting on a line, found by the indexes over lines.
const OF_LINE: &str = "SELECT voucher_id FROM posting
        WHERE line_id = ?6 AND voucher_id > ?1 AND (?7 IS NULL OR event = ?7)
    UNION SELECT voucher_id FROM posting
        WHERE to_line_id = ?6 AND voucher_id > ?1 AND (?7 IS NULL OR event = ?7)";

/// Vouchers among `found` that fit.
const FITTING: &str = "SELECT v.voucher_id, act, year, dated, document, prepared_by, reviewed_by,
    key, first_posting_id, posting_count,
    (SELECT a.legal_kind FROM adjustment AS a WHERE a.voucher_id = v.voucher_id),
    (SELECT n.text FROM note AS n
     WHERE n.voucher_id = v.voucher_id AND n.posting_id IS NULL AND n.field = 'reason'),
    (SELECT n.text FROM note AS n
     WHERE n.voucher_id = v.voucher_id AND n.posting_id IS NULL AND n.field = 'memo')
    FROM found CROSS JOIN voucher AS v ON v.voucher_id = found.voucher_id
    WHERE (?3 IS NULL OR year = ?3) AND (?4 IS NULL OR dated >= ?4) AND (?5 IS NULL OR dated <= ?5)
    AND (?7 IS NULL OR EXISTS (
        SELECT 1 FROM posting AS p WHERE p.event = ?7
        AND p.posting_id BETWEEN first_posting_id AND first_posting_id + posting_count - 1
    ))
    ORDER BY found.voucher_id LIMIT ?2";

const OVERRIDES: &str = "SELECT policy, document FROM override
    WHERE voucher_id = ?1 ORDER BY override_id";

const POSTINGS: &str = "SELECT p.posting_id, p.event, p.effect_fen, p.line_id, p.to_line_id,
    p.commitment_id, p.refunds_id, p.reverses_id, n.text, k.contract, c.text
    FROM posting AS p LEFT JOIN note AS n
        ON n.voucher_id = p.voucher_id AND n.posting_id = p.posting_id AND n.field = 'payee'
    LEFT JOIN note AS c
        ON c.voucher_id = p.voucher_id AND c.posting_id = p.posting_id AND c.field = 'counterparty'
    LEFT JOIN commitment AS k ON k.commitment_id = p.commitment_id
    WHERE p.posting_id >= ?1 AND p.posting_id < ?1 + ?2 ORDER BY p.posting_id";

/// Return at most `limit` vouchers after a voucher that fit, oldest first; without a limit all of
/// them.
pub(crate) fn log(
    connection: &Connection,
    filter: &LogFilter,
    after: i64,
    limit: Option<u32>,
) -> Result<Vec<LogEntry>> {
    let line = match &filter.line {
        Some(name) => Some(line::resolve(connection, name)?.id.get()),
        None => None,
    };
    let found = if line.is_some() { OF_LINE } else { ANY };
    let sql = format!("WITH found AS ({found}) {FITTING}");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params![
        after,
        limit.map_or(-1, i64::from),
        filter.year,
        filter.since.map(|day| day.to_string()),
        filter.until.map(|day| day.to_string()),
        line,
        filter.event.map(Event::as_str),
    ])?;
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
            legal_kind: row.get(10)?,
            reason: row.get(11)?,
            memo: row.get(12)?,
            overrides: overrides(connection, row.get(0)?)?,
            postings: postings(connection, row.get(8)?, row.get(9)?)?,
        });
    }
    Ok(entries)
}

fn overrides(connection: &Connection, voucher: i64) -> Result<Vec<Override>> {
    let mut statement = connection.prepare_cached(OVERRIDES)?;
    let rows = statement.query_map([voucher], |row| {
        Ok(Override {
            policy: row.get(0)?,
            document: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
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
            contract: row.get(9)?,
            counterparty: row.get(10)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
