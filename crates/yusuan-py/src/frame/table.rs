//! A published table as columns: what is exact, beside the words that are printed.

use std::sync::Arc;

use pyo3::prelude::*;
use yusuan::Fen;
use yusuan::tables::csv::headings;
use yusuan::tables::{Cell, ColumnRole, Row, RowHead, Table};

use super::{Kind, Shape, Source, Writer};

/// Declare the columns of a table: `row_id` and `row_level` first, then those that are printed.
pub(crate) fn shape(table: &Table) -> Shape {
    let mut shape = Shape::default();
    shape.add("row_id", Kind::Text);
    shape.add("row_level", Kind::Text);
    for (column, heading) in table.leaf_columns().iter().zip(distinct(&headings(table))) {
        match column.role {
            ColumnRole::Amount => {
                shape.add_named(&column.id, heading.clone(), Kind::Yuan);
                let name = format!("{}_fen", column.id);
                shape.add_named(&name, format!("{heading}（分）"), Kind::Whole);
            }
            ColumnRole::Rate => shape.add_named(&column.id, heading, Kind::Rate),
            ColumnRole::Label | ColumnRole::Group => {
                shape.add_named(&column.id, heading, Kind::Text);
            }
        }
    }
    shape
}

/// Put the heading before it in front of one that stands there twice, as 科目名称 beside each code:
/// columns of a table in memory need names of their own.
fn distinct(headings: &[String]) -> Vec<String> {
    let before = std::iter::once(None).chain(headings.iter().map(Some));
    let named = headings.iter().zip(before).map(|(heading, before)| {
        let is_alone = headings.iter().filter(|other| *other == heading).count() == 1;
        match before {
            Some(before) if !is_alone => format!("{before}/{heading}"),
            _ => heading.clone(),
        }
    });
    named.collect()
}

/// The rows of a published table.
pub(crate) struct Printed(pub(crate) Arc<Table>);

impl Source for Printed {
    fn len(&self) -> usize {
        self.0.rows.len()
    }

    fn write(&self, first: usize, enough: usize, out: &mut Writer) -> PyResult<usize> {
        let columns = self.0.leaf_columns();
        let rows = self.0.each_printed_row().zip(&self.0.rows);
        for (texts, row) in rows.skip(first).take(enough) {
            head(row, out)?;
            for (column, text) in columns.iter().zip(texts) {
                match (column.role, text) {
                    (ColumnRole::Amount, _) => {
                        let fen = row.cell(&column.id).and_then(Cell::fen);
                        for _ in 0..2 {
                            match fen {
                                Some(fen) => out.whole(fen.get().into())?,
                                None => out.blank(),
                            }
                        }
                    }
                    (ColumnRole::Rate, Some(text)) => rate(text, out)?,
                    (_, Some(text)) => out.text(text)?,
                    (_, None) => out.blank(),
                }
            }
            out.end_row();
        }
        Ok(first.saturating_add(enough).min(self.0.rows.len()))
    }
}

/// Write what names the row.
fn head(row: &Row, out: &mut Writer) -> PyResult<()> {
    match row.id() {
        Some(id) => out.text(id)?,
        None => out.blank(),
    }
    match &row.head {
        RowHead::Item { level, .. } => out.text(level.as_str()),
        RowHead::Sides { .. } => {
            out.blank();
            Ok(())
        }
    }
}

/// Write a percentage, which is printed with at most two decimal places as yuan are.
fn rate(text: &str, out: &mut Writer) -> PyResult<()> {
    if let Ok(number) = Fen::parse_yuan(text.trim_end_matches('%')) {
        return out.whole(number.get().into());
    }
    out.blank();
    Ok(())
}
