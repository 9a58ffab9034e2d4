//! Files that are written for people: whole or not at all, and never over a ledger.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::held::is_held;
use crate::error::{FileError, Result};

/// How every SQLite file begins.
const DATABASE: &[u8] = b"SQLite format 3\0";

/// Endings of the files that SQLite keeps beside a database.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// How the files are named that stand beside those being written.
const PART: &str = ".yusuan-";
const PART_ENDING: &str = ".part";

/// Tells files apart that one process writes at the same time.
static COUNT: AtomicU32 = AtomicU32::new(0);

/// A file that is about to be written. What stood there stays until the new content is complete.
///
/// Preparing it shows early whether it can be written at all, before work is done that the file is
/// to tell of. An output that is dropped leaves nothing.
///
/// # Examples
///
/// ```no_run
/// # let mut ledger = yusuan::Ledger::open("county.db")?;
/// let plan = ledger.plan_close(2025)?;
/// plan.save(yusuan::Output::prepare("plan-2025.csv")?)?;
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Debug)]
pub struct Output {
    path: PathBuf,
    /// Where the content goes in the end: behind a link, the file that it names.
    target: PathBuf,
    /// The file beside it; none for what is no regular file, as `/dev/stdout`.
    part: Option<(PathBuf, File)>,
}

impl Output {
    /// Begin to write a file.
    ///
    /// # Errors
    ///
    /// [`FileError::Database`] for a ledger or any other SQLite file, and for what SQLite keeps
    /// beside one; [`FileError::NotWritten`] when file or folder cannot be written.
    pub fn prepare(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let refused = |error: io::Error| not_written(path, &error);
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if is_beside_database(path) || is_beside_database(&target) || is_database(&target) {
            let path = path.to_owned();
            return Err(FileError::Database { path }.into());
        }
        let there = fs::metadata(&target).ok();
        if there.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(refused(io::ErrorKind::IsADirectory.into()));
        }
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            let (path, part) = (path.to_owned(), None);
            return Ok(Self { path, target, part });
        }
        // A file put in its place would pass by the protection of the old one.
        let is_protected = |there: &fs::Metadata| there.permissions().readonly();
        if there.as_ref().is_some_and(is_protected) {
            return Err(refused(io::ErrorKind::PermissionDenied.into()));
        }
        remove_abandoned(&target);
        let (beside, file) = begin(&target).map_err(refused)?;
        let output = Self {
            path: path.to_owned(),
            target,
            part: Some((beside.clone(), file)),
        };
        if let Some(there) = there {
            fs::set_permissions(&beside, there.permissions()).map_err(refused)?;
        }
        Ok(output)
    }

    /// Make the folder that files are to be written into, where it is not there yet.
    ///
    /// # Errors
    ///
    /// [`FileError::NotWritten`], also where a file stands in its place.
    pub fn make_folder(folder: impl AsRef<Path>) -> Result<()> {
        let folder = folder.as_ref();
        fs::create_dir_all(folder).map_err(|error| {
            if folder.exists() {
                let message = "a file stands where the folder is to be".to_owned();
                let path = folder.to_owned();
                FileError::NotWritten { path, message }.into()
            } else {
                not_written(folder, &error)
            }
        })
    }

    /// Return the path as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Say whether the file is named as a workbook.
    #[must_use]
    pub fn is_workbook(&self) -> bool {
        self.path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"))
    }

    /// Write the whole file.
    ///
    /// # Errors
    ///
    /// [`FileError::NotWritten`]; what stood there is there still.
    pub fn write(self, content: &[u8]) -> Result<()> {
        self.write_by(|file| file.write_all(content))
    }

    /// Write the whole file piece by piece, so that it need not be in memory.
    pub(crate) fn write_by(
        self,
        write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<()> {
        self.put(write)
            .map_err(|error| not_written(&self.path, &error))
    }

    /// Let something write the whole file that needs its path. What is no regular file has none.
    pub(super) fn write_file(self, write: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
        let refused = |error: io::Error| not_written(&self.path, &error);
        let Some((beside, file)) = &self.part else {
            return Err(refused(io::ErrorKind::InvalidInput.into()));
        };
        write(beside)?;
        let kept = file.sync_all();
        kept.and_then(|()| put_in_place(beside, &self.target))
            .map_err(refused)
    }

    fn put(&self, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<()> {
        let Some((beside, file)) = &self.part else {
            let mut buffered = BufWriter::new(File::create(&self.target)?);
            write(&mut buffered)?;
            return buffered.flush();
        };
        let mut buffered = BufWriter::new(file);
        write(&mut buffered)?;
        buffered.flush()?;
        file.sync_all()?;
        put_in_place(beside, &self.target)
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.part {
            // It is gone already when it was put in its place.
            let _ = fs::remove_file(beside);
        }
    }
}

/// Give a file that is whole its name, so that a power cut does not take it away again.
fn put_in_place(beside: &Path, target: &Path) -> io::Result<()> {
    fs::rename(beside, target)?;
    // Where folders cannot be opened or synced, as on Windows, the system does it in its own time.
    if let Ok(folder) = File::open(folder_of(target)) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn folder_of(target: &Path) -> &Path {
    let folder = target.parent().filter(|it| !it.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// Begin the file beside one that is to be written. Its lock says that somebody writes it still.
fn begin(target: &Path) -> io::Result<(PathBuf, File)> {
    loop {
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PART}{}-{number}{PART_ENDING}", std::process::id());
        let beside = target.with_file_name(name);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&beside)?;
        // Where there are no locks, nobody takes it for abandoned either.
        let _ = file.lock();
        // Another process may have taken it for abandoned before it was locked.
        if beside.exists() {
            return Ok((beside, file));
        }
    }
}

/// Remove what processes left in a folder that were killed while they wrote: nobody locks it.
fn remove_abandoned(target: &Path) {
    let entries = fs::read_dir(folder_of(target));
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_str().unwrap_or_default();
        let is_part = name.starts_with(PART) && name.ends_with(PART_ENDING);
        if is_part
            && entry.file_type().is_ok_and(|it| it.is_file())
            && let Ok(file) = File::open(entry.path())
            && file.try_lock().is_ok()
        {
            // One that cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn not_written(path: &Path, error: &io::Error) -> crate::error::Error {
    let (path, message) = (path.to_owned(), error.to_string());
    FileError::NotWritten { path, message }.into()
}

/// Say whether a file is there and begins as SQLite's do.
fn is_database(path: &Path) -> bool {
    if is_held(path) {
        return true;
    }
    let is_file = fs::metadata(path).is_ok_and(|there| there.is_file());
    let mut start = [0; DATABASE.len()];
    // Reading from anything else, as a pipe, could wait for ever.
    is_file
        && File::open(path)
            .and_then(|mut file| file.read_exact(&mut start))
            .is_ok()
        && start == DATABASE
}

/// Say whether a path is that of a file which SQLite keeps, or will keep, beside a database.
fn is_beside_database(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return false;
    };
    let mut names = COMPANIONS
        .iter()
        .filter_map(|ending| name.strip_suffix(ending));
    names.any(|database| is_database(&path.with_file_name(database)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use crate::ledger::Ledger;

    /// Return the token of the refusal to write to a path.
    fn refusal(path: &Path) -> &'static str {
        Output::prepare(path).unwrap_err().code()
    }

    #[test]
    fn no_ledger_is_written_over_by_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("county.db");
        let _ledger = Ledger::create(&path, "某县").unwrap();
        let before = fs::read(&path).unwrap();
        for name in [
            "county.db",
            "county.db-wal",
            "county.db-shm",
            "county.db-journal",
        ] {
            assert_eq!(
                refusal(&folder.path().join(name)),
                "file_is_database",
                "{name}"
            );
        }
        let moved = folder.path().join("copy.csv");
        fs::copy(&path, &moved).unwrap();
        assert_eq!(refusal(&moved), "file_is_database");
        #[cfg(unix)]
        for (name, behind) in [("link.csv", "county.db"), ("wal.csv", "county.db-wal")] {
            let link = folder.path().join(name);
            std::os::unix::fs::symlink(folder.path().join(behind), &link).unwrap();
            assert_eq!(refusal(&link), "file_is_database", "{name}");
        }
        assert_eq!(fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_file_changes_as_a_whole_and_an_output_that_is_dropped_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.csv");
        fs::write(&path, "old").unwrap();
        let output = Output::prepare(&path).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"old");
        drop(output);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let (one, other) = (Output::prepare(&path), Output::prepare(&path));
        one.unwrap().write(b"one").unwrap();
        other.unwrap().write(b"other").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"other");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_a_killed_process_left_is_removed_and_what_another_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.csv");
        let written = Output::prepare(&path).unwrap();
        let abandoned = folder.path().join(".yusuan-1-0.part");
        let other = folder.path().join(".other.part");
        for left in [&abandoned, &other] {
            fs::write(left, "half").unwrap();
        }
        Output::prepare(&path).unwrap().write(b"second").unwrap();
        assert!(!abandoned.exists());
        assert!(other.exists());
        written.write(b"first").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"first");
    }

    #[test]
    fn what_cannot_be_written_is_said_before_and_names_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let nowhere = folder.path().join("nowhere").join("plan.csv");
        assert_eq!(refusal(folder.path()), "file_not_written");
        let error: Error = Output::prepare(&nowhere).unwrap_err();
        assert!(error.to_string().contains("nowhere"), "{error}");
        let path = folder.path().join("kept.csv");
        fs::write(&path, "kept").unwrap();
        let error = Output::make_folder(&path).unwrap_err();
        assert_eq!(error.code(), "file_not_written");
        assert!(error.to_string().contains("a file stands where"), "{error}");
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(refusal(&path), "file_not_written");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        let full = Output::prepare("/dev/full").unwrap();
        assert_eq!(full.write(b"plan").unwrap_err().code(), "file_not_written");
        assert!(!fs::metadata("/dev/full").unwrap().is_file());
    }
}
