//! Identities of the tables that are arranged by code: 02, 03, 05 to 09.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::Amounts;
use super::judge::{Judge, Outcome};
use super::pages::{Pages, place};
use crate::money::{AmountError, Fen};
use crate::tables::budget::BudgetTable;
use crate::tables::table::{Row, RowHead, RowLevel};

const INCOME: BudgetTable = BudgetTable::Income;
const EXPENDITURE: BudgetTable = BudgetTable::Expenditure;
const GENERAL: BudgetTable = BudgetTable::GeneralPublic;
const PROJECTS: BudgetTable = BudgetTable::GeneralPublicProject;

/// Columns of table 02 with the income rows of table 01 that they add up.
const INCOME_COLUMNS: [(&str, &str); 10] = [
    ("general_public", "general_public_own"),
    ("general_public_transfer", "general_public_transfer"),
    ("government_fund", "government_fund_own"),
    ("government_fund_transfer", "government_fund_transfer"),
    ("state_capital", "state_capital_own"),
    ("state_capital_transfer", "state_capital_transfer"),
    ("fiscal_special_account", "fiscal_special_account"),
    ("unit_funds", "unit_funds"),
    ("carryover_fiscal", "carryover_fiscal"),
    ("carryover_nonfiscal", "carryover_nonfiscal"),
];

pub(super) fn check(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    income(pages, checks)?;
    expenditure(pages, checks)?;
    general_public(pages, checks)?;
    kinds_of_spending(pages, checks)?;
    projects(pages, checks)?;
    let numbers = ["8.1", "8.2", "8.3"];
    let columns = ["government_fund", "government_fund_transfer"];
    fund(pages, BudgetTable::GovernmentFund, numbers, columns, checks)?;
    let numbers = ["9.1", "9.2", "9.3"];
    let columns = ["state_capital", "state_capital_transfer"];
    fund(pages, BudgetTable::StateCapital, numbers, columns, checks)
}

fn income(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let overview = |row: &str| pages.at(BudgetTable::Overview, row, "income_amount");
    let mut judge = Judge::new(pages, "2.1", "表2 总计 = 表1 收入总计");
    let total = pages.at(INCOME, "total", "total")?;
    judge.compare(
        || place(INCOME, "total", "total"),
        total,
        overview("total")?,
    )?;
    judge.finish(checks);

    let mut judge = Judge::new(pages, "2.2", "表2 各列总计 = 表1 收入各行");
    for (column, row) in INCOME_COLUMNS {
        let left = pages.at(INCOME, "total", column)?;
        judge.compare(|| place(INCOME, "total", column), left, overview(row)?)?;
    }
    judge.finish(checks);

    let mut judge = Judge::new(
        pages,
        "2.3",
        "表2 每行总计 = 财政拨款小计 + 财政专户 + 单位资金 + 两类结转",
    );
    let parts = [
        "fiscal_subtotal",
        "fiscal_special_account",
        "unit_funds",
        "carryover_fiscal",
        "carryover_nonfiscal",
    ];
    rows_add_up(pages, &mut judge, INCOME, "total", &parts)?;
    judge.finish(checks);

    let mut judge = Judge::new(pages, "2.4", "表2 每行财政拨款小计 = 第3列至第8列之和");
    let parts: Vec<&str> = INCOME_COLUMNS
        .iter()
        .take(6)
        .map(|(column, _)| *column)
        .collect();
    rows_add_up(pages, &mut judge, INCOME, "fiscal_subtotal", &parts)?;
    judge.finish(checks);

    hierarchy(
        pages,
        "2.5",
        "表2 每列总计 = 各类之和，类 = 各款之和，款 = 各项之和",
        INCOME,
        checks,
    )?;

    let mut judge = Judge::new(pages, "2.6", "表2 各类总计 = 表1 支出各类");
    for (class, right) in pages.by_class(BudgetTable::Overview, "expenditure_amount")? {
        let left = pages.at(INCOME, class, "total")?;
        judge.compare_money(|| place(INCOME, class, "total"), left, right)?;
    }
    judge.finish(checks);
    Ok(())
}

fn expenditure(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let mut judge = Judge::new(
        pages,
        "3.1",
        "表3 每行合计 = 基本支出 + 项目支出（+ 未单列的支出）",
    );
    rows_add_up(
        pages,
        &mut judge,
        EXPENDITURE,
        "total",
        &["basic", "project"],
    )?;
    judge.finish(checks);
    let statement = "表3 每列总计 = 各类之和，类 = 各款之和，款 = 各项之和";
    hierarchy(pages, "3.2", statement, EXPENDITURE, checks)?;
    let mut judge = Judge::new(pages, "3.3", "表3 每行合计 = 表2 总计");
    same_column(pages, &mut judge, EXPENDITURE, "total", INCOME, &["total"])?;
    judge.finish(checks);
    Ok(())
}

