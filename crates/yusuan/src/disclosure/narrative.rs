//! Figures in the sentences of the explanatory part.
//!
//! Two kinds of statement are understood, and what surrounds them is passed over:
//!
//! * *X 万元，占 Y%*: X is Y percent of a whole. The whole is not named, so every amount that stands
//!   before in the same text and is not smaller is tried; the statement is doubted only when the
//!   statements beside it agree on a whole, and it does not.
//! * *X 万元，比上年增加 D 万元，增长 P%*: last year's amount is X less D, and P is D in percent of it.
//!
//! Both are computed from the figures as they stand; one hundredth is granted for each rounding.

use super::amount::number;
use super::report::{Cause, DisclosureFinding, DisclosureToken, PrintedPlace};
use super::wording::plain;
use crate::tables::Verdict;

/// An amount or a percentage in a sentence, in its last printed places.
#[derive(Clone, Debug)]
struct Figure {
    /// Hundredths.
    value: i128,
    text: String,
    is_percent: bool,
    /// What stands before it since the figure before.
    before: String,
}

/// A change against last year.
struct Change<'a> {
    now: &'a Figure,
    by: &'a Figure,
    rate: &'a Figure,
    is_more: bool,
    is_growth: bool,
}

/// Words for more and for less.
const MORE: [&str; 3] = ["增加", "增长", "上升"];
const LESS: [&str; 3] = ["减少", "下降", "降低"];

/// Check a text; sentences end with 。 or a line.
pub(super) fn check(text: &str, place: &PrintedPlace) -> Vec<DisclosureFinding> {
    let mut findings = Vec::new();
    let mut paragraph: Vec<(usize, Vec<Figure>)> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let row = at.saturating_add(1);
        if is_heading(line) {
            shares(&paragraph, place, &mut findings);
            paragraph.clear();
        }
        for sentence in line.split('。') {
            let figures = figures(sentence);
            let place = PrintedPlace {
                row: Some(row),
                ..place.clone()
            };
            findings.extend(changes(&figures).filter_map(|change| judge(&change, &place)));
            paragraph.push((row, figures));
        }
    }
    shares(&paragraph, place, &mut findings);
    findings
}

/// Say whether a line begins another statement, with a whole of its own.
fn is_heading(line: &str) -> bool {
    let line = plain(line);
    let begins = |lead: &str| line.starts_with(lead);
    let numbers = "一二三四五六七八九十";
    let mut characters = line.chars();
    let first = characters
        .next()
        .is_some_and(|first| numbers.contains(first));
    first && characters.any(|next| next == '、') || begins("(") || line.contains("其中:")
}

/// Find the amounts in 万元 or 元 and the percentages of a sentence.
fn figures(sentence: &str) -> Vec<Figure> {
    let text = plain(sentence);
    let mut found = Vec::new();
    let mut rest = text.as_str();
    let mut before = String::new();
    while let Some(at) = rest.find(|character: char| character.is_ascii_digit()) {
        let (words, digits) = rest.split_at(at);
        before.push_str(words);
        let is_part =
            |character: char| !character.is_ascii_digit() && !matches!(character, '.' | ',');
        let end = digits.find(is_part).unwrap_or(digits.len());
        let (shown, behind) = digits.split_at(end);
        let is_percent = behind.starts_with('%');
        let is_amount = behind.starts_with("万元") || behind.starts_with('元');
        // A comma may end a clause: 2025,增加.
        let bare = shown.trim_end_matches([',', '.']);
        match hundredths(bare) {
            Some(value) if is_percent || is_amount => found.push(Figure {
                value,
                text: bare.to_owned(),
                is_percent,
                before: std::mem::take(&mut before),
            }),
            _ => before.push_str(shown),
        }
        rest = behind;
    }
    found
}

/// Read a number with at most two decimal places, in hundredths.
fn hundredths(text: &str) -> Option<i128> {
    let number = number(text)?;
    if number.fraction.len() > 2 {
        return None;
    }
    format!("{}{:0<2}", number.whole, number.fraction)
        .parse()
        .ok()
}

