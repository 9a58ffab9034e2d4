//! Money that one unit gives another: it stands in the accounts of both, and once in those of all.

use serde::{Deserialize, Serialize};

use super::TableFacts;
use crate::line::{Fund, Kind, Level};
use crate::money::{AmountError, Fen};
use crate::tables::{BudgetLine, TableError};

/// Money that one unit gave another, 上级补助 or 附属单位上缴.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct UnitTransfer {
    /// The unit that gave.
    pub from_unit: String,
    /// The unit that got.
    pub to_unit: String,
    /// What it is at the unit that got: [`Fund::UnitSuperiorSubsidy`] answers to
    /// [`Kind::Subsidy`], [`Fund::UnitAffiliateRemittance`] to [`Kind::Remittance`].
    pub fund: Fund,
    /// What both budgets have of it.
    #[serde(rename = "budget_fen")]
    pub budget: Fen,
    /// What was paid and received.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
}

impl UnitTransfer {
    fn kind(&self) -> Kind {
        if self.fund == Fund::UnitAffiliateRemittance {
            Kind::Remittance
        } else {
            Kind::Subsidy
        }
    }

    fn exceeded(&self, unit: &str) -> TableError {
        TableError::TransferExceeded {
            unit: unit.to_owned(),
            from_unit: self.from_unit.clone(),
            to_unit: self.to_unit.clone(),
        }
    }
}

impl TableFacts {
    /// Take transfers between units out of the facts of all of them (抵销).
    ///
    /// In the budget the money of the unit that gave becomes that of the lines which spend it at the
    /// unit that got, and the line that gave it goes: income and expenditure lose the same. In the
    /// accounts 收入支出决算总表, 收入决算表 and 支出决算表 lose the income of the one and the payment
    /// of the other. What is a balance of a fund stays as it is: take `final-balances` from the facts
    /// without this.
    ///
    /// # Errors
    ///
    /// [`TableError::TransferExceeded`] where a side has less than that.
    pub fn eliminated(mut self, transfers: &[UnitTransfer]) -> Result<Self, TableError> {
        for transfer in transfers {
            self.eliminate_budget(transfer)?;
            self.eliminate_paid(transfer)?;
        }
        Ok(self)
    }

    fn eliminate_budget(&mut self, transfer: &UnitTransfer) -> Result<(), TableError> {
        let mut left = transfer.budget;
        let mut given: Vec<(Fund, Level, Fen)> = Vec::new();
        for line in &mut self.budget {
            let is_giver = line.unit == transfer.from_unit && line.kind == transfer.kind();
            if is_giver && !line.is_carried() {
                let part = take(&mut line.amount, &mut left)?;
                given.push((line.fund, line.level, part));
            }
        }
        if !left.is_zero() {
            return Err(transfer.exceeded(&transfer.from_unit));
        }
        let mut spent: Vec<BudgetLine> = Vec::new();
        for (fund, level, mut part) in given {
            for line in &mut self.budget {
                let is_taker = line.unit == transfer.to_unit && line.fund == transfer.fund;
                if is_taker && !line.is_carried() {
                    let amount = take(&mut line.amount, &mut part)?;
                    spent.push(BudgetLine {
                        fund,
                        level,
                        amount,
                        ..line.clone()
                    });
                }
            }
            if !part.is_zero() {
                return Err(transfer.exceeded(&transfer.to_unit));
            }
        }
        self.budget.extend(spent);
        self.budget.retain(|line| !line.amount.is_zero());
        Ok(())
    }

    fn eliminate_paid(&mut self, transfer: &UnitTransfer) -> Result<(), TableError> {
        let Some(accounts) = &mut self.accounts else {
            return Ok(());
        };
        let mut left = transfer.paid;
        for line in &mut accounts.lines {
            if line.key.unit == transfer.from_unit && line.key.kind == transfer.kind() {
                take(&mut line.balance.paid, &mut left)?;
            }
        }
        if !left.is_zero() {
            return Err(transfer.exceeded(&transfer.from_unit));
        }
        left = transfer.paid;
        for income in &mut accounts.incomes {
            if income.unit == transfer.to_unit && income.fund == transfer.fund {
                // The money of the fund stays what it is: what came in went out again.
                let part = take(&mut income.totals.received, &mut left)?;
                income.totals.paid = income.totals.paid.checked_sub(part)?;
            }
        }
        if left.is_zero() {
            return Ok(());
        }
        Err(transfer.exceeded(&transfer.to_unit))
    }
}

/// Take as much of what is left as there is, and return how much that was.
fn take(amount: &mut Fen, left: &mut Fen) -> Result<Fen, AmountError> {
    let part = (*amount).min(*left).max(Fen::ZERO);
    *amount = amount.checked_sub(part)?;
    *left = left.checked_sub(part)?;
    Ok(part)
}