fn general_public(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let statement = "表5 每行合计 = 基本支出 + 项目支出（+ 未单列的支出），各级之和相等";
    let mut judge = Judge::new(pages, "5.1", statement);
    rows_add_up(pages, &mut judge, GENERAL, "total", &["basic", "project"])?;
    let columns = pages.amount_columns(GENERAL);
    levels_add_up(pages, &mut judge, GENERAL, &columns)?;
    judge.finish(checks);

    if !pages.options.fiscal_overview_includes_carryover {
        let mut judge = Judge::new(pages, "5.2", "表5 各类合计 = 表4 一般公共预算各类");
        for (class, right) in pages.by_class(BudgetTable::FiscalOverview, "general_public")? {
            let left = pages.at(GENERAL, class, "total")?;
            judge.compare_money(|| place(GENERAL, class, "total"), left, right)?;
        }
        judge.finish(checks);
    }

    let mut judge = Judge::new(
        pages,
        "5.3",
        "表5 每行合计 = 表2 一般公共预算 + 上级转移支付",
    );
    let columns = ["general_public", "general_public_transfer"];
    same_column(pages, &mut judge, GENERAL, "total", INCOME, &columns)?;
    judge.finish(checks);

    let mut judge = Judge::new(pages, "5.4", "表5 项目支出总计 = 表7 合计");
    let left = pages.at(GENERAL, "total", "project")?;
    let right = pages.at(PROJECTS, "total", "total")?;
    judge.compare(|| place(GENERAL, "total", "project"), left, right)?;
    judge.finish(checks);
    Ok(())
}

/// Compare basic and project spending of all money with that of the tables for single funds.
///
/// No table splits the money of the special account and the unit's own funds by kind. 5.5 takes
/// none of it to be basic, 5.6 all of it to be projects; where it is not, the two are off by the
/// same reason and are left out.
fn kinds_of_spending(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let own = pages.across(INCOME, "total", &["fiscal_special_account", "unit_funds"])?;
    let funds = [
        GENERAL,
        BudgetTable::GovernmentFund,
        BudgetTable::StateCapital,
    ];
    let carried = BudgetTable::Carryover;
    let may_be_own = |more: &Amounts, less: &Amounts| {
        let apart = more.exact.checked_sub(less.exact)?;
        // What is known from print alone may be apart by rounding besides.
        let slack = if pages.is_printed() {
            Amounts::sum([more.clone(), less.clone(), own.clone()])?.slack
        } else {
            Fen::ZERO
        };
        Ok::<_, AmountError>(apart > Fen::ZERO && apart <= own.exact.checked_add(slack)?)
    };

    let mut judge = Judge::new(
        pages,
        "5.5",
        "表3 基本支出 = 表5、表8、表9、表11 基本支出之和",
    );
    let left = pages.at(EXPENDITURE, "total", "basic")?;
    let mut parts = vec![pages.across(
        carried,
        "total",
        &[
            "fiscal_personnel",
            "fiscal_public",
            "nonfiscal_personnel",
            "nonfiscal_public",
        ],
    )?];
    for fund in funds {
        parts.push(pages.across(fund, "total", &["basic", "personnel", "public"])?);
    }
    let right = Amounts::sum(parts)?;
    let is_own = may_be_own(&left, &right)?;
    judge.compare(|| place(EXPENDITURE, "total", "basic"), left, right)?;
    if !is_own {
        judge.finish(checks);
    }

    let statement = "表3 项目支出 = 表5、表8、表9、表11 项目支出 + 财政专户 + 单位资金";
    let mut judge = Judge::new(pages, "5.6", statement);
    let left = pages.at(EXPENDITURE, "total", "project")?;
    let mut parts = vec![
        own.clone(),
        pages.across(carried, "total", &["fiscal_project", "nonfiscal_project"])?,
    ];
    for fund in funds {
        parts.push(pages.at(fund, "total", "project")?);
    }
    let right = Amounts::sum(parts)?;
    let is_own = may_be_own(&right, &left)?;
    judge.compare(|| place(EXPENDITURE, "total", "project"), left, right)?;
    if !is_own {
        judge.finish(checks);
    }
    Ok(())
}

