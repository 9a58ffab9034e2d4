//! 合同: what was signed, what it costs in each year, and what the commitments under it came to.
//! No act.

mod commitment;
mod need;
mod procurement;
mod renaming;
mod store;

use serde::{Deserialize, Serialize};

pub use commitment::Commitment;
pub(crate) use commitment::{commitment, of_contract};
pub use need::YearPart;
pub(crate) use need::year_parts;
pub(crate) use procurement::procurement;
pub use procurement::{ProcurementCategory, ProcurementTotal, ReservedFor};
pub(crate) use store::{contract, contracts, find, part_record};

use crate::date::Date;
use crate::line::LineKey;
use crate::money::Fen;

/// A contract to be signed (签订合同).
///
/// # Examples
///
/// ```
/// use yusuan::{ContractDraft, ProcurementCategory, date};
///
/// let contract = ContractDraft {
///     category: Some(ProcurementCategory::Services),
///     ..ContractDraft::new("HT-2025-07", "物业服务", "社会保险中心", date::parse("2025-03-01").unwrap())
/// };
/// assert_eq!(contract.reserved_for, None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractDraft {
    /// Its number, as commitments and documents have it.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// The unit that signs it and pays.
    pub unit: String,
    /// Day on which it was signed.
    pub signed_on: Date,
    /// What is bought, when it is government procurement.
    pub category: Option<ProcurementCategory>,
    /// Whom the procurement is set apart for.
    pub reserved_for: Option<ReservedFor>,
    /// Whom it is with; kept apart from the chain so that it can be erased.
    pub counterparty: Option<String>,
}

impl ContractDraft {
    /// Begin with what every contract has.
    pub fn new(
        reference: impl Into<String>,
        title: impl Into<String>,
        unit: impl Into<String>,
        signed_on: Date,
    ) -> Self {
        Self {
            reference: reference.into(),
            title: title.into(),
            unit: unit.into(),
            signed_on,
            category: None,
            reserved_for: None,
            counterparty: None,
        }
    }
}

/// What a contract costs in a year, or one planned payment of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ContractPart {
    /// The line that is to pay: of the contract's unit, with the money of its own year.
    pub key: LineKey,
    /// Day of the planned payment, when it is known.
    pub due_on: Option<Date>,
    /// How much; below zero in an amendment that takes away.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

/// A planned payment, after everything that was taken away again, with what was paid of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PlannedPayment {
    /// The line that is to pay.
    pub key: LineKey,
    /// Day of the payment, when it is known.
    pub due_on: Option<Date>,
    /// What is planned.
    #[serde(rename = "planned_fen")]
    pub planned: Fen,
    /// What was paid of it: a payment counts for the line that it was committed on at first, whatever
    /// year paid it, and there for the planned payments in their order.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
}

/// A contract in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ContractYear {
    /// The year.
    pub year: i16,
    /// What its parts add up to.
    #[serde(rename = "planned_fen")]
    pub planned: Fen,
    /// What was committed on lines of the year, less what was released.
    #[serde(rename = "committed_fen")]
    pub committed: Fen,
    /// What came from the year before.
    #[serde(rename = "carried_in_fen")]
    pub carried_in: Fen,
    /// What was paid.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
    /// What went into the next year.
    #[serde(rename = "carried_out_fen")]
    pub carried_out: Fen,
    /// What is reserved still.
    #[serde(rename = "remaining_fen")]
    pub remaining: Fen,
}

/// A contract with everything that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Contract {
    /// Its number in the ledger.
    pub contract_id: i64,
    /// Its own number, as commitments and documents have it.
    pub reference: String,
    /// What it is about.
    pub title: String,
    /// The unit that signed it.
    pub unit: String,
    /// Day on which it was signed.
    pub signed_on: String,
    /// What is bought, when it is government procurement.
    pub category: Option<ProcurementCategory>,
    /// Whom the procurement is set apart for.
    pub reserved_for: Option<ReservedFor>,
    /// Whom it is with; none when nobody was named or the name was erased.
    pub counterparty: Option<String>,
    /// What its parts add up to.
    #[serde(rename = "planned_fen")]
    pub planned: Fen,
    /// What was committed under it, less what was released.
    #[serde(rename = "committed_fen")]
    pub committed: Fen,
    /// What was paid under it.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
    /// What is reserved for it still.
    #[serde(rename = "remaining_fen")]
    pub remaining: Fen,
    /// Each year, the earliest first.
    pub years: Vec<ContractYear>,
    /// The planned payments by year and day, those without a day at the end of their year.
    pub payments: Vec<PlannedPayment>,
    /// The commitments under it, in the order in which they were made.
    pub commitments: Vec<Commitment>,
}
