//! 归集: the surplus of a unit that another takes over at the end of the year goes there as well.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::plan::{ClosingAction, Decision, DecisionRule, MoneyAction, MoneyDecision, PlanRemark};
use super::target::Target;
use crate::catalogue;
use crate::error::Result;
use crate::line::{self, AsOf, Fund};
use crate::money::Fen;

/// The policy of a decision that the successor table took.
const SUCCESSOR: &str = "successor";

/// Free surplus of a unit and fund, and what is set aside of it.
#[derive(Default)]
struct Stock {
    free: Fen,
    aside: Fen,
}

/// What becomes of the surplus of units that are taken over.
#[derive(Default)]
pub(super) struct Pooling {
    /// Of those that are deactivated.
    pub(super) decisions: Vec<MoneyDecision>,
    /// About those that are active still.
    pub(super) remarks: Vec<PlanRemark>,
}

/// Decide on the surplus of units that are taken over, as the other decisions leave it.
pub(super) fn pooling(
    connection: &Connection,
    target: &Target,
    decisions: &[Decision],
    money: &[MoneyDecision],
) -> Result<Pooling> {
    let mut pooling = Pooling::default();
    if !target.is_renaming() {
        return Ok(pooling);
    }
    for ((unit, fund), stock) in stocks(connection, decisions, money)? {
        let Some(successor) = target.heir(&unit) else {
            continue;
        };
        if catalogue::is_active(connection, &unit)? {
            let left = stock.free.checked_add(stock.aside)?;
            if left > Fen::ZERO {
                pooling
                    .remarks
                    .push(stays(&unit, fund, left, &successor.new));
            }
            continue;
        }
        let rule = Arc::new(DecisionRule {
            policy: SUCCESSOR.to_owned(),
            policy_id: None,
            source: successor.source.clone(),
        });
        let parts = [
            (MoneyAction::PoolSurplus, stock.free),
            (MoneyAction::PoolEarmarked, stock.aside),
        ];
        for (action, amount) in parts {
            if amount > Fen::ZERO {
                pooling.decisions.push(MoneyDecision {
                    unit: unit.clone(),
                    fund,
                    action,
                    amount,
                    rule: Arc::clone(&rule),
                });
            }
        }
    }
    Ok(pooling)
}

/// Return what each unit and fund has of surplus once everything else is decided.
fn stocks(
    connection: &Connection,
    decisions: &[Decision],
    money: &[MoneyDecision],
) -> Result<BTreeMap<(String, Fund), Stock>> {
    let mut stocks: BTreeMap<(String, Fund), Stock> = BTreeMap::new();
    for surplus in line::surpluses(connection, &AsOf::now())? {
        let stock = Stock {
            free: surplus.stock,
            aside: surplus.earmarked_stock,
        };
        stocks.insert((surplus.unit, surplus.fund), stock);
    }
    let gained = |decision: &&Decision| decision.action == ClosingAction::ToSurplus;
    for decision in decisions.iter().filter(gained) {
        let key = &decision.line.key;
        let stock = stocks.entry((key.unit.clone(), key.fund)).or_default();
        stock.free = stock.free.checked_add(decision.amount)?;
    }
    for decision in money {
        let stock = stocks
            .entry((decision.unit.clone(), decision.fund))
            .or_default();
        match decision.action {
            MoneyAction::IncomeToSurplus => stock.free = stock.free.checked_add(decision.amount)?,
            MoneyAction::EarmarkSurplus => {
                stock.free = stock.free.checked_sub(decision.amount)?;
                stock.aside = stock.aside.checked_add(decision.amount)?;
            }
            MoneyAction::CoverDeficit | MoneyAction::PoolSurplus | MoneyAction::PoolEarmarked => {
                stock.free = stock.free.checked_sub(decision.amount)?;
            }
        }
    }
    Ok(stocks)
}

fn stays(unit: &str, fund: Fund, left: Fen, heir: &str) -> PlanRemark {
    PlanRemark {
        token: "surplus_stays",
        is_obstacle: false,
        message: format!(
            "{} yuan of surplus stay with {unit} {fund}, which {heir} takes over",
            left.to_yuan_string()
        ),
        hint: "deactivate the unit before the closing, or let pool_surplus follow it".to_owned(),
    }
}
