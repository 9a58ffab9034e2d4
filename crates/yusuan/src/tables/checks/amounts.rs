//! Sums of cells, with what is known about their rounding.

use serde::{Deserialize, Serialize};

use super::printing::PrintedTable;
use crate::money::{AmountError, Fen};

/// A printed cell: table, row and cell of the row by position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CellRef {
    pub(crate) table: PrintedTable,
    pub(crate) row: usize,
    pub(crate) cell: usize,
}

/// A sum of cells: exact, and as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    pub(super) exact: Fen,
    pub(super) displayed: Fen,
    /// Printed figures in it that were rounded.
    pub(super) rounded: usize,
    /// Half a last place for each of them.
    pub(super) slack: Fen,
    /// The cells, when only their print is known.
    pub(super) cells: Vec<CellRef>,
    /// Whether something of it was not read, so that nothing follows from the rest.
    pub(super) is_unknown: bool,
}

impl Amounts {
    /// Make one amount that is not rounded.
    pub(super) fn exact(exact: Fen) -> Self {
        Self {
            exact,
            displayed: exact,
            ..Self::default()
        }
    }

    /// Say of how many rounded figures this is the sum, and by how much rounding may move each.
    pub(super) fn rounded_by(mut self, half_place: Fen, figures: usize) -> Self {
        if !half_place.is_zero() {
            self.rounded = figures;
            let figures = i64::try_from(figures).unwrap_or(i64::MAX);
            self.slack = Fen::new(half_place.get().saturating_mul(figures));
        }
        self
    }

    /// Make a sum of which nothing is known.
    pub(super) fn unknown() -> Self {
        Self {
            is_unknown: true,
            ..Self::default()
        }
    }

    /// Add up.
    pub(super) fn sum(parts: impl IntoIterator<Item = Self>) -> Result<Self, AmountError> {
        let mut sum = Self::default();
        for mut part in parts {
            sum.exact = sum.exact.checked_add(part.exact)?;
            sum.displayed = sum.displayed.checked_add(part.displayed)?;
            sum.rounded = sum.rounded.saturating_add(part.rounded);
            sum.slack = sum.slack.checked_add(part.slack)?;
            sum.is_unknown |= part.is_unknown;
            sum.cells.append(&mut part.cells);
        }
        Ok(sum)
    }
}

/// Add up cells that had to be looked for.
pub(super) fn add(
    cells: impl Iterator<Item = Result<Amounts, AmountError>>,
) -> Result<Amounts, AmountError> {
    Amounts::sum(cells.collect::<Result<Vec<_>, _>>()?)
}

/// Why printed figures may be apart by a tolerance and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToleranceReason {
    /// Nothing is rounded: every fen is printed.
    Exact,
    /// Each rounded figure, on either side, may be off by half a last place.
    Rounded,
    /// Totals are sums of rounded figures, so each is off by as many halves as it has parts.
    Footed,
    /// The sides need not be the same money; one last place is granted in any case.
    Expected,
}

impl ToleranceReason {
    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Rounded => "rounded",
            Self::Footed => "footed",
            Self::Expected => "expected",
        }
    }
}

/// How far printed figures may be apart for rounding alone, and why.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Tolerance {
    /// The largest difference of the printed figures that rounding explains: half a last place for
    /// each rounded figure, down to a whole last place, since printed figures differ by those.
    pub fen: Fen,
    /// The same in the unit of the tables.
    pub text: String,
    /// Rounded figures on both sides together.
    pub rounded: usize,
    /// Why it is so much.
    pub reason: ToleranceReason,
}
