//! 结余: what projects left and income brought, and where it goes.

use super::Ledger;
use crate::acts::Entry;
use crate::error::Result;
use crate::journal::{Particulars, Receipt};
use crate::line::{Fund, LineName};
use crate::money::Fen;

impl Ledger {
    /// Move what a finished project left into the surplus (转入结余).
    pub fn to_surplus(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::to_surplus(line, amount), particulars)
    }

    /// Give a line money out of the surplus of its unit and fund (使用结余).
    ///
    /// A line named by a new key is created.
    pub fn use_surplus(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::use_surplus(line, amount), particulars)
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
        self.post_one(Entry::surrender(year, unit, fund, amount), particulars)
    }

    /// Distribute surplus of a fund that is not fiscal (结余分配).
    ///
    /// # Errors
    ///
    /// [`Rule::SurplusFiscal`](crate::Rule::SurplusFiscal): fiscal money is surrendered or used.
    pub fn distribute(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::distribute(year, unit, fund, amount), particulars)
    }

    /// Set surplus of a fund that is not fiscal aside for a purpose of its own (提取专用结余).
    ///
    /// # Errors
    ///
    /// [`Rule::SurplusFiscal`](crate::Rule::SurplusFiscal),
    /// [`Rule::SurplusExceeded`](crate::Rule::SurplusExceeded).
    pub fn earmark_surplus(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(
            Entry::earmark_surplus(year, unit, fund, amount),
            particulars,
        )
    }

    /// Move surplus of a deactivated unit to the unit that took it over (归集), from the year after
    /// the one that the successor names.
    ///
    /// # Errors
    ///
    /// [`Rule::PoolWrong`](crate::Rule::PoolWrong): the unit is active, or nobody took it over yet;
    /// [`Rule::SurplusExceeded`](crate::Rule::SurplusExceeded).
    pub fn pool_surplus(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::pool_surplus(year, unit, fund, amount), particulars)
    }

    /// Move what a deactivated unit set aside of its surplus (专用结余) to the unit that took it
    /// over. There it is set aside as well.
    ///
    /// # Errors
    ///
    /// As [`Ledger::pool_surplus`].
    pub fn pool_earmarked(
        &mut self,
        year: i16,
        unit: &str,
        fund: Fund,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::pool_earmarked(year, unit, fund, amount), particulars)
    }

    /// Give a line money out of what was set aside (使用专用结余).
    ///
    /// A line named by a new key is created.
    pub fn use_earmarked(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::use_earmarked(line, amount), particulars)
    }
}
