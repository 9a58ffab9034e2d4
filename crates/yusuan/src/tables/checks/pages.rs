//! The finished tables as a checker reads them.

use std::collections::{BTreeMap, HashMap};

use crate::money::{AmountError, Fen};
use crate::tables::budget::BudgetTable;
use crate::tables::error::TableError;
use crate::tables::options::TableOptions;
use crate::tables::table::{Cell, Column, ColumnRole, Row, RowHead, RowLevel, Table};

/// A sum of cells: exact, and as printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Amounts {
    pub(super) exact: Fen,
    pub(super) displayed: Fen,
}

impl Amounts {
    /// Add up.
    pub(super) fn sum(parts: impl IntoIterator<Item = Self>) -> Result<Self, AmountError> {
        parts.into_iter().try_fold(Self::default(), |sum, part| {
            Ok(Self {
                exact: sum.exact.checked_add(part.exact)?,
                displayed: sum.displayed.checked_add(part.displayed)?,
            })
        })
    }
}

/// The eleven tables.
pub(super) struct Pages<'a> {
    pub(super) options: &'a TableOptions,
    tables: Vec<(&'a Table, HashMap<&'a str, &'a Row>)>,
}

impl<'a> Pages<'a> {
    pub(super) fn new(tables: &'a [Table], options: &'a TableOptions) -> Result<Self, TableError> {
        let find = |wanted: BudgetTable| {
            let found = tables.iter().find(|table| table.id == wanted.id());
            let table = found.ok_or(TableError::TableMissing { id: wanted.id() })?;
            let rows = table
                .rows
                .iter()
                .filter_map(|row| Some((row.id()?, row)))
                .collect();
            Ok((table, rows))
        };
        let tables = BudgetTable::ALL
            .into_iter()
            .map(find)
            .collect::<Result<_, TableError>>()?;
        Ok(Self { options, tables })
    }

    /// Look at nothing: for identities of other tables, which are shown as these are.
    pub(super) const fn none(options: &'a TableOptions) -> Self {
        Self {
            options,
            tables: Vec::new(),
        }
    }

    /// Return the rows of a table.
    pub(super) fn rows(&self, table: BudgetTable) -> &'a [Row] {
        self.page(table)
            .map_or(&[], |(table, _)| table.rows.as_slice())
    }

    /// Return the ids of the amount columns of a table.
    pub(super) fn amount_columns(&self, table: BudgetTable) -> Vec<&'a str> {
        let columns = self
            .page(table)
            .map(|(table, _)| table.leaf_columns())
            .unwrap_or_default();
        let is_amount = |column: &&Column| column.role == ColumnRole::Amount;
        columns
            .into_iter()
            .filter(is_amount)
            .map(|column| column.id.as_str())
            .collect()
    }

    /// Return a cell; a row that is not printed has no money.
    pub(super) fn at(
        &self,
        table: BudgetTable,
        row: &str,
        column: &str,
    ) -> Result<Amounts, AmountError> {
        let row = self
            .page(table)
            .and_then(|(_, rows)| rows.get(row).copied());
        row.map_or(Ok(Amounts::default()), |row| self.cell(row, column))
    }

    /// Return the sum of cells of one row.
    pub(super) fn across(
        &self,
        table: BudgetTable,
        row: &str,
        columns: &[&str],
    ) -> Result<Amounts, AmountError> {
        add(columns.iter().map(|column| self.at(table, row, column)))
    }

    /// Return the sum of cells of one column.
    pub(super) fn down(
        &self,
        table: BudgetTable,
        rows: &[&str],
        column: &str,
    ) -> Result<Amounts, AmountError> {
        add(rows.iter().map(|row| self.at(table, row, column)))
    }

    /// Return a cell of a row.
    pub(super) fn cell(&self, row: &Row, column: &str) -> Result<Amounts, AmountError> {
        match row.cell(column) {
            Some(Cell::Amount {
                fen: Some(exact),
                text: Some(text),
            }) => {
                let displayed = self.options.currency_unit.parse_displayed(text)?;
                Ok(Amounts {
                    exact: *exact,
                    displayed,
                })
            }
            _ => Ok(Amounts::default()),
        }
    }

    /// Return the sum of cells of a row, with the money that no column prints.
    pub(super) fn parts(&self, row: &Row, columns: &[&str]) -> Result<Amounts, AmountError> {
        let exact = row.unprinted;
        let unprinted = Amounts {
            exact,
            displayed: exact.round_to(self.options.currency_unit)?,
        };
        let cells = columns.iter().map(|column| self.cell(row, column));
        add(cells.chain([Ok(unprinted)]))
    }

    /// Return a column of a two-sided table by functional class, without its total.
    pub(super) fn by_class(
        &self,
        table: BudgetTable,
        column: &str,
    ) -> Result<BTreeMap<&'a str, Amounts>, AmountError> {
        let mut classes = BTreeMap::new();
        for row in self.rows(table) {
            let class = match &row.head {
                RowHead::Sides {
                    expenditure_code, ..
                } => expenditure_code.as_deref().filter(|code| *code != "total"),
                RowHead::Item {
                    id,
                    level: RowLevel::Class,
                    ..
                } => Some(id.as_str()),
                RowHead::Item { .. } => None,
            };
            if let Some(class) = class {
                classes.insert(class, self.cell(row, column)?);
            }
        }
        Ok(classes)
    }

    fn page(&self, table: BudgetTable) -> Option<&(&'a Table, HashMap<&'a str, &'a Row>)> {
        let position = BudgetTable::ALL.iter().position(|other| *other == table)?;
        self.tables.get(position)
    }
}

fn add(cells: impl Iterator<Item = Result<Amounts, AmountError>>) -> Result<Amounts, AmountError> {
    Amounts::sum(cells.collect::<Result<Vec<_>, _>>()?)
}

/// Return a place in words: table, row, column.
pub(super) fn place(table: BudgetTable, row: &str, column: &str) -> String {
    format!("{} {row} {column}", table.id())
}
