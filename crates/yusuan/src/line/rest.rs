//! What the lines and commitments of a year have left, one row after the other.

use rusqlite::Connection;

use super::Line;
use super::store::{line_columns, read_line};
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
