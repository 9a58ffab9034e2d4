//! 对账: loading a statement, confirming what is the same money, and taking that back.

use std::collections::BTreeSet;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::resolve::description;
use super::reversal::is_replay;
use crate::date::Date;
use crate::error::{Error, Result, Rule};
use crate::import::StatementLine;
use crate::journal::{Act, Particulars, Receipt, Voucher, write};
use crate::line;
use crate::reconcile::{StatementKind, check_pair};

/// A statement that is about to be loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewStatement {
    /// Whose it is.
    pub kind: StatementKind,
    /// Account or system.
    pub name: String,
    /// First day that it covers; that of its earliest row when left out.
    pub first_on: Option<Date>,
    /// Last day that it covers; that of its latest row when left out.
    pub last_on: Option<Date>,
}

/// Load a statement with its rows.
pub(crate) fn load_statement(
    connection: &Connection,
    new: &NewStatement,
    rows: &[StatementLine],
    file: &[u8],
    particulars: &Particulars,
) -> Result<Receipt> {
    let days = || rows.iter().map(|row| row.dated);
    let (first, last) = (days().min(), days().max());
    let (Some(first), Some(last)) = (new.first_on.or(first), new.last_on.or(last)) else {
        return Err(Error::refused(
            Rule::StatementInvalid,
            "the statement has no rows and no days",
            "give its first and last day",
        ));
    };
    let digest = Sha256::digest(file).to_vec();
    if !is_replay(connection, particulars)? {
        refuse_known(connection, &digest)?;
    }
    let sql = "SELECT coalesce(max(statement_id), 0) FROM statement";
    let id = line::next_id(connection, sql)?;
    let mut voucher = Voucher::new(Act::LoadStatement, None, particulars);
    voucher.add_record(
        description("statement")?,
        vec![
            Value::from(id),
            Value::from(new.kind.as_str().to_owned()),
            Value::from(new.name.clone()),
            Value::from(first.to_string()),
            Value::from(last.to_string()),
            Value::from(digest),
        ],
    );
    let sql = "SELECT coalesce(max(row_id), 0) FROM statement_row";
    let table = description("statement_row")?;
    for (row_id, row) in (line::next_id(connection, sql)?..).zip(rows) {
        let number = i64::try_from(row.row).unwrap_or(i64::MAX);
        voucher.add_record(
            table,
            vec![
                Value::from(row_id),
                Value::from(id),
                Value::from(number),
                Value::from(row.dated.to_string()),
                Value::from(row.amount.get()),
                Value::from(row.key.clone()),
                Value::from(row.document.clone()),
            ],
        );
    }
    write(connection, &voucher).map_err(|error| {
        let what = format_args!("{:?}, {first} to {last}", new.name);
        error.naming(
            &[(
                Rule::StatementInvalid,
                "name it, and give the first day before the last",
            )],
            what,
        )
    })
}

fn refuse_known(connection: &Connection, digest: &[u8]) -> Result<()> {
    let sql = "SELECT statement_id FROM statement WHERE digest = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let known: Option<i64> = statement.query_row([digest], |row| row.get(0)).optional()?;
    match known {
        None => Ok(()),
        Some(known) => Err(Error::refused(
            Rule::StatementExists,
            format!("the file is loaded already, as statement {known}"),
            "reconcile that statement",
        )),
    }
}

/// Record that rows and postings are the same money: all pairs, or none.
pub(crate) fn confirm_matches(
    connection: &Connection,
    pairs: &[(i64, i64)],
    particulars: &Particulars,
) -> Result<Receipt> {
    if pairs.is_empty() {
        return Err(Error::refused(
            Rule::MatchWrong,
            "there is nothing to confirm",
            "give pairs of a row and a posting",
        ));
    }
    if !is_replay(connection, particulars)? {
        let (mut rows, mut postings) = (BTreeSet::new(), BTreeSet::new());
        for (row, posting) in pairs {
            check_pair(connection, *row, *posting)?;
            if !rows.insert(row) || !postings.insert(posting) {
                return Err(Error::refused(
                    Rule::MatchExists,
                    format!("row {row} and posting {posting}: one of them is given twice"),
                    "give each row and each posting once",
                ));
            }
        }
    }
    let sql = "SELECT coalesce(max(match_id), 0) FROM statement_match";
    let mut voucher = Voucher::new(Act::ConfirmMatch, None, particulars);
    let table = description("statement_match")?;
    for (id, (row, posting)) in (line::next_id(connection, sql)?..).zip(pairs) {
        voucher.add_record(
            table,
            vec![Value::from(id), Value::from(*row), Value::from(*posting)],
        );
    }
    write(connection, &voucher)
}

/// Take back a match that stands.
pub(crate) fn cancel_match(
    connection: &Connection,
    match_id: i64,
    particulars: &Particulars,
) -> Result<Receipt> {
    let sql = "SELECT cancelled_by IS NOT NULL FROM statement_match WHERE match_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let is_cancelled: Option<bool> = statement
        .query_row([match_id], |row| row.get(0))
        .optional()?;
    let unknown = |hint: &str| Error::not_found("match_unknown", "the match", match_id, hint);
    match is_cancelled {
        None => return Err(unknown("see the report of the statement")),
        Some(true) if !is_replay(connection, particulars)? => {
            return Err(unknown("it is cancelled already"));
        }
        Some(_) => {}
    }
    let mut voucher = Voucher::new(Act::CancelMatch, None, particulars);
    voucher.add_record(
        description("statement_match (cancelled)")?,
        vec![Value::from(match_id)],
    );
    write(connection, &voucher)
}
