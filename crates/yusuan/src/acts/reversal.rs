//! 冲销: a voucher is undone by a voucher that repeats its postings, counted negative.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::early;
use super::entry::Entry;
use super::explain::{About, explain};
use super::post::{Made, every_refusal};
use crate::error::{Error, Result, Rule};
use crate::journal::{Act, Event, Particulars, Posting, Receipt, Voucher, write};
use crate::money::Fen;

const ONE: &str = "SELECT posting_id, event, amount_fen, line_id, to_line_id, income_id,
    to_income_id, surplus_id, commitment_id, to_commitment_id, refunds_id
    FROM posting WHERE posting_id = ?1";

const COLUMNS: &str = "SELECT p.posting_id, p.event, p.amount_fen, p.line_id, p.to_line_id,
    p.income_id, p.to_income_id, p.surplus_id, p.commitment_id, p.to_commitment_id, p.refunds_id
    FROM posting AS p WHERE p.posting_id >= ?1 AND p.posting_id < ?1 + ?2
    AND p.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)
    ORDER BY p.posting_id DESC";

/// Undo every posting of a voucher that still stands, newest first.
pub(crate) fn reverse(
    connection: &Connection,
    voucher_id: i64,
    particulars: &Particulars,
) -> Result<Receipt> {
    let sql = "SELECT year, first_posting_id, posting_count FROM voucher WHERE voucher_id = ?1";
    let found: Option<(Option<i16>, i64, i64)> = connection
        .prepare_cached(sql)?
        .query_row([voucher_id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let unknown = || {
        Error::not_found(
            "voucher_unknown",
            "the voucher with postings",
            voucher_id,
            "give the number on a receipt",
        )
    };
    let (year, first, count) = found.ok_or_else(unknown)?;
    let year = year.filter(|_| count > 0).ok_or_else(unknown)?;
    let mut voucher = Voucher::new(Act::Post, Some(year), particulars);
    voucher.postings = if is_replay(connection, particulars)? {
        repeated(connection, particulars, first, count)?
    } else {
        reversing_postings(connection, first, count)?
    };
    voucher.act = early::act(connection, &voucher)?;
    if voucher.postings.is_empty() {
        return Err(nothing_stands(connection, voucher_id, first, count)?);
    }
    write(connection, &voucher).map_err(|error| say_more(connection, &voucher, error))
}

/// Say why nothing of a voucher can be undone: it undoes others itself, or was undone.
fn nothing_stands(
    connection: &Connection,
    voucher_id: i64,
    first: i64,
    count: i64,
) -> Result<Error> {
    let sql = "SELECT EXISTS (SELECT 1 FROM posting
        WHERE posting_id >= ?1 AND posting_id < ?1 + ?2 AND reverses_id IS NULL)";
    let mut statement = connection.prepare_cached(sql)?;
    let was_undone = statement.query_row([first, count], |row| row.get(0))?;
    Ok(if was_undone {
        Error::refused(
            Rule::AlreadyReversed,
            format!("nothing of the voucher stands: {voucher_id}"),
            "a posting is reversed once",
        )
    } else {
        Error::refused(
            Rule::ReversalUnknown,
            format!("voucher {voucher_id} is a reversal (冲销), and is not reversed itself"),
            "post the event anew",
        )
    })
}

/// Say more about a refused reversal: which posting cannot be undone, and what it lacks.
fn say_more(connection: &Connection, voucher: &Voucher, error: Error) -> Error {
    match voucher.postings.as_slice() {
        [posting] => explain(connection, &About::default(), voucher, posting, error),
        // All of them belong to that act.
        [posting, ..] if error.rule() == Some(Rule::ReversalOtherAct) => {
            explain(connection, &About::default(), voucher, posting, error)
        }
        postings => {
            let undone = postings.iter().filter_map(|posting| posting.reverses);
            let entries: Vec<Entry> = undone.map(Entry::reverse).collect();
            every_refusal(connection, &entries, &voucher.particulars, error)
        }
    }
}

/// Undo one posting that stands.
pub(super) fn one(connection: &Connection, posting_id: i64) -> Result<Made> {
    let sql = "SELECT v.year, p.reverses_id FROM posting AS p
        JOIN voucher AS v ON v.voucher_id = p.voucher_id WHERE p.posting_id = ?1";
    let found: Option<(Option<i16>, Option<i64>)> = connection
        .prepare_cached(sql)?
        .query_row([posting_id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (year, _) = found
        .filter(|(_, reverses)| reverses.is_none())
        .ok_or_else(|| {
            Error::refused(
                Rule::ReversalUnknown,
                format!("no posting that can be undone has this number: {posting_id}"),
                "name a posting that is not itself a reversal",
            )
        })?;
    // Whether it stands is the file's to say: a reversal that is asked for again, under its key,
    // is the same act.
    let posting = connection
        .prepare_cached(ONE)?
        .query_row([posting_id], read)?;
    Ok(Made {
        year: year.unwrap_or_default(),
        posting,
        counterpart: None,
        line: None,
        to_line: None,
        party: None,
        contract: None,
    })
}

/// Return whether the key of an act was used before.
pub(super) fn is_replay(connection: &Connection, particulars: &Particulars) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM voucher WHERE key = ?1)";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([&particulars.key], |row| row.get(0))?)
}

/// Return the postings of the voucher that used the key: a reversal that is asked for again finds
/// nothing left to undo, and must still be recognised as the same act.
fn repeated(
    connection: &Connection,
    particulars: &Particulars,
    first: i64,
    count: i64,
) -> Result<Vec<Posting>> {
    let sql = "SELECT p.reverses_id, p.event, p.amount_fen, p.line_id, p.to_line_id, p.income_id,
        p.to_income_id, p.surplus_id, p.commitment_id, p.to_commitment_id, p.refunds_id
        FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
        WHERE v.key = ?1 AND p.reverses_id >= ?2 AND p.reverses_id < ?2 + ?3 ORDER BY p.posting_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![particulars.key, first, count], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return the postings that undo what still stands of a run of postings, newest first.
pub(crate) fn reversing_postings(
    connection: &Connection,
    first: i64,
    count: i64,
) -> Result<Vec<Posting>> {
    let mut statement = connection.prepare_cached(COLUMNS)?;
    let rows = statement.query_map(params![first, count], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Posting> {
    let word: String = row.get(1)?;
    let event = Event::from_word(&word).ok_or_else(|| {
        let message = format!("unknown event: {word}").into();
        rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, message)
    })?;
    Ok(Posting {
        reverses: row.get(0)?,
        line: row.get(3)?,
        to_line: row.get(4)?,
        income: row.get(5)?,
        to_income: row.get(6)?,
        surplus: row.get(7)?,
        commitment: row.get(8)?,
        to_commitment: row.get(9)?,
        refunds: row.get(10)?,
        ..Posting::new(event, Fen::new(row.get(2)?))
    })
}
