//! Contracts and the commitments under them.

use super::Ledger;
use crate::acts::{self, ContractPayment, ProcurementOn};
use crate::contract::{
    self, Commitment, Contract, ContractDraft, ContractPart, ProcurementCategory, ProcurementTotal,
    ReservedFor, YearPart,
};
use crate::error::{Error, Result};
use crate::import;
use crate::journal::{Particulars, Receipt};
use crate::money::Fen;

impl Ledger {
    /// Record a contract with what it costs in each year, and its planned payments (签订合同).
    ///
    /// From then on no more is committed under its reference than its parts add up to, on lines of
    /// its unit. Nothing is committed by it.
    ///
    /// # Errors
    ///
    /// [`Rule::ContractExists`](crate::Rule::ContractExists),
    /// [`Rule::ContractUnit`](crate::Rule::ContractUnit),
    /// [`Rule::PartInvalid`](crate::Rule::PartInvalid) naming every wrong part,
    /// [`Rule::ContractExceeded`](crate::Rule::ContractExceeded) when more is committed under the
    /// reference already.
    pub fn sign_contract(
        &mut self,
        contract: &ContractDraft,
        parts: &[ContractPart],
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::sign_contract(&self.file.connection, contract, parts, particulars)
    }

    /// Read the parts of a contract of a unit from a file, as
    /// [`read_parts`](crate::import::read_parts) says.
    ///
    /// # Errors
    ///
    /// [`Error::Source`] with every problem of the file.
    pub fn read_contract_parts(
        path: impl AsRef<std::path::Path>,
        unit: &str,
    ) -> Result<Vec<ContractPart>> {
        let path = path.as_ref();
        let bytes = import::read_file(path)?;
        Ok(import::read_parts(&path.to_string_lossy(), &bytes, unit)?)
    }

    /// Change what a contract costs (变更合同): parts are added, those below zero take away.
    ///
    /// # Errors
    ///
    /// [`Rule::PartExceeded`](crate::Rule::PartExceeded) when a line has less in that year than is
    /// taken away, [`Rule::ContractExceeded`](crate::Rule::ContractExceeded) when the whole falls
    /// below what is committed; both with the shortfall. [`Error::NotFound`] with the token
    /// `contract_unknown`.
    pub fn amend_contract(
        &mut self,
        reference: &str,
        parts: &[ContractPart],
        reason: Option<&str>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::amend_contract(&self.file.connection, reference, parts, reason, particulars)
    }

    /// Return every signed contract, in the order in which they were signed.
    pub fn contracts(&self) -> Result<Vec<Contract>> {
        contract::contracts(&self.file.connection)
    }

    /// Return a signed contract with its years, planned payments and commitments.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] with the token `contract_unknown`.
    pub fn contract(&self, reference: &str) -> Result<Contract> {
        contract::contract(&self.file.connection, reference)
    }

    /// Return the commitments of a contract, signed or not.
    pub fn contract_commitments(&self, reference: &str) -> Result<Vec<Commitment>> {
        contract::of_contract(&self.file.connection, reference)
    }

    /// Return one commitment.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] with the token `commitment_unknown`.
    pub fn commitment(&self, commitment_id: i64) -> Result<Commitment> {
        let all = contract::commitment(&self.file.connection, commitment_id)?;
        all.ok_or_else(|| {
            Error::not_found(
                "commitment_unknown",
                "the commitment",
                commitment_id,
                "list the commitments of the year",
            )
        })
    }

    /// Return what signed contracts need of a year's budget, beside what its lines have; of a year
    /// in preparation, beside its drafts.
    pub fn contract_parts(&self, year: i16) -> Result<Vec<YearPart>> {
        contract::year_parts(&self.file.connection, year)
    }

    /// Commit what a signed contract needs of a year still: on all its lines, or on none.
    ///
    /// # Errors
    ///
    /// [`Rule::ContractUncovered`](crate::Rule::ContractUncovered) naming each line that lacks
    /// something, [`Rule::CommitmentInvalid`](crate::Rule::CommitmentInvalid) when nothing is
    /// needed.
    pub fn commit_contract(
        &mut self,
        reference: &str,
        year: i16,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::commit_contract(&self.file.connection, reference, year, particulars)
    }

    /// Pay a contract from its commitments of the year: in their order, or as given for each.
    ///
    /// # Errors
    ///
    /// [`Rule::CommitmentExceeded`](crate::Rule::CommitmentExceeded) with the shortfall.
    pub fn pay_contract(
        &mut self,
        reference: &str,
        payment: &ContractPayment,
        payee: Option<&str>,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let connection = &self.file.connection;
        acts::pay_contract(connection, reference, payment, payee, particulars)
    }

    /// Release everything that remains of a commitment.
    ///
    /// # Errors
    ///
    /// [`Rule::CommitmentExceeded`](crate::Rule::CommitmentExceeded) when nothing does.
    pub fn close_commitment(
        &mut self,
        commitment_id: i64,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::close_commitment(&self.file.connection, commitment_id, particulars)
    }

    /// Release everything that remains of every commitment of a contract, together or not at all.
    ///
    /// # Errors
    ///
    /// [`Rule::LineWrongYear`](crate::Rule::LineWrongYear) while something is reserved in another
    /// year than that of the date, [`Error::NotFound`] with the token `contract_unknown`.
    pub fn close_contract(
        &mut self,
        reference: &str,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        acts::close_contract(&self.file.connection, reference, particulars)
    }

    /// Mark how much of a line or a commitment is government procurement (标记政府采购); the newest
    /// mark decides, and one of nothing takes it away.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] for a line or commitment that is not there, [`Error::Amount`] below zero,
    /// [`Rule::YearClosed`](crate::Rule::YearClosed) when its year is closed.
    pub fn mark_procurement(
        &mut self,
        on: &ProcurementOn,
        category: ProcurementCategory,
        reserved_for: Option<ReservedFor>,
        amount: Fen,
        particulars: &Particulars,
    ) -> Result<Receipt> {
        let connection = &self.file.connection;
        acts::mark_procurement(connection, on, category, reserved_for, amount, particulars)
    }

    /// Return what government procurement of a year came to, by unit, category and whom it is set
    /// apart for.
    pub fn procurement(&self, year: i16) -> Result<Vec<ProcurementTotal>> {
        contract::procurement(&self.file.connection, year)
    }
}
