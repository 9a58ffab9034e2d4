//! Published tables as data, the eleven tables of a department budget, the final accounts, and
//! their identities.
//!
//! [`budget_tables`] turns budget lines into [`Table`]s by one rule: add exact fen, then show.
//! [`final_tables`] makes those of a year that was run, in the order of a [`FinalTemplate`].
//! [`ExecutionOptions`] say how the lines of a year are grouped in the table of its execution.
//! [`text`], [`html`] and [`csv`] write a table out; serialising it gives JSON. [`check_budget_tables`]
//! compares the finished tables with each other, as a reader of the printed pages would.

pub mod checks;
pub mod csv;
pub mod html;
pub mod text;

mod budget;
mod checked;
mod declared;
mod error;
mod execution;
mod facts;
mod final_account;
mod final_published;
mod layout;
mod narrated;
mod narrative;
mod options;
mod published;
mod rate;
mod scope;
mod table;

pub use budget::{BudgetInput, BudgetLine, BudgetTable, CodeNames, budget_table, budget_tables};
pub(crate) use checked::budget_checks;
#[cfg(feature = "publish")]
pub(crate) use checked::checks_of;
pub use checks::{
    Check, Comparison, Figure, Tolerance, ToleranceReason, Verdict, check_budget_book,
    check_budget_tables, check_final_tables,
};
pub(crate) use declared::declaration_tables;
#[cfg(feature = "publish")]
pub(crate) use declared::declared_of;
pub use error::TableError;
pub(crate) use execution::execution;
pub use execution::{ExecutionBy, ExecutionOptions};
pub use facts::{AccountFacts, TableFacts, UnitTransfer};
pub use final_account::{
    FinalIncome, FinalInput, FinalLine, FinalOptions, FinalTable, FinalTemplate, FinalTemplates,
    PartOf, RowChoice, SurplusMovement, TemplateIncome, TemplatePart, TemplateTable, final_table,
    final_tables,
};
#[cfg(feature = "publish")]
pub(crate) use final_published::final_checked;
pub(crate) use final_published::{final_check, final_one, final_published};
pub use layout::Heading;
pub(crate) use narrated::narrated;
#[cfg(feature = "publish")]
pub(crate) use narrated::narrated_of;
pub use narrative::{
    FigureId, FigureKind, FigureParts, FromZero, Gap, GapReason, Narrative, NarrativeBasis,
    NarrativeFacts, NarrativeFigure, NarrativeInput, NarrativeItem, NarrativeOptions,
    NarrativeRequest, NarrativeSection, NarrativeTexts, Templates, budget_narrative,
};
pub(crate) use narrative::{Shape, TemplateFault};
pub use options::TableOptions;
#[cfg(feature = "publish")]
pub(crate) use published::{balances_of, is_approved, lines_of, with_input};
pub(crate) use published::{published, published_of_top_units, published_one, require_approved};
#[cfg(feature = "publish")]
pub(crate) use rate::percent;
pub use table::{Cell, Code, Column, ColumnId, ColumnRole, Rate, Row, RowHead, RowLevel, Table};
