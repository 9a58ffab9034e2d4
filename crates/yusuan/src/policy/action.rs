//! What a policy does about an act that it is about.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Rule};

/// What a policy does about an act that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicyAction {
    /// 禁止: refused; no override lifts it.
    Forbid,
    /// 拒绝: refused, save with an override that names its document.
    Deny,
    /// 凭文: refused without a document.
    Document,
    /// 提示: done, and reported.
    Warn,
    /// 不控制: the policy is off.
    Allow,
}

impl PolicyAction {
    /// Every action, the strictest first.
    pub const ALL: [Self; 5] = [
        Self::Forbid,
        Self::Deny,
        Self::Document,
        Self::Warn,
        Self::Allow,
    ];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Forbid => "forbid",
            Self::Deny => "deny",
            Self::Document => "document",
            Self::Warn => "warn",
            Self::Allow => "allow",
        }
    }

    /// Return the Chinese name, which files may use instead.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Forbid => "禁止",
            Self::Deny => "拒绝",
            Self::Document => "凭文",
            Self::Warn => "提示",
            Self::Allow => "不控制",
        }
    }
}

impl fmt::Display for PolicyAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for PolicyAction {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let is_name = |action: &Self| action.as_str() == text || action.name_zh() == text;
        let found = Self::ALL.into_iter().find(is_name);
        found.ok_or_else(|| {
            Error::refused(
                Rule::PolicyInvalid,
                format!("the action of a policy is unknown: {text}"),
                format!(
                    "give one of: {}",
                    Self::ALL
                        .map(|action| format!("{action} {}", action.name_zh()))
                        .join(", ")
                ),
            )
        })
    }
}
