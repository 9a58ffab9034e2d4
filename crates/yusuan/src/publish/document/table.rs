//! A table on paper: columns as wide as their texts, the header again on every page.

use krilla::tagging::Tag;

use super::letters::Letters;
use super::paper::{MARGIN, Paper, Sheet};
use super::structure::{Element, Structure, cell, column_heading, row_heading, table as named};
use crate::error::Result;
use crate::tables::{ColumnRole, Row, RowHead, RowLevel, Table};

/// Sizes of letters that are tried, from the one that reads best.
const SIZES: [i32; 5] = [90, 80, 70, 60, 50];
const TITLE: i32 = 140;
/// Room beside and above a text in its cell.
const PAD: i32 = 25;
/// The least letters of a line of a heading.
const HEADING_LETTERS: i32 = 4;
/// The most letters of a line of a label, unless there is room to spare.
const LABEL_LETTERS: i32 = 14;
const LEAST_LETTERS: i32 = 6;

/// How a table is laid out.
struct Layout {
    table: Table,
    is_wide: bool,
    size: i32,
    widths: Vec<i32>,
    heading_heights: Vec<i32>,
    /// Whether there are texts in a column, no figures.
    is_text: Vec<bool>,
}

/// Draw a table on as many sheets as it needs, with its heading in the outline. Each row is gone when
/// it is drawn.
pub(super) fn draw(
    table: Table,
    (level, name): (u16, &str),
    letters: &Letters<'_>,
    paper: &mut Paper<'_>,
) -> Result<()> {
    let mut layout = Layout::of(table, letters);
    let rows = std::mem::take(&mut layout.table.rows);
    let mut sheet = Sheet::new(layout.is_wide);
    let heading = paper.heading(level, name, (&mut sheet, MARGIN));
    let structure = &mut paper.structure;
    let mut y = layout.title(&mut sheet, heading, letters, structure);
    let whole = structure.begin(Structure::ROOT, named(&layout.table.title));
    y = layout.header(&mut sheet, y, letters, Some((structure, whole)));
    let body = structure.begin(whole, Tag::TBody);
    let mut above = y;
    for row in rows {
        let texts = layout.table.printed_row(&row);
        let lines = layout.cells(&texts, row.indent(), letters);
        let most = lines.iter().map(Vec::len).max().unwrap_or(1);
        let height = i32::try_from(most).unwrap_or(1) * layout.line() + 2 * PAD;
        if y + height > sheet.bottom() {
            layout.rules(&mut sheet, above, y);
            let next = Sheet::new(layout.is_wide);
            paper.add(std::mem::replace(&mut sheet, next))?;
            // For paper only: who has it read to him knows the headings from the first sheet.
            y = layout.header(&mut sheet, MARGIN, letters, None);
            above = y;
        }
        let elements = layout.elements(&texts, body, &mut paper.structure);
        let row = (&row, elements.as_slice());
        layout.row(&mut sheet, (y, height), &lines, row, letters);
        y += height;
    }
    layout.rules(&mut sheet, above, y);
    for (note, element) in layout.notes(body, &mut paper.structure) {
        for line in letters.lines(&note, layout.size, Sheet::room(layout.is_wide)) {
            if y + layout.line() > sheet.bottom() {
                let next = Sheet::new(layout.is_wide);
                paper.add(std::mem::replace(&mut sheet, next))?;
                y = MARGIN;
            }
            let place = (MARGIN, y + PAD);
            sheet.text(place, layout.size, line.to_owned(), Some(element));
            y += layout.line();
        }
    }
    paper.add(sheet)
}

impl Layout {
    fn of(table: Table, letters: &Letters<'_>) -> Self {
        let mut chosen = None;
        for size in SIZES {
            let widths = widths(&table, size, letters);
            let total: i32 = widths.iter().sum();
            let is_wide = total > Sheet::room(false);
            chosen = Some((is_wide, size, widths));
            if total <= Sheet::room(is_wide) {
                break;
            }
        }
        let (is_wide, size, mut widths) = chosen.unwrap_or((false, 50, Vec::new()));
        fit(&mut widths, &table, Sheet::room(is_wide), size);
        let mut layout = Self {
            is_text: texts(&table),
            table,
            is_wide,
            size,
            widths,
            heading_heights: Vec::new(),
        };
        layout.heading_heights = layout.heights(letters);
        layout
    }

    const fn line(&self) -> i32 {
        self.size * 13 / 10
    }

    fn left(&self, column: usize) -> i32 {
        MARGIN + self.widths.iter().take(column).sum::<i32>()
    }

    fn width(&self, first: usize, count: usize) -> i32 {
        self.widths.iter().skip(first).take(count).sum()
    }

    /// Return the height of each row of the header: the last has what leaves need beyond.
    fn heights(&self, letters: &Letters<'_>) -> Vec<i32> {
        let mut heights = vec![self.line() + 2 * PAD; self.table.header_height()];
        for heading in self.table.headings() {
            let room = self.width(heading.first, heading.width) - 2 * PAD;
            let lines = letters.lines(&heading.column.label, self.size, room).len();
            let needed = i32::try_from(lines).unwrap_or(1) * self.line() + 2 * PAD;
            let own = heights.iter().skip(heading.top).take(heading.height);
            let missing = needed - own.sum::<i32>();
            let last = heading.top + heading.height.saturating_sub(1);
            if let Some(last) = heights.get_mut(last) {
                *last += missing.max(0);
            }
        }
        heights
    }

