//! Opening a ledger. The only place with pragmas that set something.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::held::Held;
use super::schema::{APPLICATION_ID, SCHEMA, SCHEMA_VERSION, schema_difference, version};
use super::waiting::{PATIENCE, be_patient, impatiently, listen, naming_writer};
use crate::error::{Error, FileError, Result};
use crate::progress;

/// Prepared statements kept; a ledger uses about sixty.
const STATEMENT_CACHE: usize = 128;

/// Kibibytes of the file that a connection keeps, negative as the pragma has it: scattered payments
/// go back to the same pages.
const CACHE: i64 = -49_152;

/// As much where a file is walked through once, which needs no more.
const WALKING_CACHE: i64 = -16_384;

/// An open ledger file.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) is_read_only: bool,
    /// How long it waits for another writer.
    pub(crate) patience: Duration,
    _held: Held,
}

impl File {
    fn new(connection: Connection, path: &Path, is_read_only: bool) -> Self {
        Self {
            connection,
            path: path.to_owned(),
            is_read_only,
            patience: PATIENCE,
            _held: Held::new(path),
        }
    }

    /// Set how long it waits for another writer.
    pub(crate) fn be_patient(&mut self, patience: Duration) -> Result<()> {
        be_patient(&mut self.connection, patience)?;
        self.patience = patience;
        Ok(())
    }
}

/// Connect to a file: wait for others who write to it, and listen to whoever watches.
fn connect(path: &Path, name: impl AsRef<Path>, flags: OpenFlags) -> Result<Connection> {
    let mut connection = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| cannot(path, error))?;
    be_patient(&mut connection, PATIENCE)?;
    listen(&mut connection)?;
    Ok(connection)
}

/// How long a file can be that holds nothing: SQLite writes one page to say that it keeps a log.
const BLANK_BYTES_MAX: u64 = 4_096;

/// Create a file with the schema and what `begin` writes, in one transaction. A failure leaves no file
/// behind. What a power cut leaves in the middle of this is a file with nothing in it, and is taken as
/// if it were not there.
pub(crate) fn create(path: &Path, begin: impl FnOnce(&Connection) -> Result<()>) -> Result<File> {
    let exists = || {
        Error::from(FileError::Exists {
            path: path.to_owned(),
        })
    };
    let there = path.metadata().ok();
    if let Some(there) = &there
        && !(there.is_file() && there.len() <= BLANK_BYTES_MAX)
    {
        return Err(exists());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let connection = connect(path, path, flags)?;
    // Not even how it keeps its log is changed in a file of somebody else.
    if there.is_some() && !matches!(is_blank(&connection), Ok(true)) {
        return Err(exists());
    }
    let mut is_of_another = false;
    let written = set_pragmas(&connection, false).and_then(|()| {
        savepoint(&connection, |connection| {
            is_of_another = !is_blank(connection)?;
            if is_of_another {
                return Err(exists());
            }
            connection.execute_batch(SCHEMA)?;
            begin(connection)
        })
    });
    if let Err(error) = written {
        drop(connection);
        if there.is_none() && !is_of_another {
            // The file is ours and holds nothing; that it cannot be removed changes no ledger.
            drop(std::fs::remove_file(path));
        }
        return Err(error);
    }
    Ok(File::new(connection, path, false))
}

/// Return whether nothing was ever written to a file.
fn is_blank(connection: &Connection) -> Result<bool> {
    let sql = "SELECT (SELECT count(*) FROM sqlite_schema) = 0
        AND (SELECT application_id = 0 FROM pragma_application_id)
        AND (SELECT user_version = 0 FROM pragma_user_version)";
    Ok(connection.query_row(sql, [], |row| row.get(0))?)
}

/// Open a ledger for reading and writing.
pub(crate) fn open(path: &Path) -> Result<File> {
    require_file(path)?;
    let connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // SQLite quietly opens a write-protected file for reading.
    if connection.is_readonly("main")? {
        return Err(FileError::ReadOnly.into());
    }
    require_identity(&connection, path)?;
    set_pragmas(&connection, false)?;
    Ok(File::new(connection, path, false))
}

/// Open a ledger of this or an earlier release for writing, and keep everybody else out until the
/// connection is dropped: a program that has it open knows its schema, and would not notice a change.
pub(super) fn open_alone(path: &Path) -> Result<Connection> {
    require_file(path)?;
    let mut connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    if connection.is_readonly("main")? {
        return Err(FileError::ReadOnly.into());
    }
    // Whoever has it open may keep it open for the day: say so at once.
    be_patient(&mut connection, Duration::ZERO)?;
    connection.pragma_update_and_check(None, "locking_mode", "exclusive", |_| Ok(()))?;
    require_known(&connection, path)?;
    set_pragmas(&connection, false)?;
    Ok(connection)
}

/// What is asked of a file before it is used.
type Requirement = fn(&Connection, &Path) -> Result<()>;

/// Open a ledger for reading, also from a disk that cannot be written.
pub(crate) fn open_read_only(path: &Path) -> Result<File> {
    open_reading(path, require_identity)
}

/// Open a ledger for reading even when its schema was altered.
pub(crate) fn open_for_inspection(path: &Path) -> Result<File> {
    open_reading(path, require_ours)
}

fn open_reading(path: &Path, require: Requirement) -> Result<File> {
    require_file(path)?;
    let connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let file = match require(&connection, path) {
        Ok(()) => connection,
        Err(Error::File(FileError::ReadOnly)) if is_beside(path, "-journal") => {
            drop(connection);
            undo_interrupted(path)?;
            let connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            require(&connection, path)?;
            connection
        }
        // A folder that cannot be written has no place for the index of a log; without a log, none is.
        Err(Error::File(FileError::Damaged { .. } | FileError::ReadOnly))
            if !is_beside(path, "-wal") && !is_beside(path, "-journal") =>
        {
            open_immutable(path, require)?
        }
        Err(error) => return Err(error),
    };
    set_pragmas(&file, true)?;
    Ok(File::new(file, path, true))
}

/// Open the file of a connection once more, for reading beside it; none when that would not show
/// the same ledger: within a transaction, after another program wrote, or when there is another file
/// of the name by now.
pub(crate) fn open_beside(connection: &Connection) -> Result<Option<Connection>> {
    let path = connection.path().filter(|path| !path.is_empty());
    let Some(path) = path.filter(|_| connection.is_autocommit()) else {
        return Ok(None);
    };
    let Ok(beside) = open_for_inspection(Path::new(path)) else {
        return Ok(None);
    };
    let beside = beside.connection;
    beside.pragma_update(None, "cache_size", WALKING_CACHE)?;
    let newest = "SELECT voucher_id, hash FROM voucher ORDER BY voucher_id DESC LIMIT 1";
    let head = |connection: &Connection| {
        let head = connection.query_row(newest, [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Option<Vec<u8>>>(1)?))
        });
        head.optional()
    };
    let is_same = matches!((head(connection), head(&beside)), (Ok(one), Ok(other)) if one == other);
    Ok(is_same.then_some(beside))
}

