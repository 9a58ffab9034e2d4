//! Showing an amount as text, in yuan or in 万元.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AmountError, FEN_PER_YUAN, Fen};
use crate::word;

/// Yuan in one 万元.
const YUAN_PER_WAN: i64 = 10_000;

/// The unit in which a table shows money, always with two decimal places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CurrencyUnit {
    /// 元: every fen is shown.
    Yuan,
    /// 万元: shown to one hundred yuan, half up away from zero.
    #[default]
    WanYuan,
}

/// A text that names no currency unit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("currency unit is not yuan or wan_yuan: {text}")]
pub struct CurrencyUnitError {
    /// The text as it came.
    pub text: String,
}

impl CurrencyUnit {
    /// Return the Chinese label, as printed after 单位：.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::WanYuan => "万元",
        }
    }

    /// Return the stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yuan => "yuan",
            Self::WanYuan => "wan_yuan",
        }
    }

    /// Return what one unit of the last decimal place is worth.
    #[must_use]
    pub const fn last_place(self) -> Fen {
        match self {
            Self::Yuan => Fen(1),
            Self::WanYuan => Fen(YUAN_PER_WAN),
        }
    }

    /// Read a displayed amount back, with or without thousands separators.
    ///
    /// # Errors
    ///
    /// As [`Fen::parse_yuan`], and [`AmountError::OutOfRange`] for a number too large for fen.
    pub fn parse_displayed(self, text: &str) -> Result<Fen, AmountError> {
        let hundredths = Fen::parse_yuan(text)?.0;
        hundredths
            .checked_mul(self.last_place().0)
            .map(Fen)
            .ok_or_else(|| AmountError::out_of_range(&text))
    }
}

impl fmt::Display for CurrencyUnit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.label())
    }
}

impl FromStr for CurrencyUnit {
    type Err = CurrencyUnitError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "yuan" | "元" => Ok(Self::Yuan),
            "wan_yuan" | "万元" => Ok(Self::WanYuan),
            _ => Err(CurrencyUnitError {
                text: text.to_owned(),
            }),
        }
    }
}

impl Serialize for CurrencyUnit {
    /// Write the Chinese label.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.label())
    }
}

impl<'de> Deserialize<'de> for CurrencyUnit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::listed(deserializer, [Self::Yuan, Self::WanYuan], Self::label)
    }
}

impl Fen {
    /// Return the amount in yuan with two decimal places, as `1234.56`.
    #[must_use]
    pub fn to_yuan_string(self) -> String {
        self.display(CurrencyUnit::Yuan, false)
    }

    /// Return the amount in 万元 with two decimal places, half up, as `646.04`.
    #[must_use]
    pub fn display_wan(self) -> String {
        self.display(CurrencyUnit::WanYuan, false)
    }

    /// Return the amount as a table shows it.
    ///
    /// Two decimal places; halves go away from zero; what rounds to zero carries no sign.
    #[must_use]
    pub fn display(self, unit: CurrencyUnit, thousands_separator: bool) -> String {
        let hundredths = hundredths_of(self, unit);
        let size = hundredths.unsigned_abs();
        let per_unit = u128::from(FEN_PER_YUAN.unsigned_abs());
        let whole = (size / per_unit).to_string();
        let whole = if thousands_separator {
            group_by_three(&whole)
        } else {
            whole
        };
        let sign = if hundredths < 0 { "-" } else { "" };
        format!("{sign}{whole}.{fraction:02}", fraction = size % per_unit)
    }

    /// Round to the last decimal place that `unit` shows, half up away from zero.
    ///
    /// # Errors
    ///
    /// [`AmountError::Overflow`] within half a last place of the largest 64-bit number.
    pub fn round_to(self, unit: CurrencyUnit) -> Result<Self, AmountError> {
        hundredths_of(self, unit)
            .checked_mul(i128::from(unit.last_place().0))
            .and_then(|fen| i64::try_from(fen).ok())
            .map(Self)
            .ok_or(AmountError::Overflow)
    }
}

/// Return the amount in hundredths of the unit, rounded half up away from zero.
fn hundredths_of(amount: Fen, unit: CurrencyUnit) -> i128 {
    let fen = i128::from(amount.0);
    let last_place = i128::from(unit.last_place().0);
    // Sixty-four bits and half a last place fit into 128 bits many times over.
    let size = fen
        .unsigned_abs()
        .saturating_add(last_place.unsigned_abs() / 2);
    let rounded = i128::try_from(size / last_place.unsigned_abs()).unwrap_or(i128::MAX);
    if fen < 0 {
        rounded.saturating_neg()
    } else {
        rounded
    }
}

/// Put a comma before every third digit from the right.
fn group_by_three(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len().saturating_mul(2));
    let mut left = digits.len();
    for digit in digits.chars() {
        if !grouped.is_empty() && left.is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
        left = left.saturating_sub(1);
    }
    grouped
}
