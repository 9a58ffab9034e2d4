//! Workbooks that are archives, looked through before they are read: a few bytes can hold a million of
//! them, and a cell can stand for as many.
//!
//! The reader of workbooks believes what an archive says of itself. So each part is inflated here first,
//! a piece at a time, and a workbook is refused whose parts, strings or repeated cells would take more
//! memory than any table of a county does.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::problems::Flaw;

/// Bytes of all parts of a workbook: a million rows of ten cells.
const INFLATED_BYTES_MAX: usize = 512 * 1024 * 1024;

/// Bytes of a part that is held as a whole: the shared strings of an xlsx, the sheets of an ods.
const HELD_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Elements of a part that is no sheet: each may become a value of some hundred bytes.
const ELEMENTS_MAX: usize = 1_000_000;

/// Elements of the part with the shared strings: four for each of five million.
const STRING_ELEMENTS_MAX: usize = 20_000_000;

/// Cells of all sheets of an ods, blank ones between others included: a million rows of ten.
const CELLS_MAX: usize = 10_000_000;

/// Bytes of the texts of an ods, each as often as it is repeated.
const TEXT_BYTES_MAX: usize = 256 * 1024 * 1024;

/// Refuse a workbook that would take too much memory. One that is damaged is left to its reader.
pub(super) fn require_bounded(bytes: &[u8]) -> Result<(), Flaw> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Ok(());
    };
    let mut inflated = 0_usize;
    for number in 0..archive.len() {
        let Ok(mut part) = archive.by_index(number) else {
            continue;
        };
        let name = String::from_utf8_lossy(part.name_raw()).to_lowercase();
        let is_held = name.ends_with("sharedstrings.xml") || name == "content.xml";
        let measured = measure(&mut part, is_held, &mut inflated)?;
        let elements_max = if name == "content.xml" || name.contains("worksheets/") {
            usize::MAX
        } else if is_held {
            STRING_ELEMENTS_MAX
        } else {
            ELEMENTS_MAX
        };
        if measured.elements > elements_max {
            return Err(too_much(format!(
                "the part {} has more than {elements_max} elements",
                super::problems::shorten(&name)
            )));
        }
        if name == "content.xml" {
            Area::measure(&measured.held)?;
        } else if is_held {
            require_honest_count(&measured)?;
        }
    }
    Ok(())
}

/// What was seen of a part.
#[derive(Default)]
struct Measured {
    /// How often an element may begin or end in it.
    elements: usize,
    /// The part, where it is held.
    held: Vec<u8>,
}

fn measure(part: &mut impl Read, is_held: bool, inflated: &mut usize) -> Result<Measured, Flaw> {
    let mut measured = Measured::default();
    let mut piece = vec![0; 64 * 1024];
    // Where it is damaged it ends here, and its reader says so.
    while let Ok(length @ 1..) = part.read(&mut piece) {
        let read = piece.get(..length).unwrap_or_default();
        *inflated = inflated.saturating_add(length);
        if *inflated > INFLATED_BYTES_MAX {
            return Err(too_much(format!(
                "the workbook has more than {INFLATED_BYTES_MAX} bytes when it is unpacked"
            )));
        }
        let begins = read.split(|byte| *byte == b'<').skip(1).count();
        measured.elements = measured.elements.saturating_add(begins);
        if is_held {
            measured.held.extend_from_slice(read);
            if measured.held.len() > HELD_BYTES_MAX {
                return Err(too_much(format!(
                    "a part of the workbook has more than {HELD_BYTES_MAX} bytes when it is unpacked"
                )));
            }
        }
    }
    Ok(measured)
}

/// Refuse shared strings that announce more of them than there are: room is made for as many.
fn require_honest_count(strings: &Measured) -> Result<(), Flaw> {
    let start = Tags(&strings.held).find(|tag| local(name(tag)) == b"sst");
    let announced = start.and_then(|tag| attribute(tag, b"uniqueCount"));
    let announced = announced.map_or(Some(0), number);
    if announced.is_none_or(|count| count > strings.elements) {
        return Err(too_much(
            "the workbook announces more shared strings than it has".to_owned(),
        ));
    }
    Ok(())
}

pub(super) fn too_much(message: String) -> Flaw {
    let hint = "save the rows that are meant as a workbook of their own, or as CSV UTF-8";
    Flaw::new("file_too_large", message, hint)
}

/// What the sheets of an ods come to.
#[derive(Default)]
struct Area {
    cells: usize,
    text_bytes: usize,
    /// Rows of the sheet up to this one, and up to the last that has anything in it.
    rows: usize,
    used_rows: usize,
    /// Cells of the widest row that has anything in it.
    width: usize,
    row: OpenRow,
}

/// A row of an ods that has begun.
#[derive(Default)]
struct OpenRow {
    repeats: usize,
    column: usize,
    /// Cells up to the last that has anything in it.
    used: usize,
    text_bytes: usize,
}

