//! Where the headings of a table stand, and how far a row is indented: what every drawing shares.

use super::table::{Column, Row, RowHead, RowLevel, Table};

/// A heading and the place that it takes in the header, counted in columns and header rows from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// The column or the group.
    pub column: &'a Column,
    /// First column that it stands over.
    pub first: usize,
    /// Columns that it stands over.
    pub width: usize,
    /// First header row.
    pub top: usize,
    /// Header rows: a column without children reaches down to the last.
    pub height: usize,
}

impl Heading<'_> {
    /// Say whether this is a column and not a heading over several.
    #[must_use]
    pub const fn is_leaf(&self) -> bool {
        self.column.children.is_empty()
    }
}

impl Table {
    /// Return how many rows the header has, without that of the column numbers.
    #[must_use]
    pub fn header_height(&self) -> usize {
        depth(&self.columns)
    }

    /// Return all headings, each after the group that it belongs to, from left to right.
    #[must_use]
    pub fn headings(&self) -> Vec<Heading<'_>> {
        let mut headings = Vec::new();
        collect(&self.columns, (0, 0), self.header_height(), &mut headings);
        headings
    }

    /// Say whether a row of column numbers stands below the header.
    #[must_use]
    pub fn has_printed_numbers(&self) -> bool {
        let leaves = self.leaf_columns();
        leaves.iter().any(|column| column.printed_no.is_some())
    }
}

impl Row {
    /// Return how far the first text is indented, from 0, where no codes show the hierarchy.
    #[must_use]
    pub fn indent(&self) -> u8 {
        match &self.head {
            RowHead::Sides { income_level, .. } => income_level.unwrap_or_default(),
            RowHead::Item { code: Some(_), .. } => 0,
            RowHead::Item { level, .. } => match level {
                RowLevel::Unit | RowLevel::Item => 1,
                RowLevel::Project | RowLevel::Sub => 2,
                RowLevel::Total | RowLevel::Class | RowLevel::Section | RowLevel::Group => 0,
            },
        }
    }
}

fn depth(columns: &[Column]) -> usize {
    let below = columns.iter().map(|column| depth(&column.children));
    below.max().map_or(0, |below| below.saturating_add(1))
}

/// List headings, parents first; return the number of leaf columns among `columns`.
fn collect<'a>(
    columns: &'a [Column],
    (first, top): (usize, usize),
    depth: usize,
    headings: &mut Vec<Heading<'a>>,
) -> usize {
    let mut at = first;
    for column in columns {
        let place = headings.len();
        let is_leaf = column.children.is_empty();
        headings.push(Heading {
            column,
            first: at,
            width: 1,
            top,
            height: if is_leaf {
                depth.saturating_sub(top)
            } else {
                1
            },
        });
        let below = (at, top.saturating_add(1));
        let width = collect(&column.children, below, depth, headings).max(1);
        if let Some(heading) = headings.get_mut(place) {
            heading.width = width;
        }
        at = at.saturating_add(width);
    }
    at.saturating_sub(first)
}
