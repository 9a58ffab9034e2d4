//! Commands before the approval, and of what an approval estimated.

use clap::Args;

use super::{LedgerFile, ParticularsArguments};

#[derive(Debug, Args)]
pub(crate) struct DeleteIncome {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Name of the unit
    #[arg(value_name = "UNIT")]
    pub(crate) unit: String,

    /// Fund that is not fiscal, as unit_other_income
    #[arg(value_name = "FUND")]
    pub(crate) fund: String,
}

#[derive(Debug, Args)]
pub(crate) struct DeleteControlTotal {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Fiscal fund, as general_public
    #[arg(value_name = "FUND")]
    pub(crate) fund: String,

    /// own 本级 or upper 上级
    #[arg(value_name = "LEVEL")]
    pub(crate) level: String,
}

#[derive(Debug, Args)]
pub(crate) struct TrueUp {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Year whose approval estimated the carry-over
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Print each estimate beside what was really carried over, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}
