//! The final accounts of a year out of the file.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::checks::{Check, check_final_tables};
use super::facts::{AccountFacts, begin_with};
use super::final_account::{
    FinalIncome, FinalInput, FinalLine, FinalOptions, FinalTemplate, FinalTemplates,
    SurplusMovement, final_table, final_tables,
};
use super::published::{approval, approved, code_names};
use super::scope::Scope;
use super::{Table, TableOptions};
use crate::error::{Error, Result, Rule};
use crate::line::{self, AsOf, BudgetYear, Cut, LineKey, YearState};
use crate::money::Fen;

/// The postings on a surplus that stand, up to the end of a year.
const SURPLUS: &str = "SELECT v.year, u.name, s.fund, p.event, p.amount_fen, l.functional_code,
    coalesce(l.origin_year = l.year, 0)
    FROM surplus AS s CROSS JOIN posting AS p ON p.surplus_id = s.surplus_id
    CROSS JOIN voucher AS v ON v.voucher_id = p.voucher_id
    CROSS JOIN unit AS u ON u.unit_id = s.unit_id
    LEFT JOIN line AS l ON l.line_id = p.line_id
    WHERE p.reverses_id IS NULL AND p.posting_id <= ?2
    AND v.year <= ?1 AND (?3 IS NULL OR v.dated <= ?3)
    AND NOT EXISTS (
        SELECT 1 FROM posting AS r JOIN voucher AS w ON w.voucher_id = r.voucher_id
        WHERE r.reverses_id = p.posting_id AND r.posting_id <= ?2
        AND (?3 IS NULL OR w.dated <= ?3)
    )
    ORDER BY p.posting_id";

/// Make the final accounts of a year.
pub(crate) fn final_published(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    options: &FinalOptions,
) -> Result<Vec<Table>> {
    with_input(connection, year, unit, options, |input| {
        Ok(final_tables(input)?)
    })
}

/// Make one of them.
pub(crate) fn final_one(
    connection: &Connection,
    id: &str,
    year: i16,
    unit: Option<&str>,
    options: &FinalOptions,
) -> Result<Table> {
    with_input(connection, year, unit, options, |input| {
        Ok(final_table(input, id)?)
    })
}

/// Check the final accounts of a year against their identities.
pub(crate) fn final_check(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    options: &FinalOptions,
) -> Result<Vec<Check>> {
    Ok(final_checked(connection, year, unit, options)?.1)
}

/// Make the final accounts of a year, and check what was made.
pub(crate) fn final_checked(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    options: &FinalOptions,
) -> Result<(Vec<Table>, Vec<Check>)> {
    with_input(connection, year, unit, options, |input| {
        let tables = final_tables(input)?;
        let checks = check_final_tables(&tables, input.template, input.options)?;
        Ok((tables, checks))
    })
}

