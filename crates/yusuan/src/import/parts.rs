//! Parts of a contract: what it costs in each year, as rows.

use super::cell;
use super::columns::{
    AMOUNT, AMOUNT_FEN, ECONOMIC_CODE, FUNCTIONAL_CODE, FUND, KIND, LEVEL, PROJECT, UNCLEAR, YEAR,
};
use super::header::{Column, Layout};
use super::lines::project;
use super::problems::{Flaw, Problems, shorten};
use super::table::{Row, read_rows};
use crate::contract::ContractPart;
use crate::date::{self, Date};
use crate::error::{Rule, SourceErrors};
use crate::line::{Level, LineKey};
use crate::money::Fen;

const LAYOUT: Layout = Layout {
    required: &[YEAR, FUND, FUNCTIONAL_CODE, ECONOMIC_CODE, KIND],
    one_of: &[AMOUNT_FEN, AMOUNT],
    optional: &[
        LEVEL,
        PROJECT,
        Column::new("due_on", &["付款日期", "计划付款日期"]),
    ],
    unclear: UNCLEAR,
};

/// Read the parts of a contract of a unit.
///
/// The columns are those of a line file, without unit and origin year; `level` and `project` may be
/// missing or empty, `due_on` is the day of a planned payment, and an amount below zero takes away.
///
/// # Errors
///
/// Every problem of the file, in its order.
///
/// # Examples
///
/// ```
/// let text = "year,fund,functional_code,economic_code,kind,due_on,amount
/// 2025,general_public,2080109,30209,basic_public,2025-06-30,30000.00
/// 2026,general_public,2080109,30209,basic_public,,20000.00
/// ";
/// let parts = yusuan::import::read_parts("parts.csv", text.as_bytes(), "社会保险中心").unwrap();
/// assert_eq!((parts.len(), parts[1].amount.get()), (2, 2_000_000));
/// ```
pub fn read_parts(path: &str, bytes: &[u8], unit: &str) -> Result<Vec<ContractPart>, SourceErrors> {
    let mut problems = Problems::new(path);
    let parts = read_rows(bytes, &LAYOUT, &mut problems, |row, problems| {
        read_part(row, unit, problems)
    });
    problems.finish(parts)
}

fn read_part(row: &Row<'_>, unit: &str, problems: &mut Problems) -> Option<ContractPart> {
    let is_given = |column: &str| row.text(column).is_some_and(|text| !text.is_empty());
    let year = row.read("year", cell::year, problems);
    let fund = row.read("fund", cell::fund, problems);
    let level = if is_given("level") {
        row.read("level", cell::level, problems)
    } else {
        Some(Level::Own)
    };
    let functional_code = row.read("functional_code", cell::functional_code, problems);
    let economic_code = row.read("economic_code", cell::economic_code, problems);
    let kind = row.read("kind", cell::kind, problems);
    let project = match project(row.text("project").unwrap_or_default(), kind) {
        Ok(project) => Some(project),
        Err(flaw) => {
            row.refuse("project", flaw, problems);
            None
        }
    };
    let due_on = if is_given("due_on") {
        row.read("due_on", |text| day(text, year), problems)
            .map(Some)
    } else {
        Some(None)
    };
    let amount = if row.text("amount_fen").is_some() {
        row.read("amount_fen", |text| signed(text, Fen::parse_fen), problems)
    } else {
        row.read("amount", |text| signed(text, Fen::parse_yuan), problems)
    };
    let year = year?;
    Some(ContractPart {
        key: LineKey {
            year,
            unit: unit.to_owned(),
            fund: fund?,
            level: level?,
            origin_year: year,
            functional_code: functional_code?,
            economic_code: economic_code?,
            kind: kind?,
            project: project?,
        },
        due_on: due_on?,
        amount: amount?,
    })
}

/// Read the day of a planned payment, which lies in the year of its part.
fn day(text: &str, year: Option<i16>) -> Result<Date, Flaw> {
    let day = date::parse(text).map_err(|_| {
        Flaw::rule(
            Rule::DateInvalid,
            format!("not a date: {}", shorten(text)),
            "write a day of the calendar as YYYY-MM-DD",
        )
    })?;
    match year {
        Some(year) if day.year() != year => Err(Flaw::rule(
            Rule::PartInvalid,
            format!("the planned day lies outside {year}: {day}"),
            "give a day of the year that the part is of",
        )),
        _ => Ok(day),
    }
}

/// Read an amount that may be below zero.
fn signed(
    text: &str,
    parse: fn(&str) -> Result<Fen, crate::money::AmountError>,
) -> Result<Fen, Flaw> {
    let amount = parse(text)?;
    if amount.is_zero() {
        let hint = "leave the row out, or say what the contract costs more or less";
        return Err(Flaw::rule(Rule::PartInvalid, "the amount is zero", hint));
    }
    Ok(amount)
}
