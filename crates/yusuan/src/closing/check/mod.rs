//! Checking a plan that a person edited against the ledger: every problem at once.

mod departures;
mod fresh;
mod totals;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::Connection;

use self::fresh::require_same_figures;
use super::decide::{complete, plan_close};
use super::plan::{ClosingAction, Decision, Plan};
use super::row::{EditedPlan, EditedRow, PlanAction};
use crate::error::{Result, Rule, SourceError, SourceErrors};
use crate::journal::Override;
use crate::line::{LineId, LineKey};
use crate::money::Fen;

/// Turn an edited plan into one that can be closed by. A row that decides against a policy and names
/// no document takes that of the override.
///
/// # Errors
///
/// [`Rule::PlanStale`] when figures have changed since the plan was exported; [`Error::Source`](crate::Error::Source) with
/// every cell that could not be read and every row that breaks a rule.
pub(crate) fn check_plan(
    connection: &Connection,
    edited: &EditedPlan,
    overrides: &[Override],
) -> Result<Plan> {
    let unreadable = || Err(SourceErrors(edited.problems.clone()).into());
    let Some(first) = edited.rows.first() else {
        return unreadable();
    };
    let base = plan_close(connection, first.year, &[])?;
    match edited.moved_from(&base)? {
        // What could not be read cannot be compared.
        Some(_) if !edited.problems.is_empty() => return unreadable(),
        Some(then) => {
            let now = plan_close(connection, first.year, overrides)?;
            require_same_figures(edited, then, &now)?;
        }
        None => {}
    }
    let mut checker = Checker::new(edited, &base);
    for row in &edited.rows {
        checker.row(row);
    }
    checker.check_totals();
    checker.check_departures(connection, overrides)?;
    let money = checker.money(connection)?;
    let Checker {
        problems,
        mut decisions,
        ..
    } = checker;
    if !problems.is_empty() {
        return Err(sorted(problems).into());
    }
    decisions.sort_by_key(|(decision, _)| decision.action != ClosingAction::Release);
    let decisions = decisions
        .into_iter()
        .map(|(decision, _)| decision)
        .collect();
    complete(connection, base.year, decisions, money)
}

/// Put the problems in the order of the file.
fn sorted(mut problems: Vec<SourceError>) -> SourceErrors {
    // What is said of the whole file comes last.
    problems.sort_by_key(|problem| problem.row.unwrap_or(u64::MAX));
    SourceErrors(problems)
}

/// What stands in the ledger for a line or a commitment.
struct Left {
    amount: Fen,
    decided: Fen,
    /// The last row that decides on it.
    row: Option<u64>,
}

/// A line that has something left, and how a person decided on it.
struct LineLeft<'p> {
    decision: &'p Decision,
    left: Left,
    released: Fen,
}

/// A commitment that has something left.
struct CommitmentLeft<'p> {
    decision: &'p Decision,
    left: Left,
}

/// Goes through the rows and collects what is wrong.
struct Checker<'p> {
    edited: &'p EditedPlan,
    base: &'p Plan,
    lines: HashMap<i64, LineLeft<'p>>,
    commitments: HashMap<i64, CommitmentLeft<'p>>,
    /// Decisions with the row that says them.
    decisions: Vec<(Decision, u64)>,
    money_rows: Vec<&'p EditedRow>,
    /// Lines with a row that was refused: what is decided on them cannot be added up.
    spoiled: HashSet<i64>,
    problems: Vec<SourceError>,
}

