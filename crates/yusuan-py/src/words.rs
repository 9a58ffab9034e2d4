//! Words of closed lists, years and days at the border.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyInt, PyString};
use yusuan::tables::ExecutionBy;
use yusuan::{Error, FileError, date};

use crate::errors::raise;
use crate::money;

/// Wrap a type that is shown as a word: `yusuan.words` has the type of the same name.
macro_rules! shown_words {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $show:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name(pub(crate) $inner);

        impl<'py> IntoPyObject<'py> for $name {
            type Target = PyString;
            type Output = Bound<'py, PyString>;
            type Error = std::convert::Infallible;

            #[cfg(feature = "stubs")]
            const OUTPUT_TYPE: pyo3::inspect::PyStaticExpr =
                pyo3::type_hint_identifier!("yusuan.words", stringify!($name));

            fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
                let show: fn($inner) -> &'static str = $show;
                Ok(PyString::new(py, show(self.0)))
            }
        }
    )+};
}

/// Wrap a type that is a word in Python, shown and given.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $what:literal, $parse:expr, $show:expr;)+) => {$(
        shown_words! {
            $(#[$doc])*
            $name($inner), $show;
        }

        impl<'py> FromPyObject<'_, 'py> for $name {
            type Error = PyErr;

            #[cfg(feature = "stubs")]
            const INPUT_TYPE: pyo3::inspect::PyStaticExpr =
                pyo3::type_hint_identifier!("yusuan.words", stringify!($name));

            fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                let parse: fn(&str) -> PyResult<$inner> = $parse;
                parse(&money::text(given, $what)?).map(Self)
            }
        }
    )+};
}

shown_words! {
    /// What becomes of what a line or a commitment leaves.
    ClosingAction(yusuan::ClosingAction), yusuan::ClosingAction::as_str;
    /// What becomes of money that no line holds.
    MoneyAction(yusuan::MoneyAction), yusuan::MoneyAction::as_str;
}

words! {
    /// The purse that money comes from.
    Fund(yusuan::Fund), "fund",
        |text| text.parse().map_err(|error: yusuan::KeyPartError| raise(error.into())),
        yusuan::Fund::as_str;
    /// The level of government that gave the money.
    Level(yusuan::Level), "level",
        |text| text.parse().map_err(|error: yusuan::KeyPartError| raise(error.into())),
        yusuan::Level::as_str;
    /// What sort of spending a line allows.
    Kind(yusuan::Kind), "kind",
        |text| text.parse().map_err(|error: yusuan::KeyPartError| raise(error.into())),
        yusuan::Kind::as_str;
    /// What sort of body a unit is.
    UnitKind(yusuan::UnitKind), "kind",
        |text| text.parse().map_err(raise), yusuan::UnitKind::as_str;
    /// Which classification a code belongs to.
    Scheme(yusuan::Scheme), "scheme",
        |text| text.parse().map_err(raise), yusuan::Scheme::as_str;
    /// Where a year stands.
    YearState(yusuan::YearState), "state",
        |text| text.parse().map_err(raise), yusuan::YearState::as_str;
    /// What a policy does.
    PolicyAction(yusuan::PolicyAction), "action",
        |text| text.parse().map_err(raise), yusuan::PolicyAction::as_str;
    /// How far apart two codes are.
    CodeLevel(yusuan::CodeLevel), "code_level",
        |text| text.parse().map_err(raise), yusuan::CodeLevel::as_str;
    /// Whose statement it is.
    StatementKind(yusuan::StatementKind), "kind",
        |text| text.parse().map_err(raise), yusuan::StatementKind::as_str;
    /// Which free text a note holds.
    TextField(yusuan::NoteField), "field", text_field, yusuan::NoteField::as_str;
    /// What an adjustment is in law.
    LegalKind(yusuan::LegalKind), "legal_kind",
        |text| text.parse().map_err(raise), yusuan::LegalKind::as_str;
    /// What is bought, in government procurement.
    ProcurementCategory(yusuan::ProcurementCategory), "category",
        |text| text.parse().map_err(raise), yusuan::ProcurementCategory::as_str;
    /// Whom a procurement is set apart for.
    ReservedFor(yusuan::ReservedFor), "reserved_for",
        |text| text.parse().map_err(raise), yusuan::ReservedFor::as_str;
    /// Which way an adjustment goes.
    Direction(yusuan::Direction), "direction", direction, direction_word;
    /// The unit in which a table shows money.
    CurrencyUnit(yusuan::CurrencyUnit), "currency_unit",
        |text| text.parse().map_err(|error: yusuan::money::CurrencyUnitError| {
            PyValueError::new_err(error.to_string())
        }),
        yusuan::CurrencyUnit::as_str;
}

