//! Final accounts of made-up years: the lines of a random budget, paid in part.

use std::collections::{BTreeMap, BTreeSet};

use yusuan::tables::{
    BudgetLine, FinalIncome, FinalInput, FinalLine, FinalTemplates, SurplusMovement, Table,
    TableOptions, final_tables,
};
use yusuan::{Fen, Fund, IncomeTotals, LineBalance, LineKey};

use super::{Random, names};

/// Years of the two orders of tables.
const YEARS: [i16; 2] = [2021, 2025];

/// What became of a year.
pub(crate) struct Accounts {
    year: i16,
    lines: Vec<FinalLine>,
    incomes: Vec<FinalIncome>,
    surplus: Vec<SurplusMovement>,
    units: BTreeSet<String>,
}

/// Run a budget: pay, carry on, leave as surplus, let lapse.
pub(crate) fn run(budget: &[BudgetLine], random: &mut Random) -> Accounts {
    let mut accounts = Accounts {
        year: *random.pick(&YEARS),
        lines: Vec::new(),
        incomes: Vec::new(),
        surplus: Vec::new(),
        units: budget.iter().map(|line| line.unit.clone()).collect(),
    };
    let mut own: BTreeMap<(String, Fund), IncomeTotals> = BTreeMap::new();
    for line in budget {
        let balance = settled(line, random);
        if line.fund.is_fiscal() {
            if !balance.to_surplus.is_zero() {
                accounts.surplus.push(SurplusMovement {
                    year: accounts.year,
                    unit: line.unit.clone(),
                    fund: line.fund,
                    event: "to_surplus".to_owned(),
                    amount: balance.to_surplus,
                    functional_code: Some(line.functional_code.clone()),
                    is_current: !line.is_carried(),
                });
            }
        } else {
            let totals = own.entry((line.unit.clone(), line.fund)).or_default();
            earn(totals, line, &balance, random);
        }
        accounts.lines.push(FinalLine {
            key: key(line, accounts.year),
            approved: line.amount,
            balance,
        });
    }
    let incomes = own.into_iter();
    accounts.incomes = incomes
        .map(|((unit, fund), totals)| FinalIncome { unit, fund, totals })
        .collect();
    accounts
}

/// Print the nine tables.
pub(crate) fn tables(accounts: &Accounts, options: &TableOptions) -> Vec<Table> {
    let (names, templates) = (names(), FinalTemplates::built_in().unwrap());
    let mut made = final_tables(&FinalInput {
        year: accounts.year,
        title_unit: "某某县社会保险中心",
        lines: &accounts.lines,
        incomes: &accounts.incomes,
        surplus: &accounts.surplus,
        units: &accounts.units,
        names: &names,
        template: templates.choose(None, accounts.year).unwrap(),
        options,
        is_last_year_closed: true,
        is_closed: true,
    })
    .unwrap();
    made.truncate(9);
    made
}

fn key(line: &BudgetLine, year: i16) -> LineKey {
    LineKey {
        year,
        unit: line.unit.clone(),
        fund: line.fund,
        level: line.level,
        origin_year: year - (line.year - line.origin_year),
        functional_code: line.functional_code.clone(),
        economic_code: line.economic_code.clone(),
        kind: line.kind,
        project: line.project.clone(),
    }
}

/// Return a part of an amount: all of it, nothing, or anything between.
fn part(amount: i64, random: &mut Random) -> i64 {
    match random.below(10) {
        0..5 => amount,
        5 => 0,
        _ => i64::try_from(random.below(usize::try_from(amount).unwrap() + 1)).unwrap(),
    }
}

fn settled(line: &BudgetLine, random: &mut Random) -> LineBalance {
    let amount = line.amount.get();
    let paid = part(amount, random);
    let carried = part(amount - paid, random);
    let left = amount - paid - carried;
    let mut balance = LineBalance {
        paid: Fen::new(paid),
        carried_out: Fen::new(carried),
        ..LineBalance::default()
    };
    let granted = if line.is_carried() {
        &mut balance.carried_in
    } else {
        &mut balance.original
    };
    *granted = line.amount;
    let rest = match random.below(3) {
        0 if line.is_carried() => &mut balance.recalled,
        0 => &mut balance.lapsed,
        _ if line.fund.is_fiscal() => &mut balance.to_surplus,
        _ => &mut balance.lapsed,
    };
    *rest = Fen::new(left);
    balance
}

/// Let money come in for a line that is not fiscal: what it pays and carries on, and some more.
fn earn(totals: &mut IncomeTotals, line: &BudgetLine, balance: &LineBalance, random: &mut Random) {
    let sum = |one: Fen, other: Fen| one.checked_add(other).unwrap();
    let needed = sum(balance.paid, balance.carried_out);
    let from = if line.is_carried() {
        &mut totals.carried_in
    } else if random.percent(20) {
        &mut totals.surplus_used
    } else {
        &mut totals.received
    };
    *from = sum(*from, needed);
    totals.paid = sum(totals.paid, balance.paid);
    totals.carried_out = sum(totals.carried_out, balance.carried_out);
    let more = Fen::new(i64::try_from(random.below(1_000_000)).unwrap());
    totals.received = sum(totals.received, more);
    totals.to_surplus = sum(totals.to_surplus, more);
}
