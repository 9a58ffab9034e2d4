//! A table as data: a tree of columns, and rows with exact amounts beside what is printed.

use std::borrow::Cow;

use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::money::{CurrencyUnit, Fen};

/// A published table.
///
/// Serialised, it is the object `{id, title, unit, currency_unit, columns, rows}`, with `notes` when
/// there are any; what only a printed page needs ([`Table::empty_note`]) stays out.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Table {
    /// Stable name, as `budget-01`.
    pub id: String,
    /// Printed title.
    pub title: String,
    /// Unit or department printed above the table.
    pub unit: String,
    /// Unit of money of the displayed amounts.
    pub currency_unit: CurrencyUnit,
    /// Columns, grouped as the header is.
    pub columns: Vec<Column>,
    /// Rows in print order.
    pub rows: Vec<Row>,
    /// The sentence printed instead of rows, exactly when there are none.
    #[serde(skip)]
    pub empty_note: Option<String>,
    /// Remarks printed below, each one sentence: what the total holds and no column shows.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub notes: Vec<String>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnRole {
    /// Text.
    Label,
    /// Money.
    Amount,
    /// One amount as a part of another, in percent.
    Rate,
    /// Other columns.
    Group,
}

/// A column, or a heading over several.
///
/// Serialised, a group has `children` and no `role`, and a column has a `role` and no `children`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Column {
    /// Name, unique in its table.
    pub id: String,
    /// Printed heading.
    pub label: String,
    /// What it holds.
    #[serde(skip_serializing_if = "is_group", default = "group")]
    pub role: ColumnRole,
    /// Number printed below the heading, `※` for a label; none in two-sided tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed_no: Option<String>,
    /// Columns below a group; empty for others.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub children: Vec<Column>,
}

/// The id of a column, as a row repeats it for each of its cells: nearly always one that this library
/// knows, so that a hundred thousand rows need no memory for it.
pub type ColumnId = Cow<'static, str>;

/// One printed line.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Row {
    /// What the line is about.
    #[serde(flatten)]
    pub head: RowHead,
    /// Contents by column id, in column order.
    ///
    /// A coded row leaves out the columns that [`RowHead::Item`] already holds.
    #[serde(serialize_with = "serialize_cells", skip_deserializing)]
    pub cells: Vec<(ColumnId, Cell)>,
    /// Money that is in the row's total, but in no other column of this table.
    #[serde(skip)]
    pub unprinted: Fen,
}

/// What one printed line is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(untagged)]
pub enum RowHead {
    /// A line of a two-sided table, which says two unrelated things.
    Sides {
        /// Number of the line, from 1.
        line: usize,
        /// Item on the income side.
        income_id: Option<String>,
        /// Indentation on the income side, from 0.
        income_level: Option<u8>,
        /// Functional class on the expenditure side, or `total`.
        expenditure_code: Option<String>,
    },
    /// A line of any other table.
    Item {
        /// Name, unique in its table.
        id: String,
        /// Place in the hierarchy.
        level: RowLevel,
        /// Classification code in its parts, where the table is arranged by code.
        code: Option<Code>,
        /// Printed name.
        name: String,
    },
}

/// The place of a row in the hierarchy of its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowLevel {
    /// 总计 or 合计.
    Total,
    /// 类.
    Class,
    /// 款.
    Section,
    /// 项.
    Item,
    /// A part of an item, after 其中.
    Sub,
    /// A budget unit.
    Unit,
    /// A project.
    Project,
    /// Lines that have something in common, in a table of the execution.
    Group,
}

impl RowLevel {
    /// Return the word that stands in data.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Class => "class",
            Self::Section => "section",
            Self::Item => "item",
            Self::Sub => "sub",
            Self::Unit => "unit",
            Self::Project => "project",
            Self::Group => "group",
        }
    }
}

/// A classification code in the parts that are printed in columns of their own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Code {
    /// 支出功能分类: 类, 款, 项.
    Functional {
        /// Three digits.
        class: String,
        /// Two digits, unless this is a class.
        section: Option<String>,
        /// Two digits, for an item.
        item: Option<String>,
    },
    /// 部门预算支出经济分类: 类, 款.
    Economic {
        /// Three digits.
        class: String,
        /// Two digits, unless this is a class.
        section: Option<String>,
    },
}

/// The content of one column in one row.
///
/// A county's table has a million of them, most of them blank amounts: what is larger than an amount
/// stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Text, or blank.
    Label(Option<String>),
    /// Money, or blank: then both are absent.
    Amount {
        /// Exact amount.
        fen: Option<Fen>,
        /// Printed amount.
        text: Option<Box<str>>,
    },
    /// One amount as a part of another.
    Rate(Box<Rate>),
}

/// One amount as a part of another, or blank: then all are absent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Rate {
    /// Exact part.
    pub part_fen: Option<Fen>,
    /// Exact whole.
    pub whole_fen: Option<Fen>,
    /// Printed percentage.
    pub text: Option<String>,
}

