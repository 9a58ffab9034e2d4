//! Sentences on paper: the explanatory part.

use super::letters::Letters;
use super::paper::{MARGIN, Paper, Sheet};
use super::{LINE, SIZE};
use crate::error::Result;
use crate::publish::book::BookPart;

/// Heights of letters: of the title of a part, and of the heading of a section.
const TITLE: i32 = 160;
const HEADING: i32 = 120;

/// Draw the sentences of a part on sheets of their own; nothing where there are none.
pub(super) fn draw(part: &BookPart, letters: &Letters<'_>, paper: &mut Paper<'_>) -> Result<()> {
    if part.sections.is_empty() {
        return Ok(());
    }
    let mut page = Page {
        sheet: Sheet::new(false),
        y: MARGIN,
    };
    page.sheet.head(&part.title);
    page.write(&part.title, TITLE, letters, paper)?;
    for section in &part.sections {
        page.y += LINE / 2;
        page.write(&section.heading, HEADING, letters, paper)?;
        for paragraph in &section.paragraphs {
            // As in print, a paragraph begins two letters in.
            page.write(&format!("　　{paragraph}"), SIZE, letters, paper)?;
        }
    }
    paper.add(page.sheet)
}

struct Page<'t> {
    sheet: Sheet<'t>,
    y: i32,
}

impl Page<'_> {
    fn write(
        &mut self,
        text: &str,
        size: i32,
        letters: &Letters<'_>,
        paper: &mut Paper<'_>,
    ) -> Result<()> {
        let height = LINE.max(size * 3 / 2);
        for line in letters.lines(text, size, Sheet::room(false)) {
            if self.y + height > self.sheet.bottom() {
                paper.add(std::mem::replace(&mut self.sheet, Sheet::new(false)))?;
                self.y = MARGIN;
            }
            self.sheet.text((MARGIN, self.y), size, line.to_owned());
            self.y += height;
        }
        Ok(())
    }
}
