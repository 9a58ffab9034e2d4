//! Which running total a posting would take beyond what the file holds.

use super::has::Case;
use crate::error::{Refusal, Result, Rule};
use crate::line::{
    self, CommitmentTotals, IncomeTotals, LineBalance, LineReport, Movement, SurplusTotals,
};
use crate::money::Fen;

/// The largest running total, as the schema has it.
const TOTAL_MAX: Fen = Fen::new(100_000_000_000_000_000);

/// A row of running totals, before the posting and as it would be after it.
struct Totals {
    what: String,
    line_id: Option<i64>,
    names: &'static [&'static str],
    before: Vec<Fen>,
    after: Vec<Fen>,
}

/// Say which total would be too large, what it is, and what may still be added to it.
pub(super) fn total_out_of_range(case: &Case<'_>) -> Result<Option<Refusal>> {
    for totals in moved(case)? {
        let mut values = totals.names.iter().zip(&totals.before).zip(&totals.after);
        let found = values.find(|(_, after)| size(**after) > TOTAL_MAX);
        let Some(((name, before), after)) = found else {
            continue;
        };
        let shortfall = size(*after).checked_sub(TOTAL_MAX)?;
        let allowed = case.posting.amount.checked_sub(shortfall)?;
        return Ok(Some(Refusal {
            message: format!(
                "{}: its total `{name}` is {} yuan and would become {}, {} more than a running \
                 total can be",
                totals.what,
                before.to_yuan_string(),
                after.to_yuan_string(),
                shortfall.to_yuan_string()
            ),
            hint: format!(
                "no total is beyond {} yuan: look for an amount that was written in the wrong unit",
                TOTAL_MAX.to_yuan_string()
            ),
            shortfall: Some(shortfall),
            allowed: Some(allowed.max(Fen::ZERO)),
            line_id: totals.line_id,
            ..Refusal::new(Rule::TotalOutOfRange)
        }));
    }
    Ok(None)
}

fn size(total: Fen) -> Fen {
    total.max(total.checked_neg().unwrap_or(total))
}

/// Return the rows that the posting moves. One that its voucher would have made begins at zero, and
/// no posting alone takes it beyond the bound.
fn moved(case: &Case<'_>) -> Result<Vec<Totals>> {
    let posting = case.posting;
    let movement = Movement {
        event: posting.event.as_str(),
        effect: match posting.reverses {
            Some(_) => posting.amount.checked_neg()?,
            None => posting.amount,
        },
        has_commitment: posting.commitment.is_some(),
    };
    let connection = case.connection;
    let mut rows = Vec::new();
    if let Some(Ok(report)) = posting.line.map(|id| line::line_report(connection, id)) {
        let mut after = report.balance;
        movement.on_line(&mut after)?;
        rows.push(of_line(&report, &after));
    }
    if let Some(Ok(report)) = posting.to_line.map(|id| line::line_report(connection, id)) {
        let mut after = report.balance;
        movement.on_to_line(&mut after)?;
        rows.push(of_line(&report, &after));
    }
    let commitment = posting.commitment;
    if let Some(Ok(report)) = commitment.map(|id| line::commitment_report(connection, id)) {
        let mut after = report.totals;
        movement.on_commitment(&mut after)?;
        let (id, contract) = (report.commitment_id, &report.contract);
        rows.push(Totals {
            what: format!("commitment {id} (contract {contract})"),
            line_id: Some(report.line.id.get()),
            names: CommitmentTotals::COLUMNS,
            before: report.totals.values(),
            after: after.values(),
        });
    }
    rows.extend(of_money(case, &movement)?);
    Ok(rows)
}

fn of_line(report: &LineReport, after: &LineBalance) -> Totals {
    Totals {
        what: report.line.to_string(),
        line_id: Some(report.line.id.get()),
        names: &LineBalance::COLUMNS,
        before: report.balance.values().to_vec(),
        after: after.values().to_vec(),
    }
}

/// Return the income and the surplus that the posting moves.
fn of_money(case: &Case<'_>, movement: &Movement<'_>) -> Result<Vec<Totals>> {
    let (connection, posting) = (case.connection, case.posting);
    let mut rows = Vec::new();
    if let Some(Ok(report)) = posting.income.map(|id| line::income_report(connection, id)) {
        let mut after = report.totals;
        movement.on_income(&mut after)?;
        rows.push(Totals {
            what: format!("{} of {} in {}", report.fund, report.unit, report.year),
            line_id: None,
            names: IncomeTotals::COLUMNS,
            before: report.totals.values(),
            after: after.values(),
        });
    }
    let surplus = posting.surplus;
    if let Some(Ok(report)) = surplus.map(|id| line::surplus_report(connection, id)) {
        let mut after = report.totals;
        movement.on_surplus(&mut after)?;
        rows.push(Totals {
            what: format!("the surplus (结余) {} of {}", report.fund, report.unit),
            line_id: None,
            names: SurplusTotals::COLUMNS,
            before: report.totals.values(),
            after: after.values(),
        });
    }
    Ok(rows)
}
