//! Acts that policies may be about: what one says when it refuses, and when it lets pass.

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::detour::detour;
use super::idle::idle_overrides;
use super::limits;
use super::refund::line_of_payment;
use crate::catalogue;
use crate::error::{Error, Refusal, Result, Rule};
use crate::journal::{Event, PolicyWarning, Posting, Receipt, Voucher};
use crate::line::{self, Kind, LineId, LineKey};
use crate::money::Fen;
use crate::policy::{self, Policy, PolicyAction, PolicyTouch, Scope};

/// Say what policies made of a voucher that they may be about: why they refused it, or what they
/// warn of.
pub(super) fn judged(
    connection: &Connection,
    voucher: &Voucher,
    written: Result<Receipt>,
) -> Result<Receipt> {
    let receipt = written.map_err(|error| explain_policy(connection, voucher, error))?;
    let (first, count) = (receipt.first_posting_id, receipt.posting_count);
    // No policy is about ordinary spending, which is nearly everything.
    let is_ordinary = voucher.postings.iter().all(|it| it.event.is_current());
    let touches = if is_ordinary {
        Vec::new()
    } else {
        policy::touches(connection, first, count)?
    };
    let mut warnings = Vec::new();
    for touch in &touches {
        warnings.extend(warning(connection, touch)?);
    }
    warnings.extend(idle_overrides(connection, voucher, &touches)?);
    if !receipt.is_repeated {
        warnings.extend(limits::warnings(connection, voucher)?);
    }
    Ok(Receipt {
        warnings,
        ..receipt
    })
}

fn warning(connection: &Connection, touch: &PolicyTouch) -> Result<Option<PolicyWarning>> {
    let name = &touch.name_zh;
    let id = touch.to_line_id.unwrap_or(touch.line_id);
    let message = match touch.status.as_str() {
        "unknown" => format!(
            "{name}: last year's approved budget of {} is not in this ledger, so nothing was \
             compared",
            touch.unit
        ),
        "warned" => {
            let line = line::require_id(connection, LineId::new(id))?.to_string();
            if touch.policy == Rule::KindEconomic.token() {
                format!("{name}: {}", at_odds(&line))
            } else {
                let asked = touch.amount.to_yuan_string();
                format!("{name}: {} of {asked} yuan on {line}", touch.event)
            }
        }
        _ => return Ok(None),
    };
    Ok(Some(PolicyWarning {
        policy: touch.policy.clone(),
        line_id: Some(id),
        message,
    }))
}

/// Return what the policy `kind_economic` has to say about a draft. A draft is refused by nobody:
/// the approval is, and by then there are many.
pub(crate) fn draft_warning(
    connection: &Connection,
    key: &LineKey,
) -> Result<Option<PolicyWarning>> {
    if !is_at_odds(key) {
        return Ok(None);
    }
    let name = Rule::KindEconomic.token();
    let policy = policy::in_force(connection, name, key.year, &Scope::economic(key))?;
    let Some(policy) = policy.filter(|policy| policy.action != PolicyAction::Allow) else {
        return Ok(None);
    };
    let later = match policy.action {
        PolicyAction::Forbid => "; the approval will be refused",
        PolicyAction::Deny => "; the approval will be refused without an override",
        // An approval has a document.
        PolicyAction::Document | PolicyAction::Warn | PolicyAction::Allow => "",
    };
    let name_zh = policy::name_zh(connection, name)?;
    Ok(Some(PolicyWarning {
        policy: policy.name,
        line_id: None,
        message: format!("{name_zh}: {}{later}", at_odds(&key.to_string())),
    }))
}

fn at_odds(line: &str) -> String {
    format!(
        "kind and economic class of {line} disagree (301 and 303 are personnel, 302 and 310 public)"
    )
}

/// A posting with the keys of the line that gives and of the line that gets.
pub(super) struct Case<'a> {
    pub(super) posting: &'a Posting,
    pub(super) from: LineKey,
    pub(super) to: LineKey,
}

/// Say more when a policy refused: which one, which line, how much, and what would be allowed.
pub(crate) fn explain_policy(connection: &Connection, voucher: &Voucher, error: Error) -> Error {
    let Some(rule) = error.rule().filter(|rule| rule.is_policy()) else {
        return error;
    };
    match explained(connection, voucher, rule) {
        Ok(Some(refusal)) => Error::Rule(Box::new(refusal)),
        _ => error,
    }
}

/// Most refusals that one message lists.
const LISTED_MAX: usize = 20;

