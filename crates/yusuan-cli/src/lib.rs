//! The command line of yusuan: arguments in, words on a screen.
//!
//! The Rust binary and the script in the Python wheel both call [`run`]. Standard output carries
//! data, standard error carries talk, and the [exit code](exit) tells scripts what happened.
//!
//! | module | what lives there |
//! |---|---|
//! | `answer` | words for people, files of tables, exit codes |
//! | `arguments` | what can be typed, and its meaning in the ledger's terms |
//! | `commands` | one function a command: arguments to a verb, its answer to the screen |
//! | `demo` | the first user's years, as a program to learn from |
//! | `failure` | what went wrong, as words, as JSON and as an exit code |
//! | `screen` | the two streams, and whether they speak JSON |
//! | `watch` | how far a command is, on a terminal; Ctrl-C |

#![forbid(unsafe_code)]

pub mod exit;

mod answer;
mod arguments;
mod commands;
mod demo;
mod failure;
mod run;
mod screen;
mod watch;

pub use answer::disclosure_text;
pub use answer::words::{plan_text, remarks_text, verification_text};
pub use run::{run, run_with};
