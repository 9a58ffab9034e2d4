//! Which mutant is in force, and which ones were met. It is put into the crate that is mutated.

use std::env;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

static IN_FORCE: LazyLock<usize> = LazyLock::new(|| {
    let said = env::var("YUSUAN_MUTANT").ok();
    said.and_then(|said| said.parse().ok()).unwrap_or(usize::MAX)
});

static MET: LazyLock<Option<File>> = LazyLock::new(|| {
    let path = env::var_os("YUSUAN_MUTANTS_MET")?;
    OpenOptions::new().append(true).create(true).open(path).ok()
});

static IS_MET: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];

pub(crate) fn is(number: usize) -> bool {
    if let Some(mut met) = MET.as_ref()
        && !IS_MET[number].swap(true, Ordering::Relaxed)
    {
        // One write, so that lines of several threads do not mix.
        let _ = met.write_all(format!("{number}\n").as_bytes());
    }
    number == *IN_FORCE
}
