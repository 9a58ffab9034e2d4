//! A plan as rows: what is exported, and what a person may have edited.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::plan::{ClosingAction, Decision, DecisionRule, MoneyAction, MoneyDecision, Plan};
use crate::catalogue::SuccessorScheme;
use crate::error::SourceError;
use crate::import::cell_name;
use crate::journal::Head;
use crate::line::{Fund, Kind, Level};
use crate::money::Fen;
use crate::word;

/// Digits of a head's hash that a row repeats.
const HASH_DIGITS: usize = 16;

/// What a row of a plan does: to a line, or to money that no line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanAction {
    /// To what a line or a commitment leaves.
    Line(ClosingAction),
    /// To money that no line holds.
    Money(MoneyAction),
}

impl PlanAction {
    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Line(action) => action.as_str(),
            Self::Money(action) => action.as_str(),
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Line(action) => action.name_zh(),
            Self::Money(action) => action.name_zh(),
        }
    }

    /// Return every action, those on lines first.
    pub fn all() -> impl Iterator<Item = Self> {
        let lines = ClosingAction::ALL.iter().copied().map(Self::Line);
        lines.chain(MoneyAction::ALL.iter().copied().map(Self::Money))
    }
}

impl Serialize for PlanAction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for PlanAction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::listed(deserializer, Self::all(), Self::as_str)
    }
}

/// A row of a plan: one decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PlanRow {
    /// The year to close.
    pub year: i16,
    /// Number of the line; none for money that no line holds.
    pub line_id: Option<i64>,
    /// Number of the commitment; none for what is available.
    pub commitment_id: Option<i64>,
    /// Its contract.
    pub contract: Option<String>,
    /// The unit.
    pub unit: String,
    /// The fund.
    pub fund: Fund,
    /// The level.
    pub level: Option<Level>,
    /// First year of the money.
    pub origin_year: Option<i16>,
    /// 项.
    pub functional_code: Option<String>,
    /// 款.
    pub economic_code: Option<String>,
    /// What sort of spending.
    pub kind: Option<Kind>,
    /// The project.
    pub project: Option<String>,
    /// Full years since the first year of the money.
    pub age_years: Option<i16>,
    /// What happens; a person may change it.
    pub action: PlanAction,
    /// To how much; a person may change it.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// The document that allows a change; a person writes it.
    pub document: Option<String>,
    /// The policy that decided.
    pub policy: String,
    /// Its row.
    pub policy_id: Option<i64>,
    /// Where it comes from.
    pub source: String,
    /// Under which new names the money goes on, where one changed.
    pub becomes: Option<String>,
    /// Where the chain stood.
    pub head: String,
}

impl Plan {
    /// Return the plan as rows, one for each decision.
    #[must_use]
    pub fn rows(&self) -> Vec<PlanRow> {
        let head = short_head(&self.head);
        let lines = self.decisions.iter().map(|decision| {
            let key = &decision.line.key;
            PlanRow {
                line_id: Some(decision.line.id.get()),
                commitment_id: decision.commitment_id,
                contract: decision.contract.clone(),
                level: Some(key.level),
                origin_year: Some(key.origin_year),
                functional_code: Some(key.functional_code.clone()),
                economic_code: Some(key.economic_code.clone()),
                kind: Some(key.kind),
                project: key.project.clone(),
                age_years: Some(decision.age_years),
                document: decision.document.clone(),
                becomes: self.becomes(decision),
                ..self.row(
                    (&key.unit, key.fund),
                    PlanAction::Line(decision.action),
                    decision.amount,
                    &decision.rule,
                    &head,
                )
            }
        });
        let money = self.money.iter().map(|decision| {
            let MoneyDecision {
                unit, fund, action, ..
            } = decision;
            PlanRow {
                becomes: self.pooled_with(decision),
                ..self.row(
                    (unit, *fund),
                    PlanAction::Money(*action),
                    decision.amount,
                    &decision.rule,
                    &head,
                )
            }
        });
        lines.chain(money).collect()
    }

    fn row(
        &self,
        (unit, fund): (&str, Fund),
        action: PlanAction,
        amount: Fen,
        rule: &DecisionRule,
        head: &str,
    ) -> PlanRow {
        PlanRow {
            year: self.year,
            line_id: None,
            commitment_id: None,
            contract: None,
            unit: unit.to_owned(),
            fund,
            level: None,
            origin_year: None,
            functional_code: None,
            economic_code: None,
            kind: None,
            project: None,
            age_years: None,
            action,
            amount,
            document: None,
            policy: rule.policy.clone(),
            policy_id: rule.policy_id,
            source: rule.source.clone(),
            becomes: None,
            head: head.to_owned(),
        }
    }

