//! 提前安排: spending before the budget is approved (预算法 54), and taking it into the approval.

use rusqlite::{Connection, params};

use super::resolve::Resolver;
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{Act, Event, PolicyWarning, Voucher};
use crate::line::{self, Line, LineId, LineKey};
use crate::money::Fen;
use crate::policy::{self, PolicyAction};

/// Return the act that carries the postings of a voucher: [`Act::PostEarly`] for spending and
/// receipts in a year that is not approved yet, and for what gives it something to spend.
///
/// A voucher that is repeated under its key keeps the act it was written by, whatever the year has
/// become since.
pub(super) fn act(connection: &Connection, voucher: &Voucher) -> Result<Act> {
    let mut events = voucher.postings.iter().map(|posting| posting.event);
    if events.any(|event| event == Event::AllocateEarly) {
        return Ok(Act::PostEarly);
    }
    let mut events = voucher.postings.iter().map(|posting| posting.event);
    if !events.all(Event::is_current) {
        return Ok(Act::Post);
    }
    let sql = "SELECT coalesce(
        (SELECT act = 'post_early' FROM voucher WHERE key = ?1),
        EXISTS (SELECT 1 FROM budget_year WHERE year = ?2 AND state = 'preparing'))";
    let is_early: bool = connection
        .prepare_cached(sql)?
        .query_row(params![voucher.particulars.key, voucher.year], |row| {
            row.get(0)
        })?;
    Ok(if is_early { Act::PostEarly } else { Act::Post })
}

