//! Splitting an amount over months, lines or units.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyInt};
use yusuan::AmountError;

use crate::errors;
use crate::money::{Amount, AmountFen, Yuan, one};

/// A weight as Python gives it: a whole number that is not negative.
pub(crate) struct Weight(u64);

impl<'py> FromPyObject<'_, 'py> for Weight {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = pyo3::type_hint_identifier!("builtins", "int");

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if !given.is_instance_of::<PyInt>() || given.is_instance_of::<PyBool>() {
            let name = given.get_type().name()?;
            return Err(errors::amount_type(
                format!("a weight is a whole number, not {name}"),
                "pass weights as int, for instance amounts in fen".to_owned(),
            ));
        }
        given.extract().map(Self).map_err(|_| {
            let reason = "a weight is negative or beyond 64 bits";
            errors::raise(AmountError::Unsplittable { reason }.into())
        })
    }
}

/// Split an amount exactly: over equal parts, or in proportion to weights (最大余数法).
///
/// Each part is its exact share, cut to whole fen towards zero; the fen that are left go one by
/// one to the parts that were cut most, of equal ones to the earlier.
///
/// Shape: a list of amounts in yuan, one for each part or weight, together exactly the amount.
/// Units: yuan as `Decimal` with two decimal places.
///
/// Args:
///     amount: the amount in yuan, as `Decimal` or text.
///     amount_fen: the amount in fen instead.
///     parts: how many equal parts, or
///     weights: a whole number for each part, not negative.
///
/// Raises:
///     AmountError: `split_invalid` for no parts, weights of nothing, or more than a million.
///     UsageError: `split_invalid` for both parts and weights, or neither.
///
/// Example:
///     >>> yusuan.split("100.00", parts=3)
///     [Decimal('33.34'), Decimal('33.33'), Decimal('33.33')]
///     >>> yusuan.split("0.05", weights=[2, 1, 0])
///     [Decimal('0.03'), Decimal('0.02'), Decimal('0.00')]
#[pyfunction]
#[pyo3(signature = (amount = None, *, amount_fen = None, parts = None, weights = None))]
pub(crate) fn split(
    amount: Option<Amount>,
    amount_fen: Option<AmountFen>,
    parts: Option<Weight>,
    weights: Option<Vec<Weight>>,
) -> PyResult<Vec<Yuan>> {
    let amount = one(amount, amount_fen)?;
    let split = match (parts, weights) {
        (Some(Weight(parts)), None) => {
            amount.split_evenly(usize::try_from(parts).unwrap_or(usize::MAX))
        }
        (None, Some(weights)) => {
            let weights: Vec<_> = weights.into_iter().map(|weight| weight.0).collect();
            amount.split(&weights)
        }
        _ => {
            let what = "a split is over parts or by weights, one of the two";
            return Err(errors::usage(
                "split_invalid",
                what,
                "pass parts or weights",
            ));
        }
    };
    let split = split.map_err(|error| errors::raise(error.into()))?;
    Ok(split.into_iter().map(Yuan).collect())
}
