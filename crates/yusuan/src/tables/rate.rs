//! One amount as a part of another, as printed.

use super::table::{Cell, Rate};
use crate::money::Fen;

/// Hundredths of a percent in the whole.
const WHOLE: i128 = 10_000;

/// Make a cell of a percentage with two decimal places, halves away from zero; blank when there is
/// no whole to be a part of.
pub(super) fn cell(part: Fen, whole: Fen) -> Cell {
    let text = percent(part, whole);
    let (part_fen, whole_fen) = text.as_ref().map(|_| (part, whole)).unzip();
    Cell::Rate(Box::new(Rate {
        part_fen,
        whole_fen,
        text,
    }))
}

/// Return a percentage as printed, unless there is no whole to be a part of.
pub(crate) fn percent(part: Fen, whole: Fen) -> Option<String> {
    (whole > Fen::ZERO).then(|| shown(part, whole))
}

/// Return a percentage with two decimal places, halves away from zero.
///
/// Sixty-four bits times ten thousand fit into 128 bits many times over.
pub(super) fn shown(part: Fen, whole: Fen) -> String {
    let (part, whole) = (i128::from(part.get()), i128::from(whole.get()));
    let scaled = part.unsigned_abs().saturating_mul(WHOLE.unsigned_abs());
    let half = whole.unsigned_abs() / 2;
    let odd = whole.unsigned_abs() % 2;
    // Half up: the remainder counts when it is at least half of the whole.
    let (down, rest) = (scaled / whole.unsigned_abs(), scaled % whole.unsigned_abs());
    let shown = if rest >= half.saturating_add(odd) {
        down.saturating_add(1)
    } else {
        down
    };
    let sign = if part < 0 && shown > 0 { "-" } else { "" };
    format!("{sign}{}.{:02}%", shown / 100, shown % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_up_and_nothing_is_lost() {
        let shown = |part, whole| percent(Fen::new(part), Fen::new(whole)).unwrap();
        assert_eq!(shown(1, 3), "33.33%");
        assert_eq!(shown(2, 3), "66.67%");
        assert_eq!(shown(1, 8), "12.50%");
        assert_eq!(shown(1, 20_000), "0.01%");
        assert_eq!(shown(1, 20_001), "0.00%");
        assert_eq!(shown(-1, 20_000), "-0.01%");
        assert_eq!(shown(-1, 20_001), "0.00%");
        assert_eq!(shown(i64::MAX, i64::MAX), "100.00%");
        assert_eq!(shown(i64::MAX, 1), "922337203685477580700.00%");
    }

    #[test]
    fn without_a_whole_there_is_no_part() {
        for whole in [Fen::ZERO, Fen::new(-1)] {
            assert_eq!(cell(Fen::new(5), whole).text(), None);
        }
    }
}
