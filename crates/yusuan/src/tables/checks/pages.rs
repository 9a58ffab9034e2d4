//! The finished tables as a checker reads them.

use std::collections::{BTreeMap, HashMap};

use super::amounts::{Amounts, CellRef, add};
use super::printing::Printing;
use crate::money::{AmountError, Fen};
use crate::tables::budget::BudgetTable;
use crate::tables::error::TableError;
use crate::tables::options::TableOptions;
use crate::tables::table::{Cell, Column, ColumnRole, Row, RowHead, RowLevel, Table};

/// Tables whose rows are the same in every document: one that is not there is another template's.
const FIXED_ROWS: [BudgetTable; 3] = [
    BudgetTable::Overview,
    BudgetTable::FiscalOverview,
    BudgetTable::ThreePublic,
];

/// A table as it is looked up.
struct Page<'a> {
    table: &'a Table,
    rows: HashMap<&'a str, &'a Row>,
    /// Figures that a footed total may be made of: no more than the table prints, and one a row
    /// for what it does not print.
    footed_figures: usize,
}

/// The eleven tables, or those of them that a document prints.
pub(super) struct Pages<'a> {
    pub(super) options: &'a TableOptions,
    /// What is known about the print; none when exact fen are known.
    pub(super) printing: Option<&'a Printing>,
    all: Vec<Option<Page<'a>>>,
    /// Where a row stands: a cell of a printed table is named by its place.
    places: HashMap<*const Row, (BudgetTable, usize)>,
}

impl<'a> Pages<'a> {
    /// Look at tables that were made together: all must be there.
    pub(super) fn new(tables: &'a [Table], options: &'a TableOptions) -> Result<Self, TableError> {
        let pages = Self::found(tables, options, None);
        let missing = BudgetTable::ALL
            .into_iter()
            .find(|table| !pages.has(*table));
        match missing {
            Some(table) => Err(TableError::TableMissing { id: table.id() }),
            None => Ok(pages),
        }
    }

    /// Look at tables of which only the print is known.
    pub(super) fn printed(
        tables: &'a [Table],
        options: &'a TableOptions,
        printing: &'a Printing,
    ) -> Self {
        Self::found(tables, options, Some(printing))
    }

    fn found(
        tables: &'a [Table],
        options: &'a TableOptions,
        printing: Option<&'a Printing>,
    ) -> Self {
        let mut places = HashMap::new();
        let pages = BudgetTable::ALL.map(|wanted| {
            let table = tables.iter().find(|table| table.id == wanted.id())?;
            if printing.is_some() {
                let rows = table.rows.iter().enumerate();
                places.extend(rows.map(|(at, row)| (std::ptr::from_ref(row), (wanted, at))));
            }
            let rows = table.rows.iter().filter_map(|row| Some((row.id()?, row)));
            Some(Page {
                table,
                rows: rows.collect(),
                footed_figures: footed_figures(table, options),
            })
        });
        Self {
            options,
            printing,
            all: pages.into(),
            places,
        }
    }

    /// Say whether only the print is known.
    pub(super) const fn is_printed(&self) -> bool {
        self.printing.is_some()
    }

    /// Say whether a table is there.
    pub(super) fn has(&self, table: BudgetTable) -> bool {
        self.page(table).is_some()
    }

    /// Return the last place to which the tables are rounded.
    pub(super) fn last_place(&self) -> Fen {
        self.printing.map_or_else(
            || self.options.currency_unit.last_place(),
            Printing::last_place,
        )
    }

    /// Look at nothing: for identities of other tables, which are shown as these are.
    pub(super) fn none(options: &'a TableOptions, printing: Option<&'a Printing>) -> Self {
        Self {
            options,
            printing,
            all: Vec::new(),
            places: HashMap::new(),
        }
    }

