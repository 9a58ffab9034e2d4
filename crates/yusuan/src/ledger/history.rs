//! The ledger as of a day or an act, and what stands beside its lines.

use super::Ledger;
use crate::error::Result;
use crate::file;
use crate::journal::{self, Difference, Explanation, Head};
use crate::line::{
    self, AsOf, CommitmentReport, IncomeReport, LineBalance, LineName, LineReport, SurplusReport,
};
use crate::tables::{self, ExecutionOptions, Table};

impl Ledger {
    /// Return the running totals of a line as of a day, as known at an act, or both.
    ///
    /// Added up from the postings of the line: what it costs grows with the history of the line
    /// and not with the ledger. Totals as of a day may be below zero, where a voucher was
    /// back-dated: then less was there on that day than the ledger thought.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) with the token `line_unknown`, or
    /// `voucher_unknown` and `posting_unknown` for an act that the ledger does not have yet.
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, date};
    /// use yusuan::AsOf;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// # ledger.add_unit("unit", UnitKind::Institution, None, &Particulars::default())?;
    /// # ledger.prepare_year(2025, &Particulars::default())?;
    /// # let key = LineKey { year: 2025, unit: "unit".to_owned(), fund: Fund::GeneralPublic,
    /// #     level: Level::Own, origin_year: 2025, functional_code: "2080109".to_owned(),
    /// #     economic_code: "30201".to_owned(), kind: Kind::BasicPublic, project: None };
    /// # ledger.draft(&key, Fen::new(8_188_000))?;
    /// # let on = |text| date::parse(text).map(Particulars::on);
    /// # ledger.approve(2025, &on("2025-02-17")?.document("批复"))?;
    /// let june = ledger.pay(&key, Fen::new(100_000), None, &on("2025-06-30")?)?;
    /// ledger.pay(&key, Fen::new(20_000), None, &on("2025-05-31")?)?;
    /// let may = AsOf::on(date::parse("2025-05-31")?);
    /// assert_eq!(ledger.balance_as_of(&key, &may)?.paid, Fen::new(20_000));
    /// let known_then = may.known_at_voucher(june.voucher_id);
    /// assert_eq!(ledger.balance_as_of(&key, &known_then)?.paid, Fen::ZERO);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn balance_as_of(&self, line: impl Into<LineName>, as_of: &AsOf) -> Result<LineBalance> {
        let line = self.line(line)?;
        file::snapshot(&self.file.connection, |connection| {
            line::balance_as_of(connection, line.id, as_of)
        })
    }

    /// Return the lines of a year with a posting that counts as of a day or an act, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Ledger::balance_as_of`].
    pub fn lines_as_of(&self, year: i16, as_of: &AsOf) -> Result<Vec<LineReport>> {
        let lines = file::snapshot(&self.file.connection, |connection| {
            line::lines_as_of(connection, year, as_of)
        })?;
        let reports = lines
            .into_iter()
            .map(|(line, balance)| LineReport::of(line, balance));
        reports.collect()
    }

    /// Explain what a line has available: its equation, and the postings behind each term.
    ///
    /// # Errors
    ///
    /// As [`Ledger::balance_as_of`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, date};
    /// use yusuan::AsOf;
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// # ledger.add_unit("unit", UnitKind::Institution, None, &Particulars::default())?;
    /// # ledger.prepare_year(2025, &Particulars::default())?;
    /// # let key = LineKey { year: 2025, unit: "unit".to_owned(), fund: Fund::GeneralPublic,
    /// #     level: Level::Own, origin_year: 2025, functional_code: "2080109".to_owned(),
    /// #     economic_code: "30201".to_owned(), kind: Kind::BasicPublic, project: None };
    /// # ledger.draft(&key, Fen::new(8_188_000))?;
    /// # let on = |text| date::parse(text).map(Particulars::on);
    /// # ledger.approve(2025, &on("2025-02-17")?.document("批复"))?;
    /// ledger.pay(&key, Fen::new(100_000), None, &on("2025-06-30")?)?;
    /// let explanation = ledger.explain(&key, &AsOf::now())?;
    /// assert!(explanation.to_string().contains("可用 80880.00 ＝ 年初预算 81880.00 － 支付 1000.00"));
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn explain(&self, line: impl Into<LineName>, as_of: &AsOf) -> Result<Explanation> {
        file::snapshot(&self.file.connection, |connection| {
            journal::explain(connection, &line.into(), as_of)
        })
    }

    /// Return what happened between two heads, or since one: vouchers, years, and every row of
    /// totals that is new or differs, before and after.
    ///
    /// Which head is given first does not matter. Reads the journal between the two, and what came
    /// after them; the hashes are compared as they are stored, proving them is for
    /// [`Ledger::verify`].
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) with the token `head_unknown` for a head that is
    /// not in this chain; the hint says what is there instead.
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::{Ledger, Particulars, UnitKind};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// let kept = ledger.head()?.to_string();
    /// ledger.add_unit("教育局", UnitKind::Department, None, &Particulars::default())?;
    /// let difference = ledger.diff(&kept.parse()?, None)?;
    /// assert_eq!(difference.vouchers[0].act, "add_unit");
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn diff(&self, one: &Head, other: Option<&Head>) -> Result<Difference> {
        file::snapshot(&self.file.connection, |connection| {
            journal::diff(connection, one, other)
        })
    }

    /// Return the incomes of a year: one for each unit and fund that is not fiscal, oldest first.
    ///
    /// As of anything but now the journal is read once.
    ///
    /// # Errors
    ///
    /// As [`Ledger::balance_as_of`].
    pub fn incomes(&self, year: i16, as_of: &AsOf) -> Result<Vec<IncomeReport>> {
        file::snapshot(&self.file.connection, |connection| {
            line::incomes(connection, year, as_of)
        })
    }

    /// Return the surplus 结余 of every unit and fund, oldest first.
    ///
    /// As of anything but now the journal is read once.
    ///
    /// # Errors
    ///
    /// As [`Ledger::balance_as_of`].
    pub fn surpluses(&self, as_of: &AsOf) -> Result<Vec<SurplusReport>> {
        file::snapshot(&self.file.connection, |connection| {
            line::surpluses(connection, as_of)
        })
    }

    /// Return the commitments 承诺 on the lines of a year, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Ledger::balance_as_of`].
    pub fn commitments(&self, year: i16, as_of: &AsOf) -> Result<Vec<CommitmentReport>> {
        file::snapshot(&self.file.connection, |connection| {
            line::commitments(connection, year, as_of)
        })
    }

    /// Make the table of how the budget of a year is executed 预算执行情况表.
    ///
    /// # Shape
    ///
    /// 总计 first, then a row for each group before the rows within it. In every row
    /// `adjusted = committed + paid + settled + left`, exactly; `rate` is paid of adjusted, as
    /// printed half up with two decimal places, with both amounts behind it. By
    /// [`ExecutionBy::Month`](crate::tables::ExecutionBy::Month) each row within a group is the end
    /// of a month, and `paid_in_month` is what that month paid, less its refunds.
    ///
    /// # Errors
    ///
    /// [`Rule::YearUnknown`](crate::Rule::YearUnknown), [`Rule::UnitUnknown`](crate::Rule::UnitUnknown),
    /// and as [`Ledger::balance_as_of`].
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, date};
    /// use yusuan::tables::{ExecutionBy, ExecutionOptions};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// # ledger.add_unit("unit", UnitKind::Institution, None, &Particulars::default())?;
    /// # ledger.prepare_year(2025, &Particulars::default())?;
    /// # let key = LineKey { year: 2025, unit: "unit".to_owned(), fund: Fund::GeneralPublic,
    /// #     level: Level::Own, origin_year: 2025, functional_code: "2080109".to_owned(),
    /// #     economic_code: "30201".to_owned(), kind: Kind::BasicPublic, project: None };
    /// # ledger.draft(&key, Fen::new(800_000))?;
    /// # let on = |text| date::parse(text).map(Particulars::on);
    /// # ledger.approve(2025, &on("2025-02-17")?.document("批复"))?;
    /// ledger.pay(&key, Fen::new(100_000), None, &on("2025-06-30")?)?;
    /// let options = ExecutionOptions { by: vec![ExecutionBy::Kind], ..ExecutionOptions::default() };
    /// let table = ledger.execution(2025, &options)?;
    /// let cell = |column| table.row("basic_public").and_then(|row| row.cell(column)?.text());
    /// assert_eq!((cell("kind"), cell("rate")), (Some("公用经费"), Some("12.50%")));
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn execution(&self, year: i16, options: &ExecutionOptions) -> Result<Table> {
        file::snapshot(&self.file.connection, |connection| {
            tables::execution(connection, year, options)
        })
    }
}
