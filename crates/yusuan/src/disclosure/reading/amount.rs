//! A printed amount.

use super::wording::plain;
use crate::money::{CurrencyUnit, Fen};

/// What stands in a cell for money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::disclosure) enum Printed {
    /// Nothing, or a mark for nothing.
    Blank,
    /// An amount, and how many decimal places it shows.
    Amount { fen: Fen, decimals: u32 },
    /// Something else.
    Unreadable,
}

/// Read a cell in the unit of its table.
pub(in crate::disclosure) fn read(text: &str, unit: CurrencyUnit) -> Printed {
    let text = plain(text);
    let text = text.trim_start_matches('¥').trim_start_matches('￥');
    let text = text.strip_suffix("万元").unwrap_or(text);
    let text = text.strip_suffix('元').unwrap_or(text);
    if text
        .chars()
        .all(|character| matches!(character, '-' | '/' | '…' | '*' | '无' | '\\'))
    {
        return Printed::Blank;
    }
    match number(text) {
        Some(number) => in_fen(&number, unit),
        None => Printed::Unreadable,
    }
}

/// A decimal number as its digits.
pub(in crate::disclosure) struct Number {
    pub(in crate::disclosure) is_negative: bool,
    pub(in crate::disclosure) whole: String,
    pub(in crate::disclosure) fraction: String,
}

/// Read a number: thousands separators, a sign, brackets for a negative one.
pub(in crate::disclosure) fn number(text: &str) -> Option<Number> {
    let bracketed = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let (is_negative, text) = match (bracketed, text.strip_prefix('-')) {
        (Some(inside), _) => (true, inside),
        (None, Some(rest)) => (true, rest),
        (None, None) => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.contains(',') {
        let mut groups = whole.split(',');
        let first = groups.next().unwrap_or_default();
        if first.is_empty() || first.len() > 3 || groups.any(|group| group.len() != 3) {
            return None;
        }
    }
    let whole: String = whole
        .chars()
        .filter(|character| *character != ',')
        .collect();
    let is_number = !whole.is_empty() && is_digits(&whole) && is_digits(fraction);
    is_number.then(|| Number {
        is_negative,
        whole,
        fraction: fraction.to_owned(),
    })
}

/// Digits after the point that a fen needs.
pub(in crate::disclosure) const fn fen_decimals(unit: CurrencyUnit) -> u32 {
    match unit {
        CurrencyUnit::Yuan => 2,
        CurrencyUnit::WanYuan => 6,
    }
}

/// Turn a number of a unit into fen; what is finer than a fen is noise of a formula.
fn in_fen(number: &Number, unit: CurrencyUnit) -> Printed {
    let places = usize::try_from(fen_decimals(unit)).unwrap_or_default();
    let missing = places.saturating_sub(number.fraction.len());
    let digits: String = number
        .whole
        .chars()
        .chain(number.fraction.chars().take(places))
        .chain(std::iter::repeat_n('0', missing))
        .collect();
    let rounds_up = number
        .fraction
        .as_bytes()
        .get(places)
        .is_some_and(|digit| *digit >= b'5');
    let size = digits.parse::<i64>().ok();
    let size = size.and_then(|size| size.checked_add(i64::from(rounds_up)));
    let Some(size) = size.filter(|size| *size <= Fen::MAX_AMOUNT.get()) else {
        return Printed::Unreadable;
    };
    let shown = if number.fraction.len() > places {
        // A binary fraction: 0.30000000000000004 shows no more than 0.3.
        digits
            .get(number.whole.len()..)
            .map_or(0, |fraction| fraction.trim_end_matches('0').len())
    } else {
        number.fraction.len()
    };
    Printed::Amount {
        fen: Fen::new(if number.is_negative { -size } else { size }),
        decimals: u32::try_from(shown).unwrap_or(u32::MAX),
    }
}

/// Return what the last of some decimal places is worth.
pub(in crate::disclosure) const fn place_of(decimals: u32, unit: CurrencyUnit) -> Fen {
    let missing = fen_decimals(unit).saturating_sub(decimals);
    Fen::new(10_i64.pow(missing))
}

/// Write an amount with as many decimal places as its table shows.
pub(in crate::disclosure) fn write(fen: Fen, unit: CurrencyUnit, last_place: Fen) -> String {
    let place = last_place.get().max(1);
    let size = fen.get().unsigned_abs().checked_div(place.unsigned_abs());
    let digits = size.unwrap_or_default().to_string();
    let missing = place.to_string().len().saturating_sub(1);
    let decimals = usize::try_from(fen_decimals(unit)).unwrap_or_default();
    let decimals = decimals.saturating_sub(missing);
    let digits = format!("{digits:0>width$}", width = decimals.saturating_add(1));
    let at = digits.len().saturating_sub(decimals);
    let (whole, fraction) = digits.split_at(at);
    let sign = if fen.get() < 0 && size != Some(0) {
        "-"
    } else {
        ""
    };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fen(text: &str, unit: CurrencyUnit) -> Option<(i64, u32)> {
        match read(text, unit) {
            Printed::Amount { fen, decimals } => Some((fen.get(), decimals)),
            _ => None,
        }
    }

    #[test]
    fn reads_what_is_printed() {
        use CurrencyUnit::{WanYuan, Yuan};
        assert_eq!(fen("646.04", WanYuan), Some((646_040_000, 2)));
        assert_eq!(fen(" ６，４６０．４ ", WanYuan), Some((6_460_400_000, 1)));
        assert_eq!(fen("6,460,439.45", Yuan), Some((646_043_945, 2)));
        assert_eq!(fen("(1.00)", WanYuan), Some((-1_000_000, 2)));
        assert_eq!(fen("－1", Yuan), Some((-100, 0)));
        assert_eq!(fen("0.30000000000000004", WanYuan), Some((300_000, 1)));
        assert_eq!(fen("1.00万元", WanYuan), Some((1_000_000, 2)));
        for blank in ["", " ", "-", "——", "/", "　"] {
            assert_eq!(read(blank, WanYuan), Printed::Blank, "{blank}");
        }
        for broken in ["1,2.3", "12a", "1.2.3", "1 万 2"] {
            assert_eq!(read(broken, WanYuan), Printed::Unreadable, "{broken}");
        }
    }

    #[test]
    fn writes_as_its_table_does() {
        use CurrencyUnit::{WanYuan, Yuan};
        let place = |decimals, unit| place_of(decimals, unit);
        assert_eq!(
            write(Fen::new(646_040_000), WanYuan, place(2, WanYuan)),
            "646.04"
        );
        assert_eq!(write(Fen::new(-5), Yuan, place(2, Yuan)), "-0.05");
        assert_eq!(write(Fen::new(123_400), Yuan, place(0, Yuan)), "1234");
        assert_eq!(write(Fen::new(1), WanYuan, place(6, WanYuan)), "0.000001");
    }
}
