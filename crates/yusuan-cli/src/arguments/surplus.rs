//! Commands on the surplus of a unit and fund.

use clap::{Args, ValueEnum};

use super::execution::OnLine;
use super::{AmountArguments, LedgerFile, ParticularsArguments};

#[derive(Debug, Args)]
pub(crate) struct Surplus {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// What happens to it
    #[arg(value_name = "WHAT", value_enum)]
    pub(crate) event: SurplusEvent,

    /// Budget year in which it happens
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Name of the unit
    #[arg(value_name = "UNIT")]
    pub(crate) unit: String,

    /// Fund, as unit_other_income
    #[arg(value_name = "FUND")]
    pub(crate) fund: String,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SurplusEvent {
    /// 上缴: to finance
    Surrender,
    /// 结余分配: into the funds of the unit; not of a fiscal fund
    Distribute,
    /// 提取专用结余: set aside for a purpose of its own; not of a fiscal fund
    Earmark,
    /// 归集: of a deactivated unit, to the unit that took it over
    Pool,
    /// 归集 of what a deactivated unit set aside (专用结余)
    PoolEarmarked,
}

#[derive(Debug, Args)]
pub(crate) struct UseSurplus {
    #[command(flatten)]
    pub(crate) on: OnLine,

    /// Out of what was set aside (专用结余)
    #[arg(long, help_heading = "Surplus")]
    pub(crate) earmarked: bool,
}
