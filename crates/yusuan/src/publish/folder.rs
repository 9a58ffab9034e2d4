//! A book as files of a folder.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use super::book::Book;
use super::document::Font;
use super::page::Language;
use crate::error::Result;
use crate::file::Output;
use crate::progress::{self, Stage};

/// A form that a book is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

impl Book {
    /// Write the book into a folder, in the forms that are asked for; return the files written.
    ///
    /// Each file is written whole or not at all, in the order of [`BookForm::ALL`]. Whether the
    /// font has every letter is known before the first. A PDF takes a font of the system when none
    /// is named. The book is given up: its memory is what the last form is written in.
    ///
    /// # Errors
    ///
    /// [`FileError`](crate::FileError)`::FontMissing` for a PDF where no font is found,
    /// `LetterMissing` for one that lacks letters of the book; `NotWritten`.
    pub fn write(
        self,
        folder: impl AsRef<Path>,
        forms: &[BookForm],
        font: Option<&Font>,
    ) -> Result<Vec<PathBuf>> {
        let font = match font {
            _ if !forms.contains(&BookForm::Pdf) => None,
            Some(font) => Some(Cow::Borrowed(font)),
            None => Some(Cow::Owned(Font::find()?)),
        };
        if let Some(font) = &font {
            self.require_letters(font)?;
        }
        let mut folder = Folder {
            path: folder.as_ref(),
            written: Vec::new(),
        };
        let wanted = BookForm::ALL.into_iter().filter(|it| forms.contains(it));
        let total = u64::try_from(wanted.clone().count()).ok();
        for (done, form) in (0..).zip(wanted) {
            progress::at(Stage::Publishing, done, total)?;
            self.write_form(form, &mut folder)?;
        }
        if let Some(font) = font {
            folder.begin("book.pdf")?.write(&self.into_pdf(&font)?)?;
        }
        Ok(folder.written)
    }

    fn write_form(&self, form: BookForm, folder: &mut Folder<'_>) -> Result<()> {
        match form {
            BookForm::Page => {
                for language in Language::ALL {
                    self.write_html(language, folder.begin(language.file_name())?)?;
                }
                Ok(())
            }
            BookForm::Workbook => folder.begin("book.xlsx")?.write(&self.xlsx()?),
            BookForm::Csv => self.write_package(folder),
            BookForm::Json => folder.begin("book.json")?.write_by(|file| {
                serde_json::to_writer_pretty(&mut *file, self)?;
                file.write_all(b"\n")
            }),
            // The last, and no other is left then to read the book.
            BookForm::Pdf => Ok(()),
        }
    }
}

/// A folder that files are written into.
pub(super) struct Folder<'a> {
    path: &'a Path,
    written: Vec<PathBuf>,
}

impl Folder<'_> {
    /// Begin a file by its path below the folder.
    pub(super) fn begin(&mut self, below: &str) -> Result<Output> {
        let path = self.path.join(below);
        if let Some(parent) = path.parent() {
            Output::make_folder(parent)?;
        }
        let output = Output::prepare(&path)?;
        self.written.push(path);
        Ok(output)
    }
}
