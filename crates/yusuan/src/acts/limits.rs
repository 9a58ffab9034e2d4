//! What policies that limit spending by a total have to say about a voucher that they let pass.
//!
//! They look at what the totals have become, so they speak once, as the voucher is written.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::early;
use crate::error::Result;
use crate::journal::{Event, PolicyWarning, Posting, Voucher};
use crate::line::{self, LineId};
use crate::money::Fen;
use crate::policy::{self, Policy, PolicyAction, Scope};

/// What the policy `unit_spending` leaves a fund that is not fiscal to spend.
pub(super) struct Spendable {
    /// The fund, its unit and its year.
    pub(super) what: String,
    pub(super) policy: Policy,
    /// Whether the money that came in is the limit, and not what the budget expects.
    pub(super) is_by_money: bool,
    pub(super) left: Fen,
}

/// Return what the policy leaves the fund of an income to spend.
pub(super) fn spendable(connection: &Connection, income: i64) -> Result<Option<Spendable>> {
    let sql = "SELECT i.year, u.name, i.fund, i.money_fen, i.expected_fen + i.carried_in_fen
            + i.surplus_used_fen + i.prior_year_fen - i.carried_out_fen - i.to_surplus_fen
            - i.paid_fen,
            EXISTS (SELECT 1 FROM budget_year WHERE year = i.year AND state = 'preparing')
        FROM income AS i JOIN unit AS u ON u.unit_id = i.unit_id WHERE i.income_id = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let (year, unit, fund, money, budgeted, is_early): (i16, String, String, i64, i64, bool) =
        statement.query_row([income], |row| row.try_into())?;
    let what = format!("{fund} of {unit} in {year}");
    let scope = Scope {
        fund: Some(fund),
        ..Scope::default()
    };
    let policy = policy::in_force(connection, "unit_spending", year, &scope)?;
    Ok(policy.map(|policy| {
        // Before the approval no income is budgeted.
        let is_by_money = is_early || policy.value.as_deref() == Some("received");
        Spendable {
            what,
            is_by_money,
            left: Fen::new(if is_by_money { money } else { budgeted }),
            policy,
        }
    }))
}

/// Return the warnings about a voucher that has been written.
pub(super) fn warnings(connection: &Connection, voucher: &Voucher) -> Result<Vec<PolicyWarning>> {
    let mut warnings = Vec::new();
    for (income, line) in payers(voucher) {
        warnings.extend(overspent(connection, income, line)?);
    }
    let early = own(voucher, Event::AllocateEarly).filter_map(|posting| posting.line);
    for line in early.collect::<BTreeSet<_>>() {
        let key = line::require_id(connection, LineId::new(line))?.key;
        warnings.extend(early::warning(connection, line, &key)?);
    }
    Ok(warnings)
}

/// Return the postings of an event that undo nothing.
fn own(voucher: &Voucher, event: Event) -> impl Iterator<Item = &Posting> {
    let postings = voucher.postings.iter();
    postings.filter(move |posting| posting.event == event && posting.reverses.is_none())
}

/// Return each income that a voucher pays out of, with the last line that it does so for.
fn payers(voucher: &Voucher) -> BTreeMap<i64, Option<i64>> {
    let paid = own(voucher, Event::Pay);
    paid.filter_map(|posting| Some((posting.income?, posting.line)))
        .collect()
}

fn overspent(
    connection: &Connection,
    income: i64,
    line_id: Option<i64>,
) -> Result<Option<PolicyWarning>> {
    let Some(spendable) = spendable(connection, income)? else {
        return Ok(None);
    };
    if spendable.policy.action != PolicyAction::Warn || spendable.left >= Fen::ZERO {
        return Ok(None);
    }
    let name_zh = policy::name_zh(connection, &spendable.policy.name)?;
    let limit = if spendable.is_by_money {
        "than came in"
    } else {
        "than its budget expects and than it had"
    };
    let beyond = Fen::ZERO.checked_sub(spendable.left)?.to_yuan_string();
    Ok(Some(PolicyWarning {
        policy: spendable.policy.name,
        line_id,
        message: format!(
            "{name_zh}: {} has spent {beyond} yuan more {limit}",
            spendable.what
        ),
    }))
}
