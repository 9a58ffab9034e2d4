//! Derivations that share no code with what they check.
//!
//! | file | derives | compares with |
//! |---|---|---|
//! | `chain`, `links`, `records` | every hash, from the rows | hashes and seals |
//! | `fold` | every total and state of a year, by a plain fold over the journal | stored rows; what limited each posting then |
//! | `double_entry` | every total, by the posting rules of the chart | stored rows |
//! | `accounts`, `detail` | appropriation accounts, by public formulas | totals, journal, years |
//! | `four_eyes` | | who prepared and who reviewed, with the policy of that time |
//! | `drafts` | what was approved | drafts and control totals |
//! | `assertions` | totals as of a day, by the posting rules | what others said |
//! | `matches` | | rows of statements with the postings they are matched with |
//! | `declarations` | | declarations with what one may say |
//! | `contracts` | what was committed for each contract | its parts |
//! | `catalogue` | | lines and codes with the catalogue of their year |
//! | `tables` | the published tables | their identities |
//! | `fingerprint` | | the schema and the rules' own rows with the release's |
//!
//! The first four share the rows that `journal` reads, once, from the first voucher to the last; each
//! makes its own of them, and keeps a few numbers a line. `reading` brings them together.

mod accounts;
mod assertions;
mod catalogue;
mod chain;
mod contracts;
mod declarations;
mod detail;
mod double_entry;
mod drafts;
mod finding;
mod fingerprint;
mod fold;
mod four_eyes;
mod journal;
mod links;
mod matches;
mod reading;
mod records;
mod row;
mod tables;
#[cfg(test)]
mod vectors;

use std::panic::resume_unwind;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};

pub(crate) use chain::unsealed_digests;
pub use finding::{Finding, FindingToken, Place, Remark, Severity, Verification};

use crate::error::{Error, FileError, Result};
use crate::file;
use crate::journal::Head;
use crate::progress::{self, Stage};
use finding::Findings;
use reading::Reading;

/// How thorough a verification is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyOptions {
    /// Whether indexes are left out of the examination of the file (`quick_check`); everything
    /// else is done all the same.
    pub quick: bool,
    /// A head that was kept outside the file, as an anchor line on paper: the chain must still go
    /// through it.
    pub head: Option<Head>,
}

/// Verify a ledger file that may be damaged: also one that [`Ledger::open`](crate::Ledger::open)
/// refuses because its schema was altered. The file is opened for reading only.
///
/// # Errors
///
/// [`FileError`](crate::FileError) when there is no such file, when it is not a ledger, or when
/// another release wrote it. Whatever else is wrong is a finding.
pub fn verify_file(path: impl AsRef<Path>, options: VerifyOptions) -> Result<Verification> {
    let file = file::open_for_inspection(path.as_ref())?;
    verify(&file.connection, options)
}

/// Files below this are examined after the derivations. The examination of a larger one runs beside them, on a
/// connection of its own; opening that, which reads the whole schema again, takes longer than a small file.
const BESIDE_BYTES: i64 = 4 << 20;

fn is_small(connection: &Connection) -> bool {
    let sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
    let bytes = connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    bytes.is_ok_and(|bytes| bytes < BESIDE_BYTES)
}

/// Derive everything again, and report every difference. What SQLite says of a large file is asked at the
/// same time, on a thread and a connection of its own where that can be.
pub(crate) fn verify(connection: &Connection, options: VerifyOptions) -> Result<Verification> {
    let beside = if is_small(connection) {
        None
    } else {
        file::open_beside(connection)?
    };
    verify_beside(connection, beside, options)
}

