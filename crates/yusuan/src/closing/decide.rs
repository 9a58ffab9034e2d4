//! Deciding on everything that a year leaves. Nothing is written.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rusqlite::Connection;

use super::plan::{
    ClosingAction, Decision, DecisionRule, MoneyAction, MoneyDecision, Plan, PlanRemark,
};
use super::policies::Policies;
use super::target::Target;
use crate::acts::plan_true_up;
use crate::error::{Error, Result, Rule};
use crate::journal::{self, Override};
use crate::line::{self, Fund, Kind, Line, LineId, LineKey};
use crate::money::Fen;

/// Money in hand of each unit and fund that is not fiscal.
pub(super) type Money = BTreeMap<(String, Fund), Fen>;

/// What is left of a line or of one of its commitments.
struct Rest {
    line: Line,
    commitment_id: Option<i64>,
    contract: Option<String>,
    amount: Fen,
}

/// Decide on everything the year leaves, by policies that documents may override.
pub(crate) fn plan_close(
    connection: &Connection,
    year: i16,
    overrides: &[Override],
) -> Result<Plan> {
    require_open(connection, year)?;
    let mut planner = Planner {
        policies: Policies::of_year(connection, year, overrides),
        money: money_of_year(connection, year)?,
        decisions: Vec::new(),
        released: HashMap::new(),
    };
    // Commitments first, since somebody already relies on them.
    line::commitments_left(connection, year, |line, id, contract, amount| {
        planner.decide(&Rest {
            line,
            commitment_id: Some(id),
            contract: Some(contract),
            amount,
        })
    })?;
    line::lines_left(connection, year, |line, amount| {
        planner.decide(&Rest {
            line,
            commitment_id: None,
            contract: None,
            amount,
        })
    })?;
    planner.finish(connection, year)
}

fn require_open(connection: &Connection, year: i16) -> Result<()> {
    let sql = "SELECT coalesce((SELECT state FROM budget_year WHERE year = ?1), 'unknown')";
    let state: String = connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?;
    let (rule, hint) = match state.as_str() {
        "open" => return Ok(()),
        "preparing" => (Rule::YearPreparing, "approve its budget first"),
        "closing" => (Rule::YearClosing, "finish or cancel the closing"),
        "closed" => (Rule::YearClosed, "undo its closing first"),
        _ => (Rule::YearUnknown, "prepare the year first"),
    };
    Err(Error::refused(
        rule,
        format!("the year is not open: {year}"),
        hint,
    ))
}

/// Return the money in hand of each unit and fund that is not fiscal.
pub(super) fn money_of_year(connection: &Connection, year: i16) -> Result<Money> {
    let sql = "SELECT u.name, i.fund, i.money_fen
        FROM income AS i JOIN unit AS u ON u.unit_id = i.unit_id WHERE i.year = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([year])?;
    let mut money = Money::new();
    while let Some(row) = rows.next()? {
        let fund: String = row.get(1)?;
        let fund = fund
            .parse()
            .map_err(|_| Error::Internal(format!("unknown fund: {fund}")))?;
        money.insert((row.get(0)?, fund), Fen::new(row.get(2)?));
    }
    Ok(money)
}

/// Takes decisions, one rest after the other.
struct Planner<'c> {
    policies: Policies<'c>,
    money: Money,
    decisions: Vec<Decision>,
    /// Decisions on what commitments gave back to their line, by line.
    released: HashMap<LineId, Vec<usize>>,
}

