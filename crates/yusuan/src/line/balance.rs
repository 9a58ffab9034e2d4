//! The equation of a line.

use serde::{Deserialize, Serialize};

use crate::money::{AmountError, Fen};

/// Running totals of a line.
///
/// # Units
///
/// Fen. All are zero or more, save `prior_year`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct LineBalance {
    /// 年初预算.
    #[serde(rename = "original_fen")]
    pub original: Fen,
    /// 提前安排, before the approval; zero from then on.
    #[serde(rename = "early_fen")]
    pub early: Fen,
    /// 追加.
    #[serde(rename = "supplement_fen")]
    pub supplement: Fen,
    /// 追减.
    #[serde(rename = "reduction_fen")]
    pub reduction: Fen,
    /// 上年结转.
    #[serde(rename = "carried_in_fen")]
    pub carried_in: Fen,
    /// 调入.
    #[serde(rename = "transferred_in_fen")]
    pub transferred_in: Fen,
    /// 调出.
    #[serde(rename = "transferred_out_fen")]
    pub transferred_out: Fen,
    /// 使用结余.
    #[serde(rename = "surplus_used_fen")]
    pub surplus_used: Fen,
    /// 以前年度调整; may be negative.
    #[serde(rename = "prior_year_fen")]
    pub prior_year: Fen,
    /// 收回.
    #[serde(rename = "recalled_fen")]
    pub recalled: Fen,
    /// 承诺.
    #[serde(rename = "committed_fen")]
    pub committed: Fen,
    /// 支付, less what was refunded.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
    /// 结转下年.
    #[serde(rename = "carried_out_fen")]
    pub carried_out: Fen,
    /// 转入结余.
    #[serde(rename = "to_surplus_fen")]
    pub to_surplus: Fen,
    /// 注销.
    #[serde(rename = "lapsed_fen")]
    pub lapsed: Fen,
}

impl LineBalance {
    /// Names of the totals, in the order of the schema.
    pub const COLUMNS: [&'static str; 15] = [
        "original",
        "early",
        "supplement",
        "reduction",
        "carried_in",
        "transferred_in",
        "transferred_out",
        "surplus_used",
        "prior_year",
        "recalled",
        "committed",
        "paid",
        "carried_out",
        "to_surplus",
        "lapsed",
    ];

    /// Return the totals in the order of [`LineBalance::COLUMNS`].
    #[must_use]
    pub const fn values(&self) -> [Fen; 15] {
        [
            self.original,
            self.early,
            self.supplement,
            self.reduction,
            self.carried_in,
            self.transferred_in,
            self.transferred_out,
            self.surplus_used,
            self.prior_year,
            self.recalled,
            self.committed,
            self.paid,
            self.carried_out,
            self.to_surplus,
            self.lapsed,
        ]
    }

    /// Add another balance, total by total.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`].
    pub(crate) fn checked_add(&self, other: &Self) -> Result<Self, AmountError> {
        Ok(Self {
            original: self.original.checked_add(other.original)?,
            early: self.early.checked_add(other.early)?,
            supplement: self.supplement.checked_add(other.supplement)?,
            reduction: self.reduction.checked_add(other.reduction)?,
            carried_in: self.carried_in.checked_add(other.carried_in)?,
            transferred_in: self.transferred_in.checked_add(other.transferred_in)?,
            transferred_out: self.transferred_out.checked_add(other.transferred_out)?,
            surplus_used: self.surplus_used.checked_add(other.surplus_used)?,
            prior_year: self.prior_year.checked_add(other.prior_year)?,
            recalled: self.recalled.checked_add(other.recalled)?,
            committed: self.committed.checked_add(other.committed)?,
            paid: self.paid.checked_add(other.paid)?,
            carried_out: self.carried_out.checked_add(other.carried_out)?,
            to_surplus: self.to_surplus.checked_add(other.to_surplus)?,
            lapsed: self.lapsed.checked_add(other.lapsed)?,
        })
    }

    /// Return all authority of the line in its year, whatever became of it (调整后指标).
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`], which no ledger file can reach.
    pub fn adjusted(&self) -> Result<Fen, AmountError> {
        Fen::sum([
            self.available()?,
            self.committed,
            self.paid,
            self.carried_out,
            self.to_surplus,
            self.lapsed,
        ])
    }

    /// Return what may still be committed or paid.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`], which no ledger file can reach.
    pub fn available(&self) -> Result<Fen, AmountError> {
        let granted = Fen::sum([
            self.original,
            self.early,
            self.supplement,
            self.carried_in,
            self.transferred_in,
            self.surplus_used,
            self.prior_year,
        ])?;
        let taken = Fen::sum([
            self.reduction,
            self.transferred_out,
            self.recalled,
            self.committed,
            self.paid,
            self.carried_out,
            self.to_surplus,
            self.lapsed,
        ])?;
        granted.checked_sub(taken)
    }
}
