//! Repairing a ledger whose guards were taken away, when its rows are what its acts made.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::acts::record_repair;
use crate::error::Result;
use crate::file::{self, Output, RestoredGuard};
use crate::journal::{Particulars, Receipt};
use crate::verify::{self, Severity, Verification, VerifyOptions};

/// What a repair did.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Repair {
    /// What was put back; nothing when the file had all of it.
    pub restored: Vec<RestoredGuard>,
    /// The copy of the file as it was; none when nothing was put back.
    pub copy: Option<PathBuf>,
    /// The act `repair` that says in the ledger what was put back; none when nothing was.
    pub receipt: Option<Receipt>,
    /// What a verification finds now: no error, perhaps warnings.
    pub verification: Verification,
}

/// Put back what guards a ledger, unless its rows are wrong, and write the act that says so.
pub(crate) fn repair(
    path: &Path,
    copy: Option<Output>,
    particulars: &Particulars,
) -> Result<Repair> {
    let mended = file::mend(path, copy, |connection, restored| {
        let is_whole = restored.is_empty();
        let written = (!is_whole).then(|| record_repair(connection, restored, particulars));
        let verification = verify::verify(connection, VerifyOptions::default())?;
        // Rows that are wrong may be what the act was refused for, and say more.
        require_right(&verification)?;
        Ok((written.transpose()?, verification))
    })?;
    let (receipt, verification) = mended.checked;
    Ok(Repair {
        restored: mended.restored,
        copy: mended.copy,
        receipt,
        verification,
    })
}

fn require_right(verification: &Verification) -> Result<()> {
    let mut findings = verification.findings.iter();
    let Some(first) = findings.find(|finding| finding.severity == Severity::Error) else {
        return Ok(());
    };
    let more = verification.error_count().saturating_sub(1);
    let what = format!("its rows are wrong: {first}; and {more} errors more");
    let hint = "`yusuan verify` lists what is wrong; restore the file from a copy";
    Err(file::not_repaired(what, hint))
}
