//! The certificate of a closing, read back from the file.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;

use crate::error::{Error, Result, Rule};
use crate::journal::hexadecimal;
use crate::money::Fen;

/// What a closing did to the money of one fund and level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClosingTotal {
    /// The fund.
    pub fund: String,
    /// The level.
    pub level: String,
    /// 结转: carried forward out of the year.
    pub carried_out: Fen,
    /// Carried forward into the next year; the same figure, read on the other side.
    pub carried_in: Fen,
    /// 转入结余, money of lines.
    pub to_surplus: Fen,
    /// 收回.
    pub recalled: Fen,
    /// 注销.
    pub lapsed: Fen,
}

/// The certificate of a closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// The closed year.
    pub year: i16,
    /// Day the closing counts for.
    pub closed_on: String,
    /// Vouchers that began and finished it.
    pub vouchers: (i64, i64),
    /// Totals per fund and level.
    pub totals: Vec<ClosingTotal>,
    /// Whether what the next year opens with from this one equals what this one carried out.
    pub opening_equals_closing: bool,
    /// Hash before the closing, in hexadecimal.
    pub head_before: String,
    /// Hash after it.
    pub head_after: String,
}

const TOTALS: &str = "SELECT l.fund, l.level,
    sum(p.effect_fen * (p.event = 'carry_forward')),
    sum(p.effect_fen * (p.event = 'to_surplus')),
    sum(p.effect_fen * (p.event = 'recall')),
    sum(p.effect_fen * (p.event = 'lapse'))
    FROM voucher AS v JOIN posting AS p ON p.posting_id >= v.first_posting_id
        AND p.posting_id < v.first_posting_id + v.posting_count
    JOIN line AS l ON l.line_id = p.line_id
    WHERE v.voucher_id > ?1 AND v.voucher_id < ?2 AND v.act = 'close' AND v.year = ?3
    GROUP BY l.fund, l.level ORDER BY l.fund, l.level";

const CARRIED_IN: &str = "SELECT coalesce(sum(p.effect_fen), 0)
    FROM voucher AS v JOIN posting AS p ON p.posting_id >= v.first_posting_id
        AND p.posting_id < v.first_posting_id + v.posting_count
    JOIN line AS t ON t.line_id = p.to_line_id
    WHERE v.voucher_id > ?1 AND v.voucher_id < ?2 AND p.event = 'carry_forward'
    AND t.year = ?3 + 1 AND t.fund = ?4 AND t.level = ?5";

/// Return the certificate of a closed year.
pub(crate) fn certificate(connection: &Connection, year: i16) -> Result<Certificate> {
    let begun = newest(connection, year, "begin_closing")?;
    // A year that was reopened has no certificate any more.
    let finished = if is_closed(connection, year)? {
        newest(connection, year, "finish_closing")?
    } else {
        None
    };
    let (Some((begun, _, _)), Some((finished, closed_on, hash))) = (begun, finished) else {
        return Err(Error::refused(
            Rule::YearOpen,
            format!("the year is not closed: {year}"),
            "close it first",
        ));
    };
    let sql = "SELECT hash FROM voucher WHERE voucher_id < ?1 AND hash IS NOT NULL
        ORDER BY voucher_id DESC LIMIT 1";
    let before: Option<Vec<u8>> = connection
        .prepare_cached(sql)?
        .query_row([begun], |row| row.get(0))
        .optional()?;
    let totals = totals(connection, year, begun, finished)?;
    Ok(Certificate {
        year,
        closed_on: closed_on.unwrap_or_default(),
        vouchers: (begun, finished),
        opening_equals_closing: totals
            .iter()
            .all(|total| total.carried_in == total.carried_out),
        totals,
        head_before: hexadecimal(&before.unwrap_or_default()),
        head_after: hexadecimal(&hash.unwrap_or_default()),
    })
}

/// Return whether a year is closed.
pub(super) fn is_closed(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM budget_year WHERE year = ?1 AND state = 'closed')";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?)
}

/// Number, date and hash of a voucher.
type Marked = (i64, Option<String>, Option<Vec<u8>>);

fn newest(connection: &Connection, year: i16, act: &str) -> Result<Option<Marked>> {
    let sql = "SELECT voucher_id, dated, hash FROM voucher
        WHERE year = ?1 AND act = ?2 AND act <> 'post' ORDER BY voucher_id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(rusqlite::params![year, act], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    });
    Ok(found.optional()?)
}

fn totals(
    connection: &Connection,
    year: i16,
    begun: i64,
    finished: i64,
) -> Result<Vec<ClosingTotal>> {
    let mut statement = connection.prepare_cached(TOTALS)?;
    let mut rows = statement.query(rusqlite::params![begun, finished, year])?;
    let mut totals = Vec::new();
    while let Some(row) = rows.next()? {
        let (fund, level): (String, String) = (row.get(0)?, row.get(1)?);
        let values = rusqlite::params![begun, finished, year, fund, level];
        let carried_in: i64 = connection
            .prepare_cached(CARRIED_IN)?
            .query_row(values, |row| row.get(0))?;
        totals.push(ClosingTotal {
            carried_out: Fen::new(row.get(2)?),
            carried_in: Fen::new(carried_in),
            to_surplus: Fen::new(row.get(3)?),
            recalled: Fen::new(row.get(4)?),
            lapsed: Fen::new(row.get(5)?),
            fund,
            level,
        });
    }
    Ok(totals)
}
