//! The tables of a year out of the file: the budget as it was approved, or its drafts before that.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension};

use super::scope::Scope;
use super::{
    BudgetInput, BudgetLine, BudgetTable, CodeNames, Table, TableOptions, budget_table,
    budget_tables,
};
use crate::catalogue::{self, Scheme, Unit};
use crate::error::{Error, Result, Rule};
use crate::line::{self, AsOf, Cut, LineKey};
use crate::money::Fen;

/// What was carried into the lines of a year up to a posting: the carry-over of the approved
/// budget. A later closing of the year before does not change what was published.
const CARRIED_IN: &str = "SELECT p.to_line_id, sum(p.effect_fen)
    FROM line AS t JOIN posting AS p ON p.to_line_id = t.line_id
    WHERE t.year = ?1 AND p.event = 'carry_forward' AND p.posting_id <= ?2
    GROUP BY p.to_line_id";

/// Make the eleven tables of a year.
pub(crate) fn published(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    options: &TableOptions,
) -> Result<Vec<Table>> {
    with_input(connection, year, unit, options, |input| {
        Ok(budget_tables(input)?)
    })
}

/// Make one table of a year.
pub(crate) fn published_one(
    connection: &Connection,
    table: BudgetTable,
    year: i16,
    unit: Option<&str>,
    options: &TableOptions,
) -> Result<Table> {
    with_input(connection, year, unit, options, |input| {
        Ok(budget_table(input, table)?)
    })
}

/// Make the eleven tables of a year for every unit at the top of the tree that has lines in it.
pub(crate) fn published_of_top_units(
    connection: &Connection,
    year: i16,
    options: &TableOptions,
    mut each: impl FnMut(&str, Vec<Table>) -> Result<()>,
) -> Result<()> {
    let all = catalogue::units(connection)?;
    let every: BTreeSet<String> = all.iter().map(|unit| unit.name.clone()).collect();
    let tops = tops(&all);
    let mut by_top: BTreeMap<&str, Vec<BudgetLine>> = BTreeMap::new();
    for line in budget_lines(connection, year, &every)? {
        if let Some(top) = tops.get(line.unit.as_str()) {
            by_top.entry(top).or_default().push(line);
        }
    }
    let names = code_names(connection, year)?;
    for unit in all.iter().filter(|unit| unit.parent.is_none()) {
        let Some(lines) = by_top.remove(unit.name.as_str()) else {
            continue;
        };
        let tables = budget_tables(&BudgetInput {
            year,
            title_unit: &unit.name,
            lines: &lines,
            names: &names,
            options,
        })?;
        each(&unit.name, tables)?;
    }
    Ok(())
}

/// Return the unit at the top of the tree for each unit.
fn tops(all: &[Unit]) -> BTreeMap<&str, &str> {
    let mut tops: BTreeMap<&str, &str> = BTreeMap::new();
    // A unit is added below one that is there already, and stands behind it.
    for unit in all {
        let parent = unit.parent.as_deref();
        let top = parent.and_then(|parent| tops.get(parent).copied());
        tops.insert(&unit.name, top.unwrap_or(&unit.name));
    }
    tops
}

/// Return the lines that the tables of a year are made from, and the names of their codes.
#[cfg(feature = "publish")]
pub(crate) fn lines_of(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
) -> Result<(Vec<BudgetLine>, CodeNames)> {
    let scope = Scope::of(connection, unit)?;
    let lines = budget_lines(connection, year, &scope.units)?;
    Ok((lines, code_names(connection, year)?))
}

/// Return the lines of a year as the tables see them, with all that became of each.
#[cfg(feature = "publish")]
pub(crate) fn balances_of(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    as_of: &AsOf,
) -> Result<Vec<(BudgetLine, line::LineBalance)>> {
    let scope = Scope::of(connection, unit)?;
    let all = line::lines_as_of(connection, year, as_of)?.into_iter();
    let named = all.filter(|(line, _)| scope.units.contains(&line.key.unit));
    Ok(named
        .map(|(line, balance)| (budget_line(line.key, Fen::ZERO), balance))
        .collect())
}

/// Say whether the budget of a year is approved.
#[cfg(feature = "publish")]
pub(crate) fn is_approved(connection: &Connection, year: i16) -> Result<bool> {
    Ok(approval(connection, year)?.is_some())
}

/// Refuse to say what the tables of a budget were before it was approved: they print what was
/// approved, and drafts are edited and not kept.
pub(crate) fn require_approved(connection: &Connection, year: i16, as_of: &AsOf) -> Result<()> {
    if as_of.is_now() {
        return Ok(());
    }
    let cut = Cut::of(connection, as_of)?;
    let when = match approval(connection, year)? {
        None => "is not yet".to_owned(),
        Some(found) => {
            let is_dated = cut.dated.is_none_or(|until| found.dated <= until);
            if is_dated && found.last_posting <= cut.posting_id {
                return Ok(());
            }
            format!("was on {}, by voucher {}", found.dated, found.voucher_id)
        }
    };
    Err(Error::refused(
        Rule::YearPreparing,
        format!("the budget of {year} was not approved, {as_of}: it {when}"),
        "ask for a later moment; how the drafts looked before the approval is not kept",
    ))
}

