//! The finished final accounts as a checker reads them: by what a table says, wherever it stands.
//!
//! Those of a ledger are all there, and a row that they do not print has no money. Of those that only
//! the print is known of, some may be missing, and rows may not have been understood: what would need
//! them is unknown, and nothing is compared with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::amounts::{Amounts, CellRef};
use super::judge::{Judge, Outcome};
use super::pages::{Pages, footed_figures, half_of};
use super::printing::Printing;
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
    /// Where a row stands, when only the print is known, and the same of its table.
    places: HashMap<*const Row, (FinalTable, usize)>,
    footed_of: BTreeMap<FinalTable, usize>,
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
            pages: Pages::none(options, None),
            footed_figures: tables
                .iter()
                .map(|table| footed_figures(table, options))
                .max()
                .unwrap_or(1),
            tables: all.map(find).collect::<Result<_, TableError>>()?,
            places: HashMap::new(),
            footed_of: BTreeMap::new(),
        })
    }

    /// Look at tables of which only the print is known.
    pub(super) fn printed(
        tables: &[(FinalTable, &'a Table)],
        template: &'a FinalTemplate,
        options: &'a TableOptions,
        printing: &'a Printing,
    ) -> Self {
        let mut places = HashMap::new();
        for (content, table) in tables {
            let rows = table.rows.iter().enumerate();
            places.extend(rows.map(|(at, row)| (std::ptr::from_ref(row), (*content, at))));
        }
        Self {
            template,
            pages: Pages::none(options, Some(printing)),
            footed_figures: 1,
            tables: tables.iter().copied().collect(),
            places,
            footed_of: tables
                .iter()
                .map(|(content, table)| (*content, footed_figures(table, options)))
                .collect(),
        }
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
        found.map_or_else(|| Ok(self.absent(table, row)), |row| self.cell(row, column))
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
        found.map_or_else(|| Ok(self.absent(table, row)), |row| self.cell(row, column))
    }

    /// Return what a row has that was not found: no money, unless it may stand there all the same.
    fn absent(&self, table: FinalTable, row: &str) -> Amounts {
        let is_unknown = self.pages.printing.is_some_and(|printing| {
            let is_class = row.len() == 3 && row.bytes().all(|byte| byte.is_ascii_digit());
            let is_fixed = match table {
                FinalTable::Overview | FinalTable::FiscalOverview | FinalTable::ThreePublic => {
                    !is_class
                }
                _ => row == "total" || row.ends_with("_total"),
            };
            let is_printed = !self.rows(table).is_empty();
            !self.has(table) || printing.is_incomplete(table) || is_fixed && is_printed
        });
        if is_unknown {
            Amounts::unknown()
        } else {
            Amounts::default()
        }
    }

    fn has(&self, table: FinalTable) -> bool {
        self.tables.contains_key(&table)
    }

    /// Say whether a sum over the rows of a table may lack some: in print, those that were not
    /// understood.
    pub(super) fn is_in_part(&self, table: FinalTable) -> bool {
        let printing = self.pages.printing;
        printing.is_some_and(|printing| !self.has(table) || printing.is_incomplete(table))
    }

    /// Say whether only the print is known.
    pub(super) const fn is_printed(&self) -> bool {
        self.pages.is_printed()
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
        let Some(position) = row.cells.iter().position(|(id, _)| id == column) else {
            return Ok(if self.is_printed() {
                Amounts::unknown()
            } else {
                Amounts::default()
            });
        };
        let place = self.places.get(&std::ptr::from_ref(row)).copied();
        let cell_ref = place.map(|(table, row)| CellRef {
            table: table.into(),
            row,
            cell: position,
        });
        let mut amounts = Amounts {
            cells: cell_ref.into_iter().collect(),
            ..Amounts::default()
        };
        let cell = row.cells.get(position).map(|(_, cell)| cell);
        if let Some(Cell::Amount {
            fen: Some(exact),
            text: Some(text),
        }) = cell
        {
            amounts.exact = *exact;
            amounts.displayed = if self.is_printed() {
                *exact
            } else {
                self.pages.options.currency_unit.parse_displayed(text)?
            };
            return Ok(self.count(row, amounts));
        }
        Ok(amounts)
    }

    /// Count a printed figure of a row, and by how much rounding may have moved it.
    fn count(&self, row: &Row, amounts: Amounts) -> Amounts {
        let place = self.places.get(&std::ptr::from_ref(row));
        if let (Some(printing), Some((table, _))) = (self.pages.printing, place) {
            let figures = self.footed_of.get(table).copied().unwrap_or(1);
            return amounts.rounded_by(printing.half_place(*table), figures);
        }
        let half_place = half_of(self.pages.options.currency_unit.last_place());
        amounts.rounded_by(half_place, self.footed_figures)
    }

    /// Return the sum of cells of a row, with the money that no column prints.
    ///
    /// A column that another template leaves out is no part of the sum.
    pub(super) fn parts(&self, row: &Row, columns: &[&str]) -> Result<Amounts, AmountError> {
        let exact = row.unprinted;
        let mut unprinted = Amounts::exact(exact);
        if !exact.is_zero() {
            if !self.is_printed() {
                unprinted.displayed = exact.round_to(self.pages.options.currency_unit)?;
            }
            unprinted = self.count(row, unprinted);
        }
        let table = self.places.get(&std::ptr::from_ref(row));
        let is_left_out = |column: &str| {
            let printing = self.pages.printing.zip(table);
            printing.is_some_and(|(printing, (table, _))| printing.is_without(*table, column))
        };
        if columns.iter().all(|column| is_left_out(column)) {
            return Ok(Amounts::unknown());
        }
        let columns = columns.iter().filter(|column| !is_left_out(column));
        let cells = columns.map(|column| self.cell(row, column));
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

    /// Return the sum of a column over its classes.
    pub(super) fn classes_total(
        &self,
        table: FinalTable,
        column: &str,
    ) -> Result<Amounts, AmountError> {
        let classes = self.by_class(table, column)?;
        let has_none = self.is_printed() && classes.is_empty() && !self.rows(table).is_empty();
        if self.is_in_part(table) || has_none {
            return Ok(Amounts::unknown());
        }
        Amounts::sum(classes.into_values())
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
        if self.is_in_part(table) {
            return Ok(Vec::new());
        }
        let columns = self.amount_columns(table);
        let mut below: BTreeMap<&str, Vec<Amounts>> = BTreeMap::new();
        for row in self.rows(table) {
            let Some(parent) = parent_of(&row.head) else {
                continue;
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
        // Some print 项 alone: where no row of a level is printed, nothing is missing.
        let is_code = |id: &&str| id.bytes().all(|byte| byte.is_ascii_digit());
        let codes = self.rows(table).iter().filter_map(Row::id).filter(is_code);
        let lengths: BTreeSet<usize> = codes.map(str::len).collect();
        if self.is_printed() {
            below.retain(|parent, _| *parent == "total" || lengths.contains(&parent.len()));
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
        let classes: BTreeSet<&str> = left.keys().chain(right.keys()).copied().collect();
        let of = |side: &BTreeMap<&str, Amounts>, table, class| {
            let has_none = self.is_printed() && side.is_empty() && !self.rows(table).is_empty();
            match side.get(class) {
                Some(found) => found.clone(),
                None if has_none => Amounts::unknown(),
                None => self.absent(table, class),
            }
        };
        let compare = |class| {
            let place = self.place(table, class, column);
            Sides::new(place, of(&left, table, class), of(&right, other, class))
        };
        Ok(classes.into_iter().map(compare).collect())
    }

    /// Return a place in words: table, row, column.
    pub(super) fn place(&self, table: FinalTable, row: &str, column: &str) -> String {
        format!("{} {row} {column}", self.id_of(table))
    }

    /// Return the id of a table.
    pub(super) fn id_of(&self, table: FinalTable) -> String {
        let found = self.tables.get(&table).map(|table| table.id.clone());
        found.unwrap_or_else(|| self.template.id_of(table))
    }
}

/// Return the id of the row that a row by functional code is part of.
fn parent_of(head: &RowHead) -> Option<&str> {
    let RowHead::Item { id, level, .. } = head else {
        return None;
    };
    match level {
        RowLevel::Class => Some("total"),
        RowLevel::Section => id.get(..3),
        RowLevel::Item => id.get(..5),
        _ => None,
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
