//! A disk as it may be found after the power was cut: what was synced is there, of the rest some is.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use fastrand::Rng;

/// Files by name, with what they hold.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What a device writes whole at the least.
const SECTOR: usize = 512;

/// Something done to files, each by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    /// A file got a name.
    Create {
        /// The name.
        name: String,
        /// The number of the file.
        inode: usize,
    },
    /// Bytes were written.
    Write {
        /// The file.
        inode: usize,
        /// Where they begin.
        offset: usize,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// A file was made shorter.
    Truncate {
        /// The file.
        inode: usize,
        /// How long it is now.
        size: usize,
    },
    /// What was written to a file was made durable.
    Sync {
        /// The file.
        inode: usize,
    },
    /// It was not: what was written may be lost also where a later sync succeeds.
    SyncFailed {
        /// The file.
        inode: usize,
    },
    /// What was done to names was made durable.
    SyncFolder,
    /// A name was taken away.
    Delete {
        /// The name.
        name: String,
    },
    /// A file got the name of another.
    Rename {
        /// The name it had.
        from: String,
        /// The name it has.
        to: String,
    },
}

/// What was done to the files of a folder.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// The files before; their numbers are their places.
    pub base: Files,
    /// In its order.
    pub ops: Vec<Op>,
}

/// What becomes of what was not synced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// All of it is lost.
    All,
    /// Nothing is lost.
    Nothing,
    /// What came first is there, the last of it in part.
    Behind,
    /// Any of it is lost, torn, or came in another order.
    Any,
}

/// What a device does to what it was writing when the power was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tearing {
    /// Whether bytes beside those that were being written stay as they are.
    pub is_powersafe: bool,
    /// How many bytes beside may be hurt with them, where they do not.
    pub sector_bytes: usize,
}

#[derive(Clone, Debug)]
struct Pending {
    change: Change,
    /// Lost, whatever is synced later.
    is_doomed: bool,
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

#[derive(Clone, Debug, Default)]
struct Inode {
    durable: Vec<u8>,
    pending: Vec<Pending>,
}

#[derive(Clone, Debug)]
enum Naming {
    Give(String, usize),
    Take(String),
    Move(String, String),
}

/// What is durable and what is not, in the course of a recording.
#[derive(Clone, Debug)]
pub struct Disk {
    inodes: Vec<Inode>,
    names: BTreeMap<String, usize>,
    pending_names: Vec<Naming>,
}

impl Disk {
    /// Begin with files that are durable.
    #[must_use]
    pub fn new(base: &Files) -> Self {
        Self {
            inodes: base
                .values()
                .map(|content| Inode {
                    durable: content.clone(),
                    pending: Vec::new(),
                })
                .collect(),
            names: base.keys().cloned().zip(0..).collect(),
            pending_names: Vec::new(),
        }
    }

    /// Do something of the recording.
    pub fn apply(&mut self, op: &Op, random: &mut Rng) {
        match op {
            Op::Create { name, inode } => {
                self.inodes.resize_with(inode + 1, Inode::default);
                self.pending_names.push(Naming::Give(name.clone(), *inode));
            }
            Op::Write {
                inode,
                offset,
                bytes,
            } => self.pend(*inode, Change::Write(*offset, bytes.clone())),
            Op::Truncate { inode, size } => self.pend(*inode, Change::Truncate(*size)),
            Op::Sync { inode } => {
                let inode = &mut self.inodes[*inode];
                for pending in std::mem::take(&mut inode.pending) {
                    if !pending.is_doomed {
                        pending.change.apply(&mut inode.durable);
                    }
                }
            }
            Op::SyncFailed { inode } => {
                for pending in &mut self.inodes[*inode].pending {
                    pending.is_doomed |= random.bool();
                }
            }
            Op::SyncFolder => {
                for naming in std::mem::take(&mut self.pending_names) {
                    naming.apply(&mut self.names);
                }
            }
            Op::Delete { name } => self.pending_names.push(Naming::Take(name.clone())),
            Op::Rename { from, to } => {
                let naming = Naming::Move(from.clone(), to.clone());
                self.pending_names.push(naming);
            }
        }
    }

    fn pend(&mut self, inode: usize, change: Change) {
        self.inodes[inode].pending.push(Pending {
            change,
            is_doomed: false,
        });
    }

    /// Return how many changes are not durable.
    #[must_use]
    pub fn pending_count(&self) -> usize {
        let changes = self.inodes.iter().map(|inode| inode.pending.len());
        changes.sum::<usize>() + self.pending_names.len()
    }

