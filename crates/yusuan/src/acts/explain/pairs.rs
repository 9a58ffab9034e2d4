//! Refusals of postings that do not go with another row: a line, a payment, a contract.

use rusqlite::{Connection, OptionalExtension};

use super::has::Case;
use crate::error::{Refusal, Result, Rule};
use crate::journal::{Event, Posting};

/// Say between which lines, or units, nothing is transferred.
pub(super) fn transfer(case: &Case<'_>, rule: Rule) -> Result<Option<Refusal>> {
    let (Some(from), Some(to)) = (case.line()?, &case.about.to_line) else {
        return Ok(None);
    };
    let (message, hint) = if rule == Rule::TransferToItself {
        (
            format!("{from} would give to itself"),
            "name two lines".to_owned(),
        )
    } else {
        (
            format!(
                "{} of {} stays with the unit: {from} would give to {} of {}",
                from.key.fund, from.key.unit, to.key, to.key.unit
            ),
            format!(
                "take it from a line of {}; units settle their own money outside the ledger",
                to.key.unit
            ),
        )
    };
    Ok(Some(Refusal {
        message,
        hint,
        line_id: case.posting.line,
        ..Refusal::new(rule)
    }))
}

const NAMED: &str = "SELECT 'posting ' || p.posting_id || ' is ' || e.name_zh
        || coalesce(' of ' || v.dated, '') || coalesce(' on line ' || p.line_id, '')
        || coalesce(' undoing posting ' || p.reverses_id, '') || coalesce(', undone by voucher ' || (
            SELECT r.voucher_id FROM posting AS r WHERE r.reverses_id = p.posting_id
        ), '')
    FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
    JOIN event AS e ON e.event = p.event WHERE p.posting_id = ?1";

/// Say what the posting is that a refund names, and what it would go to.
pub(super) fn refund_wrong(case: &Case<'_>) -> Result<Option<Refusal>> {
    let (Some(line), Some(named)) = (case.line()?, case.posting.refunds) else {
        return Ok(None);
    };
    let mut statement = case.connection.prepare_cached(NAMED)?;
    let found = statement.query_row([named], |row| row.get(0)).optional()?;
    let what: String = found.unwrap_or_else(|| format!("there is no posting {named}"));
    let hint = if case.posting.event == Event::Refund {
        "name a payment of that line which stands"
    } else {
        "name a payment of an earlier year which stands, of the same unit, fund, level and first \
         year of the money"
    };
    Ok(Some(Refusal {
        message: format!("{what}, and cannot come back to {line}"),
        hint: hint.to_owned(),
        line_id: case.posting.line,
        ..Refusal::new(Rule::RefundWrong)
    }))
}

/// Say by which voucher a posting was undone.
pub(super) fn already_reversed(
    connection: &Connection,
    posting: &Posting,
) -> Result<Option<Refusal>> {
    let sql = "SELECT r.posting_id, r.voucher_id, v.dated FROM posting AS r
        JOIN voucher AS v ON v.voucher_id = r.voucher_id WHERE r.reverses_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found: Option<(i64, i64, Option<String>)> = statement
        .query_row([posting.reverses], |row| row.try_into())
        .optional()?;
    let (Some((by, voucher, dated)), Some(undone)) = (found, posting.reverses) else {
        return Ok(None);
    };
    Ok(Some(Refusal {
        message: format!(
            "posting {undone} of {} yuan is undone already, by posting {by} of voucher {voucher} of \
             {}",
            posting.amount.to_yuan_string(),
            dated.unwrap_or_default()
        ),
        hint: "nothing is left to undo; post the event anew where it is wanted again".to_owned(),
        line_id: posting.line,
        ..Refusal::new(Rule::AlreadyReversed)
    }))
}

/// Say of which year the money of a line is that nothing of an earlier year comes to.
pub(super) fn prior_year_wrong(case: &Case<'_>) -> Result<Option<Refusal>> {
    Ok(case.line()?.map(|line| Refusal {
        message: format!(
            "{line}: its money is of {}, and what an earlier year left stays money of that year",
            line.key.origin_year
        ),
        hint: "name a line of the first year (资金年度) of the money".to_owned(),
        line_id: case.posting.line,
        ..Refusal::new(Rule::PriorYearWrong)
    }))
}

/// Show the contract that no commitment can be named by.
pub(super) fn commitment_invalid(case: &Case<'_>) -> Result<Option<Refusal>> {
    let (Some(line), Some(contract)) = (case.line()?, case.about.contract.as_deref()) else {
        return Ok(None);
    };
    if !contract.trim().is_empty() && contract.trim() == contract {
        return Ok(None);
    }
    Ok(Some(Refusal {
        message: format!(
            "{line} is committed for no contract, or one with blanks around it: {contract:?}"
        ),
        hint: "name the contract (合同), without blanks around it".to_owned(),
        line_id: case.posting.line,
        ..Refusal::new(Rule::CommitmentInvalid)
    }))
}