/// On a disk that cannot be written, SQLite cannot make the files that a write-ahead log needs.
/// Without a log the file is complete, and nobody can change it there.
fn open_immutable(path: &Path, require: Requirement) -> Result<Connection> {
    let text = path.to_string_lossy();
    let quoted = text
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let connection = connect(path, format!("file:{quoted}?immutable=1"), flags)?;
    require(&connection, path)?;
    Ok(connection)
}

/// Undo what a program was interrupted in the middle of: SQLite does so for whoever may write. Before, the
/// file shows half of an act.
fn undo_interrupted(path: &Path) -> Result<()> {
    let connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    version(&connection).map(drop)
}

/// Return whether SQLite keeps a file of this ending beside a ledger.
fn is_beside(path: &Path, ending: &str) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    Path::new(&name).exists()
}

pub(super) fn require_file(path: &Path) -> Result<()> {
    if path.is_file() {
        return Ok(());
    }
    Err(FileError::Missing {
        path: path.to_owned(),
    }
    .into())
}

fn cannot(path: &Path, error: rusqlite::Error) -> Error {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    if parent.is_some_and(|parent| !parent.exists()) {
        return FileError::Missing {
            path: path.to_owned(),
        }
        .into();
    }
    error.into()
}

/// Refuse a file that is not a ledger of this release, or whose schema was altered.
pub(super) fn require_identity(connection: &Connection, path: &Path) -> Result<()> {
    require_ours(connection, path)?;
    match schema_difference(connection)? {
        None => Ok(()),
        Some(what) => Err(FileError::Altered { what }.into()),
    }
}

/// Refuse a file that is not a ledger, or that another release wrote.
fn require_ours(connection: &Connection, path: &Path) -> Result<()> {
    match require_known(connection, path)? {
        found @ 1..SCHEMA_VERSION => Err(FileError::Older {
            path: path.to_owned(),
            found,
            known: SCHEMA_VERSION,
        }
        .into()),
        _ => Ok(()),
    }
}

