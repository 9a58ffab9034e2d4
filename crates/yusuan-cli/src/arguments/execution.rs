//! Commands of the open year.

use clap::Args;

use super::{
    AdjustmentArguments, AmountArguments, LedgerFile, LineArguments, ParticularsArguments,
    ToLineArguments,
};

#[derive(Debug, Args)]
pub(crate) struct OnLine {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    #[command(flatten)]
    pub(crate) line: LineArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Adjust {
    #[command(flatten)]
    pub(crate) on: OnLine,

    #[command(flatten)]
    pub(crate) adjustment: AdjustmentArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Pay {
    #[command(flatten)]
    pub(crate) on: OnLine,

    /// Pay against this commitment, in place of a line
    #[arg(long, value_name = "ID", help_heading = "Payment")]
    pub(crate) commitment: Option<i64>,

    /// Who is paid; kept apart from the chain so that it can be erased
    #[arg(long, value_name = "NAME", help_heading = "Payment")]
    pub(crate) payee: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Commit {
    #[command(flatten)]
    pub(crate) on: OnLine,

    /// Number or name of the contract
    #[arg(long, value_name = "TEXT", help_heading = "Contract")]
    pub(crate) contract: String,

    /// Whom it is with; kept apart from the chain so that it can be erased
    #[arg(long, value_name = "NAME", help_heading = "Contract")]
    pub(crate) counterparty: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Transfer {
    #[command(flatten)]
    pub(crate) on: OnLine,

    #[command(flatten)]
    pub(crate) to: ToLineArguments,

    #[command(flatten)]
    pub(crate) adjustment: AdjustmentArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Refund {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the payment's posting, as its receipt and `yusuan log` show it
    #[arg(value_name = "PAYMENT")]
    pub(crate) payment: i64,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct OnCommitment {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the commitment, as its receipt shows it
    #[arg(value_name = "COMMITMENT")]
    pub(crate) commitment: i64,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Reverse {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the voucher
    #[arg(value_name = "VOUCHER")]
    pub(crate) voucher: i64,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Income {
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

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    #[command(flatten)]
    event: IncomeEventArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

// Without any of them the income is budgeted.
#[derive(Debug, Args)]
#[group(multiple = false, conflicts_with = "dated")]
struct IncomeEventArguments {
    /// The money came in on this day
    #[arg(long, value_name = "DATE")]
    received: Option<String>,

    /// Money that came in went back on this day
    #[arg(long, value_name = "DATE")]
    returned: Option<String>,

    /// From this day the approved budget expects so much more
    #[arg(long, value_name = "DATE")]
    increased: Option<String>,

    /// From this day the approved budget expects so much less
    #[arg(long, value_name = "DATE")]
    decreased: Option<String>,
}

/// What happens to an income.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IncomeEvent {
    /// The budget that is being prepared expects it.
    Budgeted,
    Received,
    Returned,
    Increased,
    Decreased,
}

impl Income {
    /// Return what happens, the option that says so, and the day that it names.
    pub(crate) fn event(&self) -> (IncomeEvent, &'static str, Option<&str>) {
        let event = &self.event;
        let given = [
            (IncomeEvent::Received, "--received", &event.received),
            (IncomeEvent::Returned, "--returned", &event.returned),
            (IncomeEvent::Increased, "--increased", &event.increased),
            (IncomeEvent::Decreased, "--decreased", &event.decreased),
        ];
        let found = given.into_iter().find(|(_, _, day)| day.is_some());
        found.map_or(
            (IncomeEvent::Budgeted, "", None),
            |(event, argument, day)| (event, argument, day.as_deref()),
        )
    }
}
