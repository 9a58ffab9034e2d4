//! Sheets of A4, and what is put on them. Lengths are tenths of a point from the upper left.

use std::borrow::Cow;

use krilla::color::luma;
use krilla::configure::{Configuration, Validator};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{ArtifactType, ContentTag};
use krilla::{Document, SerializeSettings};

use super::font::Font;
use super::letters::Letters;
use super::structure::{Element, Structure, heading};
use crate::error::{Error, Result};

const SHORT: i32 = 5_953;
const LONG: i32 = 8_419;
pub(super) const MARGIN: i32 = 400;
/// Height of the letters of a page number.
const FOOT: i32 = 80;
/// Lightness of letters, and of what stands out from white.
const BLACK: u8 = 0;
const PALE: u8 = 238;
/// What a reader is told to speak.
const LANGUAGE: &str = "zh-CN";

/// A place from the upper left, or a width and a height.
type Pair = (i32, i32);

/// A text on a sheet.
struct Text<'t> {
    place: Pair,
    size: i32,
    words: Cow<'t, str>,
    /// What it is a part of; nothing for what only paper needs, as a heading that is repeated.
    of: Option<Element>,
}

/// A sheet that is being filled.
pub(super) struct Sheet<'t> {
    is_wide: bool,
    /// Places and sizes of what is shaded, and the ends of lines.
    shades: Vec<(Pair, Pair)>,
    lines: Vec<(Pair, Pair)>,
    texts: Vec<Text<'t>>,
    /// Entries of the outline that begin here: whether it is within the last one, its words, and
    /// how far down.
    entries: Vec<(bool, String, i32)>,
}

