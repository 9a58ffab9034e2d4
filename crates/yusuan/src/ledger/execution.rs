//! The year while it is open.

use serde::{Deserialize, Serialize};
use std::path::Path;

use super::Ledger;
use crate::acts::{self, Entry, Payment, VoucherList};
use crate::error::Result;
use crate::import;
use crate::journal::{Particulars, Receipt};
use crate::line::{Fund, LineName};
use crate::money::Fen;

/// Which way an adjustment goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More.
    Increase,
    /// Less.
    Decrease,
}

impl Ledger {
    /// Post entries as one voucher: all of them, or none.
    ///
    /// # Errors
    ///
    /// What the verbs of the entries raise. When several entries are wrong, the token is that of
    /// the first, and the message has a line for each. [`Rule::LineWrongYear`] when the entries
    /// are of several years, [`Rule::VoucherCountInvalid`] when there is none.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Entry, Fen, Ledger, LineId, Particulars, date};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// # let (office, travel) = (LineId::new(1), LineId::new(2));
    /// let receipt = ledger.post(
    ///     &[
    ///         Entry::pay(office, Fen::new(123_456)).payee("文具店"),
    ///         Entry::commit(travel, Fen::new(500_000), "2025-07"),
    ///     ],
    ///     &Particulars::on(date::parse("2025-03-01")?).document("报销单12"),
    /// )?;
    /// assert_eq!(receipt.posting_count, 2);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    ///
    /// [`Rule::LineWrongYear`]: crate::Rule::LineWrongYear
    /// [`Rule::VoucherCountInvalid`]: crate::Rule::VoucherCountInvalid
    pub fn post(&mut self, entries: &[Entry], particulars: &Particulars) -> Result<Receipt> {
        acts::post(&self.file.connection, entries, particulars)
    }

    /// Post the entries of a CSV or JSON file as one voucher: all of them, or none and every
    /// problem named. [`read_entries`](crate::import::read_entries) says how they are written.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source) with row, column and token of each problem of the
    /// file; what the ledger refuses, as [`Ledger::post`].
    pub fn post_file(
        &mut self,
        path: impl AsRef<Path>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let path = path.as_ref();
        let bytes = import::read_file(path)?;
        let name = path.to_string_lossy();
        let entries = import::read_judged_entries(&name, &bytes, |entries| {
            acts::refused_entries(&self.file.connection, entries, particulars)
        })?;
        self.post(&entries, particulars)
    }

    pub(super) fn post_one(&self, entry: Entry, particulars: &Particulars) -> Result<Receipt> {
        acts::post_one(&self.file.connection, entry, particulars)
    }

