//! 用款计划: what may be paid of a line in each month.

use rusqlite::{Connection, params};

use super::resolve::{Resolver, description};
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{Act, Particulars, Receipt, Voucher, write};
use crate::line::{self, Line, LineName, SpendingPlan};
use crate::money::Fen;

/// Plan the spending of lines of one year. The plan that a line had is no longer in force.
pub(crate) fn plan_spending(
    connection: &Connection,
    plans: &[(LineName, SpendingPlan)],
    particulars: &Particulars,
) -> Result<Receipt> {
    let resolver = Resolver::new(connection);
    let table = description("spending_plan")?;
    let next = line::next_id(
        connection,
        "SELECT coalesce(max(plan_id), 0) FROM spending_plan",
    )?;
    let mut voucher = Voucher::new(Act::PlanSpending, None, particulars);
    let mut planned = Vec::with_capacity(plans.len());
    for (id, (name, plan)) in (next..).zip(plans) {
        let line = resolver.line(name)?;
        let year = *voucher.year.get_or_insert(line.key.year);
        if year != line.key.year {
            return Err(Error::refused(
                Rule::LineWrongYear,
                format!(
                    "the plans are of {year}, and this line of {}",
                    line.key.year
                ),
                "plan the lines of one year at a time",
            ));
        }
        let months = plan.amounts(connection, line.id)?;
        voucher.add_record(table, line::plan_record(id, line.id, &months));
        planned.push((line, months));
    }
    if planned.is_empty() {
        return Err(Error::refused(
            Rule::VoucherCountInvalid,
            "no line is planned",
            "give at least one line with its plan",
        ));
    }
    write(connection, &voucher).map_err(|error| explain(connection, &planned, error))
}

/// Name the first line whose plan does not fit, and say by how much.
fn explain(connection: &Connection, planned: &[(Line, [Fen; 12])], error: Error) -> Error {
    let found = planned
        .iter()
        .find_map(|(line, months)| match error.rule() {
            Some(Rule::PlanExceedsAuthority) => too_much(connection, line, months),
            Some(Rule::PlanExceeded) => too_late(connection, line, months),
            Some(Rule::SpendingPlanInvalid) => odd_month(line, months),
            _ => None,
        });
    found.unwrap_or(error)
}

/// Name the month that is given less than nothing, or more than an amount can be.
fn odd_month(line: &Line, months: &[Fen]) -> Option<Error> {
    let is_odd = |amount: &Fen| *amount < Fen::ZERO || *amount > Fen::MAX_AMOUNT;
    let mut given = (1_u8..).zip(months);
    let (month, amount) = given.find(|(_, amount)| is_odd(amount))?;
    Some(Error::Rule(Box::new(Refusal {
        message: format!(
            "{line} is planned {} yuan in month {month}",
            amount.to_yuan_string()
        ),
        hint: format!(
            "plan each month from 0.00 to {} yuan",
            Fen::MAX_AMOUNT.to_yuan_string()
        ),
        line_id: Some(line.id.get()),
        ..Refusal::new(Rule::SpendingPlanInvalid)
    })))
}

fn too_much(connection: &Connection, line: &Line, months: &[Fen]) -> Option<Error> {
    let authority = line::authority(connection, line.id).ok()?;
    let total = Fen::sum(months.iter().copied()).ok()?;
    let shortfall = total.checked_sub(authority).ok()?.require_positive().ok()?;
    Some(Error::Rule(Box::new(Refusal {
        message: format!(
            "{line} may spend {} yuan, {} are planned, {} too much",
            authority.to_yuan_string(),
            total.to_yuan_string(),
            shortfall.to_yuan_string()
        ),
        hint: "plan at most what the line may spend".to_owned(),
        shortfall: Some(shortfall),
        allowed: Some(authority),
        line_id: Some(line.id.get()),
        ..Refusal::new(Rule::PlanExceedsAuthority)
    })))
}

const PAID: &str =
    "SELECT coalesce(sum(p.effect_fen * ((p.event = 'pay') - (p.event = 'refund'))), 0)
    FROM posting AS p JOIN voucher AS v ON v.voucher_id = p.voucher_id
    WHERE p.line_id = ?1 AND p.event IN ('pay', 'refund')
    AND CAST(substr(v.dated, 6, 2) AS INTEGER) <= ?2";

fn too_late(connection: &Connection, line: &Line, months: &[Fen]) -> Option<Error> {
    let mut planned = Fen::ZERO;
    for (month, amount) in (1_i64..).zip(months) {
        planned = planned.checked_add(*amount).ok()?;
        let mut statement = connection.prepare_cached(PAID).ok()?;
        let paid: i64 = statement
            .query_row(params![line.id.get(), month], |row| row.get(0))
            .ok()?;
        let short = Fen::new(paid).checked_sub(planned).ok()?;
        if short > Fen::ZERO {
            return Some(Error::Rule(Box::new(Refusal {
                message: format!(
                    "{line} has paid {} yuan by the end of month {month}, and {} are \
                     planned until then",
                    Fen::new(paid).to_yuan_string(),
                    planned.to_yuan_string()
                ),
                hint: "plan at least what is paid already".to_owned(),
                shortfall: Some(short),
                line_id: Some(line.id.get()),
                ..Refusal::new(Rule::PlanExceeded)
            })));
        }
    }
    None
}
