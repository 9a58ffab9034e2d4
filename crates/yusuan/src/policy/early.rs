//! `early_spending`: how much may be arranged before the approval (预算法 54).

use rusqlite::Connection;

use super::{PolicyAction, Scope, in_force};
use crate::error::Result;
use crate::line::LineKey;

/// Return how many percent of last year's budget may be arranged for a line; none without a ceiling.
pub(crate) fn early_percent(connection: &Connection, key: &LineKey) -> Result<Option<i64>> {
    let policy = in_force(
        connection,
        "early_spending",
        key.year,
        &Scope::functional(key),
    )?;
    let limiting =
        policy.filter(|policy| matches!(policy.action, PolicyAction::Forbid | PolicyAction::Deny));
    Ok(limiting
        .and_then(|policy| policy.value)
        .and_then(|value| value.parse().ok()))
}