impl Area {
    /// Refuse sheets with more cells or text than are read.
    fn measure(content: &[u8]) -> Result<(), Flaw> {
        let mut area = Self::default();
        let mut tags = Tags(content);
        while let Some(tag) = tags.next() {
            match name(tag) {
                b"table:table-row" => area.begin_row(tag),
                b"/table:table-row" => area.end_row(),
                b"/table:table" => area.end_sheet(),
                b"table:table-cell" | b"table:covered-table-cell" => {
                    let inner = tags.0.len();
                    if !tag.ends_with(b"/") {
                        tags.skip_element(name(tag));
                    }
                    area.cell(tag, inner.saturating_sub(tags.0.len()));
                }
                _ => {}
            }
            if area.total() > CELLS_MAX {
                return Err(too_much(format!(
                    "the workbook has more than {CELLS_MAX} cells, blank ones included"
                )));
            }
            if area.text_bytes > TEXT_BYTES_MAX {
                return Err(too_much(format!(
                    "the workbook has more than {TEXT_BYTES_MAX} bytes of text"
                )));
            }
        }
        Ok(())
    }

    fn total(&self) -> usize {
        let sheet = self.used_rows.saturating_mul(self.width);
        self.cells.saturating_add(sheet).max(self.row.used)
    }

    fn begin_row(&mut self, tag: &[u8]) {
        self.row = OpenRow {
            repeats: repeats(tag, b"table:number-rows-repeated"),
            ..OpenRow::default()
        };
        if tag.ends_with(b"/") {
            self.end_row();
        }
    }

    fn cell(&mut self, tag: &[u8], inner: usize) {
        let repeats = repeats(tag, b"table:number-columns-repeated");
        let row = &mut self.row;
        row.column = row.column.saturating_add(repeats);
        let has_value = inner > 0
            || contains(tag, b"office:")
            || contains(tag, b"table:formula")
            || contains(tag, b"calcext:");
        if has_value {
            row.used = row.column;
            let bytes = tag.len().saturating_add(inner);
            row.text_bytes = row.text_bytes.saturating_add(bytes.saturating_mul(repeats));
        }
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        self.rows = self.rows.saturating_add(row.repeats);
        if row.used > 0 {
            self.used_rows = self.rows;
            self.width = self.width.max(row.used);
            let bytes = row.text_bytes.saturating_mul(row.repeats);
            self.text_bytes = self.text_bytes.saturating_add(bytes);
        }
    }

    fn end_sheet(&mut self) {
        self.cells = self.total();
        (self.rows, self.used_rows, self.width) = (0, 0, 0);
    }
}

/// What stands between `<` and `>`, one after the other; comments and declarations are passed over.
struct Tags<'a>(&'a [u8]);

impl<'a> Iterator for Tags<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        loop {
            let start = self.0.iter().position(|byte| *byte == b'<')?;
            let rest = self.0.get(start.saturating_add(1)..)?;
            let (end, skipped): (&[u8], bool) = match rest {
                [b'!', b'-', b'-', ..] => (b"-->", true),
                [b'!', b'[', ..] => (b"]]>", true),
                [b'?', ..] => (b"?>", true),
                _ => (b">", false),
            };
            let length = if skipped {
                rest.windows(end.len()).position(|window| window == end)?
            } else {
                tag_length(rest)?
            };
            self.0 = rest.get(length.saturating_add(end.len())..)?;
            if !skipped {
                return rest.get(..length);
            }
        }
    }
}

impl Tags<'_> {
    /// Go on behind the element whose start was just read.
    fn skip_element(&mut self, name: &[u8]) {
        let mut depth = 1_usize;
        while depth > 0 {
            let Some(tag) = self.next() else { return };
            let found = self::name(tag);
            if found == name && !tag.ends_with(b"/") {
                depth = depth.saturating_add(1);
            } else if found.strip_prefix(b"/") == Some(name) {
                depth = depth.saturating_sub(1);
            }
        }
    }
}

/// Return the length of a tag up to its `>`, which may stand in a quoted value as well.
fn tag_length(tag: &[u8]) -> Option<usize> {
    let mut quote = None;
    tag.iter().position(|byte| {
        match (quote, byte) {
            (None, b'>') => return true,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        false
    })
}

fn name(tag: &[u8]) -> &[u8] {
    let tag = tag.strip_suffix(b"/").unwrap_or(tag);
    let end = tag.iter().position(u8::is_ascii_whitespace);
    tag.get(..end.unwrap_or(tag.len())).unwrap_or_default()
}

/// Return a name without what stands for its namespace.
fn local(name: &[u8]) -> &[u8] {
    let colon = name.iter().position(|byte| *byte == b':');
    let begin = colon.map_or(0, |colon| colon.saturating_add(1));
    name.get(begin..).unwrap_or_default()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// Return the value of an attribute.
fn attribute<'t>(tag: &'t [u8], name: &[u8]) -> Option<&'t [u8]> {
    let at = tag.windows(name.len()).position(|window| window == name)?;
    let rest = tag.get(at.saturating_add(name.len())..)?;
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?;
    let (quote, rest) = rest.trim_ascii_start().split_first()?;
    let end = rest.iter().position(|byte| byte == quote)?;
    rest.get(..end)
}

/// Read a whole number; one that is too large or written otherwise is none.
fn number(text: &[u8]) -> Option<usize> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

/// Return how often an element is repeated.
fn repeats(tag: &[u8], name: &[u8]) -> usize {
    attribute(tag, name).map_or(1, |value| number(value).unwrap_or(usize::MAX))
}
