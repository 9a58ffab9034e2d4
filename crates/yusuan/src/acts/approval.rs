//! 批复: the drafts of a year become its budget, whole, and take in what was arranged before.

use rusqlite::Connection;

use super::early;
use super::policy::write_judged;
use super::resolve::Resolver;
use crate::error::{Error, Result, Rule};
use crate::journal::{Act, Event, Particulars, Posting, Receipt, Voucher};
use crate::line;

/// Approve the budget of a year: every draft line and draft income is posted.
pub(crate) fn approve(
    connection: &Connection,
    year: i16,
    particulars: &Particulars,
) -> Result<Receipt> {
    let mut resolver = Resolver::new(connection);
    let mut voucher = Voucher::new(Act::Approve, Some(year), particulars);
    for draft in line::drafts(connection, year)? {
        let event = if draft.key.is_carry_over() {
            Event::ApproveCarried
        } else {
            Event::Approve
        };
        let line = resolver.line_or_new(&draft.key)?;
        let posting = resolver.posting(event, &line, draft.amount)?;
        voucher.postings.push(posting);
    }
    for income in line::draft_incomes(connection, year)? {
        let mut posting = Posting::new(Event::BudgetIncome, income.amount.require_positive()?);
        posting.income = Some(resolver.income(year, &income.unit, income.fund)?);
        voucher.postings.push(posting);
    }
    if voucher.postings.is_empty() {
        return Err(Error::refused(
            Rule::ApprovalIncomplete,
            format!("the year has no draft lines: {year}"),
            "prepare the year and import its lines first",
        ));
    }
    let absorbed = early::absorb(connection, &mut resolver, year, &mut voucher)?;
    resolver.finish(&mut voucher);
    write_judged(connection, &voucher).map_err(|error| early::explain(connection, &absorbed, error))
}