    fn title(
        &self,
        sheet: &mut Sheet<'_>,
        heading: Element,
        letters: &Letters<'_>,
        structure: &mut Structure,
    ) -> i32 {
        let room = Sheet::room(self.is_wide);
        let mut y = MARGIN;
        for line in letters.lines(&self.table.title, TITLE, room) {
            let x = MARGIN + (room - letters.width(line, TITLE)) / 2;
            sheet.text((x, y), TITLE, line.to_owned(), Some(heading));
            y += TITLE * 3 / 2;
        }
        let unit = format!("编制部门/单位：{}", self.table.unit);
        let money = format!("单位：{}", self.table.currency_unit);
        let x = MARGIN + room - letters.width(&money, self.size);
        for (x, text) in [(MARGIN, unit), (x, money)] {
            let element = structure.begin(Structure::ROOT, Tag::P);
            sheet.text((x, y), self.size, text, Some(element));
        }
        y + self.line() + PAD
    }

    /// Draw the header with its upper edge at `y`, as a part of the table that it is the header of
    /// where it stands for the first time; return where the body begins.
    fn header(
        &self,
        sheet: &mut Sheet<'_>,
        y: i32,
        letters: &Letters<'_>,
        part: Option<(&mut Structure, Element)>,
    ) -> i32 {
        let elements = part.map(|(structure, whole)| self.header_elements(whole, structure));
        let mut elements = elements.unwrap_or_default().into_iter();
        for heading in self.table.headings() {
            let above: i32 = self.heading_heights.iter().take(heading.top).sum();
            let own = self.heading_heights.iter().skip(heading.top);
            let height: i32 = own.take(heading.height).sum();
            let place = (self.left(heading.first), y + above);
            let size = (self.width(heading.first, heading.width), height);
            sheet.shade(place, size);
            sheet.frame(place, size);
            let lines = letters.lines(&heading.column.label, self.size, size.0 - 2 * PAD);
            let all = i32::try_from(lines.len()).unwrap_or(1) * self.line();
            let mut below = place.1 + (height - all) / 2;
            let element = elements.next();
            for line in lines {
                let x = place.0 + (size.0 - letters.width(line, self.size)) / 2;
                sheet.text((x, below), self.size, line.to_owned(), element);
                below += self.line();
            }
        }
        let y = y + self.heading_heights.iter().sum::<i32>();
        if !self.table.has_printed_numbers() {
            return y;
        }
        let height = self.line() + 2 * PAD;
        for (at, column) in self.table.leaf_columns().iter().enumerate() {
            let text = column.printed_no.clone().unwrap_or_default();
            let (x, width) = (self.left(at), self.width(at, 1));
            sheet.frame((x, y), (width, height));
            let x = x + (width - letters.width(&text, self.size)) / 2;
            sheet.text((x, y + PAD), self.size, text, elements.next());
        }
        y + height
    }

    /// Begin the header of a table: an element for each heading, then one for each number.
    fn header_elements(&self, whole: Element, structure: &mut Structure) -> Vec<Element> {
        let head = structure.begin(whole, Tag::THead);
        let rows = 0..self.table.header_height();
        let rows: Vec<Element> = rows.map(|_| structure.begin(head, Tag::TR)).collect();
        let headings = self.table.headings().into_iter();
        let mut elements: Vec<Element> = headings
            .map(|heading| {
                let row = rows.get(heading.top).copied().unwrap_or(head);
                structure.begin(row, column_heading(heading.width, heading.height))
            })
            .collect();
        if self.table.has_printed_numbers() {
            let row = structure.begin(head, Tag::TR);
            let columns = self.widths.iter();
            elements.extend(columns.map(|_| structure.begin(row, column_heading(1, 1))));
        }
        elements
    }

