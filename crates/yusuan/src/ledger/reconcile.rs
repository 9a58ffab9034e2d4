//! 对账.

use std::path::Path;

use super::Ledger;
use crate::acts::{self, NewStatement};
use crate::error::Result;
use crate::file;
use crate::import;
use crate::journal::{Particulars, Receipt};
use crate::reconcile::{self, ReconcileOptions, Reconciliation, Statement};

impl Ledger {
    /// Load a statement of the treasury or a bank (装入对账单) from a CSV file or a workbook: all of
    /// its rows, or none and every problem named.
    ///
    /// Columns: `dated` 日期, and `amount` 支付金额 or `paid` 支出 and `received` 收入, perhaps
    /// `key` 流水号 and `document` 凭证号; other columns, names of people among them, are passed
    /// over and not kept. An `amount` of the treasury is what was paid, one of a bank what came
    /// in; a minus sign turns either round.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source) with every problem of the file, a row outside the
    /// days among them; [`Rule::StatementExists`](crate::Rule::StatementExists),
    /// [`Rule::StatementInvalid`](crate::Rule::StatementInvalid).
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, NewStatement, Particulars, ReconcileOptions, StatementKind};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let new = NewStatement {
    ///     kind: StatementKind::Treasury,
    ///     name: "国库集中支付".to_owned(),
    ///     first_on: None,
    ///     last_on: None,
    /// };
    /// ledger.load_statement("march.xlsx", &new, &Particulars::default())?;
    /// let report = ledger.reconcile(1, &ReconcileOptions::default())?;
    /// ledger.confirm_matches(&report.proposals(), &Particulars::default())?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn load_statement(
        &mut self,
        path: impl AsRef<Path>,
        new: &NewStatement,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let path = path.as_ref();
        let bytes = import::read_file(path)?;
        let (name, days) = (path.to_string_lossy(), (new.first_on, new.last_on));
        let rows = import::read_statement_of(&name, &bytes, new.kind, days)?;
        file::savepoint(&self.file.connection, |connection| {
            acts::load_statement(connection, new, &rows, &bytes, particulars)
        })
    }

    /// Return every statement, in the order of loading.
    pub fn statements(&self) -> Result<Vec<Statement>> {
        reconcile::statements(&self.file.connection, None)
    }

    /// Compare a statement with the postings that moved money of its funds (对账): what is the same
    /// money, what is on one side only, and what nearly agrees. Writes nothing.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) `statement_unknown`, `unit_unknown`.
    pub fn reconcile(
        &self,
        statement_id: i64,
        options: &ReconcileOptions,
    ) -> Result<Reconciliation> {
        file::snapshot(&self.file.connection, |connection| {
            reconcile::reconcile(connection, statement_id, options)
        })
    }

    /// Record that rows of a statement and postings are the same money (确认对账): all pairs of a
    /// row and a posting, or none.
    ///
    /// # Errors
    ///
    /// [`Rule::MatchWrong`](crate::Rule::MatchWrong),
    /// [`Rule::MatchExists`](crate::Rule::MatchExists),
    /// [`Rule::MatchAmountDiffers`](crate::Rule::MatchAmountDiffers).
    pub fn confirm_matches(
        &mut self,
        pairs: &[(i64, i64)],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        file::savepoint(&self.file.connection, |connection| {
            acts::confirm_matches(connection, pairs, particulars)
        })
    }

    /// Take back a match (取消对账); it stays visible, and its row and posting can be matched anew.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) `match_unknown` when no such match stands.
    pub fn cancel_match(&mut self, match_id: i64, particulars: &Particulars) -> Result<Receipt> {
        acts::cancel_match(&self.file.connection, match_id, particulars)
    }
}
