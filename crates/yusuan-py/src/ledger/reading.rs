//! Reading the ledger.

#![expect(
    clippy::fn_params_excessive_bools,
    reason = "each is an option of its own, to be given or left out"
)]

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::VerifyOptions;
use yusuan::tables::{BudgetTable, TableOptions};

use super::final_account::FinalArguments;
use super::{Ledger, particulars};
use crate::as_of::Moment;
use crate::check::Check;
use crate::diff::Anchor;
use crate::errors::raise;
use crate::frame::Rows;
use crate::journal::{BudgetYear, Head, Receipt};
use crate::line::{Balance, Line, LineKey, LineReport, Named};
use crate::table::Table;
use crate::value::all;
use crate::verification::Verification;
use crate::words::{CurrencyUnit, Day, Fund, Kind, Level, Year, YearState};

#[pymethods]
impl Ledger {
    /// Return every year of the ledger, oldest first.
    ///
    /// Example:
    ///     >>> [(year.year, year.state) for year in ledger.years()]
    ///     [(2025, 'open'), (2026, 'preparing')]
    fn years(&self, py: Python<'_>) -> PyResult<Rows<BudgetYear>> {
        self.with(py, |ledger| ledger.years()).map(all)
    }

    /// Return where a year stands: `preparing`, `open`, `closing` or `closed`.
    ///
    /// Raises:
    ///     RuleError: `year_unknown`.
    ///
    /// Example:
    ///     >>> ledger.year_state(2025)
    ///     'open'
    fn year_state(&self, py: Python<'_>, year: Year) -> PyResult<YearState> {
        self.with(py, |ledger| ledger.year_state(year.0))
            .map(YearState)
    }

