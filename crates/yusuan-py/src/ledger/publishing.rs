//! 预算公开, 决算公开: the book of a year.

#![expect(
    clippy::fn_params_excessive_bools,
    reason = "each is an option of its own, to be given or left out"
)]

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::tables::{NarrativeOptions, NarrativeRequest, TableOptions, Templates};
use yusuan::{AsOf, BookOf, Font};

use super::Ledger;
use super::final_account::FinalArguments;
use crate::errors::raise;
use crate::narrative::Texts;
use crate::words::{BookForm, CurrencyUnit, Year};

#[pymethods]
impl Ledger {
    /// Write the book of a year into a folder (预算公开, 决算公开): what a body publishes.
    ///
    /// The same ledger gives the same bytes. Each file is written whole or not at all.
    ///
    /// Args:
    ///     year: the budget year; one that is being prepared gives a book of its drafts, which says so.
    ///     out: the folder; it is made when it is not there, and files in it are replaced.
    ///     final: the final accounts (决算公开) instead of the budget; drafts until the year is closed.
    ///     only: forms to write: `page` (index.html, index.en.html), `xlsx`, `csv` (with
    ///         datapackage.json), `json`, `pdf`; all of them unless told otherwise.
    ///     font: a font file with Chinese letters for the PDF; one of the system unless named.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///     texts: of a budget, what the department says, as for `narrative`.
    ///     region: of final accounts, whose template is wanted.
    ///     templates: a file of templates instead of those that are built in: the sentences of a
    ///         budget, the tables of final accounts.
    ///     currency_unit: `wan_yuan` 万元 or `yuan` 元; 万元, or what the template says, unless told.
    ///     fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
    ///     foot_displayed: whether a total shows the sum of the displayed parts.
    ///     thousands_separator: whether digits before the point are grouped by commas.
    ///
    /// Returns: the files written, in the order of the forms.
    ///
    /// Raises:
    ///     FileError: `font_missing`, `font_unusable`, `letter_missing` for a PDF.
    ///     UnwrittenFileError: `file_not_written`, also an `OSError`.
    ///     NotFoundError, RuleError: as `table`.
    ///
    /// Example:
    ///     >>> files = ledger.publish(2025, out="public", only=["page", "json"])
    ///     >>> [file.name for file in files]
    ///     ['index.html', 'index.en.html', 'book.json']
    #[pyo3(signature = (
        year, *, out, r#final = false, only = None, font = None, unit = None, texts = None,
        region = None, templates = None, currency_unit = None,
        fiscal_overview_includes_carryover = false, foot_displayed = false,
        thousands_separator = false
    ))]
    fn publish(
        &self,
        py: Python<'_>,
        year: Year,
        out: PathBuf,
        r#final: bool,
        only: Option<Vec<BookForm>>,
        font: Option<PathBuf>,
        unit: Option<&str>,
        texts: Option<Texts>,
        region: Option<String>,
        templates: Option<PathBuf>,
        currency_unit: Option<CurrencyUnit>,
        fiscal_overview_includes_carryover: bool,
        foot_displayed: bool,
        thousands_separator: bool,
    ) -> PyResult<Vec<PathBuf>> {
        let all = || yusuan::BookForm::ALL.to_vec();
        let forms: Vec<_> = only.map_or_else(all, |only| only.iter().map(|form| form.0).collect());
        let font = font.map(Font::open).transpose().map_err(raise)?;
        let tables = TableOptions {
            fiscal_overview_includes_carryover,
            currency_unit: currency_unit.map_or_else(Default::default, |shown| shown.0),
            foot_displayed,
            thousands_separator,
        };
        let accounts = |templates| FinalArguments {
            region,
            templates,
            currency_unit,
            foot_displayed,
            thousands_separator,
            as_of: AsOf::default(),
        };
        self.with(py, move |ledger| {
            let of = if r#final {
                BookOf::FinalAccounts(accounts(templates).options()?)
            } else {
                let templates = templates.map(Templates::load).transpose()?;
                BookOf::Budget(Box::new(NarrativeRequest {
                    options: NarrativeOptions {
                        tables,
                        ..NarrativeOptions::default()
                    },
                    texts: Texts::read(texts)?,
                    templates: templates.unwrap_or_default(),
                }))
            };
            let book = ledger.book(year.0, unit, &of)?;
            book.write(out, &forms, font.as_ref())
        })
    }

    /// Write journal and balances as Parquet files into a folder, for lakes and programs of analysis.
    ///
    /// Each file is the public view of its name, column for column, all of one moment. Amounts are
    /// whole fen (`INT64`), years 16 bits, days `DATE`, words UTF-8. The same ledger gives the same
    /// bytes, and what it takes of memory does not grow with the journal.
    ///
    /// Args:
    ///     out: the folder; it is made when it is not there, and files in it are replaced.
    ///
    /// Returns: the files written.
    ///
    /// Raises:
    ///     UnwrittenFileError: `file_not_written`, also an `OSError`.
    ///     FileError: `file_is_database`.
    ///
    /// Example:
    ///     >>> [file.name for file in ledger.export_parquet("lake")][:2]
    ///     ['journal.parquet', 'line_report.parquet']
    fn export_parquet(&self, py: Python<'_>, out: PathBuf) -> PyResult<Vec<PathBuf>> {
        self.with(py, move |ledger| ledger.export_parquet(out))
    }
}
