//! 合同: contracts, their parts and commitments, government procurement.

use pyo3::prelude::*;
use yusuan::date::Date;

use crate::frame::Rows;
use crate::line::{Keyed, Line, LineKey};
use crate::money::{self, Amount, AmountFen, Yuan};
use crate::value::{self, Dict, Repr, all, travels, value};
use crate::words::{self, Day, ProcurementCategory, ReservedFor};

/// What a contract costs in a year, or one planned payment of it.
///
/// Args:
///     line: the line that is to pay, of the contract's unit and with the money of its own year. It
///         need not be there yet.
///     amount: in yuan, as `Decimal` or text; below zero in an amendment that takes away.
///     amount_fen: the same in fen.
///     due_on: day of the planned payment, when it is known.
///
/// Example:
///     >>> from yusuan import ContractPart
///     >>> ContractPart(line, "30000.00", due_on=date(2025, 6, 30)).amount
///     Decimal('30000.00')
#[pyclass(frozen, eq, hash, from_py_object, module = "yusuan")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct ContractPart(pub(crate) yusuan::ContractPart);

travels!(ContractPart, |it| &it.0, Self);

#[pymethods]
impl ContractPart {
    #[new]
    #[pyo3(signature = (line, amount = None, *, amount_fen = None, due_on = None))]
    fn new(
        line: Keyed,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        due_on: Option<Day>,
    ) -> PyResult<Self> {
        Ok(Self(yusuan::ContractPart {
            key: line.key(),
            due_on: due_on.map(|day| day.0),
            amount: money::one(amount, amount_fen)?,
        }))
    }

    /// The line that is to pay.
    #[getter]
    fn key(&self) -> LineKey {
        LineKey(self.0.key.clone())
    }

    /// Day of the planned payment; None when only the year is known.
    #[getter]
    const fn due_on(&self) -> Option<Date> {
        self.0.due_on
    }

    /// How much, in yuan.
    #[getter]
    const fn amount(&self) -> Yuan {
        Yuan(self.0.amount)
    }

    /// The same in fen.
    #[getter]
    const fn amount_fen(&self) -> i64 {
        self.0.amount.get()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Repr::new(py, "ContractPart")
            .field("key", self.key())?
            .field("due_on", self.due_on())?
            .field("amount", self.amount())?
            .finish())
    }

    /// Return line, day and amount in fen, as a dict.
    ///
    /// Example:
    ///     >>> yusuan.ContractPart(line, "30000.00").to_dict()["amount_fen"]
    ///     3000000
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        value::to_dict(py, &self.0)
    }
}

value! {
    /// A signed contract with everything that hangs on it.
    ///
    /// Example:
    ///     >>> part = yusuan.ContractPart(line, "30000.00", due_on=date(2025, 6, 30))
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[part])
    ///     >>> contract = ledger.contract("2025-07")
    ///     >>> contract.title, contract.planned, contract.committed
    ///     ('物业服务', Decimal('30000.00'), Decimal('0.00'))
    Contract(yusuan::Contract) {
        /// Its number in the ledger.
        contract_id: i64 = |it, _| it.contract_id;
        /// Its own number, as commitments and documents have it.
        reference: String = |it, _| it.reference.clone();
        /// What it is about.
        title: String = |it, _| it.title.clone();
        /// The unit that signed it.
        unit: String = |it, _| it.unit.clone();
        /// Day on which it was signed.
        signed_on: Option<Date> = |it, _| words::day(Some(&it.signed_on))?;
        /// What is bought, when it is government procurement.
        category: Option<ProcurementCategory> = |it, _| it.category.map(ProcurementCategory);
        /// Whom the procurement is set apart for.
        reserved_for: Option<ReservedFor> = |it, _| it.reserved_for.map(ReservedFor);
        /// Whom it is with; None when nobody was named or the name was erased.
        counterparty: Option<String> = |it, _| it.counterparty.clone();
        /// What its parts add up to, in yuan.
        planned: Yuan = |it, _| Yuan(it.planned);
        /// The same in fen.
        planned_fen: i64 = |it, _| it.planned.get();
        /// What was committed under it, less what was released, in yuan.
        committed: Yuan = |it, _| Yuan(it.committed);
        /// The same in fen.
        committed_fen: i64 = |it, _| it.committed.get();
        /// What was paid under it, in yuan.
        paid: Yuan = |it, _| Yuan(it.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.paid.get();
        /// What is reserved for it still, in yuan.
        remaining: Yuan = |it, _| Yuan(it.remaining);
        /// The same in fen.
        remaining_fen: i64 = |it, _| it.remaining.get();
        /// Each year, the earliest first.
        years: Rows<ContractYear> = |it, _| all(it.years.iter().copied());
        /// The planned payments by year and day, those without a day at the end of their year.
        payments: Rows<PlannedPayment> = |it, _| all(it.payments.iter().cloned());
        /// The commitments under it, in the order in which they were made.
        commitments: Rows<Commitment> = |it, _| all(it.commitments.iter().cloned());
    }
}