/// Find the changes of a sentence: an amount, then one that it is more or less by, then a rate.
fn changes(figures: &[Figure]) -> impl Iterator<Item = Change<'_>> {
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
        (!now.is_percent && is_tight).then_some(Change {
            now,
            by,
            rate,
            is_more,
            is_growth,
        })
    })
}

fn names_last_year(words: &str) -> bool {
    ["上年", "去年", "年初预算数", "年预算"]
        .iter()
        .any(|word| words.contains(word))
}

/// Return whether the last word about it says more; none when there is none.
fn direction(words: &str) -> Option<bool> {
    let last = |all: &[&str]| all.iter().filter_map(|word| words.rfind(word)).max();
    match (last(&MORE), last(&LESS)) {
        (None, None) => None,
        (more, less) => Some(more > less),
    }
}

/// Return a part of a whole in hundredths of a percent, halves up.
fn percent(part: i128, whole: i128) -> Option<i128> {
    let scaled = part.checked_mul(20_000)?.checked_add(whole)?;
    scaled.checked_div(whole.checked_mul(2)?)
}

/// Say whether a percentage is that of figures that may each be off by half of their last place.
fn fits(rate: i128, part: i128, whole: i128) -> bool {
    if whole <= 0 {
        return false;
    }
    let exact = percent(part, whole);
    // Half a place of the part and, for a change, a whole one of last year's amount.
    let low = percent(
        (part.saturating_mul(2) - 1).max(0),
        whole.saturating_mul(2).saturating_add(2),
    );
    let high = percent(
        part.saturating_mul(2).saturating_add(1),
        (whole.saturating_mul(2) - 2).max(1),
    );
    exact == Some(rate)
        || low.zip(high).is_some_and(|(low, high)| {
            low.saturating_sub(1) <= rate && rate <= high.saturating_add(1)
        })
}

