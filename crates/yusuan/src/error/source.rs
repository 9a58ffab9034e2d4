//! Wrong rows of an input file.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Problems that a message lists one by one; the rest are counted.
const SHOWN_PROBLEMS: usize = 20;

/// One wrong cell, row or file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct SourceError {
    /// The file, as it was named.
    pub path: String,
    /// Sheet of a workbook; none in a text file.
    pub sheet: Option<String>,
    /// Cell of the sheet, as `J3`; none where the ledger refused a row.
    pub cell: Option<String>,
    /// Line of the file, the header being 1; none when the whole file is meant.
    pub row: Option<u64>,
    /// Name of the column; none when the whole row is meant.
    pub column: Option<String>,
    /// The value as it came.
    pub value: Option<String>,
    /// Stable token: a rule's, an amount's, or `file_empty`, `encoding_unknown`, `sheet_unclear`,
    /// `column_missing`, `column_unknown`, `column_repeated`, `row_malformed`, `year_malformed`,
    /// `file_unreadable`, `file_too_large`, `template_invalid`, `mapping_file_invalid`,
    /// `table_missing`;
    /// `problems_omitted` counts those that are not listed.
    pub token: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.path)?;
        if let Some(sheet) = &self.sheet {
            write!(formatter, ", sheet {sheet}")?;
        }
        if let Some(cell) = &self.cell {
            write!(formatter, ", cell {cell}")?;
        }
        if let Some(row) = self.row {
            write!(formatter, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(formatter, ", column {column}")?;
        }
        write!(formatter, ": {}: {}", self.token, self.message)?;
        if !self.hint.is_empty() {
            write!(formatter, " (hint: {})", self.hint)?;
        }
        Ok(())
    }
}

/// Everything that is wrong with an input file. Nothing of it was written.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct SourceErrors(pub Vec<SourceError>);

impl SourceErrors {
    /// Return the token of the first problem.
    #[must_use]
    pub fn token(&self) -> &'static str {
        let first = self.0.first().map_or("", |error| error.token.as_str());
        super::Rule::from_token(first).map_or_else(
            || {
                TOKENS
                    .iter()
                    .copied()
                    .find(|token| *token == first)
                    .unwrap_or("source_invalid")
            },
            super::Rule::token,
        )
    }
}

/// Tokens of problems that are no rule of the ledger.
const TOKENS: &[&str] = &[
    "file_empty",
    "file_unreadable",
    "file_too_large",
    "encoding_unknown",
    "sheet_unclear",
    "table_missing",
    "column_missing",
    "column_unknown",
    "column_repeated",
    "mapping_file_invalid",
    "row_malformed",
    "year_malformed",
    "amount_subfen",
    "template_invalid",
    "narrative_text_unknown",
    "template_malformed",
    "template_placeholder_unknown",
    "template_unknown",
];

impl fmt::Display for SourceErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().take(SHOWN_PROBLEMS).enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{error}")?;
        }
        let rest = self.0.len().saturating_sub(SHOWN_PROBLEMS);
        if rest > 0 {
            write!(formatter, "\nand {rest} more")?;
        }
        Ok(())
    }
}

impl std::error::Error for SourceErrors {}
