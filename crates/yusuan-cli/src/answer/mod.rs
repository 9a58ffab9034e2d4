//! What commands answer with: words for people, files of tables, an exit code.

pub(crate) mod contract;
mod disclosure;
pub(crate) mod early;
mod files;
pub(crate) mod history;
mod policy;
mod reconcile;
pub(crate) mod register;
mod spending_plan;
pub(crate) mod words;

pub use disclosure::disclosure_text;
pub(crate) use files::{Form, write_files};
pub(crate) use policy::{policies_text, touches_text};
pub(crate) use reconcile::{assertions_text, reconciliation_text, statements_text};
pub(crate) use spending_plan::plan_text;

use crate::failure::Failure;

/// What a command comes to: an exit code, or why it did not do what it was asked to.
pub(crate) type Done = Result<i32, Failure>;
