//! The entries of a voucher.

use pyo3::prelude::*;
use yusuan::Event;

use crate::line::Named;
use crate::money::{self, Amount, AmountFen, Yuan};
use crate::value::{self, Dict, Repr, travels};
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
#[pyclass(frozen, eq, hash, from_py_object, module = "yusuan")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct Entry(pub(crate) yusuan::Entry);

travels!(Entry, |it| &it.0, Self);

#[pymethods]
impl Entry {
    /// Move money between two lines of one year, fund, level and origin year (调剂).
    ///
    /// Example:
    ///     >>> yusuan.Entry.transfer(line, travel, "100.00")
    ///     Entry(event='transfer', amount=Decimal('100.00'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.prior_year_increase(line, "100.00")
    ///     Entry(event='prior_year_increase', amount=Decimal('100.00'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.refund_prior_year(6, "100.00")
    ///     Entry(event='prior_year_increase', amount=Decimal('100.00'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.pay(line, "1234.56", payee="文具店")
    ///     Entry(event='pay', amount=Decimal('1234.56'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.pay_commitment(1, "100.00")
    ///     Entry(event='pay', amount=Decimal('100.00'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.commit(line, "30000.00", contract="2025-07")
    ///     Entry(event='commit', amount=Decimal('30000.00'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.reverse(6)
    ///     Entry(event=None, amount=None)
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

    /// Return what is moved, by what names it, and how much in fen, as a dict.
    ///
    /// Example:
    ///     >>> yusuan.Entry.pay(1, "1.00", payee="文具店").to_dict()
    ///     {'movement': {'line': ['pay', 1]}, 'amount_fen': 100, 'party': '文具店'}
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        value::to_dict(py, &self.0)
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.supplement(line, "100.00")
    ///     Entry(event='supplement', amount=Decimal('100.00'))
    supplement;
    /// Take from a line what is not used (追减).
    ///
    /// Example:
    ///     >>> yusuan.Entry.reduce(line, "100.00")
    ///     Entry(event='reduce', amount=Decimal('100.00'))
    reduce;
    /// Take back for finance what is not used (收回).
    ///
    /// Example:
    ///     >>> yusuan.Entry.recall(line, "100.00")
    ///     Entry(event='recall', amount=Decimal('100.00'))
    recall;
    /// Take from a line what an earlier year did not leave after all (以前年度调整).
    ///
    /// Example:
    ///     >>> yusuan.Entry.prior_year_decrease(line, "100.00")
    ///     Entry(event='prior_year_decrease', amount=Decimal('100.00'))
    prior_year_decrease;
    /// Move what a finished project left into the surplus of its unit and fund (转入结余).
    ///
    /// Example:
    ///     >>> yusuan.Entry.to_surplus(project, "50000.00")
    ///     Entry(event='to_surplus', amount=Decimal('50000.00'))
    to_surplus;
    /// Give a line money out of the surplus of its unit and fund (使用结余).
    ///
    /// Example:
    ///     >>> yusuan.Entry.use_surplus(travel, "100.00")
    ///     Entry(event='use_surplus', amount=Decimal('100.00'))
    use_surplus;
    /// Give a line money out of what was set aside of the surplus (使用专用结余).
    ///
    /// Example:
    ///     >>> yusuan.Entry.use_earmarked(travel, "100.00")
    ///     Entry(event='use_earmarked', amount=Decimal('100.00'))
    use_earmarked;
    /// Give a line an amount to spend before the approval (提前安排).
    ///
    /// Example:
    ///     >>> yusuan.Entry.allocate_early(line, "100.00")
    ///     Entry(event='allocate_early', amount=Decimal('100.00'))
    allocate_early;
    /// Add to an estimated carry-over what the final account says beyond it (结转核定).
    ///
    /// Example:
    ///     >>> yusuan.Entry.true_up_increase(line, "100.00")
    ///     Entry(event='true_up_increase', amount=Decimal('100.00'))
    true_up_increase;
    /// Take out of an estimated carry-over what the final account does not say.
    ///
    /// Example:
    ///     >>> yusuan.Entry.true_up_decrease(line, "100.00")
    ///     Entry(event='true_up_decrease', amount=Decimal('100.00'))
    true_up_decrease;
    /// Let authority lapse that no money stands behind (注销).
    ///
    /// Example:
    ///     >>> yusuan.Entry.lapse(travel, "500.00")
    ///     Entry(event='lapse', amount=Decimal('500.00'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.refund(6, "100.00")
    ///     Entry(event='refund', amount=Decimal('100.00'))
    refund(payment_id);
    /// Reserve more of its line for a commitment.
    ///
    /// Example:
    ///     >>> yusuan.Entry.increase_commitment(1, "100.00")
    ///     Entry(event='commit', amount=Decimal('100.00'))
    increase_commitment(commitment_id);
    /// Give a part of a commitment back to its line (释放).
    ///
    /// Example:
    ///     >>> yusuan.Entry.release(1, "100.00")
    ///     Entry(event='release', amount=Decimal('100.00'))
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
    ///
    /// Example:
    ///     >>> yusuan.Entry.receive(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='receive', amount=Decimal('1.00'))
    receive;
    /// Give back money that came in (退付).
    ///
    /// Example:
    ///     >>> yusuan.Entry.return_income(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='return_income', amount=Decimal('1.00'))
    return_income;
    /// Expect more to come in than was budgeted.
    ///
    /// Example:
    ///     >>> yusuan.Entry.income_increase(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='income_increase', amount=Decimal('1.00'))
    income_increase;
    /// Expect less to come in than was budgeted.
    ///
    /// Example:
    ///     >>> yusuan.Entry.income_decrease(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='income_decrease', amount=Decimal('1.00'))
    income_decrease;
    /// Hand up surplus of a unit and fund (上缴).
    ///
    /// Example:
    ///     >>> yusuan.Entry.surrender(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='surrender', amount=Decimal('1.00'))
    surrender;
    /// Distribute surplus of a unit and fund (结余分配).
    ///
    /// Example:
    ///     >>> yusuan.Entry.distribute(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='distribute', amount=Decimal('1.00'))
    distribute;
    /// Set surplus of a unit and fund aside for a purpose of its own (提取专用结余).
    ///
    /// Example:
    ///     >>> yusuan.Entry.earmark_surplus(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='earmark_surplus', amount=Decimal('1.00'))
    earmark_surplus;
    /// Move surplus of a deactivated unit to the unit that took it over (归集).
    ///
    /// Example:
    ///     >>> yusuan.Entry.pool_surplus(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='pool_out', amount=Decimal('1.00'))
    pool_surplus;
    /// Move what a deactivated unit set aside of its surplus to the unit that took it over (归集).
    ///
    /// Example:
    ///     >>> yusuan.Entry.pool_earmarked(2025, unit="社会保险中心", fund="unit_other_income", amount="1.00")
    ///     Entry(event='pool_earmarked_out', amount=Decimal('1.00'))
    pool_earmarked;
}

/// Name somebody on an entry, or nobody.
fn paid_to(entry: yusuan::Entry, name: Option<String>) -> yusuan::Entry {
    match name {
        Some(name) => entry.payee(name),
        None => entry,
    }
}
