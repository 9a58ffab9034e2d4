//! What the reader of a plan should know: what would stop the closing, and what it leaves to be done.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::aging::past_limit;
use super::plan::{ClosingAction, Decision, MoneyAction, MoneyDecision, PlanRemark};
use super::policies::NO_MONEY;
use crate::acts::plan_true_up;
use crate::error::{Error, Result, Rule};
use crate::money::Fen;

/// Remarks that a refusal repeats; who needs all of them makes the plan.
const REPEATED: usize = 3;

/// Say what must be done before the closing begins.
pub(super) fn before(connection: &Connection, year: i16) -> Result<Vec<PlanRemark>> {
    let mut remarks = earlier_year(connection, year)?;
    remarks.extend(estimates(connection, year)?);
    Ok(remarks)
}

/// Say what these decisions meet, and what must follow them.
pub(super) fn after(
    connection: &Connection,
    year: i16,
    decisions: &[Decision],
    money: &[MoneyDecision],
) -> Result<Vec<PlanRemark>> {
    let mut remarks = uncovered(connection, year, money)?;
    remarks.extend(divided_contracts(decisions));
    remarks.extend(not_taken_back(connection, decisions)?);
    remarks.extend(past_limit(connection, year, decisions)?);
    remarks.extend(estimates_to_come(connection, year)?);
    Ok(remarks)
}

/// Say what the file refused in the words of the remarks about it.
pub(super) fn explain(remarks: Result<Vec<PlanRemark>>, error: Error) -> Error {
    let (Some(rule), Ok(mut remarks)) = (error.rule(), remarks) else {
        return error;
    };
    remarks.retain(|remark| remark.token == rule.token());
    let Some(first) = remarks.first() else {
        return error;
    };
    let hint = first.hint.clone();
    let more = remarks.len().saturating_sub(REPEATED);
    let repeated = remarks.into_iter().take(REPEATED);
    let mut texts: Vec<String> = repeated.map(|remark| remark.message).collect();
    if more > 0 {
        texts.push(format!("and {more} more, as the plan says"));
    }
    Error::refused(rule, texts.join("; "), hint)
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
        token: Rule::TrueUpLeft.token(),
        is_obstacle: true,
        message: format!(
            "line {} ({}) has an estimate of {} yuan still, beside the {} that were carried over",
            it.line.id,
            it.line.key,
            it.estimate.to_yuan_string(),
            it.actual.to_yuan_string()
        ),
        hint: "take it out with true_up first".to_owned(),
    });
    Ok(remarks.collect())
}

/// Say where a policy takes money back that finance did not give, so that it becomes surplus.
fn not_taken_back(connection: &Connection, decisions: &[Decision]) -> Result<Vec<PlanRemark>> {
    let mut kept: BTreeMap<i64, (u64, Fen)> = BTreeMap::new();
    let is_kept = |decision: &&Decision| {
        let is_own = !decision.line.key.fund.is_fiscal() && !decision.is_edited;
        is_own && decision.action == ClosingAction::ToSurplus
    };
    for decision in decisions.iter().filter(is_kept) {
        if let Some(id) = decision.rule.policy_id {
            let (count, sum) = kept.entry(id).or_default();
            *count = count.saturating_add(1);
            *sum = sum.checked_add(decision.amount)?;
        }
    }
    let sql = "SELECT value, source FROM policy
        WHERE policy_id = ?1 AND name = 'closing' AND value IN ('recall', 'surrender')";
    let mut statement = connection.prepare_cached(sql)?;
    let mut remarks = Vec::new();
    for (id, (count, sum)) in kept {
        let found = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)));
        let Some((value, source)): Option<(String, String)> = found.optional()? else {
            continue;
        };
        remarks.push(PlanRemark {
            token: "not_taken_back",
            is_obstacle: false,
            message: format!(
                "policy {id} ({source}) says {value}; of funds that are not fiscal {count} \
                 decisions on {} yuan move it to surplus instead",
                sum.to_yuan_string()
            ),
            hint: "finance takes back what it gave; narrow the policy to the fiscal funds"
                .to_owned(),
        });
    }
    Ok(remarks)
}