    /// Return the rows of a table.
    pub(super) fn rows(&self, table: BudgetTable) -> &'a [Row] {
        self.page(table)
            .map_or(&[], |page| page.table.rows.as_slice())
    }

    /// Return the ids of the amount columns of a table.
    pub(super) fn amount_columns(&self, table: BudgetTable) -> Vec<&'a str> {
        let columns = self
            .page(table)
            .map(|page| page.table.leaf_columns())
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
        let Some(page) = self.page(table) else {
            return Ok(Amounts::unknown());
        };
        match page.rows.get(row) {
            Some(row) => self.cell(table, row, column),
            None if self.may_be_unread(table, row) => Ok(Amounts::unknown()),
            None => Ok(Amounts::default()),
        }
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
    pub(super) fn cell(
        &self,
        table: BudgetTable,
        row: &Row,
        column: &str,
    ) -> Result<Amounts, AmountError> {
        let found = row.cells.iter().position(|(id, _)| id == column);
        let Some(position) = found else {
            return Ok(if self.is_printed() {
                Amounts::unknown()
            } else {
                Amounts::default()
            });
        };
        let cell_ref = self.places.get(&std::ptr::from_ref(row));
        let cells = cell_ref.map(|(table, row)| CellRef {
            table: (*table).into(),
            row: *row,
            cell: position,
        });
        let mut amounts = Amounts {
            cells: cells.into_iter().collect(),
            ..Amounts::default()
        };
        if let Some((
            _,
            Cell::Amount {
                fen: Some(exact),
                text: Some(text),
            },
        )) = row.cells.get(position)
        {
            amounts.exact = *exact;
            amounts.displayed = match self.printing {
                Some(_) => *exact,
                None => self.options.currency_unit.parse_displayed(text)?,
            };
            return Ok(self.count(table, amounts));
        }
        Ok(amounts)
    }

    /// Return the sum of cells of a row, with the money that no column prints.
    ///
    /// A column that another template leaves out is no part of the sum.
    pub(super) fn parts(
        &self,
        table: BudgetTable,
        row: &Row,
        columns: &[&str],
    ) -> Result<Amounts, AmountError> {
        let exact = row.unprinted;
        let mut unprinted = Amounts::exact(exact);
        if !self.is_printed() {
            unprinted.displayed = exact.round_to(self.options.currency_unit)?;
        }
        if !exact.is_zero() {
            unprinted = self.count(table, unprinted);
        }
        let is_left_out = |column: &str| {
            self.printing
                .is_some_and(|printing| printing.is_without(table, column))
        };
        if columns.iter().all(|column| is_left_out(column)) {
            return Ok(Amounts::unknown());
        }
        let columns = columns.iter().filter(|column| !is_left_out(column));
        let cells = columns.map(|column| self.cell(table, row, column));
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
                classes.insert(class, self.cell(table, row, column)?);
            }
        }
        Ok(classes)
    }

    /// Count a printed figure, and by how much rounding may have moved it.
    fn count(&self, table: BudgetTable, amounts: Amounts) -> Amounts {
        let half_place = match self.printing {
            Some(printing) => printing.half_place(table),
            None => half_of(self.options.currency_unit.last_place()),
        };
        let figures = self.page(table).map_or(1, |page| page.footed_figures);
        amounts.rounded_by(half_place, figures)
    }

    /// Say whether a sum over the rows of a table may lack some: in print, those that were not
    /// understood.
    pub(super) fn is_in_part(&self, table: BudgetTable) -> bool {
        let printing = self.printing;
        printing.is_some_and(|printing| printing.is_incomplete(table))
    }

    /// Say whether a row that was not found may stand there all the same: in print, a row that was
    /// not understood is no row without money.
    fn may_be_unread(&self, table: BudgetTable, row: &str) -> bool {
        let Some(printing) = self.printing else {
            return false;
        };
        let is_left_out = table == BudgetTable::FiscalOverview
            && row.starts_with("carryover")
            && !self.options.fiscal_overview_includes_carryover;
        let is_fixed = FIXED_ROWS.contains(&table) || row == "total";
        printing.is_incomplete(table) || is_fixed && !is_left_out && !self.rows(table).is_empty()
    }

    fn page(&self, table: BudgetTable) -> Option<&Page<'a>> {
        let position = BudgetTable::ALL.iter().position(|other| *other == table)?;
        self.all.get(position)?.as_ref()
    }
}

/// Return half of a last place; a fen has no half, since nothing is finer.
pub(super) const fn half_of(last_place: Fen) -> Fen {
    Fen::new(last_place.get() / 2)
}

/// Return of how many rounded figures one printed figure may be the sum: of all that the table
/// prints, and one a row for the money that it does not print, where totals are footed.
pub(super) fn footed_figures(table: &Table, options: &TableOptions) -> usize {
    if !options.foot_displayed {
        return 1;
    }
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    let printed = cells.filter(|(_, cell)| cell.fen().is_some()).count();
    printed.saturating_add(table.rows.len())
}

/// Return a place in words: table, row, column.
pub(super) fn place(table: BudgetTable, row: &str, column: &str) -> String {
    format!("{} {row} {column}", table.id())
}
