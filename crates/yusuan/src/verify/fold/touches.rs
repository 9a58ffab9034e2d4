//! Postings beside the policies that were in force when they were written: what each policy is
//! about, as `docs/policies.md` says. Payments touch none of these.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::finding::{FindingToken, Place};
use super::super::journal::{Posting, Total, Voucher};
use super::Fold;
use super::books::Line;
use super::check::Examination;
use super::history::line_of;
use super::policies::{Asked, Policy};
use crate::error::Result;
use crate::journal::Event;

/// The policy about what a unit has for all such items together.
const TOTAL: &str = "three_public_total";

/// A policy that is about a posting, and what it is asked.
type Case<'l> = (&'static str, Asked<'l>);

impl Examination<'_> {
    /// Ask every policy that is about the posting.
    pub(super) fn check_policies(&mut self) -> Result<()> {
        if self.posting.reverses.is_some() {
            return Ok(());
        }
        let (from, to) = ends(self.connection, self.posting)?;
        let line = |id: Option<i64>| self.books.lines.get(&id?);
        let (Some(gives), Some(gets)) = (line(from), line(to)) else {
            return Ok(());
        };
        let detours = self.detours.of(self.posting, self.books).into_iter();
        let detours = detours.map(|(name, line)| (name, Asked::of(line, &line.functional_code)));
        let cases = cases(self.event, gives, gets).into_iter();
        for (name, asked) in cases.chain(detours) {
            let policies = &self.limits.policies;
            let Some(policy) = policies.deciding(name, self.voucher, &asked) else {
                continue;
            };
            let is_about = match name {
                "max_carry_years" => policy
                    .figure()
                    .is_some_and(|years| gives.year - gives.origin_year >= years),
                "freeze_date" => self.is_after(policy),
                "three_public_increase" => {
                    from == to || gives.unit != gets.unit || !self.are_alike(gives, &asked)
                }
                _ => true,
            };
            if is_about && policies.refuses(name, policy, self.voucher) {
                let id = policy.id;
                self.add(
                    FindingToken::PolicyRefused,
                    format_args!("policy {id}, {name}, refuses it, and nothing lifts that"),
                );
            }
        }
        Ok(())
    }

    fn is_after(&self, policy: &Policy) -> bool {
        let day = self.voucher.dated.as_deref().and_then(|day| day.get(5..));
        day.zip(policy.value.as_deref())
            .is_some_and(|(day, last)| day > last)
    }

    /// Return whether a line that gives is of those items between which nothing is given: one that is
    /// not to grow either, and in the total of such items if the one that gets is.
    fn are_alike(&self, gives: &Line, gets: &Asked<'_>) -> bool {
        let asked = Asked::of(gives, &gives.economic_code);
        let counts = |name: &str, asked: &Asked<'_>| {
            let policy = self.limits.policies.deciding(name, self.voucher, asked);
            policy.is_none_or(|policy| policy.action != "allow")
        };
        counts("three_public_increase", &asked) && counts(TOTAL, &asked) == counts(TOTAL, gets)
    }
}

/// Return the line that gives and the one that gets: money of an earlier year that comes back is moved
/// from the line that paid it.
pub(super) fn ends(
    connection: &Connection,
    posting: &Posting,
) -> Result<(Option<i64>, Option<i64>)> {
    let payer = match posting.refunds {
        Some(payment) => line_of(connection, payment)?,
        None => None,
    };
    Ok((payer.or(posting.line), posting.to_line.or(posting.line)))
}

fn cases<'l>(event: Event, gives: &'l Line, gets: &'l Line) -> Vec<Case<'l>> {
    let functional = Asked::of(gives, &gives.functional_code);
    let item = Asked {
        kind: Some(&gets.kind),
        ..Asked::of(gives, &gets.economic_code)
    };
    let mut cases = match event {
        Event::CarryForward => return vec![("max_carry_years", functional)],
        Event::Reduce => return vec![("freeze_date", functional)],
        Event::Approve => vec![],
        Event::Supplement | Event::Transfer => {
            vec![("freeze_date", functional), ("three_public_increase", item)]
        }
        _ => vec![("three_public_increase", item)],
    };
    if is_of_other_kind(gets) {
        cases.push(("kind_economic", item));
    }
    if event != Event::Approve {
        cases.extend(moves(gives, gets, functional));
    }
    cases
}

