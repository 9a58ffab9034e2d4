//! The eleven tables of a department budget, out of budget lines.
//!
//! | file | tables |
//! |---|---|
//! | `overview` | 01 and 04, income beside expenditure |
//! | `by_function` | 02, 03, 05 |
//! | `by_economic` | 06 |
//! | `project` | 07 |
//! | `funds` | 08, 09 |
//! | `three_public` | 10 |
//! | `carryover` | 11 |
//! | `grid` | adding up, and the one place where an amount becomes a cell |
//! | `codes` | rows of a table arranged by classification code |
//! | `source` | which printed income row a line belongs to |
//!
//! Tables 04 to 10 print the money of this year alone; carried-over money stands in 01, 02, 03 and
//! 11. A department is no special case: its tables are made from the lines of all its units.

mod by_economic;
mod by_function;
mod carryover;
pub(super) mod codes;
mod funds;
pub(super) mod grid;
mod overview;
mod project;
mod source;
mod three_public;

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::error::TableError;
use super::options::TableOptions;
use super::table::{Column, Row, Table};
use crate::line::{Fund, Kind, Level};
use crate::money::Fen;

/// One budget line as the tables see it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct BudgetLine {
    /// Budget unit that spends.
    pub unit: String,
    /// Purse that the money comes from.
    pub fund: Fund,
    /// Level of government that gave it.
    pub level: Level,
    /// Budget year.
    pub year: i16,
    /// First year of the money; earlier than `year` for a carry-over.
    pub origin_year: i16,
    /// 支出功能分类 项, seven digits.
    pub functional_code: String,
    /// 部门预算支出经济分类 款, five digits.
    pub economic_code: String,
    /// Sort of spending.
    pub kind: Kind,
    /// Project, exactly when the kind is [`Kind::Project`].
    pub project: Option<String>,
    /// Budgeted amount; a line with none is in no table.
    #[serde(rename = "amount_fen")]
    pub amount: Fen,
}

impl BudgetLine {
    /// Say whether this is money of an earlier year.
    #[must_use]
    pub const fn is_carried(&self) -> bool {
        self.origin_year < self.year
    }

    fn is_current_of(&self, fund: Fund) -> bool {
        self.fund == fund && !self.is_carried()
    }
}

/// Names printed beside codes, for one year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct CodeNames {
    /// 支出功能分类, by code of three, five or seven digits.
    ///
    /// Tables 01 and 04 print every class that stands here, whether it has money or not.
    pub functional: BTreeMap<String, String>,
    /// 部门预算支出经济分类, by code of three or five digits.
    pub economic: BTreeMap<String, String>,
}

/// Everything that the tables of one year are made from.
#[derive(Clone, Copy, Debug)]
pub struct BudgetInput<'a> {
    /// Budget year.
    pub year: i16,
    /// Unit or department printed above the tables.
    pub title_unit: &'a str,
    /// Lines of the unit, or of all units of the department.
    ///
    /// Table 11 prints units in the order in which their first carried line stands here; nothing
    /// else depends on the order of the lines.
    pub lines: &'a [BudgetLine],
    /// Names of all codes that the lines use, and of their parents.
    pub names: &'a CodeNames,
    /// Variants.
    pub options: &'a TableOptions,
}

/// A table of a department budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetTable {
    /// 表1.
    Overview,
    /// 表2.
    Income,
    /// 表3.
    Expenditure,
    /// 表4.
    FiscalOverview,
    /// 表5.
    GeneralPublic,
    /// 表6.
    GeneralPublicBasic,
    /// 表7.
    GeneralPublicProject,
    /// 表8.
    GovernmentFund,
    /// 表9.
    StateCapital,
    /// 表10.
    ThreePublic,
    /// 表11.
    Carryover,
}

impl BudgetTable {
    /// Every table, in print order.
    pub const ALL: [Self; 11] = [
        Self::Overview,
        Self::Income,
        Self::Expenditure,
        Self::FiscalOverview,
        Self::GeneralPublic,
        Self::GeneralPublicBasic,
        Self::GeneralPublicProject,
        Self::GovernmentFund,
        Self::StateCapital,
        Self::ThreePublic,
        Self::Carryover,
    ];

    /// Return the stable name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.texts().0
    }

    /// Return the printed title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.texts().1
    }

    /// Return id, title, and what is missing when the table is empty.
    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        let any = "各项资金安排的支出";
        match self {
            Self::Overview => ("budget-01", "部门收支总体情况表", any),
            Self::Income => ("budget-02", "部门收入总体情况表", any),
            Self::Expenditure => ("budget-03", "部门支出总体情况表", any),
            Self::FiscalOverview => (
                "budget-04",
                "财政拨款收支预算总体情况表",
                "财政拨款安排的支出",
            ),
            Self::GeneralPublic => (
                "budget-05",
                "一般公共预算支出情况表",
                "一般公共预算安排的支出",
            ),
            Self::GeneralPublicBasic => (
                "budget-06",
                "一般公共预算基本支出情况表",
                "一般公共预算安排的基本支出",
            ),
            Self::GeneralPublicProject => (
                "budget-07",
                "一般公共预算项目支出情况表",
                "一般公共预算安排的项目支出",
            ),
            Self::GovernmentFund => (
                "budget-08",
                "政府性基金预算支出情况表",
                "政府性基金预算安排的支出",
            ),
            Self::StateCapital => (
                "budget-09",
                "国有资本经营预算支出情况表",
                "国有资本经营预算安排的支出",
            ),
            Self::ThreePublic => (
                "budget-10",
                "财政拨款“三公”经费支出情况表",
                "财政拨款安排的“三公”经费支出",
            ),
            Self::Carryover => (
                "budget-11",
                "上年结转结余情况明细表",
                "上年结转结余安排的支出",
            ),
        }
    }
}