    /// Give a line more (追加); a line named by a new key is created.
    pub fn supplement(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::supplement(line, amount), particulars)
    }

    /// Take from a line what is not used (追减).
    pub fn reduce(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::reduce(line, amount), particulars)
    }

    /// Move money between two lines of one year, fund, level and origin (调剂).
    pub fn transfer(
        &mut self,
        from: impl Into<LineName>,
        to: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::transfer(from, to, amount), particulars)
    }

    /// Take back for finance what is not used (收回).
    pub fn recall(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::recall(line, amount), particulars)
    }

    /// Correct a line for what belongs to an earlier year (以前年度调整).
    ///
    /// `refunds` names the payment of an earlier year that came back, in an increase. An increase is
    /// of a line of carried-over money, and creates one that is named by a new key.
    pub fn prior_year_adjustment(
        &mut self,
        line: impl Into<LineName>,
        direction: Direction,
        amount: Fen,
        refunds: Option<i64>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let entry = match direction {
            Direction::Increase => Entry::prior_year_increase(line, amount),
            Direction::Decrease => Entry::prior_year_decrease(line, amount),
        };
        let entry = match refunds {
            Some(payment) => entry.refunds(payment),
            None => entry,
        };
        self.post_one(entry, particulars)
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
        self.post_one(Entry::pay(line, amount).party(payee), particulars)
    }

    /// Pay a list, each payment by a voucher of its own: all of them, or none.
    ///
    /// It does what [`Ledger::pay`] does for one after the other, several times as fast. A payment
    /// that is in the ledger already, under the same key, is not made again.
    ///
    /// # Errors
    ///
    /// What `pay` raises. When several payments are refused, the token is that of the first, and
    /// the message has a line for each.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Fen, Ledger, LineId, Particulars, Payment, date};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let dated = Particulars::on(date::parse("2025-03-01")?);
    /// let payments: Vec<Payment> = (1..=1000)
    ///     .map(|number| {
    ///         let said = dated.clone().key(format!("2025-{number:04}"));
    ///         Payment::new(LineId::new(1), Fen::new(number), said)
    ///     })
    ///     .collect();
    /// assert_eq!(ledger.pay_many(&payments)?.voucher_count, 1000);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn pay_many(&mut self, payments: &[Payment]) -> Result<VoucherList> {
        acts::pay_many(&self.file.connection, payments)
    }

    /// Post the rows of a table, each by a voucher of its own: all of them, or none.
    ///
    /// It does what [`Ledger::post`] does for one after the other, payments several times as fast.
    /// All rows are of `event`, as `supplement`, or each says its own in a column of that name. What a
    /// row does not say of its voucher, `defaults` says. A row that is in the ledger already, under
    /// the same key, is not posted again. Memory does not grow with the table.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source) with sheet, row, column, cell, value and token of every
    /// row that cannot be read or is refused.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, Particulars, date, import::Source};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let papers = Particulars::on(date::parse("2025-05-20")?).document("财预〔2025〕8号");
    /// let posted = ledger.post_many(&Source::file("追加.xlsx")?, Some("supplement"), &papers)?;
    /// assert_eq!(posted.repeated_count, 0);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn post_many(
        &mut self,
        source: &import::Source<'_>,
        event: Option<&str>,
        defaults: &Particulars,
    ) -> Result<VoucherList> {
        acts::post_many(&self.file.connection, source, event, defaults)
    }

    /// Pay against a commitment, never more than remains of it.
    pub fn pay_commitment(
        &mut self,
        commitment_id: i64,
        amount: Fen,
        payee: Option<&str>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let entry = Entry::pay_commitment(commitment_id, amount).party(payee);
        self.post_one(entry, particulars)
    }

    /// Return a payment, or a part of it, to its line in the same year (退回).
    ///
    /// What was paid against a commitment remains of that commitment again.
    pub fn refund(
        &mut self,
        payment_id: i64,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::refund(payment_id, amount), particulars)
    }

    /// Take back, in an open year, what was paid in an earlier one.
    ///
    /// It is a [`prior_year_increase`](Entry::prior_year_increase) of the open year that names
    /// the payment. `to` names the line that gets it, of the same unit, fund, level and origin
    /// year; without one it is that of the payment in the year of the voucher's date. It is made
    /// when it is not there.
    ///
    /// # Errors
    ///
    /// [`Rule::RefundExceeded`](crate::Rule::RefundExceeded) with the shortfall,
    /// [`Rule::RefundWrong`](crate::Rule::RefundWrong) for a payment that is not of an earlier
    /// year or of other money, [`Rule::DocumentMissing`](crate::Rule::DocumentMissing), and what
    /// the policies say of a transfer between the two lines.
    pub fn refund_prior_year(
        &mut self,
        payment_id: i64,
        to: Option<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let entry = Entry::refund_prior_year(payment_id, amount);
        let entry = match to {
            Some(line) => entry.to_line(line),
            None => entry,
        };
        self.post_one(entry, particulars)
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
        let entry = Entry::commit(line, amount, contract).party(counterparty);
        self.post_one(entry, particulars)
    }

    /// Reserve more of its line for a commitment.
    ///
    /// # Errors
    ///
    /// [`Rule::AvailableExceeded`](crate::Rule::AvailableExceeded) with the shortfall.
    pub fn increase_commitment(
        &mut self,
        commitment_id: i64,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let entry = Entry::increase_commitment(commitment_id, amount);
        self.post_one(entry, particulars)
    }

    /// Give back a part of a commitment to its line (释放).
    pub fn release(
        &mut self,
        commitment_id: i64,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::release(commitment_id, amount), particulars)
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
        let entry = match direction {
            Direction::Increase => Entry::income_increase(year, unit, fund, amount),
            Direction::Decrease => Entry::income_decrease(year, unit, fund, amount),
        };
        self.post_one(entry, particulars)
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
        self.post_one(Entry::receive(year, unit, fund, amount), particulars)
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
        self.post_one(Entry::return_income(year, unit, fund, amount), particulars)
    }

    /// Let authority lapse that no money stands behind (注销).
    ///
    /// # Errors
    ///
    /// [`Rule::AvailableExceeded`](crate::Rule::AvailableExceeded) with the shortfall,
    /// [`Rule::DocumentMissing`](crate::Rule::DocumentMissing) for fiscal money without a document.
    pub fn lapse(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::lapse(line, amount), particulars)
    }

    /// Undo a voucher of a year that is not closed (冲销): every posting of it that still stands.
    pub fn reverse(&mut self, voucher_id: i64, particulars: &Particulars) -> Result<Receipt> {
        acts::reverse(&self.file.connection, voucher_id, particulars)
    }

    /// Undo one posting that stands, of a year that is not closed; the rest of its voucher is left alone.
    ///
    /// # Errors
    ///
    /// [`Rule::AlreadyReversed`](crate::Rule::AlreadyReversed),
    /// [`Rule::ReversalUnknown`](crate::Rule::ReversalUnknown),
    /// [`Rule::ReversalRefunded`](crate::Rule::ReversalRefunded).
    pub fn reverse_posting(
        &mut self,
        posting_id: i64,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::reverse(posting_id), particulars)
    }
}
