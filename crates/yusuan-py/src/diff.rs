//! What happened between two heads of the chain.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use yusuan::Change;

use crate::errors::raise;
use crate::frame::Rows;
use crate::journal::Head;
use crate::line::LineReport;
use crate::stock::{CommitmentReport, IncomeReport, SurplusReport};
use crate::value::{all, value};
use crate::words::{self, YearState};

value! {
    /// What happened between two heads of the chain.
    ///
    /// Example:
    ///     >>> before = ledger.head()
    ///     >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
    ///     >>> difference = ledger.diff(before)
    ///     >>> len(difference.vouchers), difference.lines[0].after.balance.paid
    ///     (1, Decimal('1234.56'))
    Difference(yusuan::Difference) {
        /// The earlier head.
        earlier: Head = |it, _| Head(it.earlier.clone());
        /// The later head.
        later: Head = |it, _| Head(it.later.clone());
        /// The vouchers after the earlier one, up to the later one; `log` has their postings.
        vouchers: Rows<DiffVoucher> = |it, _| all(it.vouchers.iter().cloned());
        /// Years that are in another state.
        years: Rows<YearChange> = |it, _| all(it.years.iter().copied());
        /// Lines that are new or have other totals.
        lines: Rows<LineChange> = |it, _| all(it.lines.iter().cloned());
        /// Incomes that are new or have other totals.
        incomes: Rows<IncomeChange> = |it, _| all(it.incomes.iter().cloned());
        /// Surpluses that are new or have other totals.
        surpluses: Rows<SurplusChange> = |it, _| all(it.surpluses.iter().cloned());
        /// Commitments that are new or have other totals.
        commitments: Rows<CommitmentChange> = |it, _| all(it.commitments.iter().cloned());
    }
}

value! {
    /// A voucher as a difference lists it.
    ///
    /// Example:
    ///     >>> before = ledger.head()
    ///     >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
    ///     >>> (voucher,) = ledger.diff(before).vouchers
    ///     >>> voucher.act, voucher.dated, voucher.posting_count
    ///     ('post', datetime.date(2025, 3, 1), 1)
    DiffVoucher(yusuan::DiffVoucher) {
        /// Number of the voucher.
        voucher_id: i64 = |it, _| it.voucher_id;
        /// What it does, as `post` or `approve`.
        act: String = |it, _| it.act.clone();
        /// Budget year; None where the act has none.
        year: Option<i16> = |it, _| it.year;
        /// Day it counts for.
        dated: Option<yusuan::date::Date> = |it, _| words::day(it.dated.as_ref())?;
        /// Reference of its document.
        document: Option<String> = |it, _| it.document.clone();
        /// How many postings it has.
        posting_count: i64 = |it, _| it.posting_count;
    }
}

value! {
    /// A year that is in another state.
    ///
    /// Example:
    ///     >>> before = ledger.head()
    ///     >>> certificate = ledger.close(ledger.plan_close(2025))
    ///     >>> [(change.year, change.before, change.after) for change in ledger.diff(before).years]
    ///     [(2025, 'open', 'closed')]
    YearChange(yusuan::YearChange) {
        /// The year.
        year: i16 = |it, _| it.year;
        /// Where it stood; None when nobody had prepared it.
        before: Option<YearState> = |it, _| it.before.map(YearState);
        /// Where it stands.
        after: YearState = |it, _| YearState(it.after);
    }
}

value! {
    /// A line that is new or has other totals.
    ///
    /// Example:
    ///     >>> before = ledger.head()
    ///     >>> paid = ledger.pay(line, "1234.56", dated=date(2025, 3, 1))
    ///     >>> (change,) = ledger.diff(before).lines
    ///     >>> change.before.available, change.after.available
    ///     (Decimal('81880.00'), Decimal('80645.44'))
    LineChange(Change<yusuan::LineReport>) {
        /// As it was; None when it is new.
        before: Option<LineReport> = |it, _| it.before.clone().map(LineReport);
        /// As it is.
        after: LineReport = |it, _| LineReport(it.after.clone());
    }
}

value! {
    /// An income that is new or has other totals.
    ///
    /// Example:
    ///     >>> before = ledger.head()
    ///     >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="9000.00", dated=date(2025, 3, 1))
    ///     >>> (change,) = ledger.diff(before).incomes
    ///     >>> change.before.received, change.after.received
    ///     (Decimal('0.00'), Decimal('9000.00'))
    IncomeChange(Change<yusuan::IncomeReport>) {
        /// As it was; None when it is new.
        before: Option<IncomeReport> = |it, _| it.before.clone().map(IncomeReport);
        /// As it is.
        after: IncomeReport = |it, _| IncomeReport(it.after.clone());
    }
}

value! {
    /// A surplus that is new or has other totals.
    ///
    /// Example:
    ///     >>> before = ledger.head()
    ///     >>> receipt = ledger.to_surplus(project, "50000.00", dated=date(2025, 11, 30))
    ///     >>> (change,) = ledger.diff(before).surpluses
    ///     >>> change.before, change.after.stock
    ///     (None, Decimal('50000.00'))
    SurplusChange(Change<yusuan::SurplusReport>) {
        /// As it was; None when it is new.
        before: Option<SurplusReport> = |it, _| it.before.clone().map(SurplusReport);
        /// As it is.
        after: SurplusReport = |it, _| SurplusReport(it.after.clone());
    }
}

value! {
    /// A commitment that is new or has other totals.
    ///
    /// Example:
    ///     >>> before = ledger.head()
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> (change,) = ledger.diff(before).commitments
    ///     >>> change.before, change.after.remaining
    ///     (None, Decimal('30000.00'))
    CommitmentChange(Change<yusuan::CommitmentReport>) {
        /// As it was; None when it is new.
        before: Option<CommitmentReport> = |it, _| it.before.clone().map(CommitmentReport);
        /// As it is.
        after: CommitmentReport = |it, _| CommitmentReport(it.after.clone());
    }
}

/// A head in a call: a `Head`, or its anchor line.
pub(crate) struct Anchor(pub(crate) yusuan::Head);

impl<'py> FromPyObject<'_, 'py> for Anchor {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_union!(
        <Head as pyo3::PyTypeInfo>::TYPE_HINT,
        pyo3::type_hint_identifier!("builtins", "str")
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(head) = given.cast::<Head>() {
            return Ok(Self(head.get().0.clone()));
        }
        match given.extract::<&str>() {
            Ok(text) => text.parse().map(Self).map_err(raise),
            Err(_) => Err(PyTypeError::new_err(format!(
                "a head is a Head or its anchor line, not {}",
                given.get_type().name()?
            ))),
        }
    }
}
