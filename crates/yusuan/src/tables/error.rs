//! Why a table cannot be made.

use crate::line::Kind;
use crate::money::AmountError;

/// A reason why a table cannot be made or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A total is too large, or a displayed amount cannot be read.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// A code does not have the digits that its classification asks for.
    #[error("{classification} code has the wrong shape: {code}")]
    CodeShape {
        /// `functional` or `economic`.
        classification: &'static str,
        /// The code as it came.
        code: String,
    },
    /// A code, or a parent of one, has no name.
    #[error("{classification} code has no name in {year}: {code}")]
    NameMissing {
        /// `functional` or `economic`.
        classification: &'static str,
        /// Year of the table.
        year: i16,
        /// The code without a name.
        code: String,
    },
    /// A line belongs to another year, or its money comes from a later one.
    #[error("line does not belong into tables of {year}: year {line_year} origin {origin_year}")]
    LineYear {
        /// Year of the table.
        year: i16,
        /// Year of the line.
        line_year: i16,
        /// First year of the money.
        origin_year: i16,
    },
    /// A project stands on a line that is not for one, or is missing on one that is.
    #[error("line of kind {kind} is at odds with its project: {project}")]
    LineProject {
        /// Kind of the line.
        kind: Kind,
        /// Project of the line, or nothing.
        project: String,
    },
    /// Nothing is grouped in this way.
    #[error("grouping is unknown: {text}")]
    GroupingUnknown {
        /// The word as it came.
        text: String,
    },
    /// No table has this name.
    #[error("table is unknown: {id}")]
    TableUnknown {
        /// The name as it came.
        id: String,
    },
    /// Two ledgers that are put together have the same unit.
    #[error("two ledgers have the unit {unit}")]
    UnitTwice {
        /// The unit.
        unit: String,
    },
    /// A side of a transfer between units has less than what is to be taken out.
    #[error("{unit} does not have what the transfer from {from_unit} to {to_unit} says")]
    TransferExceeded {
        /// The side that has less.
        unit: String,
        /// The unit that gave.
        from_unit: String,
        /// The unit that got.
        to_unit: String,
    },
    /// A set of tables to be checked lacks one.
    #[error("table is missing: {id}")]
    TableMissing {
        /// Name of the missing table.
        id: &'static str,
    },
    /// The narrative has no variant of this name.
    #[error("variant of the narrative is unknown: {text}")]
    NarrativeOptionUnknown {
        /// The word as it came.
        text: String,
        /// The words that there are.
        known: &'static str,
    },
    /// The CSV writer failed.
    #[error("table cannot be written as csv: {message}")]
    Csv {
        /// What the writer said.
        message: String,
    },
}

impl TableError {
    /// Return the stable name of the rule.
    #[must_use]
    pub const fn token(&self) -> &'static str {
        match self {
            Self::Amount(error) => error.token(),
            Self::CodeShape { .. } => "table_code_shape",
            Self::NameMissing { .. } => "table_name_missing",
            Self::LineYear { .. } => "table_line_year",
            Self::LineProject { .. } => "table_line_project",
            Self::GroupingUnknown { .. } => "grouping_unknown",
            Self::TableUnknown { .. } => "table_unknown",
            Self::UnitTwice { .. } => "unit_twice",
            Self::TransferExceeded { .. } => "transfer_exceeded",
            Self::TableMissing { .. } => "table_missing",
            Self::NarrativeOptionUnknown { .. } => "narrative_option_unknown",
            Self::Csv { .. } => "table_csv",
        }
    }
}

impl From<TableError> for crate::error::Error {
    fn from(error: TableError) -> Self {
        match error {
            TableError::Amount(source) => Self::Amount { source },
            TableError::TableUnknown { id } => Self::not_found(
                "table_unknown",
                "the table",
                id,
                "give budget-01 to budget-11, final-01 to final-09, final-comparison, \
                 final-three-public or final-balances",
            ),
            TableError::NarrativeOptionUnknown { text, known } => Self::not_found(
                "narrative_option_unknown",
                "the variant of the narrative",
                text,
                format!("give one of: {known}"),
            ),
            TableError::GroupingUnknown { text } => Self::not_found(
                "grouping_unknown",
                "the grouping",
                text,
                format!(
                    "give one of: {}",
                    super::ExecutionBy::ALL
                        .map(super::ExecutionBy::as_str)
                        .join(", ")
                ),
            ),
            other => Self::Internal(format!("{}: {other}", other.token())),
        }
    }
}
