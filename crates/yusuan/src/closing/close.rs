//! Applying a plan, and undoing a closing. Both are one transaction.

use rusqlite::Connection;

use super::apply;
use super::certificate::{Certificate, certificate, is_closed};
use super::plan::Plan;
use super::remarks;
use crate::acts::{explain_policy, reversing_postings};
use crate::date;
use crate::error::{Error, Result, Rule};
use crate::file;
use crate::journal::{self, Act, NoteField, Particulars, Receipt, Voucher};

/// Close the year of a plan. A year that is closed already gives its certificate again.
pub(crate) fn close(
    connection: &Connection,
    plan: &Plan,
    particulars: &Particulars,
) -> Result<Certificate> {
    file::savepoint(connection, |connection| {
        close_within(connection, plan, particulars)
    })
}

/// Close the year of a plan within work that a failure undoes as a whole.
pub(crate) fn close_within(
    connection: &Connection,
    plan: &Plan,
    particulars: &Particulars,
) -> Result<Certificate> {
    if is_closed(connection, plan.year)? {
        return certificate(connection, plan.year);
    }
    if journal::head(connection)? != plan.head {
        return Err(Error::refused(
            Rule::PlanStale,
            format!(
                "the ledger has moved since the plan was made: {}",
                plan.head
            ),
            "make the plan again",
        ));
    }
    let particulars = dated(particulars, plan.year)?;
    let keyless = Particulars {
        key: None,
        ..particulars.clone()
    };
    mark(connection, Act::BeginClosing, plan.year, &keyless, None)
        .map_err(|error| remarks::explain(remarks::before(connection, plan.year), error))?;
    let voucher = apply::voucher(connection, plan, &particulars)?;
    if !voucher.postings.is_empty() {
        let receipt = journal::write_within(connection, &voucher)
            .map_err(|error| explain_policy(connection, &voucher, error))
            .map_err(|error| remarks::explain(Ok(plan.remarks.clone()), error))?;
        if receipt.is_repeated {
            return Err(undone(&particulars, &receipt));
        }
    }
    mark(connection, Act::FinishClosing, plan.year, &keyless, None)?;
    certificate(connection, plan.year)
}

/// Refuse the key of a closing that was undone: what it did does not stand any more.
fn undone(particulars: &Particulars, receipt: &Receipt) -> Error {
    let key = particulars.key.as_deref().unwrap_or_default();
    Error::refused(
        Rule::KeyUsed,
        format!(
            "the key belongs to voucher {}, a closing that was undone: {key}",
            receipt.voucher_id
        ),
        "give a new key",
    )
}

/// Undo the closing of a year by reversing every posting of it. Asked for again under its key, it
/// is done already.
pub(crate) fn undo_close(
    connection: &Connection,
    year: i16,
    reason: &str,
    particulars: &Particulars,
) -> Result<()> {
    file::savepoint(connection, |connection| {
        let particulars = dated(particulars, year)?;
        let reopened = mark(
            connection,
            Act::ReopenYear,
            year,
            &particulars,
            Some(reason),
        )?;
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
                .map_err(|error| touched(connection, year, error))?;
        }
        mark(connection, Act::CancelClosing, year, &keyless, None).map(|_| ())
    })
}

/// Say why a closing cannot be undone any more.
fn touched(connection: &Connection, year: i16, error: Error) -> Error {
    // An estimate that was taken out leaves its line nothing but what the closing carried.
    let hint = if is_trued_up(connection, year).unwrap_or_default() {
        "reverse the true-up of next year and what used the money first, or correct with a \
         prior-year event"
    } else {
        "reverse what used it first, or correct with a prior-year event"
    };
    match error.rule() {
        Some(
            rule @ (Rule::AvailableExceeded
            | Rule::TotalNegative
            | Rule::MoneyExceeded
            | Rule::SurplusExceeded
            | Rule::CommitmentExceeded),
        ) => Error::refused(
            rule,
            "money carried into the next year, or into the surplus, is already used",
            hint,
        ),
        _ => error,
    }
}

/// Return whether an estimated carry-over of the year after was taken out, and that stands.
fn is_trued_up(connection: &Connection, year: i16) -> Result<bool> {
    let sql = "SELECT EXISTS (
        SELECT 1 FROM line AS l JOIN posting AS p ON p.line_id = l.line_id
        WHERE l.year = ?1 + 1 AND l.origin_year < l.year AND p.event = 'true_up_decrease'
        AND p.reverses_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM posting AS r WHERE r.reverses_id = p.posting_id)
    )";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([year], |row| row.get(0))?)
}

/// A closing counts for the last day of its year.
fn dated(particulars: &Particulars, year: i16) -> Result<Particulars> {
    let dated = match particulars.dated {
        Some(dated) => dated,
        None => date::last_day_of(year)?,
    };
    Ok(Particulars {
        dated: Some(dated),
        ..particulars.clone()
    })
}

/// Move the year into its next state.
fn mark(
    connection: &Connection,
    act: Act,
    year: i16,
    particulars: &Particulars,
    reason: Option<&str>,
) -> Result<Receipt> {
    let mut voucher = Voucher::new(act, Some(year), particulars);
    voucher.particulars.memo = None;
    voucher.particulars.reason = None;
    voucher.particulars.overrides = Vec::new();
    voucher.add_note(None, NoteField::Reason, reason);
    journal::write_within(connection, &voucher)
}

fn closings(connection: &Connection, year: i16) -> Result<Vec<(i64, i64)>> {
    let sql = "SELECT first_posting_id, posting_count FROM voucher
        WHERE year = ?1 AND act = 'close' ORDER BY voucher_id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([year], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