fn with_input<T>(
    connection: &Connection,
    year: i16,
    unit: Option<&str>,
    options: &FinalOptions,
    make: impl FnOnce(&FinalInput<'_>) -> Result<T>,
) -> Result<T> {
    let states = line::years(connection)?;
    let approved = approved_amounts(connection, year, &options.as_of)?;
    let built_in;
    let templates = if let Some(own) = &options.templates {
        own
    } else {
        built_in = FinalTemplates::built_in()?;
        &built_in
    };
    let template = templates.choose(options.region.as_deref(), year)?;
    let scope = Scope::of(connection, unit)?;
    let lines = lines(connection, year, options, &scope.units, approved)?;
    let incomes = incomes(connection, year, &options.as_of, &scope.units)?;
    make(&FinalInput {
        year,
        title_unit: &scope.title,
        lines: &lines,
        incomes: &incomes,
        surplus: &surplus(connection, year, &options.as_of)?,
        units: &scope.units,
        names: &code_names(connection, year)?,
        template,
        options: &shown(options, template),
        is_last_year_closed: is_closed(&states, year.saturating_sub(1)),
        is_closed: is_closed(&states, year) && options.as_of.is_now(),
    })
}

/// Return how the tables of a template are shown.
pub(super) fn shown(options: &FinalOptions, template: &FinalTemplate) -> TableOptions {
    TableOptions {
        currency_unit: options.currency_unit.unwrap_or(template.currency_unit),
        foot_displayed: options.foot_displayed,
        thousands_separator: options.thousands_separator,
        ..TableOptions::default()
    }
}

fn is_closed(states: &[BudgetYear], year: i16) -> bool {
    let state = BudgetYear {
        year,
        state: YearState::Closed,
    };
    states.contains(&state)
}

/// Return what the final accounts of a year are made from, whether its last year is closed or not.
pub(super) fn account_facts(
    connection: &Connection,
    year: i16,
    units: &BTreeSet<String>,
) -> Result<AccountFacts> {
    let options = FinalOptions::default();
    let states = line::years(connection)?;
    let approved = approved_amounts(connection, year, &options.as_of)?;
    let mut lines = lines(connection, year, &options, units, approved)?;
    if !is_closed(&states, year.saturating_sub(1)) {
        for line in lines.iter_mut().filter(|line| line.is_carried()) {
            line.balance = begin_with(&line.balance)?;
        }
    }
    Ok(AccountFacts {
        lines,
        incomes: incomes(connection, year, &options.as_of, units)?,
        surplus: surplus(connection, year, &options.as_of)?,
        is_closed: is_closed(&states, year),
    })
}

fn incomes(
    connection: &Connection,
    year: i16,
    as_of: &AsOf,
    units: &BTreeSet<String>,
) -> Result<Vec<FinalIncome>> {
    let all = line::incomes(connection, year, as_of)?.into_iter();
    let named = all.filter(|income| units.contains(&income.unit));
    Ok(named
        .map(|income| FinalIncome {
            unit: income.unit,
            fund: income.fund,
            totals: income.totals,
        })
        .collect())
}

/// Return what was approved on each line; a year whose budget is not has no final account.
fn approved_amounts(
    connection: &Connection,
    year: i16,
    as_of: &AsOf,
) -> Result<BTreeMap<LineKey, Fen>> {
    super::require_approved(connection, year, as_of)?;
    let Some(found) = approval(connection, year)? else {
        return Err(Error::refused(
            Rule::YearPreparing,
            format!(
                "the budget of {year} is not approved: nothing was run that could be accounted for"
            ),
            "approve it first; `tables` without final accounts prints the drafts of the budget",
        ));
    };
    Ok(approved(connection, year, found.last_posting)?
        .into_iter()
        .collect())
}

fn lines(
    connection: &Connection,
    year: i16,
    options: &FinalOptions,
    units: &BTreeSet<String>,
    mut approved: BTreeMap<LineKey, Fen>,
) -> Result<Vec<FinalLine>> {
    let lines = line::lines_as_of(connection, year, &options.as_of)?;
    let lines = lines
        .into_iter()
        .filter(|(line, _)| units.contains(&line.key.unit));
    Ok(lines
        .map(|(line, balance)| FinalLine {
            approved: approved.remove(&line.key).unwrap_or_default(),
            key: line.key,
            balance,
        })
        .collect())
}

fn surplus(connection: &Connection, year: i16, as_of: &AsOf) -> Result<Vec<SurplusMovement>> {
    let cut = Cut::of(connection, as_of)?;
    let mut statement = connection.prepare_cached(SURPLUS)?;
    let mut rows = statement.query(params![year, cut.posting_id, cut.dated])?;
    let mut movements = Vec::new();
    while let Some(row) = rows.next()? {
        let fund: String = row.get(2)?;
        movements.push(SurplusMovement {
            year: row.get(0)?,
            unit: row.get(1)?,
            fund: fund.parse()?,
            event: row.get(3)?,
            amount: Fen::new(row.get(4)?),
            functional_code: row.get(5)?,
            is_current: row.get(6)?,
        });
    }
    Ok(movements)
}
