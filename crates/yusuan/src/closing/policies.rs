//! Which policy decides on what a line leaves, asked once for all lines that are alike.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::plan::{ClosingAction, DecisionRule, MoneyAction};
use crate::error::{Error, Result};
use crate::journal::Override;
use crate::line::{Fund, Kind, Level, LineKey};
use crate::money::Fen;
use crate::policy::{self, Policy, PolicyAction, Scope};

/// The policy about what becomes of what a line leaves.
pub(super) const CLOSING: &str = "closing";

/// The policy about how often money is carried forward.
pub(super) const MAX_CARRY_YEARS: &str = "max_carry_years";

/// What decides where arithmetic leaves no choice: authority that has no money behind it, money that
/// no authority takes, and payments beyond the money that came in.
pub(super) const NO_MONEY: &str = "no_money_behind";
const NO_AUTHORITY: &str = "no_authority_behind";
const DEFICIT: &str = "paid_beyond_money";

/// What a person needs who decides otherwise than a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    Document,
    /// A document that overrides the policy, and is recorded.
    Override,
    /// No document lifts it.
    Forbidden,
}

/// What of a line the policies look at.
type Alike = (Fund, Level, Kind, String, i16);

/// The policies of a closing.
pub(super) struct Policies<'c> {
    connection: &'c Connection,
    year: i16,
    overrides: &'c [Override],
    decided: HashMap<Alike, (ClosingAction, Arc<DecisionRule>)>,
    no_money: Arc<DecisionRule>,
}

impl<'c> Policies<'c> {
    /// Return the policies of a year, and the documents that let the closing pass some of them.
    pub(super) fn of_year(
        connection: &'c Connection,
        year: i16,
        overrides: &'c [Override],
    ) -> Self {
        Self {
            connection,
            year,
            overrides,
            decided: HashMap::new(),
            no_money: arithmetic(NO_MONEY, "没有资金对应的额度"),
        }
    }

    /// Return what becomes of authority without money.
    pub(super) fn no_money(&self) -> Arc<DecisionRule> {
        Arc::clone(&self.no_money)
    }

    /// Return what becomes of what a line leaves, and by which rule (财预〔2016〕18号).
    pub(super) fn decide(&mut self, key: &LineKey) -> Result<(ClosingAction, Arc<DecisionRule>)> {
        let age = key.year.saturating_sub(key.origin_year);
        let alike = (
            key.fund,
            key.level,
            key.kind,
            key.functional_code.clone(),
            age,
        );
        if let Some((action, rule)) = self.decided.get(&alike) {
            return Ok((*action, Arc::clone(rule)));
        }
        let (action, rule) = self.ask(key)?;
        let rule = Arc::new(rule);
        self.decided.insert(alike, (action, Arc::clone(&rule)));
        Ok((action, rule))
    }

    /// Return what is needed to decide otherwise on a line, and by which rule.
    pub(super) fn departure(
        &mut self,
        key: &LineKey,
        action: ClosingAction,
    ) -> Result<(Needs, Arc<DecisionRule>)> {
        let scope = Scope::functional(key);
        let too_old = self.too_old(key, &scope)?;
        let (id, closing) = self.policy(CLOSING, &scope)?;
        // Age stands in the way of what `closing` would carry forward, or leaves open.
        let is_closing_strict = matches!(closing.action, PolicyAction::Forbid | PolicyAction::Deny)
            && closing.value.as_deref() != Some(ClosingAction::CarryForward.as_str());
        let (id, policy) = match too_old {
            Some(found) if action == ClosingAction::CarryForward && !is_closing_strict => found,
            _ => (id, closing),
        };
        let needs = match policy.action {
            PolicyAction::Forbid => Needs::Forbidden,
            PolicyAction::Deny => Needs::Override,
            PolicyAction::Document => Needs::Document,
            // What lapses is authority without money; that of finance is money.
            _ if action == ClosingAction::Lapse && key.fund.is_fiscal() => Needs::Document,
            PolicyAction::Warn | PolicyAction::Allow => Needs::Nothing,
        };
        Ok((needs, Arc::new(rule(id, policy))))
    }