impl<'t> Sheet<'t> {
    pub(super) const fn new(is_wide: bool) -> Self {
        Self {
            is_wide,
            shades: Vec::new(),
            lines: Vec::new(),
            texts: Vec::new(),
            entries: Vec::new(),
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

    /// Put a text with its upper edge at `y`.
    pub(super) fn text(
        &mut self,
        place: Pair,
        size: i32,
        text: impl Into<Cow<'t, str>>,
        of: Option<Element>,
    ) {
        let text = text.into();
        if !text.is_empty() {
            self.texts.push(Text {
                place,
                size,
                words: text,
                of,
            });
        }
    }

    pub(super) fn line(&mut self, from: Pair, to: Pair) {
        self.lines.push((from, to));
    }

    pub(super) fn shade(&mut self, from: Pair, size: Pair) {
        self.shades.push((from, size));
    }

    pub(super) fn frame(&mut self, (x, y): Pair, (width, height): Pair) {
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
    outline: Vec<OutlineNode>,
    font: krilla::text::Font,
    letters: &'f Letters<'f>,
    count: usize,
    pub(super) structure: Structure,
}

impl<'f> Paper<'f> {
    /// Begin a document; one with a structure is refused unless it is one of PDF/UA-1.
    pub(super) fn new(
        title: &str,
        font: &Font,
        letters: &'f Letters<'f>,
        structure: Structure,
    ) -> Result<Self> {
        let validator = if structure.is_kept() {
            Validator::UA1
        } else {
            Validator::None
        };
        let mut document = Document::new_with(SerializeSettings {
            configuration: Configuration::new_with_validator(validator),
            enable_tagging: structure.is_kept(),
            ..SerializeSettings::default()
        });
        let metadata = Metadata::new().title(title.to_owned());
        document.set_metadata(metadata.language(LANGUAGE.to_owned()));
        Ok(Self {
            document,
            outline: Vec::new(),
            font: font.krilla()?,
            letters,
            count: 0,
            structure,
        })
    }

    /// Begin a heading on a sheet, with an entry of the outline; the level is counted from 1.
    pub(super) fn heading(
        &mut self,
        level: u16,
        words: &str,
        (sheet, y): (&mut Sheet<'_>, i32),
    ) -> Element {
        // The title and what comes right below it stand beside each other, so that one sees the
        // tables without opening the first entry.
        sheet.entries.push((level > 2, words.to_owned(), y));
        self.structure.begin(Structure::ROOT, heading(level, words))
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
        if !(sheet.shades.is_empty() && sheet.lines.is_empty()) {
            surface.start_tagged(ContentTag::Artifact(ArtifactType::Other));
            draw_shades(&mut surface, &sheet.shades);
            draw_lines(&mut surface, &sheet.lines);
            surface.end_tagged();
        }
        surface.set_stroke(None);
        surface.set_fill(Some(gray(BLACK)));
        for texts in sheet.texts.chunk_by(|one, next| one.of == next.of) {
            let tag = match texts.first().and_then(|text| text.of) {
                Some(_) => ContentTag::Other,
                None => ContentTag::Artifact(ArtifactType::Other),
            };
            let drawn = surface.start_tagged(tag);
            for text in texts {
                draw_text(&mut surface, text, &self.font, self.letters);
            }
            surface.end_tagged();
            if let Some(element) = texts.first().and_then(|text| text.of) {
                self.structure.put(element, drawn);
            }
        }
        let foot = self.count.to_string();
        let x = (width - self.letters.width(&foot, FOOT)) / 2;
        surface.start_tagged(ContentTag::Artifact(ArtifactType::Footer));
        let foot = Text {
            place: (x, height - MARGIN + 60),
            size: FOOT,
            words: foot.into(),
            of: None,
        };
        draw_text(&mut surface, &foot, &self.font, self.letters);
        surface.end_tagged();
        surface.finish();
        page.finish();
        self.enter(sheet.entries);
        Ok(())
    }

    /// Put entries of the sheet that was just drawn into the outline.
    fn enter(&mut self, entries: Vec<(bool, String, i32)>) {
        for (is_below, words, y) in entries {
            let place = Point::from_xy(0.0, points(y));
            let node = OutlineNode::new(words, XyzDestination::new(self.count - 1, place));
            match self.outline.last_mut() {
                Some(last) if is_below => last.push_child(node),
                _ => self.outline.push(node),
            }
        }
    }

    /// Return the bytes of the document.
    pub(super) fn finish(mut self) -> Result<Vec<u8>> {
        let mut outline = Outline::new();
        for node in self.outline {
            outline.push_child(node);
        }
        self.document.set_outline(outline);
        if self.structure.is_kept() {
            self.document.set_tag_tree(self.structure.finish(LANGUAGE));
        }
        self.document
            .finish()
            .map_err(|error| Error::Internal(format!("the PDF cannot be written: {error:?}")))
    }
}

fn draw_text(
    surface: &mut Surface<'_>,
    text: &Text<'_>,
    font: &krilla::text::Font,
    letters: &Letters<'_>,
) {
    let (x, y) = text.place;
    // The lower edge of letters is about seven eighths of their height down.
    let start = Point::from_xy(points(x), points(y + text.size * 7 / 8));
    let glyphs = letters.glyphs(&text.words);
    let size = points(text.size);
    surface.draw_glyphs(start, &glyphs, font.clone(), &text.words, size, false);
}

fn draw_lines(surface: &mut Surface<'_>, lines: &[(Pair, Pair)]) {
    surface.set_fill(None);
    surface.set_stroke(Some(hairline()));
    for (from, to) in lines {
        let mut path = PathBuilder::new();
        path.move_to(points(from.0), points(from.1));
        path.line_to(points(to.0), points(to.1));
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
    }
}

fn draw_shades(surface: &mut Surface<'_>, shades: &[(Pair, Pair)]) {
    surface.set_stroke(None);
    surface.set_fill(Some(gray(PALE)));
    for (from, size) in shades {
        let (x, y) = (points(from.0), points(from.1));
        let mut path = PathBuilder::new();
        if let Some(shape) = Rect::from_xywh(x, y, points(size.0), points(size.1)) {
            path.push_rect(shape);
        }
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
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
