//! Everything that is wrong with a file, collected.

use super::PROBLEMS_MAX;
use crate::error::{Rule, SourceError, SourceErrors};
use crate::line::KeyPartError;
use crate::money::AmountError;

/// Characters of a value that a message repeats.
const SHOWN_CHARACTERS: usize = 40;

/// What is wrong with a value, a row or a file, without its place.
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
        Self::new(error.token(), error.to_string(), error.hint())
    }
}

/// Where a flaw is: nothing given means the whole file.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    pub(super) row: Option<u64>,
    pub(super) column: Option<&'a str>,
    pub(super) value: Option<&'a str>,
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
    kept: Vec<SourceError>,
    omitted: usize,
}

impl Problems {
    pub(super) fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            kept: Vec::new(),
            omitted: 0,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    pub(super) fn add(&mut self, place: Place<'_>, flaw: Flaw) {
        // What is wrong with the whole file is always said.
        if self.kept.len() >= PROBLEMS_MAX && place.row.is_some() {
            self.omitted = self.omitted.saturating_add(1);
            return;
        }
        self.kept.push(SourceError {
            path: self.path.clone(),
            row: place.row,
            column: place.column.map(str::to_owned),
            value: place.value.map(str::to_owned),
            token: flaw.token.to_owned(),
            message: flaw.message,
            hint: flaw.hint,
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
