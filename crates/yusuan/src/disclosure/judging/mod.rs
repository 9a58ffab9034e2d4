//! From tables to findings.
//!
//! | file | what it does |
//! |---|---|
//! | `document` | the amounts with their places |
//! | `names` | codes and names |
//! | `publication` | the tables of one budget, or of the accounts of one year, compared with each other |
//! | `equations`, `roots`, `cause` | which cell explains what fails, and what happened to it |
//! | `findings` | what is said of them |

pub(super) mod cause;
pub(super) mod document;
pub(super) mod equations;
mod findings;
pub(super) mod names;
pub(super) mod publication;
mod roots;

pub(super) use publication::{Publication, keep_one_of_each, number};
