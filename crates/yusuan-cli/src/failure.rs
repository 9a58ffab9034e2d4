//! What went wrong, as words, as JSON and as an exit code.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};
use yusuan::{Error, ErrorKind, Rule};

use crate::exit;
use crate::screen::Screen;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The ledger's answer, with the argument that it is about, where one alone can be meant.
    Ledger {
        error: Error,
        argument: Option<&'static str>,
    },
    /// An argument that the ledger need not be asked about.
    Argument {
        argument: &'static str,
        code: &'static str,
        message: String,
        hint: String,
    },
    /// The arguments make no sense together.
    Usage { message: String, hint: String },
    /// A file that is not the ledger.
    File {
        code: &'static str,
        path: PathBuf,
        message: String,
        hint: &'static str,
    },
    /// Standard output.
    Output(io::Error),
    /// A file with the answer to a command that is done.
    Unwritten(Error),
}

impl Failure {
    /// Answer what clap has refused, or what it was asked for: help and version arrive here too.
    pub(crate) fn from_clap(refusal: &clap::Error, screen: &mut Screen<'_>) -> Result<i32, Self> {
        let is_talk = refusal.use_stderr();
        if is_talk && screen.is_json() {
            let words = refusal.render().to_string();
            let message = words.strip_prefix("error: ").unwrap_or(&words);
            let (message, _) = message.split_once("\n\nUsage:").unwrap_or((message, ""));
            return Err(Self::usage(message.trim_end(), "see `yusuan --help`"));
        }
        screen.clap(&refusal.render(), is_talk)?;
        Ok(refusal.exit_code())
    }

    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage {
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// Say which argument a refusal is about.
    pub(crate) fn about(argument: &'static str) -> impl FnOnce(Error) -> Self {
        move |error| Self::Ledger {
            error,
            argument: Some(argument),
        }
    }

    /// Refuse a word that is not in a closed list.
    pub(crate) fn word(
        argument: &'static str,
        code: &'static str,
        message: String,
        words: &[&str],
    ) -> Self {
        Self::Argument {
            argument,
            code,
            message,
            hint: format!("one of {}", words.join(", ")),
        }
    }

    pub(crate) fn file(
        code: &'static str,
        path: &Path,
        message: impl Into<String>,
        hint: &'static str,
    ) -> Self {
        Self::File {
            code,
            path: path.to_owned(),
            message: message.into(),
            hint,
        }
    }

    /// Return the stable token.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Ledger { error, .. } => error.code(),
            Self::Argument { code, .. } | Self::File { code, .. } => code,
            Self::Usage { .. } => "usage",
            Self::Output(_) | Self::Unwritten(_) => "output_failed",
        }
    }

    pub(crate) fn exit_code(&self) -> i32 {
        match self {
            Self::Ledger { error, .. } if error.rule() == Some(Rule::PlanStale) => exit::PLAN_STALE,
            Self::Ledger { error, .. } => match error.kind() {
                ErrorKind::File => exit::FILE,
                ErrorKind::Busy => exit::BUSY,
                ErrorKind::Stopped => exit::STOPPED,
                ErrorKind::Internal => exit::INTERNAL,
                ErrorKind::Rule | ErrorKind::Amount | ErrorKind::NotFound | ErrorKind::Source => {
                    exit::REFUSED
                }
            },
            Self::Argument { .. } => exit::REFUSED,
            Self::Usage { .. } => exit::USAGE,
            Self::File { .. } => exit::FILE,
            Self::Output(_) | Self::Unwritten(_) => exit::OUTPUT,
        }
    }

    /// Return what was wrong and what to do, without the token.
    fn words(&self) -> (String, String) {
        match self {
            Self::Ledger {
                error: Error::Source(problems),
                ..
            } => problems.0.first().map_or_else(Default::default, |problem| {
                (problem.message.clone(), problem.hint.clone())
            }),
            Self::Ledger { error, .. } => {
                let text = error.to_string();
                let text = text
                    .strip_prefix(error.code())
                    .and_then(|rest| rest.strip_prefix(": "))
                    .unwrap_or(&text);
                let (message, hint) = text.split_once("\nhint: ").unwrap_or((text, ""));
                (message.to_owned(), hint.to_owned())
            }
            Self::Argument { message, hint, .. } | Self::Usage { message, hint } => {
                (message.clone(), hint.clone())
            }
            Self::File {
                path,
                message,
                hint,
                ..
            } => (format!("{message}: {}", path.display()), (*hint).to_owned()),
            Self::Output(error) => (
                format!("the answer could not be written: {error}"),
                "what the command did is done; read it back with another command".to_owned(),
            ),
            Self::Unwritten(error) => {
                let text = error.to_string();
                let (message, _) = text.split_once("\nhint: ").unwrap_or((&text, ""));
                (
                    format!("the year is closed, and its certificate is not written: {message}"),
                    "run the command again with a file that can be written".to_owned(),
                )
            }
        }
    }

    fn argument(&self) -> Option<&'static str> {
        match self {
            Self::Ledger { argument, .. } => *argument,
            Self::Argument { argument, .. } => Some(argument),
            _ => None,
        }
    }

    /// Return the object that `--json` writes to standard error.
    pub(crate) fn to_json(&self) -> Value {
        let (message, hint) = self.words();
        let mut object = Map::new();
        let mut put = |name: &str, value: Value| object.insert(name.to_owned(), value);
        put("code", self.code().into());
        put("message", message.into());
        put("hint", hint.into());
        put("exit_code", self.exit_code().into());
        if let Some(argument) = self.argument() {
            put("argument", argument.into());
        }
        if let Self::Ledger { error, .. } = self {
            put("retryable", error.retryable().into());
            match error {
                Error::Rule(refusal) => {
                    if let Some(shortfall) = refusal.shortfall {
                        put("shortfall_fen", shortfall.get().into());
                    }
                    if let Some(allowed) = refusal.allowed {
                        put("allowed_fen", allowed.get().into());
                    }
                    if let Some(line_id) = refusal.line_id {
                        put("line_id", line_id.into());
                    }
                    if let Some(policy) = &refusal.policy {
                        put("policy", policy.as_str().into());
                    }
                    if let Some(field) = refusal.field {
                        put("field", field.into());
                    }
                }
                Error::Source(problems) => {
                    put("problems", json!(problems.0));
                }
                _ => {}
            }
        }
        Value::Object(object)
    }
}

impl fmt::Display for Failure {
    /// Write `yusuan: token: argument: message`, and the hint on a line of its own.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Ledger {
            error: Error::Source(problems),
            ..
        } = self
        {
            // Every problem of a file names its own place, token and hint.
            return write!(formatter, "{problems}\nyusuan: nothing was written");
        }
        let (message, hint) = self.words();
        write!(formatter, "yusuan: {}: ", self.code())?;
        if let Some(argument) = self.argument() {
            write!(formatter, "{argument}: ")?;
        }
        formatter.write_str(&message)?;
        if hint.is_empty() {
            return Ok(());
        }
        write!(formatter, "\nhint: {hint}")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Ledger {
            error,
            argument: None,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
