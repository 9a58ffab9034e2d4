//! What can go wrong, and what to do about it. No I/O.

mod rule;
mod source;
mod sqlite;

use std::fmt;
use std::path::PathBuf;

pub use rule::Rule;
use serde::{Deserialize, Serialize};
pub use source::{SourceError, SourceErrors};

use crate::money::{AmountError, Fen};
use crate::progress;

/// Result of everything a ledger does.
pub type Result<T> = std::result::Result<T, Error>;

/// An act that did not happen. Whatever the kind, the ledger is as it was before.
///
/// Match on [`Error::kind`], which is complete, on [`Error::rule`] where a rule is meant, or keep
/// [`Error::code`], which is the same token in SQL, Python and the command line. The enum itself may get
/// more variants.
///
/// # Examples
///
/// ```
/// use yusuan::{ErrorKind, Ledger, Rule};
///
/// fn exit_code(error: &yusuan::Error) -> u8 {
///     match error.kind() {
///         ErrorKind::Rule if error.rule() == Some(Rule::PlanStale) => 9,
///         ErrorKind::Rule | ErrorKind::Amount | ErrorKind::NotFound | ErrorKind::Source => 1,
///         ErrorKind::File => 3,
///         ErrorKind::Busy => 4,
///         ErrorKind::Stopped => 130,
///         ErrorKind::Internal => 7,
///     }
/// }
///
/// let error = Ledger::open("nowhere.db").unwrap_err();
/// assert_eq!((exit_code(&error), error.code()), (3, "file_missing"));
/// assert!(!error.retryable());
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A rule of the ledger refused it.
    #[error(transparent)]
    Rule(Box<Refusal>),
    /// An amount is not an exact number of fen.
    #[error("{source}\nhint: {}", source.hint())]
    Amount {
        /// What is wrong with it.
        #[from]
        source: AmountError,
    },
    /// The ledger has no such thing.
    #[error("{what} is not in this ledger: {value}\nhint: {hint}")]
    NotFound {
        /// Stable name, as `line_unknown`.
        token: &'static str,
        /// What was looked for.
        what: &'static str,
        /// What was given.
        value: String,
        /// What to do.
        hint: String,
    },
    /// Another program is writing to the file; trying again may succeed.
    #[error(
        "another program is writing to the ledger{}\nhint: try again when it has finished",
        writer.as_ref().map(|writer| format!(": {writer}")).unwrap_or_default()
    )]
    Busy {
        /// Which program that is, as `process 4711 (python3)`; known on Linux alone.
        writer: Option<String>,
    },
    /// Whoever [watched](crate::watched) the work stopped it.
    #[error("stopped before it was done; nothing was written\nhint: do it again when you like")]
    Stopped,
    /// The file cannot be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// Rows of an input file are wrong; all of them are listed.
    #[error(transparent)]
    Source(SourceErrors),
    /// Several entries of one voucher are wrong, and the first of them is no matter of a rule; the
    /// message lists them all.
    #[error("{message}\nhint: {}", hint_of(first))]
    Entries {
        /// What is wrong with the first.
        first: Box<Error>,
        /// What is wrong with each, a line each.
        message: String,
    },
    /// Something that should not happen: a fault of this library.
    #[error("internal error: {0}\nhint: please report it with the text of this message")]
    Internal(String),
}

impl From<SourceErrors> for Error {
    /// A file that nobody wanted read to its end is not wrong.
    fn from(errors: SourceErrors) -> Self {
        if progress::is_stopped() {
            Self::Stopped
        } else {
            Self::Source(errors)
        }
    }
}

/// What sort of failure an [`Error`] is.
///
/// The list is closed on purpose: there is one kind for each answer that a caller can give, so that a
/// `match` without a last arm says something, and another kind would be another major version. [`Rule`],
/// [`FileError`] and [`Error`] grow, and are `#[non_exhaustive]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// A rule of the ledger refused it.
    Rule,
    /// An amount is not an exact number of fen.
    Amount,
    /// The ledger has no such thing.
    NotFound,
    /// Another program is writing.
    Busy,
    /// Whoever watched the work stopped it.
    Stopped,
    /// The file cannot be used.
    File,
    /// Rows of an input file are wrong.
    Source,
    /// A fault of this library.
    Internal,
}

