//! The plan of a closing: one decision for everything that is left, with the rule that took it.

use std::collections::BTreeMap;
use std::fmt;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Rule};
use crate::journal::{self, Head};
use crate::line::{self, Fund, Kind, Line};
use crate::money::Fen;
use crate::policy::{self, Scope};

/// What becomes of what a line leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingAction {
    /// 释放: a commitment gives back what remains of it; another decision follows for the line.
    Release,
    /// 结转: into the line of the same key in the next year.
    CarryForward,
    /// 转入结余: into the surplus of the unit and fund.
    ToSurplus,
    /// 收回: back to finance.
    Recall,
    /// 注销: authority without money behind it ends.
    Lapse,
}

impl ClosingAction {
    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::CarryForward => "carry_forward",
            Self::ToSurplus => "to_surplus",
            Self::Recall => "recall",
            Self::Lapse => "lapse",
        }
    }
}

impl fmt::Display for ClosingAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A decision on a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The line.
    pub line: Line,
    /// The commitment the amount belongs to; none for what is available.
    pub commitment_id: Option<i64>,
    /// What happens.
    pub action: ClosingAction,
    /// To how much of it.
    pub amount: Fen,
    /// The rule that took the decision.
    pub policy: String,
    /// Full years since the first budget year of the money.
    pub age_years: i16,
}

/// What becomes of money that no line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyAction {
    /// More came in than lines hold: into the surplus.
    IncomeToSurplus,
    /// More was paid than came in: out of the surplus.
    CoverDeficit,
}

/// A decision on the money of a unit and fund that is not fiscal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MoneyDecision {
    /// The unit.
    pub unit: String,
    /// The fund.
    pub fund: Fund,
    /// What happens.
    pub action: MoneyAction,
    /// To how much of it.
    pub amount: Fen,
}

/// The plan of a closing. It fits the ledger as it stood when the plan was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The year to close.
    pub year: i16,
    /// Where the chain stood.
    pub head: Head,
    /// Decisions on lines and commitments, in the order they are applied.
    pub decisions: Vec<Decision>,
    /// Decisions on money.
    pub money: Vec<MoneyDecision>,
}

/// What is left of a line or of one of its commitments.
struct Rest {
    line: Line,
    commitment_id: Option<i64>,
    amount: Fen,
}

