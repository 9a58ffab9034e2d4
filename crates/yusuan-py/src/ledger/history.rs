//! The ledger as of a day or an act, and how a budget is executed.

use pyo3::prelude::*;
use yusuan::LogFilter;
use yusuan::tables::{ExecutionBy, ExecutionOptions};

use super::Ledger;
use crate::as_of::Moment;
use crate::diff::{Anchor, Difference};
use crate::errors::raise;
use crate::explain::Explanation;
use crate::frame::Rows;
use crate::journal::LogEntry;
use crate::line::Named;
use crate::stock::{CommitmentReport, IncomeReport, SurplusReport};
use crate::table::Table;
use crate::value::all;
use crate::words::{By, CurrencyUnit, Day, Limit, Year};

#[pymethods]
impl Ledger {
    /// Return how the budget of a year is executed: the table 预算执行情况表.
    ///
    /// Shape: the total first, then each group before those within it. Columns: those that say
    ///     what lines have in common, then `approved` 年初批复, `adjusted` 调整后指标, `committed`
    ///     承诺未付, `paid` 累计支付, `settled` 年终处理 (carried on, moved into the surplus,
    ///     lapsed), `left` 可用余额 and `rate` 执行率, paid of adjusted. In every row adjusted =
    ///     committed + paid + settled + left, exactly. By `month` each row within a group is the
    ///     end of a month, and `paid_in_month` is what that month paid, less its refunds.
    ///
    /// Args:
    ///     year: the budget year.
    ///     by: by what lines are grouped, outermost first: one word or several of `line`,
    ///         `department`, `unit`, `fund`, `level`, `functional_class` 类, `functional_group` 款,
    ///         `functional_item` 项, `economic_class` 类, `economic_group` 款, `kind`, `project`,
    ///         `origin`, `month`; each line by itself unless told otherwise. Months stand within the
    ///         innermost group.
    ///     unit: a unit, or a department with every unit below it; all units unless told otherwise.
    ///     as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
    ///     currency_unit: `wan_yuan` 万元, unless told `yuan` 元.
    ///     thousands_separator: whether digits before the point are grouped by commas.
    ///
    /// Raises:
    ///     NotFoundError: `grouping_unknown`; `voucher_unknown`, `posting_unknown` for an act that
    ///         is not there yet.
    ///     RuleError: `year_unknown`, `unit_unknown`.
    ///
    /// Example:
    ///     >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1))
    ///     >>> table = ledger.execution(2025, by=["kind", "economic_group"], currency_unit="yuan")
    ///     >>> table.row_ids
    ///     ['total', 'basic_public', 'basic_public/30201', 'basic_public/30211', 'project', 'project/30216', 'project/30299']
    ///     >>> row = table.rows[2]
    ///     >>> row["kind"], row["economic_group_name"], row["paid"], row["rate"]
    ///     ('公用经费', '办公费', Decimal('1637.60'), Decimal('2.00'))
    #[pyo3(signature = (
        year, *, by = None, unit = None, as_of = None, currency_unit = None,
        thousands_separator = false
    ))]
    fn execution(
        &self,
        py: Python<'_>,
        year: Year,
        by: Option<By>,
        unit: Option<String>,
        as_of: Option<Moment>,
        currency_unit: Option<CurrencyUnit>,
        thousands_separator: bool,
    ) -> PyResult<Table> {
        let options = ExecutionOptions {
            by: by.map_or_else(|| vec![ExecutionBy::Line], |by| by.0),
            unit,
            as_of: Moment::or_now(as_of),
            currency_unit: currency_unit.map_or_else(Default::default, |shown| shown.0),
            thousands_separator,
        };
        self.with(py, |ledger| ledger.execution(year.0, &options))
            .map(Table)
    }

    /// Explain what a line has available: its equation, and the postings behind each term.
    ///
    /// `str(explanation)` is the same as text in Chinese terms.
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
    ///     >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1), payee="某公司")
    ///     >>> print(ledger.explain(line))
    ///     指标 1：2025年 社会保险中心 一般公共预算 本级 2080109 30201 公用经费
    ///     可用 80242.40 ＝ 年初预算 81880.00 － 支付 1637.60
    ///     年初预算 81880.00
    ///       2025-02-17 凭证 5 记账 1 批复 81880.00 预算批复〔2025〕1号
    ///     支付 1637.60
    ///       2025-03-01 凭证 8 记账 6 支付 1637.60 收款人 某公司
    ///     <BLANKLINE>
    #[pyo3(signature = (line, *, as_of = None))]
    fn explain(&self, py: Python<'_>, line: Named, as_of: Option<Moment>) -> PyResult<Explanation> {
        let as_of = Moment::or_now(as_of);
        self.with(py, |ledger| ledger.explain(line.name(), &as_of))
            .map(Explanation)
    }

    /// Return what happened between two heads of the chain, or since one.
    ///
    /// Which head is given first does not matter. The hashes are compared as they are stored;
    /// proving them is for `verify`.
    ///
    /// Args:
    ///     one: a head, or its anchor line as it stands on paper.
    ///     other: another; where the chain stands now unless told otherwise.
    ///
    /// Raises:
    ///     NotFoundError: `head_unknown`: the head is not in this chain; `hint` says what is there.
    ///
    /// Example:
    ///     >>> kept = str(ledger.head())
    ///     >>> receipt = ledger.pay(line, "1637.60", dated=date(2025, 3, 1))
    ///     >>> difference = ledger.diff(kept)
    ///     >>> [(voucher.act, voucher.posting_count) for voucher in difference.vouchers]
    ///     [('post', 1)]
    ///     >>> [change] = difference.lines
    ///     >>> change.before.available, change.after.available
    ///     (Decimal('81880.00'), Decimal('80242.40'))
    #[pyo3(signature = (one, other = None))]
    fn diff(&self, py: Python<'_>, one: Anchor, other: Option<Anchor>) -> PyResult<Difference> {
        let (one, other) = (one.0, other.map(|head| head.0));
        self.with(py, |ledger| ledger.diff(&one, other.as_ref()))
            .map(Difference)
    }

    /// Return vouchers of the journal with their postings, oldest first.
    ///
    /// A voucher is listed whole, with all its postings, when one of them fits `line` and `event`.
    ///
    /// Args:
    ///     after: the voucher to begin behind; 0 to begin with the first.
    ///     limit: how many at most; all of them unless told otherwise.
    ///     year: the budget year; any unless told otherwise.
    ///     line: a line that a posting moves, on either side.
    ///     event: what a posting does, as `pay`.
    ///     since: the first day.
    ///     until: the last day.
    ///
    /// Raises:
    ///     NotFoundError: `line_unknown`.
    ///     RuleError: `event_unknown`.
    ///
    /// Example:
    ///     >>> [entry.act for entry in ledger.log(after=3)]
    ///     ['prepare_year', 'approve', 'load_catalogue', 'prepare_year']
    ///     >>> [entry.voucher_id for entry in ledger.log(line=travel, event="approve")]
    ///     [5]
    #[pyo3(signature = (
        *, after = 0, limit = None, year = None, line = None, event = None, since = None, until =
        None
    ))]
    fn log(
        &self,
        py: Python<'_>,
        after: i64,
        limit: Option<Limit>,
        year: Option<Year>,
        line: Option<Named>,
        event: Option<&str>,
        since: Option<Day>,
        until: Option<Day>,
    ) -> PyResult<Rows<LogEntry>> {
        let filter = LogFilter {
            year: year.map(|year| year.0),
            line: line.map(Named::name),
            event: event.map(str::parse).transpose().map_err(raise)?,
            since: since.map(|day| day.0),
            until: until.map(|day| day.0),
        };
        let limit = limit.map(|limit| limit.0);
        self.with(py, |ledger| ledger.log_of(&filter, after, limit))
            .map(all)
    }

    /// Return the incomes of a year: one for each unit and fund that is not fiscal, oldest first.
    ///
    /// Args:
    ///     year: the budget year.
    ///     as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
    ///         Then the journal is read once.
    ///
    /// Raises:
    ///     NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.
    ///
    /// Example:
    ///     >>> [income] = ledger.incomes(2025)
    ///     >>> income.fund, income.expected, income.money
    ///     ('unit_other_income', Decimal('20000.00'), Decimal('0.00'))
    #[pyo3(signature = (year, *, as_of = None))]
    fn incomes(
        &self,
        py: Python<'_>,
        year: Year,
        as_of: Option<Moment>,
    ) -> PyResult<Rows<IncomeReport>> {
        let as_of = Moment::or_now(as_of);
        self.with(py, |ledger| ledger.incomes(year.0, &as_of))
            .map(all)
    }

    /// Return the surplus 结余 of every unit and fund, oldest first.
    ///
    /// Args:
    ///     as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
    ///         Then the journal is read once.
    ///
    /// Raises:
    ///     NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.
    ///
    /// Example:
    ///     >>> receipt = ledger.to_surplus(project, "500.00", dated=date(2025, 6, 30))
    ///     >>> [(surplus.fund, surplus.stock) for surplus in ledger.surpluses()]
    ///     [('general_public', Decimal('500.00'))]
    #[pyo3(signature = (*, as_of = None))]
    fn surpluses(&self, py: Python<'_>, as_of: Option<Moment>) -> PyResult<Rows<SurplusReport>> {
        let as_of = Moment::or_now(as_of);
        self.with(py, |ledger| ledger.surpluses(&as_of)).map(all)
    }

    /// Return the commitments 承诺 on the lines of a year, oldest first.
    ///
    /// Args:
    ///     year: the budget year.
    ///     as_of: a day, or an `AsOf`: which postings count; all of them unless told otherwise.
    ///
    /// Raises:
    ///     NotFoundError: `voucher_unknown`, `posting_unknown` for an act that is not there yet.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "800.00", contract="HT-2025-07",
    ///     ...     dated=date(2025, 4, 1))
    ///     >>> [(commitment.contract, commitment.remaining) for commitment in
    ///     ...     ledger.commitments(2025)]
    ///     [('HT-2025-07', Decimal('800.00'))]
    #[pyo3(signature = (year, *, as_of = None))]
    fn commitments(
        &self,
        py: Python<'_>,
        year: Year,
        as_of: Option<Moment>,
    ) -> PyResult<Rows<CommitmentReport>> {
        let as_of = Moment::or_now(as_of);
        self.with(py, |ledger| ledger.commitments(year.0, &as_of))
            .map(all)
    }
}
