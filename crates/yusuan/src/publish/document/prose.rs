//! Sentences on paper, on as many sheets as they need: the explanatory part, and what the first
//! page says.

use krilla::tagging::Tag;

use super::letters::Letters;
use super::paper::{MARGIN, Paper, Sheet};
use super::structure::{Element, Structure};
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
    let mut page = Page::new(letters, paper);
    let heading = page.heading(2, &part.title);
    page.write(&part.title, TITLE, heading)?;
    for section in &part.sections {
        page.y += LINE / 2;
        // A heading alone at the foot of a sheet says nothing.
        page.keep(HEADING * 3 / 2 + LINE)?;
        let heading = page.heading(3, &section.heading);
        page.write(&section.heading, HEADING, heading)?;
        for paragraph in &section.paragraphs {
            let element = page.begin(Tag::P);
            // As in print, a paragraph begins two letters in.
            page.write(&format!("　　{paragraph}"), SIZE, element)?;
        }
    }
    page.finish()
}

/// Sheets that are filled from above.
pub(super) struct Page<'p, 'f> {
    sheet: Sheet<'static>,
    pub(super) y: i32,
    letters: &'p Letters<'p>,
    pub(super) paper: &'p mut Paper<'f>,
}

impl<'p, 'f> Page<'p, 'f> {
    pub(super) const fn new(letters: &'p Letters<'p>, paper: &'p mut Paper<'f>) -> Self {
        Self {
            sheet: Sheet::new(false),
            y: MARGIN,
            letters,
            paper,
        }
    }

    /// Begin a heading here.
    pub(super) fn heading(&mut self, level: u16, words: &str) -> Element {
        self.paper.heading(level, words, (&mut self.sheet, self.y))
    }

    /// Begin an element of the document itself.
    pub(super) fn begin(&mut self, tag: impl Into<krilla::tagging::TagKind>) -> Element {
        self.paper.structure.begin(Structure::ROOT, tag)
    }

    /// Write a text as a part of an element.
    pub(super) fn write(&mut self, text: &str, size: i32, element: Element) -> Result<()> {
        self.lines(text, size, element, |_| MARGIN)
    }

    /// Write a text in the middle between the margins.
    pub(super) fn center(&mut self, text: &str, size: i32, element: Element) -> Result<()> {
        self.lines(text, size, element, |width| {
            MARGIN + (Sheet::room(false) - width) / 2
        })
    }

    fn lines(
        &mut self,
        text: &str,
        size: i32,
        element: Element,
        left: impl Fn(i32) -> i32,
    ) -> Result<()> {
        let height = LINE.max(size * 3 / 2);
        for line in self.letters.lines(text, size, Sheet::room(false)) {
            self.keep(height)?;
            let x = left(self.letters.width(line, size));
            let (place, line) = ((x, self.y), line.to_owned());
            self.sheet.text(place, size, line, Some(element));
            self.y += height;
        }
        Ok(())
    }

    /// Turn to the next sheet unless so much fits on this one.
    fn keep(&mut self, height: i32) -> Result<()> {
        if self.y + height > self.sheet.bottom() {
            let next = Sheet::new(false);
            self.paper.add(std::mem::replace(&mut self.sheet, next))?;
            self.y = MARGIN;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<()> {
        self.paper.add(self.sheet)
    }
}
