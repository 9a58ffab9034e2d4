//! Where money is carried forward to: the next year, under the names that hold there.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::plan::{Decision, MoneyDecision, PlanRemark};
use crate::catalogue::{self, Scheme, Successor, SuccessorMap, SuccessorScheme};
use crate::error::{Error, Result, Rule};
use crate::line::LineKey;

/// The year that money is carried forward into.
pub(super) struct Target {
    pub(super) year: i16,
    successors: SuccessorMap,
}

impl Target {
    /// Return where a year's money goes.
    pub(super) fn of_year(connection: &Connection, year: i16) -> Result<Self> {
        Ok(Self {
            year: year.saturating_add(1),
            successors: SuccessorMap::of_year(connection, year)?,
        })
    }

    /// Return whether some name changes, so that two lines may become one.
    pub(super) fn is_renaming(&self) -> bool {
        !self.successors.is_empty()
    }

    /// Return the key a line carries on under: the same, save for codes and units with a successor.
    pub(super) fn key(&self, key: &LineKey) -> LineKey {
        let named = |scheme, old| self.named(scheme, old).to_owned();
        LineKey {
            year: self.year,
            unit: named(SuccessorScheme::Unit, &key.unit),
            functional_code: named(SuccessorScheme::Functional, &key.functional_code),
            economic_code: named(SuccessorScheme::Economic, &key.economic_code),
            fund: key.fund,
            level: key.level,
            origin_year: key.origin_year,
            kind: key.kind,
            project: key.project.clone(),
        }
    }

    /// Return who takes a unit over.
    pub(super) fn heir(&self, unit: &str) -> Option<&Successor> {
        self.successors.get(SuccessorScheme::Unit, unit)
    }

    /// Return what a code or unit is called in the next year.
    fn named<'n>(&'n self, scheme: SuccessorScheme, old: &'n str) -> &'n str {
        self.successors
            .get(scheme, old)
            .map_or(old, |successor| &successor.new)
    }

    /// Refuse to carry money forward into a year that nobody prepared.
    pub(super) fn require(&self, connection: &Connection) -> Result<()> {
        match state(connection, self.year)? {
            Some(_) => Ok(()),
            None => Err(Error::refused(
                Rule::YearUnknown,
                format!(
                    "money is carried forward into a year that is not in the ledger: {}",
                    self.year
                ),
                format!("prepare the year {} first", self.year),
            )),
        }
    }

    /// Return the successors that carried lines and pooled surplus follow, in the order of the table.
    pub(super) fn applied<'d>(
        &self,
        carried: impl Iterator<Item = &'d Decision> + Clone,
        pooled: &[MoneyDecision],
    ) -> Vec<Successor> {
        if !self.is_renaming() {
            return Vec::new();
        }
        let mut applied = BTreeMap::new();
        for decision in carried {
            let key = &decision.line.key;
            for (scheme, old) in [
                (SuccessorScheme::Functional, &key.functional_code),
                (SuccessorScheme::Economic, &key.economic_code),
                (SuccessorScheme::Unit, &key.unit),
            ] {
                if let Some(successor) = self.successors.get(scheme, old) {
                    applied.entry((scheme, old.clone())).or_insert(successor);
                }
            }
        }
        for unit in pooled.iter().map(|decision| &decision.unit) {
            if let Some(successor) = self.heir(unit) {
                applied.insert((SuccessorScheme::Unit, unit.clone()), successor);
            }
        }
        applied.into_values().cloned().collect()
    }

    /// Say what would stop the closing from carrying these lines forward.
    pub(super) fn obstacles<'d>(
        &self,
        connection: &Connection,
        carried: impl Iterator<Item = &'d Decision> + Clone,
    ) -> Result<Vec<PlanRemark>> {
        if carried.clone().next().is_none() {
            return Ok(Vec::new());
        }
        let year = self.year;
        match state(connection, year)?.as_deref() {
            Some("preparing" | "open") => {}
            None => {
                let message = format!("{year} is not in the ledger, and money is carried into it");
                return Ok(vec![obstacle(
                    Rule::YearUnknown,
                    message,
                    "prepare the year",
                )]);
            }
            Some(_) => {
                let message =
                    format!("{year} is being closed or closed, and money is carried into it");
                return Ok(vec![obstacle(
                    Rule::ToYearClosed,
                    message,
                    "reopen that year",
                )]);
            }
        }
        self.missing(connection, carried)
    }

    /// Say which codes and units of the next year are not there, or not to be budgeted for.
    fn missing<'d>(
        &self,
        connection: &Connection,
        carried: impl Iterator<Item = &'d Decision>,
    ) -> Result<Vec<PlanRemark>> {
        let year = self.year;
        let functional = catalogue::code_names(connection, year, Scheme::Functional)?;
        let economic = catalogue::code_names(connection, year, Scheme::Economic)?;
        let mut units = BTreeMap::new();
        for unit in catalogue::units(connection)? {
            units.insert(unit.name, unit.is_active);
        }
        let mut missing: BTreeMap<(SuccessorScheme, String), u64> = BTreeMap::new();
        for decision in carried {
            let key = &decision.line.key;
            let mut count = |scheme, name: &str| {
                let lines = missing.entry((scheme, name.to_owned())).or_default();
                *lines = lines.saturating_add(1);
            };
            let code = self.named(SuccessorScheme::Functional, &key.functional_code);
            if !functional.contains_key(code) {
                count(SuccessorScheme::Functional, code);
            }
            let code = self.named(SuccessorScheme::Economic, &key.economic_code);
            if !economic.contains_key(code) {
                count(SuccessorScheme::Economic, code);
            }
            let unit = self.named(SuccessorScheme::Unit, &key.unit);
            if units.get(unit) == Some(&false) {
                count(SuccessorScheme::Unit, unit);
            }
        }
        let remarks = missing.into_iter().map(|((scheme, name), lines)| {
            let rule = lacking(connection, scheme, &name)?;
            let (what, hint) = if rule == Rule::UnitInactive {
                (
                    "the unit is deactivated",
                    "name its successor with load_successors",
                )
            } else {
                (
                    "the code is not in the catalogue",
                    "load the official table of that year, or its successor with load_successors",
                )
            };
            let message = format!("{what} that {lines} decisions carry into {year}: {name}");
            Ok(obstacle(rule, message, hint))
        });
        let mut remarks = remarks.collect::<Result<Vec<_>>>()?;
        remarks.sort_by_key(|remark| remark.token != Rule::UnitInactive.token());
        Ok(remarks)
    }
}

/// Return the rule that refuses a line of a unit that ended, or of a code that next year lacks: the
/// closing says the same words as the file when it meets it.
fn lacking(connection: &Connection, scheme: SuccessorScheme, name: &str) -> Result<Rule> {
    if scheme == SuccessorScheme::Unit {
        return Ok(Rule::UnitInactive);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM code WHERE scheme = ?1 AND code = ?2)";
    let mut statement = connection.prepare_cached(sql)?;
    let is_known = statement.query_row([scheme.as_str(), name], |row| row.get(0))?;
    Ok(if is_known {
        Rule::CodeNotInForce
    } else {
        Rule::CodeUnknown
    })
}

fn state(connection: &Connection, year: i16) -> Result<Option<String>> {
    let sql = "SELECT (SELECT state FROM budget_year WHERE year = ?1)";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?)
}

fn obstacle(rule: Rule, message: String, hint: &str) -> PlanRemark {
    PlanRemark {
        token: rule.token(),
        is_obstacle: true,
        message,
        hint: hint.to_owned(),
    }
}
