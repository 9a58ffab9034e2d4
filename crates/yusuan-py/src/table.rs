//! Published tables as Python data, text and a notebook drawing.

#![expect(
    clippy::doc_link_with_quotes,
    reason = "an example prints a list of text"
)]

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};
use yusuan::tables::{self, Cell, ColumnRole, Row, csv, html, text};
use yusuan::{CurrencyUnit, Error, Fen};

use crate::errors::raise;
use crate::frame::{self, Frame, Money, Names, Pandas, Polars, Printed};
use crate::kept::Kept;
use crate::money;
use crate::value::{self, Dict, Repr, all, travels, value};

/// A published table: columns, and rows with exact amounts beside what is printed.
///
/// `str(table)` draws it with Chinese columns aligned, a notebook draws it with merged headings.
///
/// Example:
///     >>> table = ledger.table("budget-06", year=2025)
///     >>> table.title, table.currency_unit
///     ('一般公共预算基本支出情况表', '万元')
///     >>> table.rows[1]["name"], table.rows[1]["total"]
///     ('商品和服务支出', Decimal('9.188000'))
#[pyclass(frozen, eq, hash, module = "yusuan")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct Table(pub(crate) tables::Table);

travels!(Table, |it| &Kept::from(&it.0), |kept: Kept| Self(
    kept.into()
));

impl From<tables::Table> for Table {
    fn from(table: tables::Table) -> Self {
        Self(table)
    }
}

impl Table {
    /// Return the exact amount as a decimal number of the table's unit.
    fn decimal<'py>(&self, py: Python<'py>, fen: Fen) -> PyResult<Bound<'py, PyAny>> {
        let places = match self.0.currency_unit {
            CurrencyUnit::Yuan => 2,
            CurrencyUnit::WanYuan => 6,
        };
        money::decimal(py, &format!("{}e-{places}", fen.get()))
    }

    /// Find a row by its place from 0, or by its id.
    fn row(&self, row: RowName) -> PyResult<&Row> {
        let (found, value) = match row {
            RowName::Place(place) => {
                let at = usize::try_from(place).ok();
                (at.and_then(|at| self.0.rows.get(at)), place.to_string())
            }
            RowName::Id(id) => {
                let row = self.0.row(&id).or_else(|| self.0.expenditure_row(&id));
                (row, id)
            }
        };
        found.ok_or_else(|| {
            raise(Error::NotFound {
                token: "row_unknown",
                what: "the row",
                value,
                hint: "the rows of the table are in row_ids".to_owned(),
            })
        })
    }

    fn cell(&self, row: RowName, column: &str) -> PyResult<Option<&Cell>> {
        let row = self.row(row)?;
        let mut columns = self.0.leaf_columns().into_iter();
        if columns.any(|known| known.id == column) {
            return Ok(row.cell(column));
        }
        Err(raise(Error::NotFound {
            token: "column_unknown",
            what: "the column",
            value: column.to_owned(),
            hint: "the columns of the table are the keys of its rows".to_owned(),
        }))
    }
}

/// What names a row in a call.
#[derive(FromPyObject)]
enum RowName {
    #[pyo3(transparent)]
    Place(i64),
    #[pyo3(transparent)]
    Id(String),
}

#[pymethods]
impl Table {
    /// Stable name, as `budget-01`.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Printed title.
    #[getter]
    fn title(&self) -> &str {
        &self.0.title
    }

    /// Unit or department printed above the table.
    #[getter]
    fn unit(&self) -> &str {
        &self.0.unit
    }

