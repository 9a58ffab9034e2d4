//! 签订合同, 变更合同, 标记政府采购: what is recorded of a contract, beside what moves money.

use rusqlite::Connection;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::resolve::description;
use super::reversal::is_replay;
use crate::catalogue;
use crate::contract::{
    self, ContractDraft, ContractPart, ProcurementCategory, ReservedFor, part_record,
};
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{Act, NoteField, Particulars, Receipt, Voucher, write};
use crate::line::{self, LineName};
use crate::money::Fen;

/// Parts of one act: a century of monthly payments on ten lines, and far below what an act may
/// record.
const PARTS_MAX: usize = 12_000;

/// Record a contract with what it costs in each year.
pub(crate) fn sign_contract(
    connection: &Connection,
    contract: &ContractDraft,
    parts: &[ContractPart],
    particulars: &Particulars,
) -> Result<Receipt> {
    if contract.reserved_for.is_some() && contract.category.is_none() {
        return Err(Error::refused(
            Rule::ContractInvalid,
            "only government procurement is reserved for small or micro enterprises",
            "say what is bought: goods, works or services",
        ));
    }
    check_parts(parts, &contract.unit, false)?;
    let unit_id = catalogue::require_unit(connection, &contract.unit)?;
    let reference = contract.reference.as_str();
    let known = contract::find(connection, reference)?;
    let id = match known {
        // The same act again: under its key it is recognised, without one the file refuses it.
        Some((id, _)) if is_replay(connection, particulars)? => id,
        _ => line::next_id(
            connection,
            "SELECT coalesce(max(contract_id), 0) FROM contract",
        )?,
    };
    let mut voucher = Voucher::new(Act::SignContract, None, particulars);
    let word = |word: Option<&str>| Value::from(word.map(str::to_owned));
    voucher.add_record(
        description("contract")?,
        vec![
            Value::from(id),
            Value::from(reference.to_owned()),
            Value::from(contract.title.clone()),
            Value::from(unit_id),
            Value::from(contract.signed_on.to_string()),
            word(contract.category.map(ProcurementCategory::as_str)),
            word(contract.reserved_for.map(ReservedFor::as_str)),
        ],
    );
    let counterparty = contract.counterparty.as_deref();
    voucher.add_note(None, NoteField::Counterparty, counterparty);
    add_parts(connection, &mut voucher, id, parts)?;
    write(connection, &voucher).map_err(|error| match error.rule() {
        Some(Rule::ContractUnit) => other_unit(connection, contract).unwrap_or(error),
        Some(rule @ (Rule::ContractExists | Rule::ContractInvalid | Rule::UnitInactive)) => {
            let ContractDraft {
                title,
                unit,
                signed_on,
                ..
            } = contract;
            error.naming(
                &[(
                    rule,
                    "sign it for the unit that took over, or say what is missing",
                )],
                format_args!("{reference:?}, {title:?}, of {unit}, signed on {signed_on}"),
            )
        }
        _ => explain(connection, reference, parts, error),
    })
}

/// Change what a contract costs.
pub(crate) fn amend_contract(
    connection: &Connection,
    reference: &str,
    parts: &[ContractPart],
    reason: Option<&str>,
    particulars: &Particulars,
) -> Result<Receipt> {
    let (id, unit) = require(connection, reference)?;
    check_parts(parts, &unit, true)?;
    let mut voucher = Voucher::new(Act::AmendContract, None, particulars);
    voucher.add_note(None, NoteField::Reason, reason);
    add_parts(connection, &mut voucher, id, parts)?;
    write(connection, &voucher).map_err(|error| explain(connection, reference, parts, error))
}

/// What a mark of procurement is on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcurementOn {
    /// A line.
    Line(LineName),
    /// A commitment.
    Commitment(i64),
}

impl ProcurementOn {
    /// Mean a line.
    pub fn line(line: impl Into<LineName>) -> Self {
        Self::Line(line.into())
    }
}

