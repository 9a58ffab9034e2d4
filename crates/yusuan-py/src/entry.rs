//! The entries of a voucher.

use pyo3::prelude::*;
use yusuan::Event;

use crate::line::Named;
use crate::money::{self, Amount, AmountFen, Yuan};
use crate::value::Repr;
use crate::words::{Fund, Number, Year};

/// One movement of a voucher: what `Ledger.post` carries.
///
/// Each is said like the verb of the same name, without what stands on the voucher. Amounts are in
/// yuan as `Decimal` or text, or in fen as `int` in `amount_fen`.
///
/// Example:
///     >>> from yusuan import Entry
///     >>> receipt = ledger.post([
///     ...     Entry.pay(line, "1234.56", payee="文具店"),
///     ...     Entry.commit(travel, "5000.00", contract="2025-07"),
///     ... ], dated=date(2025, 3, 1))
///     >>> receipt.posting_count, receipt.commitment_ids
///     (2, [1])
#[pyclass(frozen, eq, from_py_object, module = "yusuan")]
#[derive(Clone, PartialEq)]
pub(crate) struct Entry(pub(crate) yusuan::Entry);

#[pymethods]
impl Entry {
    /// Give a line more (追加); a `LineKey` that the ledger does not have makes its line.
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn supplement(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::supplement(line.name(), amount)))
    }

    /// Take from a line what is not used (追减).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn reduce(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::reduce(line.name(), amount)))
    }

    /// Take back for finance what is not used (收回).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn recall(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::recall(line.name(), amount)))
    }

    /// Take from a line what an earlier year did not leave after all (以前年度调整).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn prior_year_decrease(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::prior_year_decrease(
            line.name(),
            amount,
        )))
    }

    /// Move what a finished project left into the surplus of its unit and fund (转入结余).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn to_surplus(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::to_surplus(line.name(), amount)))
    }

    /// Give a line money out of the surplus of its unit and fund (使用结余).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn use_surplus(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::use_surplus(line.name(), amount)))
    }

    /// Give a line money out of what was set aside of the surplus (使用专用结余).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn use_earmarked(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::use_earmarked(line.name(), amount)))
    }

    /// Give a line an amount to spend before the approval (提前安排).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn allocate_early(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::allocate_early(line.name(), amount)))
    }

    /// Add to an estimated carry-over what the final account says beyond it (结转核定).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn true_up_increase(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::true_up_increase(line.name(), amount)))
    }

    /// Take out of an estimated carry-over what the final account does not say.
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn true_up_decrease(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::true_up_decrease(line.name(), amount)))
    }

    /// Let authority lapse that no money stands behind (注销).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
    fn lapse(line: Named, amount: Option<Amount>, amount_fen: Option<AmountFen>) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::lapse(line.name(), amount)))
    }

    /// Move money between two lines of one year, fund, level and origin year (调剂).
    #[staticmethod]
    #[pyo3(signature = (line, to_line, amount = None, *, amount_fen = None))]
    fn transfer(
        line: Named,
        to_line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        let (from, to) = (line.name(), to_line.name());
        Ok(Self(yusuan::Entry::transfer(from, to, amount)))
    }

    /// Add to a line what belongs to an earlier year (以前年度调整).
    ///
    /// `refunds` names a payment of an earlier year that came back.
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None, refunds = None))]
    fn prior_year_increase(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        refunds: Option<Number>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        let entry = yusuan::Entry::prior_year_increase(line.name(), amount);
        Ok(Self(match refunds {
            Some(payment) => entry.refunds(payment.0),
            None => entry,
        }))
    }

    /// Take back, in an open year, what was paid in an earlier one.
    ///
    /// `Ledger.refund_prior_year` says which line gets it.
    #[staticmethod]
    #[pyo3(signature = (payment_id, amount = None, *, amount_fen = None, to_line = None))]
    fn refund_prior_year(
        payment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        to_line: Option<Named>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        let entry = yusuan::Entry::refund_prior_year(payment_id.0, amount);
        Ok(Self(match to_line {
            Some(line) => entry.to_line(line.name()),
            None => entry,
        }))
    }

    /// Pay from what a line has available (支付).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None, payee = None))]
    fn pay(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        payee: Option<String>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(paid_to(
            yusuan::Entry::pay(line.name(), amount),
            payee,
        )))
    }

    /// Pay against a commitment, never more than remains of it.
    #[staticmethod]
    #[pyo3(signature = (commitment_id, amount = None, *, amount_fen = None, payee = None))]
    fn pay_commitment(
        commitment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        payee: Option<String>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        let entry = yusuan::Entry::pay_commitment(commitment_id.0, amount);
        Ok(Self(paid_to(entry, payee)))
    }

    /// Return a payment, or a part of it, to its line in the same year (退回).
    #[staticmethod]
    #[pyo3(signature = (payment_id, amount = None, *, amount_fen = None))]
    fn refund(
        payment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::refund(payment_id.0, amount)))
    }

    /// Reserve a part of a line for a contract (承诺).
    #[staticmethod]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None, contract, counterparty = None))]
    fn commit(
        line: Named,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        contract: String,
        counterparty: Option<String>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        let entry = yusuan::Entry::commit(line.name(), amount, contract);
        Ok(Self(paid_to(entry, counterparty)))
    }

    /// Reserve more of its line for a commitment.
    #[staticmethod]
    #[pyo3(signature = (commitment_id, amount = None, *, amount_fen = None))]
    fn increase_commitment(
        commitment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::increase_commitment(
            commitment_id.0,
            amount,
        )))
    }

    /// Give a part of a commitment back to its line (释放).
    #[staticmethod]
    #[pyo3(signature = (commitment_id, amount = None, *, amount_fen = None))]
    fn release(
        commitment_id: Number,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::release(commitment_id.0, amount)))
    }

    /// Record money that came in for a unit and fund that is not fiscal (收到).
    #[staticmethod]
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn receive(
        year: Year,
        unit: String,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::receive(year.0, unit, fund.0, amount)))
    }

    /// Give back money that came in (退付).
    #[staticmethod]
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn return_income(
        year: Year,
        unit: String,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::return_income(
            year.0, unit, fund.0, amount,
        )))
    }

    /// Expect more to come in than was budgeted.
    #[staticmethod]
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn income_increase(
        year: Year,
        unit: String,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::income_increase(
            year.0, unit, fund.0, amount,
        )))
    }

    /// Expect less to come in than was budgeted.
    #[staticmethod]
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn income_decrease(
        year: Year,
        unit: String,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::income_decrease(
            year.0, unit, fund.0, amount,
        )))
    }

    /// Hand up surplus of a unit and fund (上缴).
    #[staticmethod]
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn surrender(
        year: Year,
        unit: String,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::surrender(year.0, unit, fund.0, amount)))
    }

    /// Distribute surplus of a unit and fund (结余分配).
    #[staticmethod]
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn distribute(
        year: Year,
        unit: String,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::distribute(
            year.0, unit, fund.0, amount,
        )))
    }

    /// Set surplus of a unit and fund aside for a purpose of its own (提取专用结余).
    #[staticmethod]
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn earmark_surplus(
        year: Year,
        unit: String,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Self> {
        let amount = money::one(amount, amount_fen)?;
        Ok(Self(yusuan::Entry::earmark_surplus(
            year.0, unit, fund.0, amount,
        )))
    }

    /// Undo one posting that stands (冲销), whole.
    #[staticmethod]
    fn reverse(posting_id: Number) -> Self {
        Self(yusuan::Entry::reverse(posting_id.0))
    }

    /// The event that is posted; None for a reversal, which has that of its posting.
    #[getter]
    fn event(&self) -> Option<&'static str> {
        self.0.event().map(Event::as_str)
    }

    /// The amount in yuan; None for a reversal.
    #[getter]
    fn amount(&self) -> Option<Yuan> {
        self.0.amount().map(Yuan)
    }

    /// The same in fen.
    #[getter]
    fn amount_fen(&self) -> Option<i64> {
        self.0.amount().map(yusuan::Fen::get)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Repr::new(py, "Entry")
            .field("event", self.event())?
            .field("amount", self.amount())?
            .finish())
    }
}

/// Name somebody on an entry, or nobody.
fn paid_to(entry: yusuan::Entry, name: Option<String>) -> yusuan::Entry {
    match name {
        Some(name) => entry.payee(name),
        None => entry,
    }
}
