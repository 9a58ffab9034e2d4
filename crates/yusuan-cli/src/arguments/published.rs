//! What is published: tables of a ledger, and documents of anybody.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use yusuan::tables::{
    FinalTemplates, NarrativeOptions, NarrativeRequest, NarrativeTexts, Templates,
};
use yusuan::{AsOf, BookOf};

use super::reading::TableVariant;
use super::{Checks, LedgerFile, Tables};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum PublishedCommand {
    /// Print the published tables of the budget of a year, or its final accounts (决算公开表)
    ///
    /// A year that is being prepared gives the tables of its drafts; final accounts are drafts until
    /// the year is closed, and say so.
    #[command(after_help = "Examples:
  yusuan tables county.db 2025 --table budget-01
  yusuan tables county.db 2025 --json
  yusuan tables county.db 2025 --csv --out tables
  yusuan tables county.db 2025 --final
  yusuan tables county.db 2025 --table final-05 --templates own.toml")]
    Tables(Tables),

    /// Write the book of a year: pages, workbook, CSV with a data package, JSON and PDF (预算公开)
    ///
    /// The budget, or with --final the final accounts. What is not approved or not closed gives a
    /// draft, which says so. The same ledger gives the same bytes.
    #[command(after_help = "Examples:
  yusuan publish county.db 2025 --out public
  yusuan publish county.db 2025 --out public --only page,csv
  yusuan publish county.db 2024 --final --out accounts")]
    Publish(Publish),

    /// Write the journal for beancount or hledger, with what every account stands at
    ///
    /// Each posting is a balanced transaction, by the rules of the chart of accounts (会计科目). Payees
    /// and memos are not in it.
    #[command(after_help = "Examples:
  yusuan export-journal county.db --for hledger --out county.journal
  yusuan export-journal county.db --for beancount --out county.beancount")]
    ExportJournal(ExportJournal),

    /// Write journal and balances as Parquet files, for lakes and programs of analysis
    ///
    /// Each file is the public view of its name, with amounts in whole fen. The same ledger gives the
    /// same bytes.
    #[command(after_help = "Example:\n  yusuan export-parquet county.db --out lake")]
    ExportParquet(ExportParquet),

    /// Check the tables of a year against their identities: holds, rounding or differs
    #[command(
        after_help = "Examples:\n  yusuan checks county.db 2025\n  yusuan checks county.db 2025 --final"
    )]
    Checks(Checks),

    /// Check anybody's published department budget or final accounts, as printed
    ///
    /// Takes workbooks (xlsx, xls, ods), CSV files, the JSON of `tables`, texts, and folders of
    /// such files: together one document.
    #[command(after_help = "Examples:
  yusuan check-disclosure 公开表.xlsx
  yusuan check-disclosure tables 说明.txt --json")]
    CheckDisclosure(CheckDisclosure),
}

#[derive(Debug, Args)]
pub(crate) struct ExportJournal {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Program that is to read it: beancount, hledger
    #[arg(long = "for", value_name = "PROGRAM")]
    pub(crate) program: String,

    /// File to write
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Publish {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Folder to write the book into
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,

    /// Forms to write: page, xlsx, csv, json, pdf; all of them unless told otherwise
    #[arg(long, value_name = "FORM", num_args = 1.., value_delimiter = ',')]
    pub(crate) only: Vec<String>,

    /// Font for the PDF, a file with Chinese letters; one of the system unless told otherwise
    #[arg(long, value_name = "FILE")]
    pub(crate) font: Option<PathBuf>,

    /// The final accounts (决算公开) instead of the budget; drafts until the year is closed
    #[arg(long = "final", conflicts_with_all = ["fiscal_overview_includes_carryover", "texts"])]
    is_final: bool,

    /// Of the budget, what the department says: reasons and uses, a TOML or CSV file
    #[arg(long, value_name = "FILE")]
    texts: Option<PathBuf>,

    /// Of final accounts, the region whose template is wanted
    #[arg(long, value_name = "NAME", requires = "is_final")]
    region: Option<String>,

    /// Templates in place of the built-in ones (TOML): sentences of a budget, tables of final accounts
    #[arg(long, value_name = "FILE")]
    templates: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) variant: TableVariant,
}

impl Publish {
    /// Return which book is asked for.
    pub(crate) fn book(&self) -> Result<BookOf, Failure> {
        if self.is_final {
            let templates = self.templates.as_ref().map(FinalTemplates::open);
            let (templates, region) = (templates.transpose()?, self.region.clone());
            let options = self
                .variant
                .final_options(templates, region, AsOf::default());
            return Ok(BookOf::FinalAccounts(options));
        }
        let texts = self.texts.as_ref().map(NarrativeTexts::load).transpose()?;
        let templates = self.templates.as_ref().map(Templates::load).transpose()?;
        Ok(BookOf::Budget(Box::new(NarrativeRequest {
            options: NarrativeOptions {
                tables: self.variant.options(),
                ..NarrativeOptions::default()
            },
            texts: texts.unwrap_or_default(),
            templates: templates.unwrap_or_default(),
        })))
    }
}

#[derive(Debug, Args)]
pub(crate) struct ExportParquet {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Folder to write the files into
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct CheckDisclosure {
    /// Files and folders of the document
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
}
