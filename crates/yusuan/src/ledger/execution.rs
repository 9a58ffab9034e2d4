//! The year while it is open.

use super::{Ledger, LineName};
use crate::acts::{self, IncomeAct, Payment, SurplusAct};
use crate::error::Result;
use crate::journal::{Particulars, Receipt};
use crate::line::Fund;
use crate::money::Fen;

/// Which way an adjustment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// More.
    Increase,
    /// Less.
    Decrease,
}

impl Ledger {
    /// Give a line more (追加); a line named by a new key is created.
    pub fn supplement(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        acts::supplement(&self.file.connection, &line.as_ref(), amount, particulars)
    }

    /// Take from a line what is not used (追减).
    pub fn reduce(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        acts::reduce(&self.file.connection, &line.as_ref(), amount, particulars)
    }

    /// Move money between two lines of one year, fund, level and origin (调剂).
    pub fn transfer(
        &mut self,
        from: impl Into<LineName>,
        to: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let (from, to) = (from.into(), to.into());
        let connection = &self.file.connection;
        acts::transfer(
            connection,
            &from.as_ref(),
            &to.as_ref(),
            amount,
            particulars,
        )
    }

    /// Take back for finance what is not used (收回).
    pub fn recall(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        acts::recall(&self.file.connection, &line.as_ref(), amount, particulars)
    }

    /// Correct a line for what belongs to an earlier year (以前年度调整).
    ///
    /// `refunds` names the payment of an earlier year that came back, in an increase.
    pub fn prior_year_adjustment(
        &mut self,
        line: impl Into<LineName>,
        direction: Direction,
        amount: Fen,
        refunds: Option<i64>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        let connection = &self.file.connection;
        match direction {
            Direction::Increase => {
                acts::prior_year_increase(connection, &line.as_ref(), amount, refunds, particulars)
            }
            Direction::Decrease => {
                acts::prior_year_decrease(connection, &line.as_ref(), amount, particulars)
            }
        }
    }

    /// Pay from what a line has available (支付).
    ///
    /// # Errors
    ///
    /// [`Rule::AvailableExceeded`](crate::Rule::AvailableExceeded) with the shortfall.
    pub fn pay(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        payee: Option<&str>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        let from = line.as_ref();
        acts::pay(
            &self.file.connection,
            Payment::Line(&from),
            amount,
            payee,
            particulars,
        )
    }

    /// Pay against a commitment, never more than remains of it.
    pub fn pay_commitment(
        &mut self,
        commitment_id: i64,
        amount: Fen,
        payee: Option<&str>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let from = Payment::Commitment(commitment_id);
        acts::pay(&self.file.connection, from, amount, payee, particulars)
    }

    /// Return a payment, or a part of it, to its line in the same year (退回).
    pub fn refund(
        &mut self,
        payment_id: i64,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::refund(&self.file.connection, payment_id, amount, particulars)
    }

    /// Reserve a part of a line for a contract (承诺); the receipt names the commitment.
    pub fn commit(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        contract: &str,
        counterparty: Option<&str>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        let connection = &self.file.connection;
        acts::commit(
            connection,
            &line.as_ref(),
            amount,
            contract,
            counterparty,
            particulars,
        )
    }

    /// Give back a part of a commitment to its line (释放).
    pub fn release(
        &mut self,
        commitment_id: i64,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::release(&self.file.connection, commitment_id, amount, particulars)
    }

    /// Correct what the budget expects to come in.
    pub fn adjust_income(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        direction: Direction,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let act = match direction {
            Direction::Increase => IncomeAct::Increase,
            Direction::Decrease => IncomeAct::Decrease,
        };
        acts::post_income(
            &self.file.connection,
            act,
            (year, unit, fund),
            amount,
            particulars,
        )
    }

    /// Record money that came in for a unit and fund that is not fiscal.
    pub fn receive(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let income = (year, unit, fund);
        acts::post_income(
            &self.file.connection,
            IncomeAct::Receive,
            income,
            amount,
            particulars,
        )
    }

    /// Give back money that came in.
    pub fn return_income(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let income = (year, unit, fund);
        acts::post_income(
            &self.file.connection,
            IncomeAct::Return,
            income,
            amount,
            particulars,
        )
    }

    /// Move what a finished project left into the surplus (转入结余).
    pub fn to_surplus(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        acts::to_surplus(&self.file.connection, &line.as_ref(), amount, particulars)
    }

    /// Give a line money out of the surplus of its unit and fund (使用结余).
    pub fn use_surplus(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        acts::use_surplus(&self.file.connection, &line.as_ref(), amount, particulars)
    }

    /// Let authority lapse that no money stands behind (注销).
    pub fn lapse(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let line = line.into();
        acts::lapse(&self.file.connection, &line.as_ref(), amount, particulars)
    }

    /// Hand up surplus (上缴).
    pub fn surrender(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let stock = (year, unit, fund);
        acts::post_surplus(
            &self.file.connection,
            SurplusAct::Surrender,
            stock,
            amount,
            particulars,
        )
    }

    /// Distribute surplus (结余分配).
    pub fn distribute(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let stock = (year, unit, fund);
        acts::post_surplus(
            &self.file.connection,
            SurplusAct::Distribute,
            stock,
            amount,
            particulars,
        )
    }

    /// Undo a voucher of the open year (冲销): every posting of it that still stands.
    pub fn reverse(&mut self, voucher_id: i64, particulars: &Particulars) -> Result<Receipt> {
        acts::reverse(&self.file.connection, voucher_id, particulars)
    }
}
