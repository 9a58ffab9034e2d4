//! Whether a plan that was exported a while ago still says what a plan of now would.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::closing::plan::Plan;
use crate::closing::row::{EditedPlan, EditedRow, PlanAction, PlanRow, short_head};
use crate::error::{Error, Result, Rule};
use crate::line::Fund;
use crate::money::Fen;

/// Places that a refusal names one by one.
const NAMED: usize = 10;

/// Line and commitment, or the unit and fund whose money no line holds.
type Place<'p> = (Option<i64>, Option<i64>, Option<(&'p str, Fund)>);

/// What was decided, on how much, and under which new name it goes on.
type Planned<'p> = (PlanAction, Fen, Option<&'p str>);

/// What two plans say of a place.
#[derive(Default)]
struct Compared<'p> {
    row: Option<u64>,
    then: BTreeSet<Planned<'p>>,
    now: BTreeSet<Planned<'p>>,
}

impl EditedPlan {
    /// Refuse a plan that says nowhere where the ledger stood; return that place when the ledger
    /// has moved since.
    pub(super) fn moved_from(&self, base: &Plan) -> Result<Option<&str>> {
        let now = short_head(&base.head);
        let mut heads = self.rows.iter().filter_map(|row| row.head.as_deref());
        let Some(first) = heads.next() else {
            return Err(Error::refused(
                Rule::PlanInvalid,
                "no row of the plan says where the ledger stood",
                "keep the column 账本位置 (head) as it was exported",
            ));
        };
        let mut heads = std::iter::once(first).chain(heads);
        Ok(heads.find(|head| *head != now))
    }
}

/// Refuse a plan whose figures are no more what the ledger says. What happened elsewhere leaves the
/// edits as good as they were.
pub(super) fn require_same_figures(edited: &EditedPlan, then: &str, now: &Plan) -> Result<()> {
    let rows = now.rows();
    let mut places: BTreeMap<Place<'_>, Compared<'_>> = BTreeMap::new();
    for row in &rows {
        let compared = places.entry(place_of_row(row)).or_default();
        let planned = (row.action, row.amount, row.becomes.as_deref());
        compared.now.insert(planned);
    }
    for row in &edited.rows {
        if let Some((action, amount)) = row.planned {
            let compared = places.entry(place_of_edited(row)).or_default();
            compared.row.get_or_insert(row.row);
            let planned = (action, amount, row.becomes.as_deref());
            compared.then.insert(planned);
        }
    }
    places.retain(|_, compared| compared.then != compared.now);
    if places.is_empty() {
        return Ok(());
    }
    let named = places.iter().take(NAMED).map(words);
    let mut named = named.collect::<Vec<_>>().join("; ");
    let more = places.len().saturating_sub(NAMED);
    if more > 0 {
        // Writing to a String cannot fail.
        let _ = write!(named, "; and {more} more");
    }
    Err(Error::refused(
        Rule::PlanStale,
        format!(
            "the figures have changed since the plan was exported ({then}, now {}): {named}",
            short_head(&now.head)
        ),
        "export the plan again, and edit that",
    ))
}

fn place_of_row(row: &PlanRow) -> Place<'_> {
    let money = row.line_id.is_none().then_some((&*row.unit, row.fund));
    (row.line_id, row.commitment_id, money)
}

fn place_of_edited(row: &EditedRow) -> Place<'_> {
    let money = row.line_id.is_none().then_some(()).and(row.unit.as_deref());
    (row.line_id, row.commitment_id, money.zip(row.fund))
}

/// Say what a plan of then and one of now have for a place.
fn words(((line, commitment, money), compared): (&Place<'_>, &Compared<'_>)) -> String {
    let mut words = String::new();
    let mut say = |text: String| words.push_str(&text);
    if let Some(row) = compared.row {
        say(format!("row {row}, "));
    }
    match (line, money) {
        (Some(line), _) => say(format!("line {line}")),
        (None, Some((unit, fund))) => say(format!("money of {unit} {fund}")),
        (None, None) => say("a row that names nothing".to_owned()),
    }
    if let Some(commitment) = commitment {
        say(format!(" commitment {commitment}"));
    }
    let (then, now) = (listed(&compared.then), listed(&compared.now));
    say(format!(": {then} in the plan, {now} now"));
    words
}

fn listed(planned: &BTreeSet<Planned<'_>>) -> String {
    if planned.is_empty() {
        return "nothing".to_owned();
    }
    let each = planned.iter().map(|(action, amount, becomes)| {
        let becomes = becomes.map(|names| format!(" ({names})"));
        format!(
            "{} {}{}",
            action.name_zh(),
            amount.to_yuan_string(),
            becomes.unwrap_or_default()
        )
    });
    each.collect::<Vec<_>>().join(" and ")
}