impl<'p> Checker<'p> {
    fn new(edited: &'p EditedPlan, base: &'p Plan) -> Self {
        let mut lines: HashMap<i64, LineLeft<'p>> = HashMap::new();
        let mut commitments: HashMap<i64, CommitmentLeft<'p>> = HashMap::new();
        let nothing = || Left {
            amount: Fen::ZERO,
            decided: Fen::ZERO,
            row: None,
        };
        for decision in &base.decisions {
            let line = lines
                .entry(decision.line.id.get())
                .or_insert_with(|| LineLeft {
                    decision,
                    left: nothing(),
                    released: Fen::ZERO,
                });
            // What a line has of its own is what is decided on it beyond what commitments gave back.
            let amount = decision.amount;
            let own = match (decision.commitment_id, decision.action) {
                (None, _) => line.left.amount.checked_add(amount),
                (Some(_), ClosingAction::Release) => line.left.amount.checked_sub(amount),
                (Some(_), _) => Ok(line.left.amount),
            };
            line.left.amount = own.unwrap_or(line.left.amount);
            if let Some(id) = decision.commitment_id {
                let commitment = commitments.entry(id).or_insert_with(|| CommitmentLeft {
                    decision,
                    left: nothing(),
                });
                commitment.left.amount = add(commitment.left.amount, amount);
            }
        }
        Self {
            edited,
            base,
            lines,
            commitments,
            decisions: Vec::with_capacity(edited.rows.len()),
            money_rows: Vec::new(),
            spoiled: edited.unread_lines.iter().copied().collect(),
            problems: edited.problems.clone(),
        }
    }

