//! Repairing a ledger whose guards were taken away, when its rows are what its acts made.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::file::{self, Output, RestoredGuard};
use crate::verify::{self, Severity, Verification, VerifyOptions};

/// What a repair did.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Repair {
    /// What was put back; nothing when the file had all of it.
    pub restored: Vec<RestoredGuard>,
    /// The copy of the file as it was; none when nothing was put back.
    pub copy: Option<PathBuf>,
    /// What a verification finds now: no error, perhaps warnings.
    pub verification: Verification,
}

/// Put back what guards a ledger, unless its rows are wrong.
pub(crate) fn repair(path: &Path, copy: Option<Output>) -> Result<Repair> {
    let mended = file::mend(path, copy, |connection| {
        let verification = verify::verify(connection, VerifyOptions::default())?;
        let mut findings = verification.findings.iter();
        let error = findings.find(|finding| finding.severity == Severity::Error);
        match error {
            None => Ok(verification),
            Some(first) => {
                let more = verification.error_count().saturating_sub(1);
                let what = format!("its rows are wrong: {first}; and {more} errors more");
                let hint = "`yusuan verify` lists what is wrong; restore the file from a copy";
                Err(file::not_repaired(what, hint))
            }
        }
    })?;
    Ok(Repair {
        restored: mended.restored,
        copy: mended.copy,
        verification: mended.checked,
    })
}
