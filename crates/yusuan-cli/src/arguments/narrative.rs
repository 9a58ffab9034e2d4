//! The explanatory part of a budget.

use std::path::PathBuf;

use clap::Args;
use yusuan::tables::{
    FromZero, NarrativeBasis, NarrativeOptions, NarrativeRequest, NarrativeTexts, Templates,
};

use super::LedgerFile;
use super::reading::TableVariant;
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Narrative {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// What the department says, reasons and uses: a TOML or CSV file
    #[arg(long, value_name = "FILE")]
    texts: Option<PathBuf>,

    /// Sentences in place of the built-in ones: a TOML file
    #[arg(long, value_name = "FILE")]
    templates: Option<PathBuf>,

    /// Compute changes, shares and percentages from exact figures, and round at the end
    #[arg(long)]
    exact: bool,

    /// Print — and not 100.00% where something comes from nothing
    #[arg(long)]
    dash_from_zero: bool,

    /// Compare a 项 with the 基本支出 of last year alone
    #[arg(long)]
    items_compare_basic: bool,

    #[command(flatten)]
    pub(crate) variant: TableVariant,
}

impl Narrative {
    /// Read what is asked for.
    pub(crate) fn read(&self) -> Result<NarrativeRequest, Failure> {
        let texts = self.texts.as_ref().map(NarrativeTexts::load).transpose()?;
        let templates = self.templates.as_ref().map(Templates::load).transpose()?;
        Ok(NarrativeRequest {
            options: NarrativeOptions {
                tables: self.variant.options(),
                basis: if self.exact {
                    NarrativeBasis::Exact
                } else {
                    NarrativeBasis::Displayed
                },
                from_zero: if self.dash_from_zero {
                    FromZero::Dash
                } else {
                    FromZero::Hundred
                },
                items_compare_basic: self.items_compare_basic,
            },
            texts: texts.unwrap_or_default(),
            templates: templates.unwrap_or_default(),
        })
    }
}
