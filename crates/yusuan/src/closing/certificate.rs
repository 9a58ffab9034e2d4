//! The certificate of a closing, read back from the file.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::history::{ClosingStep, history};
use crate::catalogue::{self, Successor};
use crate::error::{Error, Result, Rule};
use crate::journal::hexadecimal;
use crate::money::Fen;
use crate::policy::{self, OverrideReport};

/// What a closing did to the money of one fund and level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClosingTotal {
    /// The fund.
    pub fund: String,
    /// The level.
    pub level: String,
    /// 结转: carried forward out of the year.
    pub carried_out: Fen,
    /// Carried forward into the next year; the same figure, from the totals of its lines.
    pub carried_in: Fen,
    /// 转入结余, money of lines.
    pub to_surplus: Fen,
    /// 收回.
    pub recalled: Fen,
    /// 注销.
    pub lapsed: Fen,
}

/// What a closing did to the surplus of a unit and fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClosingSurplus {
    /// The unit.
    pub unit: String,
    /// The fund.
    pub fund: String,
    /// 转入结余: money of lines.
    pub from_lines: Fen,
    /// 收支差额转入结余: money that no line held.
    pub from_income: Fen,
    /// 结余弥补收支差额.
    pub covered: Fen,
    /// 上缴结余.
    pub surrendered: Fen,
    /// 提取专用结余.
    pub earmarked: Fen,
}

/// A commitment that a closing carried forward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CarriedCommitment {
    /// Its contract.
    pub contract: String,
    /// The unit that has it in the next year.
    pub unit: String,
    /// Its number in the closed year.
    pub commitment_id: i64,
    /// Its line there.
    pub line_id: i64,
    /// Its number in the next year.
    pub to_commitment_id: i64,
    /// Its line there.
    pub to_line_id: i64,
    /// How much remained of it.
    pub amount: Fen,
}

/// A contract whose commitments a closing carried forward in part, and released in part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DividedContract {
    /// Its reference.
    pub contract: String,
    /// How much was carried forward.
    pub carried: Fen,
    /// How much was released.
    pub released: Fen,
}

/// How much a closing decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ClosingCounts {
    /// Postings of the closing that stand.
    pub postings: i64,
    /// Lines from which something was carried forward.
    pub lines_carried: i64,
    /// Commitments carried forward.
    pub commitments_carried: i64,
    /// Commitments of which something was released.
    pub commitments_released: i64,
    /// Lines of the next year with an estimated carry-over.
    pub lines_estimated: i64,
}

/// The certificate of a closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// What the ledger is called.
    pub title: String,
    /// The closed year.
    pub year: i16,
    /// Day the closing counts for.
    pub closed_on: String,
    /// Who prepared it.
    pub prepared_by: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// The document of the closing.
    pub document: Option<String>,
    /// Vouchers that began and finished it.
    pub vouchers: (i64, i64),
    /// Totals per fund and level.
    pub totals: Vec<ClosingTotal>,
    /// What became of surpluses, per unit and fund.
    pub surpluses: Vec<ClosingSurplus>,
    /// Whether what the next year opens with from this one equals what this one carried out.
    pub opening_equals_closing: bool,
    /// What the next year's budget estimated of its carry-over and a true-up 结转核定 must take out
    /// again, since the closing carried the real one into the same lines.
    pub estimated: Fen,
    /// Commitments carried forward, with both numbers.
    pub commitments: Vec<CarriedCommitment>,
    /// Contracts that were carried forward in part, and released in part.
    pub divided_contracts: Vec<DividedContract>,
    /// Codes and units under whose new names money was carried forward.
    pub successors: Vec<Successor>,
    /// Policies that people decided against, each with its document.
    pub overrides: Vec<OverrideReport>,
    /// How much was decided.
    pub counts: ClosingCounts,
    /// Every closing of this year and every undoing of one, oldest first.
    pub history: Vec<ClosingStep>,
    /// Hash before the closing, in hexadecimal.
    pub head_before: String,
    /// Hash after it.
    pub head_after: String,
}

