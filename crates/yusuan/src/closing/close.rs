//! Applying a plan, in one transaction.

use rusqlite::Connection;

use super::apply;
use super::certificate::{Certificate, certificate, is_closed};
use super::grants;
use super::plan::Plan;
use super::remarks;
use crate::acts::explain_policy;
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
    file::walking(connection, |connection| {
        close_walking(connection, plan, particulars)
    })
}

fn close_walking(
    connection: &Connection,
    plan: &Plan,
    particulars: &Particulars,
) -> Result<Certificate> {
    grants::check(connection, &particulars.overrides)?;
    if is_closed(connection, plan.year)? {
        return Ok(Certificate {
            is_repeated: true,
            ..certificate(connection, plan.year)?
        });
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

/// A closing counts for the last day of its year.
pub(super) fn dated(particulars: &Particulars, year: i16) -> Result<Particulars> {
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
pub(super) fn mark(
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
