//! From text to records: a strict reader of separated values.
//!
//! The usual readers forgive an open quote and text behind a closing one, and count lines by LF
//! alone. Here each of these would move money to the wrong place or name the wrong row.

use std::borrow::Cow;

use super::encoding::lines_of;
use super::problems::Flaw;
use super::{COLUMNS_MAX, FIELD_CHARACTERS_MAX};

/// What may stand between values; the first one wins a tie.
const SEPARATORS: [char; 4] = [',', '\t', ';', '，'];

const LINE_ENDS: [char; 2] = ['\n', '\r'];

/// The values of a row.
#[derive(Clone)]
pub(super) struct Record<'a> {
    /// Line of the file on which the record begins, from 1.
    pub(super) line: u64,
    /// The values, white space around them included.
    pub(super) fields: Vec<Cow<'a, str>>,
}

/// The records of a text that have anything in them.
///
/// After a malformed record, reading goes on at the next line of the file.
pub(super) struct Records<'a> {
    rest: &'a str,
    line: u64,
    separator: char,
}

impl<'a> Records<'a> {
    /// Begin to read a text; its first line that is not blank shows the separator.
    pub(super) fn new(text: &'a str) -> Self {
        Self::below(text, None)
    }

    /// Begin to read a text whose header stands in a line; that line shows the separator.
    pub(super) fn below(text: &'a str, header_row: Option<u64>) -> Self {
        let mut numbered = (1_u64..).zip(text.lines());
        let header = header_row.and_then(|row| numbered.find(|(at, _)| *at >= row));
        let first = || {
            let mut lines = text.split(LINE_ENDS);
            lines.find(|line| !line.trim().is_empty())
        };
        let header = header.map(|(_, line)| line).or_else(first);
        let header = header.unwrap_or_default();
        let mut separator = (',', 0);
        for candidate in SEPARATORS {
            let count = header.matches(candidate).count();
            if count > separator.1 {
                separator = (candidate, count);
            }
        }
        Self {
            rest: text,
            line: 1,
            separator: separator.0,
        }
    }

    /// Read one record and return it with the text behind it.
    fn record(&self) -> Result<(Vec<Cow<'a, str>>, &'a str), Flaw> {
        let mut fields = Vec::new();
        let mut rest = self.rest;
        loop {
            let (field, behind) = self.field(rest)?;
            if fields.len() >= COLUMNS_MAX {
                let message = format!("the row has more than {COLUMNS_MAX} values");
                return Err(malformed(message, "check the separators of the row"));
            }
            fields.push(field);
            match behind.strip_prefix(self.separator) {
                Some(next) => rest = next,
                None => return Ok((fields, behind_line_end(behind))),
            }
        }
    }

    /// Read one value and return it with the text behind it, which is at a separator or an end.
    fn field(&self, text: &'a str) -> Result<(Cow<'a, str>, &'a str), Flaw> {
        if let Some(inner) = self.skip_blanks(text).strip_prefix('"') {
            let (value, behind) = quoted(inner)?;
            let behind = self.skip_blanks(behind);
            if !behind.is_empty() && !behind.starts_with(|next| self.is_end(next)) {
                return Err(malformed(
                    "text stands behind a closing double quote",
                    "put the whole value in double quotes, and double each quote inside it",
                ));
            }
            return Ok((Cow::Owned(value), behind));
        }
        let length = text.find(|next| self.is_end(next)).unwrap_or(text.len());
        let (value, behind) = text.split_at(length);
        if value.chars().nth(FIELD_CHARACTERS_MAX).is_some() {
            return Err(too_long());
        }
        Ok((Cow::Borrowed(value), behind))
    }

    fn is_end(&self, character: char) -> bool {
        character == self.separator || LINE_ENDS.contains(&character)
    }

    fn skip_blanks<'b>(&self, text: &'b str) -> &'b str {
        text.trim_start_matches(|next: char| next.is_whitespace() && !self.is_end(next))
    }

    /// Go on behind what was read.
    fn advance_to(&mut self, behind: &'a str) {
        let length = self.rest.len().saturating_sub(behind.len());
        let read = self.rest.get(..length).unwrap_or_default();
        self.line = self
            .line
            .saturating_add(lines_of(read.as_bytes()).saturating_sub(1));
        self.rest = behind;
    }
}

impl<'a> Iterator for Records<'a> {
    /// A record, or what is wrong with it and the line where it begins.
    type Item = Result<Record<'a>, (u64, Flaw)>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.rest.is_empty() {
            let line = self.line;
            match self.record() {
                Ok((fields, behind)) => {
                    self.advance_to(behind);
                    if fields.iter().any(|field| !field.trim().is_empty()) {
                        return Some(Ok(Record { line, fields }));
                    }
                }
                Err(flaw) => {
                    let length = self.rest.find(LINE_ENDS).unwrap_or(self.rest.len());
                    let behind = self.rest.get(length..).unwrap_or_default();
                    self.advance_to(behind_line_end(behind));
                    return Some(Err((line, flaw)));
                }
            }
        }
        None
    }
}

/// Read up to the closing quote; return the value, and the text behind the quote.
fn quoted(inner: &str) -> Result<(String, &str), Flaw> {
    let mut value = String::new();
    let mut rest = inner.chars();
    let mut length = 0_usize;
    while let Some(character) = rest.next() {
        if character == '"' {
            match rest.as_str().strip_prefix('"') {
                Some(behind) => rest = behind.chars(),
                None => return Ok((value, rest.as_str())),
            }
        }
        length = length.saturating_add(1);
        if length > FIELD_CHARACTERS_MAX {
            return Err(if value.contains(LINE_ENDS) {
                unclosed()
            } else {
                too_long()
            });
        }
        value.push(character);
    }
    Err(unclosed())
}

/// Return the text without the line end at its beginning.
fn behind_line_end(text: &str) -> &str {
    text.strip_prefix("\r\n")
        .or_else(|| text.strip_prefix(LINE_ENDS))
        .unwrap_or(text)
}

fn unclosed() -> Flaw {
    malformed(
        "a double quote is opened and not closed",
        "close it, or double it inside a value",
    )
}

fn too_long() -> Flaw {
    let message = format!("a value is longer than {FIELD_CHARACTERS_MAX} characters");
    malformed(
        message,
        "shorten it, or check the separators and quotes of the row",
    )
}

fn malformed(message: impl Into<String>, hint: &str) -> Flaw {
    Flaw::new("row_malformed", message, hint)
}
