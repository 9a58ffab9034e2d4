//! A published table before its amounts are read: what it is, and which text stands where.

use super::report::PrintedPlace;
use crate::money::CurrencyUnit;
use crate::tables::RowHead;
use crate::tables::checks::PrintedTable;

/// A table as it was recognised.
#[derive(Clone, Debug)]
pub(super) struct RawTable {
    pub(super) table: PrintedTable,
    /// Its id, as `budget-06`; that of a final account is a matter of the year.
    pub(super) id: String,
    pub(super) title: String,
    /// File, sheet and row of the title.
    pub(super) place: PrintedPlace,
    /// 编制部门/单位, where it is said.
    pub(super) unit: String,
    /// Unit of money, where it is said.
    pub(super) currency_unit: Option<CurrencyUnit>,
    /// Ids of the amount columns that it has.
    pub(super) columns: Vec<String>,
    /// Headings of columns with amounts that were not understood.
    pub(super) unread_columns: Vec<String>,
    pub(super) rows: Vec<RawRow>,
    /// Rows with amounts that were not understood: number and text.
    pub(super) unread_rows: Vec<(usize, String)>,
    /// Sentences below the table, or instead of its rows.
    pub(super) notes: Vec<String>,
}

/// A printed line.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    pub(super) head: RowHead,
    /// Number of the line in its sheet, from 1.
    pub(super) row: usize,
    /// The code as it is printed, where the row has one.
    pub(super) code: Option<String>,
    /// The name as it is printed.
    pub(super) name: String,
    pub(super) cells: Vec<RawCell>,
}

/// A text that stands for money.
#[derive(Clone, Debug)]
pub(super) struct RawCell {
    /// Id of the column.
    pub(super) id: String,
    pub(super) text: String,
    /// Row and column of the sheet, from 1; a table of JSON has no columns.
    pub(super) row: usize,
    pub(super) column: Option<usize>,
}
