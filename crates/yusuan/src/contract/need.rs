//! What contracts need of a year's budget, beside what its lines have.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use super::store::part_key;
use crate::error::Result;
use crate::line::{LineId, LineKey};
use crate::money::Fen;

/// What one contract needs of one line in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct YearPart {
    /// Reference of the contract.
    pub reference: String,
    /// The line that is to pay.
    pub key: LineKey,
    /// Number of that line; none while it is not there.
    pub line_id: Option<LineId>,
    /// What the parts of the year add up to.
    pub planned: Fen,
    /// What is committed for it on this line, less what was released.
    pub committed: Fen,
    /// What has to be committed still: never more than all its commitments leave of the contract,
    /// which can be committed ahead of its parts.
    pub needed: Fen,
    /// What the line has for it: available, less what contracts that were signed earlier need. Of a
    /// year in preparation it is what the draft says.
    pub available: Fen,
    /// How much the line lacks.
    pub missing: Fen,
    /// Whether the contract can be committed: nothing is missing on any of its lines of the year.
    pub is_covered: bool,
}

const PARTS: &str = "SELECT p.contract_id, p.reference, p.line_id, p.planned_fen, p.committed_fen,
    p.available_fen, p.year, p.fund, p.level, p.functional_code, p.economic_code, p.kind, p.project,
    p.unit, r.planned_fen - r.committed_fen
    FROM contract_part_report AS p JOIN contract_report AS r ON r.contract_id = p.contract_id
    WHERE p.year = ?1 AND p.planned_fen > 0
    ORDER BY p.contract_id, p.fund, p.level, p.functional_code, p.economic_code, p.kind, p.project";

/// Return what contracts need of a year, in the order in which they were signed. A contract that is
/// covered takes what it needs from what later ones find; one that is not takes nothing.
pub(crate) fn year_parts(connection: &Connection, year: i16) -> Result<Vec<YearPart>> {
    let mut statement = connection.prepare_cached(PARTS)?;
    let mut rows = statement.query([year])?;
    let mut contracts: Vec<(i64, Vec<YearPart>)> = Vec::new();
    let mut uncommitted = Fen::ZERO;
    while let Some(row) = rows.next()? {
        let contract: i64 = row.get(0)?;
        let unit: String = row.get(13)?;
        let (planned, committed) = (Fen::new(row.get(3)?), Fen::new(row.get(4)?));
        if contracts.last().is_none_or(|(last, _)| *last != contract) {
            uncommitted = Fen::new(row.get(14)?);
        }
        let lacking = planned.checked_sub(committed)?.max(Fen::ZERO);
        let needed = lacking.min(uncommitted);
        uncommitted = uncommitted.checked_sub(needed)?;
        let part = YearPart {
            reference: row.get(1)?,
            key: part_key(row, 6, 7, &unit)?,
            line_id: row.get::<_, Option<i64>>(2)?.map(LineId::new),
            planned,
            committed,
            needed,
            available: Fen::new(row.get(5)?),
            missing: Fen::ZERO,
            is_covered: true,
        };
        match contracts.last_mut().filter(|(last, _)| *last == contract) {
            Some((_, parts)) => parts.push(part),
            None => contracts.push((contract, vec![part])),
        }
    }
    let mut taken: BTreeMap<LineKey, Fen> = BTreeMap::new();
    for (_, parts) in &mut contracts {
        cover(parts, &mut taken)?;
    }
    Ok(contracts.into_iter().flat_map(|(_, parts)| parts).collect())
}

/// Say whether the lines of a contract have what it needs, and take it when they have.
fn cover(parts: &mut [YearPart], taken: &mut BTreeMap<LineKey, Fen>) -> Result<()> {
    for part in &mut *parts {
        let used = taken.get(&part.key).copied().unwrap_or(Fen::ZERO);
        part.available = part.available.checked_sub(used)?.max(Fen::ZERO);
        part.missing = part.needed.checked_sub(part.available)?.max(Fen::ZERO);
    }
    let is_covered = parts.iter().all(|part| part.missing.is_zero());
    for part in parts {
        part.is_covered = is_covered;
        if is_covered {
            let used = taken.entry(part.key.clone()).or_insert(Fen::ZERO);
            *used = used.checked_add(part.needed)?;
        }
    }
    Ok(())
}