/// Tell of each posting that the policy refuses; what is more than the message is of the first.
fn explained(connection: &Connection, voucher: &Voucher, rule: Rule) -> Result<Option<Refusal>> {
    let mut first: Option<Refusal> = None;
    let mut messages = Vec::new();
    let mut moves = Vec::new();
    for posting in &voucher.postings {
        let Some(case) = case(connection, voucher, posting)? else {
            continue;
        };
        let mut found = refused_alone(connection, voucher, rule, &case)?;
        if is_moved(&case) {
            moves.push(case);
            if found.is_none() {
                found = refused_detour(connection, voucher, rule, &moves)?;
            }
        }
        let Some(refusal) = found else {
            continue;
        };
        if !messages.contains(&refusal.message) {
            messages.push(refusal.message.clone());
        }
        first.get_or_insert(refusal);
        if messages.len() == LISTED_MAX {
            break;
        }
    }
    Ok(first.map(|refusal| Refusal {
        message: messages.join("\n"),
        ..refusal
    }))
}

/// Return what a policy says of a posting that it refuses as it stands, as the view `policy_touch`
/// has it.
fn refused_alone(
    connection: &Connection,
    voucher: &Voucher,
    rule: Rule,
    case: &Case<'_>,
) -> Result<Option<Refusal>> {
    if !is_about(rule, case) {
        return Ok(None);
    }
    let Some(policy) = refusing(connection, voucher, rule, &scope(rule, case))? else {
        return Ok(None);
    };
    let is_refused = match rule {
        Rule::ThreePublicTotal => {
            let (total, last) = three_public_totals(connection, &case.to)?;
            total > last && has_last_budget(connection, &case.to)?
        }
        Rule::MaxCarryYears => {
            let times = policy.value.as_deref().and_then(|it| it.parse().ok());
            i32::from(case.from.year) - i32::from(case.from.origin_year)
                >= times.unwrap_or_default()
        }
        _ => true,
    };
    if !is_refused {
        return Ok(None);
    }
    refusal(connection, voucher, rule, case, &policy).map(Some)
}

/// Return what a policy says of a posting that completes a detour.
fn refused_detour(
    connection: &Connection,
    voucher: &Voucher,
    rule: Rule,
    moves: &[Case<'_>],
) -> Result<Option<Refusal>> {
    let (Some(last), Some(detour)) = (moves.last(), detour(rule, moves)?) else {
        return Ok(None);
    };
    for giver in &detour.givers {
        let Some(policy) = refusing(connection, voucher, rule, &Scope::functional(giver))? else {
            continue;
        };
        let hint = hint(rule, policy.action);
        return Ok(Some(Refusal {
            message: format!("{} ({})", detour.said, policy.source),
            hint: format!("what is decided apart is a voucher of its own; else {hint}"),
            shortfall: Some(detour.amount),
            allowed: last.posting.amount.checked_sub(detour.amount).ok(),
            line_id: line_of(voucher, last.posting),
            policy: Some(policy.name),
            ..Refusal::new(rule)
        }));
    }
    Ok(None)
}

/// Return the policy in force, when it does not let pass what it is about.
fn refusing(
    connection: &Connection,
    voucher: &Voucher,
    rule: Rule,
    scope: &Scope,
) -> Result<Option<Policy>> {
    let year = voucher.year.unwrap_or_default();
    // A missing document or override is the whole voucher's: it let none of its postings pass.
    let has_document = voucher.particulars.document.is_some();
    let refuses = |policy: &Policy| match policy.action {
        PolicyAction::Allow | PolicyAction::Warn => false,
        PolicyAction::Document => !has_document,
        PolicyAction::Deny | PolicyAction::Forbid => true,
    };
    let policy = policy::in_force(connection, rule.token(), year, scope)?;
    Ok(policy.filter(refuses))
}

fn case<'a>(
    connection: &Connection,
    voucher: &Voucher,
    posting: &'a Posting,
) -> Result<Option<Case<'a>>> {
    let Some(line) = posting.line.filter(|_| posting.reverses.is_none()) else {
        return Ok(None);
    };
    let line = key(connection, voucher, line)?;
    let (from, to) = match (posting.to_line, posting.refunds) {
        (Some(to), _) => (line, key(connection, voucher, to)?),
        (None, Some(payment)) => (line_of_payment(connection, payment)?.key, line),
        (None, None) => (line.clone(), line),
    };
    Ok(Some(Case { posting, from, to }))
}

