//! Identities of the tables 06, 10 and 11.

use super::amounts::Amounts;
use super::by_code::{levels_add_up, rows_add_up};
use super::judge::{Judge, Outcome};
use super::pages::{Pages, place};
use crate::money::AmountError;
use crate::tables::budget::BudgetTable;
use crate::tables::table::{Row, RowHead, RowLevel};

const BASIC: BudgetTable = BudgetTable::GeneralPublicBasic;
const GENERAL: BudgetTable = BudgetTable::GeneralPublic;
const THREE_PUBLIC: BudgetTable = BudgetTable::ThreePublic;
const CARRYOVER: BudgetTable = BudgetTable::Carryover;

/// Economic codes whose money is usually that of certain functional codes and nothing else.
const NATURAL_PAIRS: [(&str, &[&str]); 4] = [
    ("30108", &["2080505"]),
    ("30110", &["2101101", "2101102"]),
    ("30111", &["2101103"]),
    ("30113", &["2210201"]),
];

pub(super) fn check(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    basic_rows(pages, checks)?;
    basic_classes(pages, checks)?;
    natural_pairs(pages, checks)?;
    three_public(pages, checks)?;
    carryover(pages, checks)?;
    carried_projects(pages, checks)
}

fn basic_rows(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let mut rows = Judge::new(pages, "6.1", "表6 每行合计 = 人员经费 + 公用经费");
    let mut total = Judge::new(pages, "6.2", "表6 总计 = 人员经费 + 公用经费");
    for row in pages.rows(BASIC) {
        let id = row.id().unwrap_or_default();
        let judge = if id == "total" { &mut total } else { &mut rows };
        let parts = pages.parts(BASIC, row, &["personnel", "public"])?;
        let left = pages.cell(BASIC, row, "total")?;
        judge.compare(|| place(BASIC, id, "total"), left, parts)?;
    }
    rows.finish(checks);
    total.finish(checks);
    Ok(())
}

fn basic_classes(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    if pages.rows(BASIC).is_empty() {
        return Ok(());
    }
    let classes = pages.by_class(BASIC, "total")?;
    let mut judge = Judge::new(pages, "6.3", "表6 类 = 各款之和");
    for class in classes.keys() {
        let is_below = |id: &&str| id.len() == 5 && id.starts_with(class);
        let ids = pages
            .rows(BASIC)
            .iter()
            .filter_map(Row::id)
            .filter(is_below);
        let sections = pages.down(BASIC, &ids.collect::<Vec<_>>(), "total")?;
        let left = pages.at(BASIC, class, "total")?;
        judge.compare(|| place(BASIC, class, "total"), left, sections)?;
    }
    judge.finish(checks);

    let total = pages.at(BASIC, "total", "total")?;
    let mut judge = Judge::new(pages, "6.4", "表6 总计 = 各类之和");
    let sum = Amounts::sum(classes.values().cloned())?;
    judge.compare(|| place(BASIC, "total", "total"), total.clone(), sum)?;
    judge.finish(checks);

    let is_personnel = |class: &str| matches!(class, "301" | "303");
    let sum_of = |wanted: bool| {
        let chosen = classes
            .iter()
            .filter(|(class, _)| is_personnel(class) == wanted);
        Amounts::sum(chosen.map(|(_, amounts)| amounts.clone()))
    };
    let mut judge = Judge::new(pages, "6.5", "表6 人员经费 = 301 + 303（通常如此）");
    judge.formal = false;
    let personnel = pages.at(BASIC, "total", "personnel")?;
    judge.compare(
        || place(BASIC, "total", "personnel"),
        personnel,
        sum_of(true)?,
    )?;
    judge.finish(checks);
    let mut judge = Judge::new(pages, "6.6", "表6 公用经费 = 其余各类之和（通常如此）");
    judge.formal = false;
    let public = pages.at(BASIC, "total", "public")?;
    judge.compare(|| place(BASIC, "total", "public"), public, sum_of(false)?)?;
    judge.finish(checks);

    let mut judge = Judge::new(pages, "6.7", "表6 总计 = 表5 基本支出总计");
    let basic = pages.at(GENERAL, "total", "basic")?;
    judge.compare(|| place(BASIC, "total", "total"), total, basic)?;
    judge.finish(checks);

    let statement = "表6 人员经费、公用经费 总计 = 各类之和，类 = 各款之和";
    let mut judge = Judge::new(pages, "6.10", statement);
    levels_add_up(pages, &mut judge, BASIC, &["personnel", "public"])?;
    judge.finish(checks);
    Ok(())
}

