//! Write a small ledger with something of everything in it: the file that tests of the format read.
//!
//! `cargo run --example format_file -- tests/files/schema-2.db`

#[path = "../tests/story/mod.rs"]
mod story;

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("give the path of the file to write")?;
    let path = Path::new(&path);
    if path.exists() {
        std::fs::remove_file(path)?;
    }
    story::write(path)?;
    // One small file without a log beside it.
    let connection = rusqlite::Connection::open(path)?;
    connection.query_row("PRAGMA journal_mode = delete", [], |_| Ok(()))?;
    connection.execute_batch("PRAGMA page_size = 1024; VACUUM")?;
    Ok(())
}
