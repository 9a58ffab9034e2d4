//! 年终结账.

use std::path::PathBuf;

use clap::Args;
use yusuan::Particulars;

use super::{LedgerFile, OverrideArguments, ParticularsArguments};
use crate::failure::Failure;

#[derive(Debug, Args)]
pub(crate) struct Close {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The year to close
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Print the plan and leave the ledger as it is
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Put the policies of this TOML or CSV file in force first, in the same transaction; a dry run
    /// plans under them and keeps nothing
    #[arg(long, value_name = "FILE", help_heading = "Plan")]
    pub(crate) policy: Option<PathBuf>,

    /// Write the plan to this file, to be read or edited: .xlsx, else CSV
    #[arg(long, value_name = "FILE", help_heading = "Plan")]
    pub(crate) plan_out: Option<PathBuf>,

    /// Close by this plan, which --plan-out wrote and people edited
    #[arg(long, value_name = "FILE", help_heading = "Plan")]
    pub(crate) plan: Option<PathBuf>,

    /// Write the certificate to this file: .html to be printed and signed, else JSON
    #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
    pub(crate) certificate: Option<PathBuf>,

    #[command(flatten)]
    granted: OverrideArguments,

    #[command(flatten)]
    particulars: ParticularsArguments,
}

impl Close {
    /// Return the particulars of the closing, overrides included.
    pub(crate) fn said(&self) -> Result<Particulars, Failure> {
        self.granted.read(self.particulars.read()?)
    }
}

#[derive(Debug, Args)]
pub(crate) struct UndoClose {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The year to open again
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Why; kept apart from the chain so that it can be erased
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}
