//! yusuan (预算): a double-checked ledger for public money in one SQLite file.
//!
//! A budget line is a right to spend. Money moves over lines only by postings, which are never
//! changed and never deleted; the file itself refuses whatever breaks a rule, no matter which
//! program writes to it, and [`Ledger::verify`] derives every total again from the journal.
//!
//! Begin with [`Ledger`]. Amounts are [`Fen`], exact; acts carry [`Particulars`]; what goes wrong
//! is an [`Error`] with a stable token.

#![forbid(unsafe_code)]

pub mod date;
pub mod disclosure;
pub mod import;
pub mod money;
pub mod tables;

mod acts;
mod catalogue;
mod closing;
mod contract;
mod declaration;
mod error;
mod export;
mod file;
mod journal;
mod ledger;
mod line;
mod plain_text;
mod policy;
mod publish;
mod reconcile;
mod verify;

pub use acts::{
    AssertedRow, Assertion, ContractPayment, Entry, Erased, NewStatement, Payment, PaymentSource,
    ProcurementOn, TextPlace, TrueUp, VoucherList,
};
pub use catalogue::{Code, EconomicMapping, Scheme, Successor, SuccessorScheme, Unit, UnitKind};
pub use closing::{
    CarriedCommitment, Certificate, ClosingAction, ClosingCounts, ClosingStep, ClosingSurplus,
    ClosingTotal, Decision, DecisionRule, DividedContract, EditedPlan, EditedRow, MoneyAction,
    MoneyDecision, Plan, PlanAction, PlanColumn, PlanRemark, PlanRow, ReleasedCommitment,
};
pub use contract::{
    Commitment, Contract, ContractDraft, ContractPart, ContractYear, PlannedPayment,
    ProcurementCategory, ProcurementTotal, ReservedFor, YearPart,
};
pub use declaration::{
    Assets, Declaration, DeclarationKind, Declared, Indicator, NewDeclaration, Performance,
    Procurement, Staffing, VehicleKind, Vehicles,
};
pub use error::{Error, ErrorKind, FileError, Refusal, Result, Rule, SourceError, SourceErrors};
pub use export::{Template, column_name_zh};
pub use file::{Migration, Output, SCHEMA};
pub use journal::{
    Act, Change, DiffVoucher, Difference, Event, Explanation, Head, LegalKind, LogEntry, LogFilter,
    LogPosting, NoteField, Override, Particulars, PolicyWarning, Receipt, Term, TermPosting,
    YearChange,
};
pub use ledger::{Direction, Imported, Ledger, Transaction};
pub use line::{
    AsOf, BudgetYear, CommitmentReport, CommitmentTotals, Draft, DraftIncome, Fund, IncomeReport,
    IncomeTotals, KeyPartError, Kind, KnownAt, Level, Line, LineBalance, LineId, LineKey, LineName,
    LineReport, PlannedMonth, SpendingPlan, SurplusReport, SurplusTotals, YearState,
};
pub use money::{AmountError, CurrencyUnit, Fen};
pub use plain_text::{PlainText, PlainTextExport};
pub use policy::{
    CodeLevel, OverrideReport, Policy, PolicyAction, PolicyInForce, PolicyTouch, Scope,
};
#[cfg(feature = "publish")]
pub use publish::{
    Book, BookForm, BookKind, BookOf, BookPart, CarriedAge, ClassChange, Font, Language, MoneyFlow,
    MonthPaid, Pictures,
};
pub use reconcile::{
    Flow, Matched, MatchedBy, MoneyPosting, NearBy, NearMiss, OnlyInStatement, ReconcileOptions,
    Reconciliation, Reversed, Statement, StatementKind, StatementRow,
};
pub use verify::{
    Finding, FindingToken, Place, Remark, Severity, Verification, VerifyOptions, verify_file,
};

/// The version of this library, as in its package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The Rust that the documentation shows is compiled, and run, as the examples of this crate are.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/how-to/embed-in-rust.md")]
pub struct EmbedInRust;
