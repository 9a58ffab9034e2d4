//! 年终结账: the plan and its decisions.

#![expect(
    clippy::new_ret_no_self,
    clippy::wrong_self_convention,
    clippy::doc_link_with_quotes,
    reason = "a getter is called as the column it reads, and examples print lists of text"
)]

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyCapsule};

use crate::errors::raise;
use crate::frame::{Frame, Money, Names, Pandas, PlanRows, Polars, Rows};
use crate::html;
use crate::journal::Head;
use crate::line::Line;
use crate::money::Yuan;
use crate::value::{Dict, all, to_dict, value};
use crate::words::{ClosingAction, Fund, MoneyAction};

value! {
    /// The plan of a closing: one decision for everything that a year leaves.
    ///
    /// It fits the ledger as it stood when the plan was made, and names that head. As text it is the
    /// table that the command line prints, with its remarks.
    ///
    /// Example:
    ///     >>> plan = ledger.plan_close(2025)
    ///     >>> plan.year, plan.is_feasible, plan.row_count, plan.decisions[0].action
    ///     (2025, True, 4, 'carry_forward')
    Plan(yusuan::Plan) {
        /// The year to close.
        year: i16 = |it, _| it.year;
        /// Where the chain stood.
        head: Head = |it, _| Head(it.head.clone());
        /// Decisions on lines and commitments, in the order they are applied.
        [hidden] decisions: Rows<Decision> = |it, _| all(it.decisions.iter().cloned());
        /// Decisions on money that no line holds.
        [hidden] money: Rows<MoneyDecision> = |it, _| all(it.money.iter().cloned());
        /// Codes and units under whose new names money is carried forward.
        [hidden] successors: Rows<Successor> = |it, _| all(it.successors.iter().cloned());
        /// What would stop the closing, and what else should be known.
        [hidden] remarks: Rows<PlanRemark> = |it, _| all(it.remarks.iter().cloned());
        /// Whether nothing is known that would stop the closing.
        is_feasible: bool = |it, _| it.is_feasible();
        /// How many rows it has: decisions on lines and on money.
        row_count: usize = |it, _| it.decisions.len().saturating_add(it.money.len());
    }
}

#[pymethods]
impl Plan {
    /// Return the plan as the command line prints it.
    fn __str__(&self) -> String {
        let remarks = yusuan_cli::remarks_text(&self.0);
        yusuan_cli::plan_text(&self.0) + &remarks
    }

    /// Return the same for a notebook.
    fn _repr_html_(&self) -> String {
        html::preformatted(&self.__str__())
    }

    /// Return the plan as rows, one dict for each decision, amounts in fen.
    ///
    /// Example:
    ///     >>> row = ledger.plan_close(2025).rows()[0]
    ///     >>> row["line_id"], row["action"], row["amount_fen"], row["policy"]
    ///     (1, 'carry_forward', 8188000, 'closing')
    #[pyo3(signature = () -> "list[dict[str, Any]]")]
    fn rows<'py>(&self, py: Python<'py>) -> PyResult<Vec<Dict<'py>>> {
        let rows = self.0.rows();
        rows.iter().map(|row| to_dict(py, row)).collect()
    }

    /// Return the rows of the plan as columns, with chosen names and amounts.
    ///
    /// Args:
    ///     names: `en` for the names that `rows` has, `zh` for those of `to_csv`.
    ///     money: `fen` for whole fen, `yuan` for exact decimals.
    ///
    /// Example:
    ///     >>> ledger.plan_close(2025).frame(money="yuan").columns[13:15]
    ///     ['action', 'amount']
    #[pyo3(signature = (*, names = Names::En, money = Money::Fen))]
    fn frame(&self, names: Names, money: Money) -> Frame {
        let source = Arc::new(PlanRows(self.0.rows()));
        Frame::new(source, PlanRows::shape(), names, money)
    }

    /// Return the rows as a stream of batches, as the Arrow C stream interface has it.
    #[pyo3(signature = (requested_schema = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        self.frame(Names::En, Money::Fen).stream(py)
    }

    /// Return the rows as a polars data frame; see `frame`. Needs polars.
    ///
    /// Example:
    ///     >>> ledger.plan_close(2025).to_polars()["amount_fen"].sum()
    ///     16188000
    #[pyo3(signature = (*, names = Names::En, money = Money::Fen))]
    fn to_polars<'py>(&self, py: Python<'py>, names: Names, money: Money) -> PyResult<Polars<'py>> {
        Frame::to_polars(&Bound::new(py, self.frame(names, money))?)
    }

    /// Return the rows as a pandas data frame with exact types; see `frame`. Needs pandas and pyarrow.
    ///
    /// Example:
    ///     >>> ledger.plan_close(2025).to_pandas()["amount_fen"].sum()
    ///     16188000
    #[pyo3(signature = (*, names = Names::En, money = Money::Fen))]
    fn to_pandas<'py>(&self, py: Python<'py>, names: Names, money: Money) -> PyResult<Pandas<'py>> {
        Frame::to_pandas(&Bound::new(py, self.frame(names, money))?)
    }

    /// Return the plan as CSV text with Chinese headings, amounts in yuan, to be edited.
    ///
    /// Example:
    ///     >>> print(ledger.plan_close(2025).to_csv().splitlines()[1].split(",")[13:15])
    ///     ['结转', '81880.00']
    fn to_csv(&self) -> PyResult<String> {
        self.0.to_csv().map_err(raise)
    }

    /// Return the plan as a workbook: what may be edited is yellow, the rest is grey.
    ///
    /// Example:
    ///     >>> ledger.plan_close(2025).to_xlsx()[:2]
    ///     b'PK'
    #[pyo3(signature = () -> "bytes")]
    fn to_xlsx<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.0.to_xlsx()).map_err(raise)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// Write the plan to a file, to be edited and loaded back with `Ledger.load_plan`: a workbook
    /// when its name ends in `.xlsx`, else CSV. A file that is there is replaced, once the new one
    /// is complete; a ledger is not.
    ///
    /// Raises:
    ///     UnwrittenFileError: `file_not_written`, also an `OSError`.
    ///     FileError: `file_is_database`.
    ///
    /// Example:
    ///     >>> ledger.plan_close(2025).save("plan-2025.xlsx")
    ///     >>> ledger.load_plan("plan-2025.xlsx") == ledger.plan_close(2025)
    ///     True
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| self.0.save(yusuan::Output::prepare(path)?))
            .map_err(raise)
    }
}

