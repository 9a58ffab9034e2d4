//! From bytes to text, without a guess that could put wrong characters into a name.

use std::borrow::Cow;

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

use super::problems::Flaw;

/// How other kinds of files begin, and what they are.
const FOREIGN: [(&[u8], &str); 5] = [
    (b"PK", "an Excel workbook (xlsx) or another zip archive"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook (xls)"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"%PDF", "a PDF document"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
];

const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";
const UTF_16LE_MARK: &[u8] = b"\xFF\xFE";
const UTF_16BE_MARK: &[u8] = b"\xFE\xFF";

const HINT: &str = "save the sheet as CSV UTF-8";

/// Decode a file, or say what it is instead, with the line where that shows.
///
/// A byte-order mark decides. Without one, valid UTF-8 with or without 汉字 is UTF-8, and anything
/// else must be GB18030 from end to end, every character one that a name can have.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, (Option<u64>, Flaw)> {
    if let Some((_, what)) = FOREIGN.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err((None, unknown(format!("the file is not text but {what}"))));
    }
    let text = if let Some(rest) = bytes.strip_prefix(UTF_8_MARK) {
        Cow::Borrowed(std::str::from_utf8(rest).map_err(|error| damaged(rest, error))?)
    } else if let Some(rest) = bytes.strip_prefix(UTF_16LE_MARK) {
        UTF_16LE
            .decode_without_bom_handling_and_without_replacement(rest)
            .ok_or_else(utf_16)?
    } else if let Some(rest) = bytes.strip_prefix(UTF_16BE_MARK) {
        UTF_16BE
            .decode_without_bom_handling_and_without_replacement(rest)
            .ok_or_else(utf_16)?
    } else {
        match std::str::from_utf8(bytes) {
            Ok(text) if has_two_readings(text) => {
                let message = "the file can be read as UTF-8 and as GB18030 (GBK), differently";
                return Err((None, unknown(message)));
            }
            Ok(text) => Cow::Borrowed(text),
            Err(error) if is_mostly_utf_8(bytes) => return Err(damaged(bytes, error)),
            Err(_) => gb18030(bytes)?,
        }
    };
    if let Some((before, _)) = text.split_once('\0') {
        let message = "the file holds zero bytes: it is no text, or UTF-16 without a mark";
        return Err((Some(lines_of(before.as_bytes())), unknown(message)));
    }
    Ok(text)
}

/// Decode GB18030, of which GBK and GB2312 are parts.
fn gb18030(bytes: &[u8]) -> Result<Cow<'_, str>, (Option<u64>, Flaw)> {
    let refused = || (None, unknown("the file is neither UTF-8 nor GB18030 (GBK)"));
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    let text = text.ok_or_else(refused)?;
    // Almost any bytes are some GB18030. What was another encoding soon shows characters that
    // nobody writes: those without a common meaning, and the second block of control characters.
    let is_unlikely =
        |character| matches!(character, '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}');
    if text.contains(is_unlikely) {
        Err(refused())
    } else {
        Ok(text)
    }
}

/// Say whether valid UTF-8 is as likely something else: it has other characters than ASCII, but no
/// 汉字 and nothing near them.
///
/// 小学 in GBK is such a text: as UTF-8, the same four bytes are two foreign letters.
fn has_two_readings(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().all(|character| character.len_utf8() < 3)
        && gb18030(text.as_bytes()).is_ok()
}

/// Say whether bytes are UTF-8 with a few broken places, rather than something else.
///
/// 汉字 take three bytes in UTF-8. In GB18030 three bytes hardly ever look like that, and most
/// pairs are not valid UTF-8 at all.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let mut long_characters = 0_usize;
    let mut broken_places = 0_usize;
    for chunk in bytes.utf8_chunks() {
        let is_long = |character: &char| character.len_utf8() >= 3;
        long_characters =
            long_characters.saturating_add(chunk.valid().chars().filter(is_long).count());
        broken_places = broken_places.saturating_add(usize::from(!chunk.invalid().is_empty()));
    }
    long_characters > broken_places
}

fn damaged(bytes: &[u8], error: std::str::Utf8Error) -> (Option<u64>, Flaw) {
    let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
    (
        Some(lines_of(before)),
        unknown("the file is UTF-8 but holds a broken character"),
    )
}

fn utf_16() -> (Option<u64>, Flaw) {
    (
        None,
        unknown("the file is UTF-16 but holds a broken character"),
    )
}

fn unknown(message: impl Into<String>) -> Flaw {
    Flaw::new("encoding_unknown", message, HINT)
}

/// Return the number of the line that comes after these bytes.
pub(super) fn lines_of(before: &[u8]) -> u64 {
    let mut line = 1_u64;
    let mut previous = 0;
    for byte in before {
        let ends = *byte == b'\r' || *byte == b'\n' && previous != b'\r';
        line = line.saturating_add(u64::from(ends));
        previous = *byte;
    }
    line
}