impl FromStr for BudgetTable {
    type Err = TableError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|table| table.id() == text);
        found.ok_or_else(|| TableError::TableUnknown {
            id: text.to_owned(),
        })
    }
}

/// Make all eleven tables, in print order.
///
/// # Errors
///
/// [`TableError`]: a line of another year, a project on basic spending or none on a project, a code
/// without the right digits or without a name, a total beyond 64 bits.
pub fn budget_tables(input: &BudgetInput<'_>) -> Result<Vec<Table>, TableError> {
    require_fitting_lines(input)?;
    let by_code = without_detail(input.lines);
    let by_code = BudgetInput {
        lines: &by_code,
        ..*input
    };
    BudgetTable::ALL
        .into_iter()
        .map(|table| match table {
            BudgetTable::GeneralPublicProject | BudgetTable::Carryover => make(input, table),
            _ => make(&by_code, table),
        })
        .collect()
}

/// Add up neighbours that differ only in unit and project, which two of the tables print: the
/// others have then a few lines to read for what may be many projects.
fn without_detail(lines: &[BudgetLine]) -> Vec<BudgetLine> {
    let key = |line: &BudgetLine| (line.fund, line.level, line.origin_year, line.kind);
    let mut summed: Vec<BudgetLine> = Vec::new();
    for line in lines {
        if let Some(last) = summed.last_mut()
            && key(last) == key(line)
            && last.functional_code == line.functional_code
            && last.economic_code == line.economic_code
            && let Ok(more) = last.amount.checked_add(line.amount)
        {
            last.amount = more;
            continue;
        }
        summed.push(BudgetLine {
            unit: String::new(),
            project: None,
            ..line.clone()
        });
    }
    summed
}

/// Make one table.
///
/// # Errors
///
/// As [`budget_tables`]; a name that this table does not print may be missing.
pub fn budget_table(input: &BudgetInput<'_>, table: BudgetTable) -> Result<Table, TableError> {
    require_fitting_lines(input)?;
    make(input, table)
}

/// What the file of a table contributes: the rest is the same for all.
struct Body {
    columns: Vec<Column>,
    rows: Vec<Row>,
    /// What the money is that [`Row::unprinted`] counts.
    unprinted: &'static str,
}

/// Kinds of spending that the columns of most tables do not name.
pub(super) const OTHER_KINDS: &str = "经营支出、上缴上级支出、对附属单位补助支出";

fn make(input: &BudgetInput<'_>, table: BudgetTable) -> Result<Table, TableError> {
    let body = match table {
        BudgetTable::Overview => overview::overview(input),
        BudgetTable::Income => by_function::income(input),
        BudgetTable::Expenditure => by_function::expenditure(input),
        BudgetTable::FiscalOverview => overview::fiscal_overview(input),
        BudgetTable::GeneralPublic => by_function::general_public(input),
        BudgetTable::GeneralPublicBasic => by_economic::general_public_basic(input),
        BudgetTable::GeneralPublicProject => project::general_public_project(input),
        BudgetTable::GovernmentFund => funds::government_fund(input),
        BudgetTable::StateCapital => funds::state_capital(input),
        BudgetTable::ThreePublic => three_public::three_public(input),
        BudgetTable::Carryover => carryover::carryover(input),
    }?;
    let (id, title, missing) = table.texts();
    let (unit, year) = (input.title_unit, input.year);
    let empty_note = format!("{unit}{year}年没有使用{missing}，{title}为空表。");
    Ok(Table {
        id: id.to_owned(),
        title: title.to_owned(),
        unit: unit.to_owned(),
        currency_unit: input.options.currency_unit,
        columns: body.columns,
        empty_note: body.rows.is_empty().then_some(empty_note),
        notes: unprinted_note(input.options, &body.rows, body.unprinted)
            .into_iter()
            .collect(),
        rows: body.rows,
    })
}

/// Say what the total holds beyond the printed columns.
pub(super) fn unprinted_note(options: &TableOptions, rows: &[Row], what: &str) -> Option<String> {
    let total = rows.iter().find(|row| row.id() == Some("total"))?;
    let unit = options.currency_unit;
    let amount = total.unprinted.display(unit, options.thousands_separator);
    (!total.unprinted.is_zero())
        .then(|| format!("合计中含{what}，本表未单列，共 {amount} {unit}。"))
}

fn require_fitting_lines(input: &BudgetInput<'_>) -> Result<(), TableError> {
    let has_digits =
        |code: &str, count| code.len() == count && code.bytes().all(|byte| byte.is_ascii_digit());
    for line in input.lines {
        if line.year != input.year || line.origin_year > line.year {
            return Err(TableError::LineYear {
                year: input.year,
                line_year: line.year,
                origin_year: line.origin_year,
            });
        }
        let project = line.project.as_deref().unwrap_or_default();
        if project.is_empty() == (line.kind == Kind::Project) {
            let project = project.to_owned();
            return Err(TableError::LineProject {
                kind: line.kind,
                project,
            });
        }
        if !has_digits(&line.functional_code, 7) {
            return Err(codes::FUNCTIONAL.shape_error(&line.functional_code));
        }
        if !has_digits(&line.economic_code, 5) {
            return Err(codes::ECONOMIC.shape_error(&line.economic_code));
        }
    }
    Ok(())
}
