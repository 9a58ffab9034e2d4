//! What contracts need of a year's budget, beside what its lines have.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::renaming;
use super::store::part_key;
use crate::error::Result;
use crate::line::{self, LineId, LineKey};
use crate::money::Fen;

/// What one contract needs of one line in a year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct YearPart {
    /// Reference of the contract.
    pub reference: String,
    /// The line that is to pay.
    pub key: LineKey,
    /// What the contract calls that line, where codes or the unit have changed since the signing.
    pub signed_as: Option<LineKey>,
    /// Number of that line; none while it is not there.
    pub line_id: Option<LineId>,
    /// What the parts of the year add up to.
    #[serde(rename = "planned_fen")]
    pub planned: Fen,
    /// What is committed for it on this line, less what was released.
    #[serde(rename = "committed_fen")]
    pub committed: Fen,
    /// What has to be committed still: never more than all its commitments leave of the contract,
    /// which can be committed ahead of its parts; nothing of a closed year.
    #[serde(rename = "needed_fen")]
    pub needed: Fen,
    /// What closed years left uncommitted on such a line. Nothing commits it until the contract is
    /// amended: planned in a year that is not closed, or taken away.
    #[serde(rename = "left_uncommitted_fen")]
    pub left_uncommitted: Fen,
    /// What the line has for it: available, less what contracts that were signed earlier need. Of a
    /// year in preparation it is what the draft says.
    #[serde(rename = "available_fen")]
    pub available: Fen,
    /// How much the line lacks.
    #[serde(rename = "missing_fen")]
    pub missing: Fen,
    /// Whether the contract can be committed: nothing is missing on any of its lines of the year.
    pub is_covered: bool,
}

const PARTS: &str = "SELECT p.contract_id, p.reference, p.line_id, p.planned_fen, p.committed_fen,
    p.available_fen, p.year, p.fund, p.level, p.functional_code, p.economic_code, p.kind, p.project,
    p.unit, r.planned_fen - r.committed_fen, p.left_fen, CAST(substr(c.signed_on, 1, 4) AS INTEGER)
    FROM contract_part_report AS p JOIN contract_report AS r ON r.contract_id = p.contract_id
    JOIN contract AS c ON c.contract_id = p.contract_id
    WHERE p.year = ?1 AND (p.planned_fen > 0 OR p.left_fen > 0)
    ORDER BY p.contract_id, p.fund, p.level, p.functional_code, p.economic_code, p.kind, p.project";

/// Return what contracts need of a year, in the order in which they were signed. A contract that is
/// covered takes what it needs from what later ones find; one that is not takes nothing.
pub(crate) fn year_parts(connection: &Connection, year: i16) -> Result<Vec<YearPart>> {
    let mut statement = connection.prepare_cached(PARTS)?;
    let mut rows = statement.query([year])?;
    let mut contracts: Vec<(i64, Fen, Vec<YearPart>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let contract: i64 = row.get(0)?;
        let unit: String = row.get(13)?;
        if contracts.last().is_none_or(|(last, ..)| *last != contract) {
            contracts.push((contract, Fen::new(row.get(14)?), Vec::new()));
        }
        let Some((.., parts)) = contracts.last_mut() else {
            continue;
        };
        let mut part = YearPart {
            reference: row.get(1)?,
            key: part_key(row, 6, 7, &unit)?,
            signed_as: None,
            line_id: row.get::<_, Option<i64>>(2)?.map(LineId::new),
            planned: Fen::new(row.get(3)?),
            committed: Fen::new(row.get(4)?),
            needed: Fen::ZERO,
            left_uncommitted: Fen::new(row.get(15)?),
            available: Fen::new(row.get(5)?),
            missing: Fen::ZERO,
            is_covered: true,
        };
        if part.line_id.is_none() && part.available.is_zero() {
            renaming::follow(connection, row.get(16)?, &mut part)?;
        }
        match parts.iter_mut().find(|same| same.key == part.key) {
            Some(same) => {
                same.planned = same.planned.checked_add(part.planned)?;
                same.left_uncommitted = same.left_uncommitted.checked_add(part.left_uncommitted)?;
            }
            None => parts.push(part),
        }
    }
    let is_closed = line::is_closed(connection, year)?;
    let mut taken: BTreeMap<LineKey, Fen> = BTreeMap::new();
    for (_, uncommitted, parts) in &mut contracts {
        for part in parts.iter_mut().filter(|_| !is_closed) {
            let lacking = part.planned.checked_sub(part.committed)?;
            part.needed = lacking.max(Fen::ZERO).min(*uncommitted);
            *uncommitted = uncommitted.checked_sub(part.needed)?;
        }
        for part in &mut *parts {
            part.left_uncommitted = part.left_uncommitted.min(*uncommitted);
            *uncommitted = uncommitted.checked_sub(part.left_uncommitted)?;
        }
        cover(parts, &mut taken)?;
    }
    Ok(contracts
        .into_iter()
        .flat_map(|(.., parts)| parts)
        .collect())
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
