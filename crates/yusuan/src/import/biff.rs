//! The records of a workbook of 1997 that cells are made of, copied and counted.
//!
//! What is copied comes to as much memory as is counted, whatever a record announces: no room for a whole
//! sheet, no formula, no name, no drawing; and no sheet twice. A cell that cannot be copied refuses the
//! workbook, so that none is lost.

use super::archive::too_much;
use super::problems::Flaw;

/// Cells of all visible sheets, blank ones between others included: the reader has them all at once, twice.
const CELLS_MAX: usize = 5_000_000;

/// Bytes of the texts of a workbook, each as often as a cell has it.
const TEXT_BYTES_MAX: usize = 128 * 1024 * 1024;

/// Bytes that a character takes at most when it is read.
const CHARACTER_BYTES_MAX: usize = 3;

/// Texts that cells share: a few bytes of a file can be one.
const STRINGS_MAX: usize = 5_000_000;

/// Pieces of the record with the shared texts. The reader takes them off the front of a list, which takes
/// the longer the more there are; a sound file of the largest size has 8,160.
const PIECES_MAX: usize = 32_768;

const SHEETS_MAX: usize = 4_096;

// Kinds of records, as [MS-XLS] 2.3 numbers them.
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const BOUND_SHEET: u16 = 0x0085;
const SHARED_STRINGS: u16 = 0x00FC;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOLEAN_OR_ERROR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const RK: u16 = 0x027E;
const MULTIPLE_RK: u16 = 0x00BD;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const FORMULA: u16 = 0x0006;
/// Password, code page, first day of dates, formats of numbers and which cells have them.
const SETTINGS: [u16; 5] = [0x002F, 0x0042, 0x0022, 0x041E, 0x00E0];

/// Copy what is read of a workbook, or refuse one that would take too much memory.
pub(super) fn copy(stream: &[u8]) -> Result<Vec<u8>, Flaw> {
    let mut copy = Copy::default();
    let sheets = copy.globals(stream)?;
    let mut walked = 0_usize;
    for sheet in sheets {
        let position = u32::try_from(copy.records.len()).unwrap_or(u32::MAX);
        let place = copy.records.get_mut(sheet.place..).unwrap_or_default();
        if let Some(place) = place.first_chunk_mut() {
            *place = position.to_le_bytes();
        }
        if sheet.is_read {
            let records = stream.get(sheet.position..);
            let records = records.ok_or_else(|| damaged("a sheet begins behind its end"))?;
            walked = walked.saturating_add(copy.sheet(records)?);
            if walked > stream.len() {
                return Err(too_much("the sheets of the workbook overlap".to_owned()));
            }
        }
        copy.push(EOF, &[]);
    }
    Ok(copy.records)
}

pub(super) fn damaged(what: impl std::fmt::Display) -> Flaw {
    let message = format!("the file is no Excel workbook that can be read (xls): {what}");
    Flaw::new("encoding_unknown", message, super::sheet::HINT)
}

/// Rows are lost where a sheet stops between two records.
fn no_end() -> Flaw {
    damaged("a sheet has no end")
}

/// The records that are left of a stream.
#[derive(Clone, Copy)]
struct Records<'a>(&'a [u8]);

struct Record<'a> {
    kind: u16,
    body: &'a [u8],
}

impl<'a> Records<'a> {
    fn next(&mut self) -> Result<Option<Record<'a>>, Flaw> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let record = self.split();
        record
            .map(Some)
            .ok_or_else(|| damaged("a record ends early"))
    }

    fn split(&mut self) -> Option<Record<'a>> {
        let ([kind_0, kind_1, length_0, length_1], rest) = self.0.split_first_chunk()?;
        let length = u16::from_le_bytes([*length_0, *length_1]);
        let (body, rest) = rest.split_at_checked(usize::from(length))?;
        self.0 = rest;
        let kind = u16::from_le_bytes([*kind_0, *kind_1]);
        Some(Record { kind, body })
    }

    /// Take the next record if it carries on the one before.
    fn piece(&mut self) -> Result<Option<&'a [u8]>, Flaw> {
        let mut ahead = *self;
        match ahead.next()? {
            Some(Record {
                kind: CONTINUE,
                body,
            }) => {
                *self = ahead;
                Ok(Some(body))
            }
            _ => Ok(None),
        }
    }
}

