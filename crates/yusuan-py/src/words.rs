//! Words of closed lists, years and days at the border.

use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::type_hint_union;
use pyo3::types::{PyBool, PyDate, PyDateTime, PyInt, PyString};
use yusuan::tables::ExecutionBy;
use yusuan::{Error, FileError, date};

use crate::errors::{out_of_range, raise, unknown};
use crate::money;

/// Wrap a type that is shown as a word: `yusuan.words` has the type of the same name.
macro_rules! shown_words {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $show:expr;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name(pub(crate) $inner);

        impl crate::frame::Cell for $name {
            fn declare(shape: &mut crate::frame::Shape, name: &str) {
                shape.add(name, crate::frame::Kind::Text);
            }

            fn write(self, _: Python<'_>, out: &mut crate::frame::Writer) -> PyResult<()> {
                let show: fn($inner) -> &'static str = $show;
                out.text(show(self.0))
            }

            fn blank(out: &mut crate::frame::Writer) {
                out.blank();
            }
        }

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

/// Wrap a type that is a word in Python, shown and given. The token is that of the rule about such a
/// word, where there is one.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $what:literal, $token:literal, $all:expr, $parse:expr, $show:expr;)+) => {$(
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
                let parse: fn(&str) -> Option<$inner> = $parse;
                let show: fn($inner) -> &'static str = $show;
                let text = money::text(given, $what)?;
                let all: &[$inner] = $all;
                let unknown = || unknown($token, $what, &text, all.iter().copied().map(show));
                parse(&text).map(Self).ok_or_else(unknown)
            }
        }
    )+};
}

shown_words! {
    /// What becomes of what a line or a commitment leaves.
    ClosingAction(yusuan::ClosingAction), yusuan::ClosingAction::as_str;
    /// What becomes of money that no line holds.
    MoneyAction(yusuan::MoneyAction), yusuan::MoneyAction::as_str;
    /// What long work is doing.
    Stage(yusuan::Stage), yusuan::Stage::as_str;
    /// Where a year stands.
    YearState(yusuan::YearState), yusuan::YearState::as_str;
}

words! {
    /// The purse that money comes from.
    Fund(yusuan::Fund), "fund", "fund_unknown",
        &yusuan::Fund::ALL, |text| text.parse().ok(), yusuan::Fund::as_str;
    /// The level of government that gave the money.
    Level(yusuan::Level), "level", "level_unknown",
        &yusuan::Level::ALL, |text| text.parse().ok(), yusuan::Level::as_str;
    /// What sort of spending a line allows.
    Kind(yusuan::Kind), "kind", "kind_unknown",
        &yusuan::Kind::ALL, |text| text.parse().ok(), yusuan::Kind::as_str;
    /// What sort of body a unit is.
    UnitKind(yusuan::UnitKind), "kind", "unit_invalid",
        &UNIT_KINDS, |text| text.parse().ok(), yusuan::UnitKind::as_str;
    /// Which classification a code belongs to.
    Scheme(yusuan::Scheme), "scheme", "scheme_unknown",
        &SCHEMES, |text| text.parse().ok(), yusuan::Scheme::as_str;
    /// What a policy does.
    PolicyAction(yusuan::PolicyAction), "action", "policy_invalid",
        &yusuan::PolicyAction::ALL, |text| text.parse().ok(), yusuan::PolicyAction::as_str;
    /// How far apart two codes are.
    CodeLevel(yusuan::CodeLevel), "code_level", "policy_scope_invalid",
        &yusuan::CodeLevel::ALL, |text| text.parse().ok(), yusuan::CodeLevel::as_str;
    /// Whose statement it is.
    StatementKind(yusuan::StatementKind), "kind", "statement_invalid",
        &yusuan::StatementKind::ALL, |text| text.parse().ok(), yusuan::StatementKind::as_str;
    /// Which free text a note holds.
    TextField(yusuan::NoteField), "field", "word_unknown",
        yusuan::NoteField::ALL, yusuan::NoteField::from_word, yusuan::NoteField::as_str;
    /// What an adjustment is in law.
    LegalKind(yusuan::LegalKind), "legal_kind", "adjustment_invalid",
        &yusuan::LegalKind::ALL, |text| text.parse().ok(), yusuan::LegalKind::as_str;
    /// What is bought, in government procurement.
    ProcurementCategory(yusuan::ProcurementCategory), "category", "procurement_invalid",
        yusuan::ProcurementCategory::ALL, |text| text.parse().ok(),
        yusuan::ProcurementCategory::as_str;
    /// Whom a procurement is set apart for.
    ReservedFor(yusuan::ReservedFor), "reserved_for", "procurement_invalid",
        yusuan::ReservedFor::ALL, |text| text.parse().ok(), yusuan::ReservedFor::as_str;
    /// Which way an adjustment goes.
    Direction(yusuan::Direction), "direction", "word_unknown",
        &DIRECTIONS, direction, direction_word;
    /// What a declaration is about.
    DeclarationKind(yusuan::DeclarationKind), "kind", "declaration_invalid",
        &yusuan::DeclarationKind::ALL, |text| text.parse().ok(), yusuan::DeclarationKind::as_str;
    /// What the changes of a narrative are computed from.
    NarrativeBasis(yusuan::tables::NarrativeBasis), "basis", "narrative_option_unknown",
        &yusuan::tables::NarrativeBasis::ALL, |text| text.parse().ok(),
        yusuan::tables::NarrativeBasis::as_str;
    /// What stands for the percentage of a change from nothing.
    FromZero(yusuan::tables::FromZero), "from_zero", "narrative_option_unknown",
        &yusuan::tables::FromZero::ALL, |text| text.parse().ok(), yusuan::tables::FromZero::as_str;
    /// The unit in which a table shows money.
    CurrencyUnit(yusuan::CurrencyUnit), "currency_unit", "word_unknown",
        &CURRENCY_UNITS, |text| text.parse().ok(), yusuan::CurrencyUnit::as_str;
    /// A form that the book of a year is written in.
    BookForm(yusuan::BookForm), "only", "word_unknown",
        &yusuan::BookForm::ALL, yusuan::BookForm::from_word, yusuan::BookForm::as_str;
    /// A program that reads plain-text accounting.
    PlainText(yusuan::PlainText), "program", "word_unknown",
        &yusuan::PlainText::ALL, yusuan::PlainText::from_word, yusuan::PlainText::as_str;
}