impl Error {
    /// Return the kind.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::Rule(_) => ErrorKind::Rule,
            Self::Amount { .. } => ErrorKind::Amount,
            Self::NotFound { .. } => ErrorKind::NotFound,
            Self::Busy { .. } => ErrorKind::Busy,
            Self::Stopped => ErrorKind::Stopped,
            Self::File(_) => ErrorKind::File,
            Self::Source(_) => ErrorKind::Source,
            Self::Entries { first, .. } => first.kind(),
            Self::Internal(_) => ErrorKind::Internal,
        }
    }

    /// Return the stable token.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rule(refusal) => refusal.rule.token(),
            Self::Amount { source } => source.token(),
            Self::NotFound { token, .. } => token,
            Self::Busy { .. } => "busy",
            Self::Stopped => "stopped",
            Self::File(error) => error.token(),
            Self::Source(errors) => errors.token(),
            Self::Entries { first, .. } => first.code(),
            Self::Internal(_) => "internal",
        }
    }

    /// Return whether trying the same act again may succeed.
    #[must_use]
    pub const fn retryable(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Stopped)
    }

    /// Return the rule, when a rule refused.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::Rule(refusal) => Some(refusal.rule),
            _ => None,
        }
    }

    /// Say what a file holds that no act writes.
    pub(crate) fn damaged(message: impl Into<String>) -> Self {
        let message = message.into();
        FileError::Damaged { message }.into()
    }

    pub(crate) fn refused(rule: Rule, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Rule(Box::new(Refusal {
            message: message.into(),
            hint: hint.into(),
            ..Refusal::new(rule)
        }))
    }

    /// Add what a refusal by one of these rules is about, which the file's own words do not name,
    /// and what to do, where they do not say.
    pub(crate) fn naming(self, rules: &[(Rule, &str)], what: impl fmt::Display) -> Self {
        let Self::Rule(refusal) = self else {
            return self;
        };
        let Some((_, hint)) = rules.iter().find(|(rule, _)| *rule == refusal.rule) else {
            return Self::Rule(refusal);
        };
        Self::Rule(Box::new(Refusal {
            message: format!("{}: {what}", refusal.message),
            hint: if refusal.hint == sqlite::NO_HINT {
                (*hint).to_owned()
            } else {
                refusal.hint.clone()
            },
            ..*refusal
        }))
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers pass numbers as they are"
    )]
    pub(crate) fn not_found(
        token: &'static str,
        what: &'static str,
        value: impl ToString,
        hint: impl Into<String>,
    ) -> Self {
        Self::NotFound {
            token,
            what,
            value: value.to_string(),
            hint: hint.into(),
        }
    }
}

/// Return what an error says to do.
fn hint_of(error: &Error) -> String {
    let text = error.to_string();
    let hint = text.split_once("\nhint: ").map(|(_, hint)| hint);
    hint.unwrap_or("see docs/rules.md").to_owned()
}

/// A rule refused an act.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize)]
#[error("{rule}: {message}\nhint: {hint}")]
#[non_exhaustive]
pub struct Refusal {
    /// The rule.
    pub rule: Rule,
    /// What was wrong, with the values.
    pub message: String,
    /// What to do instead.
    pub hint: String,
    /// How much is missing, where an amount is.
    #[serde(rename = "shortfall_fen")]
    pub shortfall: Option<Fen>,
    /// How much would be allowed, where an amount is.
    #[serde(rename = "allowed_fen")]
    pub allowed: Option<Fen>,
    /// Line it is about; none when it is about none, or about one that the act would have made.
    pub line_id: Option<i64>,
    /// Name of the policy, where one refused.
    pub policy: Option<String>,
    /// The field that differs, where a key was used with another content.
    pub field: Option<&'static str>,
}

impl Refusal {
    /// Begin with nothing said but the rule.
    pub(crate) const fn new(rule: Rule) -> Self {
        Self {
            rule,
            message: String::new(),
            hint: String::new(),
            shortfall: None,
            allowed: None,
            line_id: None,
            policy: None,
            field: None,
        }
    }
}

