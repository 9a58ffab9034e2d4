//! Published documents, checked as anybody's.

use std::path::PathBuf;

use pyo3::prelude::*;
#[cfg(feature = "stubs")]
use pyo3::{type_hint_identifier, type_hint_subscript, type_hint_union};
use yusuan::disclosure::{self, Cause, check_disclosure_json};

use crate::check::Check;
use crate::errors::raise;
use crate::frame::Rows;
use crate::html;
use crate::money::Yuan;
use crate::table::Table;
use crate::value::{all, value};

value! {
    /// What was found in a published document; as text, what the command line prints.
    ///
    /// Example:
    ///     >>> disclosure = yusuan.check_disclosure(ledger.tables(2025))
    ///     >>> disclosure.is_sound, len(disclosure.tables), disclosure.findings
    ///     (True, 11, [])
    Disclosure(disclosure::Disclosure) {
        /// Whether nothing is wrong but rounding.
        is_sound: bool = |it, _| it.is_sound();
        /// What is wrong: cells and codes first, then what is only rounding.
        [hidden] findings: Rows<DisclosureFinding> = |it, _| all(it.findings.iter().cloned());
        /// Tables that were recognised, in print order.
        [hidden] tables: Rows<ReadTable> = |it, _| all(it.tables.iter().cloned());
        /// Every identity that could be compared.
        [hidden] checks: Rows<Check> = |it, _| all(it.checks.iter().cloned());
        /// What was not understood, or is worth knowing and not wrong.
        notes: Vec<String> = |it, _| it.notes.clone();
    }
}

#[pymethods]
impl Disclosure {
    /// Return the findings as the command line prints them.
    fn __str__(&self) -> String {
        yusuan_cli::disclosure_text(&self.0)
    }

    /// Return the same for a notebook.
    fn _repr_html_(&self) -> String {
        html::preformatted(&self.__str__())
    }
}

value! {
    /// Something wrong in a published document; as text, a line, and one for each identity below.
    ///
    /// Example:
    ///     >>> tables = [table.to_dict() for table in ledger.tables(2025)]
    ///     >>> text = "收入6.46万元，比上年增加0.56万元，增长94.92%。"
    ///     >>> (finding,) = yusuan.check_disclosure(tables, text=text).findings
    ///     >>> finding.token, finding.printed, finding.expected
    ///     ('change', '6.46 万元，增加 0.56，增长 94.92%', '9.49')
    DisclosureFinding(disclosure::DisclosureFinding) {
        /// What is wrong: a stable word, as `amount`, `identity`, `code`, `share`.
        token: &'static str = |it, _| it.token.as_str();
        /// `rounding` when rounding explains it, else `differs`.
        verdict: &'static str = |it, _| it.verdict.as_str();
        /// Where.
        place: PrintedPlace = |it, _| PrintedPlace(it.place.clone());
        /// Other places that the correction changes.
        also: Rows<PrintedPlace> = |it, _| all(it.also.iter().cloned());
        /// What is printed.
        printed: String = |it, _| it.printed.clone();
        /// What should be, where that can be said.
        expected: Option<String> = |it, _| it.expected.clone();
        /// What has probably happened, where it fits exactly: a stable word, as `digit_dropped`.
        cause: Option<&'static str> = |it, _| it.cause.map(Cause::as_str);
        /// The same in words.
        message: String = |it, _| it.message.clone();
        /// Identities that the correction satisfies, or the one that fails.
        [hidden] identities: Rows<FailedIdentity> = |it, _| all(it.identities.iter().cloned());
    }
}

