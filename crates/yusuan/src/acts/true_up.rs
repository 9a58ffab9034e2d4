//! 结转核定: an estimated carry-over follows the final account.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::resolve::Resolver;
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{Act, Event, Particulars, Receipt, Voucher, write};
use crate::line::{self, Line, LineId, LineName};
use crate::money::Fen;

/// A line whose carry-over was approved as an estimate, beside what the closing really carried.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct TrueUp {
    /// The line.
    pub line: Line,
    /// What was approved, less what was taken out already.
    #[serde(rename = "estimate_fen")]
    pub estimate: Fen,
    /// What the closing of the year before carried into the line.
    #[serde(rename = "actual_fen")]
    pub actual: Fen,
    /// `actual` less `estimate`: what the line gains, or loses when negative.
    #[serde(rename = "difference_fen")]
    pub difference: Fen,
    /// How much of the estimate is spent or committed beyond what was carried; zero when none is.
    #[serde(rename = "shortfall_fen")]
    pub shortfall: Fen,
}

const ESTIMATES: &str = "SELECT e.line_id, b.carried_in_fen, b.available_fen, e.estimate_fen
    FROM carry_over_estimate AS e JOIN line_balance AS b ON b.line_id = e.line_id
    WHERE e.year = ?1 AND e.original_fen > 0 AND e.estimate_fen > 0 ORDER BY e.line_id";

/// Return every estimate of a year that is not trued up yet. Writes nothing.
pub(crate) fn plan_true_up(connection: &Connection, year: i16) -> Result<Vec<TrueUp>> {
    require_closed_before(connection, year)?;
    let mut statement = connection.prepare_cached(ESTIMATES)?;
    let rows = statement.query_map([year], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    })?;
    let found: Vec<(i64, i64, i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    found
        .into_iter()
        .map(|(id, carried_in, available, estimate)| {
            let (estimate, actual) = (Fen::new(estimate), Fen::new(carried_in));
            Ok(TrueUp {
                line: line::require_id(connection, LineId::new(id))?,
                estimate,
                actual,
                difference: actual.checked_sub(estimate)?,
                shortfall: estimate
                    .checked_sub(Fen::new(available))?
                    .max(Fen::default()),
            })
        })
        .collect()
}

/// Take every estimate out of the lines of a year, the real carry-over being in them; none when
/// there is no estimate left.
pub(crate) fn true_up(
    connection: &Connection,
    year: i16,
    particulars: &Particulars,
) -> Result<Option<Receipt>> {
    let mut amounts = repeated(connection, year, particulars)?;
    if amounts.is_empty() {
        let plan = plan_true_up(connection, year)?;
        require_covered(&plan)?;
        amounts = plan
            .into_iter()
            .map(|it| (it.line.id, it.estimate))
            .collect();
    }
    if amounts.is_empty() {
        return Ok(None);
    }
    let mut resolver = Resolver::new(connection);
    let mut voucher = Voucher::new(Act::Post, Some(year), particulars);
    for (id, amount) in amounts {
        let line = resolver.line(&LineName::Id(id))?;
        let posting = resolver.posting(Event::TrueUpDecrease, &line, amount)?;
        voucher.postings.push(posting);
    }
    resolver.finish(&mut voucher);
    write(connection, &voucher).map(Some)
}

/// Return what the voucher took out that used the key: asked for again, it finds nothing left.
fn repeated(
    connection: &Connection,
    year: i16,
    particulars: &Particulars,
) -> Result<Vec<(LineId, Fen)>> {
    let sql = "SELECT p.line_id, p.amount_fen FROM voucher AS v
        JOIN posting AS p ON p.posting_id >= v.first_posting_id
            AND p.posting_id < v.first_posting_id + v.posting_count
        WHERE v.key = ?1 AND v.year = ?2 AND p.event = 'true_up_decrease'
        AND p.reverses_id IS NULL ORDER BY p.posting_id";
    let mut statement = connection.prepare_cached(sql)?;
    let read = |row: &Row<'_>| Ok((LineId::new(row.get(0)?), Fen::new(row.get(1)?)));
    let rows = statement.query_map(params![particulars.key, year], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The final account of the year before is what an estimate is measured by.
fn require_closed_before(connection: &Connection, year: i16) -> Result<()> {
    let before = i32::from(year) - 1;
    let sql = "SELECT state FROM budget_year WHERE year = ?1";
    let state: Option<String> = connection
        .prepare_cached(sql)?
        .query_row([before], |row| row.get(0))
        .optional()?;
    let (rule, message) = match state.as_deref() {
        Some("closed") => return Ok(()),
        None => (
            Rule::YearUnknown,
            format!("the ledger has no year {before}, so no closing brings its real carry-over"),
        ),
        Some("preparing") => (
            Rule::YearPreparing,
            format!("the year {before} is not approved"),
        ),
        Some("closing") => (
            Rule::YearClosing,
            format!("the year {before} is being closed"),
        ),
        Some(_) => (Rule::YearOpen, format!("the year {before} is not closed")),
    };
    let hint = if state.is_none() {
        "correct each line by what its final account says"
    } else {
        "close that year first: its closing brings the real carry-over"
    };
    Err(Error::refused(rule, message, hint))
}

/// Name every line that spent more of its estimate than was carried over.
fn require_covered(plan: &[TrueUp]) -> Result<()> {
    let short: Vec<&TrueUp> = plan
        .iter()
        .filter(|it| it.shortfall > Fen::default())
        .collect();
    if short.is_empty() {
        return Ok(());
    }
    let texts = short.iter().map(|it| {
        format!(
            "line {} ({}) used {} yuan more than was carried over",
            it.line.id,
            it.line.key,
            it.shortfall.to_yuan_string()
        )
    });
    Err(Error::Rule(Box::new(Refusal {
        message: texts.collect::<Vec<_>>().join("; "),
        hint: "supplement these lines, or undo what was spent on the estimate".to_owned(),
        shortfall: Some(Fen::sum(short.iter().map(|it| it.shortfall))?),
        ..Refusal::new(Rule::AvailableExceeded)
    })))
}
