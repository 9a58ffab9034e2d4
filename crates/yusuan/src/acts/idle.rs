//! Overrides that lifted nothing: whoever reads the report takes each for a refusal that was lifted.

use rusqlite::Connection;

use crate::error::Result;
use crate::journal::{Act, PolicyWarning, Voucher};
use crate::policy::PolicyTouch;

/// What an approval asks of contracts behind its own voucher.
const ASKED_LATER: &str = "contract_parts";

/// Return a warning for each override of a voucher that no policy asked for.
pub(super) fn idle_overrides(
    connection: &Connection,
    voucher: &Voucher,
    touches: &[PolicyTouch],
) -> Result<Vec<PolicyWarning>> {
    let is_idle = |policy: &str| {
        let mut lifted = touches.iter().filter(|it| it.status == "overridden");
        let is_asked_later = voucher.act == Act::Approve && policy == ASKED_LATER;
        !is_asked_later && lifted.all(|it| it.policy != policy)
    };
    let mut warnings = Vec::new();
    for granted in &voucher.particulars.overrides {
        if is_idle(&granted.policy) {
            let mut statement =
                connection.prepare_cached("SELECT name_zh FROM policy_name WHERE name = ?1")?;
            let name: String = statement.query_row([&granted.policy], |row| row.get(0))?;
            warnings.push(PolicyWarning {
                policy: granted.policy.clone(),
                line_id: None,
                message: format!(
                    "{name}: nothing here needed the override by {}, which stands in the report",
                    granted.document
                ),
            });
        }
    }
    Ok(warnings)
}
