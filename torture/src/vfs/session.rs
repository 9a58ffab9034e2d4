//! What is done to the files of a folder: recorded, and made to fail.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::fault::{Call, Fault, FaultKind, Strike};
use crate::disk::{Files, Op, Recording};

/// Whatever is watched in this process.
static SESSIONS: Mutex<Vec<Arc<Session>>> = Mutex::new(Vec::new());

/// What the device under a folder is like, as far as SQLite is told or misled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is another promise")]
pub struct Device {
    /// Without it there is no write-ahead log, and SQLite keeps a rollback journal.
    pub has_shared_memory: bool,
    /// Whether SQLite is told that a write never changes bytes outside of its range.
    pub claims_powersafe: bool,
    /// How much is written at once at least, as SQLite is told.
    pub sector_bytes: u32,
    /// Whether it says that it made things durable, and did not.
    pub lies: bool,
    /// Whether what is done is recorded.
    pub is_recorded: bool,
}

impl Device {
    /// What SQLite takes a disk for.
    pub const USUAL: Self = Self {
        has_shared_memory: true,
        claims_powersafe: true,
        sector_bytes: 4_096,
        lies: false,
        is_recorded: true,
    };
}

#[derive(Debug, Default)]
struct State {
    /// Files by name, each as a number that stays with it when it is renamed.
    names: BTreeMap<String, usize>,
    count: usize,
    ops: Vec<Op>,
    fault: Option<Fault>,
    calls: BTreeMap<FaultKind, u64>,
    strikes: u64,
}

/// A folder that is watched, until [`Watching`] is dropped.
#[derive(Debug)]
pub struct Session {
    folder: PathBuf,
    device: Device,
    base: Files,
    state: Mutex<State>,
}

/// Ends the watching of a folder.
#[derive(Debug)]
pub struct Watching(Arc<Session>);

impl Watching {
    /// Watch a folder that nobody uses yet; what is in it counts as durable.
    #[must_use]
    pub fn begin(folder: &Path, device: Device) -> Self {
        super::register();
        let folder = folder.canonicalize().unwrap();
        let base = crate::disk::read_folder(&folder);
        let names = base.keys().cloned().zip(0..).collect();
        let count = base.len();
        let state = Mutex::new(State {
            names,
            count,
            ..State::default()
        });
        let session = Arc::new(Session {
            folder,
            device,
            base,
            state,
        });
        lock(&SESSIONS).push(Arc::clone(&session));
        Self(session)
    }
}

impl std::ops::Deref for Watching {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.0
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        lock(&SESSIONS).retain(|session| !Arc::ptr_eq(session, &self.0));
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// Return the session that watches the folder of a file.
    pub(crate) fn of(path: &Path) -> Option<Arc<Self>> {
        let folder = path.parent()?;
        let sessions = lock(&SESSIONS);
        let found = sessions.iter().find(|session| session.folder == folder);
        found.map(Arc::clone)
    }

    pub(crate) const fn device(&self) -> Device {
        self.device
    }

    /// Return how many operations were recorded up to now.
    pub fn position(&self) -> usize {
        lock(&self.state).ops.len()
    }

    /// Return what was recorded.
    pub fn recording(&self) -> Recording {
        Recording {
            base: self.base.clone(),
            ops: std::mem::take(&mut lock(&self.state).ops),
        }
    }

    /// Let a call fail; calls are counted from now on.
    pub fn arm(&self, fault: Fault) {
        let mut state = lock(&self.state);
        state.fault = Some(fault);
        state.calls.clear();
        state.strikes = 0;
    }

    /// Let nothing fail any more.
    pub fn disarm(&self) {
        lock(&self.state).fault = None;
    }

    /// Return how many calls were made to fail since something was armed.
    pub fn strikes(&self) -> u64 {
        lock(&self.state).strikes
    }

    /// Return how many calls there were that a kind of fault concerns.
    pub fn calls(&self, kind: FaultKind) -> u64 {
        let state = lock(&self.state);
        state.calls.get(&kind).copied().unwrap_or_default()
    }

    /// Record what the library does to files by the system and not by SQLite: the file is made durable
    /// and gets the place of another.
    pub fn put_in_place(&self, from: &str, to: &str) {
        let mut state = lock(&self.state);
        let Some(inode) = state.names.remove(from) else {
            return;
        };
        state.names.insert(to.to_owned(), inode);
        state.ops.push(Op::Sync { inode });
        state.ops.push(Op::Rename {
            from: from.to_owned(),
            to: to.to_owned(),
        });
        state.ops.push(Op::SyncFolder);
    }

    /// Return the newest name that begins so.
    pub fn name_beginning(&self, start: &str, ending: &str) -> Option<String> {
        let state = lock(&self.state);
        let mut names = state.names.keys();
        names
            .rfind(|name| name.starts_with(start) && name.ends_with(ending))
            .cloned()
    }

    /// Count a call, and say how it fails when it does.
    pub(crate) fn strike(&self, call: Call) -> Option<Strike> {
        let mut state = lock(&self.state);
        for kind in FaultKind::ALL.into_iter().chain([FaultKind::LostWrite]) {
            if kind.concerns(call) {
                *state.calls.entry(kind).or_default() += 1;
            }
        }
        let fault = state.fault.filter(|fault| fault.kind.concerns(call))?;
        let count = state.calls.get(&fault.kind).copied().unwrap_or_default();
        if count == fault.at || (fault.is_lasting && count > fault.at) {
            state.strikes += 1;
            return Some(fault.kind.strike());
        }
        None
    }

    /// Return the number of a file that was opened; one that is not known was made just now.
    pub(crate) fn opened(&self, path: &Path) -> usize {
        let name = name(path);
        let mut state = lock(&self.state);
        if let Some(inode) = state.names.get(&name) {
            return *inode;
        }
        let inode = state.count;
        state.count += 1;
        state.names.insert(name.clone(), inode);
        state.ops.push(Op::Create { name, inode });
        inode
    }

    pub(crate) fn deleted(&self, path: &Path, is_folder_synced: bool) {
        let name = name(path);
        let mut state = lock(&self.state);
        state.names.remove(&name);
        state.ops.push(Op::Delete { name });
        if is_folder_synced && !self.device.lies {
            state.ops.push(Op::SyncFolder);
        }
    }

    pub(crate) fn done(&self, op: Op) {
        let is_sync = matches!(op, Op::Sync { .. } | Op::SyncFolder);
        if self.device.is_recorded && !(is_sync && self.device.lies) {
            lock(&self.state).ops.push(op);
        }
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
