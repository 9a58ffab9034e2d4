//! One target for each surface of `crates/yusuan/maintenance/surfaces.rs`.

#[path = "../../crates/yusuan/maintenance/surfaces.rs"]
#[expect(dead_code, reason = "the other fuzzer uses more of it")]
mod surfaces;

use std::sync::LazyLock;

use tempfile::TempDir;

pub use libfuzzer_sys::fuzz_target;

/// Where a reader that wants a file finds it.
static FOLDER: LazyLock<TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("there is room for a folder"));

/// Prepare the process: a panic that the reader of workbooks catches by itself says nothing, and ends
/// nothing. One that nobody catches ends the process when it reaches libFuzzer.
pub fn begin() {
    std::panic::set_hook(Box::new(|_| {}));
}

/// Hand bytes to the surface of this name.
///
/// # Panics
///
/// When what comes of them is a fault, or when there is no such surface.
pub fn feed(name: &str, bytes: &[u8]) {
    let surface = surfaces::SURFACES.iter().find(|it| it.name == name);
    let surface = surface.expect("the target is named after a surface");
    if let Err(fault) = (surface.read)(FOLDER.path(), bytes) {
        eprintln!("{name}: {fault}");
        std::process::abort();
    }
}

/// Make the surface of this name a target.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        $crate::fuzz_target!(
            init: $crate::begin(),
            |bytes: &[u8]| $crate::feed($name, bytes)
        );
    };
}
