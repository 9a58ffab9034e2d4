//! The explanatory part of a budget.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use yusuan::tables::{
    FromZero, NarrativeBasis, NarrativeOptions, NarrativeRequest, NarrativeTexts, Templates,
};

use super::reading::TableVariant;
use super::{DeclarationCommand, LedgerFile};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum BookCommand {
    /// Print the explanatory part of the budget of a year (部门预算情况说明)
    ///
    /// Every figure comes out of the tables, and is compared with last year's original budget. What
    /// the department does not say stays a gap, marked in the text and listed.
    #[command(after_help = "Examples:
  yusuan narrative county.db 2025 --texts reasons.toml
  yusuan narrative county.db 2025 --templates words.toml --json")]
    Narrative(Narrative),

    /// What units declare of themselves (单位申报): targets, procurement, assets, staffing
    #[command(
        subcommand,
        after_help = "Examples:
  yusuan declaration load county.db declarations-2025.toml
  yusuan declaration show county.db 2025"
    )]
    Declaration(DeclarationCommand),
}

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
