//! The Python binding of yusuan: it converts, and decides nothing.

use pyo3::prelude::*;

/// The compiled half of the package; import names from `yusuan` instead.
#[pymodule]
mod _core {
    use std::ffi::OsString;

    use pyo3::prelude::*;

    /// The version of the ledger library.
    #[pymodule_export]
    #[expect(
        non_upper_case_globals,
        reason = "the name that Python gives to a version"
    )]
    const __version__: &str = yusuan::VERSION;

    /// Run the command line and return its exit code.
    #[pyfunction]
    fn run(py: Python<'_>, arguments: Vec<OsString>) -> i32 {
        py.detach(|| yusuan_cli::run(arguments))
    }
}
