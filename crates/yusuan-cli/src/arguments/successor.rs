//! 科目对照.

use std::path::PathBuf;

use clap::Args;

use super::{LedgerFile, ParticularsArguments};

#[derive(Debug, Args)]
pub(crate) struct LoadSuccessors {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Last year of the old names
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// The table, with the columns scheme, old and new
    #[arg(value_name = "CSV")]
    pub(crate) csv: PathBuf,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}
