//! 控制规则: what is allowed beyond arithmetic, and what lets a voucher pass.

use yusuan::Kind;

use super::books::{Books, Broken, Posted};
use super::detours::{detours, sides};
use super::paper::Paper;
use super::seats::{Slot, is_basic};
use super::totals::of;

/// A policy for every year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy {
    pub(super) name: &'static str,
    pub(super) action: &'static str,
    pub(super) value: Option<&'static str>,
    /// Whether it is about fiscal funds only.
    pub(super) is_fiscal: bool,
    pub(super) kind: Option<Kind>,
    /// How far apart codes are.
    pub(super) code_level: Option<&'static str>,
    /// The code that it is about.
    pub(super) item: Option<&'static str>,
}

const fn policy(name: &'static str, action: &'static str) -> Policy {
    Policy {
        name,
        action,
        value: None,
        is_fiscal: false,
        kind: None,
        code_level: None,
        item: None,
    }
}

const fn carry(action: &'static str, years: &'static str) -> Policy {
    Policy {
        value: Some(years),
        is_fiscal: true,
        kind: Some(Kind::Project),
        ..policy("max_carry_years", action)
    }
}

const fn of_item(name: &'static str, action: &'static str, item: &'static str) -> Policy {
    Policy {
        is_fiscal: true,
        item: Some(item),
        ..policy(name, action)
    }
}

const fn freeze(day: &'static str) -> Policy {
    Policy {
        value: Some(day),
        ..policy("freeze_date", "deny")
    }
}

const fn apart(action: &'static str, code_level: &'static str) -> Policy {
    Policy {
        code_level: Some(code_level),
        ..policy("economic_transfer", action)
    }
}

/// What every ledger begins with, oldest first, as far as the seats of the model go.
const BUILT_IN: [Policy; 17] = [
    policy("max_carry_years", "allow"),
    carry("deny", "1"),
    policy("three_public_increase", "allow"),
    of_item("three_public_increase", "deny", "30217"),
    of_item("three_public_increase", "deny", "30231"),
    policy("three_public_total", "allow"),
    of_item("three_public_total", "deny", "30217"),
    of_item("three_public_total", "deny", "30231"),
    policy("personnel_to_public", "deny"),
    policy("public_to_personnel", "document"),
    policy("basic_project", "document"),
    policy("project_to_project", "document"),
    policy("economic_transfer", "allow"),
    apart("document", "class"),
    policy("carry_over_purpose", "document"),
    policy("freeze_date", "allow"),
    policy("contract_parts", "warn"),
];

/// What a county may decide otherwise.
pub(super) const DECIDED: [Policy; 20] = [
    carry("deny", "2"),
    carry("deny", "1"),
    carry("forbid", "1"),
    of_item("three_public_increase", "forbid", "30217"),
    of_item("three_public_increase", "deny", "302"),
    of_item("three_public_increase", "allow", "302"),
    of_item("three_public_total", "deny", "302"),
    of_item("three_public_total", "allow", "302"),
    policy("personnel_to_public", "allow"),
    policy("personnel_to_public", "deny"),
    policy("public_to_personnel", "deny"),
    policy("basic_project", "deny"),
    policy("basic_project", "warn"),
    policy("project_to_project", "deny"),
    apart("deny", "class"),
    policy("carry_over_purpose", "deny"),
    policy("contract_parts", "deny"),
    policy("contract_parts", "warn"),
    freeze("10-31"),
    policy("freeze_date", "allow"),
];

/// What gives a line more within the year.
const GIVING: [&str; 5] = [
    "supplement",
    "transfer",
    "use_surplus",
    "use_earmarked",
    "prior_year_increase",
];

/// Return the policy that decides about a line: of those that fit, the newest.
pub(super) fn in_force(books: &Books, name: &str, slot: Slot, code_level: Option<&str>) -> Policy {
    let seat = slot.seat();
    let mut newest_first = BUILT_IN.iter().chain(&books.policies).rev();
    *newest_first
        .find(|it| {
            it.name == name
                && (!it.is_fiscal || slot.is_fiscal())
                && it.kind.is_none_or(|kind| kind == seat.kind)
                && (it.code_level.is_none() || it.code_level == code_level)
                && it.item.is_none_or(|item| seat.economic.starts_with(item))
        })
        .unwrap()
}