value! {
    /// A contract in one year.
    ///
    /// Example:
    ///     >>> part = yusuan.ContractPart(line, "30000.00")
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[part])
    ///     >>> (year,) = ledger.contract("2025-07").years
    ///     >>> year.year, year.planned, year.paid
    ///     (2025, Decimal('30000.00'), Decimal('0.00'))
    ContractYear(yusuan::ContractYear) {
        /// The year.
        year: i16 = |it, _| it.year;
        /// What its parts add up to, in yuan.
        planned: Yuan = |it, _| Yuan(it.planned);
        /// The same in fen.
        planned_fen: i64 = |it, _| it.planned.get();
        /// What was committed on lines of the year, less what was released, in yuan.
        committed: Yuan = |it, _| Yuan(it.committed);
        /// The same in fen.
        committed_fen: i64 = |it, _| it.committed.get();
        /// What came from the year before, in yuan.
        carried_in: Yuan = |it, _| Yuan(it.carried_in);
        /// The same in fen.
        carried_in_fen: i64 = |it, _| it.carried_in.get();
        /// What was paid, in yuan.
        paid: Yuan = |it, _| Yuan(it.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.paid.get();
        /// What went into the next year, in yuan.
        carried_out: Yuan = |it, _| Yuan(it.carried_out);
        /// The same in fen.
        carried_out_fen: i64 = |it, _| it.carried_out.get();
        /// What is reserved still, in yuan.
        remaining: Yuan = |it, _| Yuan(it.remaining);
        /// The same in fen.
        remaining_fen: i64 = |it, _| it.remaining.get();
    }
}

value! {
    /// A planned payment, after everything that was taken away again, with what was paid of it.
    ///
    /// Example:
    ///     >>> part = yusuan.ContractPart(line, "30000.00", due_on=date(2025, 6, 30))
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[part])
    ///     >>> (payment,) = ledger.contract("2025-07").payments
    ///     >>> payment.due_on, payment.planned, payment.paid
    ///     (datetime.date(2025, 6, 30), Decimal('30000.00'), Decimal('0.00'))
    PlannedPayment(yusuan::PlannedPayment) {
        /// The line that is to pay.
        key: LineKey = |it, _| LineKey(it.key.clone());
        /// Day of the payment; None when only the year is known.
        due_on: Option<Date> = |it, _| it.due_on;
        /// What is planned, in yuan.
        planned: Yuan = |it, _| Yuan(it.planned);
        /// The same in fen.
        planned_fen: i64 = |it, _| it.planned.get();
        /// What was paid of it, in yuan: a payment counts for the line that it was committed on at first,
        /// whatever year paid it, and there for the planned payments in their order.
        paid: Yuan = |it, _| Yuan(it.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.paid.get();
    }
}