#[pymethods]
impl DisclosureFinding {
    /// Return the finding as lines of text.
    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

value! {
    /// Where something is printed; as text, what a person would look for.
    ///
    /// Example:
    ///     >>> place = yusuan.check_disclosure(ledger.tables(2025)).tables[0].place
    ///     >>> place.path, place.table, str(place)
    ///     (None, 'budget-01', 'budget-01')
    PrintedPlace(disclosure::PrintedPlace) {
        /// The file; None when the tables came from memory.
        path: Option<String> = |it, _| it.path.clone();
        /// Sheet of a workbook.
        sheet: Option<String> = |it, _| it.sheet.clone();
        /// Row of the sheet, line of the file, or place of the row in a table, from 1.
        row: Option<usize> = |it, _| it.row;
        /// Column of the sheet, from 1.
        column: Option<usize> = |it, _| it.column;
        /// The cell as a spreadsheet names it.
        cell: Option<String> = |it, _| it.cell();
        /// The table, as `budget-06`.
        table: Option<String> = |it, _| it.table.clone();
        /// Id of the row there.
        row_id: Option<String> = |it, _| it.row_id.clone();
        /// Id of the column there.
        column_id: Option<String> = |it, _| it.column_id.clone();
    }
}

#[pymethods]
impl PrintedPlace {
    /// Return the place in words.
    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

value! {
    /// An identity that does not hold in print.
    ///
    /// Example:
    ///     >>> import json
    ///     >>> text = json.dumps([table.to_dict() for table in ledger.tables(2025)])
    ///     >>> found = yusuan.check_disclosure(json.loads(text.replace('"9.19"', '"9.91"', 1)))
    ///     >>> identity = found.findings[0].identities[0]
    ///     >>> identity.number, identity.left, identity.right, identity.verdict
    ///     ('1.3', '14.19', '14.91', 'differs')
    FailedIdentity(disclosure::FailedIdentity) {
        /// Number, as `6.2`.
        number: &'static str = |it, _| it.number;
        /// The identity in words.
        statement: &'static str = |it, _| it.statement;
        /// Tables, rows and columns by id.
        place: String = |it, _| it.place.clone();
        /// Sum of what the left side prints.
        left: String = |it, _| it.left.clone();
        /// Sum of what the right side prints.
        right: String = |it, _| it.right.clone();
        /// How far apart the sides may be by rounding, in yuan.
        tolerance: Yuan = |it, _| Yuan(it.tolerance.fen);
        /// The same in fen.
        tolerance_fen: i64 = |it, _| it.tolerance.fen.get();
        /// Rounded figures on both sides together.
        rounded: usize = |it, _| it.tolerance.rounded;
        /// `rounding` or `differs`.
        verdict: &'static str = |it, _| it.verdict.as_str();
    }
}

value! {
    /// A table as it was recognised in a document.
    ///
    /// Example:
    ///     >>> table = yusuan.check_disclosure(ledger.tables(2025)).tables[0]
    ///     >>> table.table, table.title, table.currency_unit
    ///     ('budget-01', '部门收支总体情况表', '万元')
    ReadTable(disclosure::ReadTable) {
        /// The table, as `budget-06`.
        table: String = |it, _| it.table.clone();
        /// Title as printed.
        title: String = |it, _| it.title.clone();
        /// File, sheet and row of the title.
        place: PrintedPlace = |it, _| PrintedPlace(it.place.clone());
        /// Unit of money, 万元 or 元.
        currency_unit: String = |it, _| it.currency_unit.clone();
        /// Rows that were understood.
        rows: usize = |it, _| it.rows;
        /// Amounts that were read.
        amounts: usize = |it, _| it.amounts;
    }
}

/// A document as it is given.
pub(crate) enum Document {
    Paths(Vec<PathBuf>),
    /// JSON.
    Tables(String),
}

impl<'py> FromPyObject<'_, 'py> for Document {
    type Error = PyErr;

    #[cfg(feature = "stubs")]
    const INPUT_TYPE: pyo3::inspect::PyStaticExpr = type_hint_union!(
        type_hint_identifier!("builtins", "str"),
        type_hint_subscript!(
            type_hint_identifier!("os", "PathLike"),
            type_hint_identifier!("builtins", "str")
        ),
        <Table as pyo3::PyTypeInfo>::TYPE_HINT,
        type_hint_subscript!(
            type_hint_identifier!("collections.abc", "Mapping"),
            type_hint_identifier!("builtins", "str"),
            type_hint_identifier!("builtins", "object")
        ),
        type_hint_subscript!(
            type_hint_identifier!("collections.abc", "Sequence"),
            type_hint_identifier!("builtins", "object")
        )
    );

    fn extract(given: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(path) = given.extract::<PathBuf>() {
            return Ok(Self::Paths(vec![path]));
        }
        let json = |tables: &[&yusuan::tables::Table]| {
            serde_json::to_string(tables)
                .map(Self::Tables)
                .map_err(|error| raise(yusuan::Error::Internal(error.to_string())))
        };
        if let Ok(table) = given.cast::<Table>() {
            return json(&[&table.get().0]);
        }
        if let Ok(tables) = given.extract::<Vec<Bound<'_, Table>>>() {
            let tables: Vec<_> = tables.iter().map(|table| &table.get().0).collect();
            return json(&tables);
        }
        if let Ok(paths) = given.extract::<Vec<PathBuf>>() {
            return Ok(Self::Paths(paths));
        }
        let dumps = given.py().import("json")?.getattr("dumps")?;
        Ok(Self::Tables(dumps.call1((given,))?.extract()?))
    }
}

/// Check anybody's published department budget or final accounts, as printed.
///
/// Tables are recognised by their titles, rows and columns by codes, names and headings; then the
/// identities between them are compared with what rounding allows. Of several identities that one
/// cell fails, the cell is named first.
///
/// Args:
///     document: a workbook (xlsx, xls, ods), a CSV file, JSON, a text, a folder of such files, or
///         several of them as a list; or tables in memory: `Table` objects, or what the JSON of
///         `yusuan tables` holds, exact or as printed.
///     text: the sentences around the tables, or the JSON of a narrative.
///
/// Raises:
///     SourceError: every problem of a file with its sheet, row and column; `table_missing` when no
///         table of a budget is recognised.
///     MissingFileError: `source_missing`.
///
/// Example:
///     >>> tables = [table.to_dict() for table in ledger.tables(2025)]
///     >>> yusuan.check_disclosure(tables).is_sound
///     True
///     >>> found = yusuan.check_disclosure(tables, text="收入6.46万元，比上年增加0.56万元，增长94.92%。")
///     >>> found.findings[0].cause, found.findings[0].expected
///     ('percentage_wrong', '9.49')
#[pyfunction]
#[pyo3(signature = (document, *, text = None))]
pub(crate) fn check_disclosure(
    py: Python<'_>,
    document: Document,
    text: Option<&str>,
) -> PyResult<Disclosure> {
    let texts: Vec<&str> = text.into_iter().collect();
    let done = py.detach(move || match document {
        Document::Paths(paths) => disclosure::check_disclosure(&paths, &texts),
        Document::Tables(json) => check_disclosure_json(&json, &texts),
    });
    done.map(Disclosure).map_err(raise)
}
