//! What money stands in beside lines: income, surplus and commitments, with their running totals.

use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::{Fund, Line, LineBalance};
use crate::money::{AmountError, Fen};

/// Declare running totals: each field with its name in the file and in JSON.
macro_rules! totals {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident = $column:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
        pub struct $name {
            $($(#[$field_doc])* #[serde(rename = $column)] pub $field: Fen,)+
        }

        impl $name {
            /// Names of the totals, in the order of the schema.
            pub const COLUMNS: &'static [&'static str] = &[$(stringify!($field),)+];

            /// Return the totals in the order of [`Self::COLUMNS`].
            #[must_use]
            pub fn values(&self) -> Vec<Fen> {
                vec![$(self.$field,)+]
            }

            /// Read the columns of a row by their names.
            pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
                Ok(Self {
                    $($field: Fen::new(row.get($column)?),)+
                })
            }
        }
    };
}

totals! {
    /// Running totals of the income of a unit and a fund that is not fiscal.
    ///
    /// # Units
    ///
    /// Fen. All are zero or more, save `prior_year`.
    IncomeTotals {
        /// 年初收入预算.
        budgeted = "budgeted_fen",
        /// 收入预算调增.
        increased = "increased_fen",
        /// 收入预算调减.
        decreased = "decreased_fen",
        /// 收到.
        received = "received_fen",
        /// 退付.
        returned = "returned_fen",
        /// 上年结转资金.
        carried_in = "carried_in_fen",
        /// 使用结余资金.
        surplus_used = "surplus_used_fen",
        /// 以前年度调整资金; may be negative.
        prior_year = "prior_year_fen",
        /// 已付资金, less what was refunded.
        paid = "paid_fen",
        /// 结转下年资金.
        carried_out = "carried_out_fen",
        /// 转入结余资金.
        to_surplus = "to_surplus_fen",
    }
}

impl IncomeTotals {
    /// Return what the budget expects to come in.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`], which no ledger file can reach.
    pub fn expected(&self) -> Result<Fen, AmountError> {
        self.budgeted
            .checked_add(self.increased)?
            .checked_sub(self.decreased)
    }

    /// Return the money in hand; negative while more was paid than came in.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`], which no ledger file can reach.
    pub fn money(&self) -> Result<Fen, AmountError> {
        let came = Fen::sum([
            self.received,
            self.carried_in,
            self.surplus_used,
            self.prior_year,
        ])?;
        let went = Fen::sum([self.returned, self.paid, self.carried_out, self.to_surplus])?;
        came.checked_sub(went)
    }
}

totals! {
    /// Running totals of the surplus of a unit and fund, over all years.
    ///
    /// # Units
    ///
    /// Fen, zero or more.
    SurplusTotals {
        /// 结余转入.
        added = "added_fen",
        /// 结余使用.
        used = "used_fen",
        /// 结余上缴.
        surrendered = "surrendered_fen",
        /// 结余分配.
        distributed = "distributed_fen",
        /// 提取专用结余: set aside for a purpose of its own.
        earmarked = "earmarked_fen",
        /// 使用专用结余: what was used of that.
        earmarked_used = "earmarked_used_fen",
        /// 结余归集调入: from units that this one took over.
        pooled_in = "pooled_in_fen",
        /// 结余归集调出: to the unit that took this one over.
        pooled_out = "pooled_out_fen",
        /// 专用结余归集调入.
        earmarked_in = "earmarked_in_fen",
        /// 专用结余归集调出.
        earmarked_out = "earmarked_out_fen",
    }
}

impl SurplusTotals {
    /// Return what is there.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`], which no ledger file can reach.
    pub fn stock(&self) -> Result<Fen, AmountError> {
        let spent = Fen::sum([
            self.used,
            self.surrendered,
            self.distributed,
            self.earmarked,
            self.pooled_out,
        ])?;
        self.added.checked_add(self.pooled_in)?.checked_sub(spent)
    }

