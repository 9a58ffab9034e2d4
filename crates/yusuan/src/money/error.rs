//! What can be wrong with an amount.

use std::fmt::Display;

/// Characters of a refused text that a message repeats; a pasted page must not fill a log.
const SHOWN_CHARACTERS: usize = 40;

/// A reason to refuse an amount.
///
/// [`AmountError::token`] names the rule and never changes; several variants share a token and
/// differ in their advice, see [`AmountError::hint`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// Nothing, or only white space.
    #[error("amount is empty")]
    Empty,
    /// Something that is not a number written in digits.
    #[error("amount is not a number: {text}")]
    NotANumber {
        /// The text as it came, shortened.
        text: String,
    },
    /// A plus sign before the number.
    #[error("amount has a plus sign: {text}")]
    PlusSign {
        /// The text as it came, shortened.
        text: String,
    },
    /// A currency mark such as `¥` or `元`.
    #[error("amount has a currency mark: {text}")]
    CurrencyMark {
        /// The text as it came, shortened.
        text: String,
    },
    /// An underscore between digits.
    #[error("amount has an underscore: {text}")]
    Underscore {
        /// The text as it came, shortened.
        text: String,
    },
    /// An exponent, as in `1e5`.
    #[error("amount has an exponent: {text}")]
    Exponent {
        /// The text as it came, shortened.
        text: String,
    },
    /// Thousands separators that do not part the digits into groups of three.
    #[error("amount has a misplaced thousands separator: {text}")]
    Separator {
        /// The text as it came, shortened.
        text: String,
    },
    /// More decimal places than the fen has, zeros or not.
    #[error("amount has decimal places beyond the fen: {text}")]
    Subfen {
        /// The number as it came, shortened.
        text: String,
    },
    /// Zero or less where something must be posted.
    #[error("amount is not greater than zero: {} yuan ({fen} fen)", super::Fen::new(*fen).to_yuan_string())]
    NotPositive {
        /// The amount.
        fen: i64,
    },
    /// More than [`Fen::MAX_AMOUNT`](super::Fen::MAX_AMOUNT).
    #[error("amount is out of range: {text}")]
    OutOfRange {
        /// The number as it came, shortened.
        text: String,
    },
    /// A sum that does not fit into 64 bits.
    #[error("sum of amounts is out of range")]
    Overflow,
    /// An amount that is to be split into no parts, by weights of nothing, or into too many parts.
    #[error("the amount cannot be split: {reason}")]
    Unsplittable {
        /// Why not.
        reason: &'static str,
    },
}

impl AmountError {
    /// Return the stable name of the rule.
    #[must_use]
    pub const fn token(&self) -> &'static str {
        match self {
            Self::Empty
            | Self::NotANumber { .. }
            | Self::PlusSign { .. }
            | Self::CurrencyMark { .. }
            | Self::Underscore { .. }
            | Self::Exponent { .. }
            | Self::Separator { .. } => "amount_invalid",
            Self::Subfen { .. } => "amount_subfen",
            Self::NotPositive { .. } => "amount_not_positive",
            Self::OutOfRange { .. } | Self::Overflow => "amount_out_of_range",
            Self::Unsplittable { .. } => "split_invalid",
        }
    }

    /// Return advice on what to write instead.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "write the amount, or leave the row out",
            Self::NotANumber { .. } => "write digits with a point before the decimals, as 1234.56",
            Self::PlusSign { .. } => "leave the sign out; the event says which way money moves",
            Self::CurrencyMark { .. } => "write the number alone; the column says the unit",
            Self::Underscore { .. } => "write the digits together, or with commas: 1,234,567.89",
            Self::Exponent { .. } => "write all digits; format the cell as a number or as text",
            Self::Separator { .. } => "use groups of three digits, 1,234,567.89, or no commas",
            Self::Subfen { .. } => "yuan has at most two decimal places, fen has none",
            Self::NotPositive { .. } => "to take money back, post the opposite event",
            Self::OutOfRange { .. } => "one amount is at most 10000000000000.00 yuan",
            Self::Overflow => "look for an amount that is far too large",
            Self::Unsplittable { .. } => {
                "give one to a million parts, a weight above zero among them"
            }
        }
    }

    pub(super) fn subfen(value: &impl Display) -> Self {
        Self::Subfen {
            text: shorten(&value.to_string()),
        }
    }

    pub(super) fn out_of_range(value: &impl Display) -> Self {
        Self::OutOfRange {
            text: shorten(&value.to_string()),
        }
    }
}

/// Return the text, cut when it is long.
pub(super) fn shorten(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN_CHARACTERS).collect();
    if text.chars().nth(SHOWN_CHARACTERS).is_some() {
        shown.push('…');
    }
    shown
}
