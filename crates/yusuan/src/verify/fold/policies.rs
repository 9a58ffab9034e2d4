//! The policies as each voucher met them, read from their rows and asked without the file's views.

use std::collections::HashMap;

use rusqlite::Connection;

use super::super::journal::Voucher;
use super::super::row::{number, text, word};
use super::books::{Line, is_fiscal};
use crate::error::Result;

/// Oldest first, so that the newest is found by going backwards.
const POLICIES: &str = "SELECT policy_id, voucher_id, name, first_year, last_year, action, value,
    fund, level, kind, code_level, item FROM policy ORDER BY policy_id";

const OVERRIDES: &str = "SELECT voucher_id, policy FROM override";

/// A policy row.
#[derive(Debug)]
pub(super) struct Policy {
    pub(super) id: i64,
    voucher: i64,
    years: std::ops::RangeInclusive<i64>,
    pub(super) action: String,
    pub(super) value: Option<String>,
    fund: Option<String>,
    level: Option<String>,
    kind: Option<String>,
    code_level: Option<String>,
    item: Option<String>,
}

impl Policy {
    /// Return its figure; none when it has none.
    pub(super) fn figure(&self) -> Option<i64> {
        self.value.as_ref()?.parse().ok()
    }

    /// Return whether it is one that refuses by itself, whatever a voucher names.
    pub(super) fn is_strict(&self) -> bool {
        matches!(self.action.as_str(), "forbid" | "deny")
    }

    fn fits(&self, asked: &Asked<'_>) -> bool {
        let admits = |scope: &Option<String>, found: Option<&str>| {
            scope.as_deref().is_none_or(|scope| found == Some(scope))
        };
        let fund = self.fund.as_deref();
        fund.is_none_or(|fund| fund == asked.fund || Some(fund) == group_of(asked.fund))
            && admits(&self.level, asked.level)
            && admits(&self.kind, asked.kind)
            && admits(&self.code_level, asked.code_level)
            && self.item.as_deref().is_none_or(|item| {
                let code = asked.code.unwrap_or_default();
                code.starts_with(item)
            })
    }
}

/// What a policy is asked about: parts of a line, and how far apart two codes are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked<'a> {
    pub(super) fund: &'a str,
    pub(super) level: Option<&'a str>,
    pub(super) kind: Option<&'a str>,
    pub(super) code: Option<&'a str>,
    pub(super) code_level: Option<&'static str>,
}

impl<'a> Asked<'a> {
    /// Ask about a line and one of its codes.
    pub(super) fn of(line: &'a Line, code: &'a str) -> Self {
        Self {
            fund: &line.fund,
            level: Some(&line.level),
            kind: Some(&line.kind),
            code: Some(code),
            code_level: None,
        }
    }
}

/// Return the group a fund belongs to.
fn group_of(fund: &str) -> Option<&'static str> {
    if is_fiscal(fund) {
        return Some("fiscal");
    }
    fund.starts_with("unit_").then_some("unit_funds")
}

/// Every policy by its name, and what was overridden.
#[derive(Debug, Default)]
pub(super) struct Policies {
    by_name: HashMap<String, Vec<Policy>>,
    overrides: HashMap<i64, Vec<String>>,
    /// Whether somebody wants spending plans, and payments have to be asked for them.
    pub(super) want_plans: bool,
}

impl Policies {
    pub(super) fn load(connection: &Connection) -> Result<Self> {
        let mut policies = Self::default();
        let mut statement = connection.prepare(POLICIES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let policy = Policy {
                id: number(row, 0)?,
                voucher: number(row, 1)?,
                years: number(row, 3)?..=number(row, 4)?,
                action: word(row, 5)?,
                value: text(row, 6)?,
                fund: text(row, 7)?,
                level: text(row, 8)?,
                kind: text(row, 9)?,
                code_level: text(row, 10)?,
                item: text(row, 11)?,
            };
            let name = word(row, 2)?;
            policies.want_plans |= name == "spending_plan" && policy.id > 0;
            policies.by_name.entry(name).or_default().push(policy);
        }
        let mut statement = connection.prepare(OVERRIDES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let overridden = policies.overrides.entry(number(row, 0)?).or_default();
            overridden.push(word(row, 1)?);
        }
        Ok(policies)
    }

    /// Return the newest policy of a name that a voucher met and that fits the year and the line.
    pub(super) fn deciding(
        &self,
        name: &str,
        voucher: &Voucher,
        asked: &Asked<'_>,
    ) -> Option<&Policy> {
        let year = voucher.year?;
        let newest_first = self.by_name.get(name)?.iter().rev();
        newest_first
            .filter(|policy| policy.voucher <= voucher.id && policy.years.contains(&year))
            .find(|policy| policy.fits(asked))
    }

    /// Return whether a voucher overrides the policies of a name.
    pub(super) fn are_overridden(&self, name: &str, voucher: &Voucher) -> bool {
        let overridden = self.overrides.get(&voucher.id);
        overridden.is_some_and(|names| names.iter().any(|found| found == name))
    }

    /// Return whether a policy refuses what it is about, when a voucher does it.
    pub(super) fn refuses(&self, name: &str, policy: &Policy, voucher: &Voucher) -> bool {
        let is_overridden = || self.are_overridden(name, voucher);
        match policy.action.as_str() {
            "allow" | "warn" => false,
            "forbid" => true,
            "document" => !is_overridden() && !voucher.has_document(),
            _ => !is_overridden(),
        }
    }
}
