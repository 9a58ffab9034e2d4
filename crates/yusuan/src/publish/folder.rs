//! A book as files of a folder.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use super::book::Book;
use super::document::Font;
use super::page::Language;
use crate::error::{Error, FileError, Result};
use crate::file::Output;

/// A form that a book is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BookForm {
    /// `index.html` and `index.en.html`.
    Page,
    /// `book.xlsx`, a sheet for each table.
    Workbook,
    /// `data/*.csv` with `datapackage.json`.
    Csv,
    /// `book.json`.
    Json,
    /// `book.pdf`.
    Pdf,
}

impl BookForm {
    /// Every form.
    pub const ALL: [Self; 5] = [Self::Page, Self::Workbook, Self::Csv, Self::Json, Self::Pdf];

    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Workbook => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Pdf => "pdf",
        }
    }

    /// Return the form that has a name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.as_str() == word)
    }
}

impl fmt::Display for BookForm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// A file of a published book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFile {
    /// Path below the folder, with `/` between its parts.
    pub path: String,
    /// Bytes, the same for the same ledger.
    pub content: Vec<u8>,
}

impl Book {
    /// Return the files of a form. A PDF needs a font.
    ///
    /// # Errors
    ///
    /// `font_missing` for a PDF without a font; `letter_missing` for one that lacks characters; a
    /// sum beyond what an amount can hold.
    pub fn files(&self, form: BookForm, font: Option<&Font>) -> Result<Vec<BookFile>> {
        let file = |path: &str, content| BookFile {
            path: path.to_owned(),
            content,
        };
        Ok(match form {
            BookForm::Page => {
                let mut pages = Vec::new();
                for language in Language::ALL {
                    let content = self.html(language)?.into_bytes();
                    pages.push(file(language.file_name(), content));
                }
                pages
            }
            BookForm::Workbook => vec![file("book.xlsx", self.xlsx()?)],
            BookForm::Csv => self.package()?,
            BookForm::Json => {
                let document = serde_json::to_string_pretty(self)
                    .map_err(|error| Error::Internal(error.to_string()))?;
                vec![file("book.json", format!("{document}\n").into_bytes())]
            }
            BookForm::Pdf => {
                let font = font.ok_or(FileError::FontMissing)?;
                vec![file("book.pdf", self.pdf(font)?)]
            }
        })
    }

    /// Write the book into a folder, in the forms that are asked for; return the files written.
    ///
    /// Every form is made before the first file is written: what goes wrong leaves the folder as
    /// it was, except when the disk itself fails.
    ///
    /// # Errors
    ///
    /// As [`files`](Self::files); [`FileError::NotWritten`].
    pub fn write(
        &self,
        folder: impl AsRef<Path>,
        forms: &[BookForm],
        font: Option<&Font>,
    ) -> Result<Vec<PathBuf>> {
        let folder = folder.as_ref();
        let mut files = Vec::new();
        for form in BookForm::ALL
            .into_iter()
            .filter(|form| forms.contains(form))
        {
            files.extend(self.files(form, font)?);
        }
        let mut written = Vec::new();
        for BookFile { path, content } in files {
            let path = folder.join(path);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(|error| FileError::NotWritten {
                    path: parent.to_owned(),
                    message: error.to_string(),
                })?;
            }
            Output::prepare(&path)?.write(&content)?;
            written.push(path);
        }
        Ok(written)
    }
}
