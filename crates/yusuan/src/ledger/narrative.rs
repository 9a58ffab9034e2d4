//! 部门预算情况说明.

use super::Ledger;
use crate::error::Result;
use crate::file;
use crate::tables::{Narrative, NarrativeRequest};

impl Ledger {
    /// Return the explanatory part of the budget of a year (部门预算情况说明): every figure of it by
    /// its key, the sentences around them, and what they lack.
    ///
    /// Without a unit it is about all units, as [`budget_tables`](Self::budget_tables) is. A year
    /// that is being prepared gives the narrative of its drafts. It is compared with the budget of
    /// the year before as that was approved; where the ledger does not have one, the comparisons
    /// are gaps.
    ///
    /// # Errors
    ///
    /// [`Rule::YearUnknown`](crate::Rule::YearUnknown), [`Rule::UnitUnknown`](crate::Rule::UnitUnknown).
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::{Ledger, Particulars};
    /// use yusuan::tables::{NarrativeRequest, NarrativeTexts};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// # ledger.prepare_year(2025, &Particulars::default())?;
    /// let request = NarrativeRequest {
    ///     texts: NarrativeTexts::of([("3.basic", "reason", "工资标准调整")])?,
    ///     ..NarrativeRequest::default()
    /// };
    /// let narrative = ledger.narrative(2025, None, &request)?;
    /// let amount = narrative.item("1.total").and_then(|item| item.figure("amount"));
    /// assert_eq!(amount.and_then(|figure| figure.with_unit()).as_deref(), Some("0.00万元"));
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn narrative(
        &self,
        year: i16,
        unit: Option<&str>,
        request: &NarrativeRequest,
    ) -> Result<Narrative> {
        file::snapshot(&self.file.connection, |connection| {
            crate::tables::narrated(connection, year, unit, request)
        })
    }
}
