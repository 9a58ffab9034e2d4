//! Tables on their way in, and empty ones to be filled in.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::LedgerFile;

#[derive(Debug, Subcommand)]
pub(crate) enum ImportingCommand {
    /// Import draft lines of a year: all of them, or none and every problem named
    ///
    /// Columns, in English or Chinese: year, unit, fund, level, origin_year, functional_code,
    /// economic_code, kind, project, and amount_fen, or amount in yuan. A mapping says what the columns
    /// of somebody's own spreadsheet mean.
    #[command(after_help = "Examples:
  yusuan import county.db lines-2025.csv
  yusuan import county.db 部门预算明细.xlsx --mapping county.toml")]
    Import(Import),

    /// Write an empty table to be filled in and imported, with drop-down lists (模板)
    ///
    /// WHAT is lines for draft lines, an event as pay or supplement for a list of vouchers, or entries
    /// for a list of any events. With a ledger, its units and the codes of a year can be chosen.
    #[command(after_help = "Examples:
  yusuan template lines --out lines.xlsx
  yusuan template supplement --out 追加.xlsx --ledger county.db --year 2025")]
    Template(Template),
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The line file: CSV in UTF-8 or GBK, or a workbook (xlsx, xls, ods)
    #[arg(value_name = "LINES")]
    pub(crate) lines: PathBuf,

    /// TOML file that says what its columns mean
    #[arg(long, value_name = "TOML")]
    pub(crate) mapping: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Template {
    /// lines, entries, or an event
    #[arg(value_name = "WHAT")]
    pub(crate) what: String,

    /// Where to write it: a workbook when its name ends in .xlsx, else CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,

    /// A ledger, for its units and codes
    #[arg(long, value_name = "FILE", requires = "year")]
    pub(crate) ledger: Option<PathBuf>,

    /// The year of the ledger whose codes can be chosen
    #[arg(long, value_name = "YEAR", requires = "ledger")]
    pub(crate) year: Option<i16>,
}
