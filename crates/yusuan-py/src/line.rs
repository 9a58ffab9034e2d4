//! Lines: their key, their running totals, their drafts.

use std::hash::{Hash, Hasher};

use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use pyo3::types::PyInt;
use yusuan::{LineBalance, LineId, LineName};

use crate::errors::raise;
use crate::money::Yuan;
use crate::value::{self, Dict, Repr, travels, value};
use crate::words::{Fund, Kind, Level, Number, Year};

/// What identifies a line: one right to spend.
///
/// Two keys with the same parts are equal, and a key can stand in a set or as a dict's key.
///
/// Args:
///     year: budget year.
///     unit: name of the unit.
///     fund: the purse that the money comes from.
///     level: the level of government that gave it, `own` unless told otherwise.
///     origin_year: first year of the money; the budget year unless told otherwise. Before the
///         budget year it is a carry-over.
///     functional_code: 支出功能分类 项, seven digits.
///     economic_code: 部门预算支出经济分类 款, five digits.
///     kind: what sort of spending.
///     project: name of the project, exactly when the kind is `project`.
///
/// Raises:
///     RuleError: `fund_unknown`, `level_unknown`, `kind_unknown`, `year_invalid`. Whether unit
///         and codes exist is checked where the key is used.
///
/// Example:
///     >>> from yusuan import LineKey
///     >>> key = LineKey(year=2025, unit="社会保险中心", fund="general_public",
///     ...     functional_code="2080109", economic_code="30201", kind="basic_public")
///     >>> key.level, key.origin_year, key.is_carry_over
///     ('own', 2025, False)
#[pyclass(frozen, eq, hash, module = "yusuan")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct LineKey(pub(crate) yusuan::LineKey);

travels!(LineKey, |it| &it.0, Self);

#[pymethods]
impl LineKey {
    #[new]
    #[pyo3(signature = (
        *, year, unit, fund, level = None, origin_year = None, functional_code, economic_code,
        kind, project = None
    ))]
    #[expect(
        clippy::too_many_arguments,
        reason = "the key of a line has nine parts"
    )]
    pub(crate) fn new(
        year: Year,
        unit: String,
        fund: Fund,
        level: Option<Level>,
        origin_year: Option<Year>,
        functional_code: String,
        economic_code: String,
        kind: Kind,
        project: Option<String>,
    ) -> Self {
        Self(yusuan::LineKey {
            year: year.0,
            unit,
            fund: fund.0,
            level: level.map_or(yusuan::Level::Own, |level| level.0),
            origin_year: origin_year.unwrap_or(year).0,
            functional_code,
            economic_code,
            kind: kind.0,
            project,
        })
    }

    /// Budget year.
    #[getter]
    const fn year(&self) -> i16 {
        self.0.year
    }

    /// Name of the unit.
    #[getter]
    fn unit(&self) -> &str {
        &self.0.unit
    }

    /// The purse that the money comes from.
    #[getter]
    const fn fund(&self) -> Fund {
        Fund(self.0.fund)
    }

    /// The level of government that gave the money.
    #[getter]
    const fn level(&self) -> Level {
        Level(self.0.level)
    }

    /// First year of the money.
    #[getter]
    const fn origin_year(&self) -> i16 {
        self.0.origin_year
    }

    /// 支出功能分类 项, seven digits.
    #[getter]
    fn functional_code(&self) -> &str {
        &self.0.functional_code
    }

    /// 部门预算支出经济分类 款, five digits.
    #[getter]
    fn economic_code(&self) -> &str {
        &self.0.economic_code
    }

    /// What sort of spending.
    #[getter]
    const fn kind(&self) -> Kind {
        Kind(self.0.kind)
    }

    /// Name of the project; None unless the kind is `project`.
    #[getter]
    fn project(&self) -> Option<&str> {
        self.0.project.as_deref()
    }

    /// Whether the money comes from an earlier year.
    #[getter]
    const fn is_carry_over(&self) -> bool {
        self.0.is_carry_over()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Repr::new(py, "LineKey")
            .field("year", self.0.year)?
            .field("unit", &self.0.unit)?
            .field("fund", self.fund())?
            .field("level", self.level())?
            .field("origin_year", self.0.origin_year)?
            .field("functional_code", &self.0.functional_code)?
            .field("economic_code", &self.0.economic_code)?
            .field("kind", self.kind())?
            .field("project", &self.0.project)?
            .finish())
    }

    /// Return the key as one line of text.
    fn __str__(&self) -> String {
        self.0.to_string()
    }

    /// Return the object that `--json` prints, as a dict.
    ///
    /// Example:
    ///     >>> line.to_dict()["economic_code"]
    ///     '30201'
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        value::to_dict(py, &self.0)
    }
}

