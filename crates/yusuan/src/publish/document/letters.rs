//! How wide letters are, and where a text is broken. Lengths are tenths of a point.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use krilla::text::{GlyphId, KrillaGlyph};

use super::font::{Face, Font, NO_GLYPH};
use crate::error::{FileError, Result};

/// The letters of a font, measured once each.
pub(super) struct Letters<'f> {
    face: Face<'f>,
    known: RefCell<HashMap<char, (u32, u16)>>,
    missing: RefCell<BTreeSet<char>>,
}

impl<'f> Letters<'f> {
    pub(super) fn of(font: &'f Font) -> Result<Self> {
        Ok(Self {
            face: font.face()?,
            known: RefCell::new(HashMap::new()),
            missing: RefCell::new(BTreeSet::new()),
        })
    }

    /// Return the number of a letter in the font, and its width in units of the font.
    fn glyph(&self, letter: char) -> (u32, u16) {
        if let Some(known) = self.known.borrow().get(&letter) {
            return *known;
        }
        // A document may not hold these three, even where a font has a glyph for them.
        let is_letter = !matches!(letter, '\0' | '\u{feff}' | '\u{fffe}');
        let found = self.face.glyph(letter).filter(|_| is_letter);
        if found.is_none() {
            self.missing.borrow_mut().insert(letter);
        }
        let glyph = found.unwrap_or(NO_GLYPH);
        let known = (glyph.to_u32(), self.face.width(glyph));
        self.known.borrow_mut().insert(letter, known);
        known
    }

    /// Return how wide a text is: its widest line.
    pub(super) fn width(&self, text: &str, size: i32) -> i32 {
        let units = text.split('\n').map(|line| {
            let letters = line.chars();
            letters.map(|letter| i32::from(self.glyph(letter).1)).sum()
        });
        let widest: i32 = units.max().unwrap_or_default();
        widest.saturating_mul(size) / i32::from(self.face.units_per_em)
    }

    /// Break a text into lines that are no wider than may be; a single letter always fits.
    pub(super) fn lines<'t>(&self, text: &'t str, size: i32, width: i32) -> Vec<&'t str> {
        let mut lines = Vec::new();
        for part in text.split('\n') {
            let (mut from, mut used) = (0, 0);
            for (at, letter) in part.char_indices() {
                let wide = self.width(letter.encode_utf8(&mut [0; 4]), size);
                if used + wide > width && at > from {
                    lines.push(part.get(from..at).unwrap_or_default());
                    (from, used) = (at, 0);
                }
                used += wide;
            }
            lines.push(part.get(from..).unwrap_or_default());
        }
        lines
    }

    /// Return the letters of a text for the document.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let all = text.char_indices();
        all.map(|(at, letter)| {
            let (glyph, width) = self.glyph(letter);
            KrillaGlyph {
                glyph_id: GlyphId::new(glyph),
                text_range: at..at + letter.len_utf8(),
                x_advance: part_of_em(width, self.face.units_per_em),
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            }
        })
        .collect()
    }

    /// Refuse a font that lacks letters of the document: a hole in a table is no figure.
    pub(super) fn require_all(&self, font: &Font) -> Result<()> {
        let missing: String = self.missing.borrow().iter().take(20).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(FileError::LetterMissing {
            path: font.path().to_owned(),
            letters: missing,
        }
        .into())
    }
}

#[expect(clippy::float_arithmetic, reason = "a length on paper, no money")]
fn part_of_em(units: u16, units_per_em: u16) -> f32 {
    f32::from(units) / f32::from(units_per_em)
}
