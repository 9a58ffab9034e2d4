//! 批复 with what signed contracts need of the year: committed as it opens, by a voucher of its own
//! behind the approval, in the same transaction.

use rusqlite::{Connection, params};

use super::fulfilment::{entries, uncovered, uncovered_text};
use super::post::post;
use crate::contract::{self, YearPart};
use crate::error::Result;
use crate::file;
use crate::journal::{Particulars, PolicyWarning, Receipt};
use crate::policy::{self, PolicyAction, Scope};

/// The policy about what a year's budget does not hold of a contract.
const POLICY: &str = "contract_parts";

/// Approve the budget of a year, and commit what contracts need of it.
pub(crate) fn approve(
    connection: &Connection,
    year: i16,
    particulars: &Particulars,
) -> Result<Receipt> {
    file::savepoint(connection, |connection| {
        let approved = super::approval::approve(connection, year, particulars)?;
        let key = particulars.key.as_ref();
        let later = Particulars {
            key: key.map(|key| format!("{key}/contracts")),
            dated: particulars.dated,
            document: particulars.document.clone(),
            prepared_by: particulars.prepared_by.clone(),
            reviewed_by: particulars.reviewed_by.clone(),
            ..Particulars::default()
        };
        if approved.is_repeated {
            return Ok(Receipt {
                commitment_ids: made(connection, &later)?,
                ..approved
            });
        }
        let parts = contract::year_parts(connection, year)?;
        let missing = parts.iter().filter(|part| !part.missing.is_zero());
        let is_overridden = particulars.overrides.iter().any(|it| it.policy == POLICY);
        let (refused, named) = judge(connection, year, is_overridden, missing)?;
        if let Some(refusal) = uncovered(&refused) {
            return Err(refusal);
        }
        let entries = entries(parts.iter().filter(|part| part.is_covered));
        let commitment_ids = if entries.is_empty() {
            Vec::new()
        } else {
            post(connection, &entries, &later)?.commitment_ids
        };
        let mut warnings = approved.warnings;
        let followed = parts
            .iter()
            .filter(|part| part.is_covered && !part.needed.is_zero());
        warnings.extend(followed.filter_map(|part| {
            let signed_as = part.signed_as.as_ref()?;
            Some(PolicyWarning {
                policy: POLICY.to_owned(),
                line_id: part.line_id.map(crate::line::LineId::get),
                message: format!(
                    "committed under its new name: contract {} names {signed_as}, which is {} now",
                    part.reference, part.key
                ),
            })
        }));
        warnings.extend(named.into_iter().map(|part| PolicyWarning {
            policy: POLICY.to_owned(),
            line_id: part.line_id.map(crate::line::LineId::get),
            message: format!("not committed: {}", uncovered_text(part)),
        }));
        Ok(Receipt {
            commitment_ids,
            warnings,
            ..approved
        })
    })
}

/// Part what a year's lines do not hold into what refuses the approval and what is only named.
fn judge<'p>(
    connection: &Connection,
    year: i16,
    is_overridden: bool,
    missing: impl Iterator<Item = &'p YearPart>,
) -> Result<(Vec<YearPart>, Vec<&'p YearPart>)> {
    let (mut refused, mut named) = (Vec::new(), Vec::new());
    for part in missing {
        let scope = Scope::functional(&part.key);
        let policy = policy::in_force(connection, POLICY, year, &scope)?;
        match policy.map(|policy| policy.action) {
            Some(PolicyAction::Forbid) => refused.push(part.clone()),
            Some(PolicyAction::Deny) if !is_overridden => refused.push(part.clone()),
            // An approval has a document.
            Some(PolicyAction::Deny | PolicyAction::Document | PolicyAction::Warn) | None => {
                named.push(part);
            }
            Some(PolicyAction::Allow) => {}
        }
    }
    Ok((refused, named))
}

/// Return the commitments that a voucher of this key made.
fn made(connection: &Connection, particulars: &Particulars) -> Result<Vec<i64>> {
    let sql = "SELECT k.commitment_id FROM commitment AS k
        JOIN voucher AS v ON v.voucher_id = k.voucher_id WHERE v.key = ?1 ORDER BY k.commitment_id";
    let mut statement = connection.prepare_cached(sql)?;
    let ids = statement.query_map(params![particulars.key], |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
