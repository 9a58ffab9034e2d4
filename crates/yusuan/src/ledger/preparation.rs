//! Units, catalogues, and the budget before its approval.

use std::path::Path;

use super::Ledger;
use crate::acts;
use crate::catalogue::{self, Code, EconomicMapping, Unit, UnitKind};
use crate::error::{Error, Result, Rule};
use crate::export::Template;
use crate::file;
use crate::import::{self, RowWarning, Source};
use crate::journal::{Particulars, PolicyWarning, Receipt};
use crate::line::{self, Draft, DraftIncome, Fund, Level, LineKey};
use crate::money::Fen;

/// What an import wrote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Deserialize, serde::Serialize)]
pub struct Imported {
    /// How many lines.
    pub line_count: usize,
    /// What they add up to.
    #[serde(rename = "total_fen")]
    pub total: Fen,
    /// What policies have to say about its rows, although they let them pass.
    pub warnings: Vec<RowWarning>,
}

impl Ledger {
    /// Add a unit, below another or on its own.
    ///
    /// # Errors
    ///
    /// [`Rule::UnitExists`], [`Rule::UnitInvalid`], [`Rule::UnitUnknown`] for the parent;
    /// [`Error::Source`] `row_malformed` for a name with a line break or something invisible in it.
    pub fn add_unit(
        &mut self,
        name: &str,
        kind: UnitKind,
        parent: Option<&str>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::add_unit(&self.file.connection, name, kind, parent, particulars)
    }

    /// Mark a unit after which nothing new is budgeted for it.
    pub fn deactivate_unit(&mut self, name: &str, particulars: &Particulars) -> Result<Receipt> {
        acts::deactivate_unit(&self.file.connection, name, particulars)
    }

    /// Return every unit, in the order they were added.
    pub fn units(&self) -> Result<Vec<Unit>> {
        catalogue::units(&self.file.connection)
    }

    /// Prepare a year (编制). A classification the year has no code of is adopted from last year's
    /// catalogue, or from the built-in one.
    ///
    /// # Errors
    ///
    /// [`Rule::YearExists`], [`Rule::YearInvalid`].
    pub fn prepare_year(&mut self, year: i16, particulars: &Particulars) -> Result<Receipt> {
        file::savepoint(&self.file.connection, |connection| {
            acts::prepare_year(connection, year, particulars)
        })
    }

    /// Add codes and mappings to the catalogue of a year, parents first.
    ///
    /// # Errors
    ///
    /// [`Rule::CodeExists`], [`Rule::CodeMalformed`], [`Rule::CodeParentUnknown`],
    /// [`Rule::MappingInvalid`].
    pub fn load_codes(
        &mut self,
        year: i16,
        codes: &[Code],
        mappings: &[EconomicMapping],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::load_catalogue(&self.file.connection, year, codes, mappings, particulars)
    }

    /// Make the catalogue of a year from that of another: what it lacks is added.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] when the other year has none, [`Rule::CodeExists`] when nothing is
    /// lacking.
    pub fn adopt_catalogue(
        &mut self,
        year: i16,
        from_year: i16,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::adopt_catalogue(&self.file.connection, year, from_year, particulars)
    }

    /// Write a draft line, or change the amount of the one with this key. Return what policies have
    /// to say about it, although they let it pass.
    ///
    /// # Errors
    ///
    /// The rules of a line's key and of an amount; [`Rule::DraftFrozen`] after the approval;
    /// [`Error::Source`] `row_malformed` for a project with something invisible in its name.
    pub fn draft(&mut self, key: &LineKey, amount: Fen) -> Result<Vec<PolicyWarning>> {
        let amount = amount.require_positive()?;
        import::require_name("draft", "project", key.project_text())?;
        file::savepoint(&self.file.connection, |connection| {
            let explained = |error| catalogue::explain_key(connection, key, error);
            if !line::update_draft(connection, key, amount).map_err(explained)? {
                line::insert_draft(connection, key, amount).map_err(explained)?;
            }
            Ok(acts::draft_warning(connection, key)?.into_iter().collect())
        })
    }

    /// Delete a draft line.
    pub fn delete_draft(&mut self, key: &LineKey) -> Result<()> {
        let connection = &self.file.connection;
        let is_deleted = line::delete_draft(connection, key)
            .map_err(|error| catalogue::explain_key(connection, key, error))?;
        if is_deleted {
            return Ok(());
        }
        Err(Error::not_found(
            "draft_unknown",
            "the draft line",
            key,
            "list the drafts of the year",
        ))
    }

    /// Return the draft lines of a year, in the order they were written.
    pub fn drafts(&self, year: i16) -> Result<Vec<Draft>> {
        line::drafts(&self.file.connection, year)
    }

    /// Import draft lines from a CSV file or a workbook: all of them, or none and every problem named.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] with path, row, column and token of each problem.
    pub fn import_lines(&mut self, path: impl AsRef<Path>) -> Result<Imported> {
        self.import_lines_of(&Source::file(path)?)
    }