/// Decide on everything the year leaves; nothing is written.
pub(crate) fn plan_close(connection: &Connection, year: i16) -> Result<Plan> {
    require_open(connection, year)?;
    let mut money = money_of_year(connection, year)?;
    let mut decisions = Vec::new();
    for rest in rests(connection, year)? {
        let backed = backed(&mut money, &rest)?;
        let scope = Scope::functional(&rest.line.key);
        let max_carry_years = policy::max_carry_years(connection, year, &scope)?;
        decide(&mut decisions, rest, backed, max_carry_years)?;
    }
    // A release must stand before the decision on what it gives back.
    decisions.sort_by_key(|decision| decision.action != ClosingAction::Release);
    Ok(Plan {
        year,
        head: journal::head(connection)?,
        decisions: merged(decisions)?,
        money: decide_money(money)?,
    })
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

/// Return what lines and commitments of the year have left: commitments first, since somebody
/// already relies on them.
fn rests(connection: &Connection, year: i16) -> Result<Vec<Rest>> {
    let sql = "SELECT c.commitment_id, c.line_id, c.remaining_fen
        FROM line AS l JOIN commitment AS c ON c.line_id = l.line_id
        WHERE l.year = ?1 AND c.remaining_fen > 0 ORDER BY c.commitment_id";
    let lines = line::lines_of_year(connection, year)?;
    let by_id: BTreeMap<i64, &Line> = lines.iter().map(|line| (line.id.get(), line)).collect();
    let mut rests = Vec::new();
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([year])?;
    while let Some(row) = rows.next()? {
        if let Some(line) = by_id.get(&row.get(1)?) {
            rests.push(Rest {
                line: (*line).clone(),
                commitment_id: Some(row.get(0)?),
                amount: Fen::new(row.get(2)?),
            });
        }
    }
    for (line, balance) in lines.iter().zip(line::balances_of_year(connection, year)?) {
        let amount = balance.available()?;
        if !amount.is_zero() {
            rests.push(Rest {
                line: line.clone(),
                commitment_id: None,
                amount,
            });
        }
    }
    Ok(rests)
}

/// Money in hand of each unit and fund that is not fiscal.
type Money = BTreeMap<(String, Fund), Fen>;

fn money_of_year(connection: &Connection, year: i16) -> Result<Money> {
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

/// Return how much of a rest has money behind it, and take that money.
fn backed(money: &mut Money, rest: &Rest) -> Result<Fen> {
    let key = &rest.line.key;
    if key.fund.is_fiscal() {
        return Ok(rest.amount);
    }
    let Some(there) = money.get_mut(&(key.unit.clone(), key.fund)) else {
        return Ok(Fen::ZERO);
    };
    let taken = rest.amount.min(*there).max(Fen::ZERO);
    *there = there.checked_sub(taken)?;
    Ok(taken)
}

/// Decide on one rest.
fn decide(
    decisions: &mut Vec<Decision>,
    rest: Rest,
    backed: Fen,
    max_carry_years: Option<i16>,
) -> Result<()> {
    let Rest {
        line,
        commitment_id,
        amount,
    } = rest;
    let key = &line.key;
    let age_years = key.year.saturating_sub(key.origin_year);
    let (action, policy) = class_of(key.fund, key.kind, age_years, max_carry_years);
    let mut push = |action, commitment_id, amount: Fen, policy: &str| {
        if !amount.is_zero() {
            decisions.push(Decision {
                line: line.clone(),
                commitment_id,
                action,
                amount,
                policy: policy.to_owned(),
                age_years,
            });
        }
    };
    let unbacked = amount.checked_sub(backed)?;
    if action == ClosingAction::CarryForward {
        push(action, commitment_id, backed, policy);
    } else {
        if commitment_id.is_some() {
            push(ClosingAction::Release, commitment_id, backed, policy);
        }
        push(action, None, backed, policy);
    }
    if commitment_id.is_some() {
        push(
            ClosingAction::Release,
            commitment_id,
            unbacked,
            "no_money_behind",
        );
    }
    push(ClosingAction::Lapse, None, unbacked, "no_money_behind");
    Ok(())
}

/// Return the class of what is left (财预〔2016〕18号, articles 3 and 7–8).
fn class_of(
    fund: Fund,
    kind: Kind,
    age_years: i16,
    max_carry_years: Option<i16>,
) -> (ClosingAction, &'static str) {
    if max_carry_years.is_some_and(|years| age_years >= years) {
        return (ClosingAction::ToSurplus, "max_carry_years");
    }
    match (fund.is_fiscal(), kind) {
        (true, Kind::BasicPersonnel | Kind::BasicPublic) => {
            (ClosingAction::CarryForward, "basic_carry_over")
        }
        (_, Kind::Project) => (ClosingAction::CarryForward, "project_carry_over"),
        _ => (ClosingAction::ToSurplus, "free_money_to_surplus"),
    }
}

/// Join decisions that differ in nothing but the amount.
fn merged(decisions: Vec<Decision>) -> Result<Vec<Decision>> {
    let mut merged: Vec<Decision> = Vec::with_capacity(decisions.len());
    let mut positions = BTreeMap::new();
    for decision in decisions {
        let key = (
            decision.action.as_str(),
            decision.line.id,
            decision.commitment_id,
            decision.policy.clone(),
        );
        let position = positions.get(&key).copied();
        if let Some(same) = position.and_then(|position: usize| merged.get_mut(position)) {
            same.amount = same.amount.checked_add(decision.amount)?;
        } else {
            positions.insert(key, merged.len());
            merged.push(decision);
        }
    }
    Ok(merged)
}

fn decide_money(money: Money) -> Result<Vec<MoneyDecision>> {
    let mut decisions = Vec::new();
    for ((unit, fund), left) in money {
        let (action, amount) = match left.get() {
            0 => continue,
            1.. => (MoneyAction::IncomeToSurplus, left),
            _ => (MoneyAction::CoverDeficit, left.checked_neg()?),
        };
        decisions.push(MoneyDecision {
            unit,
            fund,
            action,
            amount,
        });
    }
    Ok(decisions)
}
