//! The Python binding of yusuan: it converts, and decides nothing.

#![expect(
    clippy::doc_link_with_quotes,
    reason = "docstrings are Python's, and their examples show lists and dicts of text"
)]

mod as_of;
mod certificate;
mod check;
mod closing;
mod contract;
mod declaration;
mod diff;
mod disclosure;
mod early;
mod entry;
mod errors;
mod explain;
mod facts;
mod frame;
mod given;
mod handle;
mod hold;
mod html;
mod journal;
mod kept;
mod ledger;
mod line;
mod money;
mod narrative;
mod policy;
mod reconcile;
mod spending_plan;
mod split;
mod stock;
mod table;
mod value;
mod verification;
mod watch;
mod words;

use pyo3::prelude::*;

/// The compiled half of the package; import names from `yusuan` instead.
// Nothing was tried yet in a Python without its lock: one that loads this takes the lock again.
#[pymodule(gil_used = true)]
mod _core {
    use std::ffi::OsString;

    use pyo3::prelude::*;
    use pyo3::types::PyType;

    #[pymodule_export]
    use super::as_of::AsOf;
    #[pymodule_export]
    use super::certificate::{
        CarriedCommitment, Certificate, ClosingStep, ClosingSurplus, ClosingTotal, DividedContract,
        ReleasedCommitment,
    };
    #[pymodule_export]
    use super::check::{Check, Comparison};
    #[pymodule_export]
    use super::closing::{Decision, MoneyDecision, Plan, PlanRemark, Successor};
    #[pymodule_export]
    use super::contract::{
        Commitment, Contract, ContractPart, ContractYear, PlannedPayment, ProcurementTotal,
        YearPart,
    };
    #[pymodule_export]
    use super::declaration::Declared;
    #[pymodule_export]
    use super::diff::{
        CommitmentChange, DiffVoucher, Difference, IncomeChange, LineChange, SurplusChange,
        YearChange,
    };
    #[pymodule_export]
    use super::disclosure::{
        Disclosure, DisclosureFinding, FailedIdentity, PrintedPlace, ReadTable, check_disclosure,
    };
    #[pymodule_export]
    use super::early::TrueUp;
    #[pymodule_export]
    use super::entry::Entry;
    #[pymodule_export]
    use super::explain::{Explanation, Term, TermPosting};
    #[pymodule_export]
    use super::facts::TableFacts;
    #[pymodule_export]
    use super::frame::{Frame, RowShape};
    #[pymodule_export]
    use super::hold::FileHold;
    #[pymodule_export]
    use super::journal::{
        BudgetYear, Erased, Head, Imported, LogEntry, LogPosting, Migration, PlainTextExport,
        PolicyWarning, Receipt, RowWarning, Unit, VoucherList,
    };
    #[pymodule_export]
    use super::ledger::{Ledger, Transaction, final_templates, template};
    #[pymodule_export]
    use super::line::{Balance, Draft, Line, LineKey, LineReport};
    #[pymodule_export]
    use super::narrative::{
        Narrative, NarrativeFigure, NarrativeGap, NarrativeItem, NarrativeSection,
    };
    #[pymodule_export]
    use super::policy::{Override, Policy, PolicyTouch};
    #[pymodule_export]
    use super::reconcile::{
        Assertion, Flow, Matched, MoneyPosting, NearMiss, OnlyInStatement, Reconciliation,
        Reversed, Statement, StatementRow,
    };
    #[pymodule_export]
    use super::spending_plan::PlannedMonth;
    #[pymodule_export]
    use super::split::split;
    #[pymodule_export]
    use super::stock::{CommitmentReport, IncomeReport, SurplusReport};
    #[pymodule_export]
    use super::table::{Column, Table};
    #[pymodule_export]
    use super::verification::{Finding, Remark, Repair, RestoredGuard, Verification, verify_file};
    #[pymodule_export]
    use super::watch::Progress;

    /// The version of the ledger library.
    #[pymodule_export]
    #[expect(
        non_upper_case_globals,
        reason = "the name that Python gives to a version"
    )]
    const __version__: &str = yusuan::VERSION;

    /// Return the classes whose values are rows of tables, with how they become so.
    #[pyfunction]
    fn row_shapes(py: Python<'_>) -> Vec<(Bound<'_, PyType>, RowShape)> {
        super::frame::row_shapes(py)
    }

    /// Run the command line and return its exit code.
    #[pyfunction]
    fn run(py: Python<'_>, arguments: Vec<OsString>) -> i32 {
        py.detach(|| yusuan_cli::run(arguments))
    }
}
