//! Adding up, and turning sums into cells.
//!
//! A [`Grid`] collects exact amounts for the finest cells that a table prints: its leaves. Every
//! total is a sum of leaves, and keeps two figures: the exact one, and the one that comes out when
//! the leaves are rounded first. [`TableOptions::foot_displayed`] only chooses which is shown.

use std::collections::BTreeMap;

use crate::money::{AmountError, Fen};
use crate::tables::options::TableOptions;
use crate::tables::table::{Cell, ColumnId};

/// Amounts of the finest rows of a table, by key and leaf column.
pub(in crate::tables) struct Grid<K> {
    width: usize,
    /// As they came. A table may have as many keys as lines, and putting them in order once is
    /// cheaper than finding a place for each.
    amounts: Vec<(K, usize, Fen)>,
}

impl<K: Ord> Grid<K> {
    /// Make an empty grid with so many leaf columns.
    pub(in crate::tables) const fn new(width: usize) -> Self {
        Self {
            width,
            amounts: Vec::new(),
        }
    }

    /// Add an amount to one cell; a zero leaves no trace.
    ///
    /// A column beyond the width would be a slip in this module's callers and is ignored in
    /// release builds, where the identities of the table bring it to light.
    pub(in crate::tables) fn add(&mut self, key: K, column: usize, amount: Fen) {
        debug_assert!(column < self.width, "column {column} of {}", self.width);
        if amount.is_zero() {
            return;
        }
        // Lines of one code often come one behind the other.
        if let Some((last, of, sum)) = self.amounts.last_mut()
            && (&*last, *of) == (&key, column)
            && let Ok(more) = sum.checked_add(amount)
        {
            *sum = more;
            return;
        }
        self.amounts.push((key, column, amount));
    }

    /// Return the leaf rows by their keys.
    pub(in crate::tables) fn into_sums(
        self,
        options: &TableOptions,
    ) -> Result<BTreeMap<K, Vec<Sum>>, AmountError> {
        Ok(self.into_rows(options)?.into_iter().collect())
    }

    /// Return the leaf rows in the order of their keys.
    pub(in crate::tables) fn into_rows(
        mut self,
        options: &TableOptions,
    ) -> Result<Vec<(K, Vec<Sum>)>, AmountError> {
        self.amounts
            .sort_by(|(one, ..), (other, ..)| one.cmp(other));
        let mut rows: Vec<(K, Vec<Sum>)> = Vec::new();
        for (key, column, amount) in self.amounts {
            if rows.last().is_none_or(|(last, _)| *last != key) {
                rows.push((key, vec![Sum::default(); self.width]));
            }
            let cell = rows.last_mut().and_then(|(_, row)| row.get_mut(column));
            if let Some(cell) = cell {
                cell.exact = cell.exact.checked_add(amount)?;
            }
        }
        for leaf in rows.iter_mut().flat_map(|(_, row)| row) {
            *leaf = Sum::leaf(leaf.exact, options)?;
        }
        Ok(rows)
    }
}

/// A sum of leaves, exact and with every leaf rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tables) struct Sum {
    pub(in crate::tables) exact: Fen,
    footed: Fen,
}

impl Sum {
    /// Start from one leaf.
    pub(in crate::tables) fn leaf(exact: Fen, options: &TableOptions) -> Result<Self, AmountError> {
        Ok(Self {
            exact,
            footed: exact.round_to(options.currency_unit)?,
        })
    }

    /// Add up.
    pub(in crate::tables) fn total<'a>(
        sums: impl IntoIterator<Item = &'a Self>,
    ) -> Result<Self, AmountError> {
        sums.into_iter().try_fold(Self::default(), |total, sum| {
            Ok(Self {
                exact: total.exact.checked_add(sum.exact)?,
                footed: total.footed.checked_add(sum.footed)?,
            })
        })
    }

    /// Add up chosen leaves of a row.
    pub(in crate::tables) fn of(row: &[Self], leaves: &[usize]) -> Result<Self, AmountError> {
        Self::total(leaves.iter().filter_map(|leaf| row.get(*leaf)))
    }

    /// Make the printed cell: no money is blank.
    pub(in crate::tables) fn cell(self, options: &TableOptions) -> Cell {
        if self.exact.is_zero() {
            return Cell::Amount {
                fen: None,
                text: None,
            };
        }
        let shown = if options.foot_displayed {
            self.footed
        } else {
            self.exact
        };
        let text = shown.display(options.currency_unit, options.thousands_separator);
        Cell::Amount {
            fen: Some(self.exact),
            text: Some(text.into()),
        }
    }
}

/// Add the cells of `row` to those of `total`, column by column.
pub(in crate::tables) fn add_row(total: &mut Vec<Sum>, row: &[Sum]) -> Result<(), AmountError> {
    if total.len() < row.len() {
        total.resize(row.len(), Sum::default());
    }
    for (cell, addend) in total.iter_mut().zip(row) {
        *cell = Sum::total([&*cell, addend])?;
    }
    Ok(())
}

/// How the amount columns of a table come out of the leaves of its grid.
pub(in crate::tables) struct Shape {
    /// Number of leaves.
    pub(in crate::tables) width: usize,
    /// Printed columns in order, each with the leaves that it adds up.
    pub(in crate::tables) columns: &'static [(&'static str, &'static [usize])],
    /// Leaves that are in the total and in no other column.
    pub(in crate::tables) unprinted: &'static [usize],
}

impl Shape {
    /// Make the amount cells of one row.
    pub(in crate::tables) fn cells(
        &self,
        row: &[Sum],
        options: &TableOptions,
    ) -> Result<Vec<(ColumnId, Cell)>, AmountError> {
        self.each_cell(row, options).collect()
    }

    /// Make the same one after the other.
    pub(in crate::tables) fn each_cell(
        &self,
        row: &[Sum],
        options: &TableOptions,
    ) -> impl Iterator<Item = Result<(ColumnId, Cell), AmountError>> {
        let cell = |(id, leaves): &(&'static str, &[usize])| {
            Ok(((*id).into(), Sum::of(row, leaves)?.cell(options)))
        };
        self.columns.iter().map(cell)
    }

    /// Return the exact amount that no column but the total shows.
    pub(in crate::tables) fn unprinted(&self, row: &[Sum]) -> Result<Fen, AmountError> {
        Ok(Sum::of(row, self.unprinted)?.exact)
    }
}
