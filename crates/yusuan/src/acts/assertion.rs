//! 余额核对: what a total stood at on a day, as a statement or somebody else says.

use rusqlite::types::Value;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::resolve::description;
use super::reversal::is_replay;
use crate::catalogue;
use crate::date::{self, Date};
use crate::error::{Error, Result, Rule};
use crate::journal::{Act, Particulars, Receipt, Voucher, write};
use crate::line::{self, AsOf, Fund, LineName, LineReport};
use crate::money::Fen;

/// Whose total it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssertedRow {
    /// A line.
    Line(LineName),
    /// The income of a year, unit and fund that is not fiscal.
    Income(i16, String, Fund),
    /// The surplus of a unit and fund.
    Surplus(String, Fund),
}

/// What a total stood at at the end of a day (余额核对).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Assertion {
    /// Its number.
    pub assertion_id: i64,
    /// The act that recorded it.
    pub voucher_id: i64,
    /// `line`, `income` or `surplus`.
    pub book: String,
    /// Number of the line, income or surplus.
    pub owner_id: i64,
    /// Its budget year; none for a surplus.
    pub year: Option<i16>,
    /// Its unit.
    pub unit: String,
    /// Its fund.
    pub fund: String,
    /// The total, as `paid`, `available`, `money`, `stock`.
    pub total: String,
    /// The day.
    pub dated: Date,
    /// What it stood at.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
    /// Who says so.
    pub source: String,
}

/// Record what a total stood at, when the ledger says the same.
pub(crate) fn assert_balance(
    connection: &Connection,
    row: &AssertedRow,
    (total, on): (&str, Date),
    amount: Fen,
    source: &str,
    particulars: &Particulars,
) -> Result<Receipt> {
    line::require_year(connection, on.year())?;
    let (book, owner, totals) = stood(connection, row, on, amount)?;
    let Some(found) = total_of(&totals, total) else {
        return Err(Error::refused(
            Rule::AssertionInvalid,
            format!("no total of a {book}: {total}"),
            "name one of its totals, as paid, available, money or stock",
        ));
    };
    if found != amount && !is_replay(connection, particulars)? {
        let difference = found.checked_sub(amount)?;
        return Err(Error::refused(
            Rule::AssertionFails,
            format!(
                "{total} of {book} {owner} stood at {} on {on}, not at {}: a difference of {} yuan",
                found.to_yuan_string(),
                amount.to_yuan_string(),
                difference.to_yuan_string()
            ),
            "look for what is missing on either side, or reconcile the statement",
        ));
    }
    let sql = "SELECT coalesce(max(assertion_id), 0) FROM assertion";
    let mut voucher = Voucher::new(Act::AssertBalance, None, particulars);
    voucher.add_record(
        description("assertion")?,
        vec![
            Value::from(line::next_id(connection, sql)?),
            Value::from(book.to_owned()),
            Value::from(owner),
            Value::from(total.to_owned()),
            Value::from(on.to_string()),
            Value::from(amount.get()),
            Value::from(source.to_owned()),
        ],
    );
    write(connection, &voucher).map_err(|error| {
        let what = format_args!("{total} of {book} {owner} on {on}, by {source:?}");
        error.naming(
            &[(
                Rule::AssertionInvalid,
                "say who says so, as the name of a statement",
            )],
            what,
        )
    })
}

/// Return the book, the number and the totals of a row at the end of a day.
fn stood(
    connection: &Connection,
    row: &AssertedRow,
    on: Date,
    amount: Fen,
) -> Result<(&'static str, i64, serde_json::Value)> {
    let as_of = AsOf::on(on);
    let unknown = |token, what, unit: &str, fund: &Fund| {
        Error::not_found(token, what, format!("{unit} {fund}"), unmoved(amount))
    };
    match row {
        AssertedRow::Line(name) => {
            let line = line::resolve(connection, name)?;
            let id = line.id;
            let balance = line::balance_as_of(connection, id, &as_of)?;
            Ok(("line", id.get(), json(&LineReport::of(line, balance)?)?))
        }
        AssertedRow::Income(year, unit, fund) => {
            line::require_year(connection, *year)?;
            catalogue::require_unit(connection, unit)?;
            let is_meant =
                |income: &&line::IncomeReport| income.unit == *unit && income.fund == *fund;
            let known = line::incomes(connection, *year, &AsOf::now())?;
            let known = known.iter().find(is_meant);
            let known =
                known.ok_or_else(|| unknown("income_unknown", "the income (收入)", unit, fund))?;
            let then = line::incomes(connection, *year, &as_of)?;
            let then = match then.iter().find(is_meant) {
                Some(then) => then.clone(),
                None => known.with(line::IncomeTotals::default())?,
            };
            Ok(("income", known.income_id, json(&then)?))
        }
        AssertedRow::Surplus(unit, fund) => {
            catalogue::require_unit(connection, unit)?;
            let is_meant =
                |surplus: &&line::SurplusReport| surplus.unit == *unit && surplus.fund == *fund;
            let known = line::surpluses(connection, &AsOf::now())?;
            let known = known.iter().find(is_meant);
            let known = known
                .ok_or_else(|| unknown("surplus_unknown", "the surplus (结余)", unit, fund))?;
            let then = line::surpluses(connection, &as_of)?;
            let then = match then.iter().find(is_meant) {
                Some(then) => then.clone(),
                None => known.with(line::SurplusTotals::default())?,
            };
            Ok(("surplus", known.surplus_id, json(&then)?))
        }
    }
}

/// Say what to do about an assertion of money that nothing moved: it has no row in the file that an
/// assertion could name, and only an act that moves money makes one.
fn unmoved(amount: Fen) -> String {
    if amount.is_zero() {
        return "no act has moved its money yet, so it stands at 0.00 on every day and needs no \
                assertion; assert it when the first act has moved it, also of days before that"
            .to_owned();
    }
    format!(
        "no act has moved its money yet, so it stands at 0.00 and not at {}: record first what \
         moved it",
        amount.to_yuan_string()
    )
}

/// Return a report as its totals by name.
fn json<T: Serialize>(report: &T) -> Result<serde_json::Value> {
    serde_json::to_value(report).map_err(|error| Error::Internal(error.to_string()))
}

/// Find a total by its name: running totals stand in a part of their own, what follows from them
/// beside it.
fn total_of(report: &serde_json::Value, name: &str) -> Option<Fen> {
    let inside = report.get("balance").or_else(|| report.get("totals"));
    let derived = ["available", "expected", "money", "stock", "earmarked_stock"];
    let member = format!("{name}_fen");
    let beside = derived.contains(&name).then(|| report.get(&member));
    let total = inside
        .and_then(|totals| totals.get(&member))
        .or(beside.flatten())?;
    total.as_i64().map(Fen::new)
}

/// Return every assertion, in the order of recording.
pub(crate) fn assertions(connection: &Connection) -> Result<Vec<Assertion>> {
    let sql = "SELECT assertion_id, voucher_id, book, owner_id, year, unit, fund, total, dated,
        amount_fen, source FROM assertion_report ORDER BY assertion_id";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Assertion {
            assertion_id: row.get(0)?,
            voucher_id: row.get(1)?,
            book: row.get(2)?,
            owner_id: row.get(3)?,
            year: row.get(4)?,
            unit: row.get(5)?,
            fund: row.get(6)?,
            total: row.get(7)?,
            dated: date::parse(&row.get::<_, String>(8)?)?,
            amount: Fen::new(row.get(9)?),
            source: row.get(10)?,
        });
    }
    Ok(found)
}
