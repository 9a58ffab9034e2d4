//! A table as HTML: merged headings, numbers to the right, every text escaped.

use std::fmt::{self, Write};

use super::table::{Column, ColumnRole, RowHead, Table};

/// A text in which nothing is markup.
#[derive(Clone, Copy, Debug)]
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => formatter.write_str("&amp;")?,
                '<' => formatter.write_str("&lt;")?,
                '>' => formatter.write_str("&gt;")?,
                '"' => formatter.write_str("&quot;")?,
                '\'' => formatter.write_str("&#39;")?,
                other => formatter.write_char(other)?,
            }
        }
        Ok(())
    }
}

/// Draw a table as one `<table>` element.
///
/// It brings its own alignment, since a notebook has no style sheet; a page that has one finds
/// the class `yusuan`. An empty table has one sentence instead of rows.
///
/// # Examples
///
/// ```
/// # use yusuan::tables::{BudgetInput, BudgetTable, CodeNames, TableOptions, budget_table, html};
/// # let (names, options) = (CodeNames::default(), TableOptions::default());
/// # let input = BudgetInput {
/// #     year: 2025, title_unit: "<script>", lines: &[], names: &names, options: &options,
/// # };
/// let table = budget_table(&input, BudgetTable::Carryover)?;
/// assert!(html::render(&table).contains("&lt;script&gt;"));
/// # Ok::<(), yusuan::tables::TableError>(())
/// ```
#[must_use]
pub fn render(table: &Table) -> String {
    Drawing(table).to_string()
}

/// A table that is drawn as it is written out, so that a large one need not be in memory.
pub(crate) struct Drawing<'a>(pub(crate) &'a Table);

impl fmt::Display for Drawing<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write(formatter, self.0)
    }
}

fn write(html: &mut impl Write, table: &Table) -> fmt::Result {
    let columns = table.leaf_columns();
    let width = columns.len();
    writeln!(html, "<table class=\"yusuan\">")?;
    writeln!(
        html,
        "<caption>{}<br>编制部门/单位：{} 单位：{}</caption>",
        Escaped(&table.title),
        Escaped(&table.unit),
        Escaped(table.currency_unit.label())
    )?;
    writeln!(html, "<thead>")?;
    write_header(html, table)?;
    if table.has_printed_numbers() {
        html.write_str("<tr>")?;
        for column in &columns {
            let number = Escaped(column.printed_no.as_deref().unwrap_or_default());
            write!(html, "<th style=\"text-align: center\">{number}</th>")?;
        }
        html.write_str("</tr>\n")?;
    }
    writeln!(html, "</thead>\n<tbody>")?;
    write_body(html, table, &columns)?;
    if let Some(note) = &table.empty_note {
        let note = Escaped(note);
        writeln!(html, "<tr><td colspan=\"{width}\">{note}</td></tr>")?;
    }
    writeln!(html, "</tbody>")?;
    if !table.notes.is_empty() {
        writeln!(html, "<tfoot>")?;
        for note in &table.notes {
            let note = Escaped(note);
            writeln!(html, "<tr><td colspan=\"{width}\">注：{note}</td></tr>")?;
        }
        writeln!(html, "</tfoot>")?;
    }
    writeln!(html, "</table>")
}

/// Write the heading rows: a group spans its columns, a column reaches down to the numbers.
fn write_header(html: &mut impl Write, table: &Table) -> fmt::Result {
    let headings = table.headings();
    for row in 0..table.header_height() {
        html.write_str("<tr>")?;
        for heading in headings.iter().filter(|heading| heading.top == row) {
            let scope = if heading.is_leaf() { "col" } else { "colgroup" };
            write!(html, "<th scope=\"{scope}\"")?;
            if heading.width > 1 {
                write!(html, " colspan=\"{}\"", heading.width)?;
            }
            if heading.height > 1 {
                write!(html, " rowspan=\"{}\"", heading.height)?;
            }
            let label = Escaped(&heading.column.label);
            write!(html, " style=\"text-align: center\">{label}</th>")?;
        }
        html.write_str("</tr>\n")?;
    }
    Ok(())
}

fn write_body(html: &mut impl Write, table: &Table, columns: &[&Column]) -> fmt::Result {
    for (row, texts) in table.rows.iter().zip(table.each_printed_row()) {
        html.write_str(match row.head {
            RowHead::Item {
                level: super::RowLevel::Total,
                ..
            } => "<tr class=\"total\">",
            _ => "<tr>",
        })?;
        for (at, (column, text)) in columns.iter().zip(texts).enumerate() {
            let text = Escaped(text.unwrap_or_default());
            let style = match (column.role, at, row.indent()) {
                (ColumnRole::Amount | ColumnRole::Rate, ..) => {
                    "text-align: right; white-space: nowrap"
                }
                (_, 0, 1) => "text-align: left; padding-left: 2em",
                (_, 0, 2..) => "text-align: left; padding-left: 4em",
                _ => "text-align: left",
            };
            write!(html, "<td style=\"{style}\">{text}</td>")?;
        }
        html.write_str("</tr>\n")?;
    }
    Ok(())
}
