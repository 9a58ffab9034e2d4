//! Saying more about what the file refused: which row, what it has, and how much is missing.

use rusqlite::{Connection, OptionalExtension};

use super::{early, limits};
use crate::catalogue;
use crate::date::Date;
use crate::error::{Error, Refusal, Rule};
use crate::journal::Posting;
use crate::line::{self, Line};
use crate::money::Fen;

/// What a posting is about, beside the rows that it names.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) line: Option<Line>,
    pub(super) contract: Option<String>,
}

/// Say more about the refusal of one posting.
pub(super) fn explain(
    connection: &Connection,
    about: &About,
    posting: &Posting,
    dated: Option<Date>,
    error: Error,
) -> Error {
    let line = about.line.as_ref();
    let said = match error.rule() {
        Some(Rule::AvailableExceeded) => line.and_then(|line| available(connection, line)),
        Some(Rule::CommitmentExceeded) => {
            posting.commitment.and_then(|id| remaining(connection, id))
        }
        Some(Rule::EarlyExceeded | Rule::EarlyBaseUnknown) => {
            return match line {
                Some(line) => early::refused(connection, line, posting.amount, error),
                None => error,
            };
        }
        Some(Rule::PlanExceeded) => line.and_then(|line| planned(connection, line, dated)),
        Some(Rule::SpendingExceedsIncome) => {
            posting.income.and_then(|id| spendable(connection, id))
        }
        Some(Rule::ContractExceeded) => {
            let contract = about.contract.as_deref();
            contract.and_then(|reference| uncommitted(connection, reference))
        }
        Some(Rule::RefundExceeded) => posting.refunds.and_then(|id| left(connection, id)),
        _ => {
            return match line {
                Some(line) => catalogue::explain_unknown(connection, &line.key, error),
                None => error,
            };
        }
    };
    let shortfall = said
        .as_ref()
        .and_then(|said| posting.amount.checked_sub(said.has).ok());
    let (Some(said), Some(shortfall), Some(rule)) = (said, shortfall, error.rule()) else {
        return error;
    };
    if shortfall.require_positive().is_err() {
        // Another row than the one that was looked at fell short: the file's own words stand.
        return error;
    }
    Error::Rule(Box::new(Refusal {
        message: format!(
            "{} has {} yuan {}, {} asked, {} too much",
            said.what,
            said.has.to_yuan_string(),
            said.word,
            posting.amount.to_yuan_string(),
            shortfall.to_yuan_string()
        ),
        hint: said.hint.to_owned(),
        shortfall: Some(shortfall),
        ..Refusal::new(rule)
    }))
}

/// What a row has, in words.
struct Said {
    what: String,
    has: Fen,
    word: &'static str,
    hint: &'static str,
}

fn available(connection: &Connection, line: &Line) -> Option<Said> {
    let balance = line::balance(connection, line.id).ok()?;
    Some(Said {
        what: format!("line {} ({})", line.id, line.key),
        has: balance.available().ok()?,
        word: "available",
        hint: "take at most what is available, or supplement the line first",
    })
}

fn remaining(connection: &Connection, commitment: i64) -> Option<Said> {
    let sql = "SELECT contract, remaining_fen FROM commitment WHERE commitment_id = ?1";
    let (contract, has) = one(connection, sql, commitment)?;
    Some(Said {
        what: format!("commitment {commitment} (contract {contract})"),
        has,
        word: "remaining",
        hint: "take at most what remains, or increase the commitment first",
    })
}

/// What the plan of a line lets it still pay until the end of a month.
fn planned(connection: &Connection, line: &Line, dated: Option<Date>) -> Option<Said> {
    let month = u8::try_from(dated?.month()).ok()?;
    let plan = line::plan_of(connection, line.id).ok()?;
    let month = plan.into_iter().find(|planned| planned.month == month)?;
    Some(Said {
        what: format!("line {} ({})", line.id, line.key),
        has: month.left,
        word: "left of its spending plan in that month",
        hint: "pay at most what the plan leaves, or plan anew",
    })
}

/// What the policy lets a fund that is not fiscal still spend.
fn spendable(connection: &Connection, income: i64) -> Option<Said> {
    let spendable = limits::spendable(connection, income).ok()??;
    let (word, hint) = if spendable.is_by_money() {
        (
            "left of the money that came in",
            "record what came in first; the policy unit_spending decides",
        )
    } else {
        (
            "left of what its budget expects and of what it had",
            "adjust the income budget first; the policy unit_spending decides",
        )
    };
    Some(Said {
        what: spendable.what,
        has: spendable.left,
        word,
        hint,
    })
}

fn uncommitted(connection: &Connection, reference: &str) -> Option<Said> {
    let sql = "SELECT planned_fen - committed_fen FROM contract_report WHERE reference = ?1";
    let mut statement = connection.prepare_cached(sql).ok()?;
    let has = statement.query_row([reference], |row| row.get(0)).ok()?;
    Some(Said {
        what: format!("contract {reference}"),
        has: Fen::new(has),
        word: "that are not committed yet",
        hint: "commit at most what the contract costs, or amend it first",
    })
}

fn left(connection: &Connection, payment: i64) -> Option<Said> {
    let sql = "SELECT v.dated, p.amount_fen - (
            SELECT coalesce(sum(r.effect_fen), 0) FROM posting AS r WHERE r.refunds_id = ?1
        ) FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
        WHERE p.posting_id = ?1";
    let (dated, has) = one(connection, sql, payment)?;
    Some(Said {
        what: format!("payment {payment} of {dated}"),
        has,
        word: "left that was not returned yet",
        hint: "return at most what is left of the payment",
    })
}

fn one(connection: &Connection, sql: &'static str, id: i64) -> Option<(String, Fen)> {
    let mut statement = connection.prepare_cached(sql).ok()?;
    let found = statement.query_row([id], |row| Ok((row.get(0)?, Fen::new(row.get(1)?))));
    found.optional().ok()?
}