impl Planner<'_> {
    /// Decide on one rest.
    fn decide(&mut self, rest: &Rest) -> Result<()> {
        let (action, rule) = self.policies.decide(&rest.line.key)?;
        let backed = backed(&mut self.money, &rest.line.key, rest.amount)?;
        let unbacked = rest.amount.checked_sub(backed)?;
        let no_money = self.policies.no_money();
        if rest.commitment_id.is_none() || action == ClosingAction::CarryForward {
            self.push(rest, rest.commitment_id, action, backed, &rule)?;
        } else {
            self.push(
                rest,
                rest.commitment_id,
                ClosingAction::Release,
                backed,
                &rule,
            )?;
            self.push(rest, None, action, backed, &rule)?;
        }
        if rest.commitment_id.is_some() {
            let commitment = rest.commitment_id;
            self.push(
                rest,
                commitment,
                ClosingAction::Release,
                unbacked,
                &no_money,
            )?;
        }
        self.push(rest, None, ClosingAction::Lapse, unbacked, &no_money)
    }

    /// Add a decision, or its amount to that of the same on the same line.
    fn push(
        &mut self,
        rest: &Rest,
        commitment_id: Option<i64>,
        action: ClosingAction,
        amount: Fen,
        rule: &Arc<DecisionRule>,
    ) -> Result<()> {
        if amount.is_zero() {
            return Ok(());
        }
        let is_given_back = rest.commitment_id.is_some() && commitment_id.is_none();
        if commitment_id.is_none()
            && let Some(known) = self.released.get(&rest.line.id)
        {
            for position in known {
                if let Some(same) = self.decisions.get_mut(*position)
                    && same.action == action
                    && same.rule == *rule
                {
                    same.amount = same.amount.checked_add(amount)?;
                    return Ok(());
                }
            }
        }
        if is_given_back {
            let positions = self.released.entry(rest.line.id).or_default();
            positions.push(self.decisions.len());
        }
        let key = &rest.line.key;
        let document = self.policies.grant(action, rule);
        self.decisions.push(Decision {
            line: rest.line.clone(),
            commitment_id,
            contract: commitment_id.and(rest.contract.clone()),
            action,
            amount,
            rule: Arc::clone(rule),
            age_years: key.year.saturating_sub(key.origin_year),
            is_edited: document.is_some(),
            document,
        });
        Ok(())
    }

    fn finish(self, connection: &Connection, year: i16) -> Result<Plan> {
        let Self {
            mut policies,
            money,
            mut decisions,
            ..
        } = self;
        // A release must stand before the decision on what it gives back.
        decisions.sort_by_key(|decision| decision.action != ClosingAction::Release);
        let money = decide_money(money, &decisions, &mut policies)?;
        complete(connection, year, decisions, money)
    }
}

/// Make a plan out of its decisions: what it follows, and what stands in its way.
pub(super) fn complete(
    connection: &Connection,
    year: i16,
    decisions: Vec<Decision>,
    money: Vec<MoneyDecision>,
) -> Result<Plan> {
    let target = Target::of_year(connection, year)?;
    let carried = decisions
        .iter()
        .filter(|decision| decision.action == ClosingAction::CarryForward);
    let mut remarks = earlier_year(connection, year)?;
    remarks.extend(estimates(connection, year)?);
    remarks.extend(target.obstacles(connection, carried.clone())?);
    remarks.extend(uncovered(connection, &money)?);
    remarks.extend(divided_contracts(&decisions));
    let successors = target.applied(carried);
    Ok(Plan {
        year,
        head: journal::head(connection)?,
        decisions,
        money,
        successors,
        remarks,
    })
}

/// Say that an earlier year must be closed first.
fn earlier_year(connection: &Connection, year: i16) -> Result<Vec<PlanRemark>> {
    let sql = "SELECT year FROM budget_year WHERE year < ?1 AND state <> 'closed' ORDER BY year";
    let mut statement = connection.prepare_cached(sql)?;
    let years = statement.query_map([year], |row| row.get::<_, i16>(0))?;
    let remarks = years.map(|earlier| {
        Ok(PlanRemark {
            token: Rule::EarlierYearOpen.token(),
            is_obstacle: true,
            message: format!("an earlier year is not closed: {}", earlier?),
            hint: "close the years in order".to_owned(),
        })
    });
    remarks.collect()
}

/// Say which estimated carry-over stands beside what the closing before really carried.
fn estimates(connection: &Connection, year: i16) -> Result<Vec<PlanRemark>> {
    let left = match plan_true_up(connection, year) {
        Ok(left) => left,
        // Without a closing before, what was approved is no estimate.
        Err(error) if error.rule().is_some() => Vec::new(),
        Err(error) => return Err(error),
    };
    let remarks = left.into_iter().map(|it| PlanRemark {
        token: "true_up_left",
        is_obstacle: false,
        message: format!(
            "line {} ({}) has an estimate of {} yuan still, beside the {} that were carried over",
            it.line.id,
            it.line.key,
            it.estimate.to_yuan_string(),
            it.actual.to_yuan_string()
        ),
        hint: "take it out with true_up before the year is closed".to_owned(),
    });
    Ok(remarks.collect())
}

