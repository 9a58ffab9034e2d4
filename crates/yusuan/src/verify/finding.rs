//! What a verification says.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::journal::Head;
use crate::money::Fen;
use crate::tables::checks::Verdict;
use crate::word;

/// Findings of one token that are listed; more are counted. A file in ruins would otherwise fill
/// the memory with messages that nobody reads.
pub(super) const FINDINGS_PER_TOKEN_MAX: u64 = 100;

/// Remarks that are listed.
const REMARKS_MAX: usize = 1_000;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Nothing is wrong, but something is not proven.
    Warning,
    /// The file is not what the acts in it made.
    Error,
}

/// Write the enum, its words and its list out of one table.
macro_rules! tokens {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// What is wrong. The word never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum FindingToken {
            $($(#[$doc])* $variant,)+
        }

        impl FindingToken {
            /// Every token, in the order they are looked for.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Return the stable word.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

tokens! {
    /// A part of the file could not be read at all.
    Unreadable = "unreadable",
    /// A table, index, trigger or view is missing, changed or added.
    SchemaAltered = "schema_altered",
    /// A row of the tables the rules are written in is missing, changed or added.
    RuleDataAltered = "rule_data_altered",
    /// SQLite finds pages, indexes or column types damaged.
    Integrity = "integrity",
    /// A row refers to one that is not there.
    ForeignKey = "foreign_key",
    /// The stored hash of a voucher is not the hash of its rows.
    ChainBroken = "chain_broken",
    /// The chain does not go through a head that was kept outside the file.
    HeadDiffers = "head_differs",
    /// A voucher has neither a hash nor a seal.
    ChainUnsealed = "chain_unsealed",
    /// A seal is not the digest of the voucher it names, or names none it could seal.
    SealDiffers = "seal_differs",
    /// A record names a voucher that is not there.
    RecordOutside = "record_outside",
    /// A note is not the text that was written, or was erased without an act.
    NoteDigestDiffers = "note_digest_differs",
    /// Vouchers are not numbered 1, 2, 3 …
    VoucherGap = "voucher_gap",
    /// A voucher has not the rows it declares, or declares what its act does not have.
    VoucherIncomplete = "voucher_incomplete",
    /// A voucher's date is no date, or lies outside its year.
    DateOutsideYear = "date_outside_year",
    /// A posting is dated before what it depends on.
    DateTooEarly = "date_too_early",
    /// One person did what the policy of that time wanted two for.
    FourEyes = "four_eyes",
    /// A year is not in the state that its acts lead to, or an act met it in another.
    YearStateDiffers = "year_state_differs",
    /// Postings are not numbered 1, 2, 3 …
    PostingGap = "posting_gap",
    /// A posting lies outside the range of its voucher.
    PostingOutside = "posting_outside",
    /// A posting has no valid amount or event, or names rows that its event does not.
    PostingInvalid = "posting_invalid",
    /// Money crosses year, fund, level, origin or key where it must not.
    MoneyCrosses = "money_crosses",
    /// A reversal is not equal to what it undoes, or undoes what it must not.
    ReversalDiffers = "reversal_differs",
    /// A refund names no payment that stands, or more comes back than was paid.
    RefundExceeded = "refund_exceeded",
    /// Something went below zero.
    EquationNegative = "equation_negative",
    /// A posting does what a policy of that time refuses.
    PolicyRefused = "policy_refused",
    /// More was arranged before the approval than the policy of that time allowed.
    EarlyExceeded = "early_exceeded",
    /// A fund that is not fiscal spent more than the policy of that time allowed.
    SpendingExceedsIncome = "spending_exceeds_income",
    /// More was taken out of an estimated carry-over than was left of it.
    TrueUpExceeded = "true_up_exceeded",
    /// A payment without the spending plan that the policy of that time wanted.
    PlanMissing = "plan_missing",
    /// A spending plan was more than its line could spend, or more was paid than planned.
    PlanExceeded = "plan_exceeded",
    /// A closed year has something left.
    ClosingUndecided = "closing_undecided",
    /// Running totals of a line are not what its postings add up to.
    BalanceDiffers = "balance_differs",
    /// Running totals of an income are not.
    IncomeDiffers = "income_differs",
    /// Running totals of a surplus are not.
    SurplusDiffers = "surplus_differs",
    /// Running totals of a commitment are not.
    CommitmentDiffers = "commitment_differs",
    /// A year does not open with what the year before carried out.
    CarryDiffers = "carry_differs",
    /// An approved budget is not its draft, or not balanced.
    DraftDiffers = "draft_differs",
    /// The chart in force has no rule for an event that the built-in one has rules for.
    ChartIncomplete = "chart_incomplete",
    /// A running total is not the balance of its account.
    DoubleEntryDiffers = "double_entry_differs",
    /// An appropriation account stands twice or not at all.
    AccountRepeated = "account_repeated",
    /// Total resources are not opening + adjustments + appropriated + other.
    AccountResources = "account_resources",
    /// The status of resources is not obligations + unobligated + what was closed out.
    AccountStatus = "account_status",
    /// Uses are not sources.
    AccountUses = "account_uses",
    /// An account does not open with what it closed with in the year before.
    AccountOpening = "account_opening",
    /// Another figure of an account is not the journal's.
    AccountFigure = "account_figure",
    /// Outlays are not the sum of their detail.
    AccountOutlays = "account_outlays",
    /// Obligations are not the sum of their detail.
    AccountObligations = "account_obligations",
    /// Recoveries are not the sum of their detail.
    AccountRecoveries = "account_recoveries",
    /// A payment of some month is not in the year's.
    AccountVanished = "account_vanished",
    /// A row of a statement and its posting are not the same money, or matched twice.
    MatchDiffers = "match_differs",
    /// A total did not stand at what an assertion says, or does no more.
    AssertionFails = "assertion_fails",
    /// A declaration is not one that could be written.
    DeclarationDiffers = "declaration_differs",
    /// More is committed under a contract than its parts add up to.
    ContractExceeded = "contract_exceeded",
    /// A contract, a part of one or a mark of procurement is not one that could be written.
    ContractDiffers = "contract_differs",
    /// A line or code is not in the catalogue of its year, or the hierarchy is broken.
    CatalogueDiffers = "catalogue_differs",
    /// An identity of the published tables does not hold.
    TableIdentity = "table_identity",
    /// Amounts that are each right add up to more than 64 bits hold: a figure cannot be made, nor checked.
    TotalOutOfRange = "total_out_of_range",
}

impl FindingToken {
    /// Return how bad it is.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::ChainUnsealed | Self::ChartIncomplete | Self::TotalOutOfRange => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for FindingToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for FindingToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for FindingToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word::listed(deserializer, Self::ALL.iter().copied(), Self::as_str)
    }
}

/// Where a finding is: a row of a table, perhaps one column of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Place {
    /// The table.
    pub table: String,
    /// Number of the row, or the key of a row that has no number.
    pub row: Option<String>,
    /// The column, when it is about one.
    pub column: Option<String>,
}

impl Place {
    pub(super) fn table(table: &str) -> Self {
        Self {
            table: table.to_owned(),
            row: None,
            column: None,
        }
    }

    pub(super) fn row(table: &str, row: impl fmt::Display) -> Self {
        Self {
            row: Some(row.to_string()),
            ..Self::table(table)
        }
    }

    pub(super) fn column(table: &str, row: impl fmt::Display, column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..Self::row(table, row)
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.table)?;
        for part in [&self.row, &self.column].into_iter().flatten() {
            write!(formatter, " {part}")?;
        }
        Ok(())
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// What is wrong.
    pub token: FindingToken,
    /// How bad it is.
    pub severity: Severity,
    /// The row that disagrees.
    pub place: Place,
    /// What it should be, where that can be said.
    pub expected: Option<String>,
    /// What it is.
    pub found: Option<String>,
    /// The same in words.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{}: {}: {}",
            self.token, self.place, self.message
        )?;
        if let Some(expected) = &self.expected {
            write!(formatter, "; expected {expected}")?;
        }
        if let Some(found) = &self.found {
            write!(formatter, "; found {found}")?;
        }
        Ok(())
    }
}

