//! Figures in the sentences of the explanatory part.
//!
//! | file | what |
//! |---|---|
//! | `figure` | amounts and percentages |
//! | `change` | *X 万元，比上年增加 D 万元，增长 P%* |
//! | `share` | *X 万元，占 Y%* |
//! | `scope` | what a section is about, by the headings above it |
//! | `names` | what figures of the tables are called in sentences; data |
//! | `mention` | which figure of a table an amount is |
//! | `against` | the two compared |
//!
//! Changes and shares are computed from the figures as they stand; one hundredth is granted for each
//! rounding. What is worded otherwise is passed over.

mod against;
mod change;
mod figure;
mod mention;
mod names;
mod scope;
mod share;

use crate::disclosure::reading::wording::plain;
use crate::disclosure::report::{Cause, DisclosureFinding, DisclosureToken, PrintedPlace};
use crate::tables::Verdict;
pub(super) use against::Sentences;
use figure::{Figure, figures};

/// Check a text; sentences end with 。 or a line.
pub(super) fn check(text: &str, place: &PrintedPlace) -> Vec<DisclosureFinding> {
    let mut findings = Vec::new();
    let mut paragraph: Vec<(usize, Vec<Figure>)> = Vec::new();
    // Amounts that stand before it in the section.
    let mut above: Vec<Figure> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let row = at.saturating_add(1);
        if is_heading(line) {
            share::shares(&paragraph, &above, place, &mut findings);
            above.extend(paragraph.drain(..).flat_map(|(_, figures)| figures));
        }
        if begins_section(line) {
            above.clear();
        }
        for sentence in line.split('。') {
            let figures = figures(sentence);
            let place = PrintedPlace {
                row: Some(row),
                ..place.clone()
            };
            findings.extend(
                change::changes(&figures).filter_map(|change| change::judge(&change, &place)),
            );
            paragraph.push((row, figures));
        }
    }
    share::shares(&paragraph, &above, place, &mut findings);
    findings
}

/// Say whether a line begins another statement, with a whole of its own.
fn is_heading(line: &str) -> bool {
    let text = plain(line);
    begins_section(line) || text.starts_with('(') || text.contains("其中:")
}

/// Say whether a line begins with 一、.
fn begins_section(line: &str) -> bool {
    let line = plain(line);
    let mut characters = line.chars();
    let first = characters.next();
    first.is_some_and(|first| "一二三四五六七八九十".contains(first))
        && characters.any(|next| next == '、')
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
