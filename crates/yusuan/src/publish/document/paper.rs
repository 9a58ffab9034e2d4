//! Sheets of A4, and what is put on them. Lengths are tenths of a point from the upper left.

use std::borrow::Cow;

use krilla::Document;
use krilla::color::luma;
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::font::Font;
use super::letters::Letters;
use crate::error::{Error, Result};

const SHORT: i32 = 5_953;
const LONG: i32 = 8_419;
pub(super) const MARGIN: i32 = 400;
/// Height of the letters of a page number.
const FOOT: i32 = 80;
/// Lightness of letters, and of what stands out from white.
const BLACK: u8 = 0;
const PALE: u8 = 238;

/// What is put on a sheet.
enum Mark<'t> {
    Text {
        x: i32,
        y: i32,
        size: i32,
        text: Cow<'t, str>,
    },
    Line {
        from: (i32, i32),
        to: (i32, i32),
    },
    Shade {
        from: (i32, i32),
        size: (i32, i32),
    },
}

/// A sheet that is being filled.
pub(super) struct Sheet<'t> {
    is_wide: bool,
    marks: Vec<Mark<'t>>,
    /// An entry of the outline that begins here.
    heading: Option<String>,
}

impl<'t> Sheet<'t> {
    pub(super) const fn new(is_wide: bool) -> Self {
        Self {
            is_wide,
            marks: Vec::new(),
            heading: None,
        }
    }

    /// Return the width between the margins of a sheet.
    pub(super) const fn room(is_wide: bool) -> i32 {
        (if is_wide { LONG } else { SHORT }) - 2 * MARGIN
    }

    /// Return the last place above the page number.
    pub(super) const fn bottom(&self) -> i32 {
        (if self.is_wide { SHORT } else { LONG }) - MARGIN - FOOT
    }

    pub(super) fn head(&mut self, heading: &str) {
        self.heading = Some(heading.to_owned());
    }

    /// Put a text with its upper edge at `y`.
    pub(super) fn text(&mut self, (x, y): (i32, i32), size: i32, text: impl Into<Cow<'t, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.marks.push(Mark::Text { x, y, size, text });
        }
    }

    pub(super) fn line(&mut self, from: (i32, i32), to: (i32, i32)) {
        self.marks.push(Mark::Line { from, to });
    }

    pub(super) fn shade(&mut self, from: (i32, i32), size: (i32, i32)) {
        self.marks.push(Mark::Shade { from, size });
    }

    pub(super) fn frame(&mut self, (x, y): (i32, i32), (width, height): (i32, i32)) {
        let (right, below) = (x + width, y + height);
        self.line((x, y), (right, y));
        self.line((x, below), (right, below));
        self.line((x, y), (x, below));
        self.line((right, y), (right, below));
    }
}

/// A document that sheets are added to; none is kept once it is drawn.
pub(super) struct Paper<'f> {
    document: Document,
    outline: Outline,
    font: krilla::text::Font,
    letters: &'f Letters<'f>,
    count: usize,
}

impl<'f> Paper<'f> {
    pub(super) fn new(title: &str, font: &Font, letters: &'f Letters<'f>) -> Result<Self> {
        let mut document = Document::new();
        let metadata = Metadata::new().title(title.to_owned());
        document.set_metadata(metadata.language("zh-CN".to_owned()));
        Ok(Self {
            document,
            outline: Outline::new(),
            font: font.krilla()?,
            letters,
            count: 0,
        })
    }

    /// Draw a sheet.
    pub(super) fn add(&mut self, sheet: Sheet<'_>) -> Result<()> {
        let (width, height) = if sheet.is_wide {
            (LONG, SHORT)
        } else {
            (SHORT, LONG)
        };
        let settings = PageSettings::from_wh(points(width), points(height))
            .ok_or_else(|| Error::Internal("no paper".to_owned()))?;
        let mut page = self.document.start_page_with(settings);
        let mut surface = page.surface();
        self.count += 1;
        let foot = self.count.to_string();
        let x = (width - self.letters.width(&foot, FOOT)) / 2;
        let foot = Mark::Text {
            x,
            y: height - MARGIN + 60,
            size: FOOT,
            text: foot.into(),
        };
        for mark in sheet.marks.iter().chain([&foot]) {
            draw(&mut surface, mark, &self.font, self.letters);
        }
        surface.finish();
        page.finish();
        if let Some(heading) = sheet.heading {
            let place = XyzDestination::new(self.count - 1, Point::from_xy(0.0, 0.0));
            self.outline.push_child(OutlineNode::new(heading, place));
        }
        Ok(())
    }

    /// Return the bytes of the document.
    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        self.document.set_outline(self.outline);
        self.document
            .finish()
            .map_err(|error| Error::Internal(format!("the PDF cannot be written: {error:?}")))
    }
}

fn draw(
    surface: &mut Surface<'_>,
    mark: &Mark<'_>,
    font: &krilla::text::Font,
    letters: &Letters<'_>,
) {
    match mark {
        Mark::Text { x, y, size, text } => {
            surface.set_stroke(None);
            surface.set_fill(Some(gray(BLACK)));
            // The lower edge of letters is about seven eighths of their height down.
            let start = Point::from_xy(points(*x), points(y + size * 7 / 8));
            let glyphs = letters.glyphs(text);
            surface.draw_glyphs(start, &glyphs, font.clone(), text, points(*size), false);
        }
        Mark::Line { from, to } => {
            let mut path = PathBuilder::new();
            path.move_to(points(from.0), points(from.1));
            path.line_to(points(to.0), points(to.1));
            surface.set_fill(None);
            surface.set_stroke(Some(hairline()));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
        Mark::Shade { from, size } => {
            let (x, y) = (points(from.0), points(from.1));
            let mut path = PathBuilder::new();
            if let Some(shape) = Rect::from_xywh(x, y, points(size.0), points(size.1)) {
                path.push_rect(shape);
            }
            surface.set_stroke(None);
            surface.set_fill(Some(gray(PALE)));
            if let Some(path) = path.finish() {
                surface.draw_path(&path);
            }
        }
    }
}

/// Return tenths of a point as points.
#[expect(clippy::float_arithmetic, reason = "a length on paper, no money")]
fn points(tenths: i32) -> f32 {
    f32::from(i16::try_from(tenths).unwrap_or(i16::MAX)) / 10.0
}

fn gray(lightness: u8) -> Fill {
    Fill {
        paint: luma::Color::new(lightness).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }
}

fn hairline() -> Stroke {
    Stroke {
        paint: luma::Color::new(120).into(),
        width: 0.4,
        ..Stroke::default()
    }
}
