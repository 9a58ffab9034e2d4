//! The finished final accounts as a checker reads them: by what a table says, wherever it stands.

use std::collections::BTreeMap;

use super::amounts::Amounts;
use super::judge::{Judge, Outcome};
use super::pages::{Pages, footed_figures, half_of};
use crate::money::AmountError;
use crate::tables::error::TableError;
use crate::tables::final_account::{FinalTable, FinalTemplate};
use crate::tables::options::TableOptions;
use crate::tables::table::{Cell, Column, ColumnRole, Row, RowHead, RowLevel, Table};

/// The final accounts of a year.
pub(super) struct FinalPages<'a> {
    pub(super) template: &'a FinalTemplate,
    pages: Pages<'a>,
    tables: BTreeMap<FinalTable, &'a Table>,
    /// Of how many rounded figures a printed one may be the sum.
    footed_figures: usize,
}

impl<'a> FinalPages<'a> {
    pub(super) fn new(
        tables: &'a [Table],
        template: &'a FinalTemplate,
        options: &'a TableOptions,
    ) -> Result<Self, TableError> {
        let behind = FinalTable::BEHIND.map(|(table, ..)| table);
        let all = FinalTable::NUMBERED.into_iter().chain(behind);
        let find = |wanted: FinalTable| {
            let id = template.id_of(wanted);
            let found = tables.iter().find(|table| table.id == id);
            let id = wanted.as_str();
            let table = found.ok_or(TableError::TableMissing { id })?;
            Ok((wanted, table))
        };
        Ok(Self {
            template,
            pages: Pages::none(options),
            footed_figures: tables
                .iter()
                .map(|table| footed_figures(table, options))
                .max()
                .unwrap_or(1),
            tables: all.map(find).collect::<Result<_, TableError>>()?,
        })
    }

    /// Begin a check.
    pub(super) fn judge(&self, number: &'static str, statement: &'static str) -> Judge {
        Judge::new(&self.pages, number, statement)
    }

    /// Make a check of comparisons that all stand ready.
    pub(super) fn check(
        &self,
        outcome: &mut Outcome,
        number: &'static str,
        statement: &'static str,
        sides: Vec<Sides>,
    ) -> Result<(), AmountError> {
        let mut judge = self.judge(number, statement);
        for Sides { place, left, right } in sides {
            judge.compare(|| place, left, right)?;
        }
        judge.finish(outcome);
        Ok(())
    }