/// Mark a line or a commitment as government procurement.
pub(crate) fn mark_procurement(
    connection: &Connection,
    on: &ProcurementOn,
    category: ProcurementCategory,
    reserved_for: Option<ReservedFor>,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Receipt> {
    if amount < Fen::ZERO {
        amount.require_positive()?;
    }
    let (marked, commitment) = match on {
        ProcurementOn::Line(LineName::Id(id)) => (line::require_id(connection, *id)?, None),
        ProcurementOn::Line(LineName::Key(key)) => (line::require(connection, key)?, None),
        ProcurementOn::Commitment(id) => {
            (super::resolve::commitment(connection, *id)?.0, Some(*id))
        }
    };
    let year = marked.key.year;
    if line::is_closed(connection, year)? && !is_replay(connection, particulars)? {
        return Err(Error::refused(
            Rule::YearClosed,
            format!(
                "{year} is closed, and what it bought is not marked any more: {}",
                marked.key
            ),
            "mark the commitment that carries this one on, or reopen the year",
        ));
    }
    let line = commitment.is_none().then_some(marked.id.get());
    let id = line::next_id(
        connection,
        "SELECT coalesce(max(procurement_id), 0) FROM procurement",
    )?;
    let mut voucher = Voucher::new(Act::MarkProcurement, None, particulars);
    voucher.add_record(
        description("procurement")?,
        vec![
            Value::from(id),
            Value::from(line),
            Value::from(commitment),
            Value::from(category.as_str().to_owned()),
            Value::from(reserved_for.map(|word| word.as_str().to_owned())),
            Value::from(amount.get()),
        ],
    );
    write(connection, &voucher)
}

fn add_parts(
    connection: &Connection,
    voucher: &mut Voucher,
    contract: i64,
    parts: &[ContractPart],
) -> Result<()> {
    let table = description("contract_part")?;
    let first = line::next_id(
        connection,
        "SELECT coalesce(max(part_id), 0) FROM contract_part",
    )?;
    // What is given goes first, so that what is taken away finds it.
    let (given, taken): (Vec<_>, Vec<_>) = parts.iter().partition(|part| part.amount > Fen::ZERO);
    for (id, part) in (first..).zip(given.into_iter().chain(taken)) {
        voucher.add_record(table, part_record(id, contract, part));
    }
    Ok(())
}

/// Return the number and unit of a contract, or say that it is not signed.
pub(super) fn require(connection: &Connection, reference: &str) -> Result<(i64, String)> {
    contract::find(connection, reference)?.ok_or_else(|| {
        Error::not_found(
            "contract_unknown",
            "the contract",
            reference,
            "sign it first, or check its reference",
        )
    })
}

/// Refuse parts that the file would refuse, and name each of them.
fn check_parts(parts: &[ContractPart], unit: &str, may_take: bool) -> Result<()> {
    if parts.is_empty() || parts.len() > PARTS_MAX {
        return Err(Error::refused(
            Rule::PartInvalid,
            format!(
                "a contract has 1 to {PARTS_MAX} parts in one act, not {}",
                parts.len()
            ),
            "say what it costs in each year",
        ));
    }
    let mut wrong = Vec::new();
    for (number, part) in (1..).zip(parts) {
        let key = &part.key;
        let flaw = if key.unit != unit {
            Some((
                Rule::ContractUnit,
                format!("the contract is {unit}'s, the line {}'s: {key}", key.unit),
            ))
        } else if let Some((_, message, _)) = key.project_flaw() {
            Some((Rule::PartInvalid, message))
        } else if key.origin_year != key.year {
            let message = "it is paid with the money of its own year, not of an earlier one";
            Some((Rule::PartInvalid, message.to_owned()))
        } else if part.due_on.is_some_and(|day| day.year() != key.year) {
            let message = format!("the planned day lies outside {}", key.year);
            Some((Rule::PartInvalid, message))
        } else if part.amount.is_zero() || !may_take && part.amount < Fen::ZERO {
            let message = "the amount is zero, or takes away what was not signed yet";
            Some((Rule::PartInvalid, message.to_owned()))
        } else if part.amount.max(Fen::ZERO.checked_sub(part.amount)?) > Fen::MAX_AMOUNT {
            let amount = part.amount.to_yuan_string();
            let most = Fen::MAX_AMOUNT.to_yuan_string();
            let message = format!("{amount} yuan, and an amount is at most {most}");
            Some((Rule::AmountOutOfRange, message))
        } else {
            None
        };
        wrong.extend(flaw.map(|(rule, message)| (rule, format!("part {number}: {message}"))));
    }
    let Some((rule, _)) = wrong.first() else {
        return Ok(());
    };
    let rule = *rule;
    let messages: Vec<String> = wrong.into_iter().map(|(_, message)| message).collect();
    Err(Error::refused(
        rule,
        messages.join("\n"),
        "give each part its year, a line of the contract's unit, and an amount",
    ))
}

/// Say which commitment of the reference is on a line of another unit than the contract's.
fn other_unit(connection: &Connection, contract: &ContractDraft) -> Option<Error> {
    let (reference, unit) = (&contract.reference, &contract.unit);
    let commitments = contract::of_contract(connection, reference).ok()?;
    let mut commitments = commitments.into_iter();
    let other = commitments.find(|it| it.line.key.unit != *unit)?;
    let owner = &other.line.key.unit;
    Some(Error::Rule(Box::new(Refusal {
        message: format!(
            "commitment {} of contract {reference} is on {}, {owner}'s, and the contract would be \
             {unit}'s",
            other.commitment_id, other.line
        ),
        hint: format!("sign it for {owner}, or under another reference"),
        line_id: Some(other.line.id.get()),
        ..Refusal::new(Rule::ContractUnit)
    })))
}

/// Say how much is missing where the file refused an amendment.
fn explain(
    connection: &Connection,
    reference: &str,
    parts: &[ContractPart],
    error: Error,
) -> Error {
    let Some(rule @ (Rule::ContractExceeded | Rule::PartExceeded)) = error.rule() else {
        return error;
    };
    let said = if rule == Rule::ContractExceeded {
        exceeded(connection, reference, parts)
    } else {
        part_exceeded(connection, reference, parts)
    };
    let Ok(Some((message, shortfall, allowed))) = said else {
        return error;
    };
    Error::Rule(Box::new(Refusal {
        message,
        hint: "take away at most what is not committed, or release commitments first".to_owned(),
        shortfall: Some(shortfall),
        allowed,
        ..Refusal::new(rule)
    }))
}

/// What is too much, by how much, and how much would be allowed.
type Exceeded = (String, Fen, Option<Fen>);

fn exceeded(
    connection: &Connection,
    reference: &str,
    parts: &[ContractPart],
) -> Result<Option<Exceeded>> {
    let commitments = contract::of_contract(connection, reference)?;
    let committed = Fen::sum(commitments.iter().map(|it| it.committed))?;
    let released = Fen::sum(commitments.iter().map(|it| it.released))?;
    let committed = committed.checked_sub(released)?;
    let planned = match contract::find(connection, reference)? {
        Some(_) => contract::contract(connection, reference)?.planned,
        None => Fen::ZERO,
    };
    let change = Fen::sum(parts.iter().map(|part| part.amount))?;
    let planned = planned.checked_add(change)?;
    let shortfall = committed.checked_sub(planned)?;
    let message = format!(
        "contract {reference} would come to {} yuan, and {} are committed, {} too much",
        planned.to_yuan_string(),
        committed.to_yuan_string(),
        shortfall.to_yuan_string()
    );
    // Of what is taken away; a contract that is signed takes nothing away.
    let allowed = (change < Fen::ZERO)
        .then(|| {
            change
                .checked_neg()
                .and_then(|taken| taken.checked_sub(shortfall))
        })
        .transpose()?;
    Ok(Some((
        message,
        shortfall,
        allowed.map(|it| it.max(Fen::ZERO)),
    )))
}

fn part_exceeded(
    connection: &Connection,
    reference: &str,
    parts: &[ContractPart],
) -> Result<Option<Exceeded>> {
    let payments = contract::contract(connection, reference)?.payments;
    for part in parts {
        let same = payments.iter().filter(|payment| payment.key == part.key);
        let has = Fen::sum(same.map(|payment| payment.planned))?;
        let same = parts.iter().filter(|other| other.key == part.key);
        let after = has.checked_add(Fen::sum(same.map(|other| other.amount))?)?;
        if after < Fen::ZERO {
            let shortfall = after.checked_neg()?;
            let message = format!(
                "contract {reference} has {} yuan on {}, {} less than is taken away",
                has.to_yuan_string(),
                part.key,
                shortfall.to_yuan_string()
            );
            return Ok(Some((message, shortfall, Some(has))));
        }
    }
    Ok(None)
}
