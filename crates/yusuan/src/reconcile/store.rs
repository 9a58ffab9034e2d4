//! Every statement of SQL about statements.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::{MoneyPosting, Statement, StatementKind, StatementRow};
use crate::date::{self, Date};
use crate::error::{Error, Result, Rule};
use crate::money::Fen;

const STATEMENTS: &str = "SELECT s.statement_id, s.voucher_id, s.kind, s.name, s.first_on,
    s.last_on, (SELECT count(*) FROM statement_row AS r WHERE r.statement_id = s.statement_id),
    (SELECT count(*) FROM statement_row AS r JOIN statement_match AS m
        ON m.row_id = r.row_id AND m.cancelled_by IS NULL WHERE r.statement_id = s.statement_id)
    FROM statement AS s WHERE s.statement_id = coalesce(?1, s.statement_id)
    ORDER BY s.statement_id";

const ROWS: &str = "SELECT r.row_id, r.row, r.dated, r.amount_fen, r.key, r.document, m.match_id,
    m.posting_id FROM statement_row AS r
    LEFT JOIN statement_match AS m ON m.row_id = r.row_id AND m.cancelled_by IS NULL
    WHERE r.statement_id = ?1 ORDER BY r.row_id";

/// Columns of a posting that moved money on an account, and the rows that give them.
macro_rules! postings {
    ($where:literal) => {
        concat!(
            "SELECT m.posting_id, v.voucher_id, m.event, v.dated, m.amount_fen,
            v.key, v.document, n.text,
            EXISTS (SELECT 1 FROM posting AS u WHERE u.reverses_id = m.posting_id),
            EXISTS (SELECT 1 FROM statement_match AS o
                WHERE o.posting_id = m.posting_id AND o.cancelled_by IS NULL),
            m.kind
            FROM voucher AS v
            JOIN money_posting AS m ON m.voucher_id = v.voucher_id AND m.posting_id
                BETWEEN v.first_posting_id AND v.first_posting_id + v.posting_count - 1
            LEFT JOIN note AS n ON n.voucher_id = v.voucher_id AND n.posting_id = m.posting_id
                AND n.field = 'payee'
            WHERE ",
            $where
        )
    };
}

/// Postings of a kind of funds and perhaps of a unit, dated between two days.
const BETWEEN: &str = postings!(
    "v.dated BETWEEN ?1 AND ?2 AND m.kind = ?3
    AND (?4 IS NULL OR m.unit_id = (SELECT unit_id FROM unit WHERE name = ?4))
    ORDER BY m.posting_id"
);

/// The postings of a key, whatever their day.
const OF_KEY: &str = postings!(
    "v.key = ?1 AND m.kind = ?2
    AND (?3 IS NULL OR m.unit_id = (SELECT unit_id FROM unit WHERE name = ?3))
    ORDER BY m.posting_id"
);

const ONE: &str = postings!("m.posting_id = ?1");

/// A posting, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub(super) posting: MoneyPosting,
    pub(super) is_reversed: bool,
    pub(super) is_matched: bool,
    /// Whose statement has its money.
    kind: StatementKind,
}

