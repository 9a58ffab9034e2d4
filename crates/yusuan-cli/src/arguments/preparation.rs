//! Commands before the approval, and the approval.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use yusuan::{Scheme, UnitKind};

use super::{
    AmountArguments, FilePath, LedgerFile, LineArguments, OverrideArguments, ParticularsArguments,
};

#[derive(Debug, Args)]
pub(crate) struct Create {
    #[command(flatten)]
    pub(crate) ledger: FilePath,

    /// What the ledger is for; the name of the file unless told otherwise
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Unit {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Its name, as line files write it
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// What sort of body it is
    #[arg(long, value_enum)]
    pub(crate) kind: BodyKind,

    /// The unit above it
    #[arg(long, value_name = "NAME")]
    pub(crate) parent: Option<String>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum BodyKind {
    /// 主管部门
    Department,
    /// 行政单位
    Agency,
    /// 事业单位
    Institution,
    /// Any other
    Other,
}

impl From<BodyKind> for UnitKind {
    fn from(kind: BodyKind) -> Self {
        match kind {
            BodyKind::Department => Self::Department,
            BodyKind::Agency => Self::Agency,
            BodyKind::Institution => Self::Institution,
            BodyKind::Other => Self::Other,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct PrepareYear {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The year to prepare
    #[arg(value_name = "YEAR", allow_negative_numbers = true)]
    pub(crate) year: i16,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct LoadCatalogue {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Year in which the codes are in force
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Classification of the codes
    #[arg(value_name = "SCHEME", value_enum)]
    pub(crate) scheme: Classification,

    /// The table, with the columns code and name
    #[arg(value_name = "CODES")]
    pub(crate) csv: PathBuf,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Classification {
    /// 支出功能分类
    Functional,
    /// 部门预算支出经济分类
    Economic,
    /// 政府预算支出经济分类
    #[value(name = "government_economic", alias = "government-economic")]
    GovernmentEconomic,
}

impl From<Classification> for Scheme {
    fn from(classification: Classification) -> Self {
        match classification {
            Classification::Functional => Self::Functional,
            Classification::Economic => Self::Economic,
            Classification::GovernmentEconomic => Self::GovernmentEconomic,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct AdoptCatalogue {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Year that gets the codes
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Year that has them
    #[arg(long, value_name = "YEAR")]
    pub(crate) from: i16,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct OnDraft {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,

    #[command(flatten)]
    pub(crate) line: LineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct DeleteDraft {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    #[command(flatten)]
    pub(crate) line: LineArguments,
}

#[derive(Debug, Args)]
pub(crate) struct ControlTotal {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    /// Fiscal fund, as general_public
    #[arg(value_name = "FUND")]
    pub(crate) fund: String,

    /// own 本级 or upper 上级
    #[arg(value_name = "LEVEL")]
    pub(crate) level: String,

    #[command(flatten)]
    pub(crate) amount: AmountArguments,
}

#[derive(Debug, Args)]
pub(crate) struct Approve {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The year to open
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,

    #[command(flatten)]
    pub(crate) granted: OverrideArguments,
}
