//! What a policy is narrowed to, and what it is asked about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Rule};
use crate::line::{Kind, Level, LineKey};

/// How far apart two codes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeLevel {
    /// 类: the first three digits differ.
    Class,
    /// 款: the class is the same, the first five digits differ.
    Group,
    /// 项: only the last two of seven digits differ.
    Item,
}

impl CodeLevel {
    /// Every level, the highest first.
    pub const ALL: [Self; 3] = [Self::Class, Self::Group, Self::Item];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Group => "group",
            Self::Item => "item",
        }
    }

    /// Return the Chinese name, which files may use instead.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Class => "类",
            Self::Group => "款",
            Self::Item => "项",
        }
    }
}

impl fmt::Display for CodeLevel {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for CodeLevel {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_name = |level: &Self| level.as_str() == text || level.name_zh() == text;
        let found = Self::ALL.into_iter().find(is_name);
        found.ok_or_else(|| {
            Error::refused(
                Rule::PolicyScopeInvalid,
                format!("the level of codes is unknown: {text}"),
                format!(
                    "give one of: {}",
                    Self::ALL
                        .map(|level| format!("{level} {}", level.name_zh()))
                        .join(", ")
                ),
            )
        })
    }
}

/// Parts of a line. In a policy, what it is narrowed to: a part that is not given fits any. In a
/// question, the line that is asked about: a part that is not given fits policies without it only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// A fund; in a policy also a group of them, as `fiscal`.
    pub fund: Option<String>,
    /// Which level of government gave the money.
    pub level: Option<Level>,
    /// What sort of spending.
    pub kind: Option<Kind>,
    /// How far apart the codes of a transfer are.
    pub code_level: Option<CodeLevel>,
    /// A code, in a policy also the beginning of one: functional or economic, as the policy is.
    pub item: Option<String>,
}

impl Scope {
    /// Ask about a line by its functional code.
    pub(crate) fn functional(key: &LineKey) -> Self {
        Self {
            fund: Some(key.fund.as_str().to_owned()),
            level: Some(key.level),
            kind: Some(key.kind),
            code_level: None,
            item: Some(key.functional_code.clone()),
        }
    }

    /// Say how far apart two codes are.
    pub(crate) fn apart(self, one: &str, other: &str) -> Self {
        let same = |digits: usize| one.get(..digits) == other.get(..digits);
        let code_level = if !same(3) {
            CodeLevel::Class
        } else if !same(5) {
            CodeLevel::Group
        } else {
            CodeLevel::Item
        };
        Self {
            code_level: Some(code_level),
            ..self
        }
    }

    /// Ask about a line by its economic code.
    pub(crate) fn economic(key: &LineKey) -> Self {
        Self {
            item: Some(key.economic_code.clone()),
            ..Self::functional(key)
        }
    }
}
