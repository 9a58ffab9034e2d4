//! The parts of a line's key that come from a closed list: fund, level and kind.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Rule};

/// A text that names no fund, level or kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{part} is unknown: {text}")]
pub struct KeyPartError {
    /// The part of the key: `fund`, `level` or `kind`.
    pub part: &'static str,
    /// The text as it came.
    pub text: String,
}

impl KeyPartError {
    /// Return the stable name of the rule.
    #[must_use]
    pub fn token(&self) -> &'static str {
        match self.part {
            "fund" => "fund_unknown",
            "level" => "level_unknown",
            _ => "kind_unknown",
        }
    }
}

impl From<KeyPartError> for Error {
    fn from(error: KeyPartError) -> Self {
        let (rule, words) = match error.part {
            "fund" => (Rule::FundUnknown, Fund::ALL.map(Fund::as_str).join(", ")),
            "level" => (Rule::LevelUnknown, Level::ALL.map(Level::as_str).join(", ")),
            _ => (Rule::KindUnknown, Kind::ALL.map(Kind::as_str).join(", ")),
        };
        Self::refused(rule, error.to_string(), format!("give one of: {words}"))
    }
}

/// Write the text forms of a closed list out of its `ALL` and `as_str`.
macro_rules! text_forms {
    ($name:ident, $part:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = KeyPartError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let is_name = |value: &&Self| value.as_str() == text || value.name_zh() == text;
                let found = Self::ALL.iter().find(is_name);
                found.copied().ok_or_else(|| KeyPartError {
                    part: $part,
                    text: text.to_owned(),
                })
            }
        }
    };
}

/// The purse that the money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fund {
    /// 一般公共预算.
    GeneralPublic,
    /// 政府性基金预算.
    GovernmentFund,
    /// 国有资本经营预算.
    StateCapital,
    /// 财政专户管理资金.
    SpecialAccount,
    /// 事业收入.
    UnitBusinessIncome,
    /// 上级补助收入.
    UnitSuperiorSubsidy,
    /// 附属单位上缴收入.
    UnitAffiliateRemittance,
    /// 事业单位经营收入.
    UnitOperatingIncome,
    /// 其他收入.
    UnitOtherIncome,
}

impl Fund {
    /// Every fund, in the order in which tables print them.
    pub const ALL: [Self; 9] = [
        Self::GeneralPublic,
        Self::GovernmentFund,
        Self::StateCapital,
        Self::SpecialAccount,
        Self::UnitBusinessIncome,
        Self::UnitSuperiorSubsidy,
        Self::UnitAffiliateRemittance,
        Self::UnitOperatingIncome,
        Self::UnitOtherIncome,
    ];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::GeneralPublic => "general_public",
            Self::GovernmentFund => "government_fund",
            Self::StateCapital => "state_capital",
            Self::SpecialAccount => "special_account",
            Self::UnitBusinessIncome => "unit_business_income",
            Self::UnitSuperiorSubsidy => "unit_superior_subsidy",
            Self::UnitAffiliateRemittance => "unit_affiliate_remittance",
            Self::UnitOperatingIncome => "unit_operating_income",
            Self::UnitOtherIncome => "unit_other_income",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::GeneralPublic => "一般公共预算",
            Self::GovernmentFund => "政府性基金预算",
            Self::StateCapital => "国有资本经营预算",
            Self::SpecialAccount => "财政专户管理资金（教育收费）",
            Self::UnitBusinessIncome => "事业收入",
            Self::UnitSuperiorSubsidy => "上级补助收入",
            Self::UnitAffiliateRemittance => "附属单位上缴收入",
            Self::UnitOperatingIncome => "事业单位经营收入",
            Self::UnitOtherIncome => "其他收入",
        }
    }

    /// Say whether this is 财政拨款, money out of one of the three budgets of finance.
    #[must_use]
    pub const fn is_fiscal(self) -> bool {
        matches!(
            self,
            Self::GeneralPublic | Self::GovernmentFund | Self::StateCapital
        )
    }

    /// Say whether this is 单位资金, income that the unit has by itself.
    #[must_use]
    pub const fn is_unit_fund(self) -> bool {
        !self.is_fiscal() && !matches!(self, Self::SpecialAccount)
    }
}