    /// Return what is left of what was set aside (专用结余).
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`], which no ledger file can reach.
    pub fn earmarked_stock(&self) -> Result<Fen, AmountError> {
        let came = self.earmarked.checked_add(self.earmarked_in)?;
        came.checked_sub(self.earmarked_used.checked_add(self.earmarked_out)?)
    }
}

totals! {
    /// Running totals of a commitment.
    ///
    /// # Units
    ///
    /// Fen, zero or more.
    CommitmentTotals {
        /// 承诺金额.
        committed = "committed_fen",
        /// 承诺释放.
        released = "released_fen",
        /// 承诺支付.
        paid = "paid_fen",
        /// 上年承诺转入.
        carried_in = "carried_in_fen",
        /// 承诺结转.
        carried_out = "carried_out_fen",
    }
}

impl CommitmentTotals {
    /// Return what may still be paid against it.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`], which no ledger file can reach.
    pub fn remaining(&self) -> Result<Fen, AmountError> {
        let begun = self.committed.checked_add(self.carried_in)?;
        begun.checked_sub(Fen::sum([self.released, self.paid, self.carried_out])?)
    }
}

/// A line with its running totals.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct LineReport {
    /// The line.
    #[serde(flatten)]
    pub line: Line,
    /// Its running totals.
    pub balance: LineBalance,
    /// 调整后指标: all authority, whatever became of it.
    #[serde(rename = "adjusted_fen")]
    pub adjusted: Fen,
    /// What may still be committed or paid.
    #[serde(rename = "available_fen")]
    pub available: Fen,
}

impl LineReport {
    pub(crate) fn of(line: Line, balance: LineBalance) -> crate::error::Result<Self> {
        Ok(Self {
            line,
            adjusted: balance.adjusted()?,
            available: balance.available()?,
            balance,
        })
    }
}

/// The income of a unit and a fund that is not fiscal, in a year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct IncomeReport {
    /// Its number.
    pub income_id: i64,
    /// Budget year.
    pub year: i16,
    /// Name of the unit.
    pub unit: String,
    /// The fund.
    pub fund: Fund,
    /// Its running totals.
    pub totals: IncomeTotals,
    /// What the budget expects to come in.
    #[serde(rename = "expected_fen")]
    pub expected: Fen,
    /// Money in hand; negative while more was paid than came in.
    #[serde(rename = "money_fen")]
    pub money: Fen,
}

impl IncomeReport {
    /// Return the same with other totals.
    pub(crate) fn with(&self, totals: IncomeTotals) -> crate::error::Result<Self> {
        Ok(Self {
            expected: totals.expected()?,
            money: totals.money()?,
            totals,
            ..self.clone()
        })
    }
}

/// The surplus 结余 of a unit and fund.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct SurplusReport {
    /// Its number.
    pub surplus_id: i64,
    /// Name of the unit.
    pub unit: String,
    /// The fund.
    pub fund: Fund,
    /// Its running totals.
    pub totals: SurplusTotals,
    /// What is there for any purpose.
    #[serde(rename = "stock_fen")]
    pub stock: Fen,
    /// 专用结余: what is left of what was set aside.
    #[serde(rename = "earmarked_stock_fen")]
    pub earmarked_stock: Fen,
}

impl SurplusReport {
    /// Return the same with other totals.
    pub(crate) fn with(&self, totals: SurplusTotals) -> crate::error::Result<Self> {
        Ok(Self {
            stock: totals.stock()?,
            earmarked_stock: totals.earmarked_stock()?,
            totals,
            ..self.clone()
        })
    }
}

/// A commitment 承诺: a part of one line reserved for one contract.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct CommitmentReport {
    /// Its number.
    pub commitment_id: i64,
    /// Its line.
    pub line: Line,
    /// Contract or procurement reference.
    pub contract: String,
    /// The commitment of last year that this one carries on.
    pub continues_id: Option<i64>,
    /// The commitment of the next year that carries this one on.
    pub continued_by_id: Option<i64>,
    /// Its running totals.
    pub totals: CommitmentTotals,
    /// What may still be paid against it.
    #[serde(rename = "remaining_fen")]
    pub remaining: Fen,
}

impl CommitmentReport {
    /// Return the same with other totals.
    pub(crate) fn with(&self, totals: CommitmentTotals) -> crate::error::Result<Self> {
        Ok(Self {
            remaining: totals.remaining()?,
            totals,
            ..self.clone()
        })
    }
}