/// Say which deficits the surplus does not cover: they come out of it before anything of this
/// closing goes in.
fn uncovered(connection: &Connection, money: &[MoneyDecision]) -> Result<Vec<PlanRemark>> {
    let sql = "SELECT coalesce((SELECT s.stock_fen FROM surplus AS s
        JOIN unit AS u ON u.unit_id = s.unit_id WHERE u.name = ?1 AND s.fund = ?2), 0)";
    let mut statement = connection.prepare_cached(sql)?;
    let mut remarks = Vec::new();
    let deficits = money
        .iter()
        .filter(|decision| decision.action == MoneyAction::CoverDeficit);
    for deficit in deficits {
        let stock = statement.query_row([&*deficit.unit, deficit.fund.as_str()], |row| row.get(0));
        let missing = deficit.amount.checked_sub(Fen::new(stock?))?;
        if missing > Fen::ZERO {
            remarks.push(PlanRemark {
                token: Rule::SurplusExceeded.token(),
                is_obstacle: true,
                message: format!(
                    "the surplus of {} {} lacks {} yuan to cover the deficit of {}",
                    deficit.unit,
                    deficit.fund,
                    missing.to_yuan_string(),
                    deficit.amount.to_yuan_string()
                ),
                hint: "record what came in, or return payments".to_owned(),
            });
        }
    }
    Ok(remarks)
}

/// Say which contracts have commitments that are not decided alike, and why.
fn divided_contracts(decisions: &[Decision]) -> Vec<PlanRemark> {
    let mut contracts: BTreeMap<&str, Vec<&Decision>> = BTreeMap::new();
    for decision in decisions {
        if let Some(contract) = &decision.contract {
            contracts.entry(contract).or_default().push(decision);
        }
    }
    let divided = contracts.into_iter().filter(|(_, decided)| {
        let first = decided.first().map(|decision| decision.action);
        decided
            .iter()
            .any(|decision| Some(decision.action) != first)
    });
    let remarks = divided.map(|(contract, decided)| {
        let parts = decided.iter().map(|decision| {
            format!(
                "commitment {} {} {} yuan by {}",
                decision.commitment_id.unwrap_or_default(),
                decision.action,
                decision.amount.to_yuan_string(),
                decision.rule.policy
            )
        });
        PlanRemark {
            token: "contract_divided",
            is_obstacle: false,
            message: format!(
                "the contract is not decided as one: {contract}: {}",
                parts.collect::<Vec<_>>().join(", ")
            ),
            hint: "edit the plan, with a document where a policy asks for one".to_owned(),
        }
    });
    remarks.collect()
}

/// Return how much of a rest has money behind it, and take that money.
pub(super) fn backed(money: &mut Money, key: &LineKey, amount: Fen) -> Result<Fen> {
    if key.fund.is_fiscal() {
        return Ok(amount);
    }
    let Some(there) = money.get_mut(&(key.unit.clone(), key.fund)) else {
        return Ok(Fen::ZERO);
    };
    let taken = amount.min(*there).max(Fen::ZERO);
    *there = there.checked_sub(taken)?;
    Ok(taken)
}

/// Decide on the money that no line takes, and on what is set aside of free surplus.
pub(super) fn decide_money<'d>(
    money: Money,
    decisions: impl IntoIterator<Item = &'d Decision>,
    policies: &mut Policies<'_>,
) -> Result<Vec<MoneyDecision>> {
    let mut decided = Vec::new();
    let mut free = Money::new();
    let rule = policies.no_money();
    for ((unit, fund), left) in money {
        let (action, amount) = match left.get() {
            0 => continue,
            1.. => (MoneyAction::IncomeToSurplus, left),
            _ => (MoneyAction::CoverDeficit, left.checked_neg()?),
        };
        if action == MoneyAction::IncomeToSurplus {
            free.insert((unit.clone(), fund), amount);
        }
        let rule = Arc::clone(&rule);
        decided.push(MoneyDecision {
            unit,
            fund,
            action,
            amount,
            rule,
        });
    }
    // What a project leaves keeps its purpose; the rest is free.
    let is_free = |decision: &&Decision| {
        let key = &decision.line.key;
        decision.action == ClosingAction::ToSurplus
            && !key.fund.is_fiscal()
            && key.kind != Kind::Project
    };
    for decision in decisions.into_iter().filter(is_free) {
        let key = &decision.line.key;
        let sum = free.entry((key.unit.clone(), key.fund)).or_default();
        *sum = sum.checked_add(decision.amount)?;
    }
    for ((unit, fund), amount) in free {
        let (amount, rule) = policies.earmarked(fund, amount)?;
        if !amount.is_zero() {
            let action = MoneyAction::EarmarkSurplus;
            decided.push(MoneyDecision {
                unit,
                fund,
                action,
                amount,
                rule,
            });
        }
    }
    Ok(decided)
}