/// Postings of the closing that stand: `?1` began it, `?2` finished it, `?3` is the year.
macro_rules! standing {
    () => {
        "FROM voucher AS v JOIN posting AS p ON p.posting_id >= v.first_posting_id
        AND p.posting_id < v.first_posting_id + v.posting_count
        AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)"
    };
}

macro_rules! of_closing {
    () => {
        " WHERE v.voucher_id > ?1 AND v.voucher_id < ?2 AND v.act = 'close' AND v.year = ?3 "
    };
}

const TOTALS: &str = concat!(
    "SELECT l.fund, l.level,
    sum(p.amount_fen * (p.event = 'carry_forward')),
    sum(p.amount_fen * (p.event = 'to_surplus')),
    sum(p.amount_fen * (p.event = 'recall')),
    sum(p.amount_fen * (p.event = 'lapse')) ",
    standing!(),
    " JOIN line AS l ON l.line_id = p.line_id",
    of_closing!(),
    "GROUP BY l.fund, l.level ORDER BY l.fund, l.level"
);

/// What the lines of the next year say that came in, not what the closing says that went out.
const CARRIED_IN: &str = "SELECT coalesce(sum(b.carried_in_fen), 0)
    FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
    WHERE l.year = ?1 + 1 AND l.fund = ?2 AND l.level = ?3";

const SURPLUSES: &str = concat!(
    "SELECT u.name, s.fund,
    sum(p.amount_fen * (p.event = 'to_surplus')),
    sum(p.amount_fen * (p.event = 'income_to_surplus')),
    sum(p.amount_fen * (p.event = 'cover_deficit')),
    sum(p.amount_fen * (p.event = 'surrender')),
    sum(p.amount_fen * (p.event = 'earmark_surplus')) ",
    standing!(),
    " JOIN surplus AS s ON s.surplus_id = p.surplus_id JOIN unit AS u ON u.unit_id = s.unit_id",
    of_closing!(),
    "GROUP BY s.surplus_id ORDER BY u.unit_id, s.fund"
);

const COMMITMENTS: &str = concat!(
    "SELECT c.contract, u.name, p.commitment_id, p.line_id, p.to_commitment_id, p.to_line_id,
    p.amount_fen ",
    standing!(),
    " JOIN commitment AS c ON c.commitment_id = p.commitment_id
    JOIN line AS t ON t.line_id = p.to_line_id JOIN unit AS u ON u.unit_id = t.unit_id",
    of_closing!(),
    "AND p.event = 'carry_forward' ORDER BY p.posting_id"
);

const DIVIDED: &str = concat!(
    "SELECT c.contract,
    sum(p.amount_fen * (p.event = 'carry_forward')), sum(p.amount_fen * (p.event = 'release')) ",
    standing!(),
    " JOIN commitment AS c ON c.commitment_id = p.commitment_id",
    of_closing!(),
    "AND p.event IN ('carry_forward', 'release')
    GROUP BY c.contract HAVING min(p.event) <> max(p.event) ORDER BY c.contract"
);

const COUNTS: &str = concat!(
    "SELECT count(*),
    count(DISTINCT CASE p.event WHEN 'carry_forward' THEN p.line_id END),
    count(DISTINCT CASE p.event WHEN 'carry_forward' THEN p.commitment_id END),
    count(DISTINCT CASE p.event WHEN 'release' THEN p.commitment_id END) ",
    standing!(),
    of_closing!()
);

/// Estimates of the next year as they stood when the closing was finished.
const ESTIMATED: &str = "SELECT count(*), coalesce(sum(estimate_fen), 0) FROM (
    SELECT sum(p.effect_fen * CASE p.event WHEN 'true_up_decrease' THEN -1 ELSE 1 END) AS estimate_fen
    FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
    JOIN posting AS p ON p.line_id = l.line_id
    WHERE l.year = ?1 + 1 AND l.origin_year < l.year AND b.original_fen > 0 AND p.voucher_id < ?2
    AND p.event IN ('approve_carried', 'true_up_increase', 'true_up_decrease')
    GROUP BY l.line_id
) WHERE estimate_fen > 0";

