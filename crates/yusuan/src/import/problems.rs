//! Everything that is wrong with a file, collected.

use super::PROBLEMS_MAX;
use super::header::Header;
use crate::error::{Rule, SourceError, SourceErrors};
use crate::line::KeyPartError;
use crate::money::AmountError;

/// Characters of a value that a message repeats.
const SHOWN_CHARACTERS: usize = 40;

/// What is wrong with a value, a row or a file, without its place.
#[derive(Clone)]
pub(super) struct Flaw {
    token: &'static str,
    message: String,
    hint: String,
}

impl Flaw {
    pub(super) fn new(
        token: &'static str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            token,
            message: message.into(),
            hint: hint.into(),
        }
    }

    pub(super) fn rule(rule: Rule, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::new(rule.token(), message, hint)
    }

    /// Refuse a word that a closed list does not have; the hint shows the list.
    pub(super) fn unknown_word(part: &'static str, text: &str, hint: String) -> Self {
        let error = KeyPartError {
            part,
            text: shorten(text),
        };
        Self::new(error.token(), error.to_string(), hint)
    }
}

impl From<AmountError> for Flaw {
    fn from(error: AmountError) -> Self {
        let hint = error.hint();
        let hint = if matches!(error, AmountError::Empty) {
            format!(
                "{hint}; a formula is empty until a spreadsheet program has opened and saved it"
            )
        } else {
            hint.to_owned()
        };
        Self::new(error.token(), error.to_string(), hint)
    }
}

/// Where a flaw is: nothing given means the whole file.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    pub(super) row: Option<u64>,
    pub(super) column: Option<&'a str>,
    pub(super) value: Option<&'a str>,
    /// Where the column stands, from 0: names the cell of a sheet.
    pub(super) position: Option<usize>,
}

impl Place<'_> {
    /// Return the place of a whole row.
    pub(super) fn row(number: u64) -> Self {
        Self {
            row: Some(number),
            ..Self::default()
        }
    }
}

/// The problems of one file, kept up to a limit and counted beyond it.
pub(super) struct Problems {
    path: String,
    sheet: Option<String>,
    kept: Vec<SourceError>,
    omitted: usize,
}

impl Problems {
    pub(super) fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            sheet: None,
            kept: Vec::new(),
            omitted: 0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Return the sheet that was read, where the file is a workbook.
    pub(super) fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// Name the sheet of a workbook in every problem from here on.
    #[cfg(feature = "xlsx")]
    pub(super) fn on_sheet(&mut self, name: &str) {
        self.sheet = Some(name.to_owned());
    }

    /// Name the cell, where the file is a workbook.
    fn cell(&self, place: &Place<'_>) -> Option<String> {
        self.sheet.as_ref()?;
        Some(cell_name(place.position?, place.row?))
    }

    pub(super) fn add(&mut self, place: Place<'_>, flaw: Flaw) {
        // What is wrong with the whole file is always said.
        if self.kept.len() >= PROBLEMS_MAX && place.row.is_some() {
            self.omitted = self.omitted.saturating_add(1);
            return;
        }
        self.kept.push(SourceError {
            path: self.path.clone(),
            sheet: self.sheet.clone(),
            cell: self.cell(&place),
            row: place.row,
            column: place.column.map(str::to_owned),
            value: place.value.map(str::to_owned),
            token: flaw.token.to_owned(),
            message: flaw.message,
            hint: self.hint(flaw.token, flaw.hint),
        });
    }

    /// Say what is wrong with another file, as the one that maps this one.
    pub(super) fn add_about(&mut self, path: &str, column: &str, flaw: Flaw) {
        self.kept.push(SourceError {
            path: path.to_owned(),
            sheet: None,
            cell: None,
            row: None,
            column: Some(column.to_owned()),
            value: None,
            token: flaw.token.to_owned(),
            message: flaw.message,
            hint: flaw.hint,
        });
    }

    /// Say what to do. Spreadsheets show 15 digits of a formula, and so hide what it has beyond fen.
    fn hint(&self, token: &str, hint: String) -> String {
        if self.sheet.is_some() && token == "amount_subfen" {
            return format!("{hint}; round a formula in the sheet, as ROUND(…, 2)");
        }
        hint
    }

    /// Keep what the ledger has to say about a row.
    pub(super) fn keep(&mut self, problem: SourceError) {
        if self.kept.len() >= PROBLEMS_MAX {
            self.omitted = self.omitted.saturating_add(1);
            return;
        }
        self.kept.push(SourceError {
            sheet: self.sheet.clone(),
            ..problem
        });
    }

    /// Keep what the ledger has to say about a row under a header: its column, of our name, is called as
    /// in the file, and its cell is named.
    pub(super) fn keep_at(&mut self, header: Option<&Header>, problem: SourceError) {
        let (mut cell, mut column) = (None, problem.column);
        if let (Some(header), Some(name)) = (header, &column) {
            let place = Place {
                row: problem.row,
                position: header.place(name),
                ..Place::default()
            };
            cell = self.cell(&place);
            column = Some(header.shown_name(name).to_owned());
        }
        self.keep(SourceError {
            cell,
            column,
            ..problem
        });
    }

    /// Return the value when nothing was wrong, else all problems in the order of the file.
    pub(super) fn finish<T>(mut self, value: T) -> Result<T, SourceErrors> {
        if self.kept.is_empty() {
            return Ok(value);
        }
        self.kept.sort_by_key(|problem| problem.row);
        if self.omitted > 0 {
            self.kept.push(SourceError {
                path: self.path,
                sheet: self.sheet,
                cell: None,
                row: None,
                column: None,
                value: None,
                token: "problems_omitted".to_owned(),
                message: format!("problems that are not listed: {}", self.omitted),
                hint: "correct the listed ones first".to_owned(),
            });
        }
        Err(SourceErrors(self.kept))
    }
}

/// Return the text, cut when it is long, for a message.
pub(super) fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
    if text.chars().nth(SHOWN_CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}

/// Return the name of a cell as spreadsheets show it: `A1`, `AB12`.
pub(crate) fn cell_name(position: usize, row: u64) -> String {
    let mut letters = Vec::new();
    let mut rest = position.saturating_add(1);
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A'.saturating_add(digit)));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{row}")
}

#[cfg(test)]
mod tests {
    use super::cell_name;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        let names = [(0, 1), (25, 2), (26, 3), (701, 4), (702, 5)];
        let shown = names.map(|(position, row)| cell_name(position, row));
        assert_eq!(shown, ["A1", "Z2", "AA3", "ZZ4", "AAA5"]);
    }
}
