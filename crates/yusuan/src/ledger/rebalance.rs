//! 调剂 of several lines at once.

use super::Ledger;
use crate::acts::{self, Entry};
use crate::error::Result;
use crate::journal::{Particulars, Receipt};
use crate::line::LineName;
use crate::money::Fen;

impl Ledger {
    /// Move money between several pairs of lines, all of it or none (调剂).
    ///
    /// # Errors
    ///
    /// As [`Ledger::transfer`]; when several are wrong, the message has a line for each.
    pub fn transfer_pairs(
        &mut self,
        moves: &[(LineName, LineName, Fen)],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let entries: Vec<Entry> = moves
            .iter()
            .map(|(from, to, amount)| Entry::transfer(from.clone(), to.clone(), *amount))
            .collect();
        self.post(&entries, particulars)
    }

    /// Change several lines at once by transfers between them: below zero a line gives, above it
    /// gets. The changes add up to nothing; who gives to whom is chosen so that no policy is
    /// touched without need.
    ///
    /// # Errors
    ///
    /// [`Rule::TransferNotZero`](crate::Rule::TransferNotZero) with the difference, and as
    /// [`Ledger::transfer`].
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Fen, Ledger, LineId, Particulars, date};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let changes = [
    ///     (LineId::new(1).into(), Fen::new(-500)),
    ///     (LineId::new(2).into(), Fen::new(200)),
    ///     (LineId::new(3).into(), Fen::new(300)),
    /// ];
    /// let dated = Particulars::on(date::parse("2025-05-06")?).document("调剂审批单1号");
    /// ledger.rebalance(&changes, &dated)?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn rebalance(
        &mut self,
        changes: &[(LineName, Fen)],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let entries = acts::rebalance(&self.file.connection, changes)?;
        self.post(&entries, particulars)
    }
}