/// Return every statement, or the one of a number.
pub(crate) fn statements(connection: &Connection, one: Option<i64>) -> Result<Vec<Statement>> {
    let mut statement = connection.prepare_cached(STATEMENTS)?;
    let found = statement.query_map([one], |row| {
        Ok(Statement {
            statement_id: row.get(0)?,
            voucher_id: row.get(1)?,
            kind: kind_of(row, 2)?,
            name: row.get(3)?,
            first_on: day(row, 4)?,
            last_on: day(row, 5)?,
            row_count: row.get(6)?,
            matched_count: row.get(7)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// A row, and the match and posting that it has.
type RowAndMatch = (StatementRow, Option<(i64, i64)>);

/// The rows of a statement, each with the match and the posting that it has.
pub(super) fn rows(connection: &Connection, statement_id: i64) -> Result<Vec<RowAndMatch>> {
    let mut statement = connection.prepare_cached(ROWS)?;
    let found = statement.query_map([statement_id], |row| {
        let matched: Option<i64> = row.get(6)?;
        let posting: Option<i64> = row.get(7)?;
        let of_file = StatementRow {
            row_id: row.get(0)?,
            row: row.get(1)?,
            dated: day(row, 2)?,
            amount: Fen::new(row.get(3)?),
            key: row.get(4)?,
            document: row.get(5)?,
        };
        Ok((of_file, matched.zip(posting)))
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The postings of the funds of a kind of statement that are dated between two days.
pub(super) fn between(
    connection: &Connection,
    (first, last): (Date, Date),
    kind: StatementKind,
    unit: Option<&str>,
) -> Result<Vec<Known>> {
    let mut statement = connection.prepare_cached(BETWEEN)?;
    let values = params![first.to_string(), last.to_string(), kind.as_str(), unit];
    let found = statement.query_map(values, known)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The postings of a voucher's key.
pub(super) fn of_key(
    connection: &Connection,
    key: &str,
    kind: StatementKind,
    unit: Option<&str>,
) -> Result<Vec<Known>> {
    let mut statement = connection.prepare_cached(OF_KEY)?;
    let values = params![key, kind.as_str(), unit];
    let found = statement.query_map(values, known)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// One posting, if it moved money.
pub(super) fn one(connection: &Connection, posting_id: i64) -> Result<Option<Known>> {
    let mut statement = connection.prepare_cached(ONE)?;
    Ok(statement.query_row([posting_id], known).optional()?)
}

/// Say what is wrong with a match before it is written, with more words than the file has.
pub(crate) fn check_pair(connection: &Connection, row_id: i64, posting_id: i64) -> Result<()> {
    let hint = "see the report of the statement for rows and postings that fit";
    let sql = "SELECT r.amount_fen, EXISTS (SELECT 1 FROM statement_match AS m
        WHERE m.row_id = r.row_id AND m.cancelled_by IS NULL), s.kind
        FROM statement_row AS r JOIN statement AS s ON s.statement_id = r.statement_id
        WHERE r.row_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let row: Option<(i64, bool, String)> = statement
        .query_row([row_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let Some((fen, is_matched, kind)) = row else {
        let message = format!("no statement has row {row_id}");
        return Err(Error::refused(Rule::MatchWrong, message, hint));
    };
    let posting = one(connection, posting_id)?.filter(|found| !found.is_reversed);
    let Some(posting) = posting else {
        let message = format!("posting {posting_id} moved no money on an account, or was undone");
        return Err(Error::refused(Rule::MatchWrong, message, hint));
    };
    if posting.kind.as_str() != kind {
        let message = format!(
            "row {row_id} is of a {kind} statement, and the money of posting {posting_id} is on a {} \
             statement",
            posting.kind.as_str()
        );
        return Err(Error::refused(Rule::MatchWrong, message, hint));
    }
    if is_matched || posting.is_matched {
        let what = if is_matched {
            format!("row {row_id}")
        } else {
            format!("posting {posting_id}")
        };
        let hint = "cancel that match first";
        return Err(Error::refused(
            Rule::MatchExists,
            format!("{what} is matched already"),
            hint,
        ));
    }
    if posting.posting.amount.get() != fen {
        let (row, ledger) = (Fen::new(fen), posting.posting.amount);
        let message = format!(
            "row {row_id} says {} and posting {posting_id} {} yuan",
            row.to_yuan_string(),
            ledger.to_yuan_string()
        );
        let hint = "there is no tolerance in amounts: correct the posting, or ask the other side";
        return Err(Error::refused(Rule::MatchAmountDiffers, message, hint));
    }
    Ok(())
}

fn known(row: &Row<'_>) -> rusqlite::Result<Known> {
    Ok(Known {
        posting: MoneyPosting {
            posting_id: row.get(0)?,
            voucher_id: row.get(1)?,
            event: row.get(2)?,
            dated: day(row, 3)?,
            amount: Fen::new(row.get(4)?),
            key: row.get(5)?,
            document: row.get(6)?,
            payee: row.get(7)?,
        },
        is_reversed: row.get(8)?,
        is_matched: row.get(9)?,
        kind: kind_of(row, 10)?,
    })
}

fn kind_of(row: &Row<'_>, column: usize) -> rusqlite::Result<StatementKind> {
    let text: String = row.get(column)?;
    text.parse()
        .map_err(|_| unreadable(column, format!("no such kind of statement: {text}")))
}

fn day(row: &Row<'_>, column: usize) -> rusqlite::Result<Date> {
    let text: String = row.get(column)?;
    date::parse(&text).map_err(|error| unreadable(column, error.to_string()))
}

fn unreadable(column: usize, message: String) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, message.into())
}