/// Return whether what a policy is about is refused.
pub(super) fn is_refused(policy: Policy, paper: Paper) -> bool {
    match policy.action {
        "forbid" => true,
        _ if paper.is_overriding => false,
        "document" => !paper.has_document,
        action => action == "deny",
    }
}

/// Return the years that end the carrying forward of a line, and by which policy.
pub(super) fn too_old(books: &Books, slot: Slot) -> Option<Policy> {
    let policy = in_force(books, "max_carry_years", slot, None);
    let years: i16 = policy.value?.parse().unwrap();
    (slot.year - slot.origin >= years).then_some(policy)
}

/// Return the policies that refuse a posting which is about to be written.
pub(super) fn broken(books: &Books, posted: &Posted, paper: Paper) -> Broken {
    let Some((from, to)) = sides(books, posted) else {
        return Broken::new();
    };
    let mut touched = Vec::new();
    if posted.event == "carry_forward" {
        touched.extend(too_old(books, from));
    } else if from != to {
        touched.extend(moved(books, from, to));
        touched.extend(detours(books, posted));
    }
    if ["supplement", "reduce", "transfer"].contains(&posted.event) {
        let policy = in_force(books, "freeze_date", from, None);
        let is_frozen = policy
            .value
            .is_some_and(|day| paper.month_day().as_str() > day);
        touched.extend(is_frozen.then_some(policy));
    }
    if GIVING.contains(&posted.event) {
        let increase = |slot| in_force(books, "three_public_increase", slot, None);
        let is_counted = |slot| in_force(books, "three_public_total", slot, None).action != "allow";
        let is_given =
            from != to && from.seat().unit == to.seat().unit && is_counted(from) == is_counted(to);
        if !is_given || increase(from).action == "allow" {
            touched.push(increase(to));
        }
    }
    if posted.event == "approve" && is_above_last_year(books, from) {
        touched.push(in_force(books, "three_public_total", from, None));
    }
    let refusing = touched.into_iter().filter(|it| is_refused(*it, paper));
    refusing.map(|policy| policy.name).collect()
}

/// Return the policies about money that goes from one line to another.
fn moved(books: &Books, from: Slot, to: Slot) -> Vec<Policy> {
    let (ours, theirs) = (from.seat(), to.seat());
    let kinds = (ours.kind, theirs.kind);
    let has_project = ours.project.is_some() || theirs.project.is_some();
    let is_changed = ours.project != theirs.project;
    let named = [
        (
            "personnel_to_public",
            kinds == (Kind::BasicPersonnel, Kind::BasicPublic),
        ),
        (
            "public_to_personnel",
            kinds == (Kind::BasicPublic, Kind::BasicPersonnel),
        ),
        (
            "basic_project",
            has_project && (is_basic(kinds.0) || is_basic(kinds.1)),
        ),
        (
            "project_to_project",
            kinds == (Kind::Project, Kind::Project) && is_changed,
        ),
        ("carry_over_purpose", to.origin < to.year && is_changed),
    ];
    let named = named.into_iter().filter(|(_, is_about)| *is_about);
    let mut touched: Vec<Policy> = named
        .map(|(name, _)| in_force(books, name, from, None))
        .collect();
    if ours.economic != theirs.economic {
        let is_class = ours.economic[..3] != theirs.economic[..3];
        let code_level = if is_class { "class" } else { "group" };
        let policy = in_force(books, "economic_transfer", from, Some(code_level));
        touched.push(policy);
    }
    touched
}

/// Return whether a unit is budgeted more for such items than last year, as far as is known.
fn is_above_last_year(books: &Books, slot: Slot) -> bool {
    let is_such =
        |slot: &Slot| in_force(books, "three_public_total", *slot, None).action != "allow";
    let is_of_unit = |other: &Slot| other.seat().unit == slot.seat().unit;
    let last = books.lines.iter();
    let last = last.filter(|(it, _)| it.year == slot.year - 1 && is_of_unit(it));
    let is_known = last.clone().next().is_some();
    if !is_such(&slot) || !is_known || books.state(slot.year - 1) == Some("preparing") {
        return false;
    }
    let given = books.drafts.iter();
    let given = given.filter(|(it, _)| {
        it.year == slot.year && it.origin == it.year && is_of_unit(it) && is_such(it)
    });
    let given: i64 = given.map(|(_, fen)| fen).sum();
    let last = last.filter(|(it, _)| it.origin == it.year && is_such(it));
    let before: i64 = last.map(|(_, totals)| of(totals, "original")).sum();
    given > before
}
