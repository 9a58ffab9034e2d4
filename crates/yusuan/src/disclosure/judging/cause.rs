//! What turns a right amount into the printed one exactly.

use super::equations::Range;
use crate::disclosure::reading::amount::write;
use crate::disclosure::report::Cause;
use crate::money::{CurrencyUnit, Fen};

/// Values that are tried one by one; a wider range says too little.
const VALUES_MAX: i64 = 400;

/// A printed amount beside what it may be.
pub(in crate::disclosure) struct Suspect<'a> {
    /// What is printed.
    pub(in crate::disclosure) text: &'a str,
    pub(in crate::disclosure) value: Fen,
    /// Values that make the identities hold.
    pub(in crate::disclosure) range: Range,
    /// The one that fits best.
    pub(in crate::disclosure) best: i64,
    pub(in crate::disclosure) unit: CurrencyUnit,
    pub(in crate::disclosure) last_place: Fen,
    /// Amounts above and below.
    pub(in crate::disclosure) rows: Vec<Fen>,
    /// Amounts to the left and right.
    pub(in crate::disclosure) columns: Vec<Fen>,
}

/// Says whether a cause turns a right value into the printed text.
type Fits = fn(&Suspect<'_>, i64, &str) -> bool;

impl Suspect<'_> {
    /// Return the first cause that fits, with the right value.
    ///
    /// What was typed counts first; then the amount as its table would print it, since a spreadsheet
    /// drops zeros at the end.
    pub(in crate::disclosure) fn cause(&self) -> Option<(Cause, Fen)> {
        let typed: String = crate::disclosure::reading::wording::plain(self.text)
            .chars()
            .filter(|character| character.is_ascii_digit() || *character == '.')
            .collect();
        let size = Fen::new(self.value.get().saturating_abs());
        let padded = write(size, self.unit, self.last_place);
        let found = self.cause_of(&typed);
        found
            .filter(|(cause, _)| *cause != Cause::DigitWrong)
            .or_else(|| self.cause_of(&padded))
            .or(found)
    }

    fn cause_of(&self, printed: &str) -> Option<(Cause, Fen)> {
        let values = self.values();
        let causes: [(Cause, Fits); 10] = [
            (Cause::SignWrong, |it, value, _| value == -it.value.get()),
            (Cause::DecimalShift, |it, value, _| {
                it.is_shifted(value, &[10, 100, 1_000])
            }),
            (Cause::UnitMixed, |it, value, _| {
                it.is_shifted(value, &[10_000])
            }),
            (Cause::DigitsSwapped, |it, value, text| {
                it.digits(value, text, is_swapped)
            }),
            (Cause::DigitDoubled, |it, value, text| {
                it.digits(value, text, is_doubled)
            }),
            (Cause::DigitDropped, |it, value, text| {
                it.digits(value, text, is_dropped)
            }),
            (Cause::RowSlipped, |it, _, _| it.rows.contains(&it.value)),
            (Cause::DigitWrong, |it, value, text| {
                it.digits(value, text, is_one_off)
            }),
            (Cause::ColumnSlipped, |it, _, _| {
                it.columns.contains(&it.value)
            }),
            (Cause::AmountMissing, |it, value, _| {
                it.value.is_zero() && value != 0
            }),
        ];
        for (cause, fits) in causes {
            // Nothing is no slip of digits: a blank is missing, whatever else it looks like.
            if self.value.is_zero() && cause != Cause::AmountMissing {
                continue;
            }
            if let Some(value) = values.iter().find(|value| fits(self, **value, printed)) {
                return Some((cause, Fen::new(*value)));
            }
        }
        None
    }

    /// Return the values that can be printed, the best one first.
    fn values(&self) -> Vec<i64> {
        let place = self.last_place.get().max(1);
        let round = |value: i64| {
            let half = if value < 0 { -(place / 2) } else { place / 2 };
            (value.saturating_add(half) / place).saturating_mul(place)
        };
        let best = round(self.best);
        let width = self.range.high.saturating_sub(self.range.low) / place;
        let mut values = vec![best];
        if width <= VALUES_MAX {
            for step in 1..=width {
                let by = step.saturating_mul(place);
                values.extend([best.saturating_add(by), best.saturating_sub(by)]);
            }
        }
        values.retain(|value| self.range.contains(*value));
        values
    }

    fn is_shifted(&self, value: i64, factors: &[i64]) -> bool {
        let printed = self.value.get();
        let place = self.last_place.get().max(1);
        factors.iter().any(|factor| {
            let up = value.checked_mul(*factor) == Some(printed);
            // Shifted to the right, the last digits may be lost.
            let down = value / factor;
            up || printed == down || printed == down.saturating_sub(down % place)
        }) && value != 0
    }

    fn digits(&self, value: i64, printed: &str, is_made: fn(&[u8], &[u8]) -> bool) -> bool {
        let size = Fen::new(value.saturating_abs());
        let right = write(size, self.unit, self.last_place);
        (value < 0) == (self.value.get() < 0) && is_made(right.as_bytes(), printed.as_bytes())
    }
}