/// Return whether personnel is budgeted under an economic class of public expenses, or the other
/// way round.
fn is_of_other_kind(line: &Line) -> bool {
    let class = class_of(&line.economic_code);
    match line.kind.as_str() {
        "basic_personnel" => matches!(class, "302" | "310"),
        "basic_public" => matches!(class, "301" | "303"),
        _ => false,
    }
}

fn class_of(code: &str) -> &str {
    code.get(..3).unwrap_or(code)
}

/// Return the policies about money that moves from one purpose to another.
fn moves<'l>(gives: &'l Line, gets: &'l Line, functional: Asked<'l>) -> Vec<Case<'l>> {
    let mut cases = Vec::new();
    match (gives.kind.as_str(), gets.kind.as_str()) {
        ("basic_personnel", "basic_public") => cases.push(("personnel_to_public", functional)),
        ("basic_public", "basic_personnel") => cases.push(("public_to_personnel", functional)),
        ("basic_personnel" | "basic_public", "project")
        | ("project", "basic_personnel" | "basic_public") => {
            cases.push(("basic_project", functional));
        }
        ("project", "project") if gives.project != gets.project => {
            cases.push(("project_to_project", functional));
        }
        _ => {}
    }
    let (from, to) = (&gives.functional_code, &gets.functional_code);
    if from != to {
        let code_level = if class_of(from) != class_of(to) {
            "class"
        } else if from.get(..5) != to.get(..5) {
            "group"
        } else {
            "item"
        };
        let asked = Asked {
            code_level: Some(code_level),
            ..functional
        };
        cases.push(("functional_transfer", asked));
    }
    let (from, to) = (&gives.economic_code, &gets.economic_code);
    if from != to {
        let is_far = class_of(from) != class_of(to);
        let asked = Asked {
            code_level: Some(if is_far { "class" } else { "group" }),
            ..Asked::of(gives, from)
        };
        cases.push(("economic_transfer", asked));
    }
    let is_other_purpose =
        gives.functional_code != gets.functional_code || gives.project != gets.project;
    if gets.origin_year < gets.year && is_other_purpose {
        cases.push(("carry_over_purpose", functional));
    }
    cases
}

/// What a unit has for items that are not to grow: approved for last year, and for this one.
#[derive(Default)]
struct Compared {
    is_known: bool,
    before: Total,
    now: Total,
    /// A line of this year whose policy refuses more, and the number of that policy.
    refused: Option<(i64, i64)>,
}

/// Compare what an approval gave each unit for 三公 items with last year's, once it is whole.
pub(super) fn check_approval(fold: &mut Fold<'_>, voucher: &Voucher) {
    let Some(year) = voucher.year else {
        return;
    };
    let policies = &fold.limits.policies;
    let has_before = !matches!(fold.years.state(year - 1), "absent" | "preparing");
    let mut units: BTreeMap<i64, Compared> = BTreeMap::new();
    for (id, line) in &fold.books.lines {
        let age = year - line.year;
        if !matches!(age, 0 | 1) {
            continue;
        }
        let unit = units.entry(line.unit).or_default();
        unit.is_known |= age == 1 && has_before && line.created_by < voucher.id;
        if line.origin_year != line.year || line.original == 0 {
            continue;
        }
        let asked = Asked::of(line, &line.economic_code);
        let policy = policies.deciding(TOTAL, voucher, &asked);
        let Some(policy) = policy.filter(|policy| policy.action != "allow") else {
            continue;
        };
        if age == 1 {
            unit.before += line.original;
            continue;
        }
        unit.now += line.original;
        if policies.refuses(TOTAL, policy, voucher)
            && unit.refused.is_none_or(|(first, _)| *id < first)
        {
            unit.refused = Some((*id, policy.id));
        }
    }
    for compared in units.values().filter(|unit| unit.is_known) {
        if let Some((line, policy)) = compared.refused
            && compared.now > compared.before
        {
            fold.findings.differs(
                FindingToken::PolicyRefused,
                || Place::row("voucher", voucher.id),
                (&compared.before, &compared.now),
                format_args!(
                    "policy {policy}, {TOTAL}, refuses the approval of line {line}: such items of \
                     its unit have more than last year"
                ),
            );
        }
    }
}
