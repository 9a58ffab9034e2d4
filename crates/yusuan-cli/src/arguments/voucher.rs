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

    /// File of the entries: CSV, a workbook (xlsx, xls, ods), or JSON when they are one voucher
    #[arg(value_name = "ENTRIES")]
    pub(crate) entries: PathBuf,

    /// Make a voucher of each entry, instead of one of all
    #[arg(long)]
    pub(crate) each: bool,

    /// The event of every row, when the file has no column event
    #[arg(long, value_name = "EVENT", requires = "each")]
    pub(crate) event: Option<String>,

    /// TOML file that says what the columns mean
    #[arg(long, value_name = "TOML", requires = "each")]
    pub(crate) mapping: Option<PathBuf>,

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