fn projects(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let columns = pages.amount_columns(PROJECTS);
    let classes: Vec<&str> = columns
        .into_iter()
        .filter(|column| *column != "total")
        .collect();
    let mut judge = Judge::new(pages, "7.1", "表7 每行合计 = 各经济类之和（+ 未单列的类）");
    rows_add_up(pages, &mut judge, PROJECTS, "total", &classes)?;
    judge.finish(checks);
    let statement = "表7 每列总计 = 各类之和，类 = 各款之和，款 = 各项之和，项 = 各项目之和";
    hierarchy(pages, "7.2", statement, PROJECTS, checks)
}

fn fund(
    pages: &Pages<'_>,
    table: BudgetTable,
    numbers: [&'static str; 3],
    income_columns: [&str; 2],
    checks: &mut Outcome,
) -> Result<(), AmountError> {
    let [rows, levels, funds] = numbers;
    let mut judge = Judge::new(
        pages,
        rows,
        "每行合计 = 人员经费 + 公用经费 + 项目支出（+ 未单列的支出）",
    );
    rows_add_up(
        pages,
        &mut judge,
        table,
        "total",
        &["personnel", "public", "project"],
    )?;
    judge.finish(checks);
    hierarchy(
        pages,
        levels,
        "每列总计 = 各类之和，类 = 各款之和，款 = 各项之和",
        table,
        checks,
    )?;
    let mut judge = Judge::new(pages, funds, "每行合计 = 表2 本级安排 + 上级转移支付");
    same_column(pages, &mut judge, table, "total", INCOME, &income_columns)?;
    judge.finish(checks);
    Ok(())
}

/// Compare a column of a table with a sum of columns of another, row by row.
fn same_column(
    pages: &Pages<'_>,
    judge: &mut Judge,
    table: BudgetTable,
    column: &str,
    other: BudgetTable,
    other_columns: &[&str],
) -> Result<(), AmountError> {
    let ids = |table| pages.rows(table).iter().filter_map(Row::id);
    let all: BTreeSet<&str> = ids(table).chain(ids(other)).collect();
    for id in all {
        let left = pages.at(table, id, column)?;
        let right = pages.across(other, id, other_columns)?;
        judge.compare_money(|| place(table, id, column), left, right)?;
    }
    Ok(())
}

/// Compare a column with the sum of others in every row of a table.
pub(super) fn rows_add_up(
    pages: &Pages<'_>,
    judge: &mut Judge,
    table: BudgetTable,
    total: &str,
    parts: &[&str],
) -> Result<(), AmountError> {
    for row in pages.rows(table) {
        let id = || place(table, row.id().unwrap_or_default(), total);
        let left = pages.cell(table, row, total)?;
        judge.compare(id, left, pages.parts(table, row, parts)?)?;
    }
    Ok(())
}

fn hierarchy(
    pages: &Pages<'_>,
    number: &'static str,
    statement: &'static str,
    table: BudgetTable,
    checks: &mut Outcome,
) -> Result<(), AmountError> {
    let mut judge = Judge::new(pages, number, statement);
    let columns = pages.amount_columns(table);
    levels_add_up(pages, &mut judge, table, &columns)?;
    judge.finish(checks);
    Ok(())
}

/// Compare every row that has rows below it with their sum, in some amount columns.
pub(super) fn levels_add_up(
    pages: &Pages<'_>,
    judge: &mut Judge,
    table: BudgetTable,
    columns: &[&str],
) -> Result<(), AmountError> {
    if pages.is_in_part(table) {
        return Ok(());
    }
    let mut below: BTreeMap<&str, Vec<Amounts>> = BTreeMap::new();
    for row in pages.rows(table) {
        let Some(parent) = parent_of(&row.head) else {
            continue;
        };
        let sums = below
            .entry(parent)
            .or_insert_with(|| vec![Amounts::default(); columns.len()]);
        for (sum, column) in sums.iter_mut().zip(columns) {
            let cell = pages.cell(table, row, column)?;
            *sum = Amounts::sum([std::mem::take(sum), cell])?;
        }
    }
    for (parent, sums) in below {
        for (sum, column) in sums.into_iter().zip(columns) {
            let total = pages.at(table, parent, column)?;
            judge.compare(|| place(table, parent, column), total, sum)?;
        }
    }
    Ok(())
}

/// Return the id of the row that a coded row is part of.
fn parent_of(head: &RowHead) -> Option<&str> {
    let RowHead::Item { id, level, .. } = head else {
        return None;
    };
    match level {
        RowLevel::Class => Some("total"),
        RowLevel::Section => id.get(..3),
        RowLevel::Item => id.get(..5),
        RowLevel::Project => id.get(..7),
        RowLevel::Total | RowLevel::Sub | RowLevel::Unit | RowLevel::Group => None,
    }
}
