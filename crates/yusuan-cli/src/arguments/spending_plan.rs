//! Commands of spending plans.

use clap::{Args, ValueEnum};

use super::{LedgerFile, LineArguments, ParticularsArguments};

#[derive(Debug, Args)]
pub(crate) struct PlanSpending {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// A month and what is planned for it in yuan, as 3=500.00; may be given again
    #[arg(
        value_name = "MONTH=AMOUNT",
        required_unless_present = "by",
        conflicts_with = "by"
    )]
    pub(crate) months: Vec<String>,

    /// All that the line may spend, evenly over the months or the quarters
    #[arg(long, value_enum)]
    pub(crate) by: Option<Period>,

    #[command(flatten)]
    pub(crate) line: LineArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Period {
    /// Twelve equal parts
    Month,
    /// Four equal parts, each from the first month of its quarter on
    Quarter,
}

#[derive(Debug, Args)]
pub(crate) struct ShowPlan {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) line: LineArguments,
}
