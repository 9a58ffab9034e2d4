//! Contracts and what is reserved under them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{AmountArguments, LedgerFile, LineArguments, ParticularsArguments};

#[derive(Debug, Subcommand)]
pub(crate) enum ContractCommand {
    /// Release everything that remains of a commitment
    #[command(after_help = "Example:\n  yusuan close-commitment county.db 1 --dated 2025-09-30")]
    CloseCommitment(CloseCommitment),

    /// Record a contract with what it costs in each year (签订合同)
    ///
    /// From then on no more is committed under its reference than its parts add up to. An approval
    /// commits the parts of its year.
    #[command(
        after_help = "Example:\n  yusuan sign-contract county.db HT-2025-07 物业服务 --signed-on 2025-03-01 --parts parts.csv --category services"
    )]
    SignContract(SignContract),

    /// Change what a contract costs (变更合同): amounts below zero take away
    #[command(
        after_help = "Example:\n  yusuan amend-contract county.db HT-2025-07 --parts less.csv --reason 减少面积"
    )]
    AmendContract(AmendContract),

    /// List contracts with what is committed, paid and reserved for each
    #[command(after_help = "Example:\n  yusuan contracts county.db")]
    Contracts(LedgerFile),

    /// Show a contract: its years, planned payments and commitments
    #[command(after_help = "Example:\n  yusuan contract county.db HT-2025-07")]
    Contract(OneContract),

    /// Show what contracts need of a year's budget, beside what its lines or drafts have
    #[command(after_help = "Example:\n  yusuan contract-parts county.db 2026")]
    ContractParts(OneYear),

    /// Commit what a contract needs of a year still: on all its lines, or on none
    #[command(
        after_help = "Example:\n  yusuan commit-contract county.db HT-2025-07 2025 --dated 2025-03-01"
    )]
    CommitContract(CommitContract),

    /// Pay a contract from its commitments of the year
    #[command(after_help = "Examples:
  yusuan pay-contract county.db HT-2025-07 5000.00 --dated 2025-06-30
  yusuan pay-contract county.db HT-2025-07 --of 1=3000.00 --of 2=2000.00 --dated 2025-06-30")]
    PayContract(PayContract),

    /// Release everything that is reserved for a contract, together or not at all
    #[command(
        after_help = "Example:\n  yusuan close-contract county.db HT-2025-07 --dated 2025-09-30"
    )]
    CloseContract(CloseContract),

    /// Mark how much of a line or commitment is government procurement (标记政府采购)
    ///
    /// The newest mark decides, and one of 0.00 takes it away.
    #[command(
        after_help = "Example:\n  yusuan mark-procurement county.db 5000.00 --line 11 --category goods --reserved-for small"
    )]
    MarkProcurement(MarkProcurement),

    /// Show what government procurement of a year came to
    #[command(after_help = "Example:\n  yusuan procurement county.db 2025")]
    Procurement(OneYear),
}

#[derive(Debug, Args)]
pub(crate) struct SignContract {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the contract, as commitments and documents have it
    #[arg(value_name = "REFERENCE")]
    pub(crate) reference: String,

    /// What it is about
    #[arg(value_name = "TITLE")]
    pub(crate) title: String,

    /// CSV file of what it costs: year, fund, functional_code, economic_code, kind, amount; perhaps
    /// level, project, due_on
    #[arg(long, value_name = "CSV")]
    pub(crate) parts: PathBuf,

    /// Day on which it was signed
    #[arg(long, value_name = "DATE")]
    pub(crate) signed_on: String,

    /// The unit that signs it; the only one of the ledger unless told otherwise
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,

    /// Government procurement of goods, works or services
    #[arg(long, value_name = "WORD")]
    pub(crate) category: Option<String>,

    /// Set apart for small or micro enterprises
    #[arg(long, value_name = "WORD")]
    pub(crate) reserved_for: Option<String>,

    /// Whom it is with; kept apart from the chain so that it can be erased
    #[arg(long, value_name = "NAME")]
    pub(crate) counterparty: Option<String>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct AmendContract {
    #[command(flatten)]
    pub(crate) contract: OneContract,

    /// CSV file of what is added, or taken away by amounts below zero
    #[arg(long, value_name = "CSV")]
    pub(crate) parts: PathBuf,

    /// Why; can be erased
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

/// A contract that a command is about.
#[derive(Debug, Args)]
pub(crate) struct OneContract {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the contract
    #[arg(value_name = "REFERENCE")]
    pub(crate) reference: String,
}

#[derive(Debug, Args)]
pub(crate) struct CommitContract {
    #[command(flatten)]
    pub(crate) contract: OneContract,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct PayContract {
    #[command(flatten)]
    pub(crate) contract: OneContract,

    /// Yuan, from the commitments of the year in the order in which they were made
    #[arg(
        value_name = "AMOUNT",
        required_unless_present = "of",
        conflicts_with = "of"
    )]
    pub(crate) amount: Option<String>,

    /// What one commitment pays, in yuan, in place of AMOUNT; may be given several times
    #[arg(long, value_name = "COMMITMENT=AMOUNT")]
    pub(crate) of: Vec<String>,

    /// Who is paid; kept apart from the chain so that it can be erased
    #[arg(long, value_name = "NAME")]
    pub(crate) payee: Option<String>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CloseContract {
    #[command(flatten)]
    pub(crate) contract: OneContract,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CloseCommitment {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the commitment, as its receipt shows it
    #[arg(value_name = "COMMITMENT")]
    pub(crate) commitment: i64,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

/// A year that a command is about.
#[derive(Debug, Args)]
pub(crate) struct OneYear {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,
}

#[derive(Debug, Args)]
pub(crate) struct MarkProcurement {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    /// goods, works or services
    #[arg(long, value_name = "WORD")]
    pub(crate) category: String,

    /// Set apart for small or micro enterprises
    #[arg(long, value_name = "WORD")]
    pub(crate) reserved_for: Option<String>,

    /// Mark this commitment, in place of a line
    #[arg(long, value_name = "ID")]
    pub(crate) commitment: Option<i64>,

    #[command(flatten)]
    pub(crate) line: LineArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}