/// By what lines are grouped: one word, or several.
pub(crate) struct By(pub(crate) Vec<ExecutionBy>);

impl<'py> FromPyObject<'_, 'py> for By {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_union!(
        pyo3::type_hint_identifier!("yusuan.words", "ExecutionBy"),
        pyo3::type_hint_subscript!(
            pyo3::type_hint_identifier!("collections.abc", "Sequence"),
            pyo3::type_hint_identifier!("yusuan.words", "ExecutionBy")
        )
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let word = |given: Borrowed<'_, 'py, PyAny>| {
            let text = money::text(given, "by")?;
            text.parse()
                .map_err(|error: yusuan::tables::TableError| raise(error.into()))
        };
        if given.is_instance_of::<PyString>() {
            return Ok(Self(vec![word(given)?]));
        }
        let words = given.try_iter()?.map(|one| word(one?.as_borrowed()));
        words.collect::<PyResult<_>>().map(Self)
    }
}

fn text_field(text: &str) -> PyResult<yusuan::NoteField> {
    yusuan::NoteField::from_word(text).ok_or_else(|| {
        PyValueError::new_err(format!(
            "field is payee, counterparty, memo or reason, not {text}"
        ))
    })
}

fn direction(text: &str) -> PyResult<yusuan::Direction> {
    match text {
        "increase" => Ok(yusuan::Direction::Increase),
        "decrease" => Ok(yusuan::Direction::Decrease),
        _ => Err(PyValueError::new_err(format!(
            "direction is increase or decrease, not {text}"
        ))),
    }
}

const fn direction_word(direction: yusuan::Direction) -> &'static str {
    match direction {
        yusuan::Direction::Increase => "increase",
        yusuan::Direction::Decrease => "decrease",
    }
}

/// A budget year: an `int` and nothing that Python would turn into one.
#[derive(Clone, Copy)]
pub(crate) struct Year(pub(crate) i16);

impl<'py> FromPyObject<'_, 'py> for Year {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("builtins", "int");

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if !given.is_instance_of::<PyInt>() || given.is_instance_of::<PyBool>() {
            let name = given.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "a year is an int, not {name}"
            )));
        }
        // No calendar has a year beyond sixteen bits: the last day of such a year is refused.
        let year = given.extract().unwrap_or(i16::MAX);
        date::last_day_of(year).map_err(raise)?;
        Ok(Self(year))
    }
}

/// The number of a voucher, posting or commitment, or a month: whole, and no truth value that
/// Python would take for 0 or 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number(pub(crate) i64);

impl<'py> FromPyObject<'_, 'py> for Number {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = <i64 as FromPyObject<'_, 'py>>::INPUT_TYPE;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyBool>() {
            return Err(PyTypeError::new_err("a number is an int, not bool"));
        }
        given.extract().map(Self)
    }
}

/// How many at most: a whole number that is not negative.
#[derive(Clone, Copy)]
pub(crate) struct Limit(pub(crate) u32);

impl<'py> FromPyObject<'_, 'py> for Limit {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = Number::INPUT_TYPE;

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let number: Number = given.extract()?;
        let limit = u32::try_from(number.0);
        limit
            .map(Self)
            .map_err(|_| PyValueError::new_err(format!("a limit is 0 or more, not {}", number.0)))
    }
}

/// A civil date: a `datetime.date` without a time of day.
#[derive(Clone, Copy)]
pub(crate) struct Day(pub(crate) date::Date);

impl<'py> FromPyObject<'_, 'py> for Day {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("datetime", "date");

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if given.is_instance_of::<PyDateTime>() {
            let hint = "a date has no time of day: pass its .date()";
            return Err(PyTypeError::new_err(hint));
        }
        if !given.is_instance_of::<PyDate>() {
            let name = given.get_type().name()?;
            let text = format!("a date is a datetime.date, not {name}");
            return Err(PyTypeError::new_err(text));
        }
        given.extract().map(Self)
    }
}

/// Read a date out of the ledger's own text.
pub(crate) fn day(text: Option<&String>) -> PyResult<Option<date::Date>> {
    let damaged = |_| {
        let message = "a date in the file is no date".to_owned();
        raise(Error::File(FileError::Damaged { message }))
    };
    text.map(|text| date::parse(text).map_err(damaged))
        .transpose()
}
