//! 单位申报: what units declare of themselves, for the part of the budget book that no line says.
//!
//! A declaration is kept as a JSON object in a fixed order of members, amounts in whole fen. The
//! file looks at its shape and its numbers; this room knows all of its members.

mod check;
mod content;
mod plain;
mod store;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Rule};

pub(crate) use check::weights;
pub use content::{Assets, Indicator, Performance, Procurement, Staffing, VehicleKind, Vehicles};
pub(crate) use store::{added_up, declared, next_id};

/// What a declaration is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeclarationKind {
    /// 绩效目标.
    Performance,
    /// 政府采购.
    Procurement,
    /// 国有资产.
    Assets,
    /// 机构人员.
    Staffing,
}

impl DeclarationKind {
    /// Every kind, in print order.
    pub const ALL: [Self; 4] = [
        Self::Performance,
        Self::Procurement,
        Self::Assets,
        Self::Staffing,
    ];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Performance => "performance",
            Self::Procurement => "procurement",
            Self::Assets => "assets",
            Self::Staffing => "staffing",
        }
    }

    /// Return the Chinese name.
    #[must_use]
    pub const fn name_zh(self) -> &'static str {
        match self {
            Self::Performance => "绩效目标",
            Self::Procurement => "政府采购",
            Self::Assets => "国有资产",
            Self::Staffing => "机构人员",
        }
    }
}

impl fmt::Display for DeclarationKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for DeclarationKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text || kind.name_zh() == text);
        found.ok_or_else(|| {
            Error::refused(
                Rule::DeclarationInvalid,
                format!("not what a unit declares: {text}"),
                "give performance, procurement, assets or staffing",
            )
        })
    }
}

/// What a unit declares of itself (单位申报).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Declaration {
    /// 绩效目标.
    Performance(Performance),
    /// 政府采购.
    Procurement(Procurement),
    /// 国有资产.
    Assets(Assets),
    /// 机构人员.
    Staffing(Staffing),
}

impl Declaration {
    /// Return what it is about.
    #[must_use]
    pub const fn kind(&self) -> DeclarationKind {
        match self {
            Self::Performance(_) => DeclarationKind::Performance,
            Self::Procurement(_) => DeclarationKind::Procurement,
            Self::Assets(_) => DeclarationKind::Assets,
            Self::Staffing(_) => DeclarationKind::Staffing,
        }
    }

    /// Return it as a JSON object, as it is kept.
    pub fn content(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::Internal(error.to_string()))
    }

    /// Read a JSON object as it is kept, and check it.
    ///
    /// # Errors
    ///
    /// [`Rule::DeclarationInvalid`] for what is no declaration of this kind: a member that is
    /// missing or unknown, an amount that is not whole fen, a negative number of things.
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::{Declaration, DeclarationKind};
    ///
    /// let refused = Declaration::parse(DeclarationKind::Procurement, r#"{"total_fen": 1.5}"#);
    /// assert!(refused.is_err());
    /// ```
    pub fn parse(kind: DeclarationKind, content: &str) -> Result<Self> {
        let read = match kind {
            DeclarationKind::Performance => serde_json::from_str(content).map(Self::Performance),
            DeclarationKind::Procurement => serde_json::from_str(content).map(Self::Procurement),
            DeclarationKind::Assets => serde_json::from_str(content).map(Self::Assets),
            DeclarationKind::Staffing => serde_json::from_str(content).map(Self::Staffing),
        };
        let declaration = read.map_err(|error| {
            Error::refused(
                Rule::DeclarationInvalid,
                format!("not a declaration of {kind}: {error}"),
                "docs/narrative.md names the members of each",
            )
        })?;
        declaration.check()?;
        Ok(declaration)
    }
}

/// A declaration in force: of its year, unit and kind the newest.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Declared {
    /// Its number.
    pub declaration_id: i64,
    /// Its version: the act that recorded it.
    pub voucher_id: i64,
    /// Budget year.
    pub year: i16,
    /// The unit.
    pub unit: String,
    /// What it is about.
    pub kind: DeclarationKind,
    /// What it says.
    pub content: Declaration,
}

/// A declaration to be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewDeclaration {
    /// The unit.
    pub unit: String,
    /// What it says.
    pub content: Declaration,
}
