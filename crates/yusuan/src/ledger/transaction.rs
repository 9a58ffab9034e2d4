//! Several acts as one.

use super::Ledger;
use crate::error::Result;
use crate::file::Savepoint;

/// Work that was begun with [`Ledger::begin_transaction`] and is not ended yet.
///
/// Dropping it ends nothing: hand it to [`Ledger::commit_transaction`] or [`Ledger::rollback_transaction`].
#[derive(Debug)]
#[must_use = "hand it to `Ledger::commit_transaction` or `Ledger::rollback_transaction`"]
pub struct Transaction(Savepoint);

impl Ledger {
    /// Run several acts as one: all of them happen, or none.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Fen, Ledger, LineId, Particulars, date};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// # let (first, second) = (LineId::new(1), LineId::new(2));
    /// let dated = Particulars::on(date::parse("2025-03-01")?);
    /// ledger.transaction(|ledger| {
    ///     ledger.pay(first, Fen::new(100), None, &dated)?;
    ///     ledger.pay(second, Fen::new(100), None, &dated)
    /// })?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn transaction<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let begun = Savepoint::begin(&self.file.connection)?;
        let done = work(self);
        begun.end(&self.file.connection, done)
    }

    /// Begin several acts that will be one, where a closure cannot hold them all.
    ///
    /// Begun work may be begun within: what was begun last is ended first.
    pub fn begin_transaction(&mut self) -> Result<Transaction> {
        Savepoint::begin(&self.file.connection).map(Transaction)
    }

    /// Keep what was done since the transaction began; a failure undoes it.
    pub fn commit_transaction(&mut self, transaction: Transaction) -> Result<()> {
        transaction.0.end(&self.file.connection, Ok(()))
    }

    /// Undo what was done since the transaction began.
    pub fn rollback_transaction(&mut self, transaction: Transaction) -> Result<()> {
        transaction.0.undo(&self.file.connection)
    }

    /// Return whether a transaction is open.
    ///
    /// SQLite ends one by itself after some failures, as a full disk: everything in it is undone.
    #[must_use]
    pub fn is_in_transaction(&self) -> bool {
        !self.file.connection.is_autocommit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Particulars, UnitKind};

    fn names(ledger: &Ledger) -> Vec<String> {
        let units = ledger.units().unwrap();
        units.into_iter().map(|unit| unit.name).collect()
    }

    #[test]
    fn begun_work_is_kept_or_undone_from_the_inside_out() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
        let add = |ledger: &mut Ledger, name| {
            let none = Particulars::default();
            ledger.add_unit(name, UnitKind::Other, None, &none).unwrap();
        };
        let outer = ledger.begin_transaction().unwrap();
        add(&mut ledger, "kept");
        let inner = ledger.begin_transaction().unwrap();
        add(&mut ledger, "undone");
        ledger.rollback_transaction(inner).unwrap();
        assert!(ledger.is_in_transaction());
        ledger.commit_transaction(outer).unwrap();
        assert!(!ledger.is_in_transaction());
        assert_eq!(names(&ledger), ["kept"]);
        let outer = ledger.begin_transaction().unwrap();
        add(&mut ledger, "undone");
        ledger.rollback_transaction(outer).unwrap();
        assert_eq!(names(&ledger), ["kept"]);
    }
}
