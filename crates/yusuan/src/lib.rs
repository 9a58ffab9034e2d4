//! yusuan (预算): a double-checked ledger for public money in one SQLite file.
//!
//! A budget line is a right to spend. Money moves over lines only by postings, which are never
//! changed and never deleted; the file itself refuses whatever breaks a rule, no matter which
//! program writes to it, and [`Ledger::verify`] derives every total again from the journal.
//!
//! ```
//! use yusuan::{Fen, Ledger, Particulars, UnitKind, date};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("county.db");
//! # let lines = folder.path().join("lines.csv");
//! # std::fs::write(&lines, "year,unit,fund,level,origin_year,functional_code,economic_code,kind,\
//! # project,amount\n2025,社会保险中心,general_public,own,2025,2080109,30201,basic_public,,81880.00\n")?;
//! let mut ledger = Ledger::create(&path, "某县")?;
//! ledger.add_unit("社会保险中心", UnitKind::Institution, None, &Particulars::default())?;
//! ledger.prepare_year(2025, &Particulars::default())?;
//! ledger.import_lines(&lines)?;
//! let february = Particulars::on(date::parse("2025-02-17")?);
//! ledger.approve(2025, &february.clone().document("预算批复〔2025〕1号"))?;
//! let line = ledger.lines(2025)?.remove(0).line;
//! ledger.pay(&line, Fen::parse_yuan("1234.56")?, Some("某公司"), &february.key("2025-0001"))?;
//! assert_eq!(ledger.balance(&line)?.available()?.to_yuan_string(), "80645.44");
//! assert!(ledger.verify(yusuan::VerifyOptions::default())?.is_clean());
//! println!("keep this on paper: {}", ledger.head()?);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where things are
//!
//! | what | where |
//! |---|---|
//! | every verb | [`Ledger`]: before the approval, in the open year, at its end, reading |
//! | money | [`Fen`]; [`money`] says what text is an amount |
//! | what an act says of itself | [`Particulars`]: day, document, people, key |
//! | what names a line | [`LineName`]: its [`LineId`] or its [`LineKey`] |
//! | several acts as one | [`Entry`] with [`Ledger::post`]; [`Ledger::transaction`] |
//! | lists and tables on their way in | [`import`] |
//! | year end 年终结账 | [`Plan`], [`Ledger::close`], [`Certificate`] |
//! | published tables 公开表, and their identities | [`tables`] |
//! | anybody's published document | [`disclosure`] |
//! | what goes wrong | [`Error`], by [`ErrorKind`] and [`Rule`] |
//!
//! Four programs to copy are in the folder `examples` of this crate: `embed`, `bulk_post`, `close_year` and
//! `read_only`. Whatever a verb returns is plain data: it serialises with serde, money in whole fen
//! in members named `*_fen`, and compares with `==`. What is handed to verbs, and the words of closed lists,
//! deserialise as well.
//!
//! # Features
//!
//! None is on by default, and each only adds: what compiles without one compiles with it.
//!
//! | feature | adds | costs, beside the 56 crates without any |
//! |---|---|---|
//! | `xlsx` | workbooks (xlsx, xls, ods) wherever CSV is read, plans and templates written as such | 31 crates |
//! | `parquet` | [`Ledger::export_parquet`](crate::Ledger) | 18 crates |
//! | `publish` | `Ledger::book`: pages with pictures, workbook, data package, PDF; brings `xlsx` | 66 crates, those of `xlsx` among them |
//!
//! SQLite is among them, and built by a C compiler.
//!
//! # Threads
//!
//! A [`Ledger`] is one connection and may move between threads, but not be shared: open one for each
//! thread. Many may read while one writes; a second writer is told [`ErrorKind::Busy`].
//!
//! # What stays
//!
//! Before 1.0 the second number of the version changes when a public name goes or means something else.
//! Lists that grow, as [`Error`], [`Rule`], [`Event`] and [`ClosingAction`], are `#[non_exhaustive]`: a match
//! needs a last arm. Lists that the law or the file closes, as [`Fund`], [`Kind`] and [`YearState`], are not,
//! nor is [`ErrorKind`]: a match on them is complete, and a new word is a new version. Structs that verbs
//! return may get more fields: read them, and do not build them. The oldest Rust that builds this is the
//! `rust-version` of the package; `make msrv` builds with it.

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
mod progress;
mod publish;
mod reconcile;
mod repair;
mod verify;
mod word;

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
pub use file::{GuardDamage, Migration, Output, RestoredGuard, SCHEMA};
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
pub use progress::{Progress, Stage, watched};
#[cfg(feature = "publish")]
pub use publish::{
    Book, BookForm, BookKind, BookOf, BookPart, CarriedAge, ClassChange, Font, Language, MoneyFlow,
    MonthPaid, Pictures,
};
pub use reconcile::{
    Flow, Matched, MatchedBy, MoneyPosting, NearBy, NearMiss, OnlyInStatement, ReconcileOptions,
    Reconciliation, Reversed, Statement, StatementKind, StatementRow,
};
pub use repair::Repair;
pub use verify::{
    Finding, FindingToken, Place, Remark, Severity, Verification, VerifyOptions, verify_file,
};

/// The version of this library, as in its package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The Rust that the documentation shows is compiled, and run, as the examples of this crate are.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/how-to/embed-in-rust.md")]
struct EmbedInRust;

/// As above, in Chinese.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/how-to/embed-in-rust.zh.md")]
struct EmbedInRustZh;