/// Refuse a file that is not a ledger or is newer than this release; return its schema version.
fn require_known(connection: &Connection, path: &Path) -> Result<i64> {
    let foreign = || {
        Error::from(FileError::Foreign {
            path: path.to_owned(),
        })
    };
    let identity: i64 = connection
        .query_row("PRAGMA application_id", [], |row| row.get(0))
        .map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => foreign(),
            _ => error.into(),
        })?;
    if identity != APPLICATION_ID {
        return Err(foreign());
    }
    let found = version(connection)?;
    if found > SCHEMA_VERSION {
        return Err(FileError::Newer {
            found,
            known: SCHEMA_VERSION,
        }
        .into());
    }
    Ok(found)
}

/// Do something that walks through the file once, and holds rows of its own meanwhile: SQLite keeps
/// fewer pages until it is done.
pub(crate) fn walking<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    connection.pragma_update(None, "cache_size", WALKING_CACHE)?;
    let done = work(connection);
    connection.pragma_update(None, "cache_size", CACHE)?;
    done
}

/// Read the whole file through as it is at one moment.
pub(crate) fn read_through<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    walking(connection, |connection| snapshot(connection, work))
}

fn set_pragmas(connection: &Connection, is_read_only: bool) -> Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Else SQLite looks into the values that are bound, and prepares a statement anew for each.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    // Statement journals stay in memory: a large act would otherwise spill them to a file.
    connection.pragma_update(None, "temp_store", "memory")?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    if !is_read_only {
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        // Beyond `full` it makes the end of a rollback journal durable, which stands where a file
        // layer has no shared memory for a log.
        connection.pragma_update(None, "synchronous", "extra")?;
        // What is emptied or deleted is overwritten: an erased name leaves no trace in the pages.
        connection.pragma_update_and_check(None, "secure_delete", true, |_| Ok(()))?;
    }
    Ok(())
}

/// Bring the write-ahead log into the file and empty it; return whether that could be done now. It
/// cannot within a transaction, nor while another program reads.
pub(crate) fn empty_log(connection: &Connection) -> Result<bool> {
    if !connection.is_autocommit() {
        return Ok(false);
    }
    // What is done is done: nobody waits here for a reader who may take long.
    let emptied = impatiently(|| {
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
            Ok(row.get::<_, i64>(0)? == 0)
        })
    });
    match emptied {
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseLocked) => {
            Ok(false)
        }
        emptied => Ok(emptied?),
    }
}

/// Work that happens whole or not at all: a transaction of its own, or a part of the one that is
/// open.
#[derive(Debug)]
pub(crate) struct Savepoint {
    is_outermost: bool,
}

impl Savepoint {
    /// Begin.
    pub(crate) fn begin(connection: &Connection) -> Result<Self> {
        let is_outermost = connection.is_autocommit();
        // Every act begins and ends like this: what is kept prepared is not parsed for each.
        let begin = if is_outermost {
            "BEGIN IMMEDIATE"
        } else {
            "SAVEPOINT act"
        };
        let mut begin = connection.prepare_cached(begin)?;
        if is_outermost {
            progress::begin();
            // Whoever waits here may be stopped, and the statement that began says so as well.
            if let Err(error) = begin.execute([]) {
                if !connection.is_autocommit() {
                    connection.execute_batch("ROLLBACK")?;
                }
                return Err(naming_writer(connection, error.into()));
            }
        } else {
            progress::undisturbed(|| begin.execute([]))?;
        }
        Ok(Self { is_outermost })
    }

    /// Keep what was done when it went well, and undo it when not.
    pub(crate) fn end<T>(self, connection: &Connection, done: Result<T>) -> Result<T> {
        let keep = if self.is_outermost {
            "COMMIT"
        } else {
            "RELEASE act"
        };
        let done = done.and_then(|value| {
            let mut keep = connection.prepare_cached(keep)?;
            progress::settle(self.is_outermost)?;
            progress::undisturbed(|| keep.execute([]))?;
            Ok(value)
        });
        if done.is_err() {
            self.undo(connection)?;
        }
        done
    }

    /// Undo what was done.
    pub(crate) fn undo(self, connection: &Connection) -> Result<()> {
        // SQLite ends a transaction by itself after some failures, as a full disk.
        if !connection.is_autocommit() {
            connection.execute_batch(if self.is_outermost {
                "ROLLBACK"
            } else {
                "ROLLBACK TO act; RELEASE act"
            })?;
        }
        Ok(())
    }
}

/// Run `work` whole or not at all.
pub(crate) fn savepoint<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    let begun = Savepoint::begin(connection)?;
    begun.end(connection, work(connection))
}

/// Read the file as it is at one moment, whatever others write meanwhile.
pub(crate) fn snapshot<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    if !connection.is_autocommit() {
        return work(connection);
    }
    connection.execute_batch("BEGIN")?;
    let done = work(connection);
    // SQLite ends a transaction by itself after some failures.
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    done
}