const UNIT_KINDS: [yusuan::UnitKind; 4] = [
    yusuan::UnitKind::Department,
    yusuan::UnitKind::Agency,
    yusuan::UnitKind::Institution,
    yusuan::UnitKind::Other,
];

const SCHEMES: [yusuan::Scheme; 3] = [
    yusuan::Scheme::Functional,
    yusuan::Scheme::Economic,
    yusuan::Scheme::GovernmentEconomic,
];

const CURRENCY_UNITS: [yusuan::CurrencyUnit; 2] =
    [yusuan::CurrencyUnit::Yuan, yusuan::CurrencyUnit::WanYuan];

const DIRECTIONS: [yusuan::Direction; 2] =
    [yusuan::Direction::Increase, yusuan::Direction::Decrease];

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
            let all = ExecutionBy::ALL.into_iter().map(ExecutionBy::as_str);
            let unknown = |_| unknown("grouping_unknown", "by", &text, all);
            text.parse().map_err(unknown)
        };
        if given.is_instance_of::<PyString>() {
            return Ok(Self(vec![word(given)?]));
        }
        let words = given.try_iter()?.map(|one| word(one?.as_borrowed()));
        words.collect::<PyResult<_>>().map(Self)
    }
}

fn direction(text: &str) -> Option<yusuan::Direction> {
    DIRECTIONS
        .into_iter()
        .find(|direction| direction_word(*direction) == text)
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
        given.extract().map(Self).map_err(|error| {
            if !error.is_instance_of::<PyOverflowError>(given.py()) {
                return error;
            }
            let hint = "give a number of the ledger, or a smaller one";
            out_of_range(format!("no number is so large: {}", *given), hint)
        })
    }
}

/// Wrap a whole number that an argument takes within bounds.
macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident($inner:ty), $is:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name(pub(crate) $inner);

        impl<'py> FromPyObject<'_, 'py> for $name {
            type Error = PyErr;

            #[cfg(feature = "stubs")]
            const INPUT_TYPE: pyo3::inspect::PyStaticExpr = Number::INPUT_TYPE;

            fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
                let number: Number = given.extract()?;
                let message = || format!(concat!($is, ", not {}"), number.0);
                <$inner>::try_from(number.0)
                    .map(Self)
                    .map_err(|_| out_of_range(message(), "give a number in that range"))
            }
        }
    )+};
}

numbers! {
    /// How many at most.
    Limit(u32), "a limit is 0 or more";
    /// How many days lie between.
    Days(u16), "days are from 0 to 65535";
    /// How many seconds something may take.
    Seconds(u16), "seconds are from 0 to 65535";
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
