//! Commands that read the ledger as of a day or an act.

use clap::Args;
use yusuan::tables::{ExecutionBy, ExecutionOptions};
use yusuan::{AsOf, CurrencyUnit, Error, KnownAt, date};

use super::LedgerFile;
use crate::failure::Failure;

#[derive(Debug, Args)]
#[command(next_help_heading = "As of")]
pub(crate) struct AsOfArguments {
    /// Count what is dated until this day, as 2025-06-30
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,

    /// Count only what was written until this voucher
    #[arg(long, value_name = "VOUCHER", conflicts_with = "known_at_posting")]
    known_at_voucher: Option<i64>,

    /// Count only what was written until this posting
    #[arg(long, value_name = "POSTING")]
    known_at_posting: Option<i64>,
}

impl AsOfArguments {
    /// Read the moment.
    pub(crate) fn read(&self) -> Result<AsOf, Failure> {
        let dated = self.as_of.as_deref().map(date::parse).transpose();
        let voucher = self.known_at_voucher.map(KnownAt::Voucher);
        let posting = self.known_at_posting.map(KnownAt::Posting);
        Ok(AsOf {
            dated: dated.map_err(Failure::about("--as-of"))?,
            known_at: voucher.or(posting),
        })
    }
}

#[derive(Debug, Args)]
pub(crate) struct Execution {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Group lines by these, outermost first: line, department, unit, fund, level,
    /// functional_class, functional_group, functional_item, economic_class, economic_group, kind,
    /// project, origin, month
    #[arg(long, value_name = "WORD", num_args = 1.., value_delimiter = ',', default_value = "line")]
    by: Vec<String>,

    /// Unit or department, with every unit below it; all units unless told otherwise
    #[arg(long, value_name = "NAME")]
    unit: Option<String>,

    /// Show yuan instead of 万元
    #[arg(long)]
    yuan: bool,

    /// Group digits by commas
    #[arg(long)]
    thousands_separator: bool,

    /// Print CSV instead of aligned text
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,

    #[command(flatten)]
    as_of: AsOfArguments,
}

impl Execution {
    /// Read which table is asked for.
    pub(crate) fn options(&self) -> Result<ExecutionOptions, Failure> {
        let by: Result<Vec<ExecutionBy>, _> = self.by.iter().map(|word| word.parse()).collect();
        Ok(ExecutionOptions {
            by: by.map_err(|unknown| Failure::about("--by")(Error::from(unknown)))?,
            unit: self.unit.clone(),
            as_of: self.as_of.read()?,
            currency_unit: if self.yuan {
                CurrencyUnit::Yuan
            } else {
                CurrencyUnit::default()
            },
            thousands_separator: self.thousands_separator,
        })
    }
}

#[derive(Debug, Args)]
pub(crate) struct OfYear {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
}

#[derive(Debug, Args)]
pub(crate) struct OfAllYears {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
}