pub(super) fn code_names(connection: &Connection, year: i16) -> Result<CodeNames> {
    Ok(CodeNames {
        functional: catalogue::code_names(connection, year, Scheme::Functional)?,
        economic: catalogue::code_names(connection, year, Scheme::Economic)?,
    })
}

/// Make something of the budget of a year: its lines are read once, and let go afterwards.
pub(crate) fn with_input<T>(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    options: &TableOptions,
    make: impl FnOnce(&BudgetInput<'_>) -> Result<T>,
) -> Result<T> {
    let scope = Scope::of(connection, unit)?;
    let lines = budget_lines(connection, year, &scope.units)?;
    let names = code_names(connection, year)?;
    make(&BudgetInput {
        year,
        title_unit: &scope.title,
        lines: &lines,
        names: &names,
        options,
    })
}

/// Return the budget of a year as it was approved; none when the ledger does not have it.
pub(super) fn original_lines(
    connection: &Connection,
    year: i16,
    units: &BTreeSet<String>,
) -> Result<Option<Vec<BudgetLine>>> {
    let is_known = line::years(connection)?
        .iter()
        .any(|known| known.year == year);
    if !is_known || approval(connection, year)?.is_none() {
        return Ok(None);
    }
    budget_lines(connection, year, units).map(Some)
}

pub(super) fn budget_lines(
    connection: &Connection,
    year: i16,
    units: &BTreeSet<String>,
) -> Result<Vec<BudgetLine>> {
    let amounts = match approval(connection, year)? {
        Some(found) => approved(connection, year, found.last_posting)?,
        None => drafted(connection, year)?,
    };
    let order: BTreeMap<String, usize> = (0..)
        .zip(catalogue::units(connection)?)
        .map(|(order, unit)| (unit.name, order))
        .collect();
    let amounts = amounts
        .into_iter()
        .filter(|(key, _)| units.contains(&key.unit));
    let mut ordered: Vec<_> = amounts
        .map(|(key, amount)| (order.get(&key.unit).copied(), key, amount))
        .collect();
    // Stable, because the lines come nearly in this order.
    ordered.sort();
    let lines = ordered.into_iter();
    Ok(lines
        .map(|(_, key, amount)| budget_line(key, amount))
        .collect())
}

/// Return the budget as it was approved.
pub(super) fn approved(
    connection: &Connection,
    year: i16,
    last_posting: i64,
) -> Result<Vec<(LineKey, Fen)>> {
    let carried = carried_in(connection, year, last_posting)?;
    let lines = line::approved_of_year(connection, year)?.into_iter();
    lines
        .map(|(line, original)| {
            let from_last_year = carried.get(&line.id.get()).copied().unwrap_or_default();
            Ok((line.key, original.checked_add(Fen::new(from_last_year))?))
        })
        .collect()
}

/// Return the budget as it is being prepared: the drafts, and what is carried in so far.
fn drafted(connection: &Connection, year: i16) -> Result<Vec<(LineKey, Fen)>> {
    let carried = carried_in(connection, year, i64::MAX)?;
    let drafts = line::drafts(connection, year)?;
    let mut amounts: Vec<_> = drafts
        .into_iter()
        .map(|draft| (draft.key, draft.amount))
        .collect();
    for line in line::lines_of_year(connection, year)? {
        if let Some(fen) = carried.get(&line.id.get()) {
            amounts.push((line.key, Fen::new(*fen)));
        }
    }
    Ok(amounts)
}

fn carried_in(connection: &Connection, year: i16, last_posting: i64) -> Result<BTreeMap<i64, i64>> {
    let mut statement = connection.prepare_cached(CARRIED_IN)?;
    let rows = statement.query_map([i64::from(year), last_posting], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The approval of a budget.
pub(super) struct Approval {
    voucher_id: i64,
    dated: String,
    pub(super) last_posting: i64,
}

/// Return the approval of a year; none while the year is being prepared.
pub(super) fn approval(connection: &Connection, year: i16) -> Result<Option<Approval>> {
    line::require_year(connection, year)?;
    let sql = "SELECT voucher_id, dated, first_posting_id + posting_count - 1 FROM voucher
        WHERE year = ?1 AND act = 'approve' AND act <> 'post'";
    let found = connection.prepare_cached(sql)?.query_row([year], |row| {
        Ok(Approval {
            voucher_id: row.get(0)?,
            dated: row.get(1)?,
            last_posting: row.get(2)?,
        })
    });
    Ok(found.optional()?)
}

fn budget_line(key: LineKey, amount: Fen) -> BudgetLine {
    BudgetLine {
        unit: key.unit,
        fund: key.fund,
        level: key.level,
        year: key.year,
        origin_year: key.origin_year,
        functional_code: key.functional_code,
        economic_code: key.economic_code,
        kind: key.kind,
        project: key.project,
        amount,
    }
}
