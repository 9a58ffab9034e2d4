//! Contracts in the file. No rules.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::commitment::of_contract;
use super::procurement::word;
use super::{Commitment, Contract, ContractPart, ContractYear, PlannedPayment};
use crate::date::{self, Date};
use crate::error::{Error, Result};
use crate::line::LineKey;
use crate::money::Fen;

const TOTALS: &str = "SELECT r.contract_id, r.reference, r.title, r.unit, r.signed_on, r.category,
    r.reserved_for, r.planned_fen, r.committed_fen, r.paid_fen, r.remaining_fen, (
        SELECT n.text FROM note AS n
        WHERE n.voucher_id = c.voucher_id AND n.posting_id IS NULL AND n.field = 'counterparty'
    )
    FROM contract_report AS r JOIN contract AS c ON c.contract_id = r.contract_id
    WHERE ?1 IS NULL OR r.reference = ?1 ORDER BY r.contract_id";

const PARTS: &str = "SELECT year, due_on, fund, level, functional_code, economic_code, kind,
    project, amount_fen FROM contract_part WHERE contract_id = ?1
    ORDER BY year, due_on IS NULL, due_on, part_id";

/// Return the number and unit of a contract, if it is signed.
pub(crate) fn find(connection: &Connection, reference: &str) -> Result<Option<(i64, String)>> {
    let sql = "SELECT c.contract_id, u.name FROM contract AS c
        JOIN unit AS u ON u.unit_id = c.unit_id WHERE c.reference = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_row([reference], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}

/// Return every contract, in the order in which they were signed.
pub(crate) fn contracts(connection: &Connection) -> Result<Vec<Contract>> {
    read(connection, None)
}

/// Return a contract, or say that it is not signed.
pub(crate) fn contract(connection: &Connection, reference: &str) -> Result<Contract> {
    let found = read(connection, Some(reference))?.into_iter().next();
    found.ok_or_else(|| {
        Error::not_found(
            "contract_unknown",
            "the contract",
            reference,
            "sign it first; commitments under an unsigned reference are listed by commitments",
        )
    })
}

fn read(connection: &Connection, reference: Option<&str>) -> Result<Vec<Contract>> {
    let mut statement = connection.prepare_cached(TOTALS)?;
    let mut rows = statement.query(params![reference])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(one(connection, row)?);
    }
    Ok(found)
}

fn one(connection: &Connection, row: &Row<'_>) -> Result<Contract> {
    let (contract_id, reference, unit): (i64, String, String) =
        (row.get(0)?, row.get(1)?, row.get(3)?);
    let parts = parts(connection, contract_id, &unit)?;
    let commitments = of_contract(connection, &reference)?;
    let years = years(&parts, &commitments)?;
    Ok(Contract {
        contract_id,
        reference,
        title: row.get(2)?,
        unit,
        signed_on: row.get(4)?,
        category: word(row, 5)?,
        reserved_for: word(row, 6)?,
        planned: Fen::new(row.get(7)?),
        committed: Fen::new(row.get(8)?),
        paid: Fen::new(row.get(9)?),
        remaining: Fen::new(row.get(10)?),
        counterparty: row.get(11)?,
        payments: payments(parts, &commitments)?,
        years,
        commitments,
    })
}

/// Return the parts of a contract as they were recorded, by year and day.
fn parts(connection: &Connection, contract: i64, unit: &str) -> Result<Vec<ContractPart>> {
    let mut statement = connection.prepare_cached(PARTS)?;
    let mut rows = statement.query([contract])?;
    let mut parts = Vec::new();
    while let Some(row) = rows.next()? {
        let due_on: Option<String> = row.get(1)?;
        parts.push(ContractPart {
            key: part_key(row, 0, 2, unit)?,
            due_on: due_on.map(|day| date::parse(&day)).transpose()?,
            amount: Fen::new(row.get(8)?),
        });
    }
    Ok(parts)
}

/// Read the key of the line that a part is paid from; its year stands apart from the other columns.
pub(super) fn part_key(row: &Row<'_>, year: usize, first: usize, unit: &str) -> Result<LineKey> {
    let text = |column: usize| row.get::<_, String>(first + column);
    let year = row.get(year)?;
    let project = text(5)?;
    Ok(LineKey {
        year,
        unit: unit.to_owned(),
        fund: text(0)?.parse()?,
        level: text(1)?.parse()?,
        origin_year: year,
        functional_code: text(2)?,
        economic_code: text(3)?,
        kind: text(4)?.parse()?,
        project: (!project.is_empty()).then_some(project),
    })
}