impl Table {
    /// Return the columns without children, in print order.
    #[must_use]
    pub fn leaf_columns(&self) -> Vec<&Column> {
        fn collect<'a>(columns: &'a [Column], leaves: &mut Vec<&'a Column>) {
            for column in columns {
                if column.children.is_empty() {
                    leaves.push(column);
                } else {
                    collect(&column.children, leaves);
                }
            }
        }
        let mut leaves = Vec::new();
        collect(&self.columns, &mut leaves);
        leaves
    }

    /// Return what is printed in every row, one entry a leaf column, codes and names included.
    #[must_use]
    pub fn printed_rows(&self) -> Vec<Vec<Option<&str>>> {
        self.each_printed_row().collect()
    }

    /// Return the same one row after the other.
    pub fn each_printed_row(&self) -> impl Iterator<Item = Vec<Option<&str>>> {
        self.rows.iter().map(|row| self.printed_row(row))
    }

    /// Return what is printed in one row.
    pub(crate) fn printed_row<'r>(&self, row: &'r Row) -> Vec<Option<&'r str>> {
        let columns = self.leaf_columns();
        let has_name_column = columns.iter().any(|column| column.id == "name");
        let printed = |column: &&Column| row.printed(&column.id, has_name_column);
        columns.iter().map(printed).collect()
    }

    /// Return the row with this id; in a two-sided table, the line whose income side has it.
    #[must_use]
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.id() == Some(id))
    }

    /// Return the line of a two-sided table whose expenditure side has this code.
    #[must_use]
    pub fn expenditure_row(&self, code: &str) -> Option<&Row> {
        self.rows.iter().find(|row| match &row.head {
            RowHead::Sides {
                expenditure_code, ..
            } => expenditure_code.as_deref() == Some(code),
            RowHead::Item { .. } => false,
        })
    }
}

impl Column {
    pub(super) fn label(id: &str, label: &str) -> Self {
        Self::leaf(id, label, ColumnRole::Label)
    }

    pub(crate) fn amount(id: &str, label: &str) -> Self {
        Self::leaf(id, label, ColumnRole::Amount)
    }

    pub(super) fn rate(id: &str, label: &str) -> Self {
        Self::leaf(id, label, ColumnRole::Rate)
    }

    pub(super) fn group(id: &str, label: &str, children: Vec<Self>) -> Self {
        Self {
            children,
            ..Self::leaf(id, label, ColumnRole::Group)
        }
    }

    fn leaf(id: &str, label: &str, role: ColumnRole) -> Self {
        let (id, label) = (id.to_owned(), label.to_owned());
        Self {
            id,
            label,
            role,
            printed_no: None,
            children: Vec::new(),
        }
    }
}

impl Row {
    /// Return the id of the row; of a two-sided line, that of the income side.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match &self.head {
            RowHead::Sides { income_id, .. } => income_id.as_deref(),
            RowHead::Item { id, .. } => Some(id),
        }
    }

    /// Return the number of a line in a two-sided table.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match &self.head {
            RowHead::Sides { line, .. } => Some(*line),
            RowHead::Item { .. } => None,
        }
    }

    /// Return the content of a column, unless the row does not have it.
    #[must_use]
    pub fn cell(&self, column_id: &str) -> Option<&Cell> {
        self.cells
            .iter()
            .find(|(id, _)| id == column_id)
            .map(|(_, cell)| cell)
    }

    fn printed(&self, column_id: &str, has_name_column: bool) -> Option<&str> {
        if let Some(cell) = self.cell(column_id) {
            return cell.text();
        }
        let RowHead::Item { code, name, .. } = &self.head else {
            return None;
        };
        match (column_id, code) {
            ("name", _) => Some(name),
            ("item", None) if !has_name_column => Some(name),
            ("class", Some(code)) => Some(code.class()),
            ("section", Some(code)) => code.section(),
            ("item", Some(code)) => code.item(),
            _ => None,
        }
    }
}

impl Code {
    /// Return the 类.
    #[must_use]
    pub fn class(&self) -> &str {
        match self {
            Self::Functional { class, .. } | Self::Economic { class, .. } => class,
        }
    }

    /// Return the two digits of the 款.
    #[must_use]
    pub fn section(&self) -> Option<&str> {
        match self {
            Self::Functional { section, .. } | Self::Economic { section, .. } => section.as_deref(),
        }
    }

    /// Return the two digits of the 项.
    #[must_use]
    pub fn item(&self) -> Option<&str> {
        match self {
            Self::Functional { item, .. } => item.as_deref(),
            Self::Economic { .. } => None,
        }
    }
}

impl Cell {
    /// Return the printed text, unless the cell is blank.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Label(text) => text.as_deref(),
            Self::Amount { text, .. } => text.as_deref(),
            Self::Rate(rate) => rate.text.as_deref(),
        }
    }

    /// Return the exact amount, unless the cell is blank or holds something else.
    #[must_use]
    pub const fn fen(&self) -> Option<Fen> {
        match self {
            Self::Label(_) | Self::Rate(_) => None,
            Self::Amount { fen, .. } => *fen,
        }
    }
}

/// Give label columns their ※ and amount columns their numbers, from left to right.
pub(super) fn number_columns(columns: &mut [Column]) {
    fn visit(columns: &mut [Column], next: &mut usize) {
        for column in columns {
            match column.role {
                ColumnRole::Label => column.printed_no = Some("※".to_owned()),
                ColumnRole::Amount | ColumnRole::Rate => {
                    column.printed_no = Some(next.to_string());
                    *next = next.saturating_add(1);
                }
                ColumnRole::Group => visit(&mut column.children, next),
            }
        }
    }
    visit(columns, &mut 1);
}

/// Return the role that is not written.
const fn group() -> ColumnRole {
    ColumnRole::Group
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn is_group(role: &ColumnRole) -> bool {
    *role == ColumnRole::Group
}

fn serialize_cells<S: Serializer>(
    cells: &[(ColumnId, Cell)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(cells.len()))?;
    for (id, cell) in cells {
        map.serialize_entry(id, cell)?;
    }
    map.end()
}
