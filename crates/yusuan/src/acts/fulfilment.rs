//! Acts on what is reserved for a contract, together or not at all: committing what a year needs,
//! paying, closing.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::post::post;
use crate::contract::{self, Commitment, YearPart};
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{Event, Particulars, Receipt};
use crate::line::{self, LineId};
use crate::money::Fen;

/// How a payment of a contract is spread over its commitments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractPayment {
    /// In the order in which they were made: each as far as it goes.
    InOrder(Fen),
    /// To each commitment what is given for it.
    Spread(Vec<(i64, Fen)>),
}

/// Release everything that remains of a commitment.
pub(crate) fn close_commitment(
    connection: &Connection,
    commitment: i64,
    particulars: &Particulars,
) -> Result<Receipt> {
    let (_, reference) = super::resolve::commitment(connection, commitment)?;
    let is_same = |done: &Done| done.event == Event::Release && done.commitment == commitment;
    if let Some(entries) = replayed(connection, particulars, is_same)? {
        return post(connection, &entries, particulars);
    }
    let all = contract::of_contract(connection, &reference)?;
    let found = all.iter().filter(|it| it.commitment_id == commitment);
    let rest = Fen::sum(found.map(|it| it.remaining))?;
    if rest.is_zero() {
        return Err(Error::refused(
            Rule::CommitmentExceeded,
            format!("nothing remains of commitment {commitment} (contract {reference})"),
            "it is closed already",
        ));
    }
    post(connection, &[Entry::release(commitment, rest)], particulars)
}

/// Release everything that remains of every commitment of a contract.
pub(crate) fn close_contract(
    connection: &Connection,
    reference: &str,
    particulars: &Particulars,
) -> Result<Receipt> {
    let is_same = |done: &Done| done.event == Event::Release && done.contract == reference;
    if let Some(entries) = replayed(connection, particulars, is_same)? {
        return post(connection, &entries, particulars);
    }
    let open = open(connection, reference)?;
    let year = particulars.dated.map(crate::date::Date::year);
    let elsewhere = open.iter().find(|it| Some(it.line.key.year) != year);
    if let (Some(other), Some(year)) = (elsewhere, year) {
        return Err(Error::refused(
            Rule::LineWrongYear,
            format!(
                "contract {reference} has {} yuan reserved in {} still, and the act is of {year}",
                other.remaining.to_yuan_string(),
                other.line.key.year
            ),
            "close that year first, or release there, so that the contract ends as a whole",
        ));
    }
    let entries: Vec<Entry> = open
        .iter()
        .map(|it| Entry::release(it.commitment_id, it.remaining))
        .collect();
    post(connection, &entries, particulars)
}

/// Pay a contract from its commitments of the year.
pub(crate) fn pay_contract(
    connection: &Connection,
    reference: &str,
    payment: &ContractPayment,
    payee: Option<&str>,
    particulars: &Particulars,
) -> Result<Receipt> {
    let entries = match payment {
        ContractPayment::Spread(amounts) => spread(connection, reference, amounts)?,
        ContractPayment::InOrder(amount) => in_order(connection, reference, *amount, particulars)?,
    };
    let entries: Vec<Entry> = entries.into_iter().map(|it| it.party(payee)).collect();
    post(connection, &entries, particulars)
}

fn spread(connection: &Connection, reference: &str, amounts: &[(i64, Fen)]) -> Result<Vec<Entry>> {
    let commitments = contract::of_contract(connection, reference)?;
    let is_of = |id: i64| commitments.iter().any(|it| it.commitment_id == id);
    if let Some((id, _)) = amounts.iter().find(|(id, _)| !is_of(*id)) {
        return Err(Error::refused(
            Rule::CommitmentWrong,
            format!("commitment {id} is not under contract {reference}"),
            "give amounts for commitments of the contract",
        ));
    }
    let pay = |(id, amount): &(i64, Fen)| Entry::pay_commitment(*id, *amount);
    Ok(amounts.iter().map(pay).collect())
}

fn in_order(
    connection: &Connection,
    reference: &str,
    amount: Fen,
    particulars: &Particulars,
) -> Result<Vec<Entry>> {
    let amount = amount.require_positive()?;
    let is_same = |done: &Done| done.event == Event::Pay && done.contract == reference;
    if let Some(entries) = replayed(connection, particulars, is_same)?
        && Fen::sum(entries.iter().filter_map(Entry::amount))? == amount
    {
        return Ok(entries);
    }
    let year = particulars.dated.map(crate::date::Date::year);
    let mut rest = amount;
    let mut entries = Vec::new();
    for commitment in open(connection, reference)? {
        let part = rest.min(commitment.remaining);
        if year.is_none_or(|year| year == commitment.line.key.year) && !part.is_zero() {
            entries.push(Entry::pay_commitment(commitment.commitment_id, part));
            rest = rest.checked_sub(part)?;
        }
    }
    if rest.is_zero() {
        return Ok(entries);
    }
    Err(Error::Rule(Box::new(Refusal {
        message: format!(
            "contract {reference} has {} yuan reserved in the year, {} asked, {} too much",
            amount.checked_sub(rest)?.to_yuan_string(),
            amount.to_yuan_string(),
            rest.to_yuan_string()
        ),
        hint: "pay at most what is reserved, or commit more first".to_owned(),
        shortfall: Some(rest),
        allowed: Some(amount.checked_sub(rest)?),
        ..Refusal::new(Rule::CommitmentExceeded)
    })))
}

