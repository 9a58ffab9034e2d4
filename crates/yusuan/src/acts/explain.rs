//! Saying more about what the file refused: which row, what it has, and how much is missing.

use rusqlite::{Connection, OptionalExtension};

use super::early;
use crate::catalogue;
use crate::error::{Error, Refusal, Rule};
use crate::journal::Posting;
use crate::line::{self, Line};
use crate::money::Fen;

/// Say more about the refusal of one posting.
pub(super) fn explain(
    connection: &Connection,
    line: Option<&Line>,
    posting: &Posting,
    error: Error,
) -> Error {
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
