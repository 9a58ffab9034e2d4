//! Short campaigns with fixed seeds, and that each of them would notice.

#![expect(
    clippy::unwrap_used,
    reason = "what helps a test panics as the test itself does"
)]

mod create;
mod disks;
mod interrupted;
mod locks;
mod noticing;
mod short;
