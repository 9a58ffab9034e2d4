//! What the tables of a year are made from, taken out of a ledger: facts of several ledgers put
//! together make the tables of all of them, by the same rules and in the same cells.

mod transfer;

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::checks::{Check, check_budget_tables, check_final_tables};
use super::final_account::{
    FinalIncome, FinalInput, FinalLine, FinalOptions, FinalTemplates, SurplusMovement, final_tables,
};
use super::final_published::{account_facts, shown};
use super::published::{approval, budget_lines, code_names};
use super::scope::Scope;
use super::{BudgetInput, BudgetLine, CodeNames, Table, TableError, TableOptions, budget_tables};
use crate::error::Result;
use crate::line::{Kind, LineBalance};
use crate::money::{AmountError, Fen};

pub use transfer::UnitTransfer;

/// What the tables of a year are made from: of a ledger, or of several together.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct TableFacts {
    /// Budget year.
    pub year: i16,
    /// What is printed above the tables.
    pub title: String,
    /// Units that have a line, an income or a surplus.
    pub units: BTreeSet<String>,
    /// The budget, as it was approved or as it is drafted.
    pub budget: Vec<BudgetLine>,
    /// Names of codes.
    pub names: CodeNames,
    /// What the year came to; none before the approval.
    pub accounts: Option<AccountFacts>,
}

/// What the final accounts of a year are made from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct AccountFacts {
    /// Lines with all that became of them. What a ledger whose last year is not closed has of a
    /// carry-over is how it begins, and stands as carried in.
    pub lines: Vec<FinalLine>,
    /// Money that is not fiscal.
    pub incomes: Vec<FinalIncome>,
    /// Every posting on a surplus that stands.
    pub surplus: Vec<SurplusMovement>,
    /// Whether the year is closed, in every ledger.
    pub is_closed: bool,
}

impl TableFacts {
    /// Take the facts of a year out of a ledger.
    pub(crate) fn of(connection: &Connection, year: i16) -> Result<Self> {
        let scope = Scope::of(connection, None)?;
        let accounts = approval(connection, year)?
            .map(|_| account_facts(connection, year, &scope.units))
            .transpose()?;
        let budget = budget_lines(connection, year, &scope.units)?;
        let mut units: BTreeSet<String> = budget.iter().map(|line| line.unit.clone()).collect();
        if let Some(found) = &accounts {
            units.extend(found.lines.iter().map(|line| line.key.unit.clone()));
            units.extend(found.incomes.iter().map(|income| income.unit.clone()));
            units.extend(found.surplus.iter().map(|moved| moved.unit.clone()));
        }
        Ok(Self {
            year,
            title: scope.title,
            units,
            budget,
            names: code_names(connection, year)?,
            accounts,
        })
    }

    /// Put the facts of several ledgers together; of a code that is named differently the first name
    /// stands.
    ///
    /// Lines of fiscal money that differ in what no table prints become one, so that a province has
    /// little more of them than a unit. Without accounts of one ledger there are none of all.
    ///
    /// # Errors
    ///
    /// [`TableError::UnitTwice`] for a unit that two ledgers have, [`TableError::LineYear`] for
    /// facts of different years, a total beyond 64 bits.
    pub fn merged(
        parts: impl IntoIterator<Item = Self>,
        year: i16,
        title: &str,
    ) -> std::result::Result<Self, TableError> {
        let mut all = Self {
            year,
            title: title.to_owned(),
            units: BTreeSet::new(),
            budget: Vec::new(),
            names: CodeNames::default(),
            accounts: Some(AccountFacts {
                is_closed: true,
                ..AccountFacts::default()
            }),
        };
        let mut budget = Summed::default();
        let mut lines = Summed::default();
        for part in parts {
            if part.year != year {
                return Err(TableError::LineYear {
                    year,
                    line_year: part.year,
                    origin_year: part.year,
                });
            }
            for unit in part.units {
                if !all.units.insert(unit.clone()) {
                    return Err(TableError::UnitTwice { unit });
                }
            }
            for (code, name) in part.names.functional {
                all.names.functional.entry(code).or_insert(name);
            }
            for (code, name) in part.names.economic {
                all.names.economic.entry(code).or_insert(name);
            }
            for line in part.budget {
                budget.add(line)?;
            }
            let (Some(accounts), Some(found)) = (&mut all.accounts, part.accounts) else {
                all.accounts = None;
                continue;
            };
            accounts.is_closed &= found.is_closed;
            accounts.incomes.extend(found.incomes);
            accounts.surplus.extend(found.surplus);
            for line in found.lines {
                lines.add(line)?;
            }
        }
        all.budget = budget.all;
        if let Some(accounts) = &mut all.accounts {
            accounts.lines = lines.all;
        }
        Ok(all)
    }

    /// Make the eleven tables of the budget.
    ///
    /// # Errors
    ///
    /// As [`budget_tables`].
    pub fn budget_tables(
        &self,
        options: &TableOptions,
    ) -> std::result::Result<Vec<Table>, TableError> {
        budget_tables(&BudgetInput {
            year: self.year,
            title_unit: &self.title,
            lines: &self.budget,
            names: &self.names,
            options,
        })
    }