/// A line of a ledger: its number there, and its key.
///
/// Example:
///     >>> found = ledger.lines(2025)[0].line
///     >>> found.id, found.key == line
///     (1, True)
#[pyclass(frozen, eq, hash, module = "yusuan")]
#[derive(Clone, PartialEq)]
pub(crate) struct Line(pub(crate) yusuan::Line);

travels!(Line, |it| &it.0, Self);

impl Hash for Line {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}

#[pymethods]
impl Line {
    /// Number of the line in its ledger.
    #[getter]
    const fn id(&self) -> i64 {
        self.0.id.get()
    }

    /// What identifies the line.
    #[getter]
    fn key(&self) -> LineKey {
        LineKey(self.0.key.clone())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(Repr::new(py, "Line")
            .field("id", self.id())?
            .field("key", self.key())?
            .finish())
    }

    /// Return the object that `--json` prints, as a dict.
    ///
    /// Example:
    ///     >>> ledger.lines(2025)[0].line.to_dict()["id"]
    ///     1
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
        value::to_dict(py, &self.0)
    }
}

/// What names a line in a call: the line, its key, or its number as tables, plans and refusals print it.
///
/// A line that is handed over goes by its key: its number belongs to the ledger that it came from, and
/// the number of a line that was rolled back is given to another. A bare number is of this ledger.
pub(crate) struct Named(LineName);

