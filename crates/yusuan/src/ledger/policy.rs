//! 控制规则: setting and reading them.

use std::path::Path;

use super::Ledger;
use crate::acts;
use crate::error::{Error, Refusal, Result, Rule, SourceError};
use crate::import::{self, PolicyRow};
use crate::journal::{Particulars, Receipt};
use crate::policy::{self, OverrideReport, Policy, PolicyInForce, PolicyTouch};

impl Ledger {
    /// Put a policy in force. Of the policies of a name that fit a year and a line, the newest
    /// decides; `docs/policies.md` says what each one is about.
    ///
    /// # Errors
    ///
    /// [`Rule::PolicyUnknown`](crate::Rule::PolicyUnknown),
    /// [`Rule::PolicyInvalid`](crate::Rule::PolicyInvalid),
    /// [`Rule::PolicyActionInvalid`](crate::Rule::PolicyActionInvalid),
    /// [`Rule::PolicyValueInvalid`](crate::Rule::PolicyValueInvalid),
    /// [`Rule::PolicyScopeInvalid`](crate::Rule::PolicyScopeInvalid); each says what may be given.
    pub fn set_policy(&mut self, policy: &Policy, particulars: &Particulars) -> Result<Receipt> {
        self.set_policies(std::slice::from_ref(policy), particulars)
    }

    /// Put several policies in force by one act, all of them or none; a later one is newer.
    ///
    /// # Errors
    ///
    /// As [`Ledger::set_policy`], for the first that is wrong.
    pub fn set_policies(
        &mut self,
        policies: &[Policy],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::set_policies(&self.file.connection, policies, particulars)
    }

    /// Put the policies of a TOML or CSV file in force: all of them by one act, or none and every
    /// problem named. [`read_policies`](crate::import::read_policies) says how they are written.
    ///
    /// # Errors
    ///
    /// [`Error::Source`](crate::Error::Source) with path, row, column and token of each problem.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # use yusuan::{Ledger, Particulars};
    /// # let mut ledger = Ledger::open("county.db")?;
    /// ledger.load_policies("policies.toml", &Particulars::default())?;
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn load_policies(
        &mut self,
        path: impl AsRef<Path>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let path = path.as_ref();
        let name = path.to_string_lossy();
        let bytes = import::read_file(path)?;
        let rows = import::read_judged_policies(&name, &bytes, |PolicyRow { row, policy }| {
            let connection = &self.file.connection;
            let named = policy::named(connection, policy)?;
            match policy::check(connection, &named) {
                Ok(()) => Ok(None),
                Err(Error::Rule(refusal)) => Ok(Some(problem(&name, *row, policy, *refusal))),
                Err(error) => Err(error),
            }
        })?;
        let policies: Vec<Policy> = rows.into_iter().map(|row| row.policy).collect();
        self.set_policies(&policies, particulars)
    }

    /// Return the postings of a year that a policy is about, with what it says of each.
    pub fn policy_report(&self, year: i16) -> Result<Vec<PolicyTouch>> {
        policy::touches_of_year(&self.file.connection, year)
    }

    /// Return the overrides of a year, each with its document, reason and people.
    pub fn overrides(&self, year: i16) -> Result<Vec<OverrideReport>> {
        policy::overrides(&self.file.connection, year)
    }

    /// Return every policy that can still decide something in a year: by name, and of one name the
    /// first that fits a line decides.
    pub fn policies(&self, year: i16) -> Result<Vec<PolicyInForce>> {
        policy::effective(&self.file.connection, year)
    }
}

/// Say where a policy stands that the ledger refuses.
fn problem(path: &str, row: u64, policy: &Policy, refusal: Refusal) -> SourceError {
    let (column, value) = match refusal.rule {
        Rule::PolicyUnknown => (Some("name"), Some(policy.name.clone())),
        Rule::PolicyActionInvalid => (Some("action"), Some(policy.action.to_string())),
        Rule::PolicyValueInvalid => (Some("value"), policy.value.clone()),
        _ => (None, None),
    };
    SourceError {
        path: path.to_owned(),
        sheet: None,
        cell: None,
        row: Some(row),
        column: column.map(str::to_owned),
        value,
        token: refusal.rule.token().to_owned(),
        message: refusal.message,
        hint: refusal.hint,
    }
}
