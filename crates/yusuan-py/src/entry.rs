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

/// Declare entries that a line and an amount say.
macro_rules! on_a_line {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        #[pymethods]
        impl Entry {
            $(
                $(#[$doc])*
                #[staticmethod]
                #[pyo3(signature = (line, amount = None, *, amount_fen = None))]
                fn $name(
                    line: Named,
                    amount: Option<Amount>,
                    amount_fen: Option<AmountFen>,
                ) -> PyResult<Self> {
                    let amount = money::one(amount, amount_fen)?;
                    Ok(Self(yusuan::Entry::$name(line.name(), amount)))
                }
            )+
        }
    };
}

on_a_line! {
    /// Give a line more (追加); a `LineKey` that the ledger does not have makes its line.
    supplement;
    /// Take from a line what is not used (追减).
    reduce;
    /// Take back for finance what is not used (收回).
    recall;
    /// Take from a line what an earlier year did not leave after all (以前年度调整).
    prior_year_decrease;
    /// Move what a finished project left into the surplus of its unit and fund (转入结余).
    to_surplus;
    /// Give a line money out of the surplus of its unit and fund (使用结余).
    use_surplus;
    /// Give a line money out of what was set aside of the surplus (使用专用结余).
    use_earmarked;
    /// Give a line an amount to spend before the approval (提前安排).
    allocate_early;
    /// Add to an estimated carry-over what the final account says beyond it (结转核定).
    true_up_increase;
    /// Take out of an estimated carry-over what the final account does not say.
    true_up_decrease;
    /// Let authority lapse that no money stands behind (注销).
    lapse;
}

/// Declare entries that the number of a commitment or payment and an amount say.
macro_rules! by_number {
    ($($(#[$doc:meta])* $name:ident($id:ident);)+) => {
        #[pymethods]
        impl Entry {
            $(
                $(#[$doc])*
                #[staticmethod]
                #[pyo3(signature = ($id, amount = None, *, amount_fen = None))]
                fn $name(
                    $id: Number,
                    amount: Option<Amount>,
                    amount_fen: Option<AmountFen>,
                ) -> PyResult<Self> {
                    let amount = money::one(amount, amount_fen)?;
                    Ok(Self(yusuan::Entry::$name($id.0, amount)))
                }
            )+
        }
    };
}

by_number! {
    /// Return a payment, or a part of it, to its line in the same year (退回).
    refund(payment_id);
    /// Reserve more of its line for a commitment.
    increase_commitment(commitment_id);
    /// Give a part of a commitment back to its line (释放).
    release(commitment_id);
}

/// Declare entries that year, unit, fund and an amount say.
macro_rules! of_an_owner {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        #[pymethods]
        impl Entry {
            $(
                $(#[$doc])*
                #[staticmethod]
                #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
                fn $name(
                    year: Year,
                    unit: String,
                    fund: Fund,
                    amount: Option<Amount>,
                    amount_fen: Option<AmountFen>,
                ) -> PyResult<Self> {
                    let amount = money::one(amount, amount_fen)?;
                    Ok(Self(yusuan::Entry::$name(year.0, unit, fund.0, amount)))
                }
            )+
        }
    };
}

of_an_owner! {
    /// Record money that came in for a unit and fund that is not fiscal (收到).
    receive;
    /// Give back money that came in (退付).
    return_income;
    /// Expect more to come in than was budgeted.
    income_increase;
    /// Expect less to come in than was budgeted.
    income_decrease;
    /// Hand up surplus of a unit and fund (上缴).
    surrender;
    /// Distribute surplus of a unit and fund (结余分配).
    distribute;
    /// Set surplus of a unit and fund aside for a purpose of its own (提取专用结余).
    earmark_surplus;
    /// Move surplus of a deactivated unit to the unit that took it over (归集).
    pool_surplus;
    /// Move what a deactivated unit set aside of its surplus to the unit that took it over (归集).
    pool_earmarked;
}

/// Name somebody on an entry, or nobody.
fn paid_to(entry: yusuan::Entry, name: Option<String>) -> yusuan::Entry {
    match name {
        Some(name) => entry.payee(name),
        None => entry,
    }
}
