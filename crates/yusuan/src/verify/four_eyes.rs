//! Vouchers beside the policy of two people: who prepared and who reviewed, where that was wanted.

use rusqlite::Connection;

use super::finding::{FindingToken, Findings, Place};
use super::row::{integer, number, text, word};
use crate::error::Result;

/// Newest first.
const POLICIES: &str = "SELECT voucher_id, first_year, last_year, action, policy_id FROM policy
    WHERE name = 'four_eyes' ORDER BY policy_id DESC";

const VOUCHERS: &str = "SELECT voucher_id, year, prepared_by, reviewed_by FROM voucher
    ORDER BY voucher_id";

struct Policy {
    voucher: i64,
    years: std::ops::RangeInclusive<i64>,
    is_strict: bool,
    id: i64,
}

/// Look at every voucher, in a ledger that ever wanted two people.
pub(super) fn run(connection: &Connection, findings: &mut Findings) -> Result<()> {
    let mut statement = connection.prepare(POLICIES)?;
    let mut rows = statement.query([])?;
    let mut policies = Vec::new();
    while let Some(row) = rows.next()? {
        policies.push(Policy {
            voucher: number(row, 0)?,
            years: number(row, 1)?..=number(row, 2)?,
            is_strict: matches!(word(row, 3)?.as_str(), "deny" | "forbid"),
            id: number(row, 4)?,
        });
    }
    if !policies.iter().any(|policy| policy.is_strict) {
        return Ok(());
    }
    let mut statement = connection.prepare(VOUCHERS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, year) = (number(row, 0)?, integer(row, 1)?);
        // An act without a year follows the newest policy of its time.
        let met = policies.iter().filter(|policy| policy.voucher < id);
        let mut fits = met.filter(|it| year.is_none_or(|year| it.years.contains(&year)));
        let Some(policy) = fits.next().filter(|policy| policy.is_strict) else {
            continue;
        };
        let (prepared, reviewed) = (text(row, 2)?, text(row, 3)?);
        let [prepared, reviewed] = [&prepared, &reviewed].map(|name| {
            let name = name.as_deref().unwrap_or_default();
            name.trim_matches(' ')
        });
        if prepared.is_empty() || reviewed.is_empty() || prepared == reviewed {
            findings.add(
                FindingToken::FourEyes,
                || Place::row("voucher", id),
                format_args!(
                    "policy {} wants two people: prepared by {prepared:?}, reviewed by {reviewed:?}",
                    policy.id
                ),
            );
        }
    }
    Ok(())
}
