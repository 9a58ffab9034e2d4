//! Units, catalogues, and the budget before its approval.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;

use super::{Ledger, adjusting, particulars};
use crate::errors::raise;
use crate::frame::Rows;
use crate::given::Given;
use crate::journal::{Imported, PolicyWarning, Receipt, Unit};
use crate::line::{Draft, Keyed};
use crate::money::{self, Amount, AmountFen};
use crate::value::all;
use crate::words::{Day, Fund, Level, Scheme, UnitKind, Year};

#[pymethods]
impl Ledger {
    /// Add a budget unit, below another or on its own.
    ///
    /// Args:
    ///     name: its name, used once in the ledger.
    ///     kind: what sort of body it is.
    ///     parent: name of the unit above it.
    ///
    /// Raises:
    ///     RuleError: `unit_exists`, `unit_invalid`, `unit_unknown` for the parent.
    ///     SourceError: `row_malformed` when the name has a line break or something invisible in it.
    ///
    /// Example:
    ///     >>> receipt = ledger.add_unit("就业服务中心", kind="institution", parent="社会保险中心")
    ///     >>> [unit.name for unit in ledger.units()]
    ///     ['社会保险中心', '就业服务中心']
    #[pyo3(signature = (
        name, *, kind, parent = None, dated = None, document = None, prepared_by = None,
        reviewed_by = None, memo = None, key = None
    ))]
    fn add_unit(
        &self,
        py: Python<'_>,
        name: &str,
        kind: UnitKind,
        parent: Option<&str>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.add_unit(name, kind.0, parent, &said))
            .map(Receipt)
    }

    /// Mark a unit after which nothing new is budgeted for it.
    ///
    /// Raises:
    ///     RuleError: `unit_unknown`.
    ///
    /// Example:
    ///     >>> receipt = ledger.deactivate_unit("社会保险中心")
    ///     >>> ledger.units()[0].is_active
    ///     False
    #[pyo3(signature = (
        name, *, dated = None, document = None, prepared_by = None, reviewed_by = None, memo =
        None, key = None
    ))]
    fn deactivate_unit(
        &self,
        py: Python<'_>,
        name: &str,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.deactivate_unit(name, &said))
            .map(Receipt)
    }

    /// Return every unit, in the order they were added.
    ///
    /// Example:
    ///     >>> ledger.units()
    ///     [Unit(name='社会保险中心', kind='institution', parent=None, is_active=True)]
    fn units(&self, py: Python<'_>) -> PyResult<Rows<Unit>> {
        self.with(py, |ledger| ledger.units()).map(all)
    }

    /// Prepare a budget year (编制).
    ///
    /// A year without a catalogue adopts last year's, or the built-in one.
    ///
    /// Raises:
    ///     RuleError: `year_exists`, `year_invalid`.
    ///
    /// Example:
    ///     >>> receipt = ledger.prepare_year(2027)
    ///     >>> ledger.drafts(2027)
    ///     []
    #[pyo3(signature = (
        year, *, dated = None, document = None, prepared_by = None, reviewed_by = None, memo =
        None, key = None
    ))]
    fn prepare_year(
        &self,
        py: Python<'_>,
        year: Year,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.prepare_year(year.0, &said))
            .map(Receipt)
    }

    /// Load the official code table of a year from a CSV file.
    ///
    /// Codes that the year has already are passed over; nothing is replaced.
    ///
    /// Args:
    ///     year: the year they are in force in.
    ///     path: the file, with a code and a name in each row.
    ///     scheme: which classification they belong to.
    ///
    /// Raises:
    ///     SourceError: with every problem of the file.
    ///     MissingFileError: `file_missing`.
    ///     RuleError: `code_exists` when the year has every code of the file already.
    ///
    /// Example:
    ///     >>> with open("codes.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("科目编码,科目名称\n2080199,其他人力资源事务支出\n")
    ///     >>> receipt = ledger.load_catalogue(2026, "codes.csv", scheme="functional")
    #[pyo3(signature = (
        year, path, *, scheme, dated = None, document = None, prepared_by = None, reviewed_by =
        None, memo = None, key = None
    ))]
    fn load_catalogue(
        &self,
        py: Python<'_>,
        year: Year,
        path: PathBuf,
        scheme: Scheme,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.load_catalogue(year.0, scheme.0, path, &said)
        })
        .map(Receipt)
    }

    /// Make the catalogue of a year from that of another.
    ///
    /// Raises:
    ///     NotFoundError: `catalogue_unknown` when the other year has none.
    ///     RuleError: `code_exists` when this year has one.
    ///
    /// Example:
    ///     >>> receipt = ledger.adopt_catalogue(2030, from_year=2025)
    #[pyo3(signature = (
        year, *, from_year, dated = None, document = None, prepared_by = None, reviewed_by =
        None, memo = None, key = None
    ))]
    fn adopt_catalogue(
        &self,
        py: Python<'_>,
        year: Year,
        from_year: Year,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.adopt_catalogue(year.0, from_year.0, &said)
        })
        .map(Receipt)
    }

    /// Import draft lines: all of them, or none and every problem named.
    ///
    /// What policies have to say about its rows stands in `warnings`, each with its row.
    ///
    /// Args:
    ///     lines: a file, CSV or a workbook (xlsx, xls, ods); a table of polars, pandas, pyarrow or
    ///         duckdb, or anything else that has `__arrow_c_stream__`; or mappings, one for each line.
    ///         Columns, in any order and in English or Chinese, are the parts of a line's key and
    ///         `amount_fen`, or `amount` in yuan.
    ///     mapping: a TOML file that says what the columns mean, when they are called otherwise.
    ///
    /// Raises:
    ///     SourceError: with every problem of the rows, or of the mapping, in `problems`.
    ///     MissingFileError: `file_missing`.
    ///     ArgumentError: `table_unreadable`.
    ///
    /// Example:
    ///     >>> with open("lines.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("year,unit,fund,level,origin_year,functional_code,economic_code,"
    ///     ...         "kind,project,amount\n2026,社会保险中心,general_public,own,2026,2080109,30201,"
    ///     ...         "basic_public,,1234.56\n")
    ///     >>> ledger.import_lines("lines.csv")
    ///     Imported(line_count=1, total=Decimal('1234.56'), total_fen=123456, warnings=[])
    #[pyo3(signature = (lines, *, mapping = None))]
    fn import_lines(
        &self,
        py: Python<'_>,
        lines: Given,
        mapping: Option<PathBuf>,
    ) -> PyResult<Imported> {
        let imported = self.with(py, |ledger| {
            let source = lines.source("lines", mapping)?;
            ledger.import_lines_of(&source)
        });
        // The library that made a table frees it, so not under the lock.
        drop(lines);
        imported.map(Imported)
    }

    /// Write an empty table to be filled in and imported, with drop-down lists (模板).
    ///
    /// The units of this ledger and the codes of a year can be chosen.
    ///
    /// Args:
    ///     what: `lines` for draft lines, an event as `pay` or `supplement` for a list of vouchers, or
    ///         `entries` for a list of any events.
    ///     path: where to write it: a workbook when it ends in `.xlsx`, else CSV.
    ///     year: the year whose codes can be chosen.
    ///
    /// Raises:
    ///     NotFoundError: `template_unknown`.
    ///     RuleError: `year_unknown`.
    ///     UnwrittenFileError: `file_not_written`.
    ///
    /// Example:
    ///     >>> ledger.template("supplement", "追加.xlsx", year=2025)
    #[pyo3(signature = (what, path, *, year))]
    fn template(&self, py: Python<'_>, what: &str, path: PathBuf, year: Year) -> PyResult<()> {
        self.with(py, |ledger| {
            ledger
                .template(what, year.0)?
                .save(yusuan::Output::prepare(path)?)
        })
    }

    /// Write a draft line, or change the amount of the one with this key.
    ///
    /// Returns:
    ///     What policies have to say about the line, although they let it pass.
    ///
    /// Args:
    ///     key: what identifies the line.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///
    /// Raises:
    ///     RuleError: a part of the key is not in the ledger (`unit_unknown`, `code_unknown`,
    ///         `code_not_leaf` ...) or at odds with another (`project_missing`, `project_unexpected`);
    ///         `draft_frozen` after the approval.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///     SourceError: `row_malformed` when the name of the project has something invisible in it.
    ///
    /// Example:
    ///     >>> key = yusuan.LineKey(year=2026, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30201", kind="basic_public")
    ///     >>> ledger.draft(key, "1,234.50")
    ///     []
    ///     >>> ledger.drafts(2026)[0].amount
    ///     Decimal('1234.50')
    #[pyo3(signature = (key, amount = None, *, amount_fen = None))]
    fn draft(
        &self,
        py: Python<'_>,
        key: Keyed,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<Rows<PolicyWarning>> {
        let amount = money::one(amount, amount_fen)?;
        self.with(py, |ledger| ledger.draft(&key.key(), amount))
            .map(all)
    }

    /// Return the draft lines of a year, in the order they were written.
    ///
    /// Example:
    ///     >>> [str(draft.amount) for draft in ledger.drafts(2025)]
    ///     ['81880.00', '10000.00', '50000.00', '20000.00']
    fn drafts(&self, py: Python<'_>, year: Year) -> PyResult<Rows<Draft>> {
        self.with(py, |ledger| ledger.drafts(year.0)).map(all)
    }

    /// Delete a draft line.
    ///
    /// Raises:
    ///     NotFoundError: `draft_unknown`.
    ///     RuleError: `draft_frozen` after the approval.
    ///
    /// Example:
    ///     >>> ledger.delete_draft(line)  # doctest: +ELLIPSIS
    ///     Traceback (most recent call last):
    ///     yusuan.errors.RuleError: draft_frozen: the budget is approved: 2025 ...
    ///     hint: supplement, reduce or transfer instead
    fn delete_draft(&self, py: Python<'_>, key: Keyed) -> PyResult<()> {
        self.with(py, |ledger| ledger.delete_draft(&key.key()))
    }

    /// Set the budgeted income of a unit and fund that is not fiscal, before the approval.
    ///
    /// Raises:
    ///     RuleError: `fund_unknown` for a fiscal fund, `draft_frozen` after the approval.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> ledger.budget_income(2026, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="10000.00")
    #[pyo3(signature = (year, *, unit, fund, amount = None, amount_fen = None))]
    fn budget_income(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        fund: Fund,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<()> {
        let amount = money::one(amount, amount_fen)?;
        self.with(py, |ledger| {
            ledger.budget_income(year.0, unit, fund.0, amount)
        })
    }

    /// Set the total that the approving document gives for a fiscal fund and level (控制数).
    ///
    /// The approval compares it with the drafts.
    ///
    /// Raises:
    ///     RuleError: `fund_unknown` for a fund that is not fiscal, `draft_frozen` after the approval.
    ///     AmountError: the amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> ledger.control_total(2026, fund="general_public", level="own", amount="150000.00")
    #[pyo3(signature = (year, *, fund, level, amount = None, amount_fen = None))]
    fn control_total(
        &self,
        py: Python<'_>,
        year: Year,
        fund: Fund,
        level: Level,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
    ) -> PyResult<()> {
        let amount = money::one(amount, amount_fen)?;
        self.with(py, |ledger| {
            ledger.control_total(year.0, fund.0, level.0, amount)
        })
    }

    /// Approve the budget of a year (批复): every draft becomes a line, and the year opens.
    ///
    /// Raises:
    ///     RuleError: `income_expenditure_differ` when the income of a fund that is not fiscal is not
    ///         what its lines spend, `control_total_differs`, `approval_incomplete`,
    ///         `date_outside_year`, `date_too_early` when something was arranged or paid early later.
    ///
    /// Example:
    ///     >>> key = yusuan.LineKey(year=2026, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30201", kind="basic_public")
    ///     >>> ledger.draft(key, "1234.50")
    ///     []
    ///     >>> receipt = ledger.approve(2026, document="预算批复〔2026〕1号", dated=date(2026, 2, 17))
    ///     >>> receipt.posting_count
    ///     1
    #[pyo3(signature = (
        year, *, dated, document, prepared_by = None, reviewed_by = None, memo = None, reason = None, overrides = None, key = None
    ))]
    fn approve(
        &self,
        py: Python<'_>,
        year: Year,
        dated: Day,
        document: String,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        reason: Option<String>,
        overrides: Option<BTreeMap<String, String>>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(
            Some(dated),
            Some(document),
            prepared_by,
            reviewed_by,
            memo,
            key,
        );
        let said = adjusting(said, reason, None, overrides);
        self.with(py, |ledger| ledger.approve(year.0, &said))
            .map(Receipt)
    }
}

/// Write an empty table to be filled in and imported, with drop-down lists (模板).
///
/// Funds, kinds and the codes that come with the library can be chosen. `Ledger.template` also has the units and codes of a ledger.
///
/// Args:
///     what: `lines` for draft lines, an event as `pay` or `supplement` for a list of vouchers, or
///         `entries` for a list of any events.
///     path: where to write it: a workbook when it ends in `.xlsx`, else CSV.
///
/// Raises:
///     NotFoundError: `template_unknown`.
///     UnwrittenFileError: `file_not_written`.
///
/// Example:
///     >>> yusuan.template("lines", "lines.xlsx")
#[pyfunction]
pub(crate) fn template(py: Python<'_>, what: &str, path: PathBuf) -> PyResult<()> {
    py.detach(|| yusuan::Template::new(what)?.save(yusuan::Output::prepare(path)?))
        .map_err(raise)
}
