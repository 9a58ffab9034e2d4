//! 对账: statements of the treasury and of banks beside the ledger's own payments and receipts.
//!
//! | file | does |
//! |---|---|
//! | `store` | reads statements, their rows, and the postings that may be the same money |
//! | `matching` | pairs rows with postings; pure, and never a guess |
//! | `near` | finds what is nearly the same money; suggestions, never matches |
//! | `report` | what is matched, and what is on one side only, with amounts that add up |

mod matching;
mod near;
mod report;
mod store;

use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::date::Date;
use crate::error::{Error, Result, Rule};
use crate::money::Fen;
use crate::word;

pub use matching::MatchedBy;
pub use near::{NearBy, NearMiss};
pub(crate) use report::reconcile;
pub use report::{Flow, Matched, OnlyInStatement, Reconciliation, Reversed};
pub(crate) use store::{check_pair, statements};

/// Whose statement it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StatementKind {
    /// 国库集中支付: money of the fiscal funds.
    Treasury,
    /// 银行: money of the special account and of unit funds.
    Bank,
}

impl StatementKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Treasury, Self::Bank];

    /// Return the name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Treasury => "treasury",
            Self::Bank => "bank",
        }
    }
}

impl FromStr for StatementKind {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|kind| kind.as_str() == text);
        found.ok_or_else(|| {
            Error::refused(
                Rule::StatementInvalid,
                format!("no such kind of statement: {text}"),
                "give treasury or bank",
            )
        })
    }
}

impl Serialize for StatementKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for StatementKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        word::listed(deserializer, Self::ALL, Self::as_str)
    }
}

/// A statement (对账单) that was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Statement {
    /// Its number.
    pub statement_id: i64,
    /// The act that loaded it.
    pub voucher_id: i64,
    /// Whose it is.
    pub kind: StatementKind,
    /// Account or system.
    pub name: String,
    /// First day that it covers.
    pub first_on: Date,
    /// Last day that it covers.
    pub last_on: Date,
    /// How many rows it has.
    pub row_count: i64,
    /// How many of them have a match that stands.
    pub matched_count: i64,
}

/// A row of a statement.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct StatementRow {
    /// Its number in the ledger.
    pub row_id: i64,
    /// Row of the file.
    pub row: i64,
    /// The day.
    pub dated: Date,
    /// More than zero for what went out, less for what came in.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// The other side's number for it.
    pub key: Option<String>,
    /// Number of its document.
    pub document: Option<String>,
}

/// A posting that moved money on an account, as a payment, receipt or surrender.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct MoneyPosting {
    /// Its number.
    pub posting_id: i64,
    /// Its voucher.
    pub voucher_id: i64,
    /// Its event, as `pay`, `refund`, `receive` or `surrender`.
    pub event: String,
    /// The day.
    pub dated: Date,
    /// More than zero for what went out, less for what came in.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// Key of its voucher.
    pub key: Option<String>,
    /// Document of its voucher.
    pub document: Option<String>,
    /// Who was paid; none when nobody was named or the name was erased.
    pub payee: Option<String>,
}

/// How a statement is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconcileOptions {
    /// How many days the two sides may date the same money apart. Amounts have no tolerance.
    pub days: u16,
    /// The one unit whose money it is; every unit's when left out.
    pub unit: Option<String>,
}

impl Default for ReconcileOptions {
    /// Five days, every unit.
    fn default() -> Self {
        Self {
            days: 5,
            unit: None,
        }
    }
}