/// Return the key of a line, also of one that the voucher would have made.
fn key(connection: &Connection, voucher: &Voucher, id: i64) -> Result<LineKey> {
    let mut made = voucher.records.iter().filter(|it| it.table.name == "line");
    let made = made.find(|record| record.values.first() == Some(&Value::from(id)));
    match made.map(|record| record.values.as_slice()) {
        Some(values) => line::key_of_record(connection, values),
        None => Ok(line::require_id(connection, LineId::new(id))?.key),
    }
}

/// Return whether a policy is about a posting, as the view `policy_case` has it.
fn is_about(rule: Rule, case: &Case<'_>) -> bool {
    let (from, to) = (&case.from, &case.to);
    let event = case.posting.event;
    let is_moved = is_moved(case);
    let is_basic = |kind| matches!(kind, Kind::BasicPersonnel | Kind::BasicPublic);
    match rule {
        Rule::MaxCarryYears => event == Event::CarryForward,
        Rule::ThreePublicTotal => event == Event::Approve,
        Rule::ThreePublicIncrease => {
            matches!(
                event,
                Event::Supplement
                    | Event::Transfer
                    | Event::UseSurplus
                    | Event::UseEarmarked
                    | Event::PriorYearIncrease
            )
        }
        Rule::FreezeDate => {
            matches!(event, Event::Supplement | Event::Reduce | Event::Transfer)
        }
        Rule::KindEconomic => is_at_odds(to),
        Rule::PersonnelToPublic => {
            is_moved && (from.kind, to.kind) == (Kind::BasicPersonnel, Kind::BasicPublic)
        }
        Rule::PublicToPersonnel => {
            is_moved && (from.kind, to.kind) == (Kind::BasicPublic, Kind::BasicPersonnel)
        }
        Rule::BasicProject => {
            is_moved
                && (is_basic(from.kind) && to.kind == Kind::Project
                    || from.kind == Kind::Project && is_basic(to.kind))
        }
        Rule::ProjectToProject => is_moved && from.project.is_some() && from.project != to.project,
        Rule::FunctionalTransfer => is_moved && from.functional_code != to.functional_code,
        Rule::EconomicTransfer => is_moved && from.economic_code != to.economic_code,
        Rule::CarryOverPurpose => {
            is_moved
                && to.is_carry_over()
                && (from.functional_code != to.functional_code || from.project != to.project)
        }
        _ => false,
    }
}

/// Return whether a posting moves money from one line to another, as the view `policy_move` has it.
fn is_moved(case: &Case<'_>) -> bool {
    let is_transfer = matches!(
        case.posting.event,
        Event::Transfer | Event::PriorYearIncrease
    );
    is_transfer && case.from != case.to
}

/// Return whether kind and economic class of a line disagree.
fn is_at_odds(key: &LineKey) -> bool {
    let class = key.economic_code.get(..3).unwrap_or_default();
    match key.kind {
        Kind::BasicPersonnel => matches!(class, "302" | "310"),
        Kind::BasicPublic => matches!(class, "301" | "303"),
        _ => false,
    }
}

/// Return what a policy is asked about a posting.
fn scope(rule: Rule, case: &Case<'_>) -> Scope {
    let (from, to) = (&case.from, &case.to);
    match rule {
        Rule::ThreePublicIncrease | Rule::ThreePublicTotal | Rule::KindEconomic => {
            Scope::economic(to)
        }
        Rule::FunctionalTransfer => {
            Scope::functional(from).apart(&from.functional_code, &to.functional_code)
        }
        Rule::EconomicTransfer => {
            Scope::economic(from).apart(&from.economic_code, &to.economic_code)
        }
        _ => Scope::functional(from),
    }
}

