//! 余额核对.

use super::Ledger;
use crate::acts::{self, AssertedRow, Assertion};
use crate::date::Date;
use crate::error::Result;
use crate::file;
use crate::journal::{Particulars, Receipt};
use crate::money::Fen;

impl Ledger {
    /// Record what a total stood at at the end of a day, as a statement of the bank or the treasury
    /// says (余额核对). Every [`verify`](Self::verify) asks again, so that a voucher back-dated
    /// later shows.
    ///
    /// `total` is a running total or what follows from them: of a line `paid`, `available`,
    /// `committed` and so on, of an income `money`, `received` and so on, of a surplus `stock`.
    ///
    /// # Errors
    ///
    /// [`Rule::AssertionFails`](crate::Rule::AssertionFails) with both figures and the difference
    /// when the ledger says otherwise; [`Rule::AssertionInvalid`](crate::Rule::AssertionInvalid)
    /// for no such total; [`Rule::YearUnknown`](crate::Rule::YearUnknown) for a day in a year that
    /// nobody prepared.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{AssertedRow, Fen, Fund, Ledger, Particulars, date};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let money = AssertedRow::Income(2025, "社会保险中心".to_owned(), Fund::UnitOtherIncome);
    /// let june = date::parse("2025-06-30")?;
    /// let said = Fen::parse_yuan("1234.56")?;
    /// let none = Particulars::default();
    /// ledger.assert_balance(&money, "money", june, said, "基本户对账单", &none)?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn assert_balance(
        &mut self,
        row: &AssertedRow,
        total: &str,
        on: Date,
        amount: Fen,
        source: &str,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        file::savepoint(&self.file.connection, |connection| {
            acts::assert_balance(connection, row, (total, on), amount, source, particulars)
        })
    }

    /// Return every assertion, in the order of recording.
    pub fn assertions(&self) -> Result<Vec<Assertion>> {
        acts::assertions(&self.file.connection)
    }
}
