//! Commands about what units declare of themselves.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{LedgerFile, ParticularsArguments};

#[derive(Debug, Subcommand)]
pub(crate) enum DeclarationCommand {
    /// Record what a unit declares of itself in a TOML file, all of it by one act
    ///
    /// The file names year and unit, and has a table for each kind that is declared: performance,
    /// procurement, assets, staffing. Of a year, unit and kind the newest counts.
    #[command(after_help = "Example:\n  yusuan declaration load county.db declarations-2025.toml")]
    Load(LoadDeclarations),

    /// Show what units declare for a year, the newest of each kind, as tables
    #[command(after_help = "Examples:
  yusuan declaration show county.db 2025
  yusuan declaration show county.db 2025 --unit 社会保险中心 --json")]
    Show(ShowDeclarations),
}

#[derive(Debug, Args)]
pub(crate) struct LoadDeclarations {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The file of declarations
    #[arg(value_name = "DECLARATIONS")]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ShowDeclarations {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Unit or department, with every unit below it; all units unless told otherwise
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,
}
