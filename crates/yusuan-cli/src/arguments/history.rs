//! Commands that read the ledger as of a day or an act.

use clap::Args;
use yusuan::tables::{ExecutionBy, ExecutionOptions, TableError};
use yusuan::{AsOf, CurrencyUnit, Head, KnownAt, LineId, LineName, LogFilter, date};

use super::{LedgerFile, LineArguments};
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

fn grouping(text: &str) -> Result<ExecutionBy, Failure> {
    text.parse().map_err(|error: TableError| {
        let words = ExecutionBy::ALL.map(ExecutionBy::as_str);
        Failure::word("--by", error.token(), error.to_string(), &words)
    })
}

impl Execution {
    /// Read which table is asked for.
    pub(crate) fn options(&self) -> Result<ExecutionOptions, Failure> {
        let by: Result<Vec<ExecutionBy>, _> = self.by.iter().map(|word| grouping(word)).collect();
        Ok(ExecutionOptions {
            by: by?,
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

#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) line: LineArguments,

    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// A head as `yusuan head` printed it, in quotes
    #[arg(value_name = "HEAD")]
    one: String,

    /// Another; where the chain stands now unless told otherwise
    #[arg(value_name = "OTHER_HEAD")]
    other: Option<String>,
}

impl Diff {
    /// Read the heads.
    pub(crate) fn heads(&self) -> Result<(Head, Option<Head>), Failure> {
        let other = self.other.as_deref().map(str::parse).transpose();
        Ok((
            self.one.parse().map_err(Failure::about("HEAD"))?,
            other.map_err(Failure::about("OTHER_HEAD"))?,
        ))
    }
}

#[derive(Debug, Args)]
pub(crate) struct Log {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Begin behind this voucher
    #[arg(long, value_name = "VOUCHER", default_value_t = 0)]
    pub(crate) after: i64,

    /// How many vouchers
    #[arg(long, value_name = "NUMBER", default_value_t = 100,
        value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) limit: u32,

    /// Only vouchers of this budget year
    #[arg(long)]
    year: Option<i16>,

    /// Only vouchers with a posting on this line, by its number
    #[arg(long, value_name = "ID")]
    line: Option<i64>,

    /// Only vouchers with a posting of this event, as pay
    #[arg(long)]
    event: Option<String>,

    /// Only vouchers dated on this day or later
    #[arg(long, value_name = "DATE")]
    since: Option<String>,

    /// Only vouchers dated on this day or earlier
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

impl Log {
    /// Read which vouchers are asked for.
    pub(crate) fn filter(&self) -> Result<LogFilter, Failure> {
        let event = self.event.as_deref().map(str::parse).transpose();
        let since = self.since.as_deref().map(date::parse).transpose();
        let until = self.until.as_deref().map(date::parse).transpose();
        Ok(LogFilter {
            year: self.year,
            line: self.line.map(|id| LineName::Id(LineId::new(id))),
            event: event.map_err(Failure::about("--event"))?,
            since: since.map_err(Failure::about("--since"))?,
            until: until.map_err(Failure::about("--until"))?,
        })
    }
}
