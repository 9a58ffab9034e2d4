//! Commands of spending plans.

use clap::{Args, Subcommand, ValueEnum};

use super::{LedgerFile, LineArguments, ParticularsArguments};

#[derive(Debug, Subcommand)]
pub(crate) enum PlanCommand {
    /// Plan what may be paid of a line in each month (用款计划), in place of the plan it had
    ///
    /// What a month leaves, the later ones may pay as well.
    #[command(after_help = "Examples:
  yusuan plan-spending county.db --line 11 --by quarter
  yusuan plan-spending county.db 1=500.00 4=700.00 --line 11")]
    PlanSpending(PlanSpending),

    /// Print the spending plan of a line beside what was paid, month by month
    #[command(after_help = "Example:\n  yusuan spending-plan county.db --line 11")]
    SpendingPlan(ShowPlan),
}

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
