//! Commands for the shell itself.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::Shell;

#[derive(Debug, Subcommand)]
pub(crate) enum ShellCommand {
    /// Print what makes a shell complete commands and options
    #[command(after_help = "Examples:
  yusuan completions bash
  yusuan completions fish")]
    Completions(Completions),

    /// Write a manual page for every command
    #[command(after_help = "Example:\n  yusuan manual --out man1")]
    Manual(Manual),
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Manual {
    /// Folder to write the pages into
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}
