//! The finished tables as the narrative reads them: it never contradicts what they print.

use std::borrow::Cow;

use super::figure::Money;
use crate::money::AmountError;
use crate::tables::budget::BudgetTable;
use crate::tables::table::{Cell, Row, RowHead, RowLevel, Table};
use crate::tables::{BudgetInput, TableError, budget_tables};

/// The eleven tables of one year.
pub(super) struct Sheets<'a> {
    pub(super) input: &'a BudgetInput<'a>,
    tables: Cow<'a, [Table]>,
}

/// A printed row: its code or id, its name, and its amounts.
pub(super) struct Line<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) row: &'a Row,
}

impl<'a> Sheets<'a> {
    /// Read tables that are finished, or make them.
    pub(super) fn of(
        input: &'a BudgetInput<'a>,
        finished: Option<&'a [Table]>,
    ) -> Result<Self, TableError> {
        let tables = match finished {
            Some(tables) => Cow::Borrowed(tables),
            None => Cow::Owned(budget_tables(input)?),
        };
        Ok(Self { input, tables })
    }

    fn rows(&self, table: BudgetTable) -> &[Row] {
        let found = self.tables.iter().find(|made| made.id == table.id());
        found.map_or(&[], |table| table.rows.as_slice())
    }

    /// Return a cell by the id of its row; a row that is not printed has no money.
    pub(super) fn at(
        &self,
        table: BudgetTable,
        row: &str,
        column: &str,
    ) -> Result<Money, AmountError> {
        let mut rows = self.rows(table).iter();
        let found = rows.find(|printed| printed.id() == Some(row));
        found.map_or(Ok(Money::default()), |row| self.cell(row, column))
    }

    /// Return a cell of a row.
    pub(super) fn cell(&self, row: &Row, column: &str) -> Result<Money, AmountError> {
        match row.cell(column) {
            Some(Cell::Amount {
                fen: Some(exact),
                text: Some(text),
            }) => Ok(Money {
                exact: *exact,
                displayed: self.input.options.currency_unit.parse_displayed(text)?,
            }),
            _ => Ok(Money::default()),
        }
    }

    /// Return the rows of a level, in print order.
    pub(super) fn lines(&self, table: BudgetTable, level: RowLevel) -> Vec<Line<'_>> {
        let rows = self.rows(table).iter();
        rows.filter_map(|row| line_of(row, level)).collect()
    }

    /// Return the functional classes on the expenditure side of a table of two sides that have
    /// money in a column.
    pub(super) fn classes(
        &self,
        table: BudgetTable,
        column: &str,
    ) -> Result<Vec<(String, String, Money)>, AmountError> {
        let mut classes = Vec::new();
        for row in self.rows(table) {
            let RowHead::Sides {
                expenditure_code: Some(code),
                ..
            } = &row.head
            else {
                continue;
            };
            let money = self.cell(row, column)?;
            if code != "total" && !money.exact.is_zero() {
                let name = self.input.names.functional.get(code);
                classes.push((code.clone(), name.cloned().unwrap_or_default(), money));
            }
        }
        Ok(classes)
    }

    /// Say whether a table has no rows.
    pub(super) fn is_empty(&self, table: BudgetTable) -> bool {
        self.rows(table).is_empty()
    }
}

/// Return a row of a level.
fn line_of(row: &Row, wanted: RowLevel) -> Option<Line<'_>> {
    match &row.head {
        RowHead::Item {
            id, name, level, ..
        } if *level == wanted => Some(Line { id, name, row }),
        _ => None,
    }
}