/// Add up a contract by year.
fn years(parts: &[ContractPart], commitments: &[Commitment]) -> Result<Vec<ContractYear>> {
    let mut years: BTreeMap<i16, ContractYear> = BTreeMap::new();
    for part in parts {
        let year = year_of(&mut years, part.key.year);
        year.planned = year.planned.checked_add(part.amount)?;
    }
    for commitment in commitments {
        let year = year_of(&mut years, commitment.line.key.year);
        let committed = commitment.committed.checked_sub(commitment.released)?;
        year.committed = year.committed.checked_add(committed)?;
        year.carried_in = year.carried_in.checked_add(commitment.carried_in)?;
        year.paid = year.paid.checked_add(commitment.paid)?;
        year.carried_out = year.carried_out.checked_add(commitment.carried_out)?;
        year.remaining = year.remaining.checked_add(commitment.remaining)?;
    }
    Ok(years.into_values().collect())
}

fn year_of(years: &mut BTreeMap<i16, ContractYear>, year: i16) -> &mut ContractYear {
    years.entry(year).or_insert(ContractYear {
        year,
        planned: Fen::ZERO,
        committed: Fen::ZERO,
        carried_in: Fen::ZERO,
        paid: Fen::ZERO,
        carried_out: Fen::ZERO,
        remaining: Fen::ZERO,
    })
}

/// Return what is planned once everything taken away is gone, the last planned first, with what was
/// paid of it.
fn payments(parts: Vec<ContractPart>, commitments: &[Commitment]) -> Result<Vec<PlannedPayment>> {
    let (taken, given): (Vec<_>, Vec<_>) =
        parts.into_iter().partition(|part| part.amount < Fen::ZERO);
    let mut payments: Vec<PlannedPayment> = given
        .into_iter()
        .map(|part| PlannedPayment {
            key: part.key,
            due_on: part.due_on,
            planned: part.amount,
            paid: Fen::ZERO,
        })
        .collect();
    for part in taken {
        let mut rest = part.amount.checked_neg()?;
        for payment in payments.iter_mut().rev() {
            if payment.key == part.key {
                let less = rest.min(payment.planned);
                payment.planned = payment.planned.checked_sub(less)?;
                rest = rest.checked_sub(less)?;
            }
        }
    }
    payments.retain(|payment| !payment.planned.is_zero());
    spread(&mut payments, commitments)?;
    Ok(payments)
}

/// Spread what was paid over the planned payments in their order: first over those of the line that
/// it was committed on, before it was carried on; what is more than they are, over those of that
/// line's year, and at last over all.
fn spread(payments: &mut [PlannedPayment], commitments: &[Commitment]) -> Result<()> {
    let mut paid: BTreeMap<&LineKey, Fen> = BTreeMap::new();
    for commitment in commitments {
        let rest = paid
            .entry(first_line(commitment, commitments))
            .or_insert(Fen::ZERO);
        *rest = rest.checked_add(commitment.paid)?;
    }
    let are_one: [fn(&LineKey, &LineKey) -> bool; 3] = [
        |planned, committed| planned == committed,
        |planned, committed| planned.year == committed.year,
        |_, _| true,
    ];
    for is_one in are_one {
        for (line, rest) in &mut paid {
            for payment in payments.iter_mut().filter(|it| is_one(&it.key, line)) {
                let more = (*rest).min(payment.planned.checked_sub(payment.paid)?);
                payment.paid = payment.paid.checked_add(more)?;
                *rest = rest.checked_sub(more)?;
            }
        }
    }
    Ok(())
}

/// Return the line on which was reserved at first what a commitment carries on.
fn first_line<'a>(commitment: &'a Commitment, all: &'a [Commitment]) -> &'a LineKey {
    let before = |it: &Commitment| {
        let id = it.continues_id?;
        all.iter().find(|other| other.commitment_id == id)
    };
    let mut first = commitment;
    while let Some(earlier) = before(first) {
        first = earlier;
    }
    &first.line.key
}

/// Return the columns of a part after its voucher, as they are written and chained.
pub(crate) fn part_record(id: i64, contract: i64, part: &ContractPart) -> Vec<Value> {
    let key = &part.key;
    vec![
        Value::from(id),
        Value::from(contract),
        Value::from(i64::from(key.year)),
        Value::from(part.due_on.map(|day: Date| day.to_string())),
        Value::from(key.fund.as_str().to_owned()),
        Value::from(key.level.as_str().to_owned()),
        Value::from(key.functional_code.clone()),
        Value::from(key.economic_code.clone()),
        Value::from(key.kind.as_str().to_owned()),
        Value::from(key.project_text().to_owned()),
        Value::from(part.amount.get()),
    ]
}
