//! 对账.

use std::path::PathBuf;

use pyo3::prelude::*;
use yusuan::{NewStatement, ReconcileOptions};

use super::{Ledger, particulars};
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::reconcile::{Reconciliation, Statement};
use crate::value::all;
use crate::words::{Day, Days, Number, StatementKind};

#[pymethods]
impl Ledger {
    /// Load a statement of the treasury or a bank (装入对账单) from a CSV file or a workbook.
    ///
    /// All rows are loaded, or none and every problem is named. Columns: `dated` 日期, and `amount`
    /// 支付金额 or `paid` 支出 and `received` 收入, perhaps `key` 流水号 and `document` 凭证号; other
    /// columns, names of people among them, are passed over and not kept.
    ///
    /// Args:
    ///     path: the file.
    ///     kind: `treasury` for money of the fiscal funds, whose `amount` is what was paid; `bank`
    ///         for money of the others, whose `amount` is what came in.
    ///     name: account or system.
    ///     first_on: first day that it covers; that of its earliest row when left out.
    ///     last_on: last day; that of its latest row when left out.
    ///
    /// Raises:
    ///     SourceError: with every problem of the file, rows outside the days among them.
    ///     RuleError: `statement_exists`, `statement_invalid`.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额,流水号\n2025-03-04,1234.56,0001\n")
    ///     >>> receipt = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> ledger.statements()[0].row_count
    ///     1
    #[pyo3(signature = (
        path, *, kind, name, first_on = None, last_on = None, dated = None, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn load_statement(
        &self,
        py: Python<'_>,
        path: PathBuf,
        kind: StatementKind,
        name: String,
        first_on: Option<Day>,
        last_on: Option<Day>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let new = NewStatement {
            kind: kind.0,
            name,
            first_on: first_on.map(|day| day.0),
            last_on: last_on.map(|day| day.0),
        };
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.load_statement(path, &new, &said))
            .map(Receipt)
    }

    /// Return every statement, in the order of loading.
    ///
    /// Example:
    ///     >>> ledger.statements()
    ///     []
    fn statements(&self, py: Python<'_>) -> PyResult<Rows<Statement>> {
        self.with(py, |ledger| ledger.statements()).map(all)
    }

    /// Compare a statement with the postings that moved money of its funds (对账).
    ///
    /// Rows and postings are paired by key, by document, by day and by days, always of one amount,
    /// and only where neither could be anything else. What nearly agrees is listed and not paired.
    /// Writes nothing.
    ///
    /// Args:
    ///     statement: its number.
    ///     days: how many days the two sides may date the same money apart; 5 unless told otherwise.
    ///     unit: the one unit whose money it is; every unit's when left out.
    ///
    /// Raises:
    ///     NotFoundError: `statement_unknown`, `unit_unknown`.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n2025-03-05,7.00\n")
    ///     >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> report = ledger.reconcile(1)
    ///     >>> report.matched[0].by, report.only_in_statement_total.paid
    ///     ('days', Decimal('7.00'))
    #[pyo3(signature = (statement, *, days = None, unit = None))]
    fn reconcile(
        &self,
        py: Python<'_>,
        statement: Number,
        days: Option<Days>,
        unit: Option<String>,
    ) -> PyResult<Reconciliation> {
        let usual = ReconcileOptions::default().days;
        let options = ReconcileOptions {
            days: days.map_or(usual, |days| days.0),
            unit,
        };
        self.with(py, |ledger| ledger.reconcile(statement.0, &options))
            .map(Reconciliation)
    }

    /// Record that rows of a statement and postings are the same money (确认对账): all, or none.
    ///
    /// Args:
    ///     pairs: numbers of a row and a posting each, as `Reconciliation.proposals` has them.
    ///
    /// Raises:
    ///     RuleError: `match_wrong`, `match_exists`, `match_amount_differs`.
    ///
    /// Example:
    ///     >>> with open("march.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("日期,支付金额\n2025-03-04,5.00\n")
    ///     >>> paid = ledger.pay(line, "5.00", dated=date(2025, 3, 3))
    ///     >>> loaded = ledger.load_statement("march.csv", kind="treasury", name="国库")
    ///     >>> receipt = ledger.confirm_matches(ledger.reconcile(1).proposals)
    ///     >>> ledger.statements()[0].matched_count
    ///     1
    #[pyo3(signature = (
        pairs, *, dated = None, document = None, prepared_by = None, reviewed_by = None,
        memo = None, key = None
    ))]
    fn confirm_matches(
        &self,
        py: Python<'_>,
        pairs: Vec<(Number, Number)>,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, move |ledger| {
            let pairs = pairs.into_iter().map(|(row, posting)| (row.0, posting.0));
            ledger.confirm_matches(&pairs.collect::<Vec<_>>(), &said)
        })
        .map(Receipt)
    }

    /// Take back a match (取消对账); it stays visible, and its row and posting can be matched anew.
    ///
    /// Args:
    ///     match_id: its number, as `Matched.match_id` has it.
    ///
    /// Raises:
    ///     NotFoundError: `match_unknown` when no such match stands.
    ///
    /// Example:
    ///     >>> ledger.cancel_match(1)
    ///     Traceback (most recent call last):
    ///     yusuan.errors.NotFoundError: match_unknown: the match is not in this ledger: 1
    ///     hint: see the report of the statement
    #[pyo3(signature = (
        match_id, *, dated = None, document = None, prepared_by = None, reviewed_by = None,
        memo = None, key = None
    ))]
    fn cancel_match(
        &self,
        py: Python<'_>,
        match_id: Number,
        dated: Option<Day>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(dated, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.cancel_match(match_id.0, &said))
            .map(Receipt)
    }
}
