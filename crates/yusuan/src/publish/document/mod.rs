//! A book as a PDF: A4, the header of a table on each of its pages, letters embedded, and its
//! structure beside it for those who have it read to them (PDF/UA-1).

mod cover;
mod font;
mod letters;
mod paper;
mod prose;
mod structure;
mod table;
#[cfg(test)]
mod tests;

use self::letters::Letters;
use self::paper::Paper;
use self::structure::Structure;
use super::book::Book;
use crate::error::Result;

pub use font::Font;

/// Height of the letters of sentences.
const SIZE: i32 = 105;
const LINE: i32 = 180;
/// The most cells of a document with a structure. Each takes a kilobyte while the document is
/// written, and nobody has some 2,000 sheets read to him: the page and the data serve him better.
const MOST_CELLS: usize = 100_000;

impl Book {
    /// Return the book as a PDF.
    ///
    /// # Shape
    ///
    /// A page that says what the book is, a table a page or more, upright or sideways as it needs,
    /// with an outline of the tables; the identities that do not hold as printed at the end. The
    /// letters that are used are embedded. Headings, paragraphs, tables and their cells are tagged as
    /// such (PDF/UA-1), unless there are more than 100,000 cells.
    ///
    /// # Errors
    ///
    /// `letter_missing` when the font lacks characters of the book.
    pub fn pdf(&self, font: &Font) -> Result<Vec<u8>> {
        self.clone().into_pdf(font)
    }

    /// Return the book as a PDF, as [`Book::pdf`] does, and give up what is drawn row by row.
    ///
    /// The rows of a county take more memory than its sheets, and these find room where those were.
    ///
    /// # Errors
    ///
    /// As [`Book::pdf`].
    pub fn into_pdf(self, font: &Font) -> Result<Vec<u8>> {
        let letters = Letters::of(font)?;
        let structure = Structure::new(self.cells() <= MOST_CELLS);
        let mut paper = Paper::new(&self.title, font, &letters, structure)?;
        cover::draw(&self, &letters, &mut paper)?;
        // Of the rest of the book nothing is drawn.
        let Self { parts, .. } = self;
        // Numbered through, as on the first page.
        let mut numbers = 1..;
        for mut part in parts {
            prose::draw(&part, &letters, &mut paper)?;
            let level = if part.sections.is_empty() { 2 } else { 3 };
            part.sections.clear();
            for (table, number) in part.tables.into_iter().zip(&mut numbers) {
                let name = format!("{number}　{}", table.title);
                table::draw(table, (level, &name), &letters, &mut paper)?;
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
        for (_, sentences) in cover::sentences(self) {
            for sentence in &sentences {
                look_at(sentence);
            }
        }
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

    /// Return how many cells and paragraphs there are.
    fn cells(&self) -> usize {
        let cells = self.tables();
        let cells = cells.map(|table| table.rows.len().saturating_mul(table.leaf_columns().len()));
        let sections = self.parts.iter().flat_map(|part| &part.sections);
        let paragraphs = sections.map(|section| section.paragraphs.len());
        cells.chain(paragraphs).fold(0, usize::saturating_add)
    }
}
