//! Applying a plan, and undoing a closing. Both are one transaction.

use rusqlite::Connection;

use super::certificate::{Certificate, certificate, is_closed};
use super::plan::{ClosingAction, Decision, MoneyAction, Plan};
use crate::acts::{Resolver, reversing_postings};
use crate::catalogue::{SuccessorMap, SuccessorScheme};
use crate::date;
use crate::error::{Error, Result, Rule};
use crate::file;
use crate::journal::{self, Act, Event, NoteField, Particulars, Posting, Voucher};
use crate::line::{LineKey, LineName};

/// Close the year of a plan. A year that is closed already gives its certificate again.
pub(crate) fn close(
    connection: &Connection,
    plan: &Plan,
    particulars: &Particulars,
) -> Result<Certificate> {
    file::savepoint(connection, |connection| {
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
        mark(connection, Act::BeginClosing, plan.year, &keyless, None)?;
        apply(connection, plan, &particulars)?;
        mark(connection, Act::FinishClosing, plan.year, &keyless, None)?;
        certificate(connection, plan.year)
    })
}

/// Undo the closing of a year by reversing every posting of it.
pub(crate) fn undo_close(
    connection: &Connection,
    year: i16,
    reason: &str,
    particulars: &Particulars,
) -> Result<()> {
    file::savepoint(connection, |connection| {
        let particulars = dated(particulars, year)?;
        mark(
            connection,
            Act::ReopenYear,
            year,
            &particulars,
            Some(reason),
        )?;
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
            journal::write(connection, &voucher)
                .map_err(|error| touched(connection, year, error))?;
        }
        mark(connection, Act::CancelClosing, year, &keyless, None)
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
) -> Result<()> {
    let mut voucher = Voucher::new(act, Some(year), particulars);
    voucher.particulars.memo = None;
    voucher.add_note(None, NoteField::Reason, reason);
    journal::write(connection, &voucher).map(|_| ())
}

fn closings(connection: &Connection, year: i16) -> Result<Vec<(i64, i64)>> {
    let sql = "SELECT first_posting_id, posting_count FROM voucher
        WHERE year = ?1 AND act = 'close' ORDER BY voucher_id DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([year], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Post the decisions of a plan.
fn apply(connection: &Connection, plan: &Plan, particulars: &Particulars) -> Result<()> {
    let mut resolver = Resolver::new(connection);
    let mut voucher = Voucher::new(Act::Close, Some(plan.year), particulars);
    let covers = plan
        .money
        .iter()
        .filter(|money| money.action == MoneyAction::CoverDeficit);
    let surpluses = plan
        .money
        .iter()
        .filter(|money| money.action != MoneyAction::CoverDeficit);
    for money in covers.clone() {
        let posting = money_posting(&mut resolver, plan.year, Event::CoverDeficit, money)?;
        voucher.postings.push(posting);
    }
    let is_carried = |decision: &Decision| decision.action == ClosingAction::CarryForward;
    if plan.decisions.iter().any(is_carried) {
        require_prepared(connection, plan.year.saturating_add(1))?;
    }
    let successors = SuccessorMap::of_year(connection, plan.year)?;
    for decision in &plan.decisions {
        let posting = decided(connection, &mut resolver, &successors, plan.year, decision)?;
        voucher.postings.push(posting);
    }
    for money in surpluses {
        let posting = money_posting(&mut resolver, plan.year, Event::IncomeToSurplus, money)?;
        voucher.postings.push(posting);
    }
    if voucher.postings.is_empty() {
        return Ok(());
    }
    resolver.finish(&mut voucher);
    journal::write(connection, &voucher).map(|_| ())
}

fn money_posting(
    resolver: &mut Resolver<'_>,
    year: i16,
    event: Event,
    money: &super::MoneyDecision,
) -> Result<Posting> {
    let mut posting = Posting::new(event, money.amount.require_positive()?);
    posting.income = Some(resolver.income(year, &money.unit, money.fund)?);
    posting.surplus = Some(resolver.surplus(&money.unit, money.fund)?);
    Ok(posting)
}

/// Turn a decision into its posting.
fn decided(
    connection: &Connection,
    resolver: &mut Resolver<'_>,
    successors: &SuccessorMap,
    year: i16,
    decision: &Decision,
) -> Result<Posting> {
    let line = resolver.line(&LineName::Id(decision.line.id))?;
    if line.key != decision.line.key || line.key.year != year {
        return Err(Error::refused(
            Rule::PlanInvalid,
            format!(
                "the plan names a line that is not the ledger's: {}",
                decision.line.key
            ),
            "make the plan again",
        ));
    }
    let event = match decision.action {
        ClosingAction::Release => Event::Release,
        ClosingAction::CarryForward => Event::CarryForward,
        ClosingAction::ToSurplus => Event::ToSurplus,
        ClosingAction::Recall => Event::Recall,
        ClosingAction::Lapse => Event::Lapse,
    };
    let mut posting = resolver.posting(event, &line, decision.amount)?;
    posting.commitment = decision.commitment_id;
    if event == Event::ToSurplus {
        posting.surplus = Some(resolver.surplus(&line.key.unit, line.key.fund)?);
    }
    if event == Event::CarryForward {
        let to = resolver.line_or_new(&next_key(successors, &line.key))?;
        posting.to_line = Some(to.id.get());
        posting.to_income = resolver.income_of(&to.key)?;
        if let Some(commitment) = decision.commitment_id {
            let contract = contract_of(connection, commitment)?;
            posting.to_commitment =
                Some(resolver.new_commitment(to.id, &contract, Some(commitment))?);
        }
    }
    Ok(posting)
}

fn contract_of(connection: &Connection, commitment: i64) -> Result<String> {
    let sql = "SELECT contract FROM commitment WHERE commitment_id = ?1";
    Ok(connection
        .prepare_cached(sql)?
        .query_row([commitment], |row| row.get(0))?)
}

/// Return the key a line carries on under: the same, save for codes and units with a successor.
fn next_key(successors: &SuccessorMap, key: &LineKey) -> LineKey {
    let named = |scheme, old: &String| {
        successors
            .get(scheme, old)
            .map_or_else(|| old.clone(), |successor| successor.new.clone())
    };
    LineKey {
        year: key.year.saturating_add(1),
        unit: named(SuccessorScheme::Unit, &key.unit),
        functional_code: named(SuccessorScheme::Functional, &key.functional_code),
        economic_code: named(SuccessorScheme::Economic, &key.economic_code),
        ..key.clone()
    }
}

/// Refuse to carry money forward into a year that nobody prepared.
fn require_prepared(connection: &Connection, year: i16) -> Result<()> {
    let sql = "SELECT EXISTS (SELECT 1 FROM budget_year WHERE year = ?1)";
    let is_prepared: bool = connection
        .prepare_cached(sql)?
        .query_row([year], |row| row.get(0))?;
    if is_prepared {
        return Ok(());
    }
    Err(Error::refused(
        Rule::YearUnknown,
        format!("money is carried forward into a year that is not in the ledger: {year}"),
        format!("prepare the year {year} first"),
    ))
}