    /// Return how much of free surplus is set aside 提取专用结余, and by which rule.
    pub(super) fn earmarked(&mut self, fund: Fund, free: Fen) -> Result<(Fen, Arc<DecisionRule>)> {
        let scope = Scope {
            fund: Some(fund.as_str().to_owned()),
            ..Scope::default()
        };
        let (id, policy) = self.policy("closing_distribution", &scope)?;
        let percent = policy.value.as_deref();
        let percent: u64 = percent.and_then(|value| value.parse().ok()).unwrap_or(0);
        let shares = free.split(&[percent, 100_u64.saturating_sub(percent)])?;
        let amount = shares.first().copied().unwrap_or_default();
        Ok((amount, Arc::new(rule(id, policy))))
    }

    fn ask(&self, key: &LineKey) -> Result<(ClosingAction, DecisionRule)> {
        let scope = Scope::functional(key);
        let (id, policy) = self.policy(CLOSING, &scope)?;
        let action = match policy.value.as_deref() {
            Some("carry_forward") => ClosingAction::CarryForward,
            Some("lapse") => ClosingAction::Lapse,
            // What finance did not give, it does not take back.
            Some("recall") if key.fund.is_fiscal() => ClosingAction::Recall,
            Some("surrender") if key.fund.is_fiscal() => ClosingAction::Surrender,
            _ => ClosingAction::ToSurplus,
        };
        if action == ClosingAction::CarryForward
            && let Some((id, policy)) = self.too_old(key, &scope)?
        {
            let is_granted =
                policy.action != PolicyAction::Forbid && self.document(&policy.name).is_some();
            let action = if is_granted {
                ClosingAction::CarryForward
            } else {
                ClosingAction::ToSurplus
            };
            return Ok((action, rule(id, policy)));
        }
        Ok((action, rule(id, policy)))
    }

    /// Return the document that lets the closing pass a policy.
    pub(super) fn document(&self, policy: &str) -> Option<&'c str> {
        let mut overrides = self.overrides.iter();
        let found = overrides.find(|granted| granted.policy == policy);
        found.map(|granted| granted.document.as_str())
    }

    /// Return the document by which a planned decision passes a policy: money is carried forward by
    /// the policy that ends it only where a document overrides that.
    pub(super) fn grant(&self, action: ClosingAction, rule: &DecisionRule) -> Option<String> {
        let is_passed = action == ClosingAction::CarryForward && rule.policy == MAX_CARRY_YEARS;
        let document = is_passed.then(|| self.document(&rule.policy)).flatten();
        document.map(str::to_owned)
    }

    /// Return the policy that lets money as old as this not be carried forward any more.
    fn too_old(&self, key: &LineKey, scope: &Scope) -> Result<Option<(i64, Policy)>> {
        let name = MAX_CARRY_YEARS;
        let age = key.year.saturating_sub(key.origin_year);
        let years = policy::in_force(self.connection, name, self.year, scope)?
            .filter(|policy| !matches!(policy.action, PolicyAction::Allow | PolicyAction::Warn))
            .and_then(|policy| policy.value?.parse::<i16>().ok());
        if years.is_some_and(|years| age >= years) {
            return self.policy(name, scope).map(Some);
        }
        Ok(None)
    }

    fn policy(&self, name: &'static str, scope: &Scope) -> Result<(i64, Policy)> {
        let found = policy::deciding(self.connection, name, self.year, scope)?;
        found.ok_or_else(|| Error::Internal(format!("no built-in policy {name}")))
    }
}

fn rule(id: i64, policy: Policy) -> DecisionRule {
    DecisionRule {
        policy: policy.name,
        policy_id: Some(id),
        source: policy.source,
    }
}

/// Return what becomes of money that no line takes, or that is lacking.
pub(super) fn of_money(action: MoneyAction) -> Arc<DecisionRule> {
    if action == MoneyAction::CoverDeficit {
        arithmetic(DEFICIT, "支出超过资金的差额")
    } else {
        arithmetic(NO_AUTHORITY, "没有额度对应的资金")
    }
}

fn arithmetic(name: &str, source: &str) -> Arc<DecisionRule> {
    Arc::new(DecisionRule {
        policy: name.to_owned(),
        policy_id: None,
        source: source.to_owned(),
    })
}
