//! Saying more about what the file refused: which row, what it has, and how much is missing.

mod bound;
mod has;
mod named;
mod pairs;

use rusqlite::{Connection, OptionalExtension};

use self::has::{Case, Has};
use super::early;
use crate::catalogue;
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{Event, Posting, Voucher};
use crate::line::{self, Line, LineId};
use crate::money::Fen;
use crate::policy::{self, Scope};

/// What a posting is about, beside the rows that it names.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) line: Option<Line>,
    /// The line that a transfer goes to, where the voucher would have made it.
    pub(super) to_line: Option<Line>,
    pub(super) contract: Option<String>,
}

/// Say more about the refusal of a posting, the only one of its voucher or the one at fault.
pub(super) fn explain(
    connection: &Connection,
    about: &About,
    voucher: &Voucher,
    posting: &Posting,
    error: Error,
) -> Error {
    let Some(rule) = error.rule() else {
        return error;
    };
    let case = Case {
        connection,
        about,
        voucher,
        posting,
    };
    if let Ok(Some(refusal)) = refusal(&case, rule) {
        return Error::Rule(Box::new(refusal));
    }
    // Another row than the one that was looked at fell short: the file's own words stand.
    // Where money goes to another line, that line is the new one, and its key the refused one.
    let line = about.to_line.as_ref().or(about.line.as_ref());
    match rule {
        Rule::EarlyExceeded | Rule::EarlyBaseUnknown => match line {
            Some(line) => early::refused(connection, line, posting.amount, error),
            None => error,
        },
        _ => match line {
            Some(line) => catalogue::explain_key(connection, &line.key, error),
            None => error,
        },
    }
}

fn refusal(case: &Case<'_>, rule: Rule) -> Result<Option<Refusal>> {
    if let Some(has) = case.has(rule)? {
        return too_much(&has, case.posting.amount, rule);
    }
    match rule {
        Rule::PlanMissing => plan_missing(case),
        Rule::EarlyNotAllowed => early_not_allowed(case),
        Rule::UnitInactive => unit_inactive(case),
        Rule::IncomeInvalid => income_invalid(case),
        Rule::DateTooEarly => too_early(case),
        Rule::TrueUpWrong => true_up_wrong(case),
        Rule::DocumentMissing => match lapse_undocumented(case) {
            Some(refusal) => Ok(Some(refusal)),
            None => named::document_missing(case),
        },
        Rule::TransferAcrossFunds | Rule::TransferAcrossLevels | Rule::TransferAcrossOrigins => {
            named::transfer_across(case, rule)
        }
        Rule::TransferToItself | Rule::TransferAcrossUnits => pairs::transfer(case, rule),
        Rule::RefundWrong => pairs::refund_wrong(case),
        Rule::AlreadyReversed => pairs::already_reversed(case.connection, case.posting),
        Rule::PriorYearWrong => pairs::prior_year_wrong(case),
        Rule::CommitmentInvalid => pairs::commitment_invalid(case),
        Rule::TotalOutOfRange => bound::total_out_of_range(case),
        Rule::ContractUnit => named::contract_unit(case),
        Rule::SurplusFiscal => named::surplus_fiscal(case),
        Rule::ReversalRefunded => named::reversal_refunded(case.connection, case.posting),
        Rule::ReversalOtherAct => other_act(case.connection, case.posting),
        _ => Ok(None),
    }
}

/// Say what a row has, what is asked of it, and how much that is too much.
fn too_much(has: &Has, asked: Fen, rule: Rule) -> Result<Option<Refusal>> {
    let shortfall = asked.checked_sub(has.amount)?;
    if shortfall.require_positive().is_err() {
        return Ok(None);
    }
    Ok(Some(Refusal {
        message: format!(
            "{} has {} yuan {}, {} asked, {} too much",
            has.what,
            has.amount.to_yuan_string(),
            has.word,
            asked.to_yuan_string(),
            shortfall.to_yuan_string()
        ),
        hint: has.hint.to_owned(),
        shortfall: Some(shortfall),
        allowed: Some(has.amount.max(Fen::ZERO)),
        line_id: has.line_id,
        policy: has.policy.map(str::to_owned),
        ..Refusal::new(rule)
    }))
}

