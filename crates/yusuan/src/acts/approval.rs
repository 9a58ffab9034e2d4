//! 批复: the drafts of a year become its budget, whole, and take in what was arranged before.

use rusqlite::Connection;

use super::early;
use super::policy::judged;
use super::resolve::Resolver;
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{self, Act, Event, Particulars, Posting, Receipt, Voucher};
use crate::line;
use crate::money::Fen;

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
    let written = journal::write(connection, &voucher);
    judged(connection, &voucher, written).map_err(|error| match error.rule() {
        Some(Rule::IncomeExpenditureDiffer) => income(connection, year).unwrap_or(error),
        Some(Rule::ControlTotalDiffers) => totals(connection, year).unwrap_or(error),
        Some(Rule::UnitInactive) => named(
            connection,
            (INACTIVE, year),
            error,
            "budgeted in the drafts",
        ),
        Some(Rule::CarryOverKnown) => named(connection, (CARRIED, year), error, "drafted"),
        Some(Rule::DocumentMissing) => Error::refused(
            Rule::DocumentMissing,
            format!("the approval (批复) of {year} needs the reference of a document (文号)"),
            "give it as `document`",
        ),
        _ => early::explain(connection, &absorbed, error),
    })
}

const INCOME: &str = "SELECT d.fund || ' of ' || u.name, sum(d.income_fen), sum(d.line_fen)
    FROM (
        SELECT unit_id, fund, 0 AS income_fen, amount_fen AS line_fen FROM draft_line
        WHERE year = ?1 AND origin_year = year
        UNION ALL
        SELECT unit_id, fund, amount_fen, 0 FROM draft_income WHERE year = ?1
    ) AS d
    JOIN unit AS u ON u.unit_id = d.unit_id JOIN fund AS f ON f.fund = d.fund
    WHERE f.is_fiscal = 0 GROUP BY d.unit_id, d.fund
    HAVING sum(d.income_fen) <> sum(d.line_fen) ORDER BY d.unit_id, d.fund";

const TOTALS: &str = "SELECT c.fund || ' ' || c.level, c.amount_fen, coalesce(sum(d.amount_fen), 0)
    FROM draft_control AS c LEFT JOIN draft_line AS d ON d.year = c.year AND d.fund = c.fund
        AND d.level = c.level AND d.origin_year = d.year
    WHERE c.year = ?1 GROUP BY c.fund, c.level
    HAVING c.amount_fen <> coalesce(sum(d.amount_fen), 0) ORDER BY c.fund, c.level";

const INACTIVE: &str = "SELECT DISTINCT u.name FROM unit AS u WHERE u.deactivated_by IS NOT NULL
    AND u.unit_id IN (
        SELECT unit_id FROM draft_line WHERE year = ?1
        UNION ALL SELECT unit_id FROM draft_income WHERE year = ?1
    ) ORDER BY u.unit_id";

const CARRIED: &str =
    "SELECT u.name || ' ' || d.fund || ' ' || d.level || ' ' || d.origin_year || ' '
        || d.functional_code || ' ' || d.economic_code || ' ' || d.kind || ' ' || d.project
    FROM draft_line AS d JOIN unit AS u ON u.unit_id = d.unit_id
    WHERE d.year = ?1 AND d.origin_year < d.year ORDER BY d.draft_id";

/// Rows of the drafts that a refusal names; the rest are counted.
const NAMED_MAX: usize = 5;

/// Name the drafts, or their units, that the file refused.
fn named(
    connection: &Connection,
    (sql, year): (&'static str, i16),
    error: Error,
    word: &str,
) -> Error {
    let Some(rule) = error.rule() else {
        return error;
    };
    let found = connection.prepare_cached(sql).and_then(|mut statement| {
        let rows = statement.query_map([year], |row| row.get::<_, String>(0))?;
        rows.collect::<rusqlite::Result<Vec<String>>>()
    });
    let Ok(found) = found else {
        return error;
    };
    let shown = found.iter().take(NAMED_MAX).map(|name| name.trim_end());
    let shown = shown.collect::<Vec<_>>().join(", ");
    let more = match found.len().saturating_sub(NAMED_MAX) {
        0 => String::new(),
        rest => format!(" and {rest} more"),
    };
    let hint = "delete these drafts, or budget them for another unit";
    error.naming(&[(rule, hint)], format_args!("{word}: {shown}{more}"))
}

/// Name each unit and fund whose budgeted income is not what its lines come to.
fn income(connection: &Connection, year: i16) -> Option<Error> {
    let words = ["income budgeted", "its lines come to"];
    let hint = "correct the drafts of the lines or of the income (收支平衡)";
    let rule = Rule::IncomeExpenditureDiffer;
    differing(connection, (INCOME, year), words, rule, hint).ok()?
}

/// Name each fund and level whose lines do not come to what the approving document says.
fn totals(connection: &Connection, year: i16) -> Option<Error> {
    let words = ["the document gives", "the lines come to"];
    let hint = "correct the drafts of the lines, or the control total (控制数)";
    let rule = Rule::ControlTotalDiffers;
    differing(connection, (TOTALS, year), words, rule, hint).ok()?
}

fn differing(
    connection: &Connection,
    (sql, year): (&'static str, i16),
    [one, other]: [&str; 2],
    rule: Rule,
    hint: &str,
) -> Result<Option<Error>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([year])?;
    let (mut messages, mut shortfall) = (Vec::new(), Fen::ZERO);
    while let Some(row) = rows.next()? {
        let what: String = row.get(0)?;
        let (given, lines) = (Fen::new(row.get(1)?), Fen::new(row.get(2)?));
        let size = given.max(lines).checked_sub(given.min(lines))?;
        messages.push(format!(
            "{what} in {year}: {one} {} yuan, {other} {}, {} too {}",
            given.to_yuan_string(),
            lines.to_yuan_string(),
            size.to_yuan_string(),
            if lines > given { "much" } else { "little" }
        ));
        shortfall = shortfall.checked_add(size)?;
    }
    Ok((!messages.is_empty()).then(|| {
        Error::Rule(Box::new(Refusal {
            message: messages.join("\n"),
            hint: hint.to_owned(),
            shortfall: Some(shortfall),
            ..Refusal::new(rule)
        }))
    }))
}
