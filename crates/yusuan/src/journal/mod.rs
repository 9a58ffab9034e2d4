//! Vouchers, postings and the chain: the only place that writes either.

mod adjustment;
mod bulk;
mod diff;
mod digest;
mod encode;
mod explain;
mod log;
mod particulars;
mod record;
mod replay;
mod rows;
mod voucher;
mod write;

pub(crate) use adjustment::check_overrides;
pub use adjustment::{LegalKind, Override};
pub(crate) use bulk::{BULK_SIZES, Bulk, PlainPayment};
pub(crate) use diff::diff;
pub use diff::{Change, DiffVoucher, Difference, YearChange};
pub(crate) use digest::hexadecimal;
pub(crate) use explain::explain;
pub use explain::{Explanation, Term, TermPosting};
pub(crate) use log::log;
pub use log::{LogEntry, LogFilter, LogPosting};
pub use particulars::Particulars;
pub(crate) use record::{RECORD_TABLES, Record, RecordTable};
pub use voucher::{Act, Event, Head, NoteField, PolicyWarning, Receipt};
pub(crate) use voucher::{Posting, Voucher};
pub(crate) use write::{head, write, write_within};
