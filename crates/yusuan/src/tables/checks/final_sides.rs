//! Identities of 收入支出决算总表 and 财政拨款收入支出决算总表.

use super::final_pages::{FinalPages, Sides, sum};
use super::judge::Outcome;
use crate::line::Fund;
use crate::money::AmountError;
use crate::tables::final_account::{FinalTable, PartOf};

const ALL: FinalTable = FinalTable::Overview;
const FISCAL: FinalTable = FinalTable::FiscalOverview;

/// The three budgets, by the ids that rows and columns share.
const BUDGETS: [&str; 3] = ["general_public", "government_fund", "state_capital"];
const COLUMNS: [&str; 4] = [
    "expenditure_total",
    "general_public",
    "government_fund",
    "state_capital",
];

pub(super) fn check(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    overview(pages, outcome)?;
    fiscal(pages, outcome)
}

fn overview(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let left = |row: &str| pages.at(ALL, row, "income_amount");
    let right = |row: &str| pages.right(ALL, row, "expenditure_amount");
    let income_place = |row| pages.place(ALL, row, "income_amount");
    let place = |row| pages.place(ALL, row, "expenditure_amount");

    let rows = pages.template.income.iter();
    let rows = rows.map(|row| left(row.funds.first().map_or("", |fund| fund.as_str())));
    let sides = Sides::new(income_place("current"), left("current")?, sum(rows)?);
    pages.check(
        outcome,
        "决1.1",
        "总表 本年收入合计 = 各项收入之和",
        vec![sides],
    )?;

    let classes = pages.classes_total(ALL, "expenditure_amount")?;
    let sides = Sides::new(place("current"), right("current")?, classes);
    pages.check(
        outcome,
        "决1.2",
        "总表 本年支出合计 = 各功能类之和",
        vec![sides],
    )?;

    let parts = ["current", "surplus_used", "opening"].map(left);
    let sides = Sides::new(income_place("total"), left("total")?, sum(parts)?);
    let statement = "总表 总计 = 本年收入合计 + 使用非财政拨款结余 + 年初结转和结余";
    pages.check(outcome, "决1.3", statement, vec![sides])?;

    let parts = ["current", "distributed", "closing"].map(right);
    let sides = Sides::new(place("total"), right("total")?, sum(parts)?);
    let statement = "总表 总计 = 本年支出合计 + 结余分配 + 年末结转和结余";
    pages.check(outcome, "决1.4", statement, vec![sides])?;

    let sides = Sides::new(place("total"), left("total")?, right("total")?);
    pages.check(outcome, "决1.5", "总表 收入总计 = 支出总计", vec![sides])?;
    of_which(pages, outcome)
}

/// What the template prints as 其中 of fiscal money, beside the table of that money.
fn of_which(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let fiscal = |fund: &Fund| fund.is_fiscal();
    let printed = pages.template.parts.iter();
    let mut sides = Vec::new();
    for part in printed.filter(|part| part.funds.iter().all(fiscal)) {
        let id = part.id();
        let is_right = matches!(part.of, PartOf::Expenditure | PartOf::Closing);
        let budgets = part.funds.iter().map(|fund| fund.as_str());
        let budgets = budgets.map(|budget| match part.of {
            PartOf::Row(_) | PartOf::Income => pages.at(FISCAL, budget, "income_total"),
            PartOf::Opening => pages.at(FISCAL, &format!("opening_{budget}"), "income_total"),
            PartOf::Expenditure => pages.right(FISCAL, "current", budget),
            PartOf::Closing => pages.right(FISCAL, "closing", budget),
        });
        let budgets = sum(budgets)?;
        let (column, figure) = if is_right {
            let column = "expenditure_amount";
            (column, pages.right(ALL, &id, column)?)
        } else {
            let column = "income_amount";
            (column, pages.at(ALL, &id, column)?)
        };
        sides.push(Sides::new(pages.place(ALL, &id, column), figure, budgets));
    }
    let statement = "总表 其中财政拨款各行 = 财政拨款总表";
    pages.check(outcome, "决1.6", statement, sides)
}

fn fiscal(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let left = |row: &str| pages.at(FISCAL, row, "income_total");
    let place = |row, column| pages.place(FISCAL, row, column);

    let mut sides = Vec::new();
    for row in pages.rows(FISCAL) {
        let line = row.line().unwrap_or_default();
        let place = format!("{} line {line}", pages.id_of(FISCAL));
        let total = pages.cell(row, "expenditure_total")?;
        sides.push(Sides::new(place, total, pages.parts(row, &BUDGETS)?));
    }
    let statement = "财政拨款总表 每行合计 = 三个预算之和";
    pages.check(outcome, "决4.1", statement, sides)?;

    let mut sides = Vec::new();
    for column in COLUMNS {
        let classes = pages.classes_total(FISCAL, column)?;
        let current = pages.right(FISCAL, "current", column)?;
        sides.push(Sides::new(place("current", column), current, classes));
    }
    let statement = "财政拨款总表 本年支出合计 = 各功能类之和";
    pages.check(outcome, "决4.2", statement, sides)?;

    let mut sides = Vec::new();
    for budget in BUDGETS {
        let came = sum([left(budget), left(&format!("opening_{budget}"))])?;
        let went = ["current", "closing"].map(|row| pages.right(FISCAL, row, budget));
        sides.push(Sides::new(place("total", budget), came, sum(went)?));
    }
    let statement = "财政拨款总表 各预算 本年收入 + 年初 = 本年支出 + 年末";
    pages.check(outcome, "决4.3", statement, sides)?;

    let total = pages.right(FISCAL, "total", "expenditure_total")?;
    let openings = BUDGETS.map(|budget| left(&format!("opening_{budget}")));
    let at = |row| place(row, "income_total");
    let sides = vec![
        Sides::new(at("current"), left("current")?, sum(BUDGETS.map(left))?),
        Sides::new(at("opening"), left("opening")?, sum(openings)?),
        Sides::new(
            at("total"),
            left("total")?,
            sum([left("current"), left("opening")])?,
        ),
        Sides::new(at("total"), left("total")?, total),
    ];
    let statement = "财政拨款总表 收入总计 = 本年收入 + 年初 = 支出总计";
    pages.check(outcome, "决4.4", statement, sides)?;

    let income = pages.at(FinalTable::Income, "total", "fiscal")?;
    let sides = Sides::new(at("current"), left("current")?, income);
    let statement = "财政拨款总表 本年收入合计 = 收入决算表 财政拨款收入";
    pages.check(outcome, "决4.5", statement, vec![sides])
}
