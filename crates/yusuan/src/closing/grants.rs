//! 例外批准 of a closing: which policies its documents let it pass.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::plan::{ClosingAction, Decision, Plan};
use super::policies::{CLOSING, MAX_CARRY_YEARS};
use crate::error::{Error, Result, Rule};
use crate::journal::{self, Override};

/// The policies that a closing asks.
const ASKED: [&str; 2] = [CLOSING, MAX_CARRY_YEARS];

/// Lines that are named behind a document; a plan may name it for thousands.
const NAMED: usize = 5;

/// The lines that each document of a policy is for; none where it is for all.
type Documents<'d> = BTreeMap<&'d str, Vec<i64>>;

/// Refuse documents for policies that no closing asks, which the certificate would list, and two for
/// one policy.
pub(super) fn check(connection: &Connection, given: &[Override]) -> Result<()> {
    journal::check_overrides(connection, given)?;
    let odd = given
        .iter()
        .find(|granted| !ASKED.contains(&&*granted.policy));
    match odd {
        None => Ok(()),
        Some(granted) => Err(Error::refused(
            Rule::OverrideInvalid,
            format!("a closing does not ask this policy: {}", granted.policy),
            format!("override one of: {}", ASKED.join(", ")),
        )),
    }
}

/// Return the policies that a plan passes, each with the documents that allow it.
pub(super) fn of_plan(plan: &Plan, given: &[Override]) -> BTreeMap<String, String> {
    let mut policies: BTreeMap<&str, Documents<'_>> = BTreeMap::new();
    for decision in plan.decisions.iter().filter(|decision| decision.is_edited) {
        if let Some(document) = &decision.document {
            let documents = policies.entry(&decision.rule.policy).or_default();
            let lines = documents.entry(document).or_default();
            lines.push(decision.line.id.get());
        }
    }
    for granted in given.iter().filter(|granted| passes(plan, granted)) {
        let documents = policies.entry(&granted.policy).or_default();
        documents.entry(&granted.document).or_default();
    }
    policies
        .into_iter()
        .map(|(policy, documents)| (policy.to_owned(), joined(documents)))
        .collect()
}

/// Return whether a plan needs what a document grants.
fn passes(plan: &Plan, granted: &Override) -> bool {
    let is_old = |decision: &Decision| {
        let key = &decision.line.key;
        decision.action == ClosingAction::CarryForward && key.origin_year < key.year
    };
    plan.decisions.iter().any(|decision| {
        decision.is_edited && decision.rule.policy == granted.policy
            || granted.policy == MAX_CARRY_YEARS && is_old(decision)
    })
}

/// Join documents, each with the lines that it is for when there are several.
fn joined(documents: Documents<'_>) -> String {
    let is_one = documents.len() == 1;
    let texts = documents.into_iter().map(|(document, mut lines)| {
        lines.sort_unstable();
        lines.dedup();
        if is_one || lines.is_empty() {
            return document.to_owned();
        }
        let count = lines.len();
        let named: Vec<String> = lines.iter().take(NAMED).map(ToString::to_string).collect();
        let named = named.join("、");
        if count > NAMED {
            format!("{document}（指标 {named} 等 {count} 条）")
        } else {
            format!("{document}（指标 {named}）")
        }
    });
    texts.collect::<Vec<_>>().join("；")
}
