//! The final accounts of a year.

use super::Ledger;
use crate::error::Result;
use crate::file;
use crate::tables::{self, Check, FinalOptions, Table, TableFacts};

impl Ledger {
    /// Return the final accounts 决算公开表 of a year, for a unit with every unit below it: the nine
    /// in the order of the template, then `final-comparison`, `final-three-public` and
    /// `final-balances`.
    ///
    /// Without a unit they are those of all units, as the tables of the budget are. Before the year is
    /// closed they are drafts: their titles and notes say so, and the closing balance holds all that
    /// the closing will decide on. `docs/final-accounts.md` says what each figure is made of.
    ///
    /// # Shape
    ///
    /// Twelve tables. In each, exactly in fen: 年初结转和结余 + 本年收入 + 使用非财政拨款结余 = 本年支出
    /// + 结余分配 + 年末结转和结余.
    ///
    /// # Errors
    ///
    /// [`Rule::YearPreparing`](crate::Rule::YearPreparing) before the approval of the budget,
    /// [`Rule::YearUnknown`](crate::Rule::YearUnknown), [`Rule::UnitUnknown`](crate::Rule::UnitUnknown);
    /// [`Error::NotFound`](crate::Error::NotFound) with `template_unknown`.
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::{Ledger, Particulars, UnitKind, date};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// # ledger.add_unit("社会保险中心", UnitKind::Institution, None, &Particulars::default())?;
    /// # ledger.prepare_year(2025, &Particulars::default())?;
    /// # let lines = "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,\
    /// #     amount_fen\n\
    /// #     2025,社会保险中心,general_public,own,2025,2080109,30201,basic_public,,8188000\n";
    /// # ledger.import_lines_from("lines.csv", lines.as_bytes())?;
    /// # let february = Particulars::on(date::parse("2025-02-17")?).document("批复");
    /// # ledger.approve(2025, &february)?;
    /// use yusuan::tables::FinalOptions;
    ///
    /// let tables = ledger.final_tables(2025, None, &FinalOptions::default())?;
    /// assert_eq!((tables.len(), tables[0].id.as_str()), (12, "final-01"));
    /// assert_eq!(tables[0].title, "收入支出决算总表（草稿）");
    /// let closing = tables[0].expenditure_row("closing").unwrap();
    /// assert_eq!(closing.cell("expenditure_amount").unwrap().text(), Some("8.19"));
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn final_tables(
        &self,
        year: i16,
        unit: Option<&str>,
        options: &FinalOptions,
    ) -> Result<Vec<Table>> {
        file::snapshot(&self.file.connection, |connection| {
            tables::final_published(connection, year, unit, options)
        })
    }

    /// Return one of the tables of [`final_tables`](Self::final_tables), by its id.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`](crate::Error::NotFound) with `table_unknown`; as
    /// [`final_tables`](Self::final_tables).
    pub fn final_table(
        &self,
        id: &str,
        year: i16,
        unit: Option<&str>,
        options: &FinalOptions,
    ) -> Result<Table> {
        file::snapshot(&self.file.connection, |connection| {
            tables::final_one(connection, id, year, unit, options)
        })
    }

    /// Return what the tables of a year are made from, to be put together with those of other ledgers:
    /// see [`TableFacts::merged`].
    ///
    /// # Errors
    ///
    /// [`Rule::YearUnknown`](crate::Rule::YearUnknown).
    pub fn table_facts(&self, year: i16) -> Result<TableFacts> {
        file::snapshot(&self.file.connection, |connection| {
            TableFacts::of(connection, year)
        })
    }

    /// Check the final accounts of a year against their identities (勾稽关系).
    ///
    /// # Errors
    ///
    /// As [`final_tables`](Self::final_tables).
    pub fn check_final(
        &self,
        year: i16,
        unit: Option<&str>,
        options: &FinalOptions,
    ) -> Result<Vec<Check>> {
        file::snapshot(&self.file.connection, |connection| {
            tables::final_check(connection, year, unit, options)
        })
    }
}