    /// Begin a row: a name that amounts follow is its heading, and both of a two-sided line.
    fn elements(
        &self,
        texts: &[Option<&str>],
        body: Element,
        structure: &mut Structure,
    ) -> Vec<Element> {
        let row = structure.begin(body, Tag::TR);
        // A blank is no name, and neither is a code or the number of a line.
        let is_word = |at: usize| {
            let text = texts.get(at).copied().flatten().unwrap_or_default();
            !text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let has_figures = self.is_text.contains(&false);
        let is_heading = |at: usize| {
            // Where the name itself is none, what stands before it is all that is said.
            let after = at + 1..texts.len();
            let wordless = after.take_while(|after| !is_word(*after) && self.is_text(*after));
            let last = wordless.last().unwrap_or(at);
            let is_before_figures = self.is_text(at) && self.is_text.get(last + 1) == Some(&false);
            is_word(at) && (is_before_figures || (!has_figures && at == 0))
        };
        let cells = (0..texts.len()).map(|at| {
            let tag = if is_heading(at) {
                row_heading()
            } else {
                cell(1)
            };
            structure.begin(row, tag)
        });
        cells.collect()
    }

    fn is_text(&self, column: usize) -> bool {
        self.is_text.get(column) == Some(&true)
    }

    /// Return what is said below: instead of rows, which the body is then made of, and beside them.
    fn notes(&self, body: Element, structure: &mut Structure) -> Vec<(String, Element)> {
        let mut notes = Vec::new();
        if let Some(note) = &self.table.empty_note {
            let row = structure.begin(body, Tag::TR);
            let element = structure.begin(row, cell(self.widths.len()));
            notes.push((note.clone(), element));
        }
        for note in &self.table.notes {
            let element = structure.begin(Structure::ROOT, Tag::P);
            notes.push((format!("注：{note}"), element));
        }
        notes
    }

    /// Break the texts of a row.
    fn cells<'r>(
        &self,
        texts: &[Option<&'r str>],
        indent: u8,
        letters: &Letters<'_>,
    ) -> Vec<Vec<&'r str>> {
        let cells = texts.iter().enumerate();
        cells
            .map(|(at, text)| {
                let blank = if at == 0 {
                    i32::from(indent) * self.size
                } else {
                    0
                };
                let room = self.width(at, 1) - 2 * PAD - blank;
                letters.lines(text.unwrap_or_default(), self.size, room)
            })
            .collect()
    }

    /// Draw the lines between columns, over all rows of a sheet at once.
    fn rules(&self, sheet: &mut Sheet<'_>, from: i32, to: i32) {
        for column in 0..=self.widths.len() {
            let x = self.left(column);
            sheet.line((x, from), (x, to));
        }
    }

    fn row(
        &self,
        sheet: &mut Sheet<'_>,
        (y, height): (i32, i32),
        cells: &[Vec<&str>],
        (row, elements): (&Row, &[Element]),
        letters: &Letters<'_>,
    ) {
        let whole = self.widths.iter().sum::<i32>();
        let is_total = matches!(
            row.head,
            RowHead::Item {
                level: RowLevel::Total,
                ..
            }
        );
        if is_total {
            sheet.shade((MARGIN, y), (whole, height));
        }
        let below = y + height;
        sheet.line((MARGIN, below), (MARGIN + whole, below));
        for ((at, lines), column) in cells.iter().enumerate().zip(self.table.leaf_columns()) {
            let (x, width) = (self.left(at), self.width(at, 1));
            let mut below = y + PAD;
            for line in lines {
                let x = match column.role {
                    ColumnRole::Amount | ColumnRole::Rate => {
                        x + width - PAD - letters.width(line, self.size)
                    }
                    _ if at == 0 => x + PAD + i32::from(row.indent()) * self.size,
                    _ => x + PAD,
                };
                let element = elements.get(at).copied();
                sheet.text((x, below), self.size, (*line).to_owned(), element);
                below += self.line();
            }
        }
    }
}

/// Return the widths that columns would like to have.
fn widths(table: &Table, size: i32, letters: &Letters<'_>) -> Vec<i32> {
    let columns = table.leaf_columns();
    let mut widths: Vec<i32> = columns
        .iter()
        .map(|column| {
            let label = letters.width(&column.label, size);
            label.min(HEADING_LETTERS * size)
        })
        .collect();
    for texts in table.each_printed_row() {
        for ((width, text), column) in widths.iter_mut().zip(texts).zip(&columns) {
            let wide = letters.width(text.unwrap_or_default(), size);
            let most = match column.role {
                ColumnRole::Label | ColumnRole::Group => LABEL_LETTERS * size,
                ColumnRole::Amount | ColumnRole::Rate => i32::MAX,
            };
            *width = (*width).max(wide.min(most));
        }
    }
    for width in &mut widths {
        *width += 2 * PAD + 10;
    }
    widths
}

/// Return of each column whether there are texts in it.
fn texts(table: &Table) -> Vec<bool> {
    let columns = table.leaf_columns();
    let roles = columns.iter().map(|column| column.role);
    roles.map(|role| role == ColumnRole::Label).collect()
}

/// Give the names what is left of the room, or take from them what is too much; at last from all.
/// Codes and numbers of lines keep the width of their texts.
fn fit(widths: &mut [i32], table: &Table, room: i32, size: i32) {
    let least = LEAST_LETTERS * size;
    let columns = table.leaf_columns();
    let named = widths.iter().zip(&columns).enumerate();
    let named =
        named.filter(|(_, (width, column))| column.role == ColumnRole::Label && **width > least);
    let named: Vec<usize> = named.map(|(at, _)| at).collect();
    let count = i32::try_from(named.len()).unwrap_or(1).max(1);
    let spare = room - widths.iter().sum::<i32>();
    for at in named {
        if let Some(width) = widths.get_mut(at) {
            *width = (*width + spare / count).max(least);
        }
    }
    let total: i32 = widths.iter().sum();
    if total > room {
        for width in widths.iter_mut() {
            *width = i32::try_from(i64::from(*width) * i64::from(room) / i64::from(total))
                .unwrap_or(*width);
        }
    }
}
