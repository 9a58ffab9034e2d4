//! Where a person decided otherwise than the policies, and whether that is allowed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::Connection;

use super::{Checker, add};
use crate::closing::plan::{ClosingAction, Decision};
use crate::closing::policies::{Needs, Policies};
use crate::error::{Result, Rule};
use crate::journal::Override;
use crate::money::Fen;

/// What is decided on a line or commitment by an action.
type Share = (i64, Option<i64>, ClosingAction);

fn share(decision: &Decision) -> Share {
    (
        decision.line.id.get(),
        decision.commitment_id,
        decision.action,
    )
}

/// The line, or the commitment on it, that a decision is about.
type Place = (i64, Option<i64>);

fn place(decision: &Decision) -> Place {
    (decision.line.id.get(), decision.commitment_id)
}

/// Return what the policies decided on each line and commitment.
fn decided(decisions: &[Decision]) -> HashMap<Place, Vec<ClosingAction>> {
    let mut decided: HashMap<Place, Vec<ClosingAction>> = HashMap::new();
    for decision in decisions {
        let actions = decided.entry(place(decision)).or_default();
        actions.push(decision.action);
    }
    decided
}

/// Say what a person decided, and what the policies had.
fn departure(decision: &Decision, exported: &[ClosingAction], what: &str) -> String {
    let words: Vec<&str> = exported.iter().map(|action| action.as_str()).collect();
    let exported = if words.is_empty() {
        "nothing".to_owned()
    } else {
        words.join(" and ")
    };
    format!(
        "{} yuan of {}: {} instead of {exported}; the policy {} {what}: {}",
        decision.amount.to_yuan_string(),
        decision.line,
        decision.action,
        decision.rule.policy,
        decision.rule.source
    )
}

/// Return how much is decided on each share, with the first decision on it.
fn sums<'d>(decisions: impl Iterator<Item = &'d Decision>) -> HashMap<Share, (Fen, &'d Decision)> {
    let mut sums = HashMap::new();
    for decision in decisions {
        let (sum, _) = sums.entry(share(decision)).or_insert((Fen::ZERO, decision));
        *sum = add(*sum, decision.amount);
    }
    sums
}

/// Return the actions taken on the commitments of each contract.
fn actions<'d>(
    decisions: impl Iterator<Item = &'d Decision>,
) -> BTreeMap<&'d str, BTreeSet<ClosingAction>> {
    let mut actions: BTreeMap<&str, BTreeSet<ClosingAction>> = BTreeMap::new();
    for decision in decisions {
        if let Some(contract) = &decision.contract {
            actions.entry(contract).or_default().insert(decision.action);
        }
    }
    actions
}

impl Checker<'_> {
    /// Mark what a person decided otherwise, and refuse what its policy does not allow.
    pub(super) fn check_departures(
        &mut self,
        connection: &Connection,
        overrides: &[Override],
    ) -> Result<()> {
        let mut policies = Policies::of_year(connection, self.base.year, overrides);
        let decided = decided(&self.base.decisions);
        let before = sums(self.base.decisions.iter());
        let after: HashMap<Share, Fen> = sums(self.decisions.iter().map(|(decision, _)| decision))
            .into_iter()
            .map(|(share, (sum, _))| (share, sum))
            .collect();
        let mut wrong = Vec::new();
        for (decision, row) in &mut self.decisions {
            let share = share(decision);
            let is = after.get(&share).copied().unwrap_or_default();
            if let Some((was, first)) = before.get(&share)
                && is <= *was
            {
                decision.rule = Arc::clone(&first.rule);
                continue;
            }
            let (needs, rule) = policies.departure(&decision.line.key, decision.action)?;
            decision.is_edited = true;
            decision.rule = rule;
            if decision.document.is_none() {
                let granted = policies.document(&decision.rule.policy);
                decision.document = granted.map(str::to_owned);
            }
            let exported = decided.get(&place(decision)).map(Vec::as_slice);
            let words = |what: &str| departure(decision, exported.unwrap_or_default(), what);
            let refused = match (needs, &decision.document) {
                (Needs::Nothing, _) | (Needs::Document | Needs::Override, Some(_)) => None,
                (Needs::Document, None) => Some((Rule::DocumentMissing, words("wants a document"))),
                (Needs::Override, None) => Some((
                    Rule::ClosingPolicy,
                    words("denies it without the document that overrides it"),
                )),
                (Needs::Forbidden, _) => Some((
                    Rule::ClosingPolicy,
                    words("forbids it whatever the document"),
                )),
            };
            wrong.extend(refused.map(|(rule, message)| (*row, needs, rule, message)));
        }
        for (row, needs, rule, message) in wrong {
            let (column, hint) = if needs == Needs::Forbidden {
                ("action", "put back what was exported, or change the policy")
            } else {
                (
                    "document",
                    "name the document, or put back what was exported",
                )
            };
            self.refuse((Some(row), Some(column)), None, rule, message, hint);
        }
        self.check_contracts();
        Ok(())
    }

    /// Refuse to part the commitments of a contract without a document.
    fn check_contracts(&mut self) {
        let before = actions(self.base.decisions.iter());
        let after = actions(self.decisions.iter().map(|(decision, _)| decision));
        let is_divided = |contract: &str| {
            let was = before
                .get(contract)
                .is_some_and(|actions| actions.len() > 1);
            !was && after.get(contract).is_some_and(|actions| actions.len() > 1)
        };
        let mut wrong = Vec::new();
        for (decision, row) in &self.decisions {
            if let Some(contract) = &decision.contract
                && decision.is_edited
                && decision.document.is_none()
                && is_divided(contract)
            {
                wrong.push((*row, contract.clone()));
            }
        }
        for (row, contract) in wrong {
            let message =
                format!("the other commitments of the contract are decided otherwise: {contract}");
            let hint = "decide on all of them alike, or name a document";
            let place = (Some(row), Some("document"));
            self.refuse(place, None, Rule::ContractDivided, message, hint);
        }
    }
}