/// A sheet that the workbook names.
struct Named {
    /// Where it begins in the stream.
    position: usize,
    /// Where the copy says where its own begins.
    place: usize,
    /// Whether it is a visible sheet of cells.
    is_read: bool,
}

#[derive(Default)]
struct Copy {
    records: Vec<u8>,
    /// Characters of each shared text.
    shared: Vec<usize>,
    cells: usize,
    text_bytes: usize,
}

impl Copy {
    fn push(&mut self, kind: u16, body: &[u8]) {
        let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
        self.records.extend_from_slice(&kind.to_le_bytes());
        self.records.extend_from_slice(&length.to_le_bytes());
        let body = body.get(..usize::from(length)).unwrap_or_default();
        self.records.extend_from_slice(body);
    }

    /// Copy what holds for all sheets, and return which there are.
    fn globals(&mut self, stream: &[u8]) -> Result<Vec<Named>, Flaw> {
        let mut sheets = Vec::new();
        let mut records = Records(stream);
        loop {
            let Record { kind, body } = records.next()?.ok_or_else(no_end)?;
            match kind {
                EOF => break,
                SHARED_STRINGS => self.shared_strings(body, &mut records)?,
                BOUND_SHEET => {
                    let [p0, p1, p2, p3, state, sort, ..] = *body else {
                        return Err(damaged("a sheet has no name"));
                    };
                    let position = u32::from_le_bytes([p0, p1, p2, p3]);
                    sheets.push(Named {
                        position: usize::try_from(position).unwrap_or(usize::MAX),
                        place: self.records.len().saturating_add(4),
                        is_read: state.trailing_zeros() >= 6 && sort == 0,
                    });
                    if sheets.len() > SHEETS_MAX {
                        return Err(too_much(format!(
                            "the workbook has more than {SHEETS_MAX} sheets"
                        )));
                    }
                    self.push(kind, body);
                }
                _ if kind == BOF || SETTINGS.contains(&kind) => self.push(kind, body),
                _ => {}
            }
        }
        self.push(EOF, &[]);
        Ok(sheets)
    }