    /// Return a line by the parts of its key.
    ///
    /// Args: as of `LineKey`.
    ///
    /// Raises:
    ///     NotFoundError: `line_unknown`.
    ///     RuleError: `fund_unknown`, `level_unknown`, `kind_unknown`.
    ///
    /// Example:
    ///     >>> ledger.line(year=2025, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30201", kind="basic_public").id
    ///     1
    #[pyo3(signature = (
        *, year, unit, fund, functional_code, economic_code, kind, level = None, origin_year =
        None, project = None
    ))]
    fn line(
        &self,
        py: Python<'_>,
        year: Year,
        unit: String,
        fund: Fund,
        functional_code: String,
        economic_code: String,
        kind: Kind,
        level: Option<Level>,
        origin_year: Option<Year>,
        project: Option<String>,
    ) -> PyResult<Line> {
        let key = LineKey::new(
            year,
            unit,
            fund,
            level,
            origin_year,
            functional_code,
            economic_code,
            kind,
            project,
        )
        .0;
        self.with(py, |ledger| ledger.line(&key)).map(Line)
    }

    /// Return the lines of a year with their running totals, oldest first.
    ///
    /// Args:
    ///     year: the budget year.
    ///     as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
    ///
    /// Raises:
    ///     NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.
    ///
    /// Example:
    ///     >>> for report in ledger.lines(2025):
    ///     ...     print(report.line.id, report.line.key.economic_code, report.available)
    ///     1 30201 81880.00
    ///     2 30211 10000.00
    ///     3 30299 50000.00
    ///     4 30216 20000.00
    #[pyo3(signature = (year, *, as_of = None))]
    fn lines(
        &self,
        py: Python<'_>,
        year: Year,
        as_of: Option<Moment>,
    ) -> PyResult<Rows<LineReport>> {
        let as_of = Moment::or_now(as_of);
        self.with(py, |ledger| ledger.lines_as_of(year.0, &as_of))
            .map(all)
    }

    /// Return the running totals of a line.
    ///
    /// As of a day they may be below zero, where a voucher was back-dated: then less was there on
    /// that day than the ledger thought.
    ///
    /// Args:
    ///     line: the line, its key or its number.
    ///     as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
    ///
    /// Raises:
    ///     NotFoundError: `line_unknown`; `voucher_unknown`, `posting_unknown` for an act that is
    ///         not there yet.
    ///
    /// Example:
    ///     >>> ledger.balance(line)
    ///     Balance(available=Decimal('81880.00'), original=Decimal('81880.00'))
    ///     >>> ledger.balance(line, as_of=date(2025, 1, 31))
    ///     Balance(available=Decimal('0.00'))
    #[pyo3(signature = (line, *, as_of = None))]
    fn balance(&self, py: Python<'_>, line: Named, as_of: Option<Moment>) -> PyResult<Balance> {
        let as_of = Moment::or_now(as_of);
        self.with(py, |ledger| ledger.balance_as_of(line.name(), &as_of))
            .and_then(Balance::of)
    }

    /// Derive every total of the ledger again, in two further ways, and report every difference.
    ///
    /// Other threads go on meanwhile; those that use this object wait.
    ///
    /// Args:
    ///     quick: whether to leave out the indexes of the file.
    ///     head: an earlier head of the ledger, or its anchor line, that was kept elsewhere: the
    ///         chain must still go through it.
    ///
    /// Raises:
    ///     FileError: `file_interrupted`, as of `verify_file`.
    ///
    /// Example:
    ///     >>> verification = ledger.verify()
    ///     >>> verification.is_clean, verification.findings, verification.posting_count
    ///     (True, [], 5)
    #[pyo3(signature = (*, quick = false, head = None))]
    fn verify(&self, py: Python<'_>, quick: bool, head: Option<Anchor>) -> PyResult<Verification> {
        let head = head.map(|anchor| anchor.0);
        let options = VerifyOptions { quick, head };
        self.with(py, |ledger| ledger.verify(options))
            .map(Verification)
    }

    /// Return where the chain stands.
    ///
    /// Written as text it is the anchor line to keep outside the file, on paper say.
    ///
    /// Example:
    ///     >>> str(ledger.head()).split(" sha256 ")[0]
    ///     'yusuan:1 voucher 7 posting 5'
    fn head(&self, py: Python<'_>) -> PyResult<Head> {
        self.with(py, |ledger| ledger.head()).map(Head)
    }

    /// Record the vouchers that a foreign program wrote, as they are now.
    ///
    /// Returns:
    ///     The receipt; None when there are no such vouchers.
    ///
    /// Example:
    ///     >>> print(ledger.seal_foreign(reason="导入程序直接写入"))
    ///     None
    #[pyo3(signature = (
        *, reason, dated = None, document = None, prepared_by = None, reviewed_by = None, memo =
        None, key = None
    ))]
    fn seal_foreign(
        &self,
        py: Python<'_>,
        reason: &str,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Option<Receipt>> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.seal_foreign(reason, &said))
            .map(|receipt| receipt.map(Receipt))
    }

    /// Return one table of the budget of a year, or of its final accounts.
    ///
    /// A year that is being prepared gives the table of its drafts; a final account is a draft until
    /// the year is closed.
    ///
    /// Args:
    ///     id: `budget-01` to `budget-11`, or one of `final_tables`: `final-01` to `final-09`,
    ///         `final-comparison`, `final-three-public`, `final-balances`.
    ///     year: the budget year.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///     as_of: a day, or an `AsOf`: refused with `year_preparing` before the approval, and what was
    ///         approved from then on. A final account counts the postings until then.
    ///     currency_unit: `wan_yuan` 万元, unless told `yuan` 元; of a final account that of the
    ///         template unless told.
    ///     fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
    ///     foot_displayed: whether a total shows the sum of the displayed parts.
    ///     thousands_separator: whether digits before the point are grouped by commas.
    ///     region: of a final account, whose template is wanted.
    ///     templates: of a final account, a file of templates instead of those that are built in.
    ///
    /// Raises:
    ///     NotFoundError: `table_unknown`, `template_unknown`.
    ///     SourceError: `template_invalid`.
    ///     RuleError: `year_unknown`, `unit_unknown`.
    ///
    /// Source: 部门预算公开 tables 表1 to 表11, as the first user prints them.
    ///
    /// Example:
    ///     >>> table = ledger.table("budget-06", year=2025, currency_unit="yuan")
    ///     >>> table.text("302", "total")
    ///     '91880.00'
    #[pyo3(signature = (
        id, *, year, unit = None, as_of = None, currency_unit = None,
        fiscal_overview_includes_carryover = false, foot_displayed = false,
        thousands_separator = false, region = None, templates = None
    ))]
    fn table(
        &self,
        py: Python<'_>,
        id: &str,
        year: Year,
        unit: Option<&str>,
        as_of: Option<Moment>,
        currency_unit: Option<CurrencyUnit>,
        fiscal_overview_includes_carryover: bool,
        foot_displayed: bool,
        thousands_separator: bool,
        region: Option<String>,
        templates: Option<PathBuf>,
    ) -> PyResult<Table> {
        if id.starts_with("final-") {
            let said = FinalArguments {
                region,
                templates,
                currency_unit,
                foot_displayed,
                thousands_separator,
                as_of: Moment::or_now(as_of),
            };
            return self
                .with(py, |ledger| {
                    ledger.final_table(id, year.0, unit, &said.options()?)
                })
                .map(Table);
        }
        let table: BudgetTable = id
            .parse()
            .map_err(|error: yusuan::tables::TableError| raise(error.into()))?;
        let as_of = Moment::or_now(as_of);
        let options = TableOptions {
            fiscal_overview_includes_carryover,
            currency_unit: currency_unit.map_or_else(Default::default, |shown| shown.0),
            foot_displayed,
            thousands_separator,
        };
        self.with(py, |ledger| {
            ledger.budget_table_as_of(table, year.0, unit, &options, &as_of)
        })
        .map(Table)
    }

    /// Return the eleven tables of the budget of a year.
    ///
    /// A year that is being prepared gives the tables of its drafts.
    ///
    /// Args:
    ///     year: the budget year.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///     as_of: a day, or an `AsOf`: refused with `year_preparing` before the approval, and what was
    ///         approved from then on.
    ///     currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
    ///     fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
    ///     foot_displayed: whether a total shows the sum of the displayed parts.
    ///     thousands_separator: whether digits before the point are grouped by commas.
    ///
    /// Raises:
    ///     NotFoundError, RuleError: as `table`.
    ///
    /// Example:
    ///     >>> [table.id for table in ledger.tables(2025)][:2]
    ///     ['budget-01', 'budget-02']
    #[pyo3(signature = (
        year, *, unit = None, as_of = None, currency_unit = None,
        fiscal_overview_includes_carryover = false, foot_displayed = false,
        thousands_separator = false
    ))]
    fn tables(
        &self,
        py: Python<'_>,
        year: Year,
        unit: Option<&str>,
        as_of: Option<Moment>,
        currency_unit: Option<CurrencyUnit>,
        fiscal_overview_includes_carryover: bool,
        foot_displayed: bool,
        thousands_separator: bool,
    ) -> PyResult<Vec<Table>> {
        let as_of = Moment::or_now(as_of);
        let options = TableOptions {
            fiscal_overview_includes_carryover,
            currency_unit: currency_unit.map_or_else(Default::default, |shown| shown.0),
            foot_displayed,
            thousands_separator,
        };
        self.with(py, |ledger| {
            ledger.budget_tables_as_of(year.0, unit, &options, &as_of)
        })
        .map(all)
    }

    /// Check the tables of a budget, or of final accounts, against their identities (勾稽关系).
    ///
    /// Args:
    ///     year: the budget year.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///     currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
    ///     fiscal_overview_includes_carryover: whether 表4 counts 财政拨款结转 too.
    ///     foot_displayed: whether a total shows the sum of the displayed parts.
    ///     thousands_separator: whether digits before the point are grouped by commas.
    ///     final: whether those of `final_tables` are checked.
    ///     region: of final accounts, whose template is wanted.
    ///     templates: of final accounts, a file of templates instead of those that are built in.
    ///
    /// Raises:
    ///     NotFoundError, RuleError, SourceError: as `table`.
    ///
    /// Example:
    ///     >>> {check.verdict for check in ledger.checks(2025)}
    ///     {'holds'}
    ///     >>> {check.verdict for check in ledger.checks(2025, final=True)}
    ///     {'holds'}
    #[pyo3(signature = (
        year, *, unit = None, currency_unit = None, fiscal_overview_includes_carryover = false,
        foot_displayed = false, thousands_separator = false, r#final = false, region = None,
        templates = None
    ))]
    fn checks(
        &self,
        py: Python<'_>,
        year: Year,
        unit: Option<&str>,
        currency_unit: Option<CurrencyUnit>,
        fiscal_overview_includes_carryover: bool,
        foot_displayed: bool,
        thousands_separator: bool,
        r#final: bool,
        region: Option<String>,
        templates: Option<PathBuf>,
    ) -> PyResult<Rows<Check>> {
        if r#final {
            let said = FinalArguments {
                region,
                templates,
                currency_unit,
                foot_displayed,
                thousands_separator,
                as_of: yusuan::AsOf::now(),
            };
            return self
                .with(py, |ledger| {
                    ledger.check_final(year.0, unit, &said.options()?)
                })
                .map(all);
        }
        let options = TableOptions {
            fiscal_overview_includes_carryover,
            currency_unit: currency_unit.map_or_else(Default::default, |shown| shown.0),
            foot_displayed,
            thousands_separator,
        };
        self.with(py, |ledger| ledger.check_budget(year.0, unit, &options))
            .map(all)
    }
}
