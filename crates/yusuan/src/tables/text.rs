//! A table as aligned text for a terminal, where a Chinese character is two columns wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::layout::Heading;
use super::table::{Column, ColumnRole, Row, Table};

/// Blanks between two columns.
const GAP: usize = 2;

/// Width up to which a heading may widen its column; longer ones go on in the next line.
const HEADING_WIDTH: usize = 12;

/// Width of the blanks and dashes at both ends of a heading over several columns.
const DASHES: usize = 4;

/// Draw a table: title, 编制部门/单位 and 单位, header, column numbers, rows, notes.
///
/// A heading over several columns is drawn between dashes that span them. An empty table has one
/// sentence instead of rows.
#[must_use]
pub fn render(table: &Table) -> String {
    let columns = table.leaf_columns();
    let body: Vec<Vec<String>> = table
        .rows
        .iter()
        .zip(table.printed_rows())
        .map(|(row, texts)| body_texts(row, &columns, &texts))
        .collect();
    let numbers: Vec<String> = columns
        .iter()
        .map(|column| column.printed_no.clone().unwrap_or_default())
        .collect();
    let widths = widths(&table.columns, &columns, &body, &numbers);
    let rule = "-".repeat(span(&widths));

    let mut lines = vec![
        center(&table.title, span(&widths), ' '),
        unit_line(table, span(&widths)),
    ];
    lines.push(rule.clone());
    lines.extend(header_lines(table, &widths));
    if numbers.iter().any(|number| !number.is_empty()) {
        lines.push(body_line(&columns, &widths, &numbers));
    }
    lines.push(rule.clone());
    lines.extend(body.iter().map(|texts| body_line(&columns, &widths, texts)));
    lines.extend(table.empty_note.clone());
    lines.push(rule);
    lines.extend(table.notes.iter().map(|note| format!("注：{note}")));
    let mut text = String::new();
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Return the texts of one row, its first text indented where no codes show the hierarchy.
fn body_texts(row: &Row, columns: &[&Column], texts: &[Option<&str>]) -> Vec<String> {
    let indent = usize::from(row.indent());
    let is_first_label = |at: usize, column: &Column| at == 0 && column.role == ColumnRole::Label;
    let text = |(at, (text, column)): (usize, (Option<&str>, &&Column))| {
        let blanks = if is_first_label(at, column) {
            indent.saturating_mul(GAP)
        } else {
            0
        };
        format!("{}{}", " ".repeat(blanks), text.unwrap_or_default())
    };
    texts
        .iter()
        .copied()
        .zip(columns)
        .enumerate()
        .map(text)
        .collect()
}

/// Return the width of every column: its widest text, or its heading up to a bound.
fn widths(
    tree: &[Column],
    columns: &[&Column],
    body: &[Vec<String>],
    numbers: &[String],
) -> Vec<usize> {
    let mut widths: Vec<usize> = columns
        .iter()
        .map(|column| column.label.width().min(HEADING_WIDTH))
        .collect();
    for texts in body.iter().map(Vec::as_slice).chain([numbers]) {
        for (width, text) in widths.iter_mut().zip(texts) {
            *width = text.width().max(*width);
        }
    }
    make_room(tree, 0, &mut widths);
    widths
}

/// Widen the last column of a group until its heading fits; return the number of leaf columns.
fn make_room(tree: &[Column], first: usize, widths: &mut [usize]) -> usize {
    let mut at = first;
    for column in tree {
        let end = at.saturating_add(make_room(&column.children, at, widths).max(1));
        if !column.children.is_empty() {
            let needed = column.label.width().saturating_add(DASHES);
            let missing = needed.saturating_sub(span(widths.get(at..end).unwrap_or_default()));
            if let Some(last) = widths.get_mut(end.saturating_sub(1)) {
                *last = last.saturating_add(missing);
            }
        }
        at = end;
    }
    at.saturating_sub(first)
}

/// Return the width of neighbouring columns with the gaps between them.
fn span(widths: &[usize]) -> usize {
    let gaps = widths.len().saturating_sub(1).saturating_mul(GAP);
    widths.iter().sum::<usize>().saturating_add(gaps)
}

fn unit_line(table: &Table, width: usize) -> String {
    let left = format!("编制部门/单位：{}", table.unit);
    let right = format!("单位：{}", table.currency_unit);
    let between = width
        .saturating_sub(left.width().saturating_add(right.width()))
        .max(GAP);
    format!("{left}{}{right}", " ".repeat(between))
}

fn body_line(columns: &[&Column], widths: &[usize], texts: &[String]) -> String {
    let cell = |((column, width), text): ((&&Column, &usize), &String)| {
        if matches!(column.role, ColumnRole::Amount | ColumnRole::Rate) {
            right(text, *width)
        } else {
            left(text, *width)
        }
    };
    let cells: Vec<String> = columns.iter().zip(widths).zip(texts).map(cell).collect();
    cells.join(&" ".repeat(GAP))
}

/// A heading, and the lines of text that it breaks into.
struct Broken<'a> {
    heading: Heading<'a>,
    lines: Vec<String>,
}