fn natural_pairs(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let statement = "表6 缴费和住房公积金 = 表5 相应的项（通常如此，并非规定）";
    let mut judge = Judge::new(pages, "6.8", statement);
    judge.formal = false;
    for (economic, functional) in NATURAL_PAIRS {
        let left = pages.at(BASIC, economic, "total")?;
        let right = pages.down(GENERAL, functional, "basic")?;
        judge.compare_money(|| place(BASIC, economic, "total"), left, right)?;
    }
    judge.finish(checks);

    let statement = "表6 对个人和家庭的补助 = 表5 离退休（通常如此，并非规定）";
    let mut judge = Judge::new(pages, "6.9", statement);
    judge.formal = false;
    let left = pages.at(BASIC, "303", "total")?;
    let right = pages.down(GENERAL, &["2080501", "2080502"], "basic")?;
    let apart = left.exact.checked_sub(right.exact)?;
    judge.compare_money(|| place(BASIC, "303", "total"), left, right)?;
    if !apart.is_zero() && !pages.is_printed() {
        let yuan = apart.to_yuan_string();
        judge.note = Some(format!("两者不是同一笔资金，精确数相差 {yuan} 元"));
    }
    judge.finish(checks);
    Ok(())
}

fn three_public(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let sums: [(_, _, &str, &[&str]); 2] = [
        (
            "10.1",
            "表10 合计 = 因公出国 + 公务接待 + 公务用车小计",
            "total",
            &["overseas", "reception", "vehicle"],
        ),
        (
            "10.2",
            "表10 公务用车小计 = 购置 + 运行",
            "vehicle",
            &["vehicle_purchase", "vehicle_running"],
        ),
    ];
    for (number, statement, total, parts) in sums {
        let mut judge = Judge::new(pages, number, statement);
        for column in pages.amount_columns(THREE_PUBLIC) {
            let left = pages.at(THREE_PUBLIC, total, column)?;
            let right = pages.down(THREE_PUBLIC, parts, column)?;
            judge.compare(|| place(THREE_PUBLIC, total, column), left, right)?;
        }
        judge.finish(checks);
    }
    let mut judge = Judge::new(pages, "10.6", "表10 每行合计 = 三个预算之和");
    let funds = ["general_public", "government_fund", "state_capital"];
    rows_add_up(pages, &mut judge, THREE_PUBLIC, "total", &funds)?;
    judge.finish(checks);
    let items = [
        (
            "10.3",
            "表10 公务接待费 = 表6 30217（只有基本支出时）",
            "reception",
            "30217",
        ),
        (
            "10.4",
            "表10 公务用车运行费 = 表6 30231（只有基本支出时）",
            "vehicle_running",
            "30231",
        ),
        (
            "10.5",
            "表10 因公出国（境）费 = 表6 30212（只有基本支出时）",
            "overseas",
            "30212",
        ),
    ];
    // Table 10 counts every kind of spending, and only table 06 shows economic sections.
    let only_basic =
        pages.at(GENERAL, "total", "total")?.exact == pages.at(GENERAL, "total", "basic")?.exact;
    for (number, statement, item, code) in items {
        let mut judge = Judge::new(pages, number, statement);
        judge.formal = only_basic;
        let left = pages.at(THREE_PUBLIC, item, "general_public")?;
        let right = pages.at(BASIC, code, "total")?;
        judge.compare(|| place(THREE_PUBLIC, item, "general_public"), left, right)?;
        judge.finish(checks);
    }
    Ok(())
}

