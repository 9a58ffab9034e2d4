//! What a verification says.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::VerifyOptions;

use crate::diff::Anchor;
use crate::frame::Rows;
use crate::handle::Failure;
use crate::hold::Hold;
use crate::html;
use crate::journal::{Head, Receipt};
use crate::money::Yuan;
use crate::value::{all, value};
use crate::watch::{Watcher, watching};

value! {
    /// What a verification found; as text, what the command line prints.
    ///
    /// Example:
    ///     >>> verification = ledger.verify()
    ///     >>> verification.is_clean, verification.posting_count, verification.line_count
    ///     (True, 5, 4)
    Verification(yusuan::Verification) {
        /// Whether nothing was found, not even a warning.
        is_clean: bool = |it, _| it.is_clean();
        /// Whether nothing is wrong; some vouchers may be unsealed.
        is_sound: bool = |it, _| it.is_sound();
        /// What is wrong, at most a hundred of each token.
        [hidden] findings: Rows<Finding> = |it, _| all(it.findings.iter().cloned());
        /// How often each token was found, listed or not.
        [hidden] counts: BTreeMap<&'static str, u64> = |it, _| {
            it.counts.iter().map(|(token, count)| (token.as_str(), *count)).collect()
        };
        /// How many errors were found, listed or not.
        error_count: u64 = |it, _| it.error_count();
        /// How many warnings were found, listed or not.
        warning_count: u64 = |it, _| it.warning_count();
        /// How many findings are counted and not listed.
        omitted_count: u64 = |it, _| it.omitted_count();
        /// What is worth knowing about the published tables and not wrong.
        [hidden] notes: Rows<Remark> = |it, _| all(it.notes.iter().cloned());
        /// Where the chain stands.
        head: Head = |it, _| Head(it.head.clone());
        /// Vouchers that were read.
        voucher_count: u64 = |it, _| it.voucher_count;
        /// Postings that were read.
        posting_count: u64 = |it, _| it.posting_count;
        /// Lines that were compared.
        line_count: u64 = |it, _| it.line_count;
        /// Vouchers of foreign programs that a seal covers.
        sealed_count: u64 = |it, _| it.sealed_count;
        /// Vouchers of foreign programs that nothing covers.
        unsealed_count: u64 = |it, _| it.unsealed_count;
        /// Whether indexes were left out.
        quick: bool = |it, _| it.quick;
    }
}

#[pymethods]
impl Verification {
    /// Return the verification as the command line prints it.
    fn __str__(&self) -> String {
        yusuan_cli::verification_text(&self.0)
    }

    /// Return the same for a notebook.
    fn _repr_html_(&self) -> String {
        html::preformatted(&self.__str__())
    }
}

value! {
    /// One thing that is wrong; as text, one line.
    ///
    /// Example:
    ///     >>> anchor = str(ledger.head()).replace("voucher 7", "voucher 9")
    ///     >>> (finding,) = ledger.verify(head=anchor).findings
    ///     >>> finding.token, finding.severity
    ///     ('head_differs', 'error')
    Finding(yusuan::Finding) {
        /// What is wrong: a stable word.
        token: &'static str = |it, _| it.token.as_str();
        /// How bad it is: `error`, or `warning` when something is only not proven.
        severity: &'static str = |it, _| match it.severity {
            yusuan::Severity::Warning => "warning",
            yusuan::Severity::Error => "error",
        };
        /// The table it is in.
        table: String = |it, _| it.place.table.clone();
        /// Number or key of the row; None when it is about no row.
        row: Option<String> = |it, _| it.place.row.clone();
        /// The column; None when it is about no single one.
        column: Option<String> = |it, _| it.place.column.clone();
        /// What it should be, where that can be said.
        expected: Option<String> = |it, _| it.expected.clone();
        /// What it is.
        found: Option<String> = |it, _| it.found.clone();
        /// The same in words.
        message: String = |it, _| it.message.clone();
    }
}