fn plan_missing(case: &Case<'_>) -> Result<Option<Refusal>> {
    let Some(line) = case.line()? else {
        return Ok(None);
    };
    Ok(Some(Refusal {
        message: format!(
            "{line}: {} yuan are to be paid, and the policy spending_plan wants a plan (用款计划) first",
            case.posting.amount.to_yuan_string()
        ),
        hint: "plan the spending of the line with plan_spending, then pay".to_owned(),
        line_id: Some(line.id.get()),
        policy: Some("spending_plan".to_owned()),
        allowed: Some(Fen::ZERO),
        shortfall: Some(case.posting.amount),
        ..Refusal::new(Rule::PlanMissing)
    }))
}

fn early_not_allowed(case: &Case<'_>) -> Result<Option<Refusal>> {
    let Some(line) = &case.about.line else {
        return Ok(None);
    };
    let (name, key) = ("early_spending", &line.key);
    if key.is_carry_over() {
        return Ok(Some(Refusal {
            message: format!(
                "the money of {key} is of {}, and carried over",
                key.origin_year
            ),
            hint:
                "carried-over money needs no early amount: close last year, and it is on its line"
                    .to_owned(),
            line_id: Some(line.id.get()),
            ..Refusal::new(Rule::EarlyNotAllowed)
        }));
    }
    let policy = policy::in_force(case.connection, name, key.year, &Scope::functional(key))?;
    let source = policy.map(|policy| policy.source).unwrap_or_default();
    Ok(Some(Refusal {
        message: format!(
            "before the approval (批复) of {} nothing of the kind {} is arranged, {} yuan asked \
             for {key} ({source})",
            key.year,
            key.kind,
            case.posting.amount.to_yuan_string()
        ),
        hint: "wait for the approval, or let the policy early_spending allow a part of it, with \
               the document that says so as its source"
            .to_owned(),
        policy: Some(name.to_owned()),
        allowed: Some(Fen::ZERO),
        shortfall: Some(case.posting.amount),
        ..Refusal::new(Rule::EarlyNotAllowed)
    }))
}

fn unit_inactive(case: &Case<'_>) -> Result<Option<Refusal>> {
    let unit = match case.posting.to_line {
        Some(id) => line::require_id(case.connection, LineId::new(id))?.key.unit,
        None => match &case.about.line {
            Some(line) => line.key.unit.clone(),
            None => match case.income()? {
                Some(income) => income.unit,
                None => return Ok(None),
            },
        },
    };
    Ok(Some(catalogue::inactive(&unit)))
}

fn income_invalid(case: &Case<'_>) -> Result<Option<Refusal>> {
    let Some(income) = case.income()? else {
        return Ok(None);
    };
    let sql = "SELECT group_concat(fund, ', ') FROM fund WHERE is_fiscal = 0 AND is_leaf = 1";
    let known: String = case.connection.query_row(sql, [], |row| row.get(0))?;
    Ok(Some(Refusal {
        message: format!(
            "{} of {} is fiscal money: it is approved with its lines, and has no income of its own",
            income.fund, income.unit
        ),
        hint: format!("an income is of one of: {known}"),
        ..Refusal::new(Rule::IncomeInvalid)
    }))
}

