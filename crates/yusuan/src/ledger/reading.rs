//! Reading the ledger.

use super::Ledger;
use crate::error::{Error, Result, Rule};
use crate::file;
use crate::journal::{self, LogEntry, LogFilter};
use crate::line::{self, AsOf, BudgetYear, Line, LineBalance, LineName, LineReport, YearState};
use crate::tables::{self, BudgetTable, Check, Table, TableOptions};
use crate::verify::{self, Verification, VerifyOptions};

impl Ledger {
    /// Return every year of the ledger, oldest first.
    pub fn years(&self) -> Result<Vec<BudgetYear>> {
        line::years(&self.file.connection)
    }

    /// Return where a year stands.
    ///
    /// # Errors
    ///
    /// [`Rule::YearUnknown`](crate::Rule::YearUnknown).
    pub fn year_state(&self, year: i16) -> Result<YearState> {
        let found = self.years()?.into_iter().find(|found| found.year == year);
        found.map(|found| found.state).ok_or_else(|| {
            Error::refused(
                Rule::YearUnknown,
                format!("the year is not in this ledger: {year}"),
                "prepare the year first",
            )
        })
    }

    /// Return a line by its number or its key.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] with the token `line_unknown`.
    pub fn line(&self, line: impl Into<LineName>) -> Result<Line> {
        line::resolve(&self.file.connection, &line.into())
    }

    /// Return the lines of a year with their running totals, oldest first.
    pub fn lines(&self, year: i16) -> Result<Vec<LineReport>> {
        self.lines_as_of(year, &AsOf::now())
    }

    /// Return the running totals of a line.
    pub fn balance(&self, line: impl Into<LineName>) -> Result<LineBalance> {
        let id = match line.into() {
            LineName::Id(id) => id,
            LineName::Key(key) => line::require(&self.file.connection, &key)?.id,
        };
        line::balance(&self.file.connection, id)
    }

    /// Return at most `limit` vouchers after a voucher, oldest first; without a limit all of them.
    pub fn log(&self, after: i64, limit: Option<u32>) -> Result<Vec<LogEntry>> {
        self.log_of(&LogFilter::default(), after, limit)
    }

    /// Return at most `limit` vouchers after a voucher that fit, oldest first; without a limit all
    /// of them.
    ///
    /// A voucher is listed whole, with all its postings, when one of them fits line and event. The
    /// vouchers of a line are found by an index; a search by event alone reads the journal.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] with the token `line_unknown`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::Ledger;
    /// use yusuan::{Event, LogFilter, date};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// let filter = LogFilter {
    ///     event: Some(Event::Pay),
    ///     since: Some(date::parse("2025-03-01")?),
    ///     ..LogFilter::default()
    /// };
    /// assert!(ledger.log_of(&filter, 0, None)?.is_empty());
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn log_of(
        &self,
        filter: &LogFilter,
        after: i64,
        limit: Option<u32>,
    ) -> Result<Vec<LogEntry>> {
        file::snapshot(&self.file.connection, |connection| {
            journal::log(connection, filter, after, limit)
        })
    }

    /// Return the eleven tables of the budget of a year, for a unit with every unit below it.
    ///
    /// Without a unit the tables are those of all units, under the name of the one at the top of
    /// the tree, or of the ledger where there are several trees. A year that is being prepared
    /// gives the tables of its drafts; an approved one those of its approval, whatever came later.
    pub fn budget_tables(
        &self,
        year: i16,
        unit: Option<&str>,
        options: &TableOptions,
    ) -> Result<Vec<Table>> {
        tables::published(&self.file.connection, year, unit, options)
    }

    /// Return the tables of [`budget_tables`](Self::budget_tables) as they stood: from the approval
    /// on they print what was approved.
    ///
    /// # Errors
    ///
    /// [`Rule::YearPreparing`](crate::Rule::YearPreparing) when the budget was not approved then.
    pub fn budget_tables_as_of(
        &self,
        year: i16,
        unit: Option<&str>,
        options: &TableOptions,
        as_of: &AsOf,
    ) -> Result<Vec<Table>> {
        tables::require_approved(&self.file.connection, year, as_of)?;
        self.budget_tables(year, unit, options)
    }

    /// Return one table as [`budget_tables_as_of`](Self::budget_tables_as_of) does.
    pub fn budget_table_as_of(
        &self,
        table: BudgetTable,
        year: i16,
        unit: Option<&str>,
        options: &TableOptions,
        as_of: &AsOf,
    ) -> Result<Table> {
        tables::require_approved(&self.file.connection, year, as_of)?;
        self.budget_table(table, year, unit, options)
    }

    /// Return one table of the budget of a year.
    pub fn budget_table(
        &self,
        table: BudgetTable,
        year: i16,
        unit: Option<&str>,
        options: &TableOptions,
    ) -> Result<Table> {
        tables::published_one(&self.file.connection, table, year, unit, options)
    }

    /// Check the tables of the budget of a year against their identities, and beside them the
    /// explanatory part and what units declare.
    pub fn check_budget(
        &self,
        year: i16,
        unit: Option<&str>,
        options: &TableOptions,
    ) -> Result<Vec<Check>> {
        file::snapshot(&self.file.connection, |connection| {
            tables::budget_checks(connection, year, unit, options)
        })
    }

    /// Gather what a body publishes of a year, for a unit with every unit below it: tables, the
    /// checks that they pass, and what is drawn of them. A draft says that it is one.
    ///
    /// # Errors
    ///
    /// Those of [`budget_tables`](Self::budget_tables) and of [`final_tables`](Self::final_tables).
    #[cfg(feature = "publish")]
    pub fn book(
        &self,
        year: i16,
        unit: Option<&str>,
        of: &crate::publish::BookOf,
    ) -> Result<crate::publish::Book> {
        file::read_through(&self.file.connection, |connection| {
            let head = journal::head(connection)?;
            crate::publish::book(connection, head, year, unit, of)
        })
    }

    /// Derive everything in the file again, in ways that share no code with what wrote it, and
    /// report every difference. Writes nothing.
    ///
    /// # Shape
    ///
    /// Findings in the order they are looked for; at most a hundred of each token are listed, all
    /// are counted. Reads the journal a few times from end to end; memory grows with the number of
    /// lines and not with the journal.
    ///
    /// # Errors
    ///
    /// [`Error::Busy`](crate::Error::Busy). Whatever is wrong with the file is a finding; a file
    /// that cannot even be opened is for [`verify_file`](crate::verify_file).
    pub fn verify(&self, options: VerifyOptions) -> Result<Verification> {
        verify::verify(&self.file.connection, options)
    }
}
