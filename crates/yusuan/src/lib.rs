//! yusuan (预算): a double-checked ledger for public money in one SQLite file.
//!
//! A budget line is a right to spend. Money moves over lines only by postings, which are never
//! changed and never deleted; the file itself refuses whatever breaks a rule, no matter which
//! program writes to it, and `verify` derives every total again from the journal.

/// The version of this library, as in its package.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