/// Names that changed on the way into the next year.
const RENAMED: &str = concat!(
    "SELECT DISTINCT o.name, n.name, l.functional_code, t.functional_code, l.economic_code,
    t.economic_code ",
    standing!(),
    " JOIN line AS l ON l.line_id = p.line_id JOIN line AS t ON t.line_id = p.to_line_id
    JOIN unit AS o ON o.unit_id = l.unit_id JOIN unit AS n ON n.unit_id = t.unit_id",
    of_closing!(),
    "AND p.event = 'carry_forward' AND (l.unit_id <> t.unit_id
    OR l.functional_code <> t.functional_code OR l.economic_code <> t.economic_code)"
);

/// The act that began or finished a closing.
struct Marked {
    voucher_id: i64,
    dated: Option<String>,
    document: Option<String>,
    prepared_by: Option<String>,
    reviewed_by: Option<String>,
    hash: Option<Vec<u8>>,
}

/// A closing: the vouchers that began and finished it, and its year.
type Span = (i64, i64, i16);

/// Return the certificate of a closed year.
pub(crate) fn certificate(connection: &Connection, year: i16) -> Result<Certificate> {
    let begun = newest(connection, year, "begin_closing")?;
    // A year that was reopened has no certificate any more.
    let finished = if is_closed(connection, year)? {
        newest(connection, year, "finish_closing")?
    } else {
        None
    };
    let (Some(begun), Some(finished)) = (begun, finished) else {
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
        .query_row([begun.voucher_id], |row| row.get(0))
        .optional()?;
    let title = "SELECT title FROM ledger";
    let title = connection
        .prepare_cached(title)?
        .query_row([], |row| row.get(0))?;
    let span = (begun.voucher_id, finished.voucher_id, year);
    let totals = totals(connection, span)?;
    let (lines_estimated, estimated) = estimated(connection, span)?;
    Ok(Certificate {
        title,
        year,
        closed_on: finished.dated.unwrap_or_default(),
        prepared_by: finished.prepared_by,
        reviewed_by: finished.reviewed_by,
        document: finished.document,
        vouchers: (begun.voucher_id, finished.voucher_id),
        opening_equals_closing: totals
            .iter()
            .all(|total| total.carried_in == total.carried_out),
        totals,
        surpluses: surpluses(connection, span)?,
        estimated,
        commitments: commitments(connection, span)?,
        divided_contracts: divided_contracts(connection, span)?,
        successors: applied(connection, span)?,
        overrides: policy::overrides(connection, year)?
            .into_iter()
            .filter(|granted| granted.voucher_id > span.0 && granted.voucher_id < span.1)
            .collect(),
        counts: ClosingCounts {
            lines_estimated,
            ..counts(connection, span)?
        },
        history: history(connection, year)?,
        head_before: hexadecimal(&before.unwrap_or_default()),
        head_after: hexadecimal(&finished.hash.unwrap_or_default()),
    })
}

/// Return whether a year is closed.
pub(super) fn is_closed(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM budget_year WHERE year = ?1 AND state = 'closed')";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?)
}

fn newest(connection: &Connection, year: i16, act: &str) -> Result<Option<Marked>> {
    let sql = "SELECT voucher_id, dated, document, prepared_by, reviewed_by, hash FROM voucher
        WHERE year = ?1 AND act = ?2 AND act <> 'post' ORDER BY voucher_id DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row(params![year, act], |row| {
        Ok(Marked {
            voucher_id: row.get(0)?,
            dated: row.get(1)?,
            document: row.get(2)?,
            prepared_by: row.get(3)?,
            reviewed_by: row.get(4)?,
            hash: row.get(5)?,
        })
    });
    Ok(found.optional()?)
}

