//! A table for a notebook: merged headings, numbers to the right, every text escaped.

use std::fmt::{self, Write};

use yusuan::tables::{Column, ColumnRole, Row, RowHead, RowLevel, Table};

/// What a browser would take for markup, made harmless.
struct Escaped<'a>(&'a str);

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

/// Draw a text as it stands.
pub(crate) fn preformatted(text: &str) -> String {
    format!("<pre>{}</pre>", Escaped(text))
}

/// Draw a table.
pub(crate) fn render(table: &Table) -> String {
    let mut html = String::new();
    // Writing to a String cannot fail.
    let _ = write(&mut html, table);
    html
}

fn write(html: &mut String, table: &Table) -> fmt::Result {
    let columns = table.leaf_columns();
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
    if columns.iter().any(|column| column.printed_no.is_some()) {
        let numbers = columns.iter().map(|column| column.printed_no.as_deref());
        write_cells(
            html,
            "th",
            numbers.map(|number| (number, "text-align: center")),
        )?;
    }
    writeln!(html, "</thead>\n<tbody>")?;
    for (row, texts) in table.rows.iter().zip(table.printed_rows()) {
        let styles = columns
            .iter()
            .enumerate()
            .map(|(at, column)| match (column.role, at) {
                (ColumnRole::Amount | ColumnRole::Rate, _) => {
                    "text-align: right; white-space: nowrap"
                }
                (_, 0) => indented(row),
                _ => "text-align: left",
            });
        write_cells(html, "td", texts.into_iter().zip(styles))?;
    }
    if let Some(note) = &table.empty_note {
        let width = columns.len();
        writeln!(
            html,
            "<tr><td colspan=\"{width}\">{}</td></tr>",
            Escaped(note)
        )?;
    }
    writeln!(html, "</tbody>")?;
    if !table.notes.is_empty() {
        writeln!(html, "<tfoot>")?;
        for note in &table.notes {
            let width = columns.len();
            writeln!(
                html,
                "<tr><td colspan=\"{width}\">注：{}</td></tr>",
                Escaped(note)
            )?;
        }
        writeln!(html, "</tfoot>")?;
    }
    writeln!(html, "</table>")
}

/// Write the heading rows: a group spans its columns, a column reaches down to the numbers.
fn write_header(html: &mut String, table: &Table) -> fmt::Result {
    let depth = depth(&table.columns);
    let mut level: Vec<&Column> = table.columns.iter().collect();
    for at in 0..depth {
        html.push_str("<tr>");
        for column in &level {
            let (width, height) = if column.children.is_empty() {
                (1, depth.saturating_sub(at))
            } else {
                (leaves(column), 1)
            };
            html.push_str("<th");
            if width > 1 {
                write!(html, " colspan=\"{width}\"")?;
            }
            if height > 1 {
                write!(html, " rowspan=\"{height}\"")?;
            }
            write!(
                html,
                " style=\"text-align: center\">{}</th>",
                Escaped(&column.label)
            )?;
        }
        html.push_str("</tr>\n");
        level = level.iter().flat_map(|column| &column.children).collect();
    }
    Ok(())
}

fn depth(columns: &[Column]) -> usize {
    let below = columns.iter().map(|column| depth(&column.children));
    below.max().map_or(0, |below| below.saturating_add(1))
}

fn leaves(column: &Column) -> usize {
    let below: usize = column.children.iter().map(leaves).sum();
    below.max(1)
}

/// Return the style of the first text of a row, indented where no codes show the hierarchy.
const fn indented(row: &Row) -> &'static str {
    let level = match &row.head {
        RowHead::Sides {
            income_level: Some(level),
            ..
        } => *level,
        RowHead::Sides { .. } | RowHead::Item { code: Some(_), .. } => 0,
        RowHead::Item { level, .. } => match level {
            RowLevel::Unit | RowLevel::Item => 1,
            RowLevel::Project | RowLevel::Sub => 2,
            _ => 0,
        },
    };
    match level {
        0 => "text-align: left",
        1 => "text-align: left; padding-left: 2em",
        _ => "text-align: left; padding-left: 4em",
    }
}

fn write_cells<'a>(
    html: &mut String,
    tag: &str,
    cells: impl Iterator<Item = (Option<&'a str>, &'static str)>,
) -> fmt::Result {
    html.push_str("<tr>");
    for (text, style) in cells {
        let text = Escaped(text.unwrap_or_default());
        write!(html, "<{tag} style=\"{style}\">{text}</{tag}>")?;
    }
    html.push_str("</tr>\n");
    Ok(())
}
