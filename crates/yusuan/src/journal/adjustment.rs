//! What an adjustment is in law, and what lets one pass a policy.

use std::fmt;
use std::str::FromStr;

use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::record::{self, Record};
use super::voucher::{Act, Event, Voucher};
use crate::error::{Error, Result, Rule};
use crate::line;

/// What an adjustment is in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalKind {
    /// 预算调整 (预算法 67): the budget itself changes.
    BudgetAdjustment,
    /// 预算调剂 (预算法 72): money moves within it.
    Reallocation,
}

impl LegalKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::BudgetAdjustment, Self::Reallocation];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BudgetAdjustment => "budget_adjustment",
            Self::Reallocation => "reallocation",
        }
    }

    /// Return the Chinese term.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::BudgetAdjustment => "预算调整",
            Self::Reallocation => "调剂",
        }
    }

    /// Return what an event is unless told otherwise; none when it adjusts no budget.
    const fn of(event: Event) -> Option<Self> {
        match event {
            Event::Supplement | Event::Reduce => Some(Self::BudgetAdjustment),
            Event::Transfer | Event::Recall => Some(Self::Reallocation),
            _ => None,
        }
    }
}

impl fmt::Display for LegalKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for LegalKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| {
            Error::refused(
                Rule::AdjustmentInvalid,
                format!("the legal kind of an adjustment is unknown: {text}"),
                format!("give one of: {}", Self::ALL.map(Self::as_str).join(", ")),
            )
        })
    }
}

/// A policy that an act overrides, by the document that grants it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Override {
    /// Name of the policy.
    pub policy: String,
    /// Reference of the document.
    pub document: String,
}

/// Return the legal kind of a voucher; none when it adjusts no budget.
pub(super) fn legal_kind(voucher: &Voucher) -> Option<LegalKind> {
    let mut new = voucher.postings.iter().filter(|it| it.reverses.is_none());
    let by_verb = new
        .find_map(|posting| LegalKind::of(posting.event))
        .filter(|_| voucher.act == Act::Post)?;
    Some(voucher.particulars.legal_kind.unwrap_or(by_verb))
}

/// Refuse an override of no known policy or without its document, and two documents for one policy:
/// a voucher would keep one of them.
pub(crate) fn check_overrides(connection: &Connection, overrides: &[Override]) -> Result<()> {
    let refused =
        |message: String, hint: String| Err(Error::refused(Rule::OverrideInvalid, message, hint));
    for (place, granted) in overrides.iter().enumerate() {
        let Override { policy, document } = granted;
        if document.trim().is_empty() {
            return refused(
                format!("{policy} is overridden without the document that grants it: {document:?}"),
                "give its reference (文号) beside the name of the policy".to_owned(),
            );
        }
        let sql = "SELECT group_concat(name, ', '), max(name = ?1) FROM policy_name";
        let (known, is_known): (String, bool) = connection
            .prepare_cached(sql)?
            .query_row([policy], |row| row.try_into())?;
        if !is_known {
            return refused(
                format!("no policy has the name that {document} overrides: {policy}"),
                format!("give one of: {known}"),
            );
        }
        let mut before = overrides.iter().take(place);
        if let Some(first) = before.find(|it| it.policy == *policy) {
            let one = &first.document;
            return refused(
                format!("{policy} is overridden twice in one act: by {one} and by {document}"),
                format!("name both documents in one override, as \"{one}；{document}\""),
            );
        }
    }
    Ok(())
}

/// Return the records that the particulars of a voucher make: its overrides and its legal kind.
pub(super) fn records(connection: &Connection, voucher: &Voucher) -> Result<Vec<Record>> {
    let particulars = &voucher.particulars;
    let kind = legal_kind(voucher);
    if kind.is_none() && particulars.legal_kind.is_some() {
        return Err(Error::refused(
            Rule::AdjustmentInvalid,
            "the act adjusts no budget, so it has no legal kind",
            "give one with a supplement, reduction, transfer or recall",
        ));
    }
    if voucher.postings.is_empty() && !particulars.overrides.is_empty() {
        let overrides = particulars.overrides.iter();
        let named: Vec<&str> = overrides.map(|it| it.policy.as_str()).collect();
        return Err(Error::refused(
            Rule::OverrideInvalid,
            format!(
                "the act moves no money, so it overrides nothing: {}",
                named.join(", ")
            ),
            "name the override on the act that the policy refuses",
        ));
    }
    let mut records = Vec::new();
    if kind.is_none() && particulars.overrides.is_empty() {
        return Ok(records);
    }
    check_overrides(connection, &particulars.overrides)?;
    let newest = "SELECT coalesce(max(override_id), 0) FROM override";
    for (id, granted) in numbers(connection, newest)?.zip(&particulars.overrides) {
        records.push(Record {
            table: record::require("override")?,
            values: vec![
                Value::from(id),
                Value::from(granted.policy.clone()),
                Value::from(granted.document.clone()),
            ],
        });
    }
    let newest = "SELECT coalesce(max(adjustment_id), 0) FROM adjustment";
    for (id, kind) in numbers(connection, newest)?.zip(kind) {
        records.push(Record {
            table: record::require("adjustment")?,
            values: vec![Value::from(id), Value::from(kind.as_str().to_owned())],
        });
    }
    Ok(records)
}

fn numbers(connection: &Connection, newest: &'static str) -> Result<std::ops::RangeFrom<i64>> {
    Ok(line::next_id(connection, newest)?..)
}
