//! What the postings of a closing say: every list behind its certificate.

use rusqlite::Connection;

use super::Span;
use crate::catalogue::{Successor, SuccessorMap};
use crate::error::Result;
use crate::money::Fen;

/// Postings of the closing that stand: `?1` began it, `?2` finished it, `?3` is the year. The journal is
/// read from the voucher's first posting on, and never from its own: SQLite keeps the order of a `CROSS JOIN`,
/// and makes no index of its own over the whole of it for what has a `+` before it.
macro_rules! standing {
    () => {
        "FROM voucher AS v CROSS JOIN posting AS p ON p.posting_id >= v.first_posting_id
        AND p.posting_id < v.first_posting_id + v.posting_count
        AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)"
    };
}

macro_rules! of_closing {
    () => {
        " WHERE v.voucher_id > ?1 AND v.voucher_id < ?2 AND v.act = 'close' AND v.year = ?3 "
    };
}

pub(super) use {of_closing, standing};

/// Estimates of the next year as they stood when the closing was finished.
const ESTIMATED: &str = "SELECT count(*), coalesce(sum(estimate_fen), 0) FROM (
    SELECT sum(p.effect_fen * CASE p.event WHEN 'true_up_decrease' THEN -1 ELSE 1 END) AS estimate_fen
    FROM line AS l JOIN line_authority AS b ON b.line_id = l.line_id
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
    " CROSS JOIN line AS l ON l.line_id = p.line_id CROSS JOIN line AS t ON t.line_id = p.to_line_id
    CROSS JOIN unit AS o ON o.unit_id = l.unit_id CROSS JOIN unit AS n ON n.unit_id = t.unit_id",
    of_closing!(),
    "AND +p.event = 'carry_forward' AND (l.unit_id <> t.unit_id
    OR l.functional_code <> t.functional_code OR l.economic_code <> t.economic_code)"
);

/// Units whose surplus went to another; the posting that gives stands behind the one that takes.
const POOLED: &str = concat!(
    "SELECT DISTINCT o.name, n.name ",
    standing!(),
    " CROSS JOIN posting AS g ON g.posting_id = p.posting_id + 1
    CROSS JOIN surplus AS a ON a.surplus_id = p.surplus_id CROSS JOIN surplus AS b ON b.surplus_id = g.surplus_id
    CROSS JOIN unit AS o ON o.unit_id = a.unit_id CROSS JOIN unit AS n ON n.unit_id = b.unit_id",
    of_closing!(),
    "AND +p.event IN ('pool_out', 'pool_earmarked_out')"
);

pub(super) fn estimated(connection: &Connection, span: Span) -> Result<(i64, Fen)> {
    let mut statement = connection.prepare_cached(ESTIMATED)?;
    let found = statement.query_row([span.2.into(), span.1], |row| {
        Ok((row.get(0)?, Fen::new(row.get(1)?)))
    });
    Ok(found?)
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
