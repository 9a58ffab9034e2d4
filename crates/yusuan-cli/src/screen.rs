//! The two streams: data on one, talk on the other.

use std::fmt::{self, Display};
use std::io::{self, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Where a command answers.
///
/// A reader of the data may leave early, as `head` does: that is its right, and no reason to talk or
/// to stop half-way. What would still be written to it is dropped.
pub(crate) struct Screen<'a> {
    out: &'a mut dyn Write,
    talk: &'a mut dyn Write,
    is_json: bool,
    has_reader_left: bool,
}

impl<'a> Screen<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, talk: &'a mut dyn Write, is_json: bool) -> Self {
        Self {
            out,
            talk,
            is_json,
            has_reader_left: false,
        }
    }

    pub(crate) const fn is_json(&self) -> bool {
        self.is_json
    }

    /// Say whether the reader of the data left before its end.
    pub(crate) const fn has_reader_left(&self) -> bool {
        self.has_reader_left
    }

    /// Write to standard output as long as somebody reads it.
    fn write(&mut self, words: fmt::Arguments<'_>) -> io::Result<()> {
        self.while_read(|out| out.write_fmt(words))
    }

    fn while_read(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.has_reader_left {
            return Ok(());
        }
        match write(self.out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.has_reader_left = true;
                Ok(())
            }
            done => done,
        }
    }

    /// Answer with a value: as a JSON document when that was asked for, else as text.
    pub(crate) fn answer(
        &mut self,
        value: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> io::Result<()> {
        if self.is_json {
            self.json(value)
        } else {
            self.text(&text())
        }
    }

    /// Write a JSON document to standard output.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let document = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
        self.write(format_args!("{document}\n"))
    }

    /// Answer with a list that may be longer than memory is large: one item after the other.
    pub(crate) fn list<T: Serialize>(
        &mut self,
        items: impl Iterator<Item = yusuan::Result<T>>,
        text: impl Fn(&T) -> String,
    ) -> Result<(), Failure> {
        // As `json` would print all of them.
        let mut begin = "[\n  ";
        for item in items {
            let item = item?;
            if self.is_json {
                let document = serde_json::to_string_pretty(&item).map_err(io::Error::from)?;
                let document = document.replace('\n', "\n  ");
                self.write(format_args!("{begin}{document}"))?;
                begin = ",\n  ";
            } else {
                self.text(&text(&item))?;
            }
            if self.has_reader_left {
                return Ok(());
            }
        }
        if self.is_json {
            let is_empty = begin.starts_with('[');
            self.write(format_args!("{}\n", if is_empty { "[]" } else { "\n]" }))?;
        }
        Ok(())
    }

    /// Write text to standard output; a line break at its end is added when there is none.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        let end = if text.is_empty() || text.ends_with('\n') {
            ""
        } else {
            "\n"
        };
        self.write(format_args!("{text}{end}"))
    }

    /// Say something to the person. JSON readers get data and errors only.
    pub(crate) fn say(&mut self, words: impl Display) -> io::Result<()> {
        if self.is_json {
            return Ok(());
        }
        // Whoever sees both streams sees them in the order in which they were written.
        self.flush()?;
        // That nobody listens any more does not undo what was done.
        let _ = writeln!(self.talk, "{words}");
        Ok(())
    }

    /// Write what clap has to say, to the stream that clap means.
    pub(crate) fn clap(&mut self, words: &impl Display, is_talk: bool) -> io::Result<()> {
        if is_talk {
            write!(self.talk, "{words}")
        } else {
            self.write(format_args!("{words}"))
        }
    }

    /// Say what went wrong: as a JSON object when that was asked for, else in words.
    pub(crate) fn failure(
        &mut self,
        object: &impl Serialize,
        words: &impl Display,
    ) -> io::Result<()> {
        if self.is_json {
            let document = serde_json::to_string(object)?;
            writeln!(self.talk, "{document}")
        } else {
            writeln!(self.talk, "{words}")
        }
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.while_read(|out| out.flush())
    }
}
