//! The command line as its users meet it, without processes.

#![expect(
    clippy::unwrap_used,
    reason = "what helps a test panics as the test itself does"
)]

mod acceptance;
mod act_refused;
mod acts;
mod book;
mod county;
mod demo_folder;
mod disclosing;
mod erasure;
mod exit_codes;
mod import_refused;
mod members;
mod one_fen;
mod policies;
#[path = "../../../yusuan/tests/it/printed.rs"]
mod printed;
mod reading;
mod reconciling;
mod register;
mod shell;
mod usage;
mod verbs;
mod verifying;
mod year_end;
