//! `early_spending`: how much may be arranged before the approval (预算法 54).

use rusqlite::Connection;

use super::{PolicyAction, Scope, in_force};
use crate::error::Result;
use crate::line::LineKey;

/// Return what the policy does about a line, and how many percent of last year's budget it measures
/// by; none where it is off.
pub(crate) fn early_ceiling(
    connection: &Connection,
    key: &LineKey,
) -> Result<Option<(PolicyAction, i64)>> {
    let scope = Scope::functional(key);
    let policy = in_force(connection, "early_spending", key.year, &scope)?;
    Ok(policy
        .filter(|policy| policy.action != PolicyAction::Allow)
        .and_then(|policy| Some((policy.action, policy.value?.parse().ok()?))))
}