/// Something about the published tables that is worth knowing and not wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// The table, as `budget-06`.
    pub table: String,
    /// Number of the identity, as `6.2`.
    pub check: String,
    /// Year of the tables.
    pub year: i64,
    /// Unit or department of the tables.
    pub unit: String,
    /// Rows and columns that were compared.
    pub place: String,
    /// `rounding`, or `differs` for an identity that is only expected to hold.
    pub verdict: Verdict,
    /// The two figures as printed.
    pub printed: (String, String),
    /// The two figures exactly.
    #[serde(rename = "exact_fen")]
    pub exact: (Fen, Fen),
    /// The identity in words.
    pub statement: String,
}

impl fmt::Display for Remark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} {} {}: {} {} beside {}; {}",
            self.table,
            self.check,
            self.year,
            self.verdict.as_str(),
            self.printed.0,
            self.printed.1,
            self.place
        )
    }
}

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Verification {
    /// What is wrong, at most a hundred of each token.
    pub findings: Vec<Finding>,
    /// How often each token was found, listed or not.
    pub counts: BTreeMap<FindingToken, u64>,
    /// What is worth knowing and not wrong.
    pub notes: Vec<Remark>,
    /// Where the chain stands.
    pub head: Head,
    /// Vouchers that were read.
    pub voucher_count: u64,
    /// Postings that were read.
    pub posting_count: u64,
    /// Lines that were compared.
    pub line_count: u64,
    /// Vouchers of foreign programs that a seal covers.
    pub sealed_count: u64,
    /// Vouchers of foreign programs that nothing covers.
    pub unsealed_count: u64,
    /// Whether indexes were left out.
    pub quick: bool,
}