    /// Say to which unit surplus goes on.
    fn pooled_with(&self, decision: &MoneyDecision) -> Option<String> {
        let is_pooled = matches!(
            decision.action,
            MoneyAction::PoolSurplus | MoneyAction::PoolEarmarked
        );
        let mut successors = self.successors.iter().filter(|_| is_pooled);
        let heir =
            successors.find(|it| it.scheme == SuccessorScheme::Unit && it.old == decision.unit)?;
        Some(format!("{}→{}", heir.old, heir.new))
    }

    /// Say under which new names a line's money goes on.
    fn becomes(&self, decision: &Decision) -> Option<String> {
        if decision.action != ClosingAction::CarryForward || self.successors.is_empty() {
            return None;
        }
        let key = &decision.line.key;
        let names = [
            (SuccessorScheme::Unit, &key.unit),
            (SuccessorScheme::Functional, &key.functional_code),
            (SuccessorScheme::Economic, &key.economic_code),
        ];
        let changed = self.successors.iter().filter(|successor| {
            names
                .iter()
                .any(|(scheme, old)| successor.scheme == *scheme && successor.old == **old)
        });
        let words: Vec<_> = changed
            .map(|successor| format!("{}→{}", successor.old, successor.new))
            .collect();
        (!words.is_empty()).then(|| words.join("，"))
    }
}

/// Return a head as short as a row of a plan carries it: `42:9f86d081884c7d65`.
pub(super) fn short_head(head: &Head) -> String {
    let hash = head.hash.get(..HASH_DIGITS).unwrap_or(&head.hash);
    format!("{}:{hash}", head.voucher_id)
}

/// A row of a plan that a person edited; what is not given was not in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedRow {
    /// Line of the file, the header being 1.
    pub row: u64,
    /// The year to close.
    pub year: i16,
    /// Number of the line.
    pub line_id: Option<i64>,
    /// Number of the commitment.
    pub commitment_id: Option<i64>,
    /// The unit.
    pub unit: Option<String>,
    /// The fund.
    pub fund: Option<Fund>,
    /// The other parts of the line's key, as they were read: column and value.
    pub key_parts: Vec<(&'static str, String)>,
    /// What happens.
    pub action: PlanAction,
    /// To how much.
    pub amount: Fen,
    /// The document that allows a change.
    pub document: Option<String>,
    /// What was exported as decided, before somebody edited the row: action and amount.
    pub planned: Option<(PlanAction, Fen)>,
    /// Under which new names the money goes on.
    pub becomes: Option<String>,
    /// Where the chain stood.
    pub head: Option<String>,
}

/// A column of an edited plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanColumn {
    /// Our name.
    pub name: &'static str,
    /// What the file calls it.
    pub shown: String,
    /// Where it stands, from 0; none when the file does not have it.
    pub position: Option<usize>,
}

/// A plan that a person edited, as it was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditedPlan {
    /// The file, as problems name it.
    pub path: String,
    /// Sheet of a workbook; none in a text file.
    pub sheet: Option<String>,
    /// Every column that a plan can have.
    pub columns: Vec<PlanColumn>,
    /// The rows that could be read.
    pub rows: Vec<EditedRow>,
    /// What is wrong with the others and with the file, in its order.
    pub problems: Vec<SourceError>,
    /// Lines about which a row could not be read.
    pub unread_lines: Vec<i64>,
    /// Whether there may be more such lines.
    pub has_unread_rows: bool,
}

impl EditedPlan {
    /// Return what the file calls a column.
    pub(super) fn shown_name<'n>(&'n self, column: &'n str) -> &'n str {
        let known = self.columns.iter().find(|known| known.name == column);
        known.map_or(column, |known| &known.shown)
    }

    /// Return the name of a cell, where the file is a workbook.
    pub(super) fn cell(&self, column: &str, row: Option<u64>) -> Option<String> {
        self.sheet.as_ref()?;
        let known = self.columns.iter().find(|known| known.name == column)?;
        Some(cell_name(known.position?, row?))
    }
}