    /// Return the rows of a table.
    pub(super) fn rows(&self, table: FinalTable) -> &'a [Row] {
        self.tables
            .get(&table)
            .map_or(&[], |table| table.rows.as_slice())
    }

    /// Return the ids of the amount columns of a table.
    pub(super) fn amount_columns(&self, table: FinalTable) -> Vec<&'a str> {
        let columns = self.tables.get(&table).map(|table| table.leaf_columns());
        let is_amount = |column: &&Column| column.role == ColumnRole::Amount;
        let amounts = columns.unwrap_or_default().into_iter().filter(is_amount);
        amounts.map(|column| column.id.as_str()).collect()
    }

    /// Return a cell by the id of its row, on the left in a table with two sides; a row that is not
    /// printed has no money.
    pub(super) fn at(
        &self,
        table: FinalTable,
        row: &str,
        column: &str,
    ) -> Result<Amounts, AmountError> {
        let found = self.tables.get(&table).and_then(|table| table.row(row));
        found.map_or(Ok(Amounts::default()), |row| self.cell(row, column))
    }

    /// Return a cell on the right of a table with two sides.
    pub(super) fn right(
        &self,
        table: FinalTable,
        row: &str,
        column: &str,
    ) -> Result<Amounts, AmountError> {
        let found = self.tables.get(&table);
        let found = found.and_then(|table| table.expenditure_row(row));
        found.map_or(Ok(Amounts::default()), |row| self.cell(row, column))
    }

    /// Return the sum of cells of one row.
    pub(super) fn across(
        &self,
        table: FinalTable,
        row: &str,
        columns: &[&str],
    ) -> Result<Amounts, AmountError> {
        sum(columns.iter().map(|column| self.at(table, row, column)))
    }

    /// Return a cell of a row.
    pub(super) fn cell(&self, row: &Row, column: &str) -> Result<Amounts, AmountError> {
        match row.cell(column) {
            Some(Cell::Amount {
                fen: Some(exact),
                text: Some(text),
            }) => {
                let displayed = self.pages.options.currency_unit.parse_displayed(text)?;
                Ok(self.count(Amounts {
                    displayed,
                    ..Amounts::exact(*exact)
                }))
            }
            _ => Ok(Amounts::default()),
        }
    }

    /// Count a printed figure, and by how much rounding may have moved it.
    fn count(&self, amounts: Amounts) -> Amounts {
        let half_place = half_of(self.pages.options.currency_unit.last_place());
        amounts.rounded_by(half_place, self.footed_figures)
    }

    /// Return the sum of cells of a row, with the money that no column prints.
    pub(super) fn parts(&self, row: &Row, columns: &[&str]) -> Result<Amounts, AmountError> {
        let exact = row.unprinted;
        let mut unprinted = Amounts::exact(exact);
        if !exact.is_zero() {
            unprinted.displayed = exact.round_to(self.pages.options.currency_unit)?;
            unprinted = self.count(unprinted);
        }
        let cells = columns.iter().map(|column| self.cell(row, column));
        sum(cells.chain([Ok(unprinted)]))
    }

    /// Return a column by functional class: the rows 类, or the right side of a table with two.
    pub(super) fn by_class(
        &self,
        table: FinalTable,
        column: &str,
    ) -> Result<BTreeMap<&'a str, Amounts>, AmountError> {
        let mut classes = BTreeMap::new();
        for row in self.rows(table) {
            let class = match &row.head {
                RowHead::Sides {
                    expenditure_code: Some(code),
                    ..
                } if code.len() == 3 => code,
                RowHead::Item {
                    id,
                    level: RowLevel::Class,
                    ..
                } => id,
                _ => continue,
            };
            classes.insert(class.as_str(), self.cell(row, column)?);
        }
        Ok(classes)
    }

    /// Compare a column with the sum of others in every row of a table.
    pub(super) fn rows_add_up(
        &self,
        table: FinalTable,
        total: &str,
        parts: &[&str],
    ) -> Result<Vec<Sides>, AmountError> {
        let rows = self.rows(table).iter();
        let compare = |row: &Row| {
            let place = self.place(table, row.id().unwrap_or_default(), total);
            Ok(Sides::new(
                place,
                self.cell(row, total)?,
                self.parts(row, parts)?,
            ))
        };
        rows.map(compare).collect()
    }

    /// Compare every row that has rows below it with their sum, in every amount column.
    pub(super) fn levels_add_up(&self, table: FinalTable) -> Result<Vec<Sides>, AmountError> {
        let columns = self.amount_columns(table);
        let mut below: BTreeMap<&str, Vec<Amounts>> = BTreeMap::new();
        for row in self.rows(table) {
            let RowHead::Item { id, level, .. } = &row.head else {
                continue;
            };
            let parent = match level {
                RowLevel::Class => "total",
                RowLevel::Section => id.get(..3).unwrap_or_default(),
                RowLevel::Item => id.get(..5).unwrap_or_default(),
                _ => continue,
            };
            let none = || vec![Amounts::default(); columns.len()];
            for (sum, column) in below
                .entry(parent)
                .or_insert_with(none)
                .iter_mut()
                .zip(&columns)
            {
                *sum = Amounts::sum([std::mem::take(sum), self.cell(row, column)?])?;
            }
        }
        let mut sides = Vec::new();
        for (parent, sums) in below {
            for (sum, column) in sums.into_iter().zip(&columns) {
                let place = self.place(table, parent, column);
                sides.push(Sides::new(place, self.at(table, parent, column)?, sum));
            }
        }
        Ok(sides)
    }

    /// Compare a column of a table with one of another, class by class.
    pub(super) fn classes_agree(
        &self,
        (table, column): (FinalTable, &str),
        (other, other_column): (FinalTable, &str),
    ) -> Result<Vec<Sides>, AmountError> {
        let left = self.by_class(table, column)?;
        let right = self.by_class(other, other_column)?;
        let classes = left.keys().chain(right.keys());
        let classes: std::collections::BTreeSet<&str> = classes.copied().collect();
        let of = |side: &BTreeMap<&str, Amounts>, class| side.get(class).cloned();
        let compare = |class| {
            let (left, right) = (of(&left, class), of(&right, class));
            let place = self.place(table, class, column);
            Sides::new(place, left.unwrap_or_default(), right.unwrap_or_default())
        };
        Ok(classes.into_iter().map(compare).collect())
    }

    /// Return a place in words: table, row, column.
    pub(super) fn place(&self, table: FinalTable, row: &str, column: &str) -> String {
        format!("{} {row} {column}", self.template.id_of(table))
    }
}

/// Two sides that are to be compared, and where.
pub(super) struct Sides {
    place: String,
    left: Amounts,
    right: Amounts,
}

impl Sides {
    pub(super) const fn new(place: String, left: Amounts, right: Amounts) -> Self {
        Self { place, left, right }
    }
}

/// Add up cells that had to be looked for.
pub(super) fn sum(
    cells: impl IntoIterator<Item = Result<Amounts, AmountError>>,
) -> Result<Amounts, AmountError> {
    Amounts::sum(cells.into_iter().collect::<Result<Vec<_>, _>>()?)
}
