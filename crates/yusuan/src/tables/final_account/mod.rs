//! The final accounts 决算公开表 of a year, out of what its ledger came to.
//!
//! | file | what |
//! |---|---|
//! | `overview` | 收入支出决算总表 and 财政拨款收入支出决算总表 |
//! | `by_function` | 收入决算表, 支出决算表, and those of single budgets |
//! | `by_economic` | 一般公共预算财政拨款基本支出决算明细表, in two blocks |
//! | `three_public` | “三公”经费, and its budget against what was paid |
//! | `comparison` | budget against final account, by 项 |
//! | `balances` | 结转和结余: what each was, what moved it, what it is |
//! | `settled` | every total that the tables share, out of the input |
//! | `flow`, `surplus` | one balance in a year; the surplus by functional code |
//! | `template`, `template_file` | order, titles, rows and unit of money, as data |
//!
//! What each figure is made of, and why, stands in `docs/final-accounts.md`. In every table, in fen:
//! 年初结转和结余 + 本年收入 + 使用非财政拨款结余 = 本年支出 + 结余分配 + 年末结转和结余.

mod balances;
mod by_economic;
mod by_function;
mod comparison;
mod flow;
mod options;
mod overview;
mod settled;
mod surplus;
mod template;
mod template_file;
mod three_public;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::budget::{BudgetInput, CodeNames, unprinted_note};
use super::error::TableError;
use super::options::TableOptions;
use super::table::{Column, Row, Table};
use crate::line::{Fund, IncomeTotals, LineBalance, LineKey};
use crate::money::Fen;
use settled::Settled;

pub use options::FinalOptions;
pub use surplus::SurplusMovement;
pub use template::{
    FinalTable, FinalTemplate, FinalTemplates, PartOf, RowChoice, TemplateIncome, TemplatePart,
    TemplateTable,
};

/// A line as a final account sees it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct FinalLine {
    /// Its key.
    pub key: LineKey,
    /// 年初预算数: what the approved budget printed of it, what was carried in then included.
    #[serde(rename = "approved_fen")]
    pub approved: Fen,
    /// Its running totals.
    pub balance: LineBalance,
}

impl FinalLine {
    /// Say whether this is money of an earlier year.
    #[must_use]
    pub const fn is_carried(&self) -> bool {
        self.key.origin_year < self.key.year
    }
}

/// The money of a unit and a fund that is not fiscal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct FinalIncome {
    /// Name of the unit.
    pub unit: String,
    /// The fund.
    pub fund: Fund,
    /// Its running totals in the year.
    pub totals: IncomeTotals,
}

/// Everything that the final accounts of one year are made from.
#[derive(Clone, Copy, Debug)]
pub struct FinalInput<'a> {
    /// Year of the accounts.
    pub year: i16,
    /// Unit or department printed above the tables.
    pub title_unit: &'a str,
    /// Lines of the year, of the unit or of all units of the department.
    pub lines: &'a [FinalLine],
    /// Money of the same units that is not fiscal.
    pub incomes: &'a [FinalIncome],
    /// Every posting on a surplus that stands, of all units and years, in the order of the journal.
    pub surplus: &'a [SurplusMovement],
    /// Units whose surplus counts: those of the lines and incomes.
    pub units: &'a std::collections::BTreeSet<String>,
    /// Names of all codes that the lines use, and of their parents.
    pub names: &'a CodeNames,
    /// Order, titles and rows.
    pub template: &'a FinalTemplate,
    /// How amounts are shown.
    pub options: &'a TableOptions,
    /// Whether the year before is closed in this ledger.
    pub is_last_year_closed: bool,
    /// Whether the year is closed: otherwise the tables are drafts, and say so.
    pub is_closed: bool,
}

impl<'a> FinalInput<'a> {
    /// Return what rows by code need to know: year, names and how amounts are shown.
    const fn page(&self) -> BudgetInput<'a> {
        BudgetInput {
            year: self.year,
            title_unit: self.title_unit,
            lines: &[],
            names: self.names,
            options: self.options,
        }
    }
}

/// What the file of a table contributes: the rest is the same for all.
struct Body {
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// What the money is that [`Row::unprinted`] counts.
    unprinted: &'static str,
    /// Remarks of this table alone.
    notes: Vec<String>,
}

/// Make all final accounts of a year: the nine in the order of the template, then the comparisons
/// and the balances.
///
/// # Errors
///
/// [`TableError`]: a code without a name, a total beyond 64 bits.
pub fn final_tables(input: &FinalInput<'_>) -> Result<Vec<Table>, TableError> {
    let settled = Settled::of(input)?;
    let all = input.template.all().into_iter();
    all.map(|(id, table, title)| make(input, &settled, &id, table, title))
        .collect()
}

/// Make one of them by its id.
///
/// # Errors
///
/// [`TableError::TableUnknown`]; as [`final_tables`].
pub fn final_table(input: &FinalInput<'_>, id: &str) -> Result<Table, TableError> {
    let mut all = input.template.all().into_iter();
    let Some((id, table, title)) = all.find(|(known, ..)| known == id) else {
        return Err(TableError::TableUnknown { id: id.to_owned() });
    };
    make(input, &Settled::of(input)?, &id, table, title)
}

fn make(
    input: &FinalInput<'_>,
    settled: &Settled,
    id: &str,
    table: FinalTable,
    title: &str,
) -> Result<Table, TableError> {
    let body = match table {
        FinalTable::Overview => overview::overview(input, settled),
        FinalTable::Income => by_function::income(input, settled),
        FinalTable::Expenditure => by_function::expenditure(input),
        FinalTable::FiscalOverview => overview::fiscal_overview(input, settled),
        FinalTable::GeneralPublic => by_function::general_public(input),
        FinalTable::GeneralPublicBasic => by_economic::general_public_basic(input),
        FinalTable::GovernmentFund => by_function::government_fund(input, settled),
        FinalTable::StateCapital => by_function::state_capital(input),
        FinalTable::ThreePublic => three_public::three_public(input),
        FinalTable::Comparison => comparison::comparison(input),
        FinalTable::ThreePublicComparison => three_public::comparison(input),
        FinalTable::Balances => balances::balances(input, settled),
    }?;
    let (unit, year) = (input.title_unit, input.year);
    let missing = table.missing();
    let empty_note = format!("{unit}{year}年没有{missing}，{title}为空表。");
    let mut notes: Vec<String> = unprinted_note(input.options, &body.rows, body.unprinted)
        .into_iter()
        .collect();
    notes.extend(body.notes);
    if !input.is_closed {
        notes.push(draft_note(input, settled)?);
    }
    Ok(Table {
        id: id.to_owned(),
        title: if input.is_closed {
            title.to_owned()
        } else {
            format!("{title}（草稿）")
        },
        unit: unit.to_owned(),
        currency_unit: input.options.currency_unit,
        columns: body.columns,
        empty_note: body.rows.is_empty().then_some(empty_note),
        rows: body.rows,
        notes,
    })
}

/// Say below a draft what its closing balance is made of.
fn draft_note(input: &FinalInput<'_>, settled: &Settled) -> Result<String, TableError> {
    let shown = |amount: Fen| {
        let unit = input.options.currency_unit;
        let text = amount.display(unit, input.options.thousands_separator);
        format!("{text} {unit}")
    };
    Ok(format!(
        "{}年尚未结账，本表为草稿；年末结转和结余 {} 含年终结账时才处理的余额。",
        input.year,
        shown(settled.closing()?)
    ))
}