impl Verification {
    /// Return whether nothing was found, not even a warning.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.counts.is_empty()
    }

    /// Return whether nothing is wrong; something may be less than proven.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.error_count() == 0
    }

    /// Return how many errors were found, listed or not.
    #[must_use]
    pub fn error_count(&self) -> u64 {
        self.count_of(Severity::Error)
    }

    /// Return how many warnings were found, listed or not.
    #[must_use]
    pub fn warning_count(&self) -> u64 {
        self.count_of(Severity::Warning)
    }

    /// Return how many findings are counted and not listed.
    #[must_use]
    pub fn omitted_count(&self) -> u64 {
        let listed = u64::try_from(self.findings.len()).unwrap_or(u64::MAX);
        self.counts.values().sum::<u64>().saturating_sub(listed)
    }

    fn count_of(&self, severity: Severity) -> u64 {
        let counts = self.counts.iter();
        counts
            .filter(|(token, _)| token.severity() == severity)
            .map(|(_, count)| count)
            .sum()
    }
}

/// Collects findings.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) list: Vec<Finding>,
    pub(super) counts: BTreeMap<FindingToken, u64>,
    pub(super) remarks: Vec<Remark>,
}

impl Findings {
    /// Add a finding that has no two values to compare.
    pub(super) fn add(
        &mut self,
        token: FindingToken,
        place: impl FnOnce() -> Place,
        message: fmt::Arguments<'_>,
    ) {
        self.keep(token, || (place(), None, None, message.to_string()));
    }

    /// Add a finding about a value that is not what it should be.
    pub(super) fn differs(
        &mut self,
        token: FindingToken,
        place: impl FnOnce() -> Place,
        (expected, found): (&dyn fmt::Display, &dyn fmt::Display),
        message: fmt::Arguments<'_>,
    ) {
        self.keep(token, || {
            let (expected, found) = (expected.to_string(), found.to_string());
            (place(), Some(expected), Some(found), message.to_string())
        });
    }

    /// Add what another derivation found.
    pub(super) fn append(&mut self, other: Self) {
        for finding in other.list {
            let alike = self.list.iter().filter(|it| it.token == finding.token);
            if u64::try_from(alike.count()).is_ok_and(|count| count < FINDINGS_PER_TOKEN_MAX) {
                self.list.push(finding);
            }
        }
        for (token, count) in other.counts {
            *self.counts.entry(token).or_default() += count;
        }
        for remark in other.remarks {
            self.remark(remark);
        }
    }

    /// Add a remark.
    pub(super) fn remark(&mut self, remark: Remark) {
        if self.remarks.len() < REMARKS_MAX {
            self.remarks.push(remark);
        }
    }

    fn keep(
        &mut self,
        token: FindingToken,
        write: impl FnOnce() -> (Place, Option<String>, Option<String>, String),
    ) {
        let count = self.counts.entry(token).or_default();
        *count += 1;
        if *count > FINDINGS_PER_TOKEN_MAX {
            return;
        }
        let (place, expected, found, message) = write();
        self.list.push(Finding {
            token,
            severity: token.severity(),
            place,
            expected,
            found,
            message,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_of_two_derivations_are_counted_together_and_listed_up_to_a_hundred() {
        let found = |count: i64| {
            let mut findings = Findings::default();
            for id in 0..count {
                let place = || Place::row("posting", id);
                findings.add(FindingToken::PostingGap, place, format_args!("missing"));
            }
            findings
        };
        let mut findings = found(60);
        findings.append(found(60));
        assert_eq!((findings.list.len(), found(103).list.len()), (100, 100));
        assert_eq!(findings.counts[&FindingToken::PostingGap], 120);
    }

    #[test]
    fn a_thousand_remarks_are_kept_and_no_more() {
        let said = r#"{"table": "", "check": "", "year": 1, "unit": "", "place": "", "statement": "",
            "verdict": "rounding", "printed": ["", ""], "exact_fen": [1, 2]}"#;
        let remark: Remark = serde_json::from_str(said).unwrap();
        let mut findings = Findings::default();
        (0..=REMARKS_MAX).for_each(|_| findings.remark(remark.clone()));
        assert_eq!(findings.remarks.len(), REMARKS_MAX);
    }
}
