//! What the pictures of a book show, as exact amounts.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde::Serialize;

use crate::error::Result;
use crate::line::{AsOf, Fund};
use crate::money::Fen;
use crate::tables::{self, BudgetInput, BudgetLine, CodeNames, ExecutionBy, ExecutionOptions};

/// Digits of a 类 in both classifications.
const CLASS_DIGITS: usize = 3;

/// What the pictures of a book show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Pictures {
    /// The money of the year by fund, what it is for and what it is spent on, in code order; of final
    /// accounts, what was paid of it.
    pub flows: Vec<MoneyFlow>,
    /// Each functional class of a budget beside what it was given last year, and empty when the
    /// ledger does not have that year; of final accounts, what was paid beside the budget.
    pub changes: Vec<ClassChange>,
    /// How much was paid by the end of each month; empty before the approval.
    pub months: Vec<MonthPaid>,
    /// Money of the year by the year that it was first given, the oldest first; of final accounts,
    /// what is carried on of it.
    pub ages: Vec<CarriedAge>,
}

/// The money of one fund, one functional class and one economic class.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct MoneyFlow {
    /// Where it comes from.
    pub fund: Fund,
    /// Functional 类, three digits.
    pub functional_class: String,
    /// Its name.
    pub functional_name: String,
    /// Economic 类, three digits.
    pub economic_class: String,
    /// Its name.
    pub economic_name: String,
    /// How much.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

/// A functional class, and what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct ClassChange {
    /// Functional 类, three digits.
    pub functional_class: String,
    /// Its name.
    pub functional_name: String,
    /// The original budget of last year, with what was carried into it; beside what was paid, the
    /// original budget of this year.
    #[serde(rename = "before_fen")]
    pub before: Fen,
    /// The budget of this year, or what was paid.
    #[serde(rename = "now_fen")]
    pub now: Fen,
}

/// How a year stood at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct MonthPaid {
    /// From 1 to 12.
    pub month: u8,
    /// All authority to spend then.
    #[serde(rename = "authority_fen")]
    pub authority: Fen,
    /// What was paid since January.
    #[serde(rename = "paid_fen")]
    pub paid: Fen,
}

/// The money of a budget that was first given in one year.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CarriedAge {
    /// First year of the money; the year of the budget for new money.
    pub origin_year: i16,
    /// How much of it is in the budget.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

pub(super) fn of_budget(
    connection: &Connection,
    unit: Option<&str>,
    input: &BudgetInput<'_>,
) -> Result<Pictures> {
    let (year, lines, names) = (input.year, input.lines, input.names);
    let before = year.saturating_sub(1);
    let changes = if crate::line::has_year(connection, before)? {
        let (earlier, earlier_names) = tables::lines_of(connection, before, unit)?;
        changes((lines, names), (&earlier, &earlier_names))?
    } else {
        Vec::new()
    };
    Ok(Pictures {
        flows: flows(lines, names)?,
        changes,
        months: months(connection, year, unit, &AsOf::default())?,
        ages: ages(lines)?,
    })
}

/// Show what was paid instead of what was given, and what is carried on.
pub(super) fn of_accounts(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    as_of: &AsOf,
) -> Result<Pictures> {
    let (approved, names) = tables::lines_of(connection, year, unit)?;
    let (mut paid, mut carried) = (Vec::new(), Vec::new());
    for (line, balance) in tables::balances_of(connection, year, unit, as_of)? {
        carried.push(BudgetLine {
            amount: balance.carried_out,
            ..line.clone()
        });
        paid.push(BudgetLine {
            amount: balance.paid,
            ..line
        });
    }
    Ok(Pictures {
        flows: flows(&paid, &names)?,
        changes: changes((&paid, &names), (&approved, &names))?,
        months: months(connection, year, unit, as_of)?,
        ages: ages(&carried)?,
    })
}

fn class(code: &str) -> &str {
    code.get(..CLASS_DIGITS).unwrap_or(code)
}