impl Named {
    pub(crate) fn name(self) -> LineName {
        self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Named {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr =
        type_hint_union!(Keyed::INPUT_TYPE, Number::INPUT_TYPE);

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyInt>() {
            let number: Number = given.extract()?;
            return Ok(Self(LineName::Id(LineId::new(number.0))));
        }
        match key_of(given) {
            Some(key) => Ok(Self(LineName::Key(key))),
            None => Err(no_line(given, "a Line, a LineKey or the number of a line")?),
        }
    }
}

/// What names a line that need not be there yet, and therefore has no number.
pub(crate) struct Keyed(yusuan::LineKey);

impl Keyed {
    pub(crate) fn key(self) -> yusuan::LineKey {
        self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Keyed {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_union!(
        <Line as pyo3::PyTypeInfo>::TYPE_HINT,
        <LineKey as pyo3::PyTypeInfo>::TYPE_HINT
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match key_of(given) {
            Some(key) => Ok(Self(key)),
            None => Err(no_line(
                given,
                "a Line or a LineKey, since it need not be there yet",
            )?),
        }
    }
}

fn key_of(given: Borrowed<'_, '_, PyAny>) -> Option<yusuan::LineKey> {
    if let Ok(line) = given.cast::<Line>() {
        return Some(line.get().0.key.clone());
    }
    let key = given.cast::<LineKey>().ok()?;
    Some(key.get().0.clone())
}

fn no_line(given: Borrowed<'_, '_, PyAny>, what: &str) -> PyResult<PyErr> {
    let name = given.get_type().name()?;
    let text = format!("a line is {what}, not {name}");
    Ok(pyo3::exceptions::PyTypeError::new_err(text))
}

/// Write the class of running totals out of one table.
macro_rules! balance {
    ($($(#[$doc:meta])* $name:ident, $name_fen:ident;)+) => {
        /// Running totals of a line, and what follows from them.
        ///
        /// Units: each total as a `Decimal` in yuan, and under the name with `_fen` as an `int`.
        ///     All are zero or more, save `prior_year`.
        ///
        /// Example:
        ///     >>> balance = ledger.balance(line)
        ///     >>> balance.original, balance.paid, balance.available_fen
        ///     (Decimal('81880.00'), Decimal('0.00'), 8188000)
        #[pyclass(frozen, eq, hash, module = "yusuan")]
        #[derive(Clone, PartialEq)]
        pub(crate) struct Balance {
            totals: LineBalance,
            available: yusuan::Fen,
        }

        travels!(
            Balance,
            |it| &(it.totals, it.available),
            |(totals, available)| Self { totals, available }
        );

        #[pymethods]
        impl Balance {
            $(
                $(#[$doc])*
                #[getter]
                const fn $name(&self) -> Yuan {
                    Yuan(self.totals.$name)
                }

                $(#[$doc])*
                #[getter]
                const fn $name_fen(&self) -> i64 {
                    self.totals.$name.get()
                }
            )+

            /// What may still be committed or paid.
            #[getter]
            const fn available(&self) -> Yuan {
                Yuan(self.available)
            }

            /// What may still be committed or paid.
            #[getter]
            const fn available_fen(&self) -> i64 {
                self.available.get()
            }

            /// Show what is available and every total that is not zero.
            fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
                let mut repr = Repr::new(py, "Balance").field("available", self.available())?;
                for (name, total) in LineBalance::COLUMNS.into_iter().zip(self.totals.values()) {
                    if !total.is_zero() {
                        repr = repr.field(name, Yuan(total))?;
                    }
                }
                Ok(repr.finish())
            }

            /// Return the totals and what is available, in fen, as a dict.
            ///
            /// Example:
            ///     >>> ledger.balance(line).to_dict()["available_fen"]
            ///     8188000
            fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Dict<'py>> {
                let dict = value::to_dict(py, &self.totals)?;
                dict.0.set_item("available_fen", self.available.get())?;
                Ok(dict)
            }
        }
    };
}

balance! {
    /// 年初预算: what the approval gave.
    original, original_fen;
    /// 提前安排: what was arranged before the approval; zero from then on.
    early, early_fen;
    /// 追加: what was given during the year.
    supplement, supplement_fen;
    /// 追减: what was taken back during the year.
    reduction, reduction_fen;
    /// 上年结转: what came from the year before.
    carried_in, carried_in_fen;
    /// 调入: what other lines gave.
    transferred_in, transferred_in_fen;
    /// 调出: what other lines got.
    transferred_out, transferred_out_fen;
    /// 使用结余: what came out of the surplus.
    surplus_used, surplus_used_fen;
    /// 以前年度调整: corrections of earlier years; may be negative.
    prior_year, prior_year_fen;
    /// 收回: what finance took back.
    recalled, recalled_fen;
    /// 承诺: what contracts reserve and nobody paid yet.
    committed, committed_fen;
    /// 支付: what was paid, less what was refunded.
    paid, paid_fen;
    /// 结转下年: what went on into the next year.
    carried_out, carried_out_fen;
    /// 转入结余: what went into the surplus.
    to_surplus, to_surplus_fen;
    /// 注销: authority that ended.
    lapsed, lapsed_fen;
}

impl Hash for Balance {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.totals.values().hash(state);
    }
}

impl Balance {
    /// Return the totals in the order of their columns.
    pub(crate) fn totals(&self) -> impl IntoIterator<Item = yusuan::Fen> {
        self.totals.values()
    }

    pub(crate) fn of(totals: LineBalance) -> PyResult<Self> {
        let available = totals.available().map_err(|error| raise(error.into()))?;
        Ok(Self { totals, available })
    }
}

value! {
    /// A line with its running totals.
    ///
    /// Example:
    ///     >>> report = ledger.lines(2025)[0]
    ///     >>> report.line.id, report.adjusted, report.available_fen
    ///     (1, Decimal('81880.00'), 8188000)
    LineReport(yusuan::LineReport) {
        /// The line.
        line: Line = |it, _| Line(it.line.clone());
        /// Its running totals.
        balance: Balance = |it, _| Balance::of(it.balance)?;
        /// 调整后指标: all authority, whatever became of it, in yuan.
        adjusted: Yuan = |it, _| Yuan(it.adjusted);
        /// The same in fen.
        adjusted_fen: i64 = |it, _| it.adjusted.get();
        /// What may still be committed or paid, in yuan.
        available: Yuan = |it, _| Yuan(it.available);
        /// The same in fen.
        available_fen: i64 = |it, _| it.available.get();
    }
}

value! {
    /// A line of the budget being prepared.
    ///
    /// Example:
    ///     >>> draft = ledger.drafts(2025)[0]
    ///     >>> draft.key.economic_code, draft.amount
    ///     ('30201', Decimal('81880.00'))
    Draft(yusuan::Draft) {
        /// What identifies the line.
        key: LineKey = |it, _| LineKey(it.key.clone());
        /// Its amount in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
    }
}