fn header_lines(table: &Table, widths: &[usize]) -> Vec<String> {
    let broken = table.headings().into_iter().map(|heading| Broken {
        lines: wrap(&heading.column.label, width_of(&heading, widths)),
        heading,
    });
    let headings: Vec<Broken<'_>> = broken.collect();
    let heights = level_heights(&headings, table.header_height());
    let height = heights.iter().sum();
    (0..height)
        .map(|y| header_line(&headings, &heights, widths, y))
        .collect()
}

fn width_of(heading: &Heading<'_>, widths: &[usize]) -> usize {
    let end = heading.first.saturating_add(heading.width);
    span(widths.get(heading.first..end).unwrap_or_default())
}

impl Broken<'_> {
    /// Return the text lines that the heading has to itself: a leaf reaches down to the numbers.
    fn rows(&self, heights: &[usize]) -> std::ops::Range<usize> {
        let top = heights.iter().take(self.heading.top).sum::<usize>();
        let own = heights.iter().skip(self.heading.top);
        let own = own.take(self.heading.height).sum::<usize>();
        top..top.saturating_add(own)
    }
}

/// Return how many text lines each header level needs: one, but the last as many as leaves ask for.
fn level_heights(headings: &[Broken<'_>], depth: usize) -> Vec<usize> {
    let mut heights = vec![1; depth];
    for heading in headings.iter().filter(|broken| broken.heading.is_leaf()) {
        let missing = heading
            .lines
            .len()
            .saturating_sub(heading.rows(&heights).len());
        if let Some(last) = heights.last_mut() {
            *last = last.saturating_add(missing);
        }
    }
    heights
}

/// Draw one text line of the header; headings rest on the bottom of their place.
fn header_line(headings: &[Broken<'_>], heights: &[usize], widths: &[usize], y: usize) -> String {
    let mut here: Vec<&Broken<'_>> = headings
        .iter()
        .filter(|heading| heading.rows(heights).contains(&y))
        .collect();
    here.sort_by_key(|broken| broken.heading.first);
    let piece = |heading: &&Broken<'_>| {
        let width = width_of(&heading.heading, widths);
        let below = heading.rows(heights).end.saturating_sub(y);
        let at = heading.lines.len().checked_sub(below);
        let text = at
            .and_then(|at| heading.lines.get(at))
            .map_or("", String::as_str);
        match heading.heading.column.role {
            ColumnRole::Label => left(text, width),
            ColumnRole::Amount | ColumnRole::Rate => right(text, width),
            ColumnRole::Group => center(&format!(" {text} "), width, '-'),
        }
    };
    let pieces: Vec<String> = here.iter().map(piece).collect();
    pieces.join(&" ".repeat(GAP))
}

/// Break a text into lines no wider than `width`. Brackets stay together where a line holds them.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0_usize;
    for (at, character) in text.char_indices() {
        let wide = character.width().unwrap_or_default();
        let together = match text.get(at..).and_then(bracketed) {
            Some(bracketed) if bracketed.width() <= width => bracketed.width(),
            _ => wide,
        };
        if used.saturating_add(together) > width && used > 0 {
            lines.push(String::new());
            used = 0;
        }
        used = used.saturating_add(wide);
        if let Some(line) = lines.last_mut() {
            line.push(character);
        }
    }
    lines
}

/// Return the brackets that a text begins with, and what stands in them.
fn bracketed(text: &str) -> Option<&str> {
    let end = text.starts_with('（').then(|| text.find('）'))??;
    text.get(..end.saturating_add('）'.len_utf8()))
}

fn left(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

fn center(text: &str, width: usize, fill: char) -> String {
    let free = width.saturating_sub(text.width());
    let before = free / 2;
    let fill = |count| fill.to_string().repeat(count);
    format!(
        "{}{text}{}",
        fill(before),
        fill(free.saturating_sub(before))
    )
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn brackets_are_not_torn() {
        assert_eq!(wrap("功能分类（款）", 12), ["功能分类", "（款）"]);
        assert_eq!(wrap("功能分类（款）", 14), ["功能分类（款）"]);
        assert_eq!(wrap("一（二三四五六七", 8), ["一（二三", "四五六七"]);
        assert_eq!(wrap("（一二三四五）", 8), ["（一二三", "四五）"]);
    }
}
