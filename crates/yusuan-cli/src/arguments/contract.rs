//! Contracts and what is reserved under them.

use std::path::PathBuf;

use clap::Args;

use super::{AmountArguments, LedgerFile, LineArguments, ParticularsArguments};

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
