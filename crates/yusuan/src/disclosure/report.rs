//! What a check of a disclosure says.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::import::cell_name;
use crate::tables::{Check, Tolerance, Verdict};
use crate::word::Own;

/// Write an enum and its words out of one table.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$item])* $variant,)+
        }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Return the stable word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What is wrong in a published document. The word never changes.
    DisclosureToken {
        /// One cell, whose correction satisfies the identities named below it.
        Amount = "amount",
        /// An identity does not hold, and no one cell explains it.
        Identity = "identity",
        /// A cell for money holds something else.
        Unreadable = "unreadable",
        /// A table is printed in another unit than it says.
        Unit = "unit",
        /// A code is not one of its name, or of no class.
        Code = "code",
        /// A code has another name.
        Name = "name",
        /// A percentage of a whole is not that.
        Share = "share",
        /// A change or its percentage does not follow from its figures.
        Change = "change",
        /// A word says the opposite of the figures.
        Direction = "direction",
        /// Growth from zero has a percentage.
        ZeroGrowth = "zero_growth",
        /// A sentence states another amount than the table that it speaks of.
        Sentence = "sentence",
    }
}

words! {
    /// What has probably happened: it turns the right value into the printed one exactly.
    Cause {
        /// A digit is missing.
        DigitDropped = "digit_dropped",
        /// A digit stands twice.
        DigitDoubled = "digit_doubled",
        /// Two neighbouring digits are exchanged.
        DigitsSwapped = "digits_swapped",
        /// One digit is another one.
        DigitWrong = "digit_wrong",
        /// The point is one to three places off.
        DecimalShift = "decimal_shift",
        /// 元 stands where 万元 is said, or the reverse.
        UnitMixed = "unit_mixed",
        /// The sign is missing or one too many.
        SignWrong = "sign_wrong",
        /// The amount stands in a neighbouring row.
        RowSlipped = "row_slipped",
        /// The amount stands in a neighbouring column.
        ColumnSlipped = "column_slipped",
        /// The amount is missing.
        AmountMissing = "amount_missing",
        /// The parts are right, and their total is not.
        TotalWrong = "total_wrong",
        /// The code of the row is another one.
        CodeWrong = "code_wrong",
        /// The name of the row is another code's, or none's.
        NameWrong = "name_wrong",
        /// The percentage was miscalculated.
        PercentageWrong = "percentage_wrong",
        /// The change goes the other way.
        DirectionWrong = "direction_wrong",
        /// There is nothing to grow from.
        GrowthFromZero = "growth_from_zero",
    }
}

/// Where something is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct PrintedPlace {
    /// The file; none when the tables came from memory.
    pub path: Option<String>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Row of the sheet, line of the file, or place of the row in a table of JSON, from 1.
    pub row: Option<usize>,
    /// Column of the sheet, from 1.
    pub column: Option<usize>,
    /// The table, as `budget-06`.
    pub table: Option<String>,
    /// Id of the row there.
    pub row_id: Option<String>,
    /// Id of the column there.
    pub column_id: Option<String>,
}

impl PrintedPlace {
    /// Return the cell as a spreadsheet names it.
    #[must_use]
    pub fn cell(&self) -> Option<String> {
        let column = self.column?.checked_sub(1)?;
        Some(cell_name(column, u64::try_from(self.row?).ok()?))
    }
}

impl fmt::Display for PrintedPlace {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.path.clone());
        parts.extend(self.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
        match (self.cell(), self.row) {
            (Some(cell), _) => parts.push(format!("cell {cell}")),
            (None, Some(row)) => parts.push(format!("row {row}")),
            (None, None) => {}
        }
        let ids = [&self.table, &self.row_id, &self.column_id];
        let ids: Vec<&str> = ids.into_iter().flatten().map(String::as_str).collect();
        if !ids.is_empty() {
            parts.push(ids.join(" "));
        }
        formatter.write_str(&parts.join(", "))
    }
}

/// An identity that does not hold in print.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct FailedIdentity {
    /// Number, as `6.2`.
    #[serde(deserialize_with = "crate::word::own")]
    pub number: Own,
    /// The identity in words.
    #[serde(deserialize_with = "crate::word::own")]
    pub statement: Own,
    /// Tables, rows and columns by id.
    pub place: String,
    /// Sum of what the left side prints.
    pub left: String,
    /// Sum of what the right side prints.
    pub right: String,
    /// How far apart the sides may be, and why.
    pub tolerance: Tolerance,
    /// `rounding` or `differs`.
    pub verdict: Verdict,
}

/// Something wrong in a published document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct DisclosureFinding {
    /// What is wrong.
    pub token: DisclosureToken,
    /// `rounding` when rounding explains it, else `differs`.
    pub verdict: Verdict,
    /// Where.
    pub place: PrintedPlace,
    /// Other places that the correction changes.
    pub also: Vec<PrintedPlace>,
    /// What is printed.
    pub printed: String,
    /// What should be, where that can be said.
    pub expected: Option<String>,
    /// What has probably happened, where it fits exactly.
    pub cause: Option<Cause>,
    /// The same in words.
    pub message: String,
    /// Identities that the correction satisfies, or the one that fails.
    pub identities: Vec<FailedIdentity>,
}

impl fmt::Display for DisclosureFinding {
    /// Write the finding on one line, each identity on one of its own below it.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, token) = (&self.place, self.token);
        write!(
            formatter,
            "{place}: {token}, {}: {}",
            self.verdict.as_str(),
            self.message
        )?;
        if let Some(cause) = self.cause {
            write!(formatter, " [{cause}]")?;
        }
        for identity in &self.identities {
            write!(
                formatter,
                "\n    {} {}: {} | {} ({}, tolerance {}, {} rounded)",
                identity.number,
                identity.statement,
                identity.left,
                identity.right,
                identity.place,
                identity.tolerance.text,
                identity.tolerance.rounded,
            )?;
        }
        Ok(())
    }
}

/// A table as it was recognised.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct ReadTable {
    /// The table, as `budget-06`.
    pub table: String,
    /// Title as printed.
    pub title: String,
    /// File, sheet and row of the title.
    pub place: PrintedPlace,
    /// Unit of money, 万元 or 元.
    pub currency_unit: String,
    /// Rows that were understood.
    pub rows: usize,
    /// Amounts that were read.
    pub amounts: usize,
}

/// What was found in a published document.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Disclosure {
    /// What is wrong: cells and codes first, then what is only rounding.
    pub findings: Vec<DisclosureFinding>,
    /// Tables that were recognised, in print order.
    pub tables: Vec<ReadTable>,
    /// Every identity that could be compared.
    pub checks: Vec<Check>,
    /// What was not understood, or is worth knowing and not wrong.
    pub notes: Vec<String>,
}

impl Disclosure {
    /// Say whether nothing is wrong but rounding.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let mut findings = self.findings.iter();
        findings.all(|finding| finding.verdict == Verdict::Rounding)
    }

    /// Return how many findings have a verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.verdict == verdict)
            .count()
    }
}
