//! Money that goes from one kind to another by way of lines of a third, within one voucher.

use super::policy::Case;
use crate::error::{Result, Rule};
use crate::line::{Kind, LineKey};
use crate::money::Fen;

/// Where money does not go, in one step or in several.
struct Way {
    rule: Rule,
    begin: &'static [Kind],
    end: &'static [Kind],
    /// What stands at its beginning and at its end.
    words: [&'static str; 2],
}

const BASIC: &[Kind] = &[Kind::BasicPersonnel, Kind::BasicPublic];

/// The ways of the view `policy_detour`.
const WAYS: [Way; 4] = [
    Way {
        rule: Rule::PersonnelToPublic,
        begin: &[Kind::BasicPersonnel],
        end: &[Kind::BasicPublic],
        words: ["personnel (人员经费)", "public (公用经费)"],
    },
    Way {
        rule: Rule::PublicToPersonnel,
        begin: &[Kind::BasicPublic],
        end: &[Kind::BasicPersonnel],
        words: ["public (公用经费)", "personnel (人员经费)"],
    },
    Way {
        rule: Rule::BasicProject,
        begin: BASIC,
        end: &[Kind::Project],
        words: ["basic (基本支出)", "project (项目支出)"],
    },
    Way {
        rule: Rule::BasicProject,
        begin: &[Kind::Project],
        end: BASIC,
        words: ["project (项目支出)", "basic (基本支出)"],
    },
];

/// Half a way, when the moves of the voucher up to it go the whole.
pub(super) struct Detour {
    /// The lines that gave; each is asked for its policy.
    pub(super) givers: Vec<LineKey>,
    /// How much went the whole way, as far as this half brought it there.
    pub(super) amount: Fen,
    /// What the voucher does.
    pub(super) said: String,
}

impl Way {
    /// Return whether a move goes from the beginning to lines between, or from there to the end.
    fn has_half(&self, of: &Case<'_>) -> bool {
        let place = |kind| (self.begin.contains(&kind), self.end.contains(&kind));
        matches!(
            (place(of.from.kind), place(of.to.kind)),
            ((true, _), (false, false)) | ((false, false), (_, true))
        )
    }
}

/// Return the detour that the last of some moves completes, if it does.
pub(super) fn detour(rule: Rule, moves: &[Case<'_>]) -> Result<Option<Detour>> {
    let Some(last) = moves.last() else {
        return Ok(None);
    };
    let mixed = moves.iter().filter(|it| mixes(&it.from, &last.from));
    let mixed: Vec<&Case<'_>> = mixed.collect();
    for way in WAYS.iter().filter(|way| way.rule == rule) {
        if !way.has_half(last) {
            continue;
        }
        let (mut less, mut more) = (Fen::ZERO, Fen::ZERO);
        for case in &mixed {
            less = add(less, case, way.begin)?;
            more = add(more, case, way.end)?;
        }
        // What the beginning has more by all of them is negative.
        let less = less.checked_neg()?;
        let amount = less.min(more).min(last.posting.amount);
        if amount <= Fen::ZERO {
            continue;
        }
        let is_first_half = way.begin.contains(&last.from.kind);
        let gave = mixed.iter().filter(|it| way.begin.contains(&it.from.kind));
        let [begin, end] = way.words;
        return Ok(Some(Detour {
            givers: if is_first_half {
                vec![last.from.clone()]
            } else {
                gave.map(|it| it.from.clone()).collect()
            },
            amount,
            said: format!(
                "the transfers of the voucher together take {} yuan from {begin} lines and give \
                 {} yuan to {end} lines, and {} → {} is a part of that",
                less.to_yuan_string(),
                more.to_yuan_string(),
                last.from,
                last.to
            ),
        }));
    }
    Ok(None)
}

/// Add what a move brings to lines of some kinds, or takes from them.
fn add(sum: Fen, of: &Case<'_>, kinds: &[Kind]) -> Result<Fen> {
    let amount = of.posting.amount;
    match (kinds.contains(&of.from.kind), kinds.contains(&of.to.kind)) {
        (false, true) => Ok(sum.checked_add(amount)?),
        (true, false) => Ok(sum.checked_sub(amount)?),
        _ => Ok(sum),
    }
}

/// Return whether money may move between two lines: fiscal money from unit to unit, too.
fn mixes(line: &LineKey, other: &LineKey) -> bool {
    (line.fund, line.level, line.origin_year) == (other.fund, other.level, other.origin_year)
        && (line.fund.is_fiscal() || line.unit == other.unit)
}
