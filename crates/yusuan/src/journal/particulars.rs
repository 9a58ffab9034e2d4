//! What stands on a voucher beside the money.

use serde::{Deserialize, Serialize};

use super::{LegalKind, Override};
use crate::date::Date;

/// Date, document, people, memo and key of an act.
///
/// # Examples
///
/// ```
/// use yusuan::{Particulars, date};
///
/// let particulars = Particulars::on(date::parse("2025-03-01").unwrap())
///     .document("财社〔2025〕1号")
///     .prepared_by("王")
///     .reviewed_by("李")
///     .key("2025-0001");
/// assert_eq!(particulars.key.as_deref(), Some("2025-0001"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Particulars {
    /// Day the act counts for; must be given, and lie in the year, where money moves.
    pub dated: Option<Date>,
    /// Reference of the approving or supporting document.
    pub document: Option<String>,
    /// Who prepared it.
    pub prepared_by: Option<String>,
    /// Who reviewed it.
    pub reviewed_by: Option<String>,
    /// Free text; kept apart from the chain so that it can be erased.
    pub memo: Option<String>,
    /// The caller's own number for this act, usable once. The same act with the same key again
    /// returns the first receipt and writes nothing.
    pub key: Option<String>,
    /// Why the act is done; free text, kept apart from the chain as `memo` is.
    #[serde(default)]
    pub reason: Option<String>,
    /// What supplements, reductions, transfers and recalls are in law; by their verb when not given.
    #[serde(default)]
    pub legal_kind: Option<LegalKind>,
    /// Policies that are overridden, each with the document that grants it.
    #[serde(default)]
    pub overrides: Vec<Override>,
}

impl Particulars {
    /// Begin with a date.
    #[must_use]
    pub fn on(dated: Date) -> Self {
        Self {
            dated: Some(dated),
            ..Self::default()
        }
    }

    /// Name a document.
    #[must_use]
    pub fn document(mut self, document: impl Into<String>) -> Self {
        self.document = Some(document.into());
        self
    }

    /// Name who prepared the act.
    #[must_use]
    pub fn prepared_by(mut self, name: impl Into<String>) -> Self {
        self.prepared_by = Some(name.into());
        self
    }

    /// Name who reviewed the act.
    #[must_use]
    pub fn reviewed_by(mut self, name: impl Into<String>) -> Self {
        self.reviewed_by = Some(name.into());
        self
    }

    /// Add free text.
    #[must_use]
    pub fn memo(mut self, memo: impl Into<String>) -> Self {
        self.memo = Some(memo.into());
        self
    }

    /// Say why the act is done.
    #[must_use]
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Say what an adjustment is in law.
    #[must_use]
    pub const fn legal_kind(mut self, legal_kind: LegalKind) -> Self {
        self.legal_kind = Some(legal_kind);
        self
    }

    /// Override a policy that denies the act, by the document that grants it.
    #[must_use]
    pub fn overriding(mut self, policy: impl Into<String>, document: impl Into<String>) -> Self {
        self.overrides.push(Override {
            policy: policy.into(),
            document: document.into(),
        });
        self
    }

    /// Give the act a key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}
