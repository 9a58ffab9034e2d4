//! The final accounts of a year.

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::AsOf;
use yusuan::tables::{FinalOptions, FinalTemplates};

use super::Ledger;
use crate::as_of::Moment;
use crate::facts::TableFacts;
use crate::table::Table;
use crate::value::all;
use crate::words::{CurrencyUnit, Year};

/// What a call says of final accounts; the file of templates is read last.
pub(super) struct FinalArguments {
    pub(super) region: Option<String>,
    pub(super) templates: Option<PathBuf>,
    pub(super) currency_unit: Option<CurrencyUnit>,
    pub(super) foot_displayed: bool,
    pub(super) thousands_separator: bool,
    pub(super) as_of: AsOf,
}

impl FinalArguments {
    /// Return the options of the library.
    pub(super) fn options(self) -> yusuan::Result<FinalOptions> {
        Ok(FinalOptions {
            templates: self.templates.map(FinalTemplates::open).transpose()?,
            region: self.region,
            currency_unit: self.currency_unit.map(|shown| shown.0),
            foot_displayed: self.foot_displayed,
            thousands_separator: self.thousands_separator,
            as_of: self.as_of,
        })
    }
}

#[pymethods]
impl Ledger {
    /// Return the final accounts 决算公开表 of a year.
    ///
    /// Before the year is closed they are drafts, and say so: their closing balance holds all that the
    /// closing has still to decide on. `docs/final-accounts.md` says what each figure is made of.
    ///
    /// Shape: the nine in the order of the template, then `final-comparison`, `final-three-public` and
    ///     `final-balances`. In each, in fen: 年初结转和结余 + 本年收入 + 使用非财政拨款结余 = 本年支出 +
    ///     结余分配 + 年末结转和结余.
    ///
    /// Args:
    ///     year: the budget year.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///     as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
    ///     region: whose template is wanted; that of no region otherwise, or when it has none.
    ///     templates: a file of templates instead of those that are built in.
    ///     currency_unit: `wan_yuan` 万元 or `yuan` 元; that of the template unless told.
    ///     foot_displayed: whether a total shows the sum of the displayed parts.
    ///     thousands_separator: whether digits before the point are grouped by commas.
    ///
    /// Raises:
    ///     RuleError: `year_preparing` before the approval, `year_unknown`, `unit_unknown`.
    ///     NotFoundError: `template_unknown`.
    ///     SourceError: `template_invalid`, with every fault of the file.
    ///     MissingFileError: `file_missing`.
    ///
    /// Source: 部门决算公开 tables 公开01 to 公开09.
    ///
    /// Example:
    ///     >>> tables = ledger.final_tables(2025, currency_unit="yuan")
    ///     >>> [table.id for table in tables][8:10]
    ///     ['final-09', 'final-comparison']
    ///     >>> tables[0].title, tables[0].text("closing", "expenditure_amount")
    ///     ('收入支出决算总表（草稿）', '141880.00')
    #[pyo3(signature = (
        year, *, unit = None, as_of = None, region = None, templates = None, currency_unit = None,
        foot_displayed = false, thousands_separator = false
    ))]
    fn final_tables(
        &self,
        py: Python<'_>,
        year: Year,
        unit: Option<&str>,
        as_of: Option<Moment>,
        region: Option<String>,
        templates: Option<PathBuf>,
        currency_unit: Option<CurrencyUnit>,
        foot_displayed: bool,
        thousands_separator: bool,
    ) -> PyResult<Vec<Table>> {
        let said = FinalArguments {
            region,
            templates,
            currency_unit,
            foot_displayed,
            thousands_separator,
            as_of: Moment::or_now(as_of),
        };
        self.with(py, |ledger| {
            ledger.final_tables(year.0, unit, &said.options()?)
        })
        .map(all)
    }

    /// Return what the tables of a year are made from, to be put together with those of other ledgers.
    ///
    /// Raises:
    ///     RuleError: `year_unknown`.
    ///
    /// Example:
    ///     >>> ledger.table_facts(2025).has_accounts
    ///     True
    fn table_facts(&self, py: Python<'_>, year: Year) -> PyResult<TableFacts> {
        self.with(py, |ledger| ledger.table_facts(year.0))
            .map(TableFacts)
    }
}

/// Return the file of the templates of final accounts that are built in, to begin one's own with.
///
/// Example:
///     >>> yusuan.final_templates().count("[[template]]")
///     2
#[pyfunction]
pub(crate) fn final_templates() -> &'static str {
    FinalTemplates::built_in_file()
}
