//! The file: how it is opened, what makes it a ledger, and whether its schema is ours.

mod connection;
mod schema;

pub(crate) use connection::{File, Savepoint, create, open, open_read_only, savepoint};
pub use schema::SCHEMA;
pub(crate) use schema::{data_difference, fingerprint, schema_difference};
