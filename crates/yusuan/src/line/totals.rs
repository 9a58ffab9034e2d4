//! What money stands in beside lines: income, surplus and commitments, with their running totals.

use rusqlite::Row;
use serde::Serialize;

use super::{Fund, Line, LineBalance};
use crate::money::{AmountError, Fen};

/// Declare running totals whose columns are called as their fields, with `_fen`.
macro_rules! totals {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: Fen,)+
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
                    $($field: Fen::new(row.get(concat!(stringify!($field), "_fen"))?),)+
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
        budgeted,
        /// 收入预算调增.
        increased,
        /// 收入预算调减.
        decreased,
        /// 收到.
        received,
        /// 退付.
        returned,
        /// 上年结转资金.
        carried_in,
        /// 使用结余资金.
        surplus_used,
        /// 以前年度调整资金; may be negative.
        prior_year,
        /// 已付资金, less what was refunded.
        paid,
        /// 结转下年资金.
        carried_out,
        /// 转入结余资金.
        to_surplus,
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
        added,
        /// 结余使用.
        used,
        /// 结余上缴.
        surrendered,
        /// 结余分配.
        distributed,
        /// 提取专用结余: set aside for a purpose of its own.
        earmarked,
        /// 使用专用结余: what was used of that.
        earmarked_used,
        /// 结余归集调入: from units that this one took over.
        pooled_in,
        /// 结余归集调出: to the unit that took this one over.
        pooled_out,
        /// 专用结余归集调入.
        earmarked_in,
        /// 专用结余归集调出.
        earmarked_out,
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
        committed,
        /// 承诺释放.
        released,
        /// 承诺支付.
        paid,
        /// 上年承诺转入.
        carried_in,
        /// 承诺结转.
        carried_out,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineReport {
    /// The line.
    #[serde(flatten)]
    pub line: Line,
    /// Its running totals.
    pub balance: LineBalance,
    /// 调整后指标: all authority, whatever became of it.
    pub adjusted: Fen,
    /// What may still be committed or paid.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    pub expected: Fen,
    /// Money in hand; negative while more was paid than came in.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    pub stock: Fen,
    /// 专用结余: what is left of what was set aside.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