text_forms!(Fund, "fund");

/// The level of government that gave the money, seen from the unit's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 本级.
    Own,
    /// 上级.
    Upper,
}

impl Level {
    /// Both levels, the own one first.
    pub const ALL: [Self; 2] = [Self::Own, Self::Upper];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Upper => "upper",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Own => "本级",
            Self::Upper => "上级",
        }
    }
}

text_forms!(Level, "level");

/// What sort of spending a line allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 基本支出·人员经费.
    BasicPersonnel,
    /// 基本支出·公用经费.
    BasicPublic,
    /// 项目支出, the only kind that has a project.
    Project,
    /// 经营支出.
    Operating,
    /// 上缴上级支出.
    Remittance,
    /// 对附属单位补助支出.
    Subsidy,
}

impl Kind {
    /// Every kind, in the order in which tables print them.
    pub const ALL: [Self; 6] = [
        Self::BasicPersonnel,
        Self::BasicPublic,
        Self::Project,
        Self::Operating,
        Self::Remittance,
        Self::Subsidy,
    ];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::BasicPersonnel => "basic_personnel",
            Self::BasicPublic => "basic_public",
            Self::Project => "project",
            Self::Operating => "operating",
            Self::Remittance => "remittance",
            Self::Subsidy => "subsidy",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::BasicPersonnel => "人员经费",
            Self::BasicPublic => "公用经费",
            Self::Project => "项目支出",
            Self::Operating => "经营支出",
            Self::Remittance => "上缴上级支出",
            Self::Subsidy => "对附属单位补助支出",
        }
    }

    /// Say whether this is 基本支出, for personnel or for the office.
    #[must_use]
    pub const fn is_basic(self) -> bool {
        matches!(self, Self::BasicPersonnel | Self::BasicPublic)
    }
}

text_forms!(Kind, "kind");

#[cfg(test)]
mod tests {
    use super::*;

    fn agrees<T>(value: T, name: &str, other: &str)
    where
        T: Copy + PartialEq + fmt::Debug + fmt::Display + FromStr + Serialize,
        T: for<'de> Deserialize<'de>,
        T::Err: fmt::Debug + fmt::Display,
    {
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(json, format!("\"{name}\""));
        assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value);
        assert_eq!(name.parse::<T>().unwrap(), value);
        assert_eq!(value.to_string(), name);
        assert!(other.parse::<T>().is_err());
    }

    #[test]
    fn every_form_of_a_name_agrees() {
        for fund in Fund::ALL {
            agrees(fund, fund.as_str(), "General_public");
        }
        for level in Level::ALL {
            agrees(level, level.as_str(), "");
        }
        for kind in Kind::ALL {
            agrees(kind, kind.as_str(), "基本支出");
        }
    }

    #[test]
    fn funds_fall_into_three_groups() {
        let count = |is: fn(Fund) -> bool| Fund::ALL.into_iter().filter(|fund| is(*fund)).count();
        assert_eq!((count(Fund::is_fiscal), count(Fund::is_unit_fund)), (3, 5));
    }

    #[test]
    fn names_the_part_and_the_text() {
        let error = "fiscal".parse::<Fund>().unwrap_err();
        assert_eq!(error.to_string(), "fund is unknown: fiscal");
        assert_eq!(error.token(), "fund_unknown");
        assert_eq!("x".parse::<Level>().unwrap_err().token(), "level_unknown");
        assert_eq!("x".parse::<Kind>().unwrap_err().token(), "kind_unknown");
        let refusal = Error::from("x".parse::<Level>().unwrap_err());
        assert_eq!(refusal.code(), "level_unknown");
        assert!(refusal.to_string().ends_with("give one of: own, upper"));
    }
}
