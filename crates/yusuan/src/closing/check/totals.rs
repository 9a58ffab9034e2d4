//! Whether an edited plan decides on all that is left, and on no more.

use rusqlite::Connection;

use super::{Checker, Left, add};
use crate::closing::decide::{Money, decide_money, money_of_year};
use crate::closing::plan::{ClosingAction, MoneyDecision};
use crate::closing::policies::Policies;
use crate::closing::row::PlanAction;
use crate::error::{Result, Rule};
use crate::money::Fen;

impl Checker<'_> {
    /// Compare what is decided with what is left, of commitments and of lines.
    pub(super) fn check_totals(&mut self) {
        if self.edited.has_unread_rows {
            return;
        }
        let mut wrong = Vec::new();
        let is_clear = |line: i64| !self.spoiled.contains(&line);
        for (id, commitment) in &self.commitments {
            if !is_clear(commitment.decision.line.id.get()) {
                continue;
            }
            let what = format!("commitment {id}");
            wrong.extend(
                difference(&what, &commitment.left, commitment.left.amount)
                    .map(|found| (found, Rule::CommitmentExceeded)),
            );
        }
        for (id, line) in &self.lines {
            if !is_clear(*id) {
                continue;
            }
            let there = add(line.left.amount, line.released);
            let what = format!("line {id} ({})", line.decision.line.key);
            wrong.extend(
                difference(&what, &line.left, there).map(|found| (found, Rule::AvailableExceeded)),
            );
        }
        for ((row, message, is_more), exceeded) in wrong {
            let (rule, hint) = if is_more {
                (exceeded, "lower the amounts of its rows to what is left")
            } else {
                (
                    Rule::ClosingUndecided,
                    "add a row, or raise an amount, until all is decided",
                )
            };
            self.refuse((row, Some("amount")), None, rule, message, hint);
        }
    }

    /// Return what becomes of the money that no line takes, and refuse rows that say otherwise.
    pub(super) fn money(&mut self, connection: &Connection) -> Result<Vec<MoneyDecision>> {
        let year = self.base.year;
        let mut money = money_of_year(connection, year)?;
        self.take(&mut money)?;
        if self.edited.has_unread_rows || !self.spoiled.is_empty() {
            // What is left of the money follows from all rows of lines.
            return Ok(Vec::new());
        }
        let mut policies = Policies::of_year(connection, year, &[]);
        let decisions = self.decisions.iter().map(|(decision, _)| decision);
        let decided = decide_money(money, decisions, &mut policies)?;
        for row in std::mem::take(&mut self.money_rows) {
            let is_known = |known: &MoneyDecision| {
                Some(&known.unit) == row.unit.as_ref()
                    && Some(known.fund) == row.fund
                    && PlanAction::Money(known.action) == row.action
                    && known.amount == row.amount
            };
            if !decided.iter().chain(&self.base.money).any(is_known) {
                let place = (Some(row.row), Some("amount"));
                let value = Some(row.amount.to_yuan_string());
                let message = "the row follows from the rows of lines and was changed".to_owned();
                let hint = "put back what was exported, or delete the row: it is made anew";
                self.refuse(place, value, Rule::PlanInvalid, message, hint);
            }
        }
        Ok(decided)
    }

    /// Take from the money what lines carry forward or move to surplus.
    fn take(&mut self, money: &mut Money) -> Result<()> {
        let mut wrong = Vec::new();
        for (decision, row) in &self.decisions {
            let key = &decision.line.key;
            let takes = matches!(
                decision.action,
                ClosingAction::CarryForward | ClosingAction::ToSurplus | ClosingAction::Surrender
            );
            if key.fund.is_fiscal() || !takes {
                continue;
            }
            let there = money.entry((key.unit.clone(), key.fund)).or_default();
            if decision.amount > *there {
                let missing = decision.amount.checked_sub((*there).max(Fen::ZERO))?;
                let message = format!(
                    "{} {} has {} yuan, {} too few for this row",
                    key.unit,
                    key.fund,
                    there.to_yuan_string(),
                    missing.to_yuan_string()
                );
                wrong.push((*row, decision.amount.to_yuan_string(), message));
            } else {
                *there = there.checked_sub(decision.amount)?;
            }
        }
        let hint = "let the rest lapse: authority without money behind it";
        for (row, value, message) in wrong {
            let place = (Some(row), Some("amount"));
            self.refuse(place, Some(value), Rule::MoneyExceeded, message, hint);
        }
        Ok(())
    }
}

/// Return the row, the words and the direction in which what is decided differs from what is there.
fn difference(what: &str, left: &Left, there: Fen) -> Option<(Option<u64>, String, bool)> {
    if left.decided == there {
        return None;
    }
    let is_more = left.decided > there;
    let (more, fewer) = if is_more {
        (left.decided, there)
    } else {
        (there, left.decided)
    };
    let difference = more.checked_sub(fewer).unwrap_or(more);
    let message = format!(
        "{what} has {} yuan left, {} are decided, {} too {}",
        there.to_yuan_string(),
        left.decided.to_yuan_string(),
        difference.to_yuan_string(),
        if is_more { "much" } else { "little" }
    );
    Some((left.row, message, is_more))
}