fn name(names: &BTreeMap<String, String>, code: &str) -> String {
    names.get(code).cloned().unwrap_or_else(|| code.to_owned())
}

fn add<K: Ord>(sums: &mut BTreeMap<K, Fen>, key: K, amount: Fen) -> Result<()> {
    let sum = sums.entry(key).or_default();
    *sum = sum.checked_add(amount)?;
    Ok(())
}

fn flows(lines: &[BudgetLine], names: &CodeNames) -> Result<Vec<MoneyFlow>> {
    let mut sums = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.amount.is_zero()) {
        let classes = (class(&line.functional_code), class(&line.economic_code));
        add(&mut sums, (line.fund, classes), line.amount)?;
    }
    let flows = sums.into_iter().map(|((fund, classes), amount)| MoneyFlow {
        fund,
        functional_name: name(&names.functional, classes.0),
        economic_name: name(&names.economic, classes.1),
        functional_class: classes.0.to_owned(),
        economic_class: classes.1.to_owned(),
        amount,
    });
    Ok(flows.collect())
}

/// Lines of a year with the names of their codes.
type Named<'a> = (&'a [BudgetLine], &'a CodeNames);

fn changes(
    (now, names): Named<'_>,
    (earlier, earlier_names): Named<'_>,
) -> Result<Vec<ClassChange>> {
    let mut sums: BTreeMap<&str, (Fen, Fen)> = BTreeMap::new();
    for line in earlier {
        let sum = sums.entry(class(&line.functional_code)).or_default();
        sum.0 = sum.0.checked_add(line.amount)?;
    }
    for line in now {
        let sum = sums.entry(class(&line.functional_code)).or_default();
        sum.1 = sum.1.checked_add(line.amount)?;
    }
    let known = |code: &str| {
        let now = names.functional.get(code);
        let name = now.or_else(|| earlier_names.functional.get(code));
        name.cloned().unwrap_or_else(|| code.to_owned())
    };
    let moved = sums.into_iter();
    let moved = moved.filter(|(_, (before, now))| !(before.is_zero() && now.is_zero()));
    Ok(moved
        .map(|(code, (before, now))| ClassChange {
            functional_class: code.to_owned(),
            functional_name: known(code),
            before,
            now,
        })
        .collect())
}

/// Read the table of the execution, so that picture and table cannot disagree.
fn months(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    as_of: &AsOf,
) -> Result<Vec<MonthPaid>> {
    if !tables::is_approved(connection, year)? {
        return Ok(Vec::new());
    }
    let options = ExecutionOptions {
        by: vec![ExecutionBy::Month],
        unit: unit.map(str::to_owned),
        as_of: *as_of,
        ..ExecutionOptions::default()
    };
    let table = tables::execution(connection, year, &options)?;
    let amount = |row: &tables::Row, column: &str| {
        let cell = row.cell(column);
        cell.and_then(tables::Cell::fen).unwrap_or_default()
    };
    let rows = table.rows.iter().filter_map(|row| {
        let month = row.id()?.rsplit(['/', '-']).next()?.parse().ok()?;
        Some(MonthPaid {
            month,
            authority: amount(row, "adjusted"),
            paid: amount(row, "paid"),
        })
    });
    let mut months: Vec<MonthPaid> = rows.filter(|row| (1..=12).contains(&row.month)).collect();
    // A month in which nothing happened yet is not a month without payments.
    while months.last().is_some_and(|last| last.paid.is_zero()) {
        months.pop();
    }
    Ok(months)
}

fn ages(lines: &[BudgetLine]) -> Result<Vec<CarriedAge>> {
    let mut sums = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.amount.is_zero()) {
        add(&mut sums, line.origin_year, line.amount)?;
    }
    let ages = sums.into_iter();
    Ok(ages
        .map(|(origin_year, amount)| CarriedAge {
            origin_year,
            amount,
        })
        .collect())
}
