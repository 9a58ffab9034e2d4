//! Amounts and percentages in sentences.

use crate::disclosure::reading::amount::number;
use crate::disclosure::reading::wording::plain;
use crate::money::CurrencyUnit;

/// An amount or a percentage in a sentence, in its last printed places.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Hundredths.
    pub(super) value: i128,
    pub(super) text: String,
    pub(super) is_percent: bool,
    /// Unit of an amount.
    pub(super) unit: CurrencyUnit,
    /// Decimal places that it shows.
    pub(super) decimals: u32,
    /// What stands before it since the figure before.
    pub(super) before: String,
}

/// Find the amounts in 万元 or 元 and the percentages of a sentence.
pub(super) fn figures(sentence: &str) -> Vec<Figure> {
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
            Some((size, decimals)) if is_percent || is_amount => {
                let is_negative = before.ends_with('-') && !before.ends_with("--");
                if is_negative {
                    before.pop();
                }
                let sign = if is_negative { "-" } else { "" };
                found.push(Figure {
                    value: if is_negative { -size } else { size },
                    unit: if behind.starts_with('元') {
                        CurrencyUnit::Yuan
                    } else {
                        CurrencyUnit::WanYuan
                    },
                    decimals,
                    text: format!("{sign}{bare}"),
                    is_percent,
                    before: std::mem::take(&mut before),
                });
            }
            _ => before.push_str(shown),
        }
        rest = behind;
    }
    found
}

/// Read a number with at most two decimal places, in hundredths; return how many it has.
fn hundredths(text: &str) -> Option<(i128, u32)> {
    let number = number(text)?;
    if number.fraction.len() > 2 {
        return None;
    }
    let value = format!("{}{:0<2}", number.whole, number.fraction);
    let decimals = u32::try_from(number.fraction.len()).ok()?;
    Some((value.parse().ok()?, decimals))
}

/// Return a part of a whole in hundredths of a percent, halves up.
pub(super) fn percent(part: i128, whole: i128) -> Option<i128> {
    let scaled = part.checked_mul(20_000)?.checked_add(whole)?;
    scaled.checked_div(whole.checked_mul(2)?)
}

/// Say whether a percentage is that of figures that may each be off by half of their last place.
pub(super) fn fits(rate: i128, part: i128, whole: i128) -> bool {
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

pub(super) fn shown(hundredths: i128) -> String {
    let size = hundredths.unsigned_abs();
    let sign = if hundredths < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", size / 100, size % 100)
}
