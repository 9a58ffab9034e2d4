//! 控制规则: setting and reading them.

use super::Ledger;
use crate::acts;
use crate::error::Result;
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
