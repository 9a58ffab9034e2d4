//! What the measurements share.
#![forbid(unsafe_code)]
#![expect(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    clippy::missing_panics_doc,
    reason = "a measurement, not a ledger: it stops at the first surprise"
)]

pub mod county;
pub mod floor;
pub mod measure;
pub mod report;
pub mod workload;
pub mod writers;