fn verify_beside(
    connection: &Connection,
    beside: Option<Connection>,
    options: VerifyOptions,
) -> Result<Verification> {
    let VerifyOptions { quick, head } = options;
    thread::scope(|scope| {
        let examined = beside.map(|beside| {
            let stop = beside.get_interrupt_handle();
            let (ended, end) = mpsc::channel();
            let examine = move || {
                let _ended: mpsc::Sender<()> = ended;
                file::snapshot(&beside, |beside| examine_file(beside, quick))
            };
            (scope.spawn(examine), stop, end)
        });
        let derived = file::snapshot(connection, |connection| derive(connection, head.as_ref()));
        let examined = match examined {
            Some((examining, stop, end)) => {
                wait(&stop, &end);
                examining
                    .join()
                    .unwrap_or_else(|panic| resume_unwind(panic))
            }
            None => {
                progress::at(Stage::File, 0, None).and_then(|()| examine_file(connection, quick))
            }
        };
        progress::at(Stage::File, 1, Some(1))?;
        let mut verification = derived?;
        let mut findings = examined?;
        findings.append(Findings {
            list: verification.findings,
            counts: verification.counts,
            remarks: verification.notes,
        });
        verification.findings = findings.list;
        verification.counts = findings.counts;
        verification.notes = findings.remarks;
        verification.quick = quick;
        Ok(verification)
    })
}

/// How long whoever watches is not asked while the file is examined.
const PAUSE: Duration = Duration::from_millis(50);

/// Wait for the examination beside, and stop it when whoever watches says so.
fn wait(stop: &InterruptHandle, end: &Receiver<()>) {
    while end.recv_timeout(PAUSE) == Err(mpsc::RecvTimeoutError::Timeout) {
        if progress::at(Stage::File, 0, None).is_err() {
            stop.interrupt();
        }
    }
}

/// Ask SQLite about the file.
fn examine_file(connection: &Connection, quick: bool) -> Result<Findings> {
    let mut examiner = Examiner::new(connection);
    examiner.examine("file", |connection, findings| {
        fingerprint::integrity(connection, quick, findings)
    })?;
    examiner.examine("foreign keys", fingerprint::foreign_keys)?;
    Ok(examiner.findings)
}

/// Derive everything again that the ledger itself says.
fn derive(connection: &Connection, kept: Option<&Head>) -> Result<Verification> {
    let mut examiner = Examiner::new(connection);
    let mut reading = Reading::new(connection, kept);
    examiner.stage("sqlite_schema", fingerprint::schema)?;
    examiner.stage("rule data", fingerprint::rule_data)?;
    examiner.stage("journal", |_, findings| reading.run(findings))?;
    examiner.stage("note", chain::check_notes)?;
    examiner.stage("four_eyes", four_eyes::run)?;
    examiner.stage("drafts", |connection, findings| {
        drafts::run(connection, &mut reading.fold, findings)
    })?;
    examiner.stage("appropriation_account", |connection, findings| {
        accounts::run(connection, &reading.details, findings)
    })?;
    examiner.stage("statement_match", matches::run)?;
    examiner.stage("assertion", assertions::run)?;
    examiner.stage("contract", contracts::run)?;
    examiner.stage("declaration", declarations::run)?;
    examiner.stage("code", catalogue::run)?;
    examiner.stage("tables", |connection, findings| {
        tables::run(connection, &reading.fold.years, findings)
    })?;
    progress::at(Stage::Checking, examiner.done, Some(examiner.done))?;
    let (chain, fold) = (reading.chain, reading.fold);
    Ok(Verification {
        line_count: u64::try_from(fold.books.lines.len()).unwrap_or(u64::MAX),
        findings: examiner.findings.list,
        counts: examiner.findings.counts,
        notes: examiner.findings.remarks,
        head: chain.head(),
        voucher_count: fold.voucher_count,
        posting_count: fold.posting_count,
        sealed_count: chain.sealed_count,
        unsealed_count: chain.unsealed_count,
        quick: false,
    })
}

/// Goes through the stages; what one of them cannot read does not stop the others.
struct Examiner<'c> {
    connection: &'c Connection,
    findings: Findings,
    done: u64,
}

impl<'c> Examiner<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            findings: Findings::default(),
            done: 0,
        }
    }

    fn stage(
        &mut self,
        name: &'static str,
        work: impl FnOnce(&Connection, &mut Findings) -> Result<()>,
    ) -> Result<()> {
        progress::at(Stage::Checking, self.done, None)?;
        self.done += 1;
        self.examine(name, work)
    }

    /// Go through something that whoever watches is told of by its caller.
    fn examine(
        &mut self,
        name: &'static str,
        work: impl FnOnce(&Connection, &mut Findings) -> Result<()>,
    ) -> Result<()> {
        match work(self.connection, &mut self.findings) {
            Ok(()) => Ok(()),
            Err(error) => unreadable(error, Place::table(name), &mut self.findings),
        }
    }
}

