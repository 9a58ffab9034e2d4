//! 政府采购: what is bought, whom it is set apart for, and what that came to.

use std::fmt;
use std::str::FromStr;

use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, Rule};
use crate::money::Fen;

/// Write a closed list of procurement and its text forms.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal {
        $($(#[$vdoc:meta])* $variant:ident = $word:literal, $zh:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Return the name used in files.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// Return the Chinese name.
            #[must_use]
            pub const fn name_zh(self) -> &'static str {
                match self {
                    $(Self::$variant => $zh,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self> {
                let mut all = Self::ALL.iter().copied();
                all.find(|value| value.as_str() == text || value.name_zh() == text)
                    .ok_or_else(|| {
                        let words: Vec<_> = Self::ALL.iter().map(|it| it.as_str()).collect();
                        Error::refused(
                            Rule::ProcurementInvalid,
                            format!(concat!("no such ", $what, ": {}"), text),
                            format!("give one of: {}", words.join(", ")),
                        )
                    })
            }
        }
    };
}

words! {
    /// What is bought.
    ProcurementCategory, "category of procurement" {
        /// 货物.
        Goods = "goods", "货物";
        /// 工程.
        Works = "works", "工程";
        /// 服务.
        Services = "services", "服务";
    }
}

words! {
    /// Whom a procurement is set apart for.
    ReservedFor, "sort of enterprise" {
        /// 小型企业.
        Small = "small", "小型企业";
        /// 微型企业.
        Micro = "micro", "微型企业";
    }
}

/// Government procurement of a year and unit, of one category.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ProcurementTotal {
    /// Budget year.
    pub year: i16,
    /// The unit that buys.
    pub unit: String,
    /// What is bought.
    pub category: ProcurementCategory,
    /// Whom it is set apart for.
    pub reserved_for: Option<ReservedFor>,
    /// What marks on lines plan.
    #[serde(rename = "planned_fen")]
    pub planned: Fen,
    /// What commitments of the year hold or held, carried ones included.
    #[serde(rename = "committed_fen")]
    pub committed: Fen,
    /// What was paid against them in the year.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
}

/// Read a word of a closed list.
pub(super) fn word<T: FromStr<Err = Error>>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse()).transpose()
}

const TOTALS: &str = "SELECT year, unit, category, reserved_for, planned_fen, committed_fen,
    paid_fen FROM procurement_report WHERE year = ?1
    ORDER BY unit, category, reserved_for";

/// Return what government procurement of a year came to.
pub(crate) fn procurement(connection: &Connection, year: i16) -> Result<Vec<ProcurementTotal>> {
    let mut statement = connection.prepare_cached(TOTALS)?;
    let mut rows = statement.query(params![year])?;
    let mut totals = Vec::new();
    while let Some(row) = rows.next()? {
        let category: String = row.get(2)?;
        totals.push(ProcurementTotal {
            year: row.get(0)?,
            unit: row.get(1)?,
            category: category.parse()?,
            reserved_for: word(row, 3)?,
            planned: Fen::new(row.get(4)?),
            committed: Fen::new(row.get(5)?),
            paid: Fen::new(row.get(6)?),
        });
    }
    Ok(totals)
}
