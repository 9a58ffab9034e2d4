//! Vouchers of several entries, and what undoes or returns one of them.

use std::path::PathBuf;

use clap::Args;

use super::{
    AdjustmentArguments, AmountArguments, LedgerFile, LineArguments, OverrideArguments,
    ParticularsArguments,
};

#[derive(Debug, Args)]
pub(crate) struct Post {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// CSV or JSON file of the entries
    #[arg(value_name = "ENTRIES")]
    pub(crate) entries: PathBuf,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,

    #[command(flatten)]
    pub(crate) adjustment: AdjustmentArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ReversePosting {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the posting, as `yusuan log` shows it
    #[arg(value_name = "POSTING")]
    pub(crate) posting: i64,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct RefundPriorYear {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the payment's posting, as its receipt and `yusuan log` show it
    #[arg(value_name = "PAYMENT")]
    pub(crate) payment: i64,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    #[command(flatten)]
    pub(crate) line: LineArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,

    #[command(flatten)]
    pub(crate) granted: OverrideArguments,
}