    /// Return the files that may be found when the power is cut now. The index of a log is in memory,
    /// and lost.
    #[must_use]
    pub fn cut(&self, loss: Loss, tearing: Tearing, random: &mut Rng) -> Files {
        let mut names = self.names.clone();
        let kept = match loss {
            Loss::All => 0,
            Loss::Nothing => self.pending_names.len(),
            Loss::Behind | Loss::Any => random.usize(..=self.pending_names.len()),
        };
        for naming in &self.pending_names[..kept] {
            naming.apply(&mut names);
        }
        names.retain(|name, _| !name.ends_with("-shm"));
        let mut contents = BTreeMap::new();
        for inode in names.values() {
            let content = || self.inodes[*inode].cut(loss, tearing, random);
            contents.entry(*inode).or_insert_with(content);
        }
        let files = names.into_iter();
        files
            .map(|(name, inode)| (name, contents[&inode].clone()))
            .collect()
    }
}

impl Inode {
    fn cut(&self, loss: Loss, tearing: Tearing, random: &mut Rng) -> Vec<u8> {
        let mut content = self.durable.clone();
        let living = self.pending.iter().filter(|pending| !pending.is_doomed);
        let changes: Vec<&Change> = living.map(|pending| &pending.change).collect();
        match loss {
            Loss::All => {}
            Loss::Nothing => changes.iter().for_each(|it| it.apply(&mut content)),
            Loss::Behind => {
                let kept = random.usize(..=changes.len());
                changes[..kept].iter().for_each(|it| it.apply(&mut content));
                if let Some(last) = changes.get(kept) {
                    last.tear(&mut content, tearing, random);
                }
            }
            Loss::Any => {
                let mut changes = changes;
                if random.bool() {
                    shuffle_writes(&mut changes, random);
                }
                for change in &changes {
                    match random.u8(..3) {
                        0 => {}
                        1 => change.apply(&mut content),
                        _ => change.tear(&mut content, tearing, random),
                    }
                }
                self.extend(&mut content, random);
            }
        }
        content
    }

    /// Let a file be as long as it was to become, although what was written there is lost.
    fn extend(&self, content: &mut Vec<u8>, random: &mut Rng) {
        let ends = self.pending.iter().map(|pending| match &pending.change {
            Change::Write(offset, bytes) => offset + bytes.len(),
            Change::Truncate(_) => 0,
        });
        let end = ends.max().unwrap_or_default();
        if end <= content.len() || random.u8(..4) > 0 {
            return;
        }
        let start = content.len();
        content.resize(end, 0);
        if random.bool() {
            random.fill(&mut content[start..]);
        }
    }
}

/// Change the order of writes; a file is made shorter when it was.
fn shuffle_writes(changes: &mut [&Change], random: &mut Rng) {
    let is_write = |change: &&Change| matches!(change, Change::Write(..));
    for run in changes.split_mut(|change| !is_write(change)) {
        random.shuffle(run);
    }
}

impl Change {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Write(offset, bytes) => put(content, *offset, bytes),
            Self::Truncate(size) => content.truncate(*size),
        }
    }

    /// Write some of the sectors, and perhaps rubbish into one of the others.
    fn tear(&self, content: &mut Vec<u8>, tearing: Tearing, random: &mut Rng) {
        let Self::Write(offset, bytes) = self else {
            return;
        };
        let end = offset + bytes.len();
        let sectors: Vec<usize> = (offset / SECTOR..end.div_ceil(SECTOR)).collect();
        for sector in &sectors {
            if random.bool() {
                let from = (*offset).max(sector * SECTOR);
                let to = end.min((sector + 1) * SECTOR);
                put(content, from, &bytes[from - offset..to - offset]);
            }
        }
        if random.bool() {
            return;
        }
        let (from, to) = if tearing.is_powersafe {
            let sector = random.choice(&sectors).copied().unwrap_or_default();
            (
                (*offset).max(sector * SECTOR),
                end.min((sector + 1) * SECTOR),
            )
        } else {
            let size = tearing.sector_bytes;
            let sector = random.usize(offset / size..end.div_ceil(size).max(offset / size + 1));
            // Beyond its end a file has no bytes that could be hurt.
            let to = ((sector + 1) * size).min(content.len().max(end));
            (sector * size, to)
        };
        let mut rubbish = vec![0; to.saturating_sub(from)];
        random.fill(&mut rubbish);
        put(content, from, &rubbish);
    }
}

/// Write into a content, which becomes longer where it has to.
fn put(content: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[offset..end].copy_from_slice(bytes);
}

impl Naming {
    fn apply(&self, names: &mut BTreeMap<String, usize>) {
        match self {
            Self::Give(name, inode) => drop(names.insert(name.clone(), *inode)),
            Self::Take(name) => drop(names.remove(name)),
            Self::Move(from, to) => {
                if let Some(inode) = names.remove(from) {
                    names.insert(to.clone(), inode);
                }
            }
        }
    }
}

/// Read all files of a folder; of a ledger in use a journal may go meanwhile.
#[must_use]
pub fn read_folder(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .filter_map(|name| match fs::read(folder.join(&name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            content => Some((name, content.unwrap())),
        })
        .collect()
}

/// Write files into an empty folder.
pub fn write_folder(folder: &Path, files: &Files) {
    for (name, content) in files {
        fs::write(folder.join(name), content).unwrap();
    }
}