fn carryover(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let overview = |row: &str| pages.at(BudgetTable::Overview, row, "income_amount");
    let mut judge = Judge::new(pages, "11.1", "表11 总计 = 表1 上年结转结余");
    let left = pages.at(CARRYOVER, "total", "total")?;
    judge.compare(
        || place(CARRYOVER, "total", "total"),
        left,
        overview("carryover")?,
    )?;
    judge.finish(checks);

    let statement = "表11 财政拨款、非财政拨款小计 = 表1 和表2 两类结转";
    let mut judge = Judge::new(pages, "11.2", statement);
    for (column, row) in [
        ("fiscal_subtotal", "carryover_fiscal"),
        ("nonfiscal_subtotal", "carryover_nonfiscal"),
    ] {
        let left = pages.at(CARRYOVER, "total", column)?;
        let income = pages.at(BudgetTable::Income, "total", row)?;
        let right = overview(row)?;
        judge.compare(|| place(CARRYOVER, "total", column), left.clone(), right)?;
        judge.compare(|| place(CARRYOVER, "total", column), left, income)?;
    }
    judge.finish(checks);

    carryover_rows(pages, checks)
}

fn carryover_rows(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let statement = "表11 每行合计 = 各列之和（+ 未单列的支出），总计 = 各单位之和";
    let mut judge = Judge::new(pages, "11.4", statement);
    let parts = [
        "fiscal_personnel",
        "fiscal_public",
        "fiscal_project",
        "nonfiscal_personnel",
        "nonfiscal_public",
        "nonfiscal_project",
    ];
    rows_add_up(pages, &mut judge, CARRYOVER, "total", &parts)?;
    for id in pages.rows(CARRYOVER).iter().filter_map(Row::id) {
        let left = pages.at(CARRYOVER, id, "total")?;
        let right = pages.across(CARRYOVER, id, &["fiscal_subtotal", "nonfiscal_subtotal"])?;
        judge.compare(|| place(CARRYOVER, id, "total"), left, right)?;
    }
    let ids_at = |wanted: RowLevel| {
        let is_wanted =
            |row: &&Row| matches!(&row.head, RowHead::Item { level, .. } if *level == wanted);
        pages
            .rows(CARRYOVER)
            .iter()
            .filter(is_wanted)
            .filter_map(Row::id)
            .collect::<Vec<_>>()
    };
    let (units, projects) = (ids_at(RowLevel::Unit), ids_at(RowLevel::Project));
    for column in pages.amount_columns(CARRYOVER) {
        let left = pages.at(CARRYOVER, "total", column)?;
        let right = pages.down(CARRYOVER, &units, column)?;
        judge.compare_money(|| place(CARRYOVER, "total", column), left, right)?;
    }
    for column in ["fiscal_project", "nonfiscal_project"] {
        let left = pages.at(CARRYOVER, "total", column)?;
        let right = pages.down(CARRYOVER, &projects, column)?;
        judge.compare_money(|| place(CARRYOVER, "total", column), left, right)?;
    }
    judge.finish(checks);
    Ok(())
}

/// Compare carried projects with the projects of the classes that hold carried money alone.
fn carried_projects(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let mut projects = Vec::new();
    if !pages.has(BudgetTable::Income) || !pages.has(BudgetTable::Expenditure) {
        return Ok(());
    }
    for (class, total) in pages.by_class(BudgetTable::Income, "total")? {
        let columns = ["carryover_fiscal", "carryover_nonfiscal"];
        let carried = pages.across(BudgetTable::Income, class, &columns)?;
        if carried.exact.is_zero() {
            continue;
        }
        if carried.exact != total.exact {
            return Ok(());
        }
        projects.push(pages.at(BudgetTable::Expenditure, class, "project")?);
    }
    let mut judge = Judge::new(
        pages,
        "11.3",
        "表11 项目支出 = 表3 只有结转资金的各类项目支出",
    );
    let left = pages.across(CARRYOVER, "total", &["fiscal_project", "nonfiscal_project"])?;
    let place = || place(CARRYOVER, "total", "fiscal_project + nonfiscal_project");
    judge.compare_money(place, left, Amounts::sum(projects)?)?;
    judge.finish(checks);
    Ok(())
}
