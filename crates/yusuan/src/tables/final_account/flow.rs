//! A balance in a year: what it was, what moved it, and what it is.

use crate::line::LineBalance;
use crate::money::{AmountError, Fen};

/// A balance in a year.
///
/// closing = opening + adjusted + pooled_in − pooled_out − surrendered + internal + income − paid
/// − distributed, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// 上年年末: as the year before ended, or as the ledger begins.
    pub(super) opening: Fen,
    /// 年初余额调整.
    pub(super) adjusted: Fen,
    /// 归集调入.
    pub(super) pooled_in: Fen,
    /// 归集调出.
    pub(super) pooled_out: Fen,
    /// 归集上缴和缴回资金.
    pub(super) surrendered: Fen,
    /// 内部调剂: between balances, adds up to nothing.
    pub(super) internal: Fen,
    /// 本年收入.
    pub(super) income: Fen,
    /// 本年支出.
    pub(super) paid: Fen,
    /// 缴税和分配: left the surplus for good.
    pub(super) distributed: Fen,
    /// 年末.
    pub(super) closing: Fen,
}

impl Flow {
    /// Add to a total.
    pub(super) fn add(total: &mut Fen, amount: Fen) -> Result<(), AmountError> {
        *total = total.checked_add(amount)?;
        Ok(())
    }

    /// Take from a total.
    pub(super) fn take(total: &mut Fen, amount: Fen) -> Result<(), AmountError> {
        *total = total.checked_sub(amount)?;
        Ok(())
    }

    /// Add up.
    pub(super) fn merge(&mut self, other: &Self) -> Result<(), AmountError> {
        let pairs = [
            (&mut self.opening, other.opening),
            (&mut self.adjusted, other.adjusted),
            (&mut self.pooled_in, other.pooled_in),
            (&mut self.pooled_out, other.pooled_out),
            (&mut self.surrendered, other.surrendered),
            (&mut self.internal, other.internal),
            (&mut self.income, other.income),
            (&mut self.paid, other.paid),
            (&mut self.distributed, other.distributed),
            (&mut self.closing, other.closing),
        ];
        for (total, amount) in pairs {
            Self::add(total, amount)?;
        }
        Ok(())
    }

    /// Return 年初结转和结余 as it is published: after everything that is neither income nor
    /// expenditure.
    pub(super) fn adjusted_opening(&self) -> Result<Fen, AmountError> {
        let came = Fen::sum([self.opening, self.adjusted, self.pooled_in, self.internal])?;
        came.checked_sub(self.pooled_out.checked_add(self.surrendered)?)
    }

    /// Return what became of a line of fiscal money: 财政拨款结转.
    ///
    /// Money of the year is income; money of earlier years is a balance, whatever happened to it.
    pub(super) fn of_fiscal_line(
        balance: &LineBalance,
        is_carried: bool,
        is_last_year_closed: bool,
    ) -> Result<Self, AmountError> {
        let granted = Fen::sum([balance.original, balance.early])?;
        let moved = Fen::sum([balance.supplement, balance.transferred_in])?
            .checked_sub(balance.transferred_out)?
            .checked_sub(balance.lapsed)?;
        let taken = balance.reduction.checked_add(balance.recalled)?;
        let mut flow = Self {
            opening: balance.carried_in,
            adjusted: balance.prior_year,
            internal: balance.surplus_used.checked_sub(balance.to_surplus)?,
            paid: balance.paid,
            closing: Fen::sum([balance.carried_out, balance.committed, balance.available()?])?,
            ..Self::default()
        };
        if is_carried {
            // What the budget estimated of a carry-over that its closing then brought is taken out
            // by the true-up; without such a closing it is how the ledger begins.
            let first = if is_last_year_closed {
                &mut flow.adjusted
            } else {
                &mut flow.opening
            };
            Self::add(first, granted)?;
            Self::add(&mut flow.adjusted, moved)?;
            flow.surrendered = taken;
        } else {
            flow.income = granted.checked_add(moved)?.checked_sub(taken)?;
        }
        Ok(flow)
    }
}