fn totals(connection: &Connection, span: Span) -> Result<Vec<ClosingTotal>> {
    let mut statement = connection.prepare_cached(TOTALS)?;
    let mut carried_in = connection.prepare_cached(CARRIED_IN)?;
    let mut rows = statement.query([span.0, span.1, span.2.into()])?;
    let mut totals = Vec::new();
    while let Some(row) = rows.next()? {
        let (fund, level): (String, String) = (row.get(0)?, row.get(1)?);
        let came_in = carried_in.query_row(params![span.2, fund, level], |row| row.get(0))?;
        totals.push(ClosingTotal {
            carried_out: Fen::new(row.get(2)?),
            carried_in: Fen::new(came_in),
            to_surplus: Fen::new(row.get(3)?),
            recalled: Fen::new(row.get(4)?),
            lapsed: Fen::new(row.get(5)?),
            fund,
            level,
        });
    }
    Ok(totals)
}

fn surpluses(connection: &Connection, span: Span) -> Result<Vec<ClosingSurplus>> {
    let mut statement = connection.prepare_cached(SURPLUSES)?;
    let rows = statement.query_map([span.0, span.1, span.2.into()], |row| {
        Ok(ClosingSurplus {
            unit: row.get(0)?,
            fund: row.get(1)?,
            from_lines: Fen::new(row.get(2)?),
            from_income: Fen::new(row.get(3)?),
            covered: Fen::new(row.get(4)?),
            surrendered: Fen::new(row.get(5)?),
            earmarked: Fen::new(row.get(6)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn estimated(connection: &Connection, span: Span) -> Result<(i64, Fen)> {
    let mut statement = connection.prepare_cached(ESTIMATED)?;
    let found = statement.query_row([span.2.into(), span.1], |row| {
        Ok((row.get(0)?, Fen::new(row.get(1)?)))
    });
    Ok(found?)
}

fn commitments(connection: &Connection, span: Span) -> Result<Vec<CarriedCommitment>> {
    let mut statement = connection.prepare_cached(COMMITMENTS)?;
    let rows = statement.query_map([span.0, span.1, span.2.into()], |row| {
        Ok(CarriedCommitment {
            contract: row.get(0)?,
            unit: row.get(1)?,
            commitment_id: row.get(2)?,
            line_id: row.get(3)?,
            to_commitment_id: row.get(4)?,
            to_line_id: row.get(5)?,
            amount: Fen::new(row.get(6)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn divided_contracts(connection: &Connection, span: Span) -> Result<Vec<DividedContract>> {
    let mut statement = connection.prepare_cached(DIVIDED)?;
    let rows = statement.query_map([span.0, span.1, span.2.into()], |row| {
        Ok(DividedContract {
            contract: row.get(0)?,
            carried: Fen::new(row.get(1)?),
            released: Fen::new(row.get(2)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn counts(connection: &Connection, span: Span) -> Result<ClosingCounts> {
    let mut statement = connection.prepare_cached(COUNTS)?;
    let counts = statement.query_row([span.0, span.1, span.2.into()], |row| {
        Ok(ClosingCounts {
            postings: row.get(0)?,
            lines_carried: row.get(1)?,
            commitments_carried: row.get(2)?,
            commitments_released: row.get(3)?,
            lines_estimated: 0,
        })
    });
    Ok(counts?)
}

/// Return the successors that the closing followed.
fn applied(connection: &Connection, span: Span) -> Result<Vec<Successor>> {
    let known = catalogue::successors(connection, span.2)?;
    if known.is_empty() {
        return Ok(Vec::new());
    }
    let mut statement = connection.prepare_cached(RENAMED)?;
    let mut rows = statement.query([span.0, span.1, span.2.into()])?;
    let mut renamed: Vec<(String, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        for column in [0, 2, 4] {
            renamed.push((row.get(column)?, row.get(column + 1)?));
        }
    }
    let is_applied = |successor: &Successor| {
        let mut pairs = renamed.iter();
        pairs.any(|(old, new)| *old == successor.old && *new == successor.new)
    };
    Ok(known.into_iter().filter(is_applied).collect())
}
