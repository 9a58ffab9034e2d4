//! 提取专用结余: how much of what a year adds to free surplus is set aside.

use std::collections::BTreeMap;

use super::decide::Money;
use super::plan::{MoneyAction, MoneyDecision};
use super::policies::Policies;
use crate::error::Result;
use crate::line::Fund;
use crate::money::Fen;

/// Decide on what is set aside of what each fund gained, or lacked.
///
/// It is one pool of the unit (8501, 8701): what some funds gained less what others lacked, taken
/// from those that gained. A deficit of business operation stays its own (8401).
pub(super) fn earmark(free: Money, policies: &mut Policies<'_>) -> Result<Vec<MoneyDecision>> {
    let mut units: BTreeMap<String, Vec<(Fund, Fen)>> = BTreeMap::new();
    for ((unit, fund), amount) in free {
        if amount > Fen::ZERO || fund != Fund::UnitOperatingIncome {
            units.entry(unit).or_default().push((fund, amount));
        }
    }
    let mut decided = Vec::new();
    for (unit, funds) in units {
        for (fund, share) in shares(&funds)? {
            let (amount, rule) = policies.earmarked(fund, share)?;
            if !amount.is_zero() {
                decided.push(MoneyDecision {
                    unit: unit.clone(),
                    fund,
                    action: MoneyAction::EarmarkSurplus,
                    amount,
                    rule,
                });
            }
        }
    }
    Ok(decided)
}

/// Divide what a unit gained over all its funds among those that gained.
fn shares(funds: &[(Fund, Fen)]) -> Result<Vec<(Fund, Fen)>> {
    let pool = Fen::sum(funds.iter().map(|(_, amount)| *amount))?;
    if pool <= Fen::ZERO {
        return Ok(Vec::new());
    }
    let gained = funds.iter().filter(|(_, amount)| *amount > Fen::ZERO);
    let weights = gained
        .clone()
        .filter_map(|(_, amount)| u64::try_from(amount.get()).ok());
    let parts = pool.split(&weights.collect::<Vec<u64>>())?;
    Ok(gained.map(|(fund, _)| *fund).zip(parts).collect())
}