value! {
    /// A part of a line that is reserved for a contract.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> commitment = ledger.commitment(receipt.commitment_ids[0])
    ///     >>> commitment.contract, commitment.committed, commitment.remaining
    ///     ('2025-07', Decimal('30000.00'), Decimal('30000.00'))
    Commitment(yusuan::Commitment) {
        /// Its number.
        commitment_id: i64 = |it, _| it.commitment_id;
        /// Reference of its contract, signed or not.
        contract: String = |it, _| it.contract.clone();
        /// The line that pays.
        line: Line = |it, _| Line(it.line.clone());
        /// Whom it is with; None when nobody was named or the name was erased.
        counterparty: Option<String> = |it, _| it.counterparty.clone();
        /// The commitment of the year before that it carries on.
        continues_id: Option<i64> = |it, _| it.continues_id;
        /// The commitments of the next year that carry it on; more than one when a closing was
        /// undone and done again.
        continued_by_ids: Vec<i64> = |it, _| it.continued_by_ids.clone();
        /// What was reserved, in yuan.
        committed: Yuan = |it, _| Yuan(it.committed);
        /// The same in fen.
        committed_fen: i64 = |it, _| it.committed.get();
        /// What came from the year before, in yuan.
        carried_in: Yuan = |it, _| Yuan(it.carried_in);
        /// The same in fen.
        carried_in_fen: i64 = |it, _| it.carried_in.get();
        /// What was given back, in yuan.
        released: Yuan = |it, _| Yuan(it.released);
        /// The same in fen.
        released_fen: i64 = |it, _| it.released.get();
        /// What was paid, in yuan.
        paid: Yuan = |it, _| Yuan(it.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.paid.get();
        /// What went into the next year, in yuan.
        carried_out: Yuan = |it, _| Yuan(it.carried_out);
        /// The same in fen.
        carried_out_fen: i64 = |it, _| it.carried_out.get();
        /// What may still be paid against it, in yuan.
        remaining: Yuan = |it, _| Yuan(it.remaining);
        /// The same in fen.
        remaining_fen: i64 = |it, _| it.remaining.get();
    }
}

value! {
    /// What one contract needs of one line in a year.
    ///
    /// Example:
    ///     >>> part = yusuan.ContractPart(line, "90000.00")
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[part])
    ///     >>> (part,) = ledger.contract_parts(2025)
    ///     >>> part.needed, part.available, part.missing, part.is_covered
    ///     (Decimal('90000.00'), Decimal('81880.00'), Decimal('8120.00'), False)
    YearPart(yusuan::YearPart) {
        /// Reference of the contract.
        reference: String = |it, _| it.reference.clone();
        /// The line that is to pay.
        key: LineKey = |it, _| LineKey(it.key.clone());
        /// What the contract calls that line; None where no code and no unit changed since.
        signed_as: Option<LineKey> = |it, _| it.signed_as.clone().map(LineKey);
        /// Number of that line; None while it is not there.
        line_id: Option<i64> = |it, _| it.line_id.map(yusuan::LineId::get);
        /// What the parts of the year add up to, in yuan.
        planned: Yuan = |it, _| Yuan(it.planned);
        /// The same in fen.
        planned_fen: i64 = |it, _| it.planned.get();
        /// What is committed for it on this line, in yuan.
        committed: Yuan = |it, _| Yuan(it.committed);
        /// The same in fen.
        committed_fen: i64 = |it, _| it.committed.get();
        /// What has to be committed still, in yuan; nothing of a closed year.
        needed: Yuan = |it, _| Yuan(it.needed);
        /// The same in fen.
        needed_fen: i64 = |it, _| it.needed.get();
        /// What closed years left uncommitted on such a line, in yuan. Nothing commits it until the
        /// contract is amended: planned in a year that is not closed, or taken away.
        left_uncommitted: Yuan = |it, _| Yuan(it.left_uncommitted);
        /// The same in fen.
        left_uncommitted_fen: i64 = |it, _| it.left_uncommitted.get();
        /// What the line, or its draft, has for it after contracts that were signed earlier, in yuan.
        available: Yuan = |it, _| Yuan(it.available);
        /// The same in fen.
        available_fen: i64 = |it, _| it.available.get();
        /// How much the line lacks, in yuan.
        missing: Yuan = |it, _| Yuan(it.missing);
        /// The same in fen.
        missing_fen: i64 = |it, _| it.missing.get();
        /// Whether the contract can be committed: nothing is missing on any of its lines.
        is_covered: bool = |it, _| it.is_covered;
    }
}

value! {
    /// Government procurement of a year and unit, of one category.
    ///
    /// Example:
    ///     >>> receipt = ledger.mark_procurement(line=line, category="goods", amount="5000.00")
    ///     >>> (total,) = ledger.procurement(2025)
    ///     >>> total.category, total.planned, total.paid
    ///     ('goods', Decimal('5000.00'), Decimal('0.00'))
    ProcurementTotal(yusuan::ProcurementTotal) {
        /// Budget year.
        year: i16 = |it, _| it.year;
        /// The unit that buys.
        unit: String = |it, _| it.unit.clone();
        /// What is bought.
        category: ProcurementCategory = |it, _| ProcurementCategory(it.category);
        /// Whom it is set apart for; None for anybody.
        reserved_for: Option<ReservedFor> = |it, _| it.reserved_for.map(ReservedFor);
        /// What marks on lines plan, in yuan.
        planned: Yuan = |it, _| Yuan(it.planned);
        /// The same in fen.
        planned_fen: i64 = |it, _| it.planned.get();
        /// What commitments of the year hold or held, carried ones included, in yuan.
        committed: Yuan = |it, _| Yuan(it.committed);
        /// The same in fen.
        committed_fen: i64 = |it, _| it.committed.get();
        /// What was paid against them, in yuan.
        paid: Yuan = |it, _| Yuan(it.paid);
        /// The same in fen.
        paid_fen: i64 = |it, _| it.paid.get();
    }
}