/// Commit what a signed contract needs of a year still: all of it, or nothing.
pub(crate) fn commit_contract(
    connection: &Connection,
    reference: &str,
    year: i16,
    particulars: &Particulars,
) -> Result<Receipt> {
    super::contract::require(connection, reference)?;
    let is_same = |done: &Done| done.event == Event::Commit && done.contract == reference;
    if let Some(entries) = replayed(connection, particulars, is_same)? {
        return post(connection, &entries, particulars);
    }
    let parts: Vec<YearPart> = contract::year_parts(connection, year)?
        .into_iter()
        .filter(|part| part.reference == reference)
        .collect();
    if line::is_closed(connection, year)? {
        return Err(Error::refused(
            Rule::YearClosed,
            format!(
                "{year} is closed, and nothing of contract {reference} is committed in it any more"
            ),
            "commit what is left in an open year: amend the contract, part by part",
        ));
    }
    if let Some(refusal) = uncovered(&parts) {
        return Err(refusal);
    }
    let entries = entries(&parts);
    if entries.is_empty() {
        return Err(Error::refused(
            Rule::CommitmentInvalid,
            format!("contract {reference} needs nothing more of {year}"),
            "its parts of the year are committed, or it has none; amend it first",
        ));
    }
    post(connection, &entries, particulars)
}

/// Return the entries that commit what parts need.
pub(super) fn entries<'a>(parts: impl IntoIterator<Item = &'a YearPart>) -> Vec<Entry> {
    let needed = parts.into_iter().filter(|part| !part.needed.is_zero());
    needed
        .map(|part| Entry::commit(&part.key, part.needed, part.reference.as_str()))
        .collect()
}

/// Refuse parts that their lines do not have, naming contract, line and shortfall of each.
pub(super) fn uncovered(parts: &[YearPart]) -> Option<Error> {
    let missing: Vec<&YearPart> = parts.iter().filter(|it| !it.missing.is_zero()).collect();
    let (shortfall, available) = missing.first().map(|it| (it.missing, it.available))?;
    let messages: Vec<String> = missing.into_iter().map(uncovered_text).collect();
    Some(Error::Rule(Box::new(Refusal {
        message: messages.join("\n"),
        hint: "give the line more, or amend the contract".to_owned(),
        shortfall: Some(shortfall),
        allowed: Some(available),
        ..Refusal::new(Rule::ContractUncovered)
    })))
}

/// Say what a contract lacks on a line.
pub(super) fn uncovered_text(part: &YearPart) -> String {
    format!(
        "contract {} needs {} yuan of {}, which has {}: {} are missing",
        part.reference,
        part.needed.to_yuan_string(),
        part.key,
        part.available.to_yuan_string(),
        part.missing.to_yuan_string()
    )
}

/// Return the commitments of a contract of which something remains.
fn open(connection: &Connection, reference: &str) -> Result<Vec<Commitment>> {
    let mut found = contract::of_contract(connection, reference)?;
    if found.is_empty() {
        return Err(Error::not_found(
            "contract_unknown",
            "a commitment of the contract",
            reference,
            "commit it first, or check its reference",
        ));
    }
    found.retain(|commitment| !commitment.remaining.is_zero());
    if found.is_empty() {
        return Err(Error::refused(
            Rule::CommitmentExceeded,
            format!("nothing is reserved for contract {reference} any more"),
            "its commitments are paid, released or carried on",
        ));
    }
    Ok(found)
}

/// A posting of the voucher that used a key.
struct Done {
    event: Event,
    commitment: i64,
    contract: String,
}

const DONE: &str = "SELECT p.event, p.commitment_id, p.amount_fen, k.contract, p.line_id,
    k.voucher_id = v.voucher_id FROM voucher AS v
    JOIN posting AS p ON p.posting_id BETWEEN v.first_posting_id
        AND v.first_posting_id + v.posting_count - 1
    LEFT JOIN commitment AS k ON k.commitment_id = p.commitment_id
    WHERE v.key = ?1 ORDER BY p.posting_id";

/// Return the entries of the voucher that used the key, when all of them are such as the act has.
///
/// An act that takes what remains finds nothing when it is asked for again, and must still be
/// recognised as the same act.
fn replayed(
    connection: &Connection,
    particulars: &Particulars,
    is_same: impl Fn(&Done) -> bool,
) -> Result<Option<Vec<Entry>>> {
    let mut statement = connection.prepare_cached(DONE)?;
    let mut rows = statement.query(params![particulars.key])?;
    let mut entries = Vec::new();
    while let Some(row) = rows.next()? {
        let word: String = row.get(0)?;
        let (Some(event), Some(commitment)) = (Event::from_word(&word), row.get(1)?) else {
            return Ok(None);
        };
        let done = Done {
            event,
            commitment,
            contract: row.get(3)?,
        };
        let amount = Fen::new(row.get(2)?);
        if !is_same(&done) {
            return Ok(None);
        }
        let is_new: bool = row.get(5)?;
        entries.push(match event {
            Event::Release => Entry::release(commitment, amount),
            Event::Commit if is_new => {
                Entry::commit(LineId::new(row.get(4)?), amount, done.contract)
            }
            Event::Commit => Entry::increase_commitment(commitment, amount),
            _ => Entry::pay_commitment(commitment, amount),
        });
    }
    Ok((!entries.is_empty()).then_some(entries))
}
