//! Pages for a browser: one file each, readable without a script and without another file.

mod language;
mod summary;

use askama::Template;

use super::book::Book;
use super::chart::{self, Chart};
use crate::error::{Error, Result};
use crate::file::Output;
use crate::tables::{Check, Table, Verdict, html};

pub use language::Language;
use summary::Summary;

#[derive(Template)]
#[template(path = "book.html")]
struct Page<'a> {
    book: &'a Book,
    language: Language,
    words: &'static language::Words,
    summary: Summary,
    charts: Vec<Chart>,
}

#[expect(clippy::unused_self, reason = "a template calls methods")]
impl Page<'_> {
    fn table<'t>(&self, table: &'t Table) -> html::Drawing<'t> {
        html::Drawing(table)
    }

    fn verdict(&self, check: &Check) -> &'static str {
        match check.verdict {
            Verdict::Holds => self.words.holds,
            Verdict::Rounding => self.words.rounding,
            Verdict::Differs => self.words.differs,
        }
    }

    /// Return how many checks come out so.
    fn count(&self, verdict: &str) -> usize {
        let checks = self.book.checks.iter();
        checks
            .filter(|check| check.verdict.as_str() == verdict)
            .count()
    }
}

impl Book {
    /// Return the book as an HTML page.
    ///
    /// # Shape
    ///
    /// One document that needs no other file and asks for none: a summary, pictures as SVG with
    /// their figures beneath, the tables as in print, and the identities between them. The words
    /// around the tables are of the language; tables stay in Chinese, as they are published.
    ///
    /// # Errors
    ///
    /// A sum beyond what an amount can hold.
    pub fn html(&self, language: Language) -> Result<String> {
        let page = self.page(language)?.render();
        page.map_err(|error| Error::Internal(error.to_string()))
    }

    /// Write the same page where it goes.
    pub(super) fn write_html(&self, language: Language, output: Output) -> Result<()> {
        let page = self.page(language)?;
        output.write_by(|file| page.write_into(file))
    }

    fn page(&self, language: Language) -> Result<Page<'_>> {
        Ok(Page {
            book: self,
            language,
            words: language.words(),
            summary: Summary::of(self, language)?,
            charts: chart::charts(self, language),
        })
    }
}
