//! Commitments as they stand, linked to those of the year before and after.

use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::line::{self, Line, LineId};
use crate::money::Fen;

/// A part of a line that is reserved for a contract.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Commitment {
    /// Its number.
    pub commitment_id: i64,
    /// Reference of its contract, signed or not.
    pub contract: String,
    /// The line that pays.
    pub line: Line,
    /// Whom it is with; none when nobody was named or the name was erased.
    pub counterparty: Option<String>,
    /// The commitment of the year before that it carries on.
    pub continues_id: Option<i64>,
    /// The commitments of the next year that carry it on; more than one when a closing was undone
    /// and done again, or its plan divided the commitment.
    pub continued_by_ids: Vec<i64>,
    /// What was reserved.
    #[serde(rename = "committed_fen")]
    pub committed: Fen,
    /// What came from the year before.
    #[serde(rename = "carried_in_fen")]
    pub carried_in: Fen,
    /// What was given back.
    #[serde(rename = "released_fen")]
    pub released: Fen,
    /// What was paid.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
    /// What went into the next year.
    #[serde(rename = "carried_out_fen")]
    pub carried_out: Fen,
    /// What may still be paid against it.
    #[serde(rename = "remaining_fen")]
    pub remaining: Fen,
}

/// Columns of a commitment. The counterparty is a note of the posting that made it.
macro_rules! select {
    ($where:literal) => {
        concat!(
            "SELECT k.commitment_id, k.contract, k.line_id, k.continues_id, k.committed_fen,
                k.carried_in_fen, k.released_fen, k.paid_fen, k.carried_out_fen, k.remaining_fen, (
                    SELECT n.text FROM note AS n JOIN posting AS p ON p.posting_id = n.posting_id
                    WHERE n.voucher_id = k.voucher_id AND n.field = 'counterparty'
                    AND p.commitment_id = k.commitment_id
                )
            FROM commitment AS k ",
            $where,
            " ORDER BY k.commitment_id"
        )
    };
}

const ONE: &str = select!("WHERE k.commitment_id = ?1");

const OF_CONTRACT: &str = select!("WHERE k.contract = ?1");

/// Return the commitments of a contract.
pub(crate) fn of_contract(connection: &Connection, contract: &str) -> Result<Vec<Commitment>> {
    read(connection, OF_CONTRACT, rusqlite::params![contract])
}

/// Return a commitment, if it is there.
pub(crate) fn commitment(connection: &Connection, id: i64) -> Result<Option<Commitment>> {
    let found = read(connection, ONE, rusqlite::params![id])?;
    Ok(found.into_iter().next())
}

fn read(
    connection: &Connection,
    sql: &'static str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Vec<Commitment>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read_one(connection, row)?);
    }
    Ok(found)
}

fn read_one(connection: &Connection, row: &Row<'_>) -> Result<Commitment> {
    let commitment_id = row.get(0)?;
    Ok(Commitment {
        commitment_id,
        contract: row.get(1)?,
        line: line::require_id(connection, LineId::new(row.get(2)?))?,
        continues_id: row.get(3)?,
        continued_by_ids: continued_by(connection, commitment_id)?,
        committed: Fen::new(row.get(4)?),
        carried_in: Fen::new(row.get(5)?),
        released: Fen::new(row.get(6)?),
        paid: Fen::new(row.get(7)?),
        carried_out: Fen::new(row.get(8)?),
        remaining: Fen::new(row.get(9)?),
        counterparty: row.get(10)?,
    })
}

fn continued_by(connection: &Connection, commitment: i64) -> Result<Vec<i64>> {
    let sql = "SELECT commitment_id FROM commitment WHERE continues_id = ?1 ORDER BY commitment_id";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map([commitment], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
