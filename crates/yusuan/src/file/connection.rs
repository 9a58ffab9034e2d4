//! Opening a ledger. The only place with pragmas that set something.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension};

use super::held::Held;
use super::leftover::{Leftover, is_beside};
use super::place;
use super::schema::{
    APPLICATION_ID, SCHEMA_VERSION, application_id, has_our_tables, own_views, schema_difference,
    version, virtual_tables,
};
use super::turn::taking_turn;
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

/// Bytes of a value, and of whatever an expression in an altered schema makes: far more than a text of
/// a ledger has, and less than would fill a memory.
const VALUE_BYTES_MAX: i32 = 16 * 1024 * 1024;

/// An open ledger file.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) is_read_only: bool,
    /// How long it waits for another writer.
    pub(crate) patience: Duration,
    /// Dropped behind the connection: what reading left beside the file goes away.
    leftover: Option<Leftover>,
    _held: Held,
}

impl File {
    pub(super) fn new(connection: Connection, path: &Path, is_read_only: bool) -> Self {
        Self {
            connection,
            path: path.to_owned(),
            is_read_only,
            patience: PATIENCE,
            leftover: None,
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
pub(super) fn connect(path: &Path, name: impl AsRef<Path>, flags: OpenFlags) -> Result<Connection> {
    let mut connection = Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| cannot(path, error))?;
    // Before anything is read: a schema that a stranger wrote calls no function that is not harmless.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    be_patient(&mut connection, PATIENCE)?;
    listen(&mut connection)?;
    Ok(connection)
}

/// Open a ledger for reading and writing.
pub(crate) fn open(path: &Path) -> Result<File> {
    require_file(path)?;
    let connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // SQLite quietly opens a write-protected file for reading.
    if connection.is_readonly("main")? {
        return Err(FileError::ReadOnly.into());
    }
    readable(require_identity(&connection, path))?;
    readable(set_pragmas(&connection, false))?;
    Ok(File::new(connection, path, false))
}

/// What SQLite cannot make sense of while a file is opened is damage of the file, and no fault of ours.
fn readable<T>(opened: Result<T>) -> Result<T> {
    opened.map_err(|error| match error {
        Error::Internal(message) => Error::damaged(message),
        error => error,
    })
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
    readable(require_known(&connection, path))?;
    readable(set_pragmas(&connection, false))?;
    Ok(connection)
}

/// How often something is tried while writers are interrupted under one's eyes.
const ATTEMPTS: usize = 8;

/// What is asked of a file before it is used.
type Requirement = fn(&Connection, &Path) -> Result<()>;

/// Open a ledger for reading, also from a disk that cannot be written.
pub(crate) fn open_read_only(path: &Path) -> Result<File> {
    open_reading(path, require_identity)
}

/// Open a ledger for reading even when its schema was altered.
pub(crate) fn open_for_inspection(path: &Path) -> Result<File> {
    let file = open_reading(path, require_ours)?;
    if readable(snapshot(&file.connection, schema_difference))?.is_some() {
        readable(distrust(&file.connection))?;
    }
    Ok(file)
}

/// Read a file whose schema anybody may have written by views of our own in its place: no view of the
/// file is run, a missing one is missed by nobody, and what no table of ours can be is none.
fn distrust(connection: &Connection) -> Result<()> {
    for view in own_views()? {
        connection.execute_batch(&view)?;
    }
    for table in virtual_tables(connection)? {
        connection.execute_batch(&format!("CREATE TEMP TABLE {table} (virtual)"))?;
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX)?;
    Ok(())
}

fn open_reading(path: &Path, require: Requirement) -> Result<File> {
    require_file(path)?;
    // Dropped last, also where the file is refused.
    let leftover = Leftover::of(path);
    let connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let required = snapshot(&connection, |connection| require(connection, path));
    let file = match readable(required) {
        Ok(()) => connection,
        // A folder that cannot be written has no place for the index of a log; without a log, none is.
        Err(Error::File(FileError::Damaged { .. } | FileError::ReadOnly))
            if !is_beside(path, "-wal") && !is_beside(path, "-journal") =>
        {
            open_immutable(path, require)?
        }
        Err(error) => return Err(error),
    };
    readable(set_pragmas(&file, true))?;
    let mut file = File::new(file, path, true);
    file.leftover = Some(leftover);
    Ok(file)
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
    readable(require(&connection, path))?;
    Ok(connection)
}

/// Refuse what no file can be called, which SQLite would take for a shorter name.
pub(super) fn require_name(path: &Path) -> Result<()> {
    if path.as_os_str().as_encoded_bytes().contains(&0) {
        let path = path.to_owned();
        return Err(FileError::PathInvalid { path }.into());
    }
    Ok(())
}

/// Undo what a program was interrupted in the middle of: SQLite does so for whoever may write. Before, the
/// file shows half of an act.
///
/// # Errors
///
/// [`FileError::Interrupted`] when this program may not.
fn undo_interrupted(path: &Path) -> Result<()> {
    let connection = connect(path, path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    version(&connection).map(drop)
}

pub(super) fn require_file(path: &Path) -> Result<()> {
    require_name(path)?;
    if path.is_file() {
        return Ok(());
    }
    if path.is_dir() {
        let path = path.to_owned();
        return Err(FileError::Folder { path }.into());
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
    let identity = application_id(connection).map_err(|error| match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => foreign(),
        _ => error.into(),
    })?;
    if identity != APPLICATION_ID && !has_our_tables(connection)? {
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

pub(super) fn set_pragmas(connection: &Connection, is_read_only: bool) -> Result<()> {
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
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
        let path = Path::new(connection.path().unwrap_or_default());
        let journal = place::journal(path.parent().unwrap_or(path));
        connection.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))?;
        // Beyond `full` it makes the end of a rollback journal durable, which stands where other machines
        // may have the file, and where a file layer has no shared memory for a log.
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
            if let Err(error) = taking_turn(connection, || begin.execute([])) {
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
    begin_reading(connection)?;
    let done = work(connection);
    // SQLite ends a transaction by itself after some failures.
    if !connection.is_autocommit() {
        connection.execute_batch("ROLLBACK")?;
    }
    done
}

/// Begin a transaction that sees the file as it is now. Only here a reader can meet what a writer left
/// who was interrupted: from here on nobody may write to the file.
fn begin_reading(connection: &Connection) -> Result<()> {
    for _ in 1..ATTEMPTS {
        connection.execute_batch("BEGIN")?;
        let mut look = connection.prepare_cached("PRAGMA schema_version")?;
        let looked = look.query_row([], |_| Ok(())).map_err(Error::from);
        // Whatever else cannot be read is told by whoever reads it.
        let Err(Error::File(FileError::Interrupted)) = looked else {
            return Ok(());
        };
        connection.execute_batch("ROLLBACK")?;
        undo_interrupted(Path::new(connection.path().unwrap_or_default()))?;
    }
    Err(FileError::Interrupted.into())
}