    fn shared_strings<'a>(
        &mut self,
        body: &'a [u8],
        records: &mut Records<'a>,
    ) -> Result<(), Flaw> {
        self.push(SHARED_STRINGS, body);
        let mut pieces = Vec::new();
        while let Some(piece) = records.piece()? {
            self.push(CONTINUE, piece);
            pieces.push(piece);
            if pieces.len() > PIECES_MAX {
                return Err(too_much(format!(
                    "the shared texts of the workbook are in more than {PIECES_MAX} pieces"
                )));
            }
        }
        let mut texts = Texts {
            piece: body.get(8..).unwrap_or_default(),
            pieces: pieces.into_iter(),
        };
        self.shared.clear();
        while texts.is_left() {
            let characters = texts.pass().ok_or_else(|| damaged("a text ends early"))?;
            self.shared.push(characters);
            self.count_text(characters)?;
            if self.shared.len() > STRINGS_MAX {
                return Err(too_much(format!(
                    "the workbook has more than {STRINGS_MAX} shared texts"
                )));
            }
        }
        Ok(())
    }

    /// Copy the cells of a sheet, and return how many bytes it has in the stream.
    fn sheet(&mut self, stream: &[u8]) -> Result<usize, Flaw> {
        let mut records = Records(stream);
        let mut area = Area::default();
        let mut formula = [0; CELL_LENGTH];
        // A drawing in a sheet has cells of its own.
        let mut depth = 0_usize;
        loop {
            let Record { kind, body } = records.next()?.ok_or_else(no_end)?;
            match (kind, depth) {
                (BOF, _) => depth = depth.saturating_add(1),
                (EOF, 0 | 1) => break,
                (EOF, _) => depth = depth.saturating_sub(1),
                (FORMULA, 0 | 1) => {
                    formula = start(body)?;
                    area.add(formula, 1);
                    self.formula(formula, body)?;
                }
                (STRING, 0 | 1) => self.label(LABEL, &[&formula[..], body].concat())?,
                (LABEL | RICH_LABEL, 0 | 1) => {
                    area.add(start(body)?, 1);
                    self.label(kind, body)?;
                }
                (SHARED_LABEL, 0 | 1) => {
                    area.add(start(body)?, 1);
                    self.shared_label(body)?;
                }
                (NUMBER | BOOLEAN_OR_ERROR | RK, 0 | 1) => {
                    area.add(start(body)?, 1);
                    self.push(kind, body);
                }
                (MULTIPLE_RK, 0 | 1) => {
                    area.add(start(body)?, body.len().saturating_sub(6) / 6);
                    self.push(kind, body);
                }
                _ => {}
            }
            if self.cells.saturating_add(area.total()) > CELLS_MAX {
                return Err(too_much(format!(
                    "the workbook has more than {CELLS_MAX} cells, blank ones included"
                )));
            }
        }
        self.cells = self.cells.saturating_add(area.total());
        Ok(stream.len().saturating_sub(records.0.len()))
    }

    /// Copy what a formula came to as a cell that has it; a text follows as a record of its own.
    fn formula(&mut self, cell: [u8; CELL_LENGTH], body: &[u8]) -> Result<(), Flaw> {
        let value = body.get(CELL_LENGTH..).and_then(|rest| rest.first_chunk());
        let value: &[u8; 8] = value.ok_or_else(|| damaged("a formula ends early"))?;
        match *value {
            // A text, and a blank.
            [0 | 3, .., 0xFF, 0xFF] => {}
            [sort @ (1 | 2), _, value, .., 0xFF, 0xFF] => {
                let value = [value, sort.saturating_sub(1)];
                self.push(BOOLEAN_OR_ERROR, &[&cell[..], &value].concat());
            }
            [.., 0xFF, 0xFF] => {
                return Err(damaged("a formula came to a value of no known kind"));
            }
            _ => self.push(NUMBER, &[&cell[..], value].concat()),
        }
        Ok(())
    }

    /// Copy a text that a cell has for itself: room is made for the characters that it announces.
    fn label(&mut self, kind: u16, body: &[u8]) -> Result<(), Flaw> {
        let characters = body.get(CELL_LENGTH..).and_then(number);
        let characters = characters.ok_or_else(|| damaged("a text ends early"))?;
        self.count_text(characters)?;
        self.push(kind, body);
        Ok(())
    }

    fn shared_label(&mut self, body: &[u8]) -> Result<(), Flaw> {
        let text = body.get(CELL_LENGTH..).and_then(|rest| rest.first_chunk());
        let text = text.and_then(|text| usize::try_from(u32::from_le_bytes(*text)).ok());
        let characters = text.and_then(|text| self.shared.get(text));
        let none = || damaged("a cell has a text that is none of the workbook's");
        self.count_text(*characters.ok_or_else(none)?)?;
        self.push(SHARED_LABEL, body);
        Ok(())
    }

    fn count_text(&mut self, characters: usize) -> Result<(), Flaw> {
        let bytes = characters.saturating_mul(CHARACTER_BYTES_MAX);
        self.text_bytes = self.text_bytes.saturating_add(bytes);
        if self.text_bytes > TEXT_BYTES_MAX {
            return Err(too_much(format!(
                "the workbook may have more than {TEXT_BYTES_MAX} bytes of text"
            )));
        }
        Ok(())
    }
}

