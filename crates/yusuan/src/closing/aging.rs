//! Old money that left the line on which the two-year rule 结转两年 would have ended it.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::plan::{ClosingAction, Decision, PlanRemark};
use super::policies::{MAX_CARRY_YEARS, Policies};
use crate::error::Result;
use crate::line::{self, Line, LineId};
use crate::money::Fen;

/// What a line carries on, and what of its money would have ended elsewhere.
struct Carried<'d> {
    line: &'d Line,
    amount: Fen,
    moved: Fen,
    sources: Vec<i64>,
}

/// Say where money is carried on that `max_carry_years` would have ended on the line it came from,
/// as that of a project which a transfer of the year gave to basic spending.
///
/// The transfer had its document, and a line does not know which of its money it paid first; so this
/// is for people to judge, and nothing is decided by it.
pub(super) fn past_limit(
    connection: &Connection,
    year: i16,
    decisions: &[Decision],
) -> Result<Vec<PlanRemark>> {
    let mut lines = carried(decisions)?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let mut policies = Policies::of_year(connection, year, &[]);
    line::old_money_transferred(connection, year, |source, to_line, moved| {
        if let Some(carried) = lines.get_mut(&to_line)
            && policies.decide(&source.key)?.1.policy == MAX_CARRY_YEARS
        {
            carried.moved = carried.moved.checked_add(moved)?;
            carried.sources.push(source.id.get());
        }
        Ok(())
    })?;
    let lines = lines.into_values();
    Ok(lines
        .filter(|carried| !carried.moved.is_zero())
        .map(|carried| remark(year, &carried))
        .collect())
}

/// Return what each line with money of an earlier year carries on, where its age was not passed by
/// a document already.
fn carried(decisions: &[Decision]) -> Result<BTreeMap<LineId, Carried<'_>>> {
    let mut lines: BTreeMap<LineId, Carried<'_>> = BTreeMap::new();
    let is_carried = |decision: &&Decision| {
        decision.action == ClosingAction::CarryForward
            && decision.age_years > 0
            && decision.rule.policy != MAX_CARRY_YEARS
    };
    for decision in decisions.iter().filter(is_carried) {
        let carried = lines.entry(decision.line.id).or_insert_with(|| Carried {
            line: &decision.line,
            amount: Fen::ZERO,
            moved: Fen::ZERO,
            sources: Vec::new(),
        });
        carried.amount = carried.amount.checked_add(decision.amount)?;
    }
    Ok(lines)
}

fn remark(year: i16, carried: &Carried<'_>) -> PlanRemark {
    let sources: Vec<String> = carried.sources.iter().map(i64::to_string).collect();
    PlanRemark {
        token: "age_limit_passed",
        is_obstacle: false,
        message: format!(
            "line {} ({}) carries {} yuan on; {} yuan were transferred to it in {year} from lines \
             whose money max_carry_years (结转两年) ends: {}",
            carried.line.id,
            carried.line.key,
            carried.amount.to_yuan_string(),
            carried.moved.to_yuan_string(),
            sources.join(", ")
        ),
        hint: "end it by editing the plan, or see that the document of the transfer allows more"
            .to_owned(),
    }
}
