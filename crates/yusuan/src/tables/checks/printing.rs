//! What is known about tables of which only the print is.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::CellRef;
use super::pages::half_of;
use crate::money::Fen;
use crate::tables::budget::BudgetTable;
use crate::tables::final_account::FinalTable;

/// A table that is known by its print, of a budget or of final accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PrintedTable {
    Budget(BudgetTable),
    Final(FinalTable),
}

impl From<BudgetTable> for PrintedTable {
    fn from(table: BudgetTable) -> Self {
        Self::Budget(table)
    }
}

impl From<FinalTable> for PrintedTable {
    fn from(table: FinalTable) -> Self {
        Self::Final(table)
    }
}

impl PrintedTable {
    /// Say whether this is a table of final accounts.
    pub(crate) const fn is_final(self) -> bool {
        matches!(self, Self::Final(_))
    }

    /// Say whether the two sides are lists of their own, which add up to the same in all alone.
    pub(crate) const fn is_overview(self) -> bool {
        matches!(
            self,
            Self::Budget(BudgetTable::Overview | BudgetTable::FiscalOverview)
                | Self::Final(FinalTable::Overview | FinalTable::FiscalOverview)
        )
    }
}

/// How the tables of a document are printed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Printing {
    /// What the last printed place of a table is worth.
    pub(crate) last_places: BTreeMap<PrintedTable, Fen>,
    /// Tables with rows that were not understood.
    pub(crate) incomplete: BTreeSet<PrintedTable>,
    /// Columns of the template that a table does not have, though all that it has were understood.
    pub(crate) left_out: BTreeSet<(PrintedTable, String)>,
}

impl Printing {
    /// Return the finest last place of the document.
    pub(super) fn last_place(&self) -> Fen {
        let places = self.last_places.values().copied();
        places.min().unwrap_or(Fen::new(1))
    }

    /// Return how far rounding may have moved a figure of a table.
    pub(super) fn half_place(&self, table: impl Into<PrintedTable>) -> Fen {
        let place = self.last_places.get(&table.into()).copied();
        half_of(place.unwrap_or_default())
    }

    pub(super) fn is_incomplete(&self, table: impl Into<PrintedTable>) -> bool {
        self.incomplete.contains(&table.into())
    }

    pub(super) fn is_without(&self, table: impl Into<PrintedTable>, column: &str) -> bool {
        self.left_out.contains(&(table.into(), column.to_owned()))
    }
}

/// An identity at one place, as what it says about printed cells: the left ones less the right ones
/// are as far apart as they may be or not.
#[derive(Clone, Debug)]
pub(crate) struct Equation {
    pub(crate) number: &'static str,
    pub(crate) statement: &'static str,
    /// Whether it must hold; otherwise it is only expected to.
    pub(crate) formal: bool,
    pub(crate) place: String,
    pub(crate) left: Vec<CellRef>,
    pub(crate) right: Vec<CellRef>,
    /// The printed sums.
    pub(crate) sums: (Fen, Fen),
    pub(crate) tolerance: Fen,
    /// Rounded figures on both sides.
    pub(crate) rounded: usize,
}
