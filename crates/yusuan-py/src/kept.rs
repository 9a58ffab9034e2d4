//! A published table as pickle keeps it. Its JSON leaves out what is not printed, and does not tell
//! one blank cell from another.

use serde::{Deserialize, Serialize};
use yusuan::Fen;
use yusuan::tables::{Cell, Code, Rate, Row, RowHead, RowLevel, Table};

/// All of a table.
#[derive(PartialEq, Deserialize, Serialize)]
pub(crate) struct Kept {
    /// The table without its rows.
    table: Table,
    empty_note: Option<String>,
    rows: Vec<KeptRow>,
}

#[derive(PartialEq, Deserialize, Serialize)]
struct KeptRow {
    head: KeptHead,
    cells: Vec<(String, KeptCell)>,
    unprinted: Fen,
}

#[derive(PartialEq, Deserialize, Serialize)]
enum KeptHead {
    Sides(usize, Option<String>, Option<u8>, Option<String>),
    Item(String, RowLevel, Option<KeptCode>, String),
}

#[derive(PartialEq, Deserialize, Serialize)]
enum KeptCode {
    Functional(String, Option<String>, Option<String>),
    Economic(String, Option<String>),
}

#[derive(PartialEq, Deserialize, Serialize)]
enum KeptCell {
    Label(Option<String>),
    Amount(Option<Fen>, Option<Box<str>>),
    Rate(Box<Rate>),
}

impl From<&Table> for Kept {
    fn from(table: &Table) -> Self {
        Self {
            rows: table.rows.iter().map(KeptRow::from).collect(),
            empty_note: table.empty_note.clone(),
            table: Table {
                id: table.id.clone(),
                title: table.title.clone(),
                unit: table.unit.clone(),
                currency_unit: table.currency_unit,
                columns: table.columns.clone(),
                rows: Vec::new(),
                empty_note: None,
                notes: table.notes.clone(),
            },
        }
    }
}

impl From<Kept> for Table {
    fn from(kept: Kept) -> Self {
        Self {
            rows: kept.rows.into_iter().map(Row::from).collect(),
            empty_note: kept.empty_note,
            ..kept.table
        }
    }
}

impl From<&Row> for KeptRow {
    fn from(row: &Row) -> Self {
        let cells = row.cells.iter();
        Self {
            head: KeptHead::from(&row.head),
            cells: cells
                .map(|(id, cell)| (id.to_string(), cell.into()))
                .collect(),
            unprinted: row.unprinted,
        }
    }
}

impl From<KeptRow> for Row {
    fn from(row: KeptRow) -> Self {
        let cells = row.cells.into_iter();
        Self {
            head: row.head.into(),
            cells: cells.map(|(id, cell)| (id.into(), cell.into())).collect(),
            unprinted: row.unprinted,
        }
    }
}

impl From<&RowHead> for KeptHead {
    fn from(head: &RowHead) -> Self {
        match head.clone() {
            RowHead::Sides {
                line,
                income_id,
                income_level,
                expenditure_code,
            } => Self::Sides(line, income_id, income_level, expenditure_code),
            RowHead::Item {
                id,
                level,
                code,
                name,
            } => Self::Item(id, level, code.map(KeptCode::from), name),
        }
    }
}

impl From<KeptHead> for RowHead {
    fn from(head: KeptHead) -> Self {
        match head {
            KeptHead::Sides(line, income_id, income_level, expenditure_code) => Self::Sides {
                line,
                income_id,
                income_level,
                expenditure_code,
            },
            KeptHead::Item(id, level, code, name) => Self::Item {
                id,
                level,
                code: code.map(Code::from),
                name,
            },
        }
    }
}

impl From<Code> for KeptCode {
    fn from(code: Code) -> Self {
        match code {
            Code::Functional {
                class,
                section,
                item,
            } => Self::Functional(class, section, item),
            Code::Economic { class, section } => Self::Economic(class, section),
        }
    }
}

impl From<KeptCode> for Code {
    fn from(code: KeptCode) -> Self {
        match code {
            KeptCode::Functional(class, section, item) => Self::Functional {
                class,
                section,
                item,
            },
            KeptCode::Economic(class, section) => Self::Economic { class, section },
        }
    }
}

impl From<&Cell> for KeptCell {
    fn from(cell: &Cell) -> Self {
        match cell.clone() {
            Cell::Label(text) => Self::Label(text),
            Cell::Amount { fen, text } => Self::Amount(fen, text),
            Cell::Rate(rate) => Self::Rate(rate),
        }
    }
}

impl From<KeptCell> for Cell {
    fn from(cell: KeptCell) -> Self {
        match cell {
            KeptCell::Label(text) => Self::Label(text),
            KeptCell::Amount(fen, text) => Self::Amount { fen, text },
            KeptCell::Rate(rate) => Self::Rate(rate),
        }
    }
}
