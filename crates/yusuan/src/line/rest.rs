//! What the lines and commitments of a year have left, one row after the other.

use rusqlite::Connection;

use super::store::{line_columns, read_line};
use super::{Line, LineId};
use crate::error::Result;
use crate::money::Fen;

const LINES: &str = concat!(
    "SELECT ",
    line_columns!(),
    ", b.available_fen
     FROM line AS l JOIN unit AS u ON u.unit_id = l.unit_id
     JOIN line_balance AS b ON b.line_id = l.line_id
     WHERE l.year = ?1 AND b.available_fen <> 0 ORDER BY l.line_id"
);

const COMMITMENTS: &str = concat!(
    "SELECT ",
    line_columns!(),
    ", c.commitment_id, c.contract, c.remaining_fen
     FROM line AS l JOIN unit AS u ON u.unit_id = l.unit_id
     JOIN commitment AS c ON c.line_id = l.line_id
     WHERE l.year = ?1 AND c.remaining_fen > 0 ORDER BY c.commitment_id"
);

const TRANSFERRED: &str = concat!(
    "SELECT ",
    line_columns!(),
    ", t.line_id, sum(p.effect_fen)
     FROM line AS t JOIN line_authority AS a ON a.line_id = t.line_id AND a.transferred_in_fen > 0
     JOIN posting AS p ON p.to_line_id = t.line_id AND p.event = 'transfer'
     JOIN line AS l ON l.line_id = p.line_id JOIN unit AS u ON u.unit_id = l.unit_id
     WHERE t.year = ?1 AND t.origin_year < ?1
     GROUP BY t.line_id, l.line_id HAVING sum(p.effect_fen) > 0"
);

/// Hand over what each line gave to another in a year, of money that was carried into it: the line
/// that gave, the number of the other, and the amount.
pub(crate) fn old_money_transferred(
    connection: &Connection,
    year: i16,
    mut take: impl FnMut(Line, LineId, Fen) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(TRANSFERRED)?;
    let mut rows = statement.query([year])?;
    while let Some(row) = rows.next()? {
        take(
            read_line(row)?,
            LineId(row.get(10)?),
            Fen::new(row.get(11)?),
        )?;
    }
    Ok(())
}

/// Hand over each line of a year that has something available, oldest first.
pub(crate) fn lines_left(
    connection: &Connection,
    year: i16,
    mut take: impl FnMut(Line, Fen) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(LINES)?;
    let mut rows = statement.query([year])?;
    while let Some(row) = rows.next()? {
        take(read_line(row)?, Fen::new(row.get(10)?))?;
    }
    Ok(())
}

/// Hand over each commitment of a year of which something remains, oldest first: its line, number,
/// contract and amount.
pub(crate) fn commitments_left(
    connection: &Connection,
    year: i16,
    mut take: impl FnMut(Line, i64, String, Fen) -> Result<()>,
) -> Result<()> {
    let mut statement = connection.prepare_cached(COMMITMENTS)?;
    let mut rows = statement.query([year])?;
    while let Some(row) = rows.next()? {
        let amount = Fen::new(row.get(12)?);
        take(read_line(row)?, row.get(10)?, row.get(11)?, amount)?;
    }
    Ok(())
}
