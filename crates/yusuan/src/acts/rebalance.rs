//! 调剂 of several lines at once: who gives to whom, when only the changes are known.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::Entry;
use crate::error::{Error, Refusal, Result, Rule};
use crate::line::{self, LineKey, LineName};
use crate::money::Fen;
use crate::policy::{self, PolicyAction, Scope};

/// A line with what it still gives or gets.
struct Side {
    name: LineName,
    key: LineKey,
    /// The money that it cannot leave, or come from: see [`kept_together`].
    group: String,
    left: Fen,
    /// Whether the item is one that is not increased within the year.
    is_held: bool,
    /// Whether the unit's total of such items is held against last year's.
    is_counted: bool,
}

/// How well two lines go together: the best first.
const FITS: [fn(&Side, &Side) -> bool; 4] = [
    // Between two such items of one unit nothing is given.
    |from, to| {
        from.is_held
            && to.is_held
            && from.key.unit == to.key.unit
            && from.is_counted == to.is_counted
    },
    |from, to| {
        from.key.unit == to.key.unit
            && from.key.functional_code == to.key.functional_code
            && (from.key.kind, &from.key.project) == (to.key.kind, &to.key.project)
    },
    |from, to| (from.key.kind, &from.key.project) == (to.key.kind, &to.key.project),
    |_, _| true,
];

/// Turn changes of lines that add up to nothing into transfers between them.
pub(crate) fn rebalance(
    connection: &Connection,
    changes: &[(LineName, Fen)],
) -> Result<Vec<Entry>> {
    let mut givers = Vec::new();
    let mut takers = Vec::new();
    let mut sums: BTreeMap<String, Fen> = BTreeMap::new();
    for (name, change) in changes {
        let side = side(connection, name, *change)?;
        let sum = sums.entry(side.group.clone()).or_default();
        *sum = sum.checked_add(*change)?;
        if *change < Fen::ZERO {
            givers.push(side);
        } else {
            takers.push(side);
        }
    }
    sums.retain(|_, sum| !sum.is_zero());
    if let Some(error) = not_zero(&sums) {
        return Err(error);
    }
    let mut entries = Vec::new();
    for fits in FITS {
        for from in &mut givers {
            for to in takers.iter_mut().filter(|to| !to.left.is_zero()) {
                let amount = from.left.min(to.left);
                if amount.is_zero() || from.group != to.group || !fits(from, to) {
                    continue;
                }
                from.left = from.left.checked_sub(amount)?;
                to.left = to.left.checked_sub(amount)?;
                entries.push(Entry::transfer(from.name.clone(), to.name.clone(), amount));
            }
        }
    }
    Ok(entries)
}

fn side(connection: &Connection, name: &LineName, change: Fen) -> Result<Side> {
    let key = match name {
        LineName::Id(id) => line::require_id(connection, *id)?.key,
        LineName::Key(key) => key.clone(),
    };
    if change.is_zero() {
        return Err(Error::refused(
            Rule::AmountNotPositive,
            format!("the line is not changed: {key}"),
            "leave it out, or say how much it gets or, below zero, gives",
        ));
    }
    let scope = Scope::economic(&key);
    let is_on = |name: &str| -> Result<bool> {
        let policy = policy::in_force(connection, name, key.year, &scope)?;
        Ok(policy.is_some_and(|policy| policy.action != PolicyAction::Allow))
    };
    Ok(Side {
        is_held: is_on("three_public_increase")?,
        is_counted: is_on("three_public_total")?,
        name: name.clone(),
        group: kept_together(&key),
        left: if change < Fen::ZERO {
            change.checked_neg()?
        } else {
            change
        },
        key,
    })
}

/// Name the money that a transfer must not leave.
fn kept_together(key: &LineKey) -> String {
    let LineKey {
        year,
        fund,
        level,
        origin_year,
        ..
    } = key;
    if key.fund.is_fiscal() {
        format!("{year} {fund} {level} {origin_year}")
    } else {
        format!("{year} {fund} {level} {origin_year} {}", key.unit)
    }
}

/// Name every money of which more, or less, is given than is taken; none when there is none.
fn not_zero(sums: &BTreeMap<String, Fen>) -> Option<Error> {
    let size = |sum: Fen| sum.max(sum.checked_neg().unwrap_or(sum));
    let messages = sums.iter().map(|(what, sum)| {
        let words = if *sum < Fen::ZERO {
            "given than taken"
        } else {
            "taken than given"
        };
        let yuan = size(*sum).to_yuan_string();
        format!("of {what}, {yuan} yuan more is {words}")
    });
    let message = messages.collect::<Vec<_>>().join("\n");
    let (_, first) = sums.first_key_value()?;
    Some(Error::Rule(Box::new(Refusal {
        message,
        hint:
            "the changes of one year, fund, level and origin year add up to nothing; so do, of a \
               fund that is not fiscal, those of one unit"
                .to_owned(),
        shortfall: Some(size(*first)),
        ..Refusal::new(Rule::TransferNotZero)
    })))
}