/// Let an approval take back every early amount of its year; return the lines.
pub(super) fn absorb(
    connection: &Connection,
    resolver: &mut Resolver<'_>,
    year: i16,
    voucher: &mut Voucher,
) -> Result<Vec<Line>> {
    let sql = "SELECT l.line_id, b.early_fen FROM line AS l
        JOIN line_balance AS b ON b.line_id = l.line_id
        WHERE l.year = ?1 AND b.early_fen > 0 ORDER BY l.line_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([year], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let early: Vec<(i64, i64)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut lines = Vec::with_capacity(early.len());
    for (id, fen) in early {
        let line = line::require_id(connection, LineId::new(id))?;
        let posting = resolver.posting(Event::AbsorbEarly, &line, Fen::new(fen))?;
        voucher.postings.push(posting);
        lines.push(line);
    }
    Ok(lines)
}

/// Say which lines of a budget give less than was already spent before it was approved.
pub(super) fn explain(connection: &Connection, lines: &[Line], error: Error) -> Error {
    if error.rule() != Some(Rule::AvailableExceeded) {
        return error;
    }
    short_of(connection, lines).unwrap_or(error)
}

fn short_of(connection: &Connection, lines: &[Line]) -> Option<Error> {
    let mut texts = Vec::new();
    let mut missing = Fen::default();
    for line in lines {
        let balance = line::balance(connection, line.id).ok()?;
        // Refused acts leave nothing behind, so these are the totals before the approval.
        let drafted = line::draft_amount(connection, &line.key).ok()?;
        let left = balance.available().ok()?.checked_add(drafted).ok()?;
        let short = balance.early.checked_sub(left).ok()?;
        if short > Fen::default() {
            missing = missing.checked_add(short).ok()?;
            texts.push(format!(
                "{line} is budgeted {} yuan, {} less than was spent or committed before",
                drafted.to_yuan_string(),
                short.to_yuan_string()
            ));
        }
    }
    (!texts.is_empty()).then(|| {
        Error::Rule(Box::new(Refusal {
            message: texts.join("; "),
            hint: "raise the drafts, or undo what was spent before the approval".to_owned(),
            shortfall: Some(missing),
            ..Refusal::new(Rule::AvailableExceeded)
        }))
    })
}

/// Say what the policy measures by, what it allows, and how much is too much.
pub(super) fn refused(connection: &Connection, line: &Line, amount: Fen, error: Error) -> Error {
    match error.rule() {
        Some(Rule::EarlyExceeded) => exceeded(connection, line, amount).unwrap_or(error),
        Some(Rule::EarlyBaseUnknown) => Error::refused(
            Rule::EarlyBaseUnknown,
            format!(
                "the ledger has no approved budget of {} for {} in {}, so what may be arranged \
                 before the approval cannot be measured; it is not guessed",
                i32::from(line.key.year) - 1,
                line.key.unit,
                line.key.fund.name_zh()
            ),
            "let the policy early_spending allow it, with the document that says so as its source",
        ),
        _ => error,
    }
}

const MEASURE: &str = "SELECT
    (SELECT coalesce(sum(b.original_fen), 0) FROM line AS o
        JOIN line_balance AS b ON b.line_id = o.line_id JOIN unit AS u ON u.unit_id = o.unit_id
        WHERE o.year = ?1 - 1 AND u.name = ?2 AND o.fund = ?3 AND o.origin_year = o.year
        AND (o.kind = ?4 OR o.kind LIKE 'basic%' AND ?4 LIKE 'basic%')),
    (SELECT coalesce(sum(b.early_fen), 0) FROM line AS o
        JOIN line_balance AS b ON b.line_id = o.line_id JOIN unit AS u ON u.unit_id = o.unit_id
        WHERE o.year = ?1 AND u.name = ?2 AND o.fund = ?3
        AND (o.kind = ?4 OR o.kind LIKE 'basic%' AND ?4 LIKE 'basic%'))";

/// What may be arranged before the approval, and what is.
struct Measure {
    action: PolicyAction,
    percent: i64,
    /// What last year's budget approved of the kind.
    base: i64,
    allowed: Fen,
    arranged: Fen,
}

/// Measure what may be arranged for a line; none where the policy is off.
fn measure(connection: &Connection, key: &LineKey) -> Result<Option<Measure>> {
    let Some((action, percent)) = policy::early_ceiling(connection, key)? else {
        return Ok(None);
    };
    let values = params![key.year, key.unit, key.fund.as_str(), key.kind.as_str()];
    let (base, arranged): (i64, i64) = connection
        .prepare_cached(MEASURE)?
        .query_row(values, |row| row.try_into())?;
    let allowed = i128::from(base) * i128::from(percent) / 100;
    Ok(Some(Measure {
        action,
        percent,
        base,
        // At most a hundred percent of what is a number of fen.
        allowed: Fen::new(i64::try_from(allowed).unwrap_or(base)),
        arranged: Fen::new(arranged),
    }))
}

fn exceeded(connection: &Connection, line: &Line, amount: Fen) -> Option<Error> {
    let key = &line.key;
    let measure = measure(connection, key).ok()??;
    let left = measure.allowed.checked_sub(measure.arranged).ok()?;
    let shortfall = amount.checked_sub(left).ok()?;
    Some(Error::Rule(Box::new(Refusal {
        message: format!(
            "{} may arrange {} yuan in {} before the approval ({} percent of last year's \
             {} yuan); {} are left, {} asked, {} too much",
            key.unit,
            measure.allowed.to_yuan_string(),
            key.fund.name_zh(),
            measure.percent,
            Fen::new(measure.base).to_yuan_string(),
            left.to_yuan_string(),
            amount.to_yuan_string(),
            shortfall.to_yuan_string()
        ),
        hint: "arrange what must be paid before the approval, and leave the rest to it".to_owned(),
        shortfall: Some(shortfall),
        allowed: Some(left.max(Fen::ZERO)),
        policy: Some("early_spending".to_owned()),
        ..Refusal::new(Rule::EarlyExceeded)
    })))
}

/// Return what the policy `early_spending` has to say about what is arranged for a line.
pub(super) fn warning(
    connection: &Connection,
    line_id: i64,
    key: &LineKey,
) -> Result<Option<PolicyWarning>> {
    let Some(measure) = measure(connection, key)? else {
        return Ok(None);
    };
    let beyond = measure.arranged.checked_sub(measure.allowed)?;
    if measure.action != PolicyAction::Warn || beyond <= Fen::ZERO {
        return Ok(None);
    }
    let said = if measure.percent == 0 {
        format!("nothing of this kind is to be arranged before the approval: {key}")
    } else if measure.base == 0 {
        format!(
            "last year's approved budget of {} is not in this ledger, so nothing was compared",
            key.unit
        )
    } else {
        format!(
            "{} has arranged {} yuan in {} before the approval, {} more than {} percent of last \
             year's {} yuan",
            key.unit,
            measure.arranged.to_yuan_string(),
            key.fund.name_zh(),
            beyond.to_yuan_string(),
            measure.percent,
            Fen::new(measure.base).to_yuan_string()
        )
    };
    let name_zh = policy::name_zh(connection, "early_spending")?;
    Ok(Some(PolicyWarning {
        policy: "early_spending".to_owned(),
        line_id: Some(line_id),
        message: format!("{name_zh}: {said}"),
    }))
}
