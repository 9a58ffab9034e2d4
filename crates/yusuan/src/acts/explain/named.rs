//! Refusals that are about no amount, with the rows and values that they are about.

use rusqlite::{Connection, OptionalExtension};

use super::has::Case;
use crate::contract;
use crate::error::{Refusal, Result, Rule};
use crate::journal::Posting;

/// Say which act lacks the reference of a document, and of what.
pub(super) fn document_missing(case: &Case<'_>) -> Result<Option<Refusal>> {
    let (event, amount) = (case.posting.event, case.posting.amount);
    let place = match (case.line()?, case.income()?) {
        (Some(line), _) => format!(" of {line}"),
        (None, Some(income)) => format!(" of {}", income.named()),
        (None, None) => String::new(),
    };
    Ok(Some(Refusal {
        message: format!(
            "{} {} of {} yuan{place} needs the reference of a document (文号)",
            event.as_str(),
            name_zh(case.connection, case.posting)?,
            amount.to_yuan_string()
        ),
        hint: "give it as `document`".to_owned(),
        line_id: case.posting.line,
        ..Refusal::new(Rule::DocumentMissing)
    }))
}

fn name_zh(connection: &Connection, posting: &Posting) -> Result<String> {
    let sql = "SELECT name_zh FROM event WHERE event = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([posting.event.as_str()], |row| row.get(0))?)
}

/// Name both lines of a transfer, and how they differ.
pub(super) fn transfer_across(case: &Case<'_>, rule: Rule) -> Result<Option<Refusal>> {
    let (Some(from), Some(to)) = (case.line()?, &case.about.to_line) else {
        return Ok(None);
    };
    let (what, hint) = match rule {
        Rule::TransferAcrossFunds => (
            format!("funds: {} and {}", from.key.fund, to.key.fund),
            "reduce one and supplement the other, by document",
        ),
        Rule::TransferAcrossLevels => (
            format!("levels: {} and {}", from.key.level, to.key.level),
            "reduce one and supplement the other, by document",
        ),
        Rule::TransferAcrossOrigins => (
            format!(
                "first years of the money: {} and {}",
                from.key.origin_year, to.key.origin_year
            ),
            "take it from a line of the same first year; its age stays",
        ),
        _ => return Ok(None),
    };
    Ok(Some(Refusal {
        // The other line may be one that the voucher would have made, without a number yet.
        message: format!("{from} and {} are of two {what}", to.key),
        hint: hint.to_owned(),
        line_id: case.posting.line,
        ..Refusal::new(rule)
    }))
}

/// Say of which fund surplus was to be distributed or set aside.
pub(super) fn surplus_fiscal(case: &Case<'_>) -> Result<Option<Refusal>> {
    let Some((unit, fund)) = case.surplus()? else {
        return Ok(None);
    };
    Ok(Some(Refusal {
        message: format!(
            "{} {}: {fund} of {unit} is fiscal money (财政拨款), which is neither distributed nor \
             set aside",
            case.posting.event.as_str(),
            name_zh(case.connection, case.posting)?,
        ),
        hint: "surrender it, or use it with approval".to_owned(),
        ..Refusal::new(Rule::SurplusFiscal)
    }))
}

/// Say whose contract it is that a line of another unit would pay.
pub(super) fn contract_unit(case: &Case<'_>) -> Result<Option<Refusal>> {
    let (Some(line), Some(reference)) = (case.line()?, case.about.contract.as_deref()) else {
        return Ok(None);
    };
    let Some((_, unit)) = contract::find(case.connection, reference)? else {
        return Ok(None);
    };
    Ok(Some(Refusal {
        message: format!(
            "contract {reference} is {unit}'s, and {line} is {}'s",
            line.key.unit
        ),
        hint: format!(
            "commit on a line of {unit}, or load the successor (科目对照) of that unit first"
        ),
        line_id: case.posting.line,
        ..Refusal::new(Rule::ContractUnit)
    }))
}

/// Say which refunds of a payment stand.
pub(super) fn reversal_refunded(
    connection: &Connection,
    posting: &Posting,
) -> Result<Option<Refusal>> {
    let sql = "SELECT group_concat(r.posting_id || ' of ' || v.dated, ', '),
            group_concat(DISTINCT r.voucher_id)
        FROM posting AS r JOIN voucher AS v ON v.voucher_id = r.voucher_id
        WHERE r.refunds_id = ?1 AND r.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM posting AS u WHERE u.reverses_id = r.posting_id)";
    let mut statement = connection.prepare_cached(sql)?;
    let found: Option<(Option<String>, Option<String>)> = statement
        .query_row([posting.reverses], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (Some((Some(refunds), Some(vouchers))), Some(payment)) = (found, posting.reverses) else {
        return Ok(None);
    };
    Ok(Some(Refusal {
        message: format!(
            "payment {payment} of {} yuan was refunded (退回) by posting {refunds}",
            posting.amount.to_yuan_string()
        ),
        hint: format!("reverse voucher {vouchers} first, which holds the refund"),
        line_id: posting.line,
        ..Refusal::new(Rule::ReversalRefunded)
    }))
}
