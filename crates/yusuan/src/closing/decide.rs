//! Deciding on everything that a year leaves. Nothing is written.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rusqlite::Connection;

use super::distribution;
use super::grants;
use super::plan::{ClosingAction, Decision, DecisionRule, MoneyAction, MoneyDecision, Plan};
use super::policies::{Policies, of_money};
use super::pooling::pooling;
use super::remarks;
use super::target::Target;
use crate::error::{Error, Result, Rule};
use crate::journal::{self, Override};
use crate::line::{self, Fund, Kind, Line, LineId, LineKey};
use crate::money::Fen;
use crate::progress::{Counter, Stage};

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
    grants::check(connection, overrides)?;
    let mut planner = Planner {
        policies: Policies::of_year(connection, year, overrides),
        money: money_of_year(connection, year)?,
        decisions: Vec::new(),
        released: HashMap::new(),
        counter: Counter::begin(Stage::Deciding, None),
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
            .map_err(|_| Error::damaged(format!("unknown fund: {fund}")))?;
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
    counter: Counter,
}

impl Planner<'_> {
    /// Decide on one rest.
    fn decide(&mut self, rest: &Rest) -> Result<()> {
        self.counter.step()?;
        let (action, rule) = self.policies.decide(&rest.line.key)?;
        // Authority that a policy lets lapse takes no money along.
        let backed = match action {
            ClosingAction::Lapse => rest.amount,
            _ => backed(&mut self.money, &rest.line.key, rest.amount)?,
        };
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
        self.counter.end()?;
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
    mut money: Vec<MoneyDecision>,
) -> Result<Plan> {
    let target = Target::of_year(connection, year)?;
    let carried = decisions
        .iter()
        .filter(|decision| decision.action == ClosingAction::CarryForward);
    let mut remarks = remarks::before(connection, year)?;
    remarks.extend(target.obstacles(connection, carried.clone())?);
    remarks.extend(remarks::after(connection, year, &decisions, &money)?);
    let pooling = pooling(connection, &target, &decisions, &money)?;
    remarks.extend(pooling.remarks);
    let successors = target.applied(carried, &pooling.decisions);
    money.extend(pooling.decisions);
    Ok(Plan {
        year,
        head: journal::head(connection)?,
        decisions,
        money,
        successors,
        remarks,
    })
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
    // What the year adds to the free surplus of each fund; below zero where it takes from it.
    let mut free = Money::new();
    for ((unit, fund), left) in money {
        let (action, amount) = match left.get() {
            0 => continue,
            1.. => (MoneyAction::IncomeToSurplus, left),
            _ => (MoneyAction::CoverDeficit, left.checked_neg()?),
        };
        free.insert((unit.clone(), fund), left);
        let rule = of_money(action);
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
    decided.extend(distribution::earmark(free, policies)?);
    Ok(decided)
}
