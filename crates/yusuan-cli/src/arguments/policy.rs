//! Commands about policies.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use yusuan::{CodeLevel, Policy, PolicyAction, Scope};

use super::line::{kind, level};
use super::{LedgerFile, ParticularsArguments};
use crate::failure::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// List the policies that can still decide something in a year, the built-in ones included
    #[command(after_help = "Example:\n  yusuan policy list county.db 2025")]
    List(PolicyYear),

    /// Put a policy in force: of those that fit a line, the newest decides
    #[command(after_help = "Examples:
  yusuan policy set county.db four_eyes deny --source 内控手册
  yusuan policy set county.db closing allow --value recall --fund fiscal --level own --source 县财预〔2025〕3号")]
    Set(Box<SetPolicy>),

    /// Put the policies of a TOML or CSV file in force: all of them, or none and every problem named
    #[command(after_help = "Example:\n  yusuan policy load county.db policies.toml")]
    Load(LoadPolicies),

    /// List what policies are about in a year: what was overridden, documented or warned of
    #[command(after_help = "Example:\n  yusuan policy report county.db 2025")]
    Report(PolicyYear),
}

#[derive(Debug, Args)]
pub(crate) struct PolicyYear {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// Budget year
    #[arg(value_name = "YEAR")]
    pub(crate) year: i16,
}

#[derive(Debug, Args)]
pub(crate) struct LoadPolicies {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// The file of policies
    #[arg(value_name = "POLICIES")]
    pub(crate) policies: PathBuf,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

#[derive(Debug, Args)]
pub(crate) struct SetPolicy {
    #[command(flatten)]
    pub(crate) ledger: LedgerFile,

    /// What it is about, as max_carry_years or 结转年限
    #[arg(value_name = "NAME")]
    name: String,

    /// What it does
    #[arg(value_enum, value_name = "ACTION")]
    action: Action,

    /// Where it comes from
    #[arg(long, value_name = "TEXT")]
    source: String,

    /// Its own figure or word, where it has one
    #[arg(long, value_name = "TEXT")]
    value: Option<String>,

    /// First year it holds for; every year unless told otherwise
    #[arg(long, value_name = "YEAR")]
    first_year: Option<i16>,

    /// Last year it holds for
    #[arg(long, value_name = "YEAR")]
    last_year: Option<i16>,

    /// Narrow it to a fund, or to a group of them as fiscal
    #[arg(long)]
    fund: Option<String>,

    /// Narrow it to money of the own 本级 or upper 上级 level
    #[arg(long)]
    level: Option<String>,

    /// Narrow it to a sort of spending
    #[arg(long)]
    kind: Option<String>,

    /// Narrow it to transfers between codes that are so far apart
    #[arg(long, value_enum)]
    code_level: Option<Distance>,

    /// Narrow it to codes that begin so: functional or economic, as the policy is
    #[arg(long, value_name = "CODE")]
    item: Option<String>,

    #[command(flatten)]
    pub(crate) particulars: ParticularsArguments,
}

impl SetPolicy {
    /// Read the policy.
    pub(crate) fn read(&self) -> Result<Policy, Failure> {
        let level = self.level.as_deref();
        let kind = self.kind.as_deref();
        Ok(Policy {
            first_year: self.first_year.unwrap_or(Policy::FIRST_YEAR),
            last_year: self.last_year.unwrap_or(Policy::LAST_YEAR),
            value: self.value.clone(),
            scope: Scope {
                fund: self.fund.clone(),
                level: level.map(|text| self::level(text, "--level")).transpose()?,
                kind: kind.map(|text| self::kind(text, "--kind")).transpose()?,
                code_level: self.code_level.map(Into::into),
                item: self.item.clone(),
            },
            ..Policy::new(&self.name, self.action.into(), &self.source)
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Action {
    /// Refused 禁止; no override lifts it
    #[value(alias = "禁止")]
    Forbid,
    /// Refused 拒绝, save with an override that names its document
    #[value(alias = "拒绝")]
    Deny,
    /// Refused without a document 凭文
    #[value(alias = "凭文")]
    Document,
    /// Done, and reported 提示
    #[value(alias = "提示")]
    Warn,
    /// The policy is off 不控制
    #[value(alias = "不控制")]
    Allow,
}

impl From<Action> for PolicyAction {
    fn from(action: Action) -> Self {
        match action {
            Action::Forbid => Self::Forbid,
            Action::Deny => Self::Deny,
            Action::Document => Self::Document,
            Action::Warn => Self::Warn,
            Action::Allow => Self::Allow,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Distance {
    /// 类
    #[value(alias = "类")]
    Class,
    /// 款
    #[value(alias = "款")]
    Group,
    /// 项
    #[value(alias = "项")]
    Item,
}

impl From<Distance> for CodeLevel {
    fn from(distance: Distance) -> Self {
        match distance {
            Distance::Class => Self::Class,
            Distance::Group => Self::Group,
            Distance::Item => Self::Item,
        }
    }
}