value! {
    /// A decision on what a line or a commitment leaves.
    ///
    /// Example:
    ///     >>> decision = ledger.plan_close(2025).decisions[0]
    ///     >>> decision.line.id, decision.action, decision.amount, decision.policy
    ///     (1, 'carry_forward', Decimal('81880.00'), 'closing')
    Decision(yusuan::Decision) {
        /// The line.
        line: Line = |it, _| Line(it.line.clone());
        /// The commitment the amount belongs to; None for what is available.
        commitment_id: Option<i64> = |it, _| it.commitment_id;
        /// The contract of the commitment.
        contract: Option<String> = |it, _| it.contract.clone();
        /// What happens.
        action: ClosingAction = |it, _| ClosingAction(it.action);
        /// To how much of it, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// The rule that took the decision.
        policy: String = |it, _| it.rule.policy.clone();
        /// Row of the policy; negative when it is built in, None where no policy decided.
        policy_id: Option<i64> = |it, _| it.rule.policy_id;
        /// Where the policy comes from.
        source: String = |it, _| it.rule.source.clone();
        /// Full years since the first budget year of the money.
        age_years: i16 = |it, _| it.age_years;
        /// Whether a person decided otherwise than the policy.
        is_edited: bool = |it, _| it.is_edited;
        /// The document that allows it, where a person decided otherwise.
        document: Option<String> = |it, _| it.document.clone();
    }
}

value! {
    /// Something about a plan that its reader should know.
    ///
    /// Example:
    ///     >>> training = ledger.lines(2025)[3].line
    ///     >>> paid = ledger.pay(training, "1.00", dated=date(2025, 3, 1))
    ///     >>> (remark,) = ledger.plan_close(2025).remarks
    ///     >>> remark.token, remark.is_obstacle
    ///     ('surplus_exceeded', True)
    PlanRemark(yusuan::PlanRemark) {
        /// Stable token: that of the rule which the closing would meet, `age_limit_passed`,
        /// `contract_divided`, `not_taken_back`, `surplus_stays` or `true_up_due`.
        token: &'static str = |it, _| it.token;
        /// Whether the closing is refused while this stands.
        is_obstacle: bool = |it, _| it.is_obstacle;
        /// What is the matter.
        message: String = |it, _| it.message.clone();
        /// What to do.
        hint: String = |it, _| it.hint.clone();
    }
}

value! {
    /// A decision on the money or surplus of a unit and fund that is not fiscal.
    ///
    /// Example:
    ///     >>> receipt = ledger.receive(2025, unit="社会保险中心", fund="unit_other_income",
    ///     ...     amount="20001.00", dated=date(2025, 3, 1))
    ///     >>> (decision,) = ledger.plan_close(2025).money
    ///     >>> decision.fund, decision.action, decision.amount
    ///     ('unit_other_income', 'income_to_surplus', Decimal('1.00'))
    MoneyDecision(yusuan::MoneyDecision) {
        /// Name of the unit.
        unit: String = |it, _| it.unit.clone();
        /// The fund.
        fund: Fund = |it, _| Fund(it.fund);
        /// What happens.
        action: MoneyAction = |it, _| MoneyAction(it.action);
        /// To how much of it, in yuan.
        amount: Yuan = |it, _| Yuan(it.amount);
        /// The same in fen.
        amount_fen: i64 = |it, _| it.amount.get();
        /// The rule that took the decision.
        policy: String = |it, _| it.rule.policy.clone();
        /// Row of the policy; negative when it is built in, None where no policy decided.
        policy_id: Option<i64> = |it, _| it.rule.policy_id;
        /// Where the policy comes from.
        source: String = |it, _| it.rule.source.clone();
    }
}

value! {
    /// A code or unit of a year, and what it is called in the next.
    ///
    /// Example:
    ///     >>> with open("successors.csv", "w", encoding="utf-8") as file:
    ///     ...     _ = file.write("类别,原编码,新编码\n经济,30201,30202\n")
    ///     >>> receipt = ledger.load_successors(2026, "successors.csv")
    ///     >>> (successor,) = ledger.successors(2026)
    ///     >>> successor.scheme, successor.old, successor.new
    ///     ('economic', '30201', '30202')
    Successor(yusuan::Successor) {
        /// What is renamed: `functional`, `economic` or `unit`.
        scheme: &'static str = |it, _| it.scheme.as_str();
        /// Last year of the old name.
        year: i16 = |it, _| it.year;
        /// The code or unit of that year.
        old: String = |it, _| it.old.clone();
        /// What it becomes.
        new: String = |it, _| it.new.clone();
        /// Where that is said.
        source: String = |it, _| it.source.clone();
    }
}
