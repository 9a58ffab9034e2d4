//! *X 万元，占 Y%*: X is Y percent of a whole, which is not named.
//!
//! So every amount that stands beside it, and is no such part itself, is tried, and those that stand
//! before it in the same section where the parts add up to one. A statement is doubted only when the
//! statements beside it agree on a whole, and it does not.

use super::figure::{Figure, fits, percent, shown};
use super::say;
use crate::disclosure::report::{Cause, DisclosureFinding, DisclosureToken, PrintedPlace};

/// 100 % in hundredths.
const HUNDRED: i128 = 10_000;

/// Check the shares of a paragraph against a whole that most of them agree on.
pub(super) fn shares(
    paragraph: &[(usize, Vec<Figure>)],
    above: &[Figure],
    place: &PrintedPlace,
    findings: &mut Vec<DisclosureFinding>,
) {
    let mut statements: Vec<(usize, &Figure, &Figure)> = Vec::new();
    for (row, figures) in paragraph {
        for pair in figures.windows(2) {
            let [part, share] = pair else {
                continue;
            };
            let is_positive = part.value >= 0 && share.value >= 0;
            let is_share = share.is_percent && !part.is_percent && share.before.contains('占');
            if is_share && is_positive {
                statements.push((*row, part, share));
            }
        }
    }
    let Some(unit) = statements.first().map(|(_, part, _)| part.unit) else {
        return;
    };
    statements.retain(|(_, part, _)| part.unit == unit);
    let is_amount = |figure: &&Figure| !figure.is_percent && figure.unit == unit;
    let value = |figure: &Figure| figure.value;
    let beside = paragraph.iter().flat_map(|(_, figures)| figures);
    let mut wholes: Vec<i128> = beside.filter(is_amount).map(value).collect();
    let above: Vec<i128> = above.iter().filter(is_amount).map(value).collect();
    // A part is no whole, unless it is all of it.
    let is_part = |whole: &i128| {
        let mut parts = statements.iter();
        parts.any(|(_, part, share)| part.value == *whole && share.value != HUNDRED)
    };
    wholes.retain(|whole| !is_part(whole));
    let holds = |whole: i128, (_, part, share): &(usize, &Figure, &Figure)| {
        whole >= part.value && fits(share.value, part.value, whole)
    };
    // 0.00 % is that of any large whole, and says nothing of it.
    let telling = || statements.iter().filter(|(.., share)| share.value > 0);
    let count = |whole: &i128| telling().filter(|one| holds(*whole, one)).count();
    let sum: i128 = statements.iter().map(|(_, part, _)| part.value).sum();
    let is_sum =
        |whole: &i128| whole.abs_diff(sum) <= u128::try_from(statements.len()).unwrap_or(1);
    // The parts add up to it, or most of the statements say so.
    let beside = wholes
        .iter()
        .filter(|whole| is_sum(whole) || count(whole) * 2 > telling().count());
    let above = above.iter().filter(|whole| is_sum(whole));
    let best = beside.chain(above).max_by_key(|whole| count(whole));
    let Some(whole) = best.filter(|whole| telling().count() > 1 && count(whole) > 0) else {
        return;
    };
    let wrong = statements.iter().filter(|one| !holds(*whole, one));
    findings.extend(wrong.map(|statement| finding(statement, *whole, place)));
}

fn finding(
    (row, part, share): &(usize, &Figure, &Figure),
    whole: i128,
    place: &PrintedPlace,
) -> DisclosureFinding {
    let place = PrintedPlace {
        row: Some(*row),
        ..place.clone()
    };
    let expected = percent(part.value, whole).map(shown);
    let message = format!(
        "{} of {} is {} %",
        part.text,
        shown(whole),
        expected.clone().unwrap_or_default()
    );
    let (amount, unit, share) = (&part.text, part.unit.label(), &share.text);
    let both = (format!("{amount} {unit}，占 {share}%"), expected);
    say(
        DisclosureToken::Share,
        Cause::PercentageWrong,
        &place,
        both,
        &message,
    )
}
