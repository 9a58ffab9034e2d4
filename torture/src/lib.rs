//! Power cuts, failing disks and kills: what a ledger must survive, tried again and again.
//!
//! `make torture` runs campaigns, the tests of this package short ones. `docs/reliability.md` says how it
//! is done and what came of it.
#![expect(
    clippy::unwrap_used,
    clippy::missing_panics_doc,
    reason = "what tries a ledger stops at the first surprise of its own"
)]

pub mod crowd;
pub mod disk;
pub mod examine;
pub mod faults;
pub mod kill;
pub mod power;
pub mod report;
pub mod scenario;
pub mod state;
pub mod vfs;
