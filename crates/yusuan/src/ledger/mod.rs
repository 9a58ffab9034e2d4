//! The verbs a user calls; each hands on to the room that does the work.

mod assertion;
mod contract;
mod declaration;
mod early;
mod erasure;
mod execution;
#[cfg(feature = "parquet")]
mod exporting;
mod final_account;
#[cfg(test)]
mod growth;
mod history;
mod narrative;
mod plain_text;
mod plan;
mod policy;
mod preparation;
mod reading;
mod rebalance;
mod reconcile;
mod spending_plan;
mod successor;
mod surplus;
mod transaction;
mod year_end;

use std::path::Path;
use std::time::Duration;

use crate::acts;
use crate::error::Result;
use crate::file::{self, File, Migration, Output};
use crate::journal::{Head, Particulars, Receipt};
use crate::repair::{self, Repair};

pub use execution::Direction;
pub use preparation::Imported;
pub use transaction::Transaction;

/// A ledger file.
///
/// Every verb happens whole or not at all; a refused one leaves every table as it was.
///
/// # Examples
///
/// ```
/// use yusuan::{Fen, Fund, Kind, Ledger, Level, LineKey, Particulars, UnitKind, date};
///
/// let folder = tempfile::tempdir().unwrap();
/// let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
/// ledger.add_unit("社会保险中心", UnitKind::Institution, None, &Particulars::default())?;
/// ledger.prepare_year(2025, &Particulars::default())?;
/// let key = LineKey {
///     year: 2025,
///     unit: "社会保险中心".to_owned(),
///     fund: Fund::GeneralPublic,
///     level: Level::Own,
///     origin_year: 2025,
///     functional_code: "2080109".to_owned(),
///     economic_code: "30201".to_owned(),
///     kind: Kind::BasicPublic,
///     project: None,
/// };
/// ledger.draft(&key, Fen::parse_yuan("81880.00")?)?;
/// let february = date::parse("2025-02-17")?;
/// ledger.approve(2025, &Particulars::on(february).document("预算批复〔2025〕1号"))?;
/// ledger.pay(&key, Fen::parse_yuan("1234.56")?, None, &Particulars::on(february))?;
/// assert_eq!(ledger.balance(&key)?.available()?.to_yuan_string(), "80645.44");
/// # Ok::<(), yusuan::Error>(())
/// ```
#[derive(Debug)]
pub struct Ledger {
    file: File,
}

impl Ledger {
    /// Create a ledger in a file that does not exist yet. Without a title it is called as its file.
    ///
    /// # Errors
    ///
    /// [`FileError::Exists`](crate::FileError::Exists). A failure leaves no file behind.
    pub fn create(path: impl AsRef<Path>, title: &str) -> Result<Self> {
        let path = path.as_ref();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let title = if title.trim().is_empty() {
            &*stem
        } else {
            title
        };
        let file = file::create(path, |connection| {
            acts::create(connection, title).map(|_| ())
        })?;
        Ok(Self { file })
    }