/// Say how much of next year's budget is an estimate of what this closing carries over.
fn estimates_to_come(connection: &Connection, year: i16) -> Result<Option<PlanRemark>> {
    let sql = "SELECT count(*), coalesce(sum(estimate_fen), 0) FROM carry_over_estimate
        WHERE year = ?1 + 1 AND original_fen > 0 AND estimate_fen > 0";
    let mut statement = connection.prepare_cached(sql)?;
    let (lines, estimate): (i64, i64) = statement.query_row([year], |row| row.try_into())?;
    let next = i32::from(year) + 1;
    Ok((lines > 0).then(|| PlanRemark {
        token: "true_up_due",
        is_obstacle: false,
        message: format!(
            "{lines} lines of {next} have an estimated carry-over of {} yuan, which will stand \
             beside the real one",
            Fen::new(estimate).to_yuan_string()
        ),
        hint: format!("let true_up of {next} follow the closing: until then both can be spent"),
    }))
}

/// Say which deficits the surplus does not cover: they come out of it before anything of this
/// closing goes in.
fn uncovered(
    connection: &Connection,
    year: i16,
    money: &[MoneyDecision],
) -> Result<Vec<PlanRemark>> {
    let sql = "SELECT coalesce(s.stock_fen, 0), i.paid_fen FROM unit AS u
        JOIN income AS i ON i.unit_id = u.unit_id AND i.fund = ?2 AND i.year = ?3
        LEFT JOIN surplus AS s ON s.unit_id = u.unit_id AND s.fund = i.fund WHERE u.name = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut remarks = Vec::new();
    let deficits = money
        .iter()
        .filter(|decision| decision.action == MoneyAction::CoverDeficit);
    for deficit in deficits {
        let named = params![deficit.unit, deficit.fund.as_str(), year];
        let (stock, paid) = statement.query_row(named, |row| {
            Ok((Fen::new(row.get(0)?), Fen::new(row.get(1)?)))
        })?;
        let missing = deficit.amount.checked_sub(stock)?;
        if missing > Fen::ZERO {
            remarks.push(PlanRemark {
                token: Rule::SurplusExceeded.token(),
                is_obstacle: true,
                message: format!(
                    "the surplus of {} {} lacks {} yuan to cover the deficit of {}: of the {} that \
                     were paid in {year} so much did not come in, and the surplus has {}",
                    deficit.unit,
                    deficit.fund,
                    missing.to_yuan_string(),
                    deficit.amount.to_yuan_string(),
                    paid.to_yuan_string(),
                    stock.to_yuan_string()
                ),
                hint: "record what came in (receive) or came back (refund, refund_prior_year), or \
                       undo payments that were of another fund (reverse); more income in the \
                       budget is no money"
                    .to_owned(),
            });
        }
    }
    Ok(remarks)
}

/// Say which contracts are not decided alike, and why.
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
    divided
        .map(|(contract, decided)| divided_contract(contract, &decided))
        .collect()
}

fn divided_contract(contract: &str, decided: &[&Decision]) -> PlanRemark {
    let first = decided.first().and_then(|decision| decision.commitment_id);
    let is_one = decided
        .iter()
        .all(|decision| decision.commitment_id == first);
    let what = if is_one {
        "the one commitment of the contract is decided in parts"
    } else {
        "the commitments of the contract are not decided alike"
    };
    let parts = decided.iter().map(|decision| {
        format!(
            "commitment {} {} {} yuan by {}",
            decision.commitment_id.unwrap_or_default(),
            decision.action,
            decision.amount.to_yuan_string(),
            decision.rule.policy
        )
    });
    let is_short = decided
        .iter()
        .any(|decision| decision.rule.policy == NO_MONEY);
    let hint = if is_short {
        "there is no money behind a part: record what came in, or give it less"
    } else {
        "edit the plan, with a document where a policy asks for one"
    };
    PlanRemark {
        token: "contract_divided",
        is_obstacle: false,
        message: format!(
            "{what}: {contract}: {}",
            parts.collect::<Vec<_>>().join(", ")
        ),
        hint: hint.to_owned(),
    }
}