    /// Unit of money of the printed amounts, 万元 or 元.
    #[getter]
    const fn currency_unit(&self) -> &'static str {
        self.0.currency_unit.label()
    }

    /// Columns, grouped as the header is.
    #[getter]
    fn columns(&self) -> Vec<Column> {
        all(self.0.columns.iter().cloned())
    }

    /// The sentence printed instead of rows; None when there are rows.
    #[getter]
    fn empty_note(&self) -> Option<&str> {
        self.0.empty_note.as_deref()
    }

    /// Remarks printed below, each one sentence.
    #[getter]
    fn notes(&self) -> Vec<String> {
        self.0.notes.clone()
    }

    /// Ids of the rows in print order; in a two-sided table those of the income side, None where
    /// that side is blank.
    #[getter]
    fn row_ids(&self) -> Vec<Option<&str>> {
        self.0.rows.iter().map(Row::id).collect()
    }

    /// Rows in print order, each a dict from column id to content.
    ///
    /// Shape: a text or None in a label column, a `Decimal` or None in a column of amounts or
    ///     rates; codes and names included, columns in print order.
    /// Units: amounts are exact numbers of `currency_unit`, not the rounded ones that are printed:
    ///     for those ask `text`, for fen ask `fen`. A rate is the percentage that is printed.
    #[getter]
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Vec<Dict<'py>>> {
        let columns = self.0.leaf_columns();
        let mut rows = Vec::with_capacity(self.0.rows.len());
        for (row, texts) in self.0.rows.iter().zip(self.0.printed_rows()) {
            let dict = PyDict::new(py);
            for (column, text) in columns.iter().zip(texts) {
                if column.role == ColumnRole::Amount {
                    let fen = row.cell(&column.id).and_then(Cell::fen);
                    let amount = fen.map(|fen| self.decimal(py, fen)).transpose()?;
                    dict.set_item(&column.id, amount)?;
                } else if column.role == ColumnRole::Rate {
                    let percent = text.and_then(|text| text.strip_suffix('%'));
                    let percent = percent.map(|text| money::decimal(py, text)).transpose()?;
                    dict.set_item(&column.id, percent)?;
                } else {
                    dict.set_item(&column.id, text)?;
                }
            }
            rows.push(Dict(dict));
        }
        Ok(rows)
    }

    /// Return the exact amount of a cell in fen; None when it is blank or text.
    ///
    /// Args:
    ///     row: place of the row from 0, or its id; in a two-sided table the id of either side.
    ///     column: id of the column.
    ///
    /// Raises:
    ///     NotFoundError: `row_unknown`, `column_unknown`.
    ///
    /// Example:
    ///     >>> ledger.table("budget-06", year=2025).fen("302", "total")
    ///     9188000
    fn fen(&self, row: RowName, column: &str) -> PyResult<Option<i64>> {
        Ok(self.cell(row, column)?.and_then(Cell::fen).map(Fen::get))
    }

    /// Return what is printed in a cell; None when it is blank.
    ///
    /// Args:
    ///     row: place of the row from 0, or its id; in a two-sided table the id of either side.
    ///     column: id of the column.
    ///
    /// Raises:
    ///     NotFoundError: `row_unknown`, `column_unknown`.
    ///
    /// Example:
    ///     >>> ledger.table("budget-06", year=2025).text("302", "total")
    ///     '9.19'
    fn text(&self, row: RowName, column: &str) -> PyResult<Option<String>> {
        let cell = self.cell(row, column)?;
        Ok(cell.and_then(Cell::text).map(str::to_owned))
    }

    /// Return the object that `yusuan tables --json` prints, as a dict.
    ///
    /// Example:
    ///     >>> ledger.table("budget-06", year=2025).to_dict()["id"]
    ///     'budget-06'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        value::to_dict(py, &self.0)
    }

    /// Return the table as CSV: a line of headings, then the rows as printed.
    ///
    /// Example:
    ///     >>> ledger.table("budget-06", year=2025).to_csv().splitlines()[1]
    ///     ',,总计,9.19,,9.19'
    fn to_csv(&self) -> PyResult<String> {
        csv::render(&self.0).map_err(|error| raise(error.into()))
    }

    /// Return the table as columns, with chosen names and amounts.
    ///
    /// Args:
    ///     names: `en` for the ids of columns, `zh` for the printed headings, after those of their
    ///         groups, as `财政拨款/小计`.
    ///     money: `fen` for whole fen in columns named `*_fen`, `yuan` for exact decimals in yuan,
    ///         whatever unit the table is printed in.
    ///
    /// Shape: `row_id` and `row_level` (`total`, `class`, …; None in a two-sided table), then the
    ///     columns of `rows`. A rate is a decimal number of percent.
    ///
    /// Example:
    ///     >>> ledger.table("budget-06", year=2025).frame().columns[:5]
    ///     ['row_id', 'row_level', 'class', 'section', 'name']
    #[pyo3(signature = (*, names = Names::En, money = Money::Fen))]
    fn frame(&self, names: Names, money: Money) -> Frame {
        let source = Printed(Arc::new(self.0.clone()));
        Frame::new(Arc::new(source), frame::table_shape(&self.0), names, money)
    }

    /// Return the table as a stream of batches, as the Arrow C stream interface has it.
    #[pyo3(signature = (requested_schema = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        self.frame(Names::En, Money::Fen).stream(py)
    }

    /// Return the table as a polars data frame; see `frame`. Needs polars.
    ///
    /// Example:
    ///     >>> ledger.table("budget-06", year=2025).to_polars(money="yuan")["total"][0]
    ///     Decimal('91880.00')
    #[pyo3(signature = (*, names = Names::En, money = Money::Fen))]
    fn to_polars<'py>(&self, py: Python<'py>, names: Names, money: Money) -> PyResult<Polars<'py>> {
        Frame::to_polars(&Bound::new(py, self.frame(names, money))?)
    }

    /// Return the table as a pandas data frame with exact types; see `frame`. Needs pandas and pyarrow.
    ///
    /// Example:
    ///     >>> ledger.table("budget-06", year=2025).to_pandas()["total_fen"][0]
    ///     9188000
    #[pyo3(signature = (*, names = Names::En, money = Money::Fen))]
    fn to_pandas<'py>(&self, py: Python<'py>, names: Names, money: Money) -> PyResult<Pandas<'py>> {
        Frame::to_pandas(&Bound::new(py, self.frame(names, money))?)
    }

    /// Draw the table as text, with Chinese columns aligned.
    fn __str__(&self) -> String {
        text::render(&self.0)
    }

    /// Draw the table for a notebook.
    fn _repr_html_(&self) -> String {
        html::render(&self.0)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let repr = Repr::new(py, "Table").field("id", &self.0.id)?;
        let repr = repr
            .field("title", &self.0.title)?
            .field("unit", &self.0.unit)?;
        Ok(repr.field("row_count", self.0.rows.len())?.finish())
    }

    /// Return the number of rows.
    const fn __len__(&self) -> usize {
        self.0.rows.len()
    }
}

value! {
    /// A column, or a heading over several.
    ///
    /// Example:
    ///     >>> column = ledger.table("budget-06", year=2025).columns[0]
    ///     >>> column.label, column.role, tuple(child.id for child in column.children)
    ///     ('科目', 'group', ('code', 'name'))
    Column(tables::Column) {
        /// Name, unique in its table.
        id: String = |it, _| it.id.clone();
        /// Printed heading.
        label: String = |it, _| it.label.clone();
        /// What it holds: `label`, `amount`, `rate` or, over other columns, `group`.
        role: &'static str = |it, _| match it.role {
            ColumnRole::Label => "label",
            ColumnRole::Amount => "amount",
            ColumnRole::Rate => "rate",
            ColumnRole::Group => "group",
        };
        /// Number printed below the heading; None in two-sided tables.
        printed_no: Option<String> = |it, _| it.printed_no.clone();
        /// Columns below a group; empty for others.
        children: Vec<Column> = |it, _| all(it.children.iter().cloned());
    }
}
