//! Codes and names: against each other, the other tables of the document, and the shipped
//! catalogue.
//!
//! The shipped catalogue is not the whole of the official one, and official names change by year.
//! So a code that it does not have is worth a note at most, and a name of its own is an error only
//! where the shipped one was seen in a published document.

use std::collections::{BTreeMap, BTreeSet};

use crate::disclosure::reading::raw::{RawRow, RawTable};
use crate::disclosure::reading::rows::{item, level_of};
use crate::disclosure::reading::template::{Templates, is_economic};
use crate::disclosure::reading::wording::plain;
use crate::disclosure::report::{Cause, DisclosureFinding, DisclosureToken, PrintedPlace};
use crate::tables::{RowHead, RowLevel, Verdict};

/// Codes with their names, and in how many tables a document prints each.
type Seen = BTreeMap<String, BTreeMap<String, usize>>;

/// Compare all codes and names, and put right the codes of rows that are plainly another's.
pub(in crate::disclosure) fn check(
    tables: &mut [RawTable],
    templates: &Templates,
    notes: &mut Vec<String>,
) -> Vec<DisclosureFinding> {
    let (mut functional, mut economic) = (Seen::new(), Seen::new());
    for table in tables.iter() {
        let seen = if is_economic(table.table) {
            &mut economic
        } else {
            &mut functional
        };
        for (code, name) in table.rows.iter().filter_map(coded) {
            if !name.is_empty() {
                let names = seen.entry(code).or_default();
                let count = names.entry(name).or_default();
                *count = count.saturating_add(1);
            }
        }
    }
    let mut findings = Vec::new();
    let mut unknown = BTreeSet::new();
    for table in tables.iter_mut() {
        let seen = if is_economic(table.table) {
            &economic
        } else {
            &functional
        };
        let mut judge = Judge {
            seen,
            shipped: templates.names(table.table),
            present: table
                .rows
                .iter()
                .filter_map(coded)
                .map(|(code, _)| code)
                .collect(),
            unknown: &mut unknown,
        };
        let place = table.place.clone();
        for row in &mut table.rows {
            findings.extend(judge.row(row, &place));
        }
    }
    if !unknown.is_empty() {
        let codes = unknown.into_iter().collect::<Vec<_>>().join(", ");
        notes.push(format!(
            "codes that the shipped catalogue, a part of the official one, does not have: {codes}"
        ));
    }
    findings
}

/// Return the code of a row and its name without blanks.
fn coded(row: &RawRow) -> Option<(String, String)> {
    let code = match &row.head {
        // A line of an economic table has one side, and codes on either.
        RowHead::Sides {
            income_id,
            expenditure_code,
            ..
        } => [expenditure_code, income_id]
            .into_iter()
            .flatten()
            .find(|id| id.bytes().all(|byte| byte.is_ascii_digit()))?
            .clone(),
        RowHead::Item {
            level: RowLevel::Project,
            ..
        } => return None,
        RowHead::Item { id, code, .. } => code.as_ref().map(|_| id.clone())?,
    };
    Some((code, plain(&row.name)))
}

/// What is known when a row is looked at.
struct Judge<'a> {
    seen: &'a Seen,
    shipped: &'a BTreeMap<String, (String, bool)>,
    present: Vec<String>,
    unknown: &'a mut BTreeSet<String>,
}