/// A file cannot be used: as a ledger, or to write to.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// There is no such file.
    #[error("no such file: {}\nhint: check the path, or create a ledger there", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// There is no such file to read rows from.
    #[error("no such file: {}\nhint: check the path", path.display())]
    SourceMissing {
        /// The path.
        path: PathBuf,
    },
    /// A folder is named where a file is meant.
    #[error("a folder, and no file: {}\nhint: name a file, as one in that folder", path.display())]
    Folder {
        /// The path.
        path: PathBuf,
    },
    /// No file can have such a name.
    #[error(
        "no file can be called so: {}\nhint: leave the NUL character out of the path",
        path.display().to_string().escape_debug()
    )]
    PathInvalid {
        /// The path.
        path: PathBuf,
    },
    /// A ledger is created over nothing.
    #[error("the file exists already: {}\nhint: open it, or choose another path", path.display())]
    Exists {
        /// The path.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("not a yusuan ledger: {}\nhint: check the path", path.display())]
    Foreign {
        /// The path.
        path: PathBuf,
    },
    /// A later release wrote the file.
    #[error(
        "the ledger has schema version {found}, this release knows up to {known}\n\
         hint: install a newer release, or take the copy that was made before it was migrated"
    )]
    Newer {
        /// Version in the file.
        found: i64,
        /// Newest version this release knows.
        known: i64,
    },
    /// An earlier release wrote the file.
    #[error(
        "the ledger has schema version {found}, this release reads and writes {known}\n\
         hint: make a copy, then run `yusuan migrate {}`", path.display()
    )]
    Older {
        /// The path.
        path: PathBuf,
        /// Version in the file.
        found: i64,
        /// Version of this release.
        known: i64,
    },
    /// A table, trigger or view is not the release's.
    #[error(
        "the schema was altered: {what}\n\
         hint: `yusuan verify` tells more; where the rows are right, `yusuan repair` puts it back"
    )]
    Altered {
        /// The first object that differs, and how.
        what: String,
    },
    /// A file was not repaired, and is as it was.
    #[error("the ledger is not repaired: {what}\nhint: {hint}")]
    NotRepaired {
        /// What is wrong with it that a repair does not put right.
        what: String,
        /// What to do.
        hint: String,
    },
    /// The file or its disk cannot be written.
    #[error(
        "the ledger cannot be written\nhint: open it read-only, or make file and folder writable"
    )]
    ReadOnly,
    /// A program was interrupted in the middle of an act, by a kill or a power cut, and left a rollback
    /// journal that nobody has undone yet: the file shows half of the act. Whoever may write undoes it
    /// by opening the ledger; this was met by somebody who may not.
    #[error(
        "a program was interrupted in the middle of an act, which is not undone yet: the file shows half \
         of it\n\
         hint: open the ledger once as somebody who may write to the file and its folder, which undoes it; \
         a copy must bring the -journal file along"
    )]
    Interrupted,
    /// A file for people would take the place of a ledger, or of what SQLite keeps beside one.
    #[error(
        "the file is a ledger or belongs to one, and is not written over: {}\n\
         hint: choose another path", path.display()
    )]
    Database {
        /// The path.
        path: PathBuf,
    },
    /// A file for people cannot be written; what stood there is there still.
    #[error(
        "{message}: {}\nhint: choose a place that can be written", path.display()
    )]
    NotWritten {
        /// The path.
        path: PathBuf,
        /// The system's own words.
        message: String,
    },
    /// A document needs a font, and the system has none with Chinese letters.
    #[error(
        "no font with Chinese letters (中文字体) is found on this system\n\
         hint: install one, as Debian's fonts-noto-cjk, name the file of one, or leave the PDF out"
    )]
    FontMissing,
    /// A font file cannot be read, is none, has no Chinese letters, or may not be embedded.
    #[error(
        "not a font with Chinese letters (中文字体) that may go into a document: {}\n\
         hint: name a TrueType or OpenType file that has them (.ttf, .otf, .ttc)", path.display()
    )]
    FontUnusable {
        /// The path.
        path: PathBuf,
    },
    /// A font lacks letters of what is to be printed: a hole in a table is no figure.
    #[error(
        "the font {} lacks these letters of the book: {letters}\nhint: name another font",
        path.display()
    )]
    LetterMissing {
        /// The path.
        path: PathBuf,
        /// The first of them.
        letters: String,
    },
    /// There is no room for what would be written.
    #[error(
        "the disk is full, and nothing was written: {message}\n\
         hint: make room where the ledger is, and do it again"
    )]
    DiskFull {
        /// SQLite's own words.
        message: String,
    },
    /// The system cannot read or write the file: a disk that fails, a share that is gone. What the file
    /// holds is not known to be wrong.
    #[error(
        "the system cannot read or write the file: {message}\n\
         hint: look at the disk, then open the ledger again and verify it"
    )]
    DeviceFailed {
        /// SQLite's own words.
        message: String,
    },
    /// SQLite cannot read the file, or a row of it holds what no act writes.
    #[error("the file is damaged or unreadable: {message}\nhint: restore it from a copy")]
    Damaged {
        /// SQLite's own words, or what the row holds.
        message: String,
    },
}

impl FileError {
    /// Return the stable token.
    #[must_use]
    pub const fn token(&self) -> &'static str {
        match self {
            Self::Missing { .. } | Self::SourceMissing { .. } => "file_missing",
            Self::Folder { .. } => "file_is_folder",
            Self::PathInvalid { .. } => "path_invalid",
            Self::Exists { .. } => "file_exists",
            Self::Foreign { .. } => "file_foreign",
            Self::Newer { .. } => "file_newer",
            Self::Older { .. } => "file_older",
            Self::Altered { .. } => "file_altered",
            Self::NotRepaired { .. } => "file_not_repaired",
            Self::ReadOnly => "file_read_only",
            Self::Interrupted => "file_interrupted",
            Self::Database { .. } => "file_is_database",
            Self::NotWritten { .. } => "file_not_written",
            Self::FontMissing => "font_missing",
            Self::FontUnusable { .. } => "font_unusable",
            Self::LetterMissing { .. } => "letter_missing",
            Self::DiskFull { .. } => "file_disk_full",
            Self::DeviceFailed { .. } => "file_device_failed",
            Self::Damaged { .. } => "file_damaged",
        }
    }
}
