//! What the postings of a closing say: every statement behind its certificate.

use rusqlite::{Connection, params};

use super::{
    CarriedCommitment, ClosingCounts, ClosingSurplus, ClosingTotal, DividedContract,
    ReleasedCommitment, Span,
};
use crate::catalogue::{Successor, SuccessorMap};
use crate::error::Result;
use crate::money::Fen;

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
    sum(p.amount_fen * (p.event = 'earmark_surplus')),
    sum(p.amount_fen * (p.event IN ('pool_in', 'pool_earmarked_in'))),
    sum(p.amount_fen * (p.event IN ('pool_out', 'pool_earmarked_out'))) ",
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

const RELEASED: &str = concat!(
    "SELECT c.contract, u.name, p.commitment_id, p.line_id, sum(p.amount_fen) ",
    standing!(),
    " JOIN commitment AS c ON c.commitment_id = p.commitment_id
    JOIN line AS l ON l.line_id = p.line_id JOIN unit AS u ON u.unit_id = l.unit_id",
    of_closing!(),
    "AND p.event = 'release' GROUP BY p.commitment_id ORDER BY p.commitment_id"
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

/// Units whose surplus went to another; the posting that gives stands behind the one that takes.
const POOLED: &str = concat!(
    "SELECT DISTINCT o.name, n.name ",
    standing!(),
    " JOIN posting AS g ON g.posting_id = p.posting_id + 1
    JOIN surplus AS a ON a.surplus_id = p.surplus_id JOIN surplus AS b ON b.surplus_id = g.surplus_id
    JOIN unit AS o ON o.unit_id = a.unit_id JOIN unit AS n ON n.unit_id = b.unit_id",
    of_closing!(),
    "AND p.event IN ('pool_out', 'pool_earmarked_out')"
);

pub(super) fn totals(connection: &Connection, span: Span) -> Result<Vec<ClosingTotal>> {
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

pub(super) fn surpluses(connection: &Connection, span: Span) -> Result<Vec<ClosingSurplus>> {
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
            pooled_in: Fen::new(row.get(7)?),
            pooled_out: Fen::new(row.get(8)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn estimated(connection: &Connection, span: Span) -> Result<(i64, Fen)> {
    let mut statement = connection.prepare_cached(ESTIMATED)?;
    let found = statement.query_row([span.2.into(), span.1], |row| {
        Ok((row.get(0)?, Fen::new(row.get(1)?)))
    });
    Ok(found?)
}

pub(super) fn commitments(connection: &Connection, span: Span) -> Result<Vec<CarriedCommitment>> {
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

pub(super) fn released_commitments(
    connection: &Connection,
    span: Span,
) -> Result<Vec<ReleasedCommitment>> {
    let mut statement = connection.prepare_cached(RELEASED)?;
    let rows = statement.query_map([span.0, span.1, span.2.into()], |row| {
        Ok(ReleasedCommitment {
            contract: row.get(0)?,
            unit: row.get(1)?,
            commitment_id: row.get(2)?,
            line_id: row.get(3)?,
            amount: Fen::new(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn divided_contracts(
    connection: &Connection,
    span: Span,
) -> Result<Vec<DividedContract>> {
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

pub(super) fn counts(connection: &Connection, span: Span) -> Result<ClosingCounts> {
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
pub(super) fn applied(connection: &Connection, span: Span) -> Result<Vec<Successor>> {
    let known = SuccessorMap::of_year(connection, span.2)?;
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
    let mut statement = connection.prepare_cached(POOLED)?;
    let mut rows = statement.query([span.0, span.1, span.2.into()])?;
    while let Some(row) = rows.next()? {
        renamed.push((row.get(0)?, row.get(1)?));
    }
    let is_applied = |successor: &Successor| {
        let mut pairs = renamed.iter();
        pairs.any(|(old, new)| *old == successor.old && *new == successor.new)
    };
    Ok(known.into_values().filter(is_applied).collect())
}
