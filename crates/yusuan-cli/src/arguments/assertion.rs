//! 余额核对.

use clap::{Args, Subcommand, ValueEnum};
use yusuan::date::{self, Date};
use yusuan::{AssertedRow, Ledger};

use super::{AmountArguments, LedgerFile, LineArguments, ParticularsArguments};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum AssertionCommand {
    /// Record what a total stood at on a day, as a bank or the treasury says (余额核对)
    ///
    /// Refused when the ledger says otherwise; every verify asks again.
    #[command(after_help = "Examples:
  yusuan assert county.db 1234.56 --line 11 --total paid --on 2025-03-31 --source 国库对账单
  yusuan assert county.db 500.00 --of income --year 2025 --fund unit_other_income --total money --on 2025-03-31 --source 基本户对账单")]
    Assert(Box<Assert>),

    /// List what totals stood at, as others said
    #[command(after_help = "Example:\n  yusuan assertions county.db")]
    Assertions(LedgerFile),
}

#[derive(Debug, Args)]
pub(crate) struct Assert {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    /// The total, as paid or available of a line, money of an income, stock of a surplus
    #[arg(long, value_name = "NAME")]
    pub(crate) total: String,

    /// The day
    #[arg(long, value_name = "DATE")]
    on: String,

    /// Who says so
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: String,

    /// Whose total it is; an income goes by --year, --unit and --fund, a surplus by the last two
    #[arg(long, value_enum, default_value = "line")]
    of: Of,

    #[command(flatten)]
    line: LineArguments,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

impl Assert {
    /// Read the day.
    pub(crate) fn on(&self) -> Result<Date, Failure> {
        date::parse(&self.on).map_err(Failure::about("--on"))
    }

    /// Read whose total it is.
    pub(crate) fn row(&self, ledger: &Ledger) -> Result<AssertedRow, Failure> {
        Ok(match self.of {
            Of::Line => AssertedRow::Line(self.line.read(ledger)?),
            Of::Income => {
                let (unit, fund) = self.line.read_unit_and_fund(ledger)?;
                AssertedRow::Income(self.line.read_year()?, unit, fund)
            }
            Of::Surplus => {
                let (unit, fund) = self.line.read_unit_and_fund(ledger)?;
                AssertedRow::Surplus(unit, fund)
            }
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Of {
    /// 指标
    Line,
    /// 收入
    Income,
    /// 结余
    Surplus,
}
