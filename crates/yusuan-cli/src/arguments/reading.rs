//! Commands that read, print or check.

use std::path::PathBuf;

use clap::Args;
use yusuan::tables::{FinalOptions, FinalTemplates, TableOptions};
use yusuan::{AsOf, CurrencyUnit};

use super::{AsOfArguments, FilePath, LedgerFile, ParticularsArguments};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Where to leave the ledger and the tables
    #[arg(value_name = "DIR", default_value = "demo")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Tables {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Tables to print, as budget-01 or final-01; all eleven of the budget unless told otherwise
    #[arg(long = "table", value_name = "ID", num_args = 1.., value_delimiter = ',')]
    pub(crate) ids: Vec<String>,

    /// Print aligned text; the usual form
    #[arg(long, conflicts_with = "json")]
    pub(crate) text: bool,

    /// Print CSV, one table a file
    #[arg(long, conflicts_with_all = ["json", "text"])]
    pub(crate) csv: bool,

    /// Write a file for each table into this folder instead of printing them
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,

    #[command(flatten)]
    pub(crate) accounts: FinalAccounts,

    #[command(flatten)]
    pub(crate) variant: TableVariant,
}

#[derive(Debug, Args)]
pub(crate) struct Checks {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    #[command(flatten)]
    pub(crate) accounts: FinalAccounts,

    #[command(flatten)]
    pub(crate) variant: TableVariant,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Final accounts")]
pub(crate) struct FinalAccounts {
    /// The final accounts (决算公开表) instead of the budget; drafts until the year is closed
    #[arg(long = "final", conflicts_with = "fiscal_overview_includes_carryover")]
    pub(crate) is_final: bool,

    /// Region whose template is wanted
    #[arg(long, value_name = "NAME")]
    region: Option<String>,

    /// File of templates (TOML) instead of those that are built in
    #[arg(long, value_name = "FILE")]
    templates: Option<PathBuf>,
}

impl FinalAccounts {
    /// Refuse what would be ignored: `--final` beside tables that are named, and a template where no
    /// final account is made.
    pub(crate) fn require_use(&self, is_all: bool, is_named: bool) -> Result<(), Failure> {
        if self.is_final && !is_all {
            return Err(Failure::usage(
                "--final is for all final accounts, and --table names single ones",
                "leave one of them out",
            ));
        }
        let is_made = self.is_final || is_named;
        if !is_made && (self.region.is_some() || self.templates.is_some()) {
            return Err(Failure::usage(
                "--region and --templates are for final accounts",
                "add --final, or name one with --table final-01",
            ));
        }
        Ok(())
    }

    /// Return the options of final accounts.
    pub(crate) fn options(
        &self,
        variant: &TableVariant,
        as_of: AsOf,
    ) -> Result<FinalOptions, Failure> {
        let templates = self.templates.as_ref().map(FinalTemplates::open);
        Ok(variant.final_options(templates.transpose()?, self.region.clone(), as_of))
    }
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Variant of the tables")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own, to be given or left out"
)]
pub(crate) struct TableVariant {
    /// Unit or department, with every unit below it; all units unless told otherwise
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,

    /// Show yuan instead of 万元
    #[arg(long)]
    yuan: bool,

    /// Group digits by commas
    #[arg(long)]
    thousands_separator: bool,

    /// Count 财政拨款结转 in table 04 too
    #[arg(long)]
    fiscal_overview_includes_carryover: bool,

    /// Let totals be the sum of what their parts show
    #[arg(long)]
    foot_displayed: bool,
}

impl TableVariant {
    /// Return the options of final accounts.
    pub(super) fn final_options(
        &self,
        templates: Option<FinalTemplates>,
        region: Option<String>,
        as_of: AsOf,
    ) -> FinalOptions {
        FinalOptions {
            templates,
            region,
            currency_unit: self.yuan.then_some(CurrencyUnit::Yuan),
            foot_displayed: self.foot_displayed,
            thousands_separator: self.thousands_separator,
            as_of,
        }
    }

    pub(crate) fn options(&self) -> TableOptions {
        TableOptions {
            fiscal_overview_includes_carryover: self.fiscal_overview_includes_carryover,
            currency_unit: if self.yuan {
                CurrencyUnit::Yuan
            } else {
                CurrencyUnit::default()
            },
            foot_displayed: self.foot_displayed,
            thousands_separator: self.thousands_separator,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Lines {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Repair {
    #[command(flatten)]
    pub(crate) ledger: FilePath,

    /// Where the file as it was is copied to; county.before-repair.db unless given
    #[arg(long, value_name = "FILE")]
    pub(crate) copy: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) ledger: FilePath,

    /// Leave the indexes out of the examination of the file; everything else is done all the same
    #[arg(long)]
    pub(crate) quick: bool,

    /// Anchor line that was kept elsewhere: the chain must still go through it
    #[arg(long, visible_alias = "anchor", value_name = "HEAD")]
    pub(crate) head: Option<String>,
}
