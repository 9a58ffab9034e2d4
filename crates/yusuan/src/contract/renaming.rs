//! Parts of contracts whose line has another name by the time its year comes.

use rusqlite::{Connection, params};

use super::need::YearPart;
use crate::catalogue::{SuccessorMap, SuccessorScheme};
use crate::error::Result;
use crate::line::{self, LineId, LineKey};
use crate::money::Fen;

/// What is committed for a contract on a line, and what the line has: see `contract_part_report`.
const ON_LINE: &str = "SELECT
    (SELECT coalesce(sum(k.committed_fen - k.released_fen), 0) FROM commitment AS k
        WHERE k.contract = ?2 AND k.line_id = b.line_id),
    b.available_fen - b.early_fen * (
        SELECT y.state = 'preparing' FROM line AS l JOIN budget_year AS y ON y.year = l.year
        WHERE l.line_id = b.line_id)
    FROM line_balance AS b WHERE b.line_id = ?1";

const DRAFTED: &str = "SELECT coalesce(sum(d.amount_fen), 0)
    FROM draft_line AS d JOIN budget_year AS y ON y.year = d.year AND y.state = 'preparing'
    JOIN unit AS u ON u.unit_id = d.unit_id
    WHERE d.year = ?1 AND d.origin_year = ?1 AND u.name = ?2 AND d.fund = ?3 AND d.level = ?4
    AND d.functional_code = ?5 AND d.economic_code = ?6 AND d.kind = ?7
    AND d.project = coalesce(?8, '')";

/// Let a part without a line of its own go by the name that its line has now.
pub(super) fn follow(connection: &Connection, signed: i16, part: &mut YearPart) -> Result<()> {
    let Some(key) = renamed(connection, signed, &part.key)? else {
        return Ok(());
    };
    part.line_id = line::find(connection, &key)?;
    (part.committed, part.available) = match part.line_id {
        Some(id) => on_line(connection, id, &part.reference)?,
        None => (Fen::ZERO, Fen::ZERO),
    };
    part.available = part.available.checked_add(drafted(connection, &key)?)?;
    part.signed_as = Some(std::mem::replace(&mut part.key, key));
    Ok(())
}

/// Return a key under the names of its year: codes as often as they changed since the signing, and
/// the unit that took the contract's own over, as `contract_unit` lets it pay.
fn renamed(connection: &Connection, signed: i16, key: &LineKey) -> Result<Option<LineKey>> {
    let mut now = key.clone();
    for year in signed..key.year {
        let successors = SuccessorMap::of_year(connection, year)?;
        if let Some(heir) = successors.get(SuccessorScheme::Unit, &key.unit) {
            now.unit.clone_from(&heir.new);
        }
        for (scheme, code) in [
            (SuccessorScheme::Functional, &mut now.functional_code),
            (SuccessorScheme::Economic, &mut now.economic_code),
        ] {
            if let Some(successor) = successors.get(scheme, code) {
                code.clone_from(&successor.new);
            }
        }
    }
    Ok((now != *key).then_some(now))
}

fn on_line(connection: &Connection, id: LineId, contract: &str) -> Result<(Fen, Fen)> {
    let mut statement = connection.prepare_cached(ON_LINE)?;
    let found = statement.query_row(params![id.get(), contract], |row| {
        Ok((Fen::new(row.get(0)?), Fen::new(row.get(1)?)))
    });
    Ok(found?)
}

fn drafted(connection: &Connection, key: &LineKey) -> Result<Fen> {
    let mut statement = connection.prepare_cached(DRAFTED)?;
    let values = params![
        key.year,
        key.unit,
        key.fund.as_str(),
        key.level.as_str(),
        key.functional_code,
        key.economic_code,
        key.kind.as_str(),
        key.project,
    ];
    Ok(Fen::new(statement.query_row(values, |row| row.get(0))?))
}
