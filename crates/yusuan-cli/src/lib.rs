//! The command line of yusuan: arguments in, words on a screen.
//!
//! The Rust binary and the script in the Python wheel both call [`run`]. Standard output carries
//! data, standard error carries talk, and the exit code tells scripts what happened.

use std::ffi::OsString;
use std::io::{self, Write};

use clap::{Parser, Subcommand};

/// What a process should answer, so that a script need not read the words.
pub mod exit {
    /// Done.
    pub const OK: i32 = 0;
    /// The output could not be written.
    pub const OUTPUT: i32 = 1;
    /// The arguments make no sense; nothing was tried.
    pub const USAGE: i32 = 2;
}

/// A double-checked ledger for public money in one SQLite file.
#[derive(Debug, Parser)]
#[command(name = "yusuan", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Close a year, open the next and print its tables.
    Demo,
}

/// Runs one command on the process's own output streams and returns its exit code.
///
/// `arguments` starts with the program's name, as [`std::env::args_os`] does.
pub fn run<I>(arguments: I) -> i32
where
    I: IntoIterator,
    I::Item: Into<OsString> + Clone,
{
    run_with(
        arguments,
        &mut io::stdout().lock(),
        &mut io::stderr().lock(),
    )
}

/// Runs one command on the given streams, so that a test can read what a person would.
pub fn run_with<I>(arguments: I, out: &mut dyn Write, talk: &mut dyn Write) -> i32
where
    I: IntoIterator,
    I::Item: Into<OsString> + Clone,
{
    let result = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => answer(&arguments, out).map(|()| exit::OK),
        // `--help` and `--version` arrive here too; clap knows which of the two streams is meant.
        Err(refusal) => {
            let stream: &mut dyn Write = if refusal.use_stderr() { talk } else { out };
            write!(stream, "{}", refusal.render()).map(|()| refusal.exit_code())
        }
    };
    match result.and_then(|code| out.flush().map(|()| code)) {
        Ok(code) => code,
        // The reader left early (`yusuan … | head`): that is its right, and no reason to talk.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit::OK,
        Err(error) => {
            // Standard error may be gone as well; the exit code still says that output is missing.
            let _ = writeln!(talk, "yusuan: output could not be written: {error}");
            exit::OUTPUT
        }
    }
}

fn answer(arguments: &Arguments, out: &mut dyn Write) -> io::Result<()> {
    match arguments.command {
        Command::Demo => writeln!(out, "yusuan {}", yusuan::VERSION),
    }
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
}
