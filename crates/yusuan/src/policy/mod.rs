//! 控制规则: what is allowed, as rows. No act.

mod action;
mod check;
mod early;
mod scope;
mod store;
mod touch;
mod words;

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

pub use action::PolicyAction;
pub(crate) use check::{check, check_kept, named};
pub(crate) use early::early_ceiling;
pub use scope::{CodeLevel, Scope};
pub use store::PolicyInForce;
pub(crate) use store::{deciding, effective, in_force, name_zh, next_id};
pub use touch::{OverrideReport, PolicyTouch};
pub(crate) use touch::{overrides, touches, touches_of_year};

/// A policy, for some years and, where it is narrowed, for some lines.
///
/// Of the policies of a name that fit a year and a line, the newest decides.
///
/// # Examples
///
/// ```
/// use yusuan::{Policy, PolicyAction, Scope};
///
/// let policy = Policy {
///     first_year: 2025,
///     last_year: 2030,
///     value: Some("recall".to_owned()),
///     scope: Scope {
///         fund: Some("fiscal".to_owned()),
///         level: Some(yusuan::Level::Own),
///         ..Scope::default()
///     },
///     ..Policy::new("closing", PolicyAction::Allow, "县财预〔2025〕3号")
/// };
/// assert_eq!(policy.name, "closing");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Policy {
    /// Its name, as `four_eyes` or `max_carry_years`.
    pub name: String,
    /// First year it holds for.
    pub first_year: i16,
    /// Last year it holds for.
    pub last_year: i16,
    /// What it does.
    pub action: PolicyAction,
    /// Its own figure or word, where it has one.
    pub value: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// What it is narrowed to.
    #[serde(flatten)]
    pub scope: Scope,
}

impl Policy {
    /// First year of a policy that does not say one.
    pub const FIRST_YEAR: i16 = 1900;
    /// Last year of a policy that does not say one.
    pub const LAST_YEAR: i16 = 9998;

    /// Make a policy for every year and every line.
    #[must_use]
    pub fn new(name: impl Into<String>, action: PolicyAction, source: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            first_year: Self::FIRST_YEAR,
            last_year: Self::LAST_YEAR,
            action,
            value: None,
            source: source.into(),
            scope: Scope::default(),
        }
    }

    /// Return the table of records it is written to, and its columns after the voucher as they are
    /// written and chained: a policy that is not narrowed is chained as it always was.
    pub(crate) fn record(&self, id: i64) -> (&'static str, Vec<Value>) {
        let mut values = vec![
            Value::from(id),
            Value::from(self.name.clone()),
            Value::from(i64::from(self.first_year)),
            Value::from(i64::from(self.last_year)),
            Value::from(self.action.as_str().to_owned()),
            Value::from(self.value.clone()),
            Value::from(self.source.clone()),
        ];
        if self.scope == Scope::default() {
            return ("policy", values);
        }
        let Scope {
            fund,
            level,
            kind,
            code_level,
            item,
        } = &self.scope;
        values.extend([
            Value::from(fund.clone()),
            Value::from(level.map(|level| level.as_str().to_owned())),
            Value::from(kind.map(|kind| kind.as_str().to_owned())),
            Value::from(code_level.map(|level| level.as_str().to_owned())),
            Value::from(item.clone()),
        ]);
        ("policy (scoped)", values)
    }
}