/// Return a text without the byte at a place.
fn without(text: &[u8], at: usize) -> Vec<u8> {
    let (before, after) = text.split_at(at);
    before.iter().chain(after.iter().skip(1)).copied().collect()
}

fn is_digit(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(u8::is_ascii_digit)
}

fn is_dropped(right: &[u8], printed: &[u8]) -> bool {
    right.len() == printed.len().saturating_add(1)
        && (0..right.len()).any(|at| is_digit(right, at) && without(right, at) == printed)
}

fn is_doubled(right: &[u8], printed: &[u8]) -> bool {
    printed.len() == right.len().saturating_add(1)
        && (1..printed.len()).any(|at| {
            is_digit(printed, at)
                && printed.get(at) == printed.get(at.saturating_sub(1))
                && without(printed, at) == right
        })
}

fn differences(right: &[u8], printed: &[u8]) -> Vec<usize> {
    let pairs = right.iter().zip(printed).enumerate();
    pairs
        .filter(|(_, (one, other))| one != other)
        .map(|(at, _)| at)
        .collect()
}

fn is_swapped(right: &[u8], printed: &[u8]) -> bool {
    if right.len() != printed.len() {
        return false;
    }
    let [first, second] = differences(right, printed)[..] else {
        return false;
    };
    // The point may stand between the two.
    let gap = second.saturating_sub(first);
    let is_next = gap == 1 || gap == 2 && right.get(first.saturating_add(1)) == Some(&b'.');
    is_next && right.get(first) == printed.get(second) && right.get(second) == printed.get(first)
}

fn is_one_off(right: &[u8], printed: &[u8]) -> bool {
    right.len() == printed.len()
        && matches!(differences(right, printed)[..], [at] if is_digit(right, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cause(text: &str, right: &str) -> Option<Cause> {
        let fen = |text: &str| CurrencyUnit::WanYuan.parse_displayed(text).unwrap();
        let right = fen(right).get();
        let suspect = Suspect {
            text,
            value: fen(text),
            range: Range {
                low: right,
                high: right,
            },
            best: right,
            unit: CurrencyUnit::WanYuan,
            last_place: Fen::new(10_000),
            rows: vec![fen("77.77")],
            columns: vec![fen("88.88")],
        };
        suspect.cause().map(|(cause, _)| cause)
    }

    #[test]
    fn a_cause_fits_exactly_or_not_at_all() {
        for (printed, right, wanted) in [
            ("64.04", "646.04", Some(Cause::DigitDropped)),
            ("6446.04", "646.04", Some(Cause::DigitDoubled)),
            ("664.04", "646.04", Some(Cause::DigitsSwapped)),
            ("640.64", "646.04", Some(Cause::DigitsSwapped)),
            ("646.09", "646.04", Some(Cause::DigitWrong)),
            ("64.60", "646.04", Some(Cause::DecimalShift)),
            ("6460.40", "646.04", Some(Cause::DecimalShift)),
            ("6460400.00", "646.04", Some(Cause::UnitMixed)),
            ("-646.04", "646.04", Some(Cause::SignWrong)),
            ("77.77", "646.04", Some(Cause::RowSlipped)),
            ("88.88", "646.04", Some(Cause::ColumnSlipped)),
            ("0.00", "646.04", Some(Cause::AmountMissing)),
            ("512.00", "646.04", None),
        ] {
            assert_eq!(cause(printed, right), wanted, "{printed} for {right}");
        }
    }
}