#[pymethods]
impl Finding {
    /// Return the finding as one line of text.
    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

value! {
    /// Something about the published tables that is worth knowing and not wrong; as text, one line.
    ///
    /// Example:
    ///     >>> for code in "30201", "30211":
    ///     ...     key = line.to_dict() | {"year": 2026, "origin_year": 2026, "economic_code": code}
    ///     ...     warnings = ledger.draft(yusuan.LineKey(**key), "44.00")
    ///     >>> receipt = ledger.approve(2026, document="预算批复〔2026〕1号", dated=date(2026, 2, 17))
    ///     >>> remark = ledger.verify().notes[0]
    ///     >>> remark.check, remark.verdict, remark.printed, remark.exact
    ///     ('6.3', 'rounding', ('0.01', '0.00'), (Decimal('88.00'), Decimal('88.00')))
    Remark(yusuan::Remark) {
        /// The table, as `budget-06`.
        table: String = |it, _| it.table.clone();
        /// Number of the identity, as `6.2`.
        check: String = |it, _| it.check.clone();
        /// Year of the tables.
        year: i64 = |it, _| it.year;
        /// Unit or department of the tables.
        unit: String = |it, _| it.unit.clone();
        /// Rows and columns that were compared.
        place: String = |it, _| it.place.clone();
        /// `rounding`, or `differs` for an identity that is only expected to hold.
        verdict: &'static str = |it, _| it.verdict.as_str();
        /// The two figures as printed.
        printed: (String, String) = |it, _| it.printed.clone();
        /// The two figures exactly, in yuan.
        exact: (Yuan, Yuan) = |it, _| (Yuan(it.exact.0), Yuan(it.exact.1));
        /// The same in fen.
        exact_fen: (i64, i64) = |it, _| (it.exact.0.get(), it.exact.1.get());
        /// The identity in words.
        statement: String = |it, _| it.statement.clone();
    }
}

#[pymethods]
impl Remark {
    /// Return the remark as one line of text.
    fn __str__(&self) -> String {
        self.0.to_string()
    }
}

value! {
    /// What a repair did.
    ///
    /// Example:
    ///     >>> ledger.disconnect()
    ///     >>> repair = yusuan.Ledger.repair("county.db")
    ///     >>> len(repair.restored), repair.verification.is_clean
    ///     (0, True)
    Repair(yusuan::Repair) {
        /// What was put back; nothing when the file had all of it.
        [hidden] restored: Rows<RestoredGuard> = |it, _| all(it.restored.iter().cloned());
        /// Path of the copy of the file as it was; None when nothing was put back.
        copy: Option<String> = |it, _| {
            it.copy.as_ref().map(|copy| copy.to_string_lossy().into_owned())
        };
        /// The act that says in the ledger what was put back; None when nothing was.
        [hidden] receipt: Option<Receipt> = |it, _| it.receipt.clone().map(Receipt);
        /// What a verification finds now: no error, perhaps warnings.
        [hidden] verification: Verification = |it, _| Verification(it.verification.clone());
    }
}

value! {
    /// Something that guards a ledger and was put back.
    ///
    /// Example:
    ///     >>> ledger.disconnect()
    ///     >>> import sqlite3
    ///     >>> connection = sqlite3.connect("county.db")
    ///     >>> _ = connection.execute("DROP TRIGGER line_before_delete_append_only")
    ///     >>> connection.close()
    ///     >>> [guard] = yusuan.Ledger.repair("county.db").restored
    ///     >>> guard.kind, guard.name, guard.was
    ///     ('trigger', 'line_before_delete_append_only', 'missing')
    RestoredGuard(yusuan::RestoredGuard) {
        /// `trigger`, `view`, `index`, `table` for its text, `rows` for those of a table that come with
        /// the schema, or `pragma`.
        kind: String = |it, _| it.kind.clone();
        /// Its name; that of the table where it is about rows.
        name: String = |it, _| it.name.clone();
        /// What was wrong with it: `missing`, `changed`, `added`, or `stale` for an index that did not
        /// say what its table says.
        was: &'static str = |it, _| it.was.as_str();
    }
}

/// Verify a ledger file that may be damaged, also one that `Ledger.open` refuses.
///
/// The file is opened for reading alone. Everything that is wrong with it is a finding.
///
/// Args:
///     path: the file.
///     quick: whether to leave out the indexes.
///     head: an earlier head of the ledger, or its anchor line, that was kept elsewhere: the chain
///         must still go through it.
///     progress: who is told how far it is, as of a ledger.
///
/// Raises:
///     MissingFileError: `file_missing`.
///     FileError: `file_foreign`, `file_older`, `file_newer`; `file_interrupted` when a program was ended
///         in the middle of an act, and this one may not write to the file to undo it.
///
/// Example:
///     >>> yusuan.verify_file("county.db").is_clean
///     True
#[pyfunction]
#[pyo3(signature = (path, *, quick = false, head = None, progress = None))]
pub(crate) fn verify_file(
    py: Python<'_>,
    path: PathBuf,
    quick: bool,
    head: Option<Anchor>,
    progress: Option<Watcher>,
) -> PyResult<Verification> {
    let _hold = Hold::by_ledger(&path)?;
    let head = head.map(|anchor| anchor.0);
    let options = VerifyOptions { quick, head };
    let verify = || yusuan::verify_file(path, options).map_err(Failure::from);
    watching(py, progress, verify).map(Verification)
}