/// Turn what stopped a derivation into a finding, unless trying again may succeed.
fn unreadable(error: Error, place: Place, findings: &mut Findings) -> Result<()> {
    if error.retryable() {
        return Err(error);
    }
    let token = match error.code() {
        "total_out_of_range" | "amount_out_of_range" => FindingToken::TotalOutOfRange,
        _ => FindingToken::Unreadable,
    };
    let text = match error {
        Error::Internal(text) | Error::File(FileError::Damaged { message: text }) => text,
        error => error.to_string(),
    };
    // The hint behind the first line is for acts.
    let message = text.lines().next().unwrap_or_default();
    findings.add(token, || place, format_args!("{message}"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::rc::Rc;

    use super::*;

    /// A file with something of everything, of which an index lacks a row.
    fn damaged() -> (tempfile::TempDir, std::path::PathBuf) {
        let story = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/files/schema-2.db");
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.db");
        std::fs::copy(story, &path).unwrap();
        let connection = Connection::open(&path).unwrap();
        let stale = "CREATE TABLE stale (name); CREATE INDEX empty ON stale (name);
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET rootpage = (
                SELECT rootpage FROM sqlite_schema WHERE name = 'empty'
            ) WHERE name = 'unit_by_name';
            DELETE FROM sqlite_schema WHERE name IN ('stale', 'empty')";
        connection.execute_batch(stale).unwrap();
        (folder, path)
    }

    #[test]
    fn a_file_is_examined_beside_as_it_is_afterwards() {
        let (_folder, path) = damaged();
        let file = file::open_for_inspection(&path).unwrap();
        let connection = &file.connection;
        assert!(is_small(connection));
        let beside = file::open_beside(connection).unwrap();
        assert!(beside.is_some());
        let options = VerifyOptions::default;
        let one = verify_beside(connection, beside, options()).unwrap();
        let other = verify_beside(connection, None, options()).unwrap();
        assert!(one.counts.contains_key(&FindingToken::Integrity));
        assert_eq!((one.findings, one.counts), (other.findings, other.counts));
    }

    #[test]
    fn an_examination_beside_is_stopped_too() {
        let (_folder, path) = damaged();
        let file = file::open_for_inspection(&path).unwrap();
        let beside = file::open_beside(&file.connection).unwrap();
        let stop = |step: &progress::Progress| match step.stage {
            Stage::File => std::ops::ControlFlow::Break(()),
            _ => std::ops::ControlFlow::Continue(()),
        };
        let options = VerifyOptions::default();
        let stopped = progress::watched(stop, || {
            verify_beside(&file.connection, beside, options.clone())
        });
        assert_eq!(stopped.unwrap_err().code(), "stopped");
    }

    #[test]
    fn each_step_of_the_checking_is_told_as_it_begins() {
        let (_folder, path) = damaged();
        let file = file::open_for_inspection(&path).unwrap();
        let told = Rc::new(RefCell::new(Vec::new()));
        let kept = Rc::clone(&told);
        let watcher = move |step: &progress::Progress| {
            if step.stage == Stage::Checking {
                kept.borrow_mut().push(step.done);
            }
            std::ops::ControlFlow::Continue(())
        };
        let options = VerifyOptions::default();
        progress::watched(watcher, || verify_beside(&file.connection, None, options)).unwrap();
        let mut told = told.take();
        told.dedup();
        assert_eq!(told, (0..=13).collect::<Vec<u64>>());
    }

    #[test]
    fn whoever_watches_is_asked_while_the_file_is_examined() {
        let connection = Connection::open_in_memory().unwrap();
        let (begun, end) = mpsc::channel();
        let begun = RefCell::new(Some(begun));
        let asked = Rc::new(Cell::new(false));
        let kept = Rc::clone(&asked);
        let watcher = move |step: &progress::Progress| {
            kept.set(step.stage == Stage::File);
            // It ends.
            drop(begun.take());
            std::ops::ControlFlow::Continue(())
        };
        let stop = connection.get_interrupt_handle();
        progress::watched(watcher, || wait(&stop, &end));
        assert!(asked.get());
    }
}