    /// Open a ledger for reading and writing.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Ok(Self {
            file: file::open(path.as_ref())?,
        })
    }

    /// Open a ledger for reading, also from a disk that cannot be written.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self> {
        Ok(Self {
            file: file::open_read_only(path.as_ref())?,
        })
    }

    /// Bring a ledger file that an earlier release wrote to the schema of this one.
    ///
    /// Acts, hashes and totals stay as they are. It happens whole or not at all, in one
    /// transaction, and no other program may have the file open meanwhile. Make a copy first and
    /// [verify](Self::verify) afterwards. A file of this release stays as it is.
    ///
    /// # Errors
    ///
    /// [`FileError::Altered`](crate::FileError::Altered) when the schema is not exactly that of the
    /// release that wrote the file; [`Error::Busy`](crate::Error::Busy) when it is open elsewhere.
    ///
    /// # Examples
    ///
    /// ```
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("county.db");
    /// # drop(yusuan::Ledger::create(&path, "county")?);
    /// let migration = yusuan::Ledger::migrate(&path)?;
    /// assert_eq!(migration.earlier_version, migration.version);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn migrate(path: impl AsRef<Path>) -> Result<Migration> {
        file::migrate(path.as_ref())
    }

    /// Put back what guards a ledger: triggers, views, indexes, the text of its tables, and the rows that
    /// come with the schema, where another program took them away or changed them.
    ///
    /// Only a file whose rows are what its acts made is repaired: everything is verified before it is
    /// kept. It happens whole or not at all, in one transaction, and no other program may have the file
    /// open meanwhile. The file as it was is copied first, to `county.before-repair.db` for a
    /// `county.db` unless `copy` says where. A file that is whole stays as it is, and no copy is made.
    /// What was put back is an act of the ledger, of which `particulars` say day, document and people.
    ///
    /// # Errors
    ///
    /// [`FileError::NotRepaired`](crate::FileError::NotRepaired), with what is wrong, when rows are, or
    /// when a table is missing or was added; [`FileError::Database`](crate::FileError::Database) when
    /// the copy stands there already; [`Error::Busy`](crate::Error::Busy) when the ledger is open
    /// elsewhere.
    ///
    /// # Examples
    ///
    /// ```
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("county.db");
    /// # drop(yusuan::Ledger::create(&path, "county")?);
    /// let repair = yusuan::Ledger::repair(&path, None, &yusuan::Particulars::default())?;
    /// assert!(repair.restored.is_empty() && repair.verification.is_clean());
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn repair(
        path: impl AsRef<Path>,
        copy: Option<Output>,
        particulars: &Particulars,
    ) -> Result<Repair> {
        repair::repair(path.as_ref(), copy, particulars)
    }

    /// Copy the ledger, as its last act left it, to a file that is no ledger yet.
    ///
    /// Others may go on writing meanwhile; the copy is of one moment and complete, with the same chain
    /// and the same [`Ledger::head`]. Copying the file with the tools of the system is safe only while
    /// nobody has it open.
    ///
    /// # Errors
    ///
    /// [`FileError::Database`](crate::FileError::Database) when a ledger stands there already, and
    /// [`FileError::NotWritten`](crate::FileError::NotWritten).
    ///
    /// # Examples
    ///
    /// ```
    /// # let folder = tempfile::tempdir()?;
    /// let ledger = yusuan::Ledger::create(folder.path().join("county.db"), "县")?;
    /// let there = folder.path().join("copy.db");
    /// ledger.copy_to(yusuan::Output::prepare(&there)?)?;
    /// let copy = yusuan::Ledger::open(&there)?;
    /// assert_eq!(copy.head()?, ledger.head()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn copy_to(&self, output: Output) -> Result<()> {
        file::copy(&self.file, output)
    }

    /// Return the path of the file.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    /// Return whether the ledger was opened for reading only.
    pub const fn is_read_only(&self) -> bool {
        self.file.is_read_only
    }

    /// Return how long it waits for another program that is writing.
    pub const fn patience(&self) -> Duration {
        self.file.patience
    }

    /// Set how long it waits for another program that is writing; five seconds unless told otherwise.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use std::time::Duration;
    /// let mut ledger = yusuan::Ledger::open("county.db")?;
    /// ledger.set_patience(Duration::from_secs(60))?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn set_patience(&mut self, patience: Duration) -> Result<()> {
        self.file.be_patient(patience)
    }

    /// Return where the chain stands: an anchor line to keep outside the file.
    pub fn head(&self) -> Result<Head> {
        crate::journal::head(&self.file.connection)
    }

    /// Record the vouchers that a foreign program wrote, as they are now; none when there are none.
    pub fn seal_foreign(
        &mut self,
        reason: &str,
        particulars: &Particulars,
    ) -> Result<Option<Receipt>> {
        acts::seal_foreign(&self.file.connection, reason, particulars)
    }
}
