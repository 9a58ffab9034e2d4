//! Commands about the ledger as a whole: its units and years, and its closings as they were recorded.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{LedgerFile, OneYear, ParticularsArguments};

#[derive(Debug, Subcommand)]
pub(crate) enum RegisterCommand {
    /// List the units (预算单位)
    #[command(after_help = "Example:\n  yusuan units county.db")]
    Units(LedgerFile),

    /// List the years and where each stands
    #[command(after_help = "Example:\n  yusuan years county.db")]
    Years(LedgerFile),

    /// List what codes and units of a year are called in the next (科目对照)
    #[command(after_help = "Example:\n  yusuan successors county.db 2025")]
    Successors(OneYear),

    /// Mark a unit for which nothing new is budgeted any more (停用预算单位)
    #[command(after_help = "Example:\n  yusuan deactivate-unit county.db 社会保险中心")]
    DeactivateUnit(DeactivateUnit),

    /// Record what another program wrote, as it is now, and why it may stay
    ///
    /// Vouchers that no yusuan wrote are outside the chain until then, and `verify` names them.
    #[command(after_help = "Example:\n  yusuan seal-foreign county.db --reason 由原系统迁入")]
    SealForeign(SealForeign),

    /// Print the certificate of a year that is closed (结账证书)
    #[command(after_help = "Examples:
  yusuan certificate county.db 2024
  yusuan certificate county.db 2024 --out certificate-2024.html")]
    Certificate(CertificateOf),

    /// Copy the ledger to a new file, whole and of one moment, while others may go on writing
    ///
    /// A ledger that stands there already is never written over.
    #[command(after_help = "Example:\n  yusuan copy county.db --out copy.db")]
    Copy(Copy),

    /// List every closing of a year, and every undoing of one
    #[command(after_help = "Example:\n  yusuan closing-history county.db 2024")]
    ClosingHistory(OneYear),
}

#[derive(Debug, Args)]
pub(crate) struct DeactivateUnit {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Name of the unit
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct SealForeign {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Why it may stay
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct CertificateOf {
    #[command(flatten)]
    pub(crate) of: OneYear,

    /// Write it to this file: .html to be printed and signed, else JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Copy {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The new file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}