/// Bytes of a cell before its value: its row, its column and its format.
const CELL_LENGTH: usize = 6;

fn start(body: &[u8]) -> Result<[u8; CELL_LENGTH], Flaw> {
    let start = body.first_chunk().copied();
    start.ok_or_else(|| damaged("a cell ends early"))
}

fn number(bytes: &[u8]) -> Option<usize> {
    let bytes = bytes.first_chunk().copied()?;
    Some(usize::from(u16::from_le_bytes(bytes)))
}

/// The rectangle around the cells of a sheet, and how often one of them was written.
#[derive(Default)]
struct Area {
    bounds: Option<[usize; 4]>,
    written: usize,
}

impl Area {
    fn add(&mut self, cell: [u8; CELL_LENGTH], count: usize) {
        let [r0, r1, c0, c1, ..] = cell;
        let row = usize::from(u16::from_le_bytes([r0, r1]));
        let first = usize::from(u16::from_le_bytes([c0, c1]));
        let last = first.saturating_add(count.saturating_sub(1));
        let [top, bottom, left, right] = self.bounds.unwrap_or([row, row, first, last]);
        self.bounds = Some([
            top.min(row),
            bottom.max(row),
            left.min(first),
            right.max(last),
        ]);
        self.written = self.written.saturating_add(count);
    }

    /// Return for how many cells room is made.
    fn total(&self) -> usize {
        let [top, bottom, left, right] = self.bounds.unwrap_or([1, 0, 1, 0]);
        let extent = |first: usize, last: usize| last.saturating_add(1).saturating_sub(first);
        let area = extent(top, bottom).saturating_mul(extent(left, right));
        area.max(self.written)
    }
}

/// The texts that cells share, one after the other, through all pieces of their record.
struct Texts<'a> {
    piece: &'a [u8],
    pieces: std::vec::IntoIter<&'a [u8]>,
}

impl Texts<'_> {
    fn is_left(&mut self) -> bool {
        !self.piece.is_empty() || self.turn().is_some()
    }

    fn turn(&mut self) -> Option<()> {
        self.piece = self.pieces.next()?;
        Some(())
    }

    fn take<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        let (taken, rest) = self.piece.split_first_chunk()?;
        self.piece = rest;
        Some(*taken)
    }

    /// Pass over a text, and return how many characters it has.
    fn pass(&mut self) -> Option<usize> {
        if self.piece.is_empty() {
            return Some(0);
        }
        let [low, high, flags] = self.take()?;
        let runs = if flags & 8 == 0 { [0; 2] } else { self.take()? };
        let extension = if flags & 4 == 0 { [0; 4] } else { self.take()? };
        let characters = usize::from(u16::from_le_bytes([low, high]));
        self.pass_characters(characters, flags)?;
        self.pass_bytes(usize::from(u16::from_le_bytes(runs)).saturating_mul(4))?;
        self.pass_bytes(usize::try_from(u32::from_le_bytes(extension)).ok()?)?;
        Some(characters)
    }

    /// Pass over characters, of one byte or two; each piece says anew which.
    fn pass_characters(&mut self, mut left: usize, mut flags: u8) -> Option<()> {
        while left > 0 {
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let here = left.min(self.piece.len() / width);
            self.piece = self.piece.get(here.saturating_mul(width)..)?;
            left = left.saturating_sub(here);
            if left > 0 {
                self.turn()?;
                [flags] = self.take()?;
            }
        }
        Some(())
    }

    fn pass_bytes(&mut self, mut left: usize) -> Option<()> {
        while left > 0 {
            if self.piece.is_empty() {
                self.turn()?;
            }
            let here = left.min(self.piece.len());
            self.piece = self.piece.get(here..)?;
            left = left.saturating_sub(here);
        }
        Some(())
    }
}
