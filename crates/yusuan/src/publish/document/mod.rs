//! A book as a PDF: A4, the header of a table on each of its pages, letters embedded.

mod font;
mod letters;
mod paper;
mod prose;
mod table;

use self::letters::Letters;
use self::paper::{MARGIN, Paper, Sheet};
use super::book::Book;
use crate::error::Result;
use crate::tables::Verdict;

pub use font::Font;

/// Height of the letters of sentences.
const SIZE: i32 = 105;
const LINE: i32 = 180;

impl Book {
    /// Return the book as a PDF.
    ///
    /// # Shape
    ///
    /// A page that says what the book is, a table a page or more, upright or sideways as it needs,
    /// with an outline of the tables; the identities that do not hold as printed at the end. The
    /// letters that are used are embedded.
    ///
    /// # Errors
    ///
    /// `letter_missing` when the font lacks characters of the book.
    pub fn pdf(&self, font: &Font) -> Result<Vec<u8>> {
        let letters = Letters::of(font)?;
        let mut paper = Paper::new(&self.title, font, &letters)?;
        paper.add(self.cover(&letters))?;
        for part in &self.parts {
            prose::draw(part, &letters, &mut paper)?;
            for (place, table) in part.tables.iter().enumerate() {
                let name = format!("{}　{}", place + 1, table.title);
                table::draw(table, &name, &letters, &mut paper)?;
            }
        }
        letters.require_all(font)?;
        paper.finish()
    }

    /// Refuse a font that lacks letters of the book.
    pub(super) fn require_letters(&self, font: &Font) -> Result<()> {
        let letters = Letters::of(font)?;
        let look_at = |text: &str| {
            letters.width(text, 1);
        };
        look_at(&self.title);
        self.sentences().iter().for_each(|text| look_at(text));
        for part in &self.parts {
            look_at(&part.title);
            for section in &part.sections {
                look_at(&section.heading);
                section.paragraphs.iter().for_each(|text| look_at(text));
            }
        }
        for table in self.tables() {
            look_at(&table.unit);
            let headings = table.headings().into_iter();
            headings.for_each(|heading| look_at(&heading.column.label));
            table
                .notes
                .iter()
                .chain(&table.empty_note)
                .for_each(|text| look_at(text));
            for row in table.each_printed_row() {
                row.into_iter().flatten().for_each(look_at);
            }
        }
        letters.require_all(font)
    }

    fn cover<'t>(&'t self, letters: &Letters<'_>) -> Sheet<'t> {
        let mut sheet = Sheet::new(false);
        sheet.head(&self.title);
        let width = Sheet::room(false);
        let mut y = 1_400;
        for line in letters.lines(&self.title, 220, width) {
            let x = MARGIN + (width - letters.width(line, 220)) / 2;
            sheet.text((x, y), 220, line);
            y += 320;
        }
        y += 400;
        for sentence in self.sentences() {
            for line in letters.lines(&sentence, SIZE, width) {
                sheet.text((MARGIN, y), SIZE, line.to_owned());
                y += LINE;
                if y > sheet.bottom() {
                    return sheet;
                }
            }
            y += LINE / 2;
        }
        sheet
    }

    /// Return what the first page says beside the title.
    fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        if self.is_draft {
            sentences.push("草稿：数字尚未最后确定，可能变动。".to_owned());
        }
        for (number, table) in self.tables().enumerate() {
            sentences.push(format!("{}　{}", number + 1, table.title));
        }
        let checks = self.checks.len();
        sentences.push(format!("公开表之间的勾稽关系共核对 {checks} 项，其中："));
        for check in self
            .checks
            .iter()
            .filter(|check| check.verdict != Verdict::Holds)
        {
            let verdict = match check.verdict {
                Verdict::Rounding => "尾差",
                _ => "不符",
            };
            let (left, right) = (&check.decisive.left.text, &check.decisive.right.text);
            let (number, statement) = (&check.number, &check.statement);
            sentences.push(format!(
                "{number}　{statement}：{left} 与 {right}，{verdict}"
            ));
        }
        sentences.push(format!("账本锚点：{}", self.head));
        sentences
    }
}
