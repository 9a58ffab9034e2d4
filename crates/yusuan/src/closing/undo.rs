//! Undoing a closing, in one transaction, and saying what stands in its way.

use rusqlite::Connection;

use super::close::{dated, mark};
use crate::acts::reversing_postings;
use crate::error::{Error, Refusal, Result, Rule};
use crate::file;
use crate::journal::{self, Act, Event, Particulars, Posting, Voucher};
use crate::line::{self, LineId};
use crate::money::Fen;

/// Undo the closing of a year by reversing every posting of it. Asked for again under its key, it
/// is done already.
pub(crate) fn undo_close(
    connection: &Connection,
    year: i16,
    reason: &str,
    particulars: &Particulars,
) -> Result<()> {
    require_reason(reason)?;
    file::savepoint(connection, |connection| {
        let particulars = dated(particulars, year)?;
        let reopened = mark(
            connection,
            Act::ReopenYear,
            year,
            &particulars,
            Some(reason),
        )
        .map_err(|error| later_closed(connection, year, error))?;
        if reopened.is_repeated {
            return Ok(());
        }
        let keyless = Particulars {
            key: None,
            ..particulars
        };
        let mut voucher = Voucher::new(Act::UndoClose, Some(year), &keyless);
        for (first, count) in closings(connection, year)? {
            voucher
                .postings
                .extend(reversing_postings(connection, first, count)?);
        }
        if !voucher.postings.is_empty() {
            journal::write_within(connection, &voucher)
                .map_err(|error| touched(connection, &voucher, error))?;
        }
        mark(connection, Act::CancelClosing, year, &keyless, None).map(|_| ())
    })
}

/// Name the later years that are closed.
fn later_closed(connection: &Connection, year: i16, error: Error) -> Error {
    let sql = "SELECT group_concat(year, ', ') FROM (
        SELECT year FROM budget_year WHERE year > ?1 AND state = 'closed' ORDER BY year DESC)";
    let later: Option<String> = connection
        .query_row(sql, [year], |row| row.get(0))
        .unwrap_or_default();
    match (error.rule(), later) {
        (Some(Rule::LaterYearClosed), Some(later)) => Error::refused(
            Rule::LaterYearClosed,
            format!("{year} is not reopened while a later year is closed: {later}"),
            "undo the closing of the later years first, the last one first",
        ),
        _ => error,
    }
}

/// A year that was closed is not reopened without a word.
fn require_reason(reason: &str) -> Result<()> {
    if reason.trim().is_empty() {
        return Err(Error::refused(
            Rule::NoteInvalid,
            "a closing is not undone without a reason",
            "say why the year is reopened",
        ));
    }
    Ok(())
}

fn closings(connection: &Connection, year: i16) -> Result<Vec<(i64, i64)>> {
    let sql = "SELECT first_posting_id, posting_count FROM voucher
        WHERE year = ?1 AND act = 'close' AND act <> 'post' ORDER BY voucher_id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([year], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What a closing gave money to, and has too little of it left.
struct Short {
    what: String,
    has: Fen,
    /// Reads the vouchers that took from it, newest first.
    users: &'static str,
    id: i64,
}

/// Reads the newest vouchers that take from a row, by these events on this column.
macro_rules! users {
    ($column:literal, $events:literal) => {
        concat!(
            "SELECT DISTINCT p.voucher_id FROM posting AS p
            JOIN voucher AS v ON v.voucher_id = p.voucher_id
            WHERE p.",
            $column,
            " = ?1 AND p.event IN (",
            $events,
            ") AND v.act NOT IN ('close', 'undo_close') AND p.reverses_id IS NULL
            AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)
            ORDER BY p.voucher_id DESC LIMIT 3"
        )
    };
}

const OF_LINE: &str = users!(
    "line_id",
    "'reduce', 'transfer', 'recall', 'prior_year_decrease', 'true_up_decrease', 'commit', 'pay',
    'to_surplus'"
);
const OF_COMMITMENT: &str = users!("commitment_id", "'release', 'pay'");
const OF_INCOME: &str = users!(
    "income_id",
    "'return_income', 'prior_year_decrease', 'true_up_decrease', 'pay', 'to_surplus'"
);
const OF_SURPLUS: &str = users!(
    "surplus_id",
    "'use_surplus', 'use_earmarked', 'surrender', 'distribute', 'earmark_surplus', 'pool_out',
    'pool_earmarked_out'"
);

/// Say what of a closing is used already, so that it cannot be undone any more.
fn touched(connection: &Connection, voucher: &Voucher, error: Error) -> Error {
    let Some(rule) = error.rule() else {
        return error;
    };
    let said = match refused(connection, voucher) {
        Ok(Some(posting)) if rule == Rule::PlanExceedsAuthority => planned(connection, posting),
        Ok(Some(posting)) => used(connection, posting),
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    match said {
        Ok(Some(refusal)) => Error::Rule(Box::new(Refusal { rule, ..refusal })),
        _ => error,
    }
}

/// Return the posting that the file refused: those before it stand until all is undone.
fn refused<'v>(connection: &Connection, voucher: &'v Voucher) -> Result<Option<&'v Posting>> {
    let sql =
        "SELECT count(*) FROM posting WHERE voucher_id = (SELECT max(voucher_id) FROM voucher)";
    let written: u32 = connection
        .prepare_cached(sql)?
        .query_row([], |row| row.get(0))?;
    Ok(voucher
        .postings
        .get(usize::try_from(written).unwrap_or(usize::MAX)))
}

