//! What units declare of themselves.

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::{Declaration, DeclarationKind, NewDeclaration};

use super::{Ledger, particulars};
use crate::declaration::{Declared, Said};
use crate::errors::raise;
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::table::Table;
use crate::value::all;
use crate::words::{Day, Year};

#[pymethods]
impl Ledger {
    /// Record what a unit declares of itself for a year (单位申报), all of it by one act.
    ///
    /// Of a year, unit and kind the newest counts; older versions stay in the ledger. What may be
    /// said is in `docs/narrative.md`: an amount is yuan under its name (`goods="13000.00"`) or fen
    /// (`goods_fen=1300000`), an area and a weight text or whole numbers.
    ///
    /// Args:
    ///     year: the budget year, preparing or open.
    ///     unit: the unit.
    ///     performance: 绩效目标: `goal` and `indicators`, each with `level1`, `level2`, `level3`,
    ///         `target`, `basis` and `weight`.
    ///     procurement: 政府采购: `total`, `goods`, `works`, `services`, `reserved_sme`,
    ///         `reserved_micro`.
    ///     assets: 国有资产: `as_of`, houses, `vehicles` by kind, furniture, equipment.
    ///     staffing: 机构人员: `authorised_posts`, `actual_total`, `in_service`, `retired`,
    ///         `retired_with_honours`, `offices`.
    ///
    /// Raises:
    ///     RuleError: `declaration_invalid` with every fault; `unit_unknown`, `unit_inactive`,
    ///         `year_unknown`, `year_closing`, `year_closed`.
    ///     AmountError: an amount is not exact or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.declare(2025, unit="社会保险中心", procurement={
    ///     ...     "total": "21900.00", "goods": "13000.00", "works": "0.00",
    ///     ...     "services": "8900.00", "reserved_sme": "21900.00",
    ///     ...     "reserved_micro": "21900.00"})
    ///     >>> ledger.declarations(2025)[0].content["goods_fen"]
    ///     1300000
    #[pyo3(signature = (
        year, *, unit, performance = None, procurement = None, assets = None, staffing = None,
        dated = None, document = None, prepared_by = None, reviewed_by = None, memo = None, key =
        None
    ))]
    fn declare(
        &self,
        py: Python<'_>,
        year: Year,
        unit: &str,
        performance: Option<Said>,
        procurement: Option<Said>,
        assets: Option<Said>,
        staffing: Option<Said>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let given = [performance, procurement, assets, staffing];
        let mut declarations = Vec::new();
        for (kind, said) in DeclarationKind::ALL.into_iter().zip(given) {
            if let Some(said) = said {
                declarations.push(NewDeclaration {
                    unit: unit.to_owned(),
                    content: Declaration::from_plain(kind, &said.0).map_err(raise)?,
                });
            }
        }
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.declare(year.0, &declarations, &said))
            .map(Receipt)
    }

    /// Record what a unit declares of itself in a TOML file, all of it by one act.
    ///
    /// Args:
    ///     path: a file with `year`, `unit` and a table for each kind that is declared, as
    ///         `docs/narrative.md` shows.
    ///
    /// Raises:
    ///     SourceError: with every problem of the file in `problems`.
    ///     MissingFileError: `file_missing`.
    ///     RuleError: as `declare`.
    ///
    /// Example:
    ///     >>> with open("staffing.toml", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("year = 2025\nunit = '社会保险中心'\n[staffing]\n"
    ///     ...         "authorised_posts = 22\nactual_total = 32\nin_service = 19\n"
    ///     ...         "retired = 13\nretired_with_honours = 0\n")
    ///     >>> receipt = ledger.load_declarations("staffing.toml")
    ///     >>> print(ledger.declaration_tables(2025)[-1].text("retired", "count"))
    ///     13
    #[pyo3(signature = (
        path, *, dated = None, document = None, prepared_by = None, reviewed_by = None, memo =
        None, key = None
    ))]
    fn load_declarations(
        &self,
        py: Python<'_>,
        path: PathBuf,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.load_declarations(path, &said))
            .map(Receipt)
    }

    /// Return what units declare for a year, the newest of each kind.
    ///
    /// Args:
    ///     year: the budget year.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///
    /// Example:
    ///     >>> ledger.declarations(2025)
    ///     []
    #[pyo3(signature = (year, *, unit = None))]
    fn declarations(
        &self,
        py: Python<'_>,
        year: Year,
        unit: Option<&str>,
    ) -> PyResult<Rows<Declared>> {
        self.with(py, |ledger| ledger.declarations(year.0, unit))
            .map(all)
    }

    /// Return what units declare for a year as tables: `budget-performance`, `budget-procurement`,
    /// `budget-assets`, `budget-staffing`, one for each unit and kind that is declared.
    ///
    /// Args:
    ///     year: the budget year.
    ///     unit: the unit or department, with every unit below it; all units unless told otherwise.
    ///
    /// Example:
    ///     >>> ledger.declaration_tables(2025)
    ///     []
    #[pyo3(signature = (year, *, unit = None))]
    fn declaration_tables(
        &self,
        py: Python<'_>,
        year: Year,
        unit: Option<&str>,
    ) -> PyResult<Vec<Table>> {
        self.with(py, |ledger| ledger.declaration_tables(year.0, unit))
            .map(all)
    }
}
