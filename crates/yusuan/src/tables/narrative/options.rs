//! Variants of the narrative, each with a name.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::tables::error::TableError;
use crate::tables::options::TableOptions;

/// What differences, shares and percentages are computed from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NarrativeBasis {
    /// The figures that the tables display: a reader with a pocket calculator finds the same.
    #[default]
    Displayed,
    /// The exact figures, rounded at the end.
    Exact,
}

impl NarrativeBasis {
    /// Every basis.
    pub const ALL: [Self; 2] = [Self::Displayed, Self::Exact];

    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Displayed => "displayed",
            Self::Exact => "exact",
        }
    }
}

impl FromStr for NarrativeBasis {
    type Err = TableError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "displayed" => Ok(Self::Displayed),
            "exact" => Ok(Self::Exact),
            _ => Err(TableError::NarrativeOptionUnknown {
                text: text.to_owned(),
                known: "displayed, exact",
            }),
        }
    }
}

/// What stands for the percentage of a change from nothing to something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FromZero {
    /// 100.00%.
    #[default]
    Hundred,
    /// —, since nothing has no percentages.
    Dash,
}

impl FromZero {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Hundred, Self::Dash];

    /// What is printed where there is no percentage.
    pub(super) const DASH: &'static str = "—";

    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hundred => "hundred",
            Self::Dash => "dash",
        }
    }

    pub(super) const fn printed(self) -> &'static str {
        match self {
            Self::Hundred => "100.00",
            Self::Dash => Self::DASH,
        }
    }
}

impl FromStr for FromZero {
    type Err = TableError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "hundred" => Ok(Self::Hundred),
            "dash" => Ok(Self::Dash),
            _ => Err(TableError::NarrativeOptionUnknown {
                text: text.to_owned(),
                known: "hundred, dash",
            }),
        }
    }
}

/// How the narrative is made, where regions differ. The default is what the first user prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NarrativeOptions {
    /// How the tables are made that the narrative speaks of.
    pub tables: TableOptions,
    /// What differences, shares and percentages are computed from.
    pub basis: NarrativeBasis,
    /// What stands for the percentage of a change from nothing to something.
    pub from_zero: FromZero,
    /// Whether a 项 is compared with the 基本支出 of last year alone.
    ///
    /// Otherwise it is compared with all that last year's budget had under its code.
    pub items_compare_basic: bool,
}
