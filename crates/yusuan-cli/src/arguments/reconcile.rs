//! 对账.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use yusuan::date::{self, Date};
use yusuan::{NewStatement, ReconcileOptions, StatementKind};

use super::{LedgerFile, ParticularsArguments};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum StatementCommand {
    /// Load a statement from a CSV file or a workbook (装入对账单): all of its rows, or none
    ///
    /// Columns: dated 日期, and amount 支付金额 or paid 支出 and received 收入, perhaps key 流水号 and
    /// document 凭证号; others are passed over.
    #[command(after_help = "Example:
  yusuan statement load county.db march.xlsx --kind treasury --name 国库集中支付")]
    Load(Box<LoadStatement>),

    /// List the statements of the ledger
    #[command(after_help = "Example:\n  yusuan statement list county.db")]
    List(LedgerFile),
}

#[derive(Debug, Args)]
pub(crate) struct LoadStatement {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The statement: CSV in UTF-8 or GBK, or a workbook (xlsx, xls)
    #[arg(value_name = "STATEMENT")]
    pub(crate) file: PathBuf,

    /// Whose it is
    #[arg(long, value_enum)]
    kind: Whose,

    /// Account or system
    #[arg(long, value_name = "TEXT")]
    name: String,

    /// First day that it covers; that of its earliest row unless told
    #[arg(long, value_name = "DATE")]
    first_on: Option<String>,

    /// Last day that it covers
    #[arg(long, value_name = "DATE")]
    last_on: Option<String>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

impl LoadStatement {
    /// Read whose statement it is.
    pub(crate) fn read(&self) -> Result<NewStatement, Failure> {
        let day = |text: Option<&String>, argument| -> Result<Option<Date>, Failure> {
            let day = text.map(|text| date::parse(text)).transpose();
            day.map_err(Failure::about(argument))
        };
        Ok(NewStatement {
            kind: match self.kind {
                Whose::Treasury => StatementKind::Treasury,
                Whose::Bank => StatementKind::Bank,
            },
            name: self.name.clone(),
            first_on: day(self.first_on.as_ref(), "--first-on")?,
            last_on: day(self.last_on.as_ref(), "--last-on")?,
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Whose {
    /// 国库集中支付: money of the fiscal funds
    Treasury,
    /// 银行: money of the special account and of unit funds
    Bank,
}

#[derive(Debug, Args)]
pub(crate) struct Reconcile {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Number of the statement
    #[arg(value_name = "STATEMENT")]
    pub(crate) statement: i64,

    /// How many days the two sides may date the same money apart
    #[arg(long, value_name = "NUMBER", default_value_t = ReconcileOptions::default().days)]
    days: u16,

    /// The one unit whose money it is
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,

    /// Record what was found to be the same money (确认对账)
    #[arg(long)]
    pub(crate) confirm: bool,

    /// Record that a row, by its 编号, and a posting are the same money; may be repeated
    #[arg(long = "match", value_name = "ROW:POSTING", conflicts_with = "confirm")]
    pub(crate) pairs: Vec<String>,

    /// Take back a match instead (取消对账)
    #[arg(long, value_name = "MATCH", conflicts_with_all = ["confirm", "pairs"])]
    pub(crate) cancel: Option<i64>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

impl Reconcile {
    /// Read the pairs that were chosen by hand.
    pub(crate) fn pairs(&self) -> Result<Vec<(i64, i64)>, Failure> {
        self.pairs.iter().map(|text| pair(text)).collect()
    }

    /// Return how the statement is compared.
    pub(crate) fn options(&self) -> ReconcileOptions {
        ReconcileOptions {
            days: self.days,
            unit: self.unit.clone(),
        }
    }
}

/// Read `ROW:POSTING`.
fn pair(text: &str) -> Result<(i64, i64), Failure> {
    let numbers = text
        .split_once(':')
        .and_then(|(row, posting)| Some((row.parse().ok()?, posting.parse().ok()?)));
    numbers.ok_or_else(|| Failure::Usage {
        message: format!("--match: not a row and a posting: {text}"),
        hint: "write the 编号 of the row, a colon, and the number of the posting, as 3:118"
            .to_owned(),
    })
}