/// Say what has less left than the closing gave it, and who used it.
fn used(connection: &Connection, posting: &Posting) -> Result<Option<Refusal>> {
    let Some(short) = short(connection, posting)? else {
        return Ok(None);
    };
    let mut statement = connection.prepare_cached(short.users)?;
    let rows = statement.query_map([short.id], |row| row.get::<_, i64>(0))?;
    let vouchers = rows.collect::<rusqlite::Result<Vec<i64>>>()?;
    let numbers: Vec<String> = vouchers.iter().map(ToString::to_string).collect();
    let users = match numbers.as_slice() {
        [] => String::new(),
        numbers => format!(" (newest vouchers: {})", numbers.join(", ")),
    };
    let shortfall = posting.amount.checked_sub(short.has)?;
    let message = format!(
        "{} has {} yuan left of the {} that the closing gave it, {} are used already{users}",
        short.what,
        short.has.to_yuan_string(),
        posting.amount.to_yuan_string(),
        shortfall.to_yuan_string()
    );
    // An estimate that was taken out leaves its line nothing but what the closing carried.
    let hint = if is_trued_up(connection, posting)? {
        "reverse the true-up of next year and what used the money first, or correct with a \
         prior-year event"
    } else {
        "reverse what used it first, or correct with a prior-year event"
    };
    Ok(Some(Refusal {
        message,
        hint: hint.to_owned(),
        shortfall: Some(shortfall),
        allowed: Some(short.has.max(Fen::ZERO)),
        ..Refusal::new(Rule::AvailableExceeded)
    }))
}

/// Return whether an estimated carry-over was taken out of the line that a posting went to, and that
/// stands.
fn is_trued_up(connection: &Connection, posting: &Posting) -> Result<bool> {
    let sql = "SELECT EXISTS (
        SELECT 1 FROM posting AS p WHERE p.line_id = ?1 AND p.event = 'true_up_decrease'
        AND p.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)
    )";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([posting.to_line], |row| row.get(0))?)
}

/// Return the row that holds less than a posting of the closing gave it.
fn short(connection: &Connection, posting: &Posting) -> Result<Option<Short>> {
    let mut rows = Vec::new();
    if let Some(id) = posting.to_commitment {
        let held = line::commitment_report(connection, id)?;
        rows.push(Short {
            what: format!("commitment {id} (contract {})", held.contract),
            has: held.remaining,
            users: OF_COMMITMENT,
            id,
        });
    } else if let Some(id) = posting.to_line {
        let line = line::require_id(connection, LineId::new(id))?;
        rows.push(Short {
            has: line::balance(connection, line.id)?.available()?,
            what: format!("line {id} ({})", line.key),
            users: OF_LINE,
            id,
        });
    }
    if let Some(id) = posting.to_income {
        let income = line::income_report(connection, id)?;
        rows.push(Short {
            what: format!(
                "the income of {} {} in {}",
                income.unit, income.fund, income.year
            ),
            has: income.money,
            users: OF_INCOME,
            id,
        });
    }
    if let Some(id) = posting.surplus {
        let surplus = line::surplus_report(connection, id)?;
        let is_earmarking = matches!(
            posting.event,
            Event::EarmarkSurplus | Event::PoolEarmarkedIn
        );
        rows.push(Short {
            what: format!("the surplus of {} {}", surplus.unit, surplus.fund),
            has: if is_earmarking {
                surplus.earmarked_stock
            } else {
                surplus.stock
            },
            users: OF_SURPLUS,
            id,
        });
    }
    Ok(rows.into_iter().find(|short| short.has < posting.amount))
}

/// Say by how much the spending plan of a line is more than would be left of it.
fn planned(connection: &Connection, posting: &Posting) -> Result<Option<Refusal>> {
    let Some(id) = posting.to_line else {
        return Ok(None);
    };
    let line = line::require_id(connection, LineId::new(id))?;
    let months = line::plan_of(connection, line.id)?;
    let planned = Fen::sum(months.into_iter().map(|month| month.planned))?;
    let left = line::authority(connection, line.id)?.checked_sub(posting.amount)?;
    let shortfall = planned.checked_sub(left)?;
    Ok(Some(Refusal {
        message: format!(
            "line {id} ({}) is planned to spend {} yuan, and would have {} without what the \
             closing gave it, {} too few",
            line.key,
            planned.to_yuan_string(),
            left.to_yuan_string(),
            shortfall.to_yuan_string()
        ),
        hint: "plan the spending of the line anew first".to_owned(),
        shortfall: Some(shortfall),
        ..Refusal::new(Rule::PlanExceedsAuthority)
    }))
}
