//! 单位申报.

use std::collections::BTreeSet;
use std::path::Path;

use super::Ledger;
use crate::catalogue;
use crate::declaration::{self, Declared, NewDeclaration};
use crate::error::Result;
use crate::file;
use crate::import;
use crate::journal::{Particulars, Receipt};
use crate::tables::Table;
use crate::{acts, tables};

impl Ledger {
    /// Record what units declare of themselves for a year (单位申报): performance targets,
    /// procurement, assets, staffing. All by one act, which is their version; of a year, unit and
    /// kind the newest counts.
    ///
    /// # Errors
    ///
    /// [`Rule::DeclarationInvalid`](crate::Rule::DeclarationInvalid) with every fault;
    /// [`Rule::UnitUnknown`](crate::Rule::UnitUnknown),
    /// [`Rule::UnitInactive`](crate::Rule::UnitInactive); the year must be preparing or open:
    /// [`Rule::YearUnknown`](crate::Rule::YearUnknown),
    /// [`Rule::YearClosing`](crate::Rule::YearClosing), [`Rule::YearClosed`](crate::Rule::YearClosed).
    ///
    /// # Examples
    ///
    /// ```
    /// # use yusuan::{Ledger, Particulars, UnitKind};
    /// use yusuan::{Declaration, NewDeclaration, Staffing};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let mut ledger = Ledger::create(folder.path().join("county.db"), "county")?;
    /// # let none = Particulars::default();
    /// # ledger.add_unit("社会保险中心", UnitKind::Institution, None, &none)?;
    /// # ledger.prepare_year(2025, &none)?;
    /// let staffing = Staffing { authorised_posts: 22, actual_total: 32, ..Staffing::default() };
    /// let declaration = NewDeclaration {
    ///     unit: "社会保险中心".to_owned(),
    ///     content: Declaration::Staffing(staffing),
    /// };
    /// ledger.declare(2025, &[declaration], &none)?;
    /// assert_eq!(ledger.declarations(2025, None)?.len(), 1);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn declare(
        &mut self,
        year: i16,
        declarations: &[NewDeclaration],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        file::savepoint(&self.file.connection, |connection| {
            acts::declare(connection, year, declarations, particulars)
        })
    }

    /// Record what a unit declares of itself in a TOML file, all of it by one act.
    /// [`read_declarations`](crate::import::read_declarations) says how it is written.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source) with place and token of each problem of the file;
    /// those of [`declare`](Self::declare).
    pub fn load_declarations(
        &mut self,
        path: impl AsRef<Path>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let path = path.as_ref();
        let bytes = import::read_file(path)?;
        let file = import::read_declarations(&path.to_string_lossy(), &bytes)?;
        self.declare(file.year, &file.declarations, particulars)
    }

    /// Return what units declare for a year, the newest of each kind: those of a unit and of every
    /// unit below it, or of all.
    pub fn declarations(&self, year: i16, unit: Option<&str>) -> Result<Vec<Declared>> {
        file::snapshot(&self.file.connection, |connection| {
            let units: BTreeSet<String> = if let Some(unit) = unit {
                catalogue::descendants(connection, unit)?
            } else {
                let all = catalogue::units(connection)?.into_iter();
                all.map(|unit| unit.name).collect()
            };
            declaration::declared(connection, year, &units)
        })
    }

    /// Return what units declare for a year as tables: `budget-performance`, `budget-procurement`,
    /// `budget-assets`, `budget-staffing`, one for each unit and kind that is declared.
    pub fn declaration_tables(&self, year: i16, unit: Option<&str>) -> Result<Vec<Table>> {
        let declared = self.declarations(year, unit)?;
        file::snapshot(&self.file.connection, |connection| {
            tables::declaration_tables(connection, &declared)
        })
    }
}