fn shown(hundredths: i128) -> String {
    let size = hundredths.unsigned_abs();
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", size / 100, size % 100)
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

fn judge(change: &Change<'_>, place: &PrintedPlace) -> Option<DisclosureFinding> {
    let (by, rate) = (change.by.value, change.rate.value);
    let last = change.before(change.is_more);
    let follows = by != 0 && fits(rate, by, last);
    if follows && change.is_more == change.is_growth || by == 0 && rate == 0 {
        return None;
    }
    // The other way: the percentage fits an amount of last year on the other side.
    let turned = by != 0 && fits(rate, by, change.before(!change.is_more));
    let is_custom = last == 0 && rate == 10_000;
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
    } else if is_custom {
        // From nothing: 100 % by custom, and no other figure.
        return None;
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

/// Check the shares of a paragraph against a whole that most of them agree on.
fn shares(
    paragraph: &[(usize, Vec<Figure>)],
    place: &PrintedPlace,
    findings: &mut Vec<DisclosureFinding>,
) {
    let mut wholes: Vec<i128> = Vec::new();
    let mut statements: Vec<(usize, &Figure, &Figure)> = Vec::new();
    for (row, figures) in paragraph {
        for pair in figures.windows(2) {
            let [part, share] = pair else {
                continue;
            };
            if share.is_percent && !part.is_percent && share.before.contains('占') {
                statements.push((*row, part, share));
            }
        }
        wholes.extend(
            figures
                .iter()
                .filter(|figure| !figure.is_percent)
                .map(|figure| figure.value),
        );
    }
    let holds = |whole: i128, (_, part, share): &(usize, &Figure, &Figure)| {
        whole >= part.value && fits(share.value, part.value, whole)
    };
    let count = |whole: &i128| statements.iter().filter(|one| holds(*whole, one)).count();
    let sum: i128 = statements.iter().map(|(_, part, _)| part.value).sum();
    let is_sum =
        |whole: &i128| whole.abs_diff(sum) <= u128::try_from(statements.len()).unwrap_or(1);
    // The parts add up to it, or most of the statements say so.
    let best = wholes
        .iter()
        .filter(|whole| is_sum(whole) || count(whole) * 2 > statements.len())
        .max_by_key(|whole| count(whole));
    let Some(whole) = best.filter(|whole| statements.len() > 1 && count(whole) > 0) else {
        return;
    };
    for (row, part, share) in statements.iter().filter(|one| !holds(*whole, one)) {
        let place = PrintedPlace {
            row: Some(*row),
            ..place.clone()
        };
        let expected = percent(part.value, *whole).map(shown);
        let message = format!(
            "{} of {} is {} %",
            part.text,
            shown(*whole),
            expected.clone().unwrap_or_default()
        );
        let both = (format!("{} 万元，占 {}%", part.text, share.text), expected);
        findings.push(say(
            DisclosureToken::Share,
            Cause::PercentageWrong,
            &place,
            both,
            &message,
        ));
    }
}

fn say(
    token: DisclosureToken,
    cause: Cause,
    place: &PrintedPlace,
    (printed, expected): (String, Option<String>),
    message: &str,
) -> DisclosureFinding {
    let message = format!("{printed}: {message}");
    DisclosureFinding {
        token,
        verdict: Verdict::Differs,
        place: place.clone(),
        also: Vec::new(),
        printed,
        expected,
        cause: Some(cause),
        message,
        identities: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(DisclosureToken, Option<Cause>)> {
        let found = check(text, &PrintedPlace::default());
        found
            .into_iter()
            .map(|finding| (finding.token, finding.cause))
            .collect()
    }

    #[test]
    fn sound_sentences_are_let_be() {
        for text in [
            "2025年收入预算652.04万元，其中：\n一般公共预算646.04万元，占99.08%，比上年预算增加56.52万元，增长9.59%，主要原因是人员增加；\n单位资金1.00万元，占0.15%，比上年减少3.00万元，下降75.00%；\n财政拨款结转5.00万元，占0.77%，比上年增加5.00万元，增长100.00%。",
            "项目支出0.00万元，比上年预算减少273.98万元，下降100.00%。",
            "“三公”经费预算1.39万元，比上年增加0.00万元，增长0.00%。",
            "2025年预算数为31.85万元，比上年预算增加2.65万元，增长9.08%",
            "事业单位占有房屋3,200平方米，价值120.50万元；车辆3辆，价值21.29万元。",
            "一般公共预算646.04万元，与上年持平。",
        ] {
            assert_eq!(tokens(text), [], "{text}");
        }
    }

    #[test]
    fn slips_in_sentences_are_named() {
        use Cause::{DirectionWrong, GrowthFromZero, PercentageWrong};
        for (text, token, cause) in [
            (
                "646.04万元，比上年增加56.52万元，增长95.90%",
                DisclosureToken::Change,
                PercentageWrong,
            ),
            (
                "646.04万元，比上年增加56.52万元，下降9.59%",
                DisclosureToken::Direction,
                DirectionWrong,
            ),
            (
                "646.04万元，比上年减少56.52万元，增长9.59%",
                DisclosureToken::Direction,
                DirectionWrong,
            ),
            (
                "646.04万元，比上年减少56.52万元，下降9.59%",
                DisclosureToken::Direction,
                DirectionWrong,
            ),
            (
                "5.00万元，比上年增加5.00万元，增长60.00%",
                DisclosureToken::ZeroGrowth,
                GrowthFromZero,
            ),
            (
                "5.00万元，比上年增加0.00万元，增长5.00%",
                DisclosureToken::Change,
                PercentageWrong,
            ),
        ] {
            assert_eq!(tokens(text), [(token, Some(cause))], "{text}");
        }
        let shares = "收入652.04万元，其中：拨款646.04万元，占99.80%；资金1.00万元，占0.15%；结转5.00万元，占0.77%。";
        assert_eq!(
            tokens(shares),
            [(DisclosureToken::Share, Some(PercentageWrong))]
        );
    }
}