impl Judge<'_> {
    fn row(&mut self, row: &mut RawRow, place: &PrintedPlace) -> Option<DisclosureFinding> {
        let (code, name) = coded(row)?;
        if name.is_empty() || self.is_name_of(&code, &name) {
            return None;
        }
        let place = PrintedPlace {
            row: Some(row.row),
            row_id: Some(code.clone()),
            ..place.clone()
        };
        if let Some(right) = self.code_of(&code, &name) {
            rename(row, &right);
            let message = format!("{name} is {right} and not {code}");
            return Some(finding(
                DisclosureToken::Code,
                place,
                (row.code.clone().unwrap_or_else(|| code.clone()), right),
                Cause::CodeWrong,
                message,
            ));
        }
        if let Some(right) = self.name_of(&code) {
            let message = format!("{code} is {right} and not {name}");
            let both = (row.name.clone(), right);
            return Some(finding(
                DisclosureToken::Name,
                place,
                both,
                Cause::NameWrong,
                message,
            ));
        }
        if !self.shipped.contains_key(&code) {
            let class = code.get(..3).unwrap_or_default();
            if !self.shipped.contains_key(class) {
                let message = format!("{code} belongs to no class");
                let both = (code.clone(), String::new());
                let mut found = finding(
                    DisclosureToken::Code,
                    place,
                    both,
                    Cause::CodeWrong,
                    message,
                );
                (found.expected, found.cause) = (None, None);
                return Some(found);
            }
            self.unknown.insert(code);
        }
        None
    }

    fn shipped_name(&self, code: &str) -> Option<(String, bool)> {
        let (name, is_verified) = self.shipped.get(code)?;
        Some((plain(name), *is_verified))
    }

    /// Say whether a name is right for a code, as far as anybody knows.
    fn is_name_of(&self, code: &str, name: &str) -> bool {
        self.shipped_name(code)
            .is_some_and(|(shipped, _)| shipped == name)
            || self
                .usual(code)
                .is_some_and(|(usual, count)| usual == name && count > 1)
    }

    /// Return the name that most tables of the document give to a code, and how many do.
    fn usual(&self, code: &str) -> Option<(&str, usize)> {
        let names = self.seen.get(code)?.iter();
        let usual = names.max_by_key(|(_, count)| **count)?;
        Some((usual.0.as_str(), *usual.1))
    }

    /// Return the code that a row must mean: one of the same level that has the name, is not in the
    /// table yet, and differs by a slip of the fingers, or stands in other tables where the printed
    /// one does not.
    fn code_of(&self, printed: &str, name: &str) -> Option<String> {
        let shipped = self.shipped.keys().filter(|code| {
            self.shipped_name(code)
                .is_some_and(|(shipped, _)| shipped == name)
        });
        let seen = self.seen.keys().filter(|code| {
            self.seen
                .get(*code)
                .is_some_and(|names| names.contains_key(name))
        });
        let twice = self.present.iter().filter(|code| *code == printed).count() > 1;
        let is_known = self.shipped.contains_key(printed)
            || self
                .seen
                .get(printed)
                .is_some_and(|names| names.values().sum::<usize>() > 1);
        let is_candidate = |code: &&String| {
            code.len() == printed.len() && *code != printed && !self.present.contains(code)
        };
        let codes: BTreeSet<&String> = shipped.chain(seen).filter(is_candidate).collect();
        let mut near = codes.iter().filter(|code| is_slip(code, printed));
        let found = match (near.next(), near.next()) {
            (Some(code), None) => code,
            _ if codes.len() == 1 => codes.first()?,
            _ => return None,
        };
        (twice || !is_known || is_slip(found, printed)).then(|| (*found).clone())
    }

    /// Return the name that a code must have instead of the printed one.
    fn name_of(&self, code: &str) -> Option<String> {
        let usual = self.usual(code).filter(|(_, count)| *count > 1);
        if let Some((usual, _)) = usual {
            return Some(usual.to_owned());
        }
        self.shipped_name(code)
            .filter(|(_, is_verified)| *is_verified)
            .map(|(name, _)| name)
    }
}

/// Say whether one code is the other with a digit changed or two neighbours exchanged.
fn is_slip(one: &str, other: &str) -> bool {
    let pairs = one.bytes().zip(other.bytes()).enumerate();
    let apart: Vec<usize> = pairs
        .filter(|(_, (a, b))| a != b)
        .map(|(at, _)| at)
        .collect();
    let byte = |text: &str, at: usize| text.as_bytes().get(at).copied();
    match apart[..] {
        [_] => true,
        [first, second] => {
            second == first.saturating_add(1)
                && byte(one, first) == byte(other, second)
                && byte(one, second) == byte(other, first)
        }
        _ => false,
    }
}

fn rename(row: &mut RawRow, right: &str) {
    match &mut row.head {
        RowHead::Sides {
            expenditure_code: Some(code),
            ..
        }
        | RowHead::Sides {
            income_id: Some(code),
            expenditure_code: None,
            ..
        } => right.clone_into(code),
        RowHead::Sides { .. } => {}
        RowHead::Item { .. } => row.head = item(right, level_of(right), Some(right), &row.name),
    }
}

fn finding(
    token: DisclosureToken,
    place: PrintedPlace,
    (printed, expected): (String, String),
    cause: Cause,
    message: String,
) -> DisclosureFinding {
    DisclosureFinding {
        token,
        verdict: Verdict::Differs,
        place,
        also: Vec::new(),
        printed,
        expected: Some(expected),
        cause: Some(cause),
        message,
        identities: Vec::new(),
    }
}
