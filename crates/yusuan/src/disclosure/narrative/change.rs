//! *X 万元，比上年增加 D 万元，增长 P%*: last year's amount is X less D, and P is D in percent of it.

use super::figure::{Figure, fits, percent, shown};
use super::say;
use crate::disclosure::report::{Cause, DisclosureFinding, DisclosureToken, PrintedPlace};

/// A change against last year.
pub(super) struct Change<'a> {
    now: &'a Figure,
    by: &'a Figure,
    rate: &'a Figure,
    is_more: bool,
    is_growth: bool,
}

/// Words for more and for less.
const MORE: [&str; 3] = ["增加", "增长", "上升"];
const LESS: [&str; 3] = ["减少", "下降", "降低"];

/// Find the changes of a sentence: an amount, then one that it is more or less by, then a rate.
pub(super) fn changes(figures: &[Figure]) -> impl Iterator<Item = Change<'_>> {
    figures.windows(3).enumerate().filter_map(|(at, window)| {
        let [first, by, rate] = window else {
            return None;
        };
        if by.is_percent || !rate.is_percent || !names_last_year(&by.before) {
            return None;
        }
        let is_more = direction(&by.before)?;
        let is_growth = direction(&rate.before)?;
        // The amount itself may stand before a percentage: X 万元，占 Y%，比上年 …
        let now = if first.is_percent {
            figures.get(at.checked_sub(1)?)?
        } else {
            first
        };
        // Nothing but these words stands between the three: the figures are of one thing.
        let is_tight = by.before.chars().count() <= 20 && rate.before.chars().count() <= 10;
        let is_positive = [now, by, rate].iter().all(|figure| figure.value >= 0);
        let is_one_unit = now.unit == by.unit;
        (!now.is_percent && is_tight && is_positive && is_one_unit).then_some(Change {
            now,
            by,
            rate,
            is_more,
            is_growth,
        })
    })
}

pub(super) fn names_last_year(words: &str) -> bool {
    ["上年", "去年", "年初预算数", "年预算"]
        .iter()
        .any(|word| words.contains(word))
}

/// Return whether the last word about it says more; none when there is none.
pub(super) fn direction(words: &str) -> Option<bool> {
    let last = |all: &[&str]| all.iter().filter_map(|word| words.rfind(word)).max();
    match (last(&MORE), last(&LESS)) {
        (None, None) => None,
        (more, less) => Some(more > less),
    }
}

impl Change<'_> {
    /// Repeat what is printed.
    fn printed(&self) -> String {
        let (more, growth) = (
            if self.is_more { "增加" } else { "减少" },
            if self.is_growth { "增长" } else { "下降" },
        );
        let (now, by, rate) = (&self.now.text, &self.by.text, &self.rate.text);
        format!("{now} 万元，{more} {by}，{growth} {rate}%")
    }

    /// Return last year's amount, if this year's is more or less by the change.
    fn before(&self, is_more: bool) -> i128 {
        let (now, by) = (self.now.value, self.by.value);
        if is_more { now - by } else { now + by }
    }
}

pub(super) fn judge(change: &Change<'_>, place: &PrintedPlace) -> Option<DisclosureFinding> {
    let (by, rate) = (change.by.value, change.rate.value);
    let last = change.before(change.is_more);
    let follows = by != 0 && fits(rate, by, last);
    // From nothing: 100 % by custom, and no other figure.
    let is_custom = last == 0 && rate == 10_000 && change.is_growth;
    let is_right = follows && change.is_more == change.is_growth;
    if is_right || is_custom || by == 0 && rate == 0 {
        return None;
    }
    // The other way: the percentage fits an amount of last year on the other side.
    let turned = by != 0 && fits(rate, by, change.before(!change.is_more));
    let expected = percent(by, last.max(1)).map(shown);
    let (token, cause, expected, message) = if by == 0 {
        // No change is 0.00 whichever way it is said.
        let message = "nothing changed".to_owned();
        let expected = Some("0.00".to_owned());
        (
            DisclosureToken::Change,
            Cause::PercentageWrong,
            expected,
            message,
        )
    } else if follows || turned {
        let is_more = change.is_more == follows;
        let words = if is_more {
            "增加、增长"
        } else {
            "减少、下降"
        };
        let message = "the words and the percentage do not go the same way".to_owned();
        (
            DisclosureToken::Direction,
            Cause::DirectionWrong,
            Some(words.to_owned()),
            message,
        )
    } else if last == 0 {
        let message = "last year there was nothing to grow from".to_owned();
        let expected = Some("100.00".to_owned());
        (
            DisclosureToken::ZeroGrowth,
            Cause::GrowthFromZero,
            expected,
            message,
        )
    } else if last < 0 {
        let message = "the change is larger than the amount".to_owned();
        (
            DisclosureToken::Change,
            Cause::DirectionWrong,
            None,
            message,
        )
    } else {
        let right = expected.clone().unwrap_or_default();
        let message = format!("{} of {} is {right} %", shown(by), shown(last));
        (
            DisclosureToken::Change,
            Cause::PercentageWrong,
            expected,
            message,
        )
    };
    let both = (change.printed(), expected);
    Some(say(token, cause, place, both, &message))
}
