//! The file: how it is opened, what makes it a ledger, and whether its schema is ours.

mod connection;
mod inspection;
mod schema;

pub(crate) use connection::{
    File, Savepoint, create, open, open_for_inspection, open_read_only, savepoint, snapshot,
};
pub(crate) use inspection::{foreign_key_violations, integrity_problems};
pub use schema::SCHEMA;
pub(crate) use schema::{data_differences, fingerprint, schema_differences};
