//! Money: an exact number of fen, read from text and shown as text.
//!
//! [`Fen`] is the only money type. Arithmetic is checked and returns [`AmountError`]; there is no
//! `+` or `-` that could wrap, and nothing here is a binary fraction. Decimal numbers appear only
//! where an amount comes in ([`Fen::from_decimal`]).

mod display;
mod error;
mod parse;
mod split;

pub use display::{CurrencyUnit, CurrencyUnitError};
pub use error::AmountError;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Fen in one yuan.
const FEN_PER_YUAN: i64 = 100;

/// An exact amount of money in fen, one hundredth of a yuan.
///
/// A `Fen` can be zero or negative, since totals and differences can; [`Fen::require_positive`]
/// is the test for an amount that somebody wants to post.
///
/// # Units
///
/// Fen. Serialised as an integer; anything but an integer is refused when read back.
///
/// # Examples
///
/// ```
/// use yusuan::money::Fen;
///
/// let amount = Fen::parse_yuan("1,234.50").unwrap();
/// assert_eq!(amount.get(), 123_450);
/// assert_eq!(amount.to_yuan_string(), "1234.50");
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(i64);

impl Fen {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// The largest single amount: 10¹⁵ fen, ten trillion yuan.
    ///
    /// A county spends about a hundred-thousandth of it in a year, and nine thousand amounts of
    /// this size still fit into 64 bits, so the bound catches slips long before a sum overflows.
    pub const MAX_AMOUNT: Self = Self(1_000_000_000_000_000);

    /// Make an amount from a number of fen.
    #[must_use]
    pub const fn new(fen: i64) -> Self {
        Self(fen)
    }

    /// Return the number of fen.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Say whether there is no money in it.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Add two amounts.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`] when the sum does not fit into 64 bits.
    pub fn checked_add(self, other: Self) -> Result<Self, AmountError> {
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or(AmountError::Overflow)
    }

    /// Subtract `other`.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`] when the difference does not fit into 64 bits.
    pub fn checked_sub(self, other: Self) -> Result<Self, AmountError> {
        self.0
            .checked_sub(other.0)
            .map(Self)
            .ok_or(AmountError::Overflow)
    }

    /// Turn the sign round.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`] for the one number that has no opposite in 64 bits.
    pub fn checked_neg(self) -> Result<Self, AmountError> {
        self.0.checked_neg().map(Self).ok_or(AmountError::Overflow)
    }

    /// Add up amounts.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`] when the total does not fit into 64 bits. The total alone counts:
    /// a running sum that leaves the range and comes back is no error, so that the answer does
    /// not depend on the order of the amounts.
    pub fn sum<I: IntoIterator<Item = Self>>(amounts: I) -> Result<Self, AmountError> {
        let mut total = 0_i128;
        for amount in amounts {
            total = total
                .checked_add(i128::from(amount.0))
                .ok_or(AmountError::Overflow)?;
        }
        i64::try_from(total)
            .map(Self)
            .map_err(|_| AmountError::Overflow)
    }

    /// Return the amount when it can be posted: more than zero and within [`Fen::MAX_AMOUNT`].
    ///
    /// # Errors
    ///
    /// [`AmountError::NotPositive`], [`AmountError::OutOfRange`].
    pub fn require_positive(self) -> Result<Self, AmountError> {
        if self.0 <= 0 {
            return Err(AmountError::NotPositive { fen: self.0 });
        }
        self.require_in_range(|| self.to_yuan_string())
    }

    /// Read an amount in yuan, with at most two decimal places.
    ///
    /// Accepted besides `1234.5`: full-width digits, point, comma and minus sign; thousands
    /// separators when every group after the first has three digits; white space at either end,
    /// the ideographic space included. A minus sign is read, since a table can hold negative
    /// amounts; see [`Fen::require_positive`].
    ///
    /// # Errors
    ///
    /// [`AmountError::Subfen`] for a third decimal place, even when it is zero: `1.230` is
    /// one thousand two hundred and thirty to some writers. [`AmountError::OutOfRange`] beyond
    /// [`Fen::MAX_AMOUNT`]. Every other variant but [`AmountError::NotPositive`] and
    /// [`AmountError::Overflow`] for text that has no one plain meaning.
    pub fn parse_yuan(text: &str) -> Result<Self, AmountError> {
        parse::parse(text, 2)
    }

    /// Read an amount in whole fen; otherwise like [`Fen::parse_yuan`].
    ///
    /// # Errors
    ///
    /// As [`Fen::parse_yuan`]; [`AmountError::Subfen`] for any decimal place at all.
    pub fn parse_fen(text: &str) -> Result<Self, AmountError> {
        parse::parse(text, 0)
    }

    /// Read an amount in 万元, ten thousands of yuan, with at most six decimal places; otherwise like
    /// [`Fen::parse_yuan`].
    ///
    /// # Errors
    ///
    /// As [`Fen::parse_yuan`]; [`AmountError::Subfen`] for a seventh decimal place.
    pub fn parse_ten_thousand_yuan(text: &str) -> Result<Self, AmountError> {
        parse::parse(text, 6)
    }

    /// Convert an exact decimal number of yuan.
    ///
    /// Trailing zeros do not matter here (`1.230` is `1.23`): a decimal number is a value and not
    /// a way of writing.
    ///
    /// # Errors
    ///
    /// [`AmountError::Subfen`], [`AmountError::OutOfRange`].
    pub fn from_decimal(yuan: Decimal) -> Result<Self, AmountError> {
        let plain = yuan.normalize();
        let missing = 2_u32
            .checked_sub(plain.scale())
            .ok_or_else(|| AmountError::subfen(&plain))?;
        let out_of_range = || AmountError::out_of_range(&plain);
        let fen = plain
            .mantissa()
            .checked_mul(10_i128.pow(missing))
            .ok_or_else(out_of_range)?;
        let fen = i64::try_from(fen).map_err(|_| out_of_range())?;
        Self(fen).require_in_range(|| plain.to_string())
    }

    /// Return the amount as an exact decimal number of yuan with two decimal places.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    fn require_in_range(self, shown: impl FnOnce() -> String) -> Result<Self, AmountError> {
        if self.0.unsigned_abs() > Self::MAX_AMOUNT.0.unsigned_abs() {
            return Err(AmountError::out_of_range(&shown()));
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
