//! The file: how it is opened, what makes it a ledger, whether its schema is ours, and how an
//! earlier one becomes it. Also how files for people are written beside it.

mod cause;
mod connection;
mod copy;
mod create;
mod held;
mod inspection;
mod leftover;
mod mend;
mod migrate;
mod output;
mod place;
mod schema;
mod turn;
mod waiting;
#[cfg(target_os = "linux")]
mod writer;
#[cfg(not(target_os = "linux"))]
mod writer {
    /// No other system says who has locked a file.
    pub(super) const fn writer(_: &std::path::Path) -> Option<String> {
        None
    }
}

pub(crate) use connection::{
    File, Savepoint, empty_log, open, open_beside, open_for_inspection, open_read_only,
    read_through, savepoint, snapshot, walking,
};
pub(crate) use copy::copy;
pub(crate) use create::create;
pub(crate) use held::is_held;
pub(crate) use inspection::{foreign_key_violations, integrity_problems};
pub use mend::{GuardDamage, RestoredGuard};
pub(crate) use mend::{mend, refused as not_repaired};
pub use migrate::Migration;
pub(crate) use migrate::migrate;
pub use output::Output;
pub use schema::SCHEMA;
pub(crate) use schema::{data_differences, fingerprint, schema_differences};
