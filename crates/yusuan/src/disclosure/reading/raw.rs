//! A published table before its amounts are read: what it is, and which text stands where.

use crate::disclosure::report::PrintedPlace;
use crate::money::CurrencyUnit;
use crate::tables::RowHead;
use crate::tables::checks::PrintedTable;

/// A table as it was recognised.
#[derive(Clone, Debug)]
pub(in crate::disclosure) struct RawTable {
    pub(in crate::disclosure) table: PrintedTable,
    /// Its id, as `budget-06`; that of a final account is a matter of the year.
    pub(in crate::disclosure) id: String,
    pub(in crate::disclosure) title: String,
    /// File, sheet and row of the title.
    pub(in crate::disclosure) place: PrintedPlace,
    /// 编制部门/单位, where it is said.
    pub(in crate::disclosure) unit: String,
    /// Unit of money, where it is said.
    pub(in crate::disclosure) currency_unit: Option<CurrencyUnit>,
    /// Ids of the amount columns that it has.
    pub(in crate::disclosure) columns: Vec<String>,
    /// Headings of columns with amounts that were not understood.
    pub(in crate::disclosure) unread_columns: Vec<String>,
    pub(in crate::disclosure) rows: Vec<RawRow>,
    /// Rows with amounts that were not understood: number and text.
    pub(in crate::disclosure) unread_rows: Vec<(usize, String)>,
    /// Sentences below the table, or instead of its rows.
    pub(in crate::disclosure) notes: Vec<String>,
}

/// A printed line.
#[derive(Clone, Debug)]
pub(in crate::disclosure) struct RawRow {
    pub(in crate::disclosure) head: RowHead,
    /// Number of the line in its sheet, from 1.
    pub(in crate::disclosure) row: usize,
    /// The code as it is printed, where the row has one.
    pub(in crate::disclosure) code: Option<String>,
    /// The name as it is printed.
    pub(in crate::disclosure) name: String,
    pub(in crate::disclosure) cells: Vec<RawCell>,
}

/// A text that stands for money.
#[derive(Clone, Debug)]
pub(in crate::disclosure) struct RawCell {
    /// Id of the column.
    pub(in crate::disclosure) id: String,
    pub(in crate::disclosure) text: String,
    /// Row and column of the sheet, from 1; a table of JSON has no columns.
    pub(in crate::disclosure) row: usize,
    pub(in crate::disclosure) column: Option<usize>,
}
