//! What a verb returns several of: a sequence of values that is a table as well.

use std::sync::Arc;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyList, PyType};
use pyo3::{PyClass, intern};

use super::shape::{Framed, Shape, Writer};
use super::stream::{Frame, Source};
use super::{Money, Names};

/// Values on their way to Python, where they are a `yusuan.Rows`.
pub(crate) struct Rows<T>(Vec<T>);

impl<T> FromIterator<T> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

impl<'py, T> IntoPyObject<'py> for Rows<T>
where
    T: Framed + PyClass<Frozen = True> + Sync + Into<PyClassInitializer<T>>,
{
    type Target = PyAny;
    type Output = Bound<'py, PyAny>;
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_subscript!(
        pyo3::type_hint_identifier!("yusuan.rows", "Rows"),
        <T as pyo3::PyTypeInfo>::TYPE_HINT
    );

    fn into_pyobject(self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        static ROWS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let values = PyList::empty(py);
        for value in self.0 {
            values.append(Bound::new(py, value)?)?;
        }
        let rows = ROWS.import(py, "yusuan.rows", "Rows")?;
        rows.call1((values, RowShape::of::<T>()))
    }
}

/// Values that are the rows of the value that holds them.
pub(crate) trait RowsOf {
    /// Declare their columns, beside those of the value that holds them.
    fn declare(shape: &mut Shape);
    /// Write a row for each of them; one without them when there are none.
    fn write<P: Framed>(self, parent: &P, py: Python<'_>, out: &mut Writer) -> PyResult<()>;
}

impl<T: Framed> RowsOf for Rows<T> {
    fn declare(shape: &mut Shape) {
        shape.rows::<T>();
    }

    fn write<P: Framed>(self, parent: &P, py: Python<'_>, out: &mut Writer) -> PyResult<()> {
        if self.0.is_empty() {
            parent.write_fields(py, out)?;
            T::blank_fields(out);
            out.end_row();
        }
        for value in self.0 {
            parent.write_fields(py, out)?;
            value.write_fields(py, out)?;
            out.end_row();
        }
        Ok(())
    }
}

/// How values of a class become the rows of a table.
#[pyclass(frozen, module = "yusuan._core")]
#[derive(Clone, Copy)]
pub(crate) struct RowShape {
    class: fn(Python<'_>) -> Bound<'_, PyType>,
    shape: fn() -> Shape,
    write: fn(&Bound<'_, PyAny>, &mut Writer) -> PyResult<()>,
}

impl RowShape {
    pub(crate) const fn of<T>() -> Self
    where
        T: Framed + PyClass<Frozen = True> + Sync,
    {
        Self {
            class: |py| py.get_type::<T>(),
            shape: Shape::of::<T>,
            write: |value, out| value.cast::<T>()?.get().write_rows(value.py(), out),
        }
    }
}

#[pymethods]
impl RowShape {
    /// Return values as a table.
    fn frame(&self, values: Vec<Py<PyAny>>, names: Names, money: Money) -> Frame {
        let write = self.write;
        let source = Arc::new(Values { values, write });
        Frame::new(source, (self.shape)(), names, money)
    }

    /// Return what pickle writes: the class, by which the same shape is found again.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py>> {
        let find = py.get_type::<Self>().getattr(intern!(py, "of_class"))?;
        Ok((find, ((self.class)(py),)))
    }

    /// Return the shape of a class.
    #[staticmethod]
    fn of_class(of: &Bound<'_, PyType>) -> PyResult<Self> {
        let mut shapes = row_shapes(of.py()).into_iter();
        let found = shapes.find_map(|(class, shape)| class.is(of).then_some(shape));
        found.ok_or_else(|| PyTypeError::new_err("values of this class are no rows"))
    }
}

/// What pickle writes of a shape: what finds it, and by what.
type Reduced<'py> = (Bound<'py, PyAny>, (Bound<'py, PyType>,));

/// Values that Python holds.
struct Values {
    values: Vec<Py<PyAny>>,
    write: fn(&Bound<'_, PyAny>, &mut Writer) -> PyResult<()>,
}

impl Source for Values {
    fn len(&self) -> usize {
        self.values.len()
    }

    fn write(&self, first: usize, enough: usize, out: &mut Writer) -> PyResult<usize> {
        Python::attach(|py| {
            let mut next = first;
            for value in self.values.iter().skip(first) {
                if out.row_count() >= enough {
                    break;
                }
                (self.write)(value.bind(py), out)?;
                next = next.saturating_add(1);
            }
            Ok(next)
        })
    }
}

/// Declare which classes can be rows.
macro_rules! row_shapes {
    ($($class:path),+ $(,)?) => {
        /// Return the classes whose values are rows of tables, with how they become so.
        pub(crate) fn row_shapes(py: Python<'_>) -> Vec<(Bound<'_, PyType>, RowShape)> {
            vec![$((py.get_type::<$class>(), RowShape::of::<$class>())),+]
        }
    };
}

row_shapes! {
    crate::certificate::CarriedCommitment,
    crate::certificate::ClosingStep,
    crate::certificate::ClosingSurplus,
    crate::certificate::ClosingTotal,
    crate::certificate::DividedContract,
    crate::certificate::ReleasedCommitment,
    crate::check::Check,
    crate::check::Comparison,
    crate::closing::Decision,
    crate::closing::MoneyDecision,
    crate::closing::PlanRemark,
    crate::closing::Successor,
    crate::contract::Commitment,
    crate::contract::Contract,
    crate::contract::ContractYear,
    crate::contract::PlannedPayment,
    crate::contract::ProcurementTotal,
    crate::contract::YearPart,
    crate::declaration::Declared,
    crate::diff::CommitmentChange,
    crate::diff::DiffVoucher,
    crate::diff::IncomeChange,
    crate::diff::LineChange,
    crate::diff::SurplusChange,
    crate::diff::YearChange,
    crate::disclosure::DisclosureFinding,
    crate::disclosure::FailedIdentity,
    crate::disclosure::PrintedPlace,
    crate::disclosure::ReadTable,
    crate::early::TrueUp,
    crate::explain::Term,
    crate::explain::TermPosting,
    crate::journal::BudgetYear,
    crate::journal::LogEntry,
    crate::journal::LogPosting,
    crate::journal::PolicyWarning,
    crate::journal::RowWarning,
    crate::journal::Unit,
    crate::line::Draft,
    crate::line::LineReport,
    crate::narrative::NarrativeFigure,
    crate::narrative::NarrativeGap,
    crate::narrative::NarrativeItem,
    crate::narrative::NarrativeSection,
    crate::policy::Override,
    crate::policy::Policy,
    crate::policy::PolicyTouch,
    crate::reconcile::Assertion,
    crate::reconcile::Matched,
    crate::reconcile::MoneyPosting,
    crate::reconcile::NearMiss,
    crate::reconcile::OnlyInStatement,
    crate::reconcile::Reversed,
    crate::reconcile::Statement,
    crate::spending_plan::PlannedMonth,
    crate::stock::CommitmentReport,
    crate::stock::IncomeReport,
    crate::stock::SurplusReport,
    crate::verification::Finding,
    crate::verification::Remark,
    crate::verification::RestoredGuard,
}
