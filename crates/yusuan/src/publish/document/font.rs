//! The font of a document: one that has Chinese letters, named or found on the system.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use skrifa::charmap::Charmap;
use skrifa::raw::tables::hmtx::Hmtx;
use skrifa::raw::{FileRef, TableProvider};
use skrifa::{FontRef, GlyphId, MetadataProvider};

use crate::error::{Error, FileError, Result};

/// Letters that a font must have to be taken for one of Chinese.
const PROBE: &str = "预算公开支出万元总计";

/// Families that are looked for first, in this order: those that come with systems.
const FAMILIES: [&str; 12] = [
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
    "Songti SC",
    "SimHei",
];

/// What a font has instead of a letter that it lacks.
pub(super) const NO_GLYPH: GlyphId = GlyphId::NOTDEF;

/// How fine the units of a font may be, by the format.
const UNITS_PER_EM: std::ops::RangeInclusive<u16> = 16..=16_384;

/// What a licence allows, as OS/2.fsType says it: everything where none of these bits is set.
const USAGE: u16 = 0b1111;
const PREVIEW_AND_PRINT: u16 = 0b0100;
const EDITABLE: u16 = 0b1000;

/// A font file that a document embeds the letters of that it needs.
///
/// # Examples
///
/// ```no_run
/// use yusuan::Font;
///
/// let font = Font::open("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")?;
/// let same = Font::find()?;
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Clone)]
pub struct Font {
    path: PathBuf,
    data: Arc<Vec<u8>>,
    index: u32,
}

impl fmt::Debug for Font {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, index) = (&self.path, self.index);
        write!(formatter, "Font({}, {index})", path.display())
    }
}

fn unusable(path: &Path) -> Error {
    let path = path.to_owned();
    FileError::FontUnusable { path }.into()
}

impl Font {
    /// Take a font file; of a collection, the first that has Chinese letters.
    ///
    /// # Errors
    ///
    /// `font_unusable` when it cannot be read, is no font, has no Chinese letters, or may not be
    /// embedded in a document.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let data = fs::read(path).map_err(|_| unusable(path))?;
        let count = match FileRef::new(&data) {
            Ok(FileRef::Collection(fonts)) => fonts.len(),
            Ok(FileRef::Font(_)) => 1,
            Err(_) => 0,
        };
        let mut indices = 0..count;
        let index = indices.find(|index| is_usable(&data, *index));
        let index = index.ok_or_else(|| unusable(path))?;
        Ok(Self {
            path: path.to_owned(),
            data: Arc::new(data),
            index,
        })
    }

    /// Find a font with Chinese letters among those of the system: a family that comes with
    /// systems first, then any, in the order of names, so that the same machine takes the same.
    ///
    /// # Errors
    ///
    /// `font_missing` when there is none.
    pub fn find() -> Result<Self> {
        let mut fonts = fontdb::Database::new();
        fonts.load_system_fonts();
        let mut found: BTreeMap<(usize, String, u32), PathBuf> = BTreeMap::new();
        for face in fonts.faces() {
            let (fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _)) = &face.source
            else {
                continue;
            };
            let is_plain = face.style == fontdb::Style::Normal
                && (fontdb::Weight::NORMAL.0..=fontdb::Weight::MEDIUM.0).contains(&face.weight.0);
            if !is_plain {
                continue;
            }
            let names = face.families.iter().map(|(name, _)| name.as_str());
            let rank = names
                .filter_map(|name| FAMILIES.iter().position(|known| *known == name))
                .min()
                .unwrap_or(FAMILIES.len());
            found.insert((rank, path.display().to_string(), face.index), path.clone());
        }
        for ((_, _, index), path) in found {
            let Ok(data) = fs::read(&path) else { continue };
            if is_usable(&data, index) {
                let data = Arc::new(data);
                return Ok(Self { path, data, index });
            }
        }
        Err(FileError::FontMissing.into())
    }

    /// Return the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn krilla(&self) -> Result<krilla::text::Font> {
        krilla::text::Font::new(Arc::clone(&self.data).into(), self.index)
            .ok_or_else(|| unusable(&self.path))
    }

    pub(super) fn face(&self) -> Result<Face<'_>> {
        Face::read(&self.data, self.index).ok_or_else(|| unusable(&self.path))
    }
}

/// What a document asks a font about its letters.
pub(super) struct Face<'f> {
    letters: Charmap<'f>,
    widths: Hmtx<'f>,
    pub(super) units_per_em: u16,
}

impl<'f> Face<'f> {
    /// Read one font of a file; nothing when it is none that letters can be set in.
    fn read(data: &'f [u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(data, index).ok()?;
        let units_per_em = font.head().ok()?.units_per_em();
        Some(Self {
            letters: font.charmap(),
            widths: font.hmtx().ok()?,
            units_per_em: Some(units_per_em).filter(|units| UNITS_PER_EM.contains(units))?,
        })
    }

    /// Return the number of a letter; nothing when the font does not have it.
    pub(super) fn glyph(&self, letter: char) -> Option<GlyphId> {
        self.letters.map(letter).filter(|glyph| *glyph != NO_GLYPH)
    }

    /// Return how wide a letter is, in units of the font.
    pub(super) fn width(&self, glyph: GlyphId) -> u16 {
        self.widths.advance(glyph).unwrap_or(self.units_per_em)
    }
}

/// Say whether a font has Chinese letters, and its licence lets them go into documents.
fn is_usable(data: &[u8], index: u32) -> bool {
    let is_embeddable = |font: FontRef<'_>| {
        let permission = font.os2().map_or(0, |table| table.fs_type()) & USAGE;
        permission == 0 || permission & (PREVIEW_AND_PRINT | EDITABLE) != 0
    };
    FontRef::from_index(data, index).is_ok_and(is_embeddable)
        && Face::read(data, index)
            .is_some_and(|face| PROBE.chars().all(|letter| face.glyph(letter).is_some()))
}
