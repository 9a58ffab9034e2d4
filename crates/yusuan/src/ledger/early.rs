//! Before the approval, and what an approval estimated.

use super::{Direction, Ledger};
use crate::acts::{self, Entry, TrueUp};
use crate::error::{Error, Result};
use crate::file;
use crate::journal::{Particulars, Receipt};
use crate::line::{self, Fund, Level, LineName};
use crate::money::Fen;

impl Ledger {
    /// Give a line an amount to spend before the budget is approved (提前安排, 预算法 54).
    ///
    /// A line named by a new key is created. Until the approval `pay`, `refund`, `commit` and
    /// `release` work on lines with such an amount, and on lines into which the closing of last
    /// year carried money. The approval takes the early amounts back as it gives the budget.
    ///
    /// # Errors
    ///
    /// [`Rule::EarlyExceeded`](crate::Rule::EarlyExceeded) with the shortfall,
    /// [`Rule::EarlyBaseUnknown`](crate::Rule::EarlyBaseUnknown) when the ledger has no approved
    /// budget of last year to measure by, [`Rule::EarlyNotAllowed`](crate::Rule::EarlyNotAllowed)
    /// for projects, unless the policy `early_spending` says otherwise, and for carried-over money,
    /// which is on its line once last year is closed.
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, date};
    ///
    /// let folder = tempfile::tempdir().unwrap();
    /// let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// ledger.add_unit("社会保险中心", UnitKind::Institution, None, &Particulars::default())?;
    /// let key = |year| LineKey {
    ///     year,
    ///     unit: "社会保险中心".to_owned(),
    ///     fund: Fund::GeneralPublic,
    ///     level: Level::Own,
    ///     origin_year: year,
    ///     functional_code: "2080109".to_owned(),
    ///     economic_code: "30201".to_owned(),
    ///     kind: Kind::BasicPublic,
    ///     project: None,
    /// };
    /// ledger.prepare_year(2024, &Particulars::default())?;
    /// ledger.draft(&key(2024), Fen::parse_yuan("40000.00")?)?;
    /// let on = |text| Ok::<_, yusuan::Error>(Particulars::on(date::parse(text)?).document("财预〔2025〕1号"));
    /// ledger.approve(2024, &on("2024-02-01")?)?;
    ///
    /// ledger.prepare_year(2025, &Particulars::default())?;
    /// ledger.allocate_early(&key(2025), Fen::parse_yuan("10000.00")?, &on("2025-01-02")?)?;
    /// ledger.pay(&key(2025), Fen::parse_yuan("3000.00")?, None, &on("2025-01-20")?)?;
    /// ledger.draft(&key(2025), Fen::parse_yuan("42000.00")?)?;
    /// ledger.approve(2025, &on("2025-02-17")?)?;
    /// let balance = ledger.balance(&key(2025))?;
    /// assert_eq!(balance.early, Fen::default());
    /// assert_eq!(balance.available()?.to_yuan_string(), "39000.00");
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn allocate_early(
        &mut self,
        line: impl Into<LineName>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        self.post_one(Entry::allocate_early(line, amount), particulars)
    }

    /// Delete the budgeted income of a unit and fund, before the approval.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] with the token `draft_unknown`.
    pub fn delete_draft_income(&mut self, year: i16, unit: &str, fund: Fund) -> Result<()> {
        let is_there = file::savepoint(&self.file.connection, |connection| {
            line::delete_draft_income(connection, year, unit, fund).map_err(|error| {
                error.naming(&line::OF_DRAFTS, format_args!("{fund} of {unit} in {year}"))
            })
        })?;
        found_draft(
            is_there,
            "the draft income",
            &format!("{year} {unit} {fund}"),
        )
    }

    /// Delete the control total of a fiscal fund and level, before the approval.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] with the token `draft_unknown`.
    pub fn delete_control_total(&mut self, year: i16, fund: Fund, level: Level) -> Result<()> {
        let is_there = file::savepoint(&self.file.connection, |connection| {
            line::delete_control_total(connection, year, fund, level).map_err(|error| {
                error.naming(&line::OF_DRAFTS, format_args!("{fund} {level} in {year}"))
            })
        })?;
        found_draft(
            is_there,
            "the control total",
            &format!("{year} {fund} {level}"),
        )
    }

    /// Return every line of a year whose carry-over was approved as an estimate, beside what the
    /// closing of the year before carried into it. Writes nothing.
    ///
    /// # Errors
    ///
    /// [`Rule::YearOpen`](crate::Rule::YearOpen) and the like while the year before is not closed.
    pub fn plan_true_up(&self, year: i16) -> Result<Vec<TrueUp>> {
        acts::plan_true_up(&self.file.connection, year)
    }

    /// Take the estimates of a year out of its lines, once the closing of the year before has
    /// brought the real carry-over (结转核定); none when no estimate is left.
    ///
    /// # Errors
    ///
    /// [`Rule::AvailableExceeded`](crate::Rule::AvailableExceeded) naming every line that spent
    /// more than was carried over, and as [`Ledger::plan_true_up`].
    pub fn true_up(&mut self, year: i16, particulars: &Particulars) -> Result<Option<Receipt>> {
        acts::true_up(&self.file.connection, year, particulars)
    }

    /// Correct the estimated carry-over of one line by what the final account says. For a ledger
    /// that begins with the year: no closing of it brings the real carry-over.
    ///
    /// # Errors
    ///
    /// [`Rule::TrueUpWrong`](crate::Rule::TrueUpWrong) for a line of which the approved budget
    /// estimated no carry-over, and for an increase where the year before is in this ledger;
    /// [`Rule::TrueUpExceeded`](crate::Rule::TrueUpExceeded) beyond the estimate.
    pub fn true_up_line(
        &mut self,
        line: impl Into<LineName>,
        direction: Direction,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let entry = match direction {
            Direction::Increase => Entry::true_up_increase(line, amount),
            Direction::Decrease => Entry::true_up_decrease(line, amount),
        };
        self.post_one(entry, particulars)
    }
}

fn found_draft(is_there: bool, what: &'static str, value: &str) -> Result<()> {
    if is_there {
        return Ok(());
    }
    let hint = "list the drafts of the year";
    Err(Error::not_found("draft_unknown", what, value, hint))
}