    /// Name a problem in a cell.
    fn refuse(
        &mut self,
        place: (Option<u64>, Option<&'static str>),
        value: Option<String>,
        rule: Rule,
        message: String,
        hint: &str,
    ) {
        let (row, column) = place;
        let shown = column.map(|column| self.edited.shown_name(column).to_owned());
        self.problems.push(SourceError {
            path: self.edited.path.clone(),
            row,
            column: shown,
            value,
            sheet: self.edited.sheet.clone(),
            cell: column.and_then(|column| self.edited.cell(column, row)),
            token: rule.token().to_owned(),
            message,
            hint: hint.to_owned(),
        });
    }

    /// Check a row for itself, and take its decision.
    fn row(&mut self, row: &'p EditedRow) {
        if row.year != self.base.year {
            let message = format!("the plan is for {}, not {}", self.base.year, row.year);
            let place = (Some(row.row), Some("year"));
            let hint = "close one year at a time";
            return self.refuse(
                place,
                Some(row.year.to_string()),
                Rule::PlanInvalid,
                message,
                hint,
            );
        }
        match row.action {
            PlanAction::Money(_) => self.money_rows.push(row),
            PlanAction::Line(action) => self.line_row(row, action),
        }
    }

    fn line_row(&mut self, row: &EditedRow, action: ClosingAction) {
        let found = row.line_id.and_then(|id| self.lines.get(&id));
        let Some(known) = found.map(|line| line.decision) else {
            let given = row.line_id.map(|id| id.to_string());
            let message = format!(
                "{} has nothing left in {}, or is not a line of this ledger",
                given.as_deref().unwrap_or("a row without a number"),
                self.base.year
            );
            let hint = "leave the numbers of lines as the plan was exported";
            let place = (Some(row.row), Some("line_id"));
            return self.refuse(place, given, Rule::PlanInvalid, message, hint);
        };
        let commitment = row.commitment_id.map(|id| (id, self.commitments.get(&id)));
        let contract = match commitment {
            None => None,
            Some((_, Some(commitment))) if commitment.decision.line.id == known.line.id => {
                commitment.decision.contract.clone()
            }
            Some((id, _)) => {
                let message = format!(
                    "nothing remains of a commitment {id} on line {}",
                    known.line.id
                );
                let hint = "leave the numbers of commitments as the plan was exported";
                let place = (Some(row.row), Some("commitment_id"));
                return self.refuse(
                    place,
                    Some(id.to_string()),
                    Rule::PlanInvalid,
                    message,
                    hint,
                );
            }
        };
        if !self.same_key(row, &known.line.key, contract.as_deref())
            || !self.possible(row, &known.line.key, action)
        {
            self.spoiled.insert(known.line.id.get());
            return;
        }
        self.count(row, action, known.line.id);
        let decision = Decision {
            line: known.line.clone(),
            commitment_id: row.commitment_id,
            contract,
            action,
            amount: row.amount,
            rule: Arc::clone(&known.rule),
            age_years: known.age_years,
            is_edited: false,
            document: row.document.clone(),
        };
        self.decisions.push((decision, row.row));
    }

    /// Add what a row decides to what is decided on its line and commitment.
    fn count(&mut self, row: &EditedRow, action: ClosingAction, line: LineId) {
        let commitment = row
            .commitment_id
            .and_then(|id| self.commitments.get_mut(&id));
        let is_of_commitment = commitment.is_some();
        if let Some(commitment) = commitment {
            commitment.left.decided = add(commitment.left.decided, row.amount);
            commitment.left.row = Some(row.row);
        }
        if let Some(line) = self.lines.get_mut(&line.get()) {
            if !is_of_commitment {
                line.left.decided = add(line.left.decided, row.amount);
                line.left.row = Some(row.row);
            } else if action == ClosingAction::Release {
                line.released = add(line.released, row.amount);
            }
        }
    }

    /// Refuse a row whose description is that of another line: half of a table was sorted.
    fn same_key(&mut self, row: &EditedRow, key: &LineKey, contract: Option<&str>) -> bool {
        let origin = key.origin_year.to_string();
        let expected = |column: &str| match column {
            "contract" => vec![contract.unwrap_or_default()],
            "level" => vec![key.level.as_str(), key.level.name_zh()],
            "origin_year" => vec![&*origin],
            "functional_code" => vec![&*key.functional_code],
            "economic_code" => vec![&*key.economic_code],
            "kind" => vec![key.kind.as_str(), key.kind.name_zh()],
            _ => vec![key.project_text()],
        };
        let mut given: Vec<(&'static str, &str, bool)> = Vec::new();
        for (column, value) in &row.key_parts {
            given.push((column, value, expected(column).contains(&&**value)));
        }
        if let Some(unit) = &row.unit {
            given.push(("unit", unit, *unit == key.unit));
        }
        if let Some(fund) = row.fund {
            given.push(("fund", fund.as_str(), fund == key.fund));
        }
        let Some((column, value, _)) = given.into_iter().find(|(.., is_same)| !is_same) else {
            return true;
        };
        let (column, value) = (column, value.to_owned());
        let message = format!("the row describes another line than the ledger has: {key}");
        let hint = "sort whole rows, or export the plan again";
        let place = (Some(row.row), Some(column));
        self.refuse(place, Some(value), Rule::PlanInvalid, message, hint);
        false
    }

    /// Refuse what cannot become of this rest.
    fn possible(&mut self, row: &EditedRow, key: &LineKey, action: ClosingAction) -> bool {
        let is_of_commitment = row.commitment_id.is_some();
        let wrong = match action {
            ClosingAction::CarryForward => None,
            ClosingAction::Release if is_of_commitment => None,
            ClosingAction::Release => Some((
                "only a commitment is released",
                "carry forward, or move to surplus, what the line has available",
            )),
            _ if is_of_commitment => Some((
                "a commitment is carried forward or released",
                "release it, and add a row for the line without the commitment",
            )),
            ClosingAction::Recall | ClosingAction::Surrender if !key.fund.is_fiscal() => Some((
                "money that finance did not give is not taken back",
                "carry it forward, or move it to surplus",
            )),
            _ => None,
        };
        let Some((message, hint)) = wrong else {
            return true;
        };
        let place = (Some(row.row), Some("action"));
        let value = Some(action.as_str().to_owned());
        self.refuse(
            place,
            value,
            Rule::PlanActionWrong,
            message.to_owned(),
            hint,
        );
        false
    }
}

/// Add amounts of a plan; each is at most 10^15 fen, and a sum that leaves the range is refused as
/// too much anyway.
fn add(one: Fen, other: Fen) -> Fen {
    one.checked_add(other).unwrap_or(Fen::new(i64::MAX))
}
