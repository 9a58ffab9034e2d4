//! The layer between SQLite and the files of the system: it hands everything on, and for folders that
//! are watched records it or makes it fail.

mod fault;
mod session;
mod shim;

pub(crate) use fault::{Call, Share};
pub use fault::{Fault, FaultKind};
pub use session::{Device, Session, Watching};
pub use shim::{plain_name, register, seed};
