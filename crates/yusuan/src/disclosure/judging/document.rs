//! A document: its tables with their amounts, and where each of them is printed.

use std::collections::BTreeMap;

use crate::disclosure::reading::amount::{self, Printed};
use crate::disclosure::reading::raw::{RawCell, RawRow, RawTable};
use crate::disclosure::reading::template::Templates;
use crate::disclosure::report::{DisclosureFinding, DisclosureToken, PrintedPlace, ReadTable};
use crate::money::{CurrencyUnit, Fen};
use crate::tables::checks::{CellRef, PrintedTable, Printing};
use crate::tables::{
    BudgetTable, Cell, Column, FinalTable, Row, RowHead, Table, TableOptions, Verdict,
};

/// A table that leaves some spending out of all its columns, the total, and the columns that are
/// parts of it.
type Parts = (PrintedTable, &'static str, &'static [&'static str]);

const PARTS: [Parts; 9] = [
    (
        PrintedTable::Budget(BudgetTable::Expenditure),
        "total",
        &["basic", "project"],
    ),
    (
        PrintedTable::Budget(BudgetTable::GeneralPublic),
        "total",
        &["basic", "project"],
    ),
    (
        PrintedTable::Budget(BudgetTable::GeneralPublicProject),
        "total",
        &[
            "e301", "e302", "e303", "e307", "e309", "e310", "e311", "e312", "e313", "e399",
        ],
    ),
    (
        PrintedTable::Budget(BudgetTable::GovernmentFund),
        "total",
        &["personnel", "public", "project"],
    ),
    (
        PrintedTable::Budget(BudgetTable::StateCapital),
        "total",
        &["personnel", "public", "project"],
    ),
    (
        PrintedTable::Budget(BudgetTable::Carryover),
        "total",
        &[
            "fiscal_personnel",
            "fiscal_public",
            "fiscal_project",
            "nonfiscal_personnel",
            "nonfiscal_public",
            "nonfiscal_project",
        ],
    ),
    (
        PrintedTable::Final(FinalTable::GeneralPublic),
        "total",
        &["basic", "project"],
    ),
    (
        PrintedTable::Final(FinalTable::GovernmentFund),
        "spend_total",
        &["basic", "project"],
    ),
    (
        PrintedTable::Final(FinalTable::StateCapital),
        "total",
        &["basic", "project"],
    ),
];

/// What a note below a table says about spending that none of its columns shows.
const UNPRINTED: &str = "未单列";

/// One amount in so many may show more decimal places than its document does: it is a slip then.
const SLIPS: usize = 20;

/// The tables of a document.
pub(in crate::disclosure) struct Document {
    pub(in crate::disclosure) raw: Vec<RawTable>,
    /// The same as data: each amount cell holds what it prints.
    pub(in crate::disclosure) tables: Vec<Table>,
    pub(in crate::disclosure) printing: Printing,
    pub(in crate::disclosure) options: TableOptions,
    pub(in crate::disclosure) unreadable: Vec<DisclosureFinding>,
}

impl Document {
    /// Read the amounts of recognised tables.
    pub(in crate::disclosure) fn new(raw: Vec<RawTable>, templates: &Templates) -> Self {
        let unit_of_all = raw
            .iter()
            .find_map(|table| table.currency_unit)
            .unwrap_or_default();
        let places = last_places(&raw, unit_of_all);
        let has_carryover = |row: &RawRow| match &row.head {
            RowHead::Sides { income_id, .. } => income_id.as_deref() == Some("carryover_fiscal"),
            RowHead::Item { .. } => false,
        };
        let fiscal = raw
            .iter()
            .find(|table| table.table == BudgetTable::FiscalOverview.into());
        let options = TableOptions {
            currency_unit: unit_of_all,
            fiscal_overview_includes_carryover: fiscal
                .is_some_and(|table| table.rows.iter().any(has_carryover)),
            ..TableOptions::default()
        };
        let mut printing = Printing::default();
        let mut unreadable = Vec::new();
        let mut tables = Vec::new();
        for table in &raw {
            let unit = table.currency_unit.unwrap_or(unit_of_all);
            let place = places.get(unit.as_str()).copied().unwrap_or(Fen::new(1));
            printing.last_places.insert(table.table, place);
            let is_complete = table.unread_columns.is_empty();
            if !table.unread_rows.is_empty() {
                printing.incomplete.insert(table.table);
            }
            if is_complete && let Some(template) = templates.of(table.table) {
                let missing = template
                    .columns
                    .iter()
                    .filter(|column| !table.columns.contains(&column.id));
                printing
                    .left_out
                    .extend(missing.map(|column| (table.table, column.id.clone())));
            }
            tables.push(made(table, unit, &mut unreadable));
        }
        Self {
            raw,
            tables,
            printing,
            options,
            unreadable,
        }
    }

    /// Return a table with its amounts.
    pub(in crate::disclosure) fn page(&self, table: PrintedTable) -> Option<(&RawTable, &Table)> {
        let mut pages = self.raw.iter().zip(&self.tables);
        pages.find(|(raw, _)| raw.table == table)
    }

    /// Return the printed text of a cell.
    pub(in crate::disclosure) fn cell(&self, at: CellRef) -> Option<&RawCell> {
        self.page(at.table)?.0.rows.get(at.row)?.cells.get(at.cell)
    }

    /// Return what a cell prints.
    pub(in crate::disclosure) fn value(&self, at: CellRef) -> Fen {
        let row = self
            .page(at.table)
            .and_then(|(_, table)| table.rows.get(at.row));
        let cell = row.and_then(|row| row.cells.get(at.cell));
        cell.and_then(|(_, cell)| cell.fen()).unwrap_or_default()
    }

    /// Return the amounts above and below a cell, and to its left and right.
    pub(in crate::disclosure) fn neighbours(&self, cell: CellRef) -> (Vec<Fen>, Vec<Fen>) {
        let near = |place: usize| {
            [place.checked_sub(1), place.checked_add(1)]
                .into_iter()
                .flatten()
        };
        let id = |cell: CellRef| self.cell(cell).map(|cell| &cell.id);
        let rows = near(cell.row).map(|row| CellRef { row, ..cell });
        let rows = rows.filter(|other| id(*other) == id(cell));
        let columns = near(cell.cell).map(|place| CellRef {
            cell: place,
            ..cell
        });
        let columns = columns.filter(|other| id(*other).is_some());
        let money = |cell: CellRef| Some(self.value(cell)).filter(|value| !value.is_zero());
        (
            rows.filter_map(money).collect(),
            columns.filter_map(money).collect(),
        )
    }

    /// Return the unit of money of a table.
    pub(in crate::disclosure) fn currency_unit(&self, table: PrintedTable) -> CurrencyUnit {
        self.page(table)
            .map_or(self.options.currency_unit, |(_, table)| table.currency_unit)
    }

    /// Return what the last printed place of a table is worth.
    pub(in crate::disclosure) fn last_place(&self, table: PrintedTable) -> Fen {
        let place = self.printing.last_places.get(&table).copied();
        place.unwrap_or(Fen::new(1))
    }

    /// Return where a cell is printed.
    pub(in crate::disclosure) fn place(&self, at: CellRef) -> PrintedPlace {
        let Some((raw, _)) = self.page(at.table) else {
            return PrintedPlace::default();
        };
        let row = raw.rows.get(at.row);
        let cell = row.and_then(|row| row.cells.get(at.cell));
        match (row, cell) {
            (Some(row), Some(cell)) => cell_place(raw, row, cell),
            _ => raw.place.clone(),
        }
    }

    /// Return what was recognised.
    pub(in crate::disclosure) fn read_tables(&self) -> Vec<ReadTable> {
        let pages = self.raw.iter().zip(&self.tables);
        pages
            .map(|(raw, table)| ReadTable {
                table: table.id.clone(),
                title: raw.title.clone(),
                place: raw.place.clone(),
                currency_unit: table.currency_unit.label().to_owned(),
                rows: table.rows.len(),
                amounts: amounts(table),
            })
            .collect()
    }
}

/// Count the amounts of a table.
fn amounts(table: &Table) -> usize {
    let cells = table.rows.iter().flat_map(|row| &row.cells);
    cells.filter(|(_, cell)| cell.fen().is_some()).count()
}

/// Return where a cell of a row is printed.
pub(in crate::disclosure) fn cell_place(
    raw: &RawTable,
    row: &RawRow,
    cell: &RawCell,
) -> PrintedPlace {
    let is_left = ["income", "personnel"]
        .iter()
        .any(|side| cell.id.starts_with(side));
    PrintedPlace {
        row: Some(cell.row),
        column: cell.column,
        row_id: row_id(&row.head, is_left),
        column_id: Some(cell.id.clone()),
        ..raw.place.clone()
    }
}

/// Return the id of a row, on one side where there are two.
pub(in crate::disclosure) fn row_id(head: &RowHead, is_income: bool) -> Option<String> {
    match head {
        RowHead::Sides {
            income_id,
            expenditure_code,
            ..
        } => if is_income {
            income_id
        } else {
            expenditure_code
        }
        .clone(),
        RowHead::Item { id, .. } => Some(id.clone()),
    }
}

/// Return what the last printed place is worth in each unit of money.
fn last_places(raw: &[RawTable], unit_of_all: CurrencyUnit) -> BTreeMap<&'static str, Fen> {
    let mut counts: BTreeMap<&'static str, (CurrencyUnit, Vec<u32>)> = BTreeMap::new();
    for table in raw {
        let unit = table.currency_unit.unwrap_or(unit_of_all);
        let (_, decimals) = counts.entry(unit.as_str()).or_insert((unit, Vec::new()));
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        decimals.extend(
            cells.filter_map(|cell| match amount::read(&cell.text, unit) {
                Printed::Amount { decimals, .. } => Some(decimals),
                _ => None,
            }),
        );
    }
    let place = |(unit, mut decimals): (CurrencyUnit, Vec<u32>)| {
        decimals.sort_unstable_by(|one, other| other.cmp(one));
        let usual = decimals.get(decimals.len() / SLIPS).copied().unwrap_or(2);
        amount::place_of(usual.min(amount::fen_decimals(unit)), unit)
    };
    counts
        .into_iter()
        .map(|(name, count)| (name, place(count)))
        .collect()
}

fn made(raw: &RawTable, unit: CurrencyUnit, unreadable: &mut Vec<DisclosureFinding>) -> Table {
    let mut rows = Vec::new();
    for row in &raw.rows {
        let mut cells = Vec::new();
        for cell in &row.cells {
            let fen = match amount::read(&cell.text, unit) {
                Printed::Amount { fen, .. } => Some(fen),
                Printed::Blank => None,
                Printed::Unreadable => {
                    unreadable.push(unreadable_cell(raw, row, cell));
                    None
                }
            };
            let text = fen.map(|_| cell.text.clone());
            cells.push((
                cell.id.clone().into(),
                Cell::Amount {
                    fen,
                    text: text.map(String::into_boxed_str),
                },
            ));
        }
        rows.push(Row {
            head: row.head.clone(),
            cells,
            unprinted: Fen::ZERO,
        });
    }
    if raw.notes.iter().any(|note| note.contains(UNPRINTED)) {
        leave_out(raw.table, &mut rows);
    }
    Table {
        id: raw.id.clone(),
        title: raw.title.clone(),
        unit: raw.unit.clone(),
        currency_unit: unit,
        columns: raw
            .columns
            .iter()
            .map(|id| Column::amount(id, id))
            .collect(),
        rows,
        empty_note: None,
        notes: raw.notes.clone(),
    }
}

/// Take what the total of a row has beyond its parts for spending that a note leaves out.
fn leave_out(table: PrintedTable, rows: &mut [Row]) {
    let Some((_, total, parts)) = PARTS.iter().find(|(of, ..)| *of == table) else {
        return;
    };
    for row in rows {
        let fen = |id: &str| row.cell(id).and_then(Cell::fen).unwrap_or_default();
        let parts = Fen::sum(parts.iter().map(|id| fen(id))).unwrap_or_default();
        let rest = fen(total).checked_sub(parts).unwrap_or_default();
        row.unprinted = rest.max(Fen::ZERO);
    }
}

fn unreadable_cell(raw: &RawTable, row: &RawRow, cell: &RawCell) -> DisclosureFinding {
    DisclosureFinding {
        token: DisclosureToken::Unreadable,
        verdict: Verdict::Differs,
        place: cell_place(raw, row, cell),
        also: Vec::new(),
        printed: cell.text.clone(),
        expected: None,
        cause: None,
        message: format!("no amount: {}", cell.text),
        identities: Vec::new(),
    }
}
