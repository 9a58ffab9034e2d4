//! 合同: contracts, and what is reserved and paid under them.

use std::collections::BTreeMap;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use yusuan::{ContractDraft, ContractPayment, Fen, ProcurementOn};

use super::{Ledger, particulars};
use crate::contract::{Commitment, Contract, ContractPart, ProcurementTotal, YearPart};
use crate::frame::Rows;
use crate::journal::Receipt;
use crate::line::Named;
use crate::money::{self, Amount, AmountFen};
use crate::value::all;
use crate::words::{Day, Number, ProcurementCategory, ReservedFor, Year};

#[pymethods]
impl Ledger {
    /// Record a contract with what it costs in each year, and its planned payments (签订合同).
    ///
    /// From then on no more is committed under its reference than its parts add up to, on lines of
    /// its unit. Nothing is committed by it: `approve` commits the parts of its year, and
    /// `commit_contract` does so later.
    ///
    /// Args:
    ///     reference: its number, as commitments and documents have it.
    ///     title: what it is about.
    ///     unit: the unit that signs it and pays.
    ///     signed_on: day on which it was signed.
    ///     parts: what it costs, by year and line; see `ContractPart`.
    ///     category: `goods`, `works` or `services` when it is government procurement.
    ///     reserved_for: `small` or `micro` enterprises, where the procurement is set apart.
    ///     counterparty: whom it is with; kept apart from the chain, so that it can be erased.
    ///
    /// Raises:
    ///     RuleError: `contract_exists`, `contract_invalid`, `contract_unit`, `unit_unknown`;
    ///         `part_invalid` naming every wrong part; `contract_exceeded` with `shortfall_fen` when
    ///         more is committed under the reference already.
    ///
    /// Example:
    ///     >>> from yusuan import ContractPart, LineKey
    ///     >>> next_year = LineKey(year=2026, unit="社会保险中心", fund="general_public",
    ///     ...     functional_code="2080109", economic_code="30201", kind="basic_public")
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), category="services", counterparty="某物业公司", parts=[
    ///     ...         ContractPart(line, "30000.00", due_on=date(2025, 6, 30)),
    ///     ...         ContractPart(next_year, "20000.00"),
    ///     ...     ])
    ///     >>> ledger.contract("2025-07").planned
    ///     Decimal('50000.00')
    #[pyo3(signature = (
        reference, *, title, unit, signed_on, parts, category = None, reserved_for = None,
        counterparty = None, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn sign_contract(
        &self,
        py: Python<'_>,
        reference: String,
        title: String,
        unit: String,
        signed_on: Day,
        parts: Vec<ContractPart>,
        category: Option<ProcurementCategory>,
        reserved_for: Option<ReservedFor>,
        counterparty: Option<String>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let contract = ContractDraft {
            category: category.map(|word| word.0),
            reserved_for: reserved_for.map(|word| word.0),
            counterparty,
            ..ContractDraft::new(reference, title, unit, signed_on.0)
        };
        let parts: Vec<_> = parts.into_iter().map(|part| part.0).collect();
        let said = particulars(None, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.sign_contract(&contract, &parts, &said))
            .map(Receipt)
    }

    /// Change what a contract costs (变更合同): parts are added, those below zero take away.
    ///
    /// Args:
    ///     reference: the contract.
    ///     parts: what is added to each year and line, or taken away from it.
    ///     reason: why; can be erased.
    ///
    /// Raises:
    ///     RuleError: `part_exceeded` when a line has less in that year than is taken away,
    ///         `contract_exceeded` when the whole falls below what is committed, both with
    ///         `shortfall_fen`; `part_invalid`, `contract_unit`.
    ///     NotFoundError: `contract_unknown`.
    ///
    /// Example:
    ///     >>> from yusuan import ContractPart
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "30000.00")])
    ///     >>> receipt = ledger.amend_contract("2025-07", [ContractPart(line, "-5000.00")],
    ///     ...     reason="减少面积")
    ///     >>> ledger.contract("2025-07").planned
    ///     Decimal('25000.00')
    #[pyo3(signature = (
        reference, parts, *, reason = None, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn amend_contract(
        &self,
        py: Python<'_>,
        reference: &str,
        parts: Vec<ContractPart>,
        reason: Option<&str>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let parts: Vec<_> = parts.into_iter().map(|part| part.0).collect();
        let said = particulars(None, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.amend_contract(reference, &parts, reason, &said)
        })
        .map(Receipt)
    }

    /// Return every signed contract, in the order in which they were signed.
    ///
    /// Example:
    ///     >>> ledger.contracts()
    ///     []
    fn contracts(&self, py: Python<'_>) -> PyResult<Rows<Contract>> {
        let found = self.with(py, |ledger| ledger.contracts())?;
        Ok(all(found))
    }

    /// Return a signed contract with its years, planned payments and commitments.
    ///
    /// Raises:
    ///     NotFoundError: `contract_unknown`.
    ///
    /// Example:
    ///     >>> from yusuan import ContractPart
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "30000.00")])
    ///     >>> receipt = ledger.commit_contract("2025-07", 2025, dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.pay_contract("2025-07", "10000.00", dated=date(2025, 4, 1))
    ///     >>> contract = ledger.contract("2025-07")
    ///     >>> contract.planned, contract.committed, contract.paid, contract.remaining
    ///     (Decimal('30000.00'), Decimal('30000.00'), Decimal('10000.00'), Decimal('20000.00'))
    ///     >>> [(year.year, year.paid) for year in contract.years]
    ///     [(2025, Decimal('10000.00'))]
    fn contract(&self, py: Python<'_>, reference: &str) -> PyResult<Contract> {
        self.with(py, |ledger| ledger.contract(reference))
            .map(Contract)
    }

    /// Return the commitments of a contract, signed or not.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07",
    ///     ...     counterparty="某公司", dated=date(2025, 3, 1))
    ///     >>> found = ledger.contract_commitments("2025-07")
    ///     >>> [(it.commitment_id, it.counterparty, it.remaining) for it in found]
    ///     [(1, '某公司', Decimal('30000.00'))]
    fn contract_commitments(&self, py: Python<'_>, reference: &str) -> PyResult<Rows<Commitment>> {
        let found = self.with(py, |ledger| ledger.contract_commitments(reference))?;
        Ok(all(found))
    }

    /// Return one commitment.
    ///
    /// Raises:
    ///     NotFoundError: `commitment_unknown`.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "30000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> ledger.commitment(receipt.commitment_ids[0]).contract
    ///     '2025-07'
    fn commitment(&self, py: Python<'_>, commitment_id: Number) -> PyResult<Commitment> {
        self.with(py, |ledger| ledger.commitment(commitment_id.0))
            .map(Commitment)
    }

    /// Return what signed contracts need of a year's budget, beside what its lines have.
    ///
    /// Of a year in preparation it is compared with the drafts. Contracts stand in the order in
    /// which they were signed; one that is covered takes what it needs from what later ones find.
    ///
    /// Example:
    ///     >>> from yusuan import ContractPart
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "90000.00")])
    ///     >>> part = ledger.contract_parts(2025)[0]
    ///     >>> part.needed, part.available, part.missing, part.is_covered
    ///     (Decimal('90000.00'), Decimal('81880.00'), Decimal('8120.00'), False)
    fn contract_parts(&self, py: Python<'_>, year: Year) -> PyResult<Rows<YearPart>> {
        let found = self.with(py, |ledger| ledger.contract_parts(year.0))?;
        Ok(all(found))
    }

    /// Commit what a signed contract needs of a year still: on all its lines, or on none.
    ///
    /// Raises:
    ///     RuleError: `contract_uncovered` with `shortfall_fen`, naming each line that lacks
    ///         something; `commitment_invalid` when nothing is needed.
    ///     NotFoundError: `contract_unknown`.
    ///
    /// Example:
    ///     >>> from yusuan import ContractPart
    ///     >>> receipt = ledger.sign_contract("2025-07", title="物业服务", unit="社会保险中心",
    ///     ...     signed_on=date(2025, 3, 1), parts=[ContractPart(line, "30000.00")])
    ///     >>> receipt = ledger.commit_contract("2025-07", 2025, dated=date(2025, 3, 1))
    ///     >>> ledger.balance(line).committed
    ///     Decimal('30000.00')
    #[pyo3(signature = (
        reference, year, *, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn commit_contract(
        &self,
        py: Python<'_>,
        reference: &str,
        year: Year,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.commit_contract(reference, year.0, &said)
        })
        .map(Receipt)
    }

    /// Pay a contract from its commitments of the year.
    ///
    /// Args:
    ///     reference: the contract, signed or not.
    ///     amount: in yuan; taken from the commitments in the order in which they were made.
    ///     amount_fen: the same in fen.
    ///     amounts: in place of an amount, what each commitment pays, by its number.
    ///     payee: who is paid.
    ///
    /// Raises:
    ///     RuleError: `commitment_exceeded` with `shortfall_fen`, `commitment_wrong`.
    ///     NotFoundError: `contract_unknown`.
    ///     AmountError: an amount is not exact, not positive or out of range.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "3000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.commit(travel, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> paid = ledger.pay_contract("2025-07", "4000.00", payee="某公司", dated=date(2025, 4, 1))
    ///     >>> ledger.balance(line).paid, ledger.balance(travel).paid
    ///     (Decimal('3000.00'), Decimal('1000.00'))
    ///     >>> paid = ledger.pay_contract("2025-07", amounts={2: "500.00"}, dated=date(2025, 5, 1))
    ///     >>> ledger.balance(travel).paid
    ///     Decimal('1500.00')
    #[pyo3(signature = (
        reference, amount = None, *, amount_fen = None, amounts = None, payee = None, dated,
        document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn pay_contract(
        &self,
        py: Python<'_>,
        reference: &str,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        amounts: Option<BTreeMap<Number, Amount>>,
        payee: Option<&str>,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let payment = match amounts {
            None => ContractPayment::InOrder(money::one(amount, amount_fen)?),
            Some(_) if amount.is_some() || amount_fen.is_some() => {
                return Err(PyTypeError::new_err(
                    "pass either one amount or amounts by commitment",
                ));
            }
            Some(amounts) => {
                let amounts = amounts.into_iter();
                ContractPayment::Spread(amounts.map(|(id, amount)| (id.0, amount.fen())).collect())
            }
        };
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.pay_contract(reference, &payment, payee, &said)
        })
        .map(Receipt)
    }

    /// Release everything that remains of every commitment of a contract, together or not at all.
    ///
    /// Raises:
    ///     RuleError: `line_wrong_year` while something is reserved in another year than that of
    ///         `dated`, `commitment_exceeded` when nothing is reserved any more.
    ///     NotFoundError: `contract_unknown`.
    ///
    /// Example:
    ///     >>> receipt = ledger.commit(line, "3000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> receipt = ledger.commit(travel, "2000.00", contract="2025-07", dated=date(2025, 3, 1))
    ///     >>> ledger.close_contract("2025-07", dated=date(2025, 9, 1)).posting_count
    ///     2
    ///     >>> ledger.balance(line).committed
    ///     Decimal('0.00')
    #[pyo3(signature = (
        reference, *, dated, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn close_contract(
        &self,
        py: Python<'_>,
        reference: &str,
        dated: Day,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let said = particulars(Some(dated), document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| ledger.close_contract(reference, &said))
            .map(Receipt)
    }

    /// Mark how much of a line or a commitment is government procurement (标记政府采购).
    ///
    /// Of the marks of one line or commitment the newest decides; one of "0.00" takes it away.
    /// Commitments under a contract that was signed with a category need no mark.
    ///
    /// Args:
    ///     line: the line that plans it; or
    ///     commitment_id: the commitment.
    ///     category: `goods`, `works` or `services`.
    ///     reserved_for: `small` or `micro` enterprises, where it is set apart.
    ///     amount: in yuan, as `Decimal` or text.
    ///     amount_fen: the same in fen.
    ///
    /// Raises:
    ///     NotFoundError: `line_unknown`, `commitment_unknown`.
    ///     AmountError: the amount is not exact, below zero or out of range.
    ///     RuleError: `year_closed`: nothing is marked in a closed year.
    ///
    /// Example:
    ///     >>> receipt = ledger.mark_procurement(line=line, category="goods", reserved_for="small",
    ///     ...     amount="5000.00")
    ///     >>> [(it.category, it.reserved_for, it.planned) for it in ledger.procurement(2025)]
    ///     [('goods', 'small', Decimal('5000.00'))]
    #[pyo3(signature = (
        *, line = None, commitment_id = None, category, reserved_for = None, amount = None,
        amount_fen = None, document = None,
        prepared_by = None, reviewed_by = None, memo = None, key = None
    ))]
    fn mark_procurement(
        &self,
        py: Python<'_>,
        line: Option<Named>,
        commitment_id: Option<Number>,
        category: ProcurementCategory,
        reserved_for: Option<ReservedFor>,
        amount: Option<Amount>,
        amount_fen: Option<AmountFen>,
        document: Option<String>,
        prepared_by: Option<String>,
        reviewed_by: Option<String>,
        memo: Option<String>,
        key: Option<String>,
    ) -> PyResult<Receipt> {
        let amount: Fen = money::one(amount, amount_fen)?;
        let on = match (line, commitment_id) {
            (Some(line), None) => ProcurementOn::Line(line.name()),
            (None, Some(id)) => ProcurementOn::Commitment(id.0),
            _ => {
                return Err(PyTypeError::new_err(
                    "a mark is on a line or on a commitment: pass one of the two",
                ));
            }
        };
        let reserved_for = reserved_for.map(|word| word.0);
        let said = particulars(None, document, prepared_by, reviewed_by, memo, key);
        self.with(py, |ledger| {
            ledger.mark_procurement(&on, category.0, reserved_for, amount, &said)
        })
        .map(Receipt)
    }

    /// Return what government procurement of a year came to, by unit, category and reservation.
    ///
    /// Example:
    ///     >>> ledger.procurement(2025)
    ///     []
    fn procurement(&self, py: Python<'_>, year: Year) -> PyResult<Rows<ProcurementTotal>> {
        let found = self.with(py, |ledger| ledger.procurement(year.0))?;
        Ok(all(found))
    }
}