    /// Import draft lines from the bytes of a CSV file or a workbook; `name` stands for it in messages.
    pub fn import_lines_from(&mut self, name: &str, bytes: &[u8]) -> Result<Imported> {
        self.import_lines_of(&Source::bytes(name, bytes))
    }

    /// Import draft lines from any source: a file, with a mapping or without, or a table in memory.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] with path, sheet, row, column, cell, value and token of each problem.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, import::{Mapping, Source}};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// let source = Source::file("部门预算明细.xlsx")?.mapping(Mapping::load("county.toml")?);
    /// ledger.import_lines_of(&source)?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn import_lines_of(&mut self, source: &Source<'_>) -> Result<Imported> {
        file::savepoint(&self.file.connection, |connection| {
            let (rows, warnings) = import::read_judged_lines(source, |row| {
                line::insert_draft(connection, &row.key, row.amount)
                    .map_err(|error| catalogue::explain_key(connection, &row.key, error))?;
                acts::draft_warning(connection, &row.key)
            })?;
            Ok(Imported {
                line_count: rows.len(),
                total: Fen::sum(rows.iter().map(|row| row.amount))?,
                warnings,
            })
        })
    }

    /// Make the [`Template`] of a kind of table with the units of this ledger and the codes that are in
    /// force in a year.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`]: `template_unknown`; [`Rule::YearUnknown`].
    pub fn template(&self, what: &str, year: i16) -> Result<Template> {
        let connection = &self.file.connection;
        self.year_state(year)?;
        let (codes, _) = catalogue::of_year(connection, year)?;
        let units = catalogue::units(connection)?;
        Template::of_ledger(what, year, &codes, &units)
    }

    /// Load the official code table of a year from a CSV file or a workbook, replacing nothing.
    pub fn load_catalogue(
        &mut self,
        year: i16,
        scheme: catalogue::Scheme,
        path: impl AsRef<Path>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let path = path.as_ref();
        let bytes = import::read_file(path)?;
        let known = catalogue::code_names(&self.file.connection, year, scheme)?;
        let rows = import::read_judged_codes(&path.to_string_lossy(), &bytes, |parent| {
            known.contains_key(parent)
        })?;
        let mut codes: Vec<Code> = rows
            .into_iter()
            .filter(|row| !known.contains_key(&row.code))
            .map(|row| Code {
                scheme,
                code: row.code,
                name: row.name,
                is_verified: row.is_verified,
                source: row.source,
            })
            .collect();
        codes.sort_by(|one, other| one.code.cmp(&other.code));
        if codes.is_empty() {
            return Err(Error::refused(
                Rule::CodeExists,
                format!("every code of the file is in the catalogue of {year}"),
                "nothing has to be loaded",
            ));
        }
        acts::load_catalogue(&self.file.connection, year, &codes, &[], particulars)
    }

    /// Set the budgeted income of a unit and fund that is not fiscal, before the approval.
    pub fn budget_income(&mut self, year: i16, unit: &str, fund: Fund, amount: Fen) -> Result<()> {
        let amount = amount.require_positive()?;
        let income = DraftIncome {
            year,
            unit: unit.to_owned(),
            fund,
            amount,
        };
        file::savepoint(&self.file.connection, |connection| {
            line::set_draft_income(connection, &income).map_err(|error| {
                error.naming(&line::OF_DRAFTS, format_args!("{fund} of {unit} in {year}"))
            })
        })
    }

    /// Set the total that the approving document gives for a fiscal fund and level (控制数).
    pub fn control_total(
        &mut self,
        year: i16,
        fund: Fund,
        level: Level,
        amount: Fen,
    ) -> Result<()> {
        let amount = amount.require_positive()?;
        file::savepoint(&self.file.connection, |connection| {
            line::set_control_total(connection, year, fund, level, amount).map_err(|error| {
                error.naming(&line::OF_DRAFTS, format_args!("{fund} {level} in {year}"))
            })
        })
    }

    /// Approve the budget of a year (批复): every draft becomes a line, and the year opens.
    ///
    /// What signed contracts need of the year is committed by a second voucher in the same
    /// transaction: each contract on all its lines, or on none. The receipt names the commitments,
    /// and in its warnings what the lines do not hold; where the policy `contract_parts` denies
    /// that, the approval is refused with [`Rule::ContractUncovered`].
    ///
    /// # Errors
    ///
    /// [`Rule::IncomeExpenditureDiffer`], [`Rule::ControlTotalDiffers`],
    /// [`Rule::ApprovalIncomplete`], [`Rule::DocumentMissing`], [`Rule::DateOutsideYear`],
    /// [`Rule::DateTooEarly`] when something was arranged or paid early on a later day.
    pub fn approve(&mut self, year: i16, particulars: &Particulars) -> Result<Receipt> {
        file::walking(&self.file.connection, |connection| {
            acts::approve(connection, year, particulars)
        })
    }
}