fn refusal(
    connection: &Connection,
    voucher: &Voucher,
    rule: Rule,
    case: &Case<'_>,
    policy: &Policy,
) -> Result<Refusal> {
    let (from, to) = (&case.from, &case.to);
    let amount = case.posting.amount;
    let asked = amount.to_yuan_string();
    let mut allowed = Some(Fen::ZERO);
    let mut shortfall = Some(amount);
    let found = match rule {
        Rule::ThreePublicIncrease => format!(
            "such items of {} may take 0.00 yuan more, {asked} asked for {to}",
            to.unit
        ),
        Rule::ThreePublicTotal => {
            let (total, last) = three_public_totals(connection, to)?;
            allowed = Some(last);
            shortfall = total.checked_sub(last).ok();
            format!(
                "such items of {} come to {} yuan in {}, and to {} in the year before",
                to.unit,
                total.to_yuan_string(),
                to.year,
                last.to_yuan_string()
            )
        }
        Rule::FreezeDate => {
            let day = voucher.particulars.dated.map(|day| day.to_string());
            let frozen = policy.value.as_deref().unwrap_or_default();
            let day = day.unwrap_or_default();
            format!("{asked} yuan for {to}, dated {day}: nothing is adjusted after {frozen}")
        }
        Rule::MaxCarryYears => {
            let times = policy.value.as_deref().unwrap_or_default();
            format!(
                "{asked} yuan of {from}: money of {} is carried forward {times} times at most",
                from.origin_year
            )
        }
        Rule::KindEconomic => {
            allowed = None;
            shortfall = None;
            format!("kind and economic class disagree: {to}")
        }
        _ => format!("{asked} yuan from {from} to {to}"),
    };
    Ok(Refusal {
        message: format!("{found} ({})", policy.source),
        hint: hint(rule, policy.action),
        shortfall,
        allowed,
        line_id: line_of(voucher, case.posting),
        policy: Some(policy.name.clone()),
        ..Refusal::new(rule)
    })
}

/// Return the line that gets the money, unless the voucher would have made it.
fn line_of(voucher: &Voucher, posting: &Posting) -> Option<i64> {
    let line = posting.to_line.or(posting.line);
    let is_made = voucher.records.iter().any(|record| {
        record.table.name == "line" && record.values.first() == line.map(Value::from).as_ref()
    });
    line.filter(|_| !is_made)
}

fn hint(rule: Rule, action: PolicyAction) -> String {
    let instead = match rule {
        Rule::ThreePublicIncrease => {
            "take it from another such item of the unit, one that three_public_total counts if it \
             counts this one"
        }
        Rule::ThreePublicTotal => "reduce the unit's drafts of such items",
        Rule::FreezeDate => "adjust next year's budget",
        Rule::MaxCarryYears => "move it to surplus, or recall it",
        Rule::KindEconomic => "correct the kind or the economic code",
        _ => "take it from a line that the policy does not keep apart",
    };
    match action {
        PolicyAction::Forbid => {
            format!("{instead}; the policy forbids it, and no override lifts it")
        }
        PolicyAction::Document => format!("name the document that approves it, or {instead}"),
        _ => format!("{instead}; an override lets it pass and names the document that grants it"),
    }
}

/// Return whether the ledger has a budget of the unit for the year before.
fn has_last_budget(connection: &Connection, key: &LineKey) -> Result<bool> {
    let sql = "SELECT EXISTS (
        SELECT 1 FROM line AS l JOIN budget_year AS y ON y.year = l.year
        WHERE l.year = ?1 AND l.unit_id = ?2 AND y.state <> 'preparing')";
    let unit = catalogue::require_unit(connection, &key.unit)?;
    let year = key.year.saturating_sub(1);
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![year, unit], |row| row.get(0))?)
}

/// Return what a unit has for such items in the drafts of a year, and had in the budget of the year
/// before, by the policies of this year.
fn three_public_totals(connection: &Connection, key: &LineKey) -> Result<(Fen, Fen)> {
    let unit = catalogue::require_unit(connection, &key.unit)?;
    let sum = |sql: &str, year: i16| -> Result<Fen> {
        let mut statement = connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![year, unit])?;
        let mut total = Fen::ZERO;
        while let Some(row) = rows.next()? {
            let fund: String = row.get(0)?;
            let [level, kind]: [String; 2] = [row.get(1)?, row.get(2)?];
            let scope = Scope {
                fund: Some(fund),
                level: Some(level.parse()?),
                kind: Some(kind.parse()?),
                code_level: None,
                item: Some(row.get(3)?),
            };
            let policy = policy::in_force(connection, "three_public_total", key.year, &scope)?;
            if policy.is_some_and(|policy| policy.action != PolicyAction::Allow) {
                total = total.checked_add(Fen::new(row.get(4)?))?;
            }
        }
        Ok(total)
    };
    let drafts = "SELECT fund, level, kind, economic_code, amount_fen FROM draft_line
        WHERE year = ?1 AND unit_id = ?2 AND origin_year = year";
    let lines = "SELECT l.fund, l.level, l.kind, l.economic_code, b.original_fen
        FROM line AS l JOIN line_balance AS b ON b.line_id = l.line_id
        WHERE l.year = ?1 AND l.unit_id = ?2 AND l.origin_year = l.year";
    Ok((
        sum(drafts, key.year)?,
        sum(lines, key.year.saturating_sub(1))?,
    ))
}