/// Say when was done what the posting depends on.
fn too_early(case: &Case<'_>) -> Result<Option<Refusal>> {
    let sql = "SELECT 'payment ' || p.posting_id || ' is of ' || v.dated
        FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
        WHERE p.posting_id = ?1 AND v.dated > ?3
        UNION ALL
        SELECT 'commitment ' || k.commitment_id || ' (contract ' || k.contract || ') is of '
            || v.dated
        FROM commitment AS k JOIN voucher AS v ON v.voucher_id = k.voucher_id
        WHERE k.commitment_id = ?2 AND v.dated > ?3";
    let dated = case.voucher.particulars.dated.map(|day| day.to_string());
    let mut statement = case.connection.prepare_cached(sql)?;
    let values = (case.posting.refunds, case.posting.commitment, &dated);
    let found: Option<String> = statement.query_row(values, |row| row.get(0)).optional()?;
    let (Some(what), Some(dated)) = (found, dated) else {
        return Ok(None);
    };
    Ok(Some(Refusal {
        message: format!("{what}, and this is dated {dated}"),
        hint: "date it on that day or later; a wrong date there is put right by reversing it"
            .to_owned(),
        ..Refusal::new(Rule::DateTooEarly)
    }))
}

/// Say which money of finance would lapse by nothing.
fn lapse_undocumented(case: &Case<'_>) -> Option<Refusal> {
    let line = case.about.line.as_ref()?;
    (case.posting.event == Event::Lapse).then(|| Refusal {
        message: format!(
            "{line}: what finance gave is money, and {} yuan of it lapse (注销) by a document only",
            case.posting.amount.to_yuan_string()
        ),
        hint: "name the document (文号), or recall the money (收回)".to_owned(),
        line_id: Some(line.id.get()),
        ..Refusal::new(Rule::DocumentMissing)
    })
}

/// Say why the carry-over of a line is not trued up.
fn true_up_wrong(case: &Case<'_>) -> Result<Option<Refusal>> {
    let Some(line) = &case.about.line else {
        return Ok(None);
    };
    let (year, before) = (line.key.year, line.key.year.saturating_sub(1));
    let approved = line::balance(case.connection, line.id)?.original;
    let (message, hint) = if !line.key.is_carry_over() {
        (
            format!("{line}: its money is of {year}, and nothing of it was carried over"),
            "supplement or reduce it".to_owned(),
        )
    } else if approved == Fen::ZERO {
        (
            format!("{line}: the approved budget of {year} estimated no carry-over (结转) on it"),
            "record a prior-year event (以前年度调整) by its document".to_owned(),
        )
    } else {
        (
            format!(
                "{line}: {before} is in this ledger, and its closing brings the real carry-over \
                 whole, so nothing is left to increase"
            ),
            format!(
                "close {before} and take the estimate out with true_up; what is found later is a \
                 prior-year event (以前年度调整)"
            ),
        )
    };
    Ok(Some(Refusal {
        message,
        hint,
        line_id: Some(line.id.get()),
        ..Refusal::new(Rule::TrueUpWrong)
    }))
}

/// Say which act the postings of a voucher belong to that no reversal undoes.
pub(super) fn other_act(connection: &Connection, posting: &Posting) -> Result<Option<Refusal>> {
    let sql = "SELECT v.voucher_id, v.act, v.year FROM posting AS p
        JOIN voucher AS v ON v.voucher_id = p.voucher_id WHERE p.posting_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let found: Option<(i64, String, i16)> = statement
        .query_row([posting.reverses], |row| row.try_into())
        .optional()?;
    let Some((voucher, act, year)) = found else {
        return Ok(None);
    };
    let (what, hint) = match act.as_str() {
        "approve" => (
            "the approval (批复)",
            "an approval stands: supplement, reduce or transfer instead",
        ),
        "close" => ("the closing (结账)", "a closing is undone by undo_close"),
        _ => ("the undoing of a closing", "close the year again instead"),
    };
    Ok(Some(Refusal {
        message: format!("voucher {voucher} is {what} of {year}, and is not reversed"),
        hint: hint.to_owned(),
        ..Refusal::new(Rule::ReversalOtherAct)
    }))
}

/// Return whether an event, as it stands or undone, is about what came in.
const fn is_receipt(event: Event) -> bool {
    matches!(event, Event::Receive | Event::ReturnIncome)
}
