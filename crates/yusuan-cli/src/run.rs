//! From arguments to an exit code.

use std::ffi::{OsStr, OsString};
use std::io::{self, Write};

use clap::Parser;

use crate::arguments::Arguments;
use crate::commands;
use crate::exit;
use crate::failure::Failure;
use crate::screen::Screen;
use crate::watch::{Bar, Behind, Left, Stop, watcher};

/// Runs one command on the process's own output streams and returns its exit code.
///
/// It shows how far long work is, where standard error is a terminal, and takes Ctrl-C over for the
/// rest of the process: the first one stops the command, the second the process.
///
/// `arguments` starts with the program's name, as [`std::env::args_os`] does.
pub fn run<I>(arguments: I) -> i32
where
    I: IntoIterator,
    I::Item: Into<OsString> + Clone,
{
    let (bar, stop) = (Bar::new(), Stop::listen());
    let out = Left::new(stop.clone(), io::stdout().lock());
    let mut out = Behind::new(bar.clone(), out);
    let mut talk = Behind::new(bar.clone(), io::stderr().lock());
    yusuan::watched(watcher(bar, stop), || {
        run_with(arguments, &mut out, &mut talk)
    })
}

/// Runs one command on the given streams, so that a test can read what a person would.
pub fn run_with<I>(arguments: I, out: &mut dyn Write, talk: &mut dyn Write) -> i32
where
    I: IntoIterator,
    I::Item: Into<OsString> + Clone,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let is_json = asks_for_json(&arguments);
    let mut screen = Screen::new(out, talk, is_json);
    let done = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => commands::run(&arguments.command, &mut screen),
        Err(refusal) => Failure::from_clap(&refusal, &mut screen),
    };
    match done.and_then(|code| Ok(screen.flush().map(|()| code)?)) {
        Ok(exit::OK) if screen.has_reader_left() => exit::READER_LEFT,
        Ok(code) => code,
        Err(failure) => {
            // Standard error may be gone as well; the exit code still says what happened.
            let _ = screen.failure(&failure.to_json(), &failure);
            failure.exit_code()
        }
    }
}

/// Say whether `--json` is among the arguments, also when they make no sense otherwise.
fn asks_for_json(arguments: &[OsString]) -> bool {
    let mut options = arguments
        .iter()
        .take_while(|argument| argument.as_os_str() != OsStr::new("--"));
    options.any(|argument| argument.as_os_str() == OsStr::new("--json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(arguments: &[&str]) -> (i32, String, String) {
        let (mut out, mut talk) = (Vec::new(), Vec::new());
        let code = run_with(arguments, &mut out, &mut talk);
        (
            code,
            String::from_utf8(out).unwrap(),
            String::from_utf8(talk).unwrap(),
        )
    }

    #[test]
    fn version_is_data() {
        let version = format!("yusuan {}\n", yusuan::VERSION);
        assert_eq!(
            said(&["yusuan", "--version"]),
            (exit::OK, version, String::new())
        );
    }

    #[test]
    fn unknown_command_is_talk() {
        let (code, out, talk) = said(&["yusuan", "spend"]);
        assert_eq!((code, out.as_str()), (exit::USAGE, ""));
        assert!(talk.contains("'spend'"), "{talk}");
    }

    #[test]
    fn nonsense_is_json_when_json_was_asked_for() {
        let (code, out, talk) = said(&["yusuan", "spend", "--json"]);
        assert_eq!((code, out.as_str()), (exit::USAGE, ""));
        let talk: serde_json::Value = serde_json::from_str(&talk).unwrap();
        assert_eq!(
            (&talk["code"], &talk["exit_code"]),
            (&"usage".into(), &2.into())
        );
    }

    /// Takes nothing, for a reason.
    struct Refusing(io::ErrorKind);

    impl Write for Refusing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn output_that_fails_is_told_apart_from_a_reader_that_left() {
        let version = ["yusuan", "--version"];
        let mut talk = Vec::new();
        let full = run_with(
            version,
            &mut Refusing(io::ErrorKind::StorageFull),
            &mut talk,
        );
        assert_eq!(full, exit::OUTPUT);
        assert!(
            String::from_utf8(talk)
                .unwrap()
                .starts_with("yusuan: output_failed: ")
        );
        let mut talk = Vec::new();
        let left = run_with(version, &mut Refusing(io::ErrorKind::BrokenPipe), &mut talk);
        assert_eq!((left, talk.len()), (exit::READER_LEFT, 0));
    }
}