    /// Make the final accounts; none before the approval.
    ///
    /// # Errors
    ///
    /// As [`Ledger::final_tables`](crate::Ledger::final_tables).
    pub fn final_tables(&self, options: &FinalOptions) -> Result<Vec<Table>> {
        self.with_accounts(options, |input| Ok(final_tables(input)?))
            .map(Option::unwrap_or_default)
    }

    /// Check the tables of the budget with each other.
    ///
    /// # Errors
    ///
    /// As [`Self::budget_tables`].
    pub fn check_budget(&self, options: &TableOptions) -> Result<Vec<Check>> {
        Ok(check_budget_tables(&self.budget_tables(options)?, options)?)
    }

    /// Check the final accounts with each other; no check before the approval.
    ///
    /// # Errors
    ///
    /// As [`Self::final_tables`].
    pub fn check_final(&self, options: &FinalOptions) -> Result<Vec<Check>> {
        self.with_accounts(options, |input| {
            let tables = final_tables(input)?;
            Ok(check_final_tables(&tables, input.template, input.options)?)
        })
        .map(Option::unwrap_or_default)
    }

    fn with_accounts<T>(
        &self,
        options: &FinalOptions,
        make: impl FnOnce(&FinalInput<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let Some(accounts) = &self.accounts else {
            return Ok(None);
        };
        let built_in;
        let templates = if let Some(own) = &options.templates {
            own
        } else {
            built_in = FinalTemplates::built_in()?;
            &built_in
        };
        let template = templates.choose(options.region.as_deref(), self.year)?;
        make(&FinalInput {
            year: self.year,
            title_unit: &self.title,
            lines: &accounts.lines,
            incomes: &accounts.incomes,
            surplus: &accounts.surplus,
            units: &self.units,
            names: &self.names,
            template,
            options: &shown(options, template),
            // What that decides was decided when the facts were taken.
            is_last_year_closed: true,
            is_closed: accounts.is_closed,
        })
        .map(Some)
    }
}

/// Lines of which some become one: how they are told apart, and how they are added up.
trait Sums: Sized {
    /// What the tables of a budget or of accounts tell lines apart by.
    type Key: Ord;

    /// Leave out what no table prints, and return what tells the rest apart.
    fn key(&mut self) -> Self::Key;

    /// Add another of the same key.
    fn add(&mut self, other: &Self) -> std::result::Result<(), AmountError>;
}

/// Lines in the order in which the first of each came.
struct Summed<T: Sums> {
    all: Vec<T>,
    places: BTreeMap<T::Key, usize>,
}

impl<T: Sums> Default for Summed<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            places: BTreeMap::new(),
        }
    }
}

impl<T: Sums> Summed<T> {
    fn add(&mut self, mut line: T) -> std::result::Result<(), AmountError> {
        let key = line.key();
        if let Some(known) = self.places.get(&key).and_then(|at| self.all.get_mut(*at)) {
            return known.add(&line);
        }
        self.places.insert(key, self.all.len());
        self.all.push(line);
        Ok(())
    }
}

impl Sums for BudgetLine {
    type Key = (
        (String, crate::line::Fund, crate::line::Level, i16),
        (String, String, Kind, Option<String>),
    );

    fn key(&mut self) -> Self::Key {
        // 表7 prints projects, 表11 units and projects; what is not fiscal is transferred by unit.
        if self.fund.is_fiscal() && !self.is_carried() {
            self.unit.clear();
        }
        (
            (self.unit.clone(), self.fund, self.level, self.origin_year),
            (
                self.functional_code.clone(),
                self.economic_code.clone(),
                self.kind,
                self.project.clone(),
            ),
        )
    }

    fn add(&mut self, other: &Self) -> std::result::Result<(), AmountError> {
        self.amount = self.amount.checked_add(other.amount)?;
        Ok(())
    }
}

impl Sums for FinalLine {
    type Key = crate::line::LineKey;

    fn key(&mut self) -> Self::Key {
        // Income that is not fiscal is split over the codes of its own unit.
        if self.key.fund.is_fiscal() {
            self.key.unit.clear();
            self.key.project = None;
        }
        self.key.clone()
    }

    fn add(&mut self, other: &Self) -> std::result::Result<(), AmountError> {
        self.approved = self.approved.checked_add(other.approved)?;
        self.balance = self.balance.checked_add(&other.balance)?;
        Ok(())
    }
}

/// Say of a carry-over how the ledger begins: of a ledger whose last year is not closed, what the
/// budget gave as such is what it had.
pub(super) fn begin_with(balance: &LineBalance) -> std::result::Result<LineBalance, AmountError> {
    Ok(LineBalance {
        carried_in: Fen::sum([balance.carried_in, balance.original, balance.early])?,
        original: Fen::ZERO,
        early: Fen::ZERO,
        ..*balance
    })
}
