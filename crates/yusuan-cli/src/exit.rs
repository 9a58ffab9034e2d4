//! What a process answers, so that a script need not read the words.
//!
//! After every code but [`OK`], [`FOUND`], [`OUTPUT`] and [`READER_LEFT`] the ledger is as it was
//! before.

/// Done.
pub const OK: i32 = 0;
/// A rule of the ledger refused the act, or what was given is wrong: an amount, a date, a cell of
/// a file, the number of something that is not there.
pub const REFUSED: i32 = 1;
/// The arguments make no sense; nothing was tried.
pub const USAGE: i32 = 2;
/// A file cannot be used: missing, there already, not a ledger, older, newer, altered, damaged,
/// write-protected.
pub const FILE: i32 = 3;
/// Another program is writing to the ledger; trying again may succeed.
pub const BUSY: i32 = 4;
/// The command worked, and found something wrong: `verify`, `checks`, `check-disclosure`,
/// `reconcile`, `migrate` or `repair`; a dry run of `close` found what would stop the closing.
pub const FOUND: i32 = 5;
/// The command worked, but its answer could not be written to standard output, or to the file of
/// the certificate.
pub const OUTPUT: i32 = 6;
/// A fault of this program; please report it.
pub const INTERNAL: i32 = 7;

/// The year was closed before; nothing was written.
pub const CLOSED_BEFORE: i32 = 8;
/// The plan was made before the ledger moved on; make it again.
pub const PLAN_STALE: i32 = 9;

/// Ctrl-C stopped the command; nothing was written. What shells say of a program that it ended.
pub const STOPPED: i32 = 130;

/// Done, but the reader of standard output left before the end, as `head` does: 128 and the number
/// of SIGPIPE, which is what shells show for any program that a pipe ends. A command that has more to
/// say says that: `verify` answers [`FOUND`] all the same.
pub const READER_LEFT: i32 = 141;

/// Every code with its meaning, as `yusuan --help` shows them.
pub(crate) const HELP: &str = "\
Exit codes:
  0  done
  1  refused by a rule, or something given is wrong
  2  the arguments make no sense
  3  a file cannot be used
  4  another program is writing to the ledger; try again
  5  verify, checks, check-disclosure, reconcile, migrate or repair found something; close --dry-run: an obstacle
  6  done, but the answer could not be written
  7  a fault of this program
  8  close: the year was closed before; nothing was written
  9  close: the plan does not fit the ledger any more; make it again
  130  stopped by Ctrl-C; nothing was written
  141  done, but the reader of standard output left early

Standard output carries data, standard error carries talk. With --json the data is one JSON
document, and what goes wrong is a JSON object on standard error.";
