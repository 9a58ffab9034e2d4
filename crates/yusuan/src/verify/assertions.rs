//! Assertions 余额核对, asked again: each total as of its day, by the built-in posting rules.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::row::{integer, number, word};
use crate::error::Result;

/// One pass over the journal, however many assertions there are; an account that stands on the
/// other side (contra) counts against its balance.
const TOTALS: &str = "SELECT a.assertion_id, a.amount_fen, a.total, a.dated, coalesce((
        SELECT s.fen FROM stood AS s WHERE s.assertion_id = a.assertion_id), 0)
    FROM assertion AS a ORDER BY a.assertion_id";

const STOOD: &str = "WITH stood AS MATERIALIZED (
    SELECT a.assertion_id, sum(p.effect_fen
        * CASE WHEN (r.debit = c.account) = (c.side = 'debit') THEN 1 ELSE -1 END
        * CASE WHEN c.total LIKE '-%' THEN -1 ELSE 1 END) AS fen
    FROM posting AS p
    CROSS JOIN voucher AS v ON v.voucher_id = p.voucher_id
    CROSS JOIN posting_rule AS r ON r.voucher_id = 0 AND r.event = p.event
        AND r.against_commitment = (p.commitment_id IS NOT NULL)
    CROSS JOIN assertion AS a ON a.book = replace(r.side, 'to_', '') AND a.dated >= v.dated
        AND a.owner_id = CASE r.side
            WHEN 'line' THEN p.line_id WHEN 'to_line' THEN p.to_line_id
            WHEN 'income' THEN p.income_id WHEN 'to_income' THEN p.to_income_id
            WHEN 'surplus' THEN p.surplus_id END
    CROSS JOIN account AS c ON c.voucher_id = 0 AND c.account IN (r.debit, r.credit)
        AND ltrim(c.total, '-') = a.book || '.' || a.total || '_fen'
    GROUP BY a.assertion_id
) ";

/// Compare every assertion with the total of its day.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let any = "SELECT EXISTS (SELECT 1 FROM assertion)";
    if !connection.query_row(any, [], |row| row.get::<_, bool>(0))? {
        return Ok(());
    }
    let mut statement = connection.prepare(&format!("{STOOD}{TOTALS}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, said, stood) = (number(row, 0)?, integer(row, 1)?, integer(row, 4)?);
        if said != stood || said.is_none() {
            let shown = |fen: Option<i64>| fen.map_or("none".to_owned(), |fen| fen.to_string());
            let (total, dated) = (word(row, 2)?, word(row, 3)?);
            findings.differs(
                FindingToken::AssertionFails,
                || Place::row("assertion", id),
                (&shown(said), &shown(stood)),
                format_args!("{total} did not stand at this amount on {dated}"),
            );
        }
    }
    Ok(())
}
