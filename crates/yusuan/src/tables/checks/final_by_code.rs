//! Identities of the final accounts by functional code.

use super::final_pages::{FinalPages, Sides, sum};
use super::judge::Outcome;
use crate::line::Fund;
use crate::money::AmountError;
use crate::tables::final_account::FinalTable;

const ALL: FinalTable = FinalTable::Overview;
const FISCAL: FinalTable = FinalTable::FiscalOverview;
const INCOME: FinalTable = FinalTable::Income;
const EXPENDITURE: FinalTable = FinalTable::Expenditure;
const GENERAL: FinalTable = FinalTable::GeneralPublic;
const FUND: FinalTable = FinalTable::GovernmentFund;
const CAPITAL: FinalTable = FinalTable::StateCapital;

/// Columns of 收入决算表, each with the funds that it counts.
const COLUMNS: [(&str, &[Fund]); 6] = [
    (
        "fiscal",
        &[
            Fund::GeneralPublic,
            Fund::GovernmentFund,
            Fund::StateCapital,
        ],
    ),
    ("superior_subsidy", &[Fund::UnitSuperiorSubsidy]),
    (
        "business",
        &[Fund::UnitBusinessIncome, Fund::SpecialAccount],
    ),
    ("operating", &[Fund::UnitOperatingIncome]),
    ("affiliate_remittance", &[Fund::UnitAffiliateRemittance]),
    ("other", &[Fund::UnitOtherIncome]),
];

pub(super) fn check(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    income(pages, outcome)?;
    expenditure(pages, outcome)?;
    general_public(pages, outcome)?;
    government_fund(pages, outcome)?;
    state_capital(pages, outcome)
}

fn income(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let all = |row: &str| pages.at(ALL, row, "income_amount");
    let place = |column| pages.place(INCOME, "total", column);
    let total = pages.at(INCOME, "total", "total")?;
    let sides = Sides::new(place("total"), total, all("current")?);
    let statement = "收入决算表 合计 = 总表 本年收入合计";
    pages.check(outcome, "决2.1", statement, vec![sides])?;

    let mut sides = Vec::new();
    for (column, funds) in COLUMNS {
        let rows = pages.template.income.iter();
        let is_of = |fund: &Fund| funds.contains(fund);
        // A row that counts funds of two columns cannot be compared with either.
        let rows: Vec<_> = rows.filter(|row| row.funds.iter().all(is_of)).collect();
        if rows.iter().map(|row| row.funds.len()).sum::<usize>() == funds.len() {
            let ids = rows.iter().map(|row| row.funds.first());
            let amounts = ids.map(|fund| all(fund.map_or("", |fund| fund.as_str())));
            let left = pages.at(INCOME, "total", column)?;
            sides.push(Sides::new(place(column), left, sum(amounts)?));
        }
    }
    let statement = "收入决算表 各列合计 = 总表 各项收入";
    pages.check(outcome, "决2.2", statement, sides)?;

    let parts = COLUMNS.map(|(column, _)| column);
    let sides = pages.rows_add_up(INCOME, "total", &parts)?;
    pages.check(outcome, "决2.3", "收入决算表 每行合计 = 各列之和", sides)?;
    let statement = "收入决算表 合计 = 各类之和，类 = 各款之和，款 = 各项之和";
    pages.check(outcome, "决2.4", statement, pages.levels_add_up(INCOME)?)
}

fn expenditure(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let parts = ["basic", "project", "remittance", "operating", "subsidy"];
    let sides = pages.rows_add_up(EXPENDITURE, "total", &parts)?;
    pages.check(outcome, "决3.1", "支出决算表 每行合计 = 各列之和", sides)?;
    let statement = "支出决算表 合计 = 各类之和，类 = 各款之和，款 = 各项之和";
    let sides = pages.levels_add_up(EXPENDITURE)?;
    pages.check(outcome, "决3.2", statement, sides)?;
    let total = pages.at(EXPENDITURE, "total", "total")?;
    let current = pages.right(ALL, "current", "expenditure_amount")?;
    let mut sides = pages.classes_agree((EXPENDITURE, "total"), (ALL, "expenditure_amount"))?;
    let place = pages.place(EXPENDITURE, "total", "total");
    sides.push(Sides::new(place, total, current));
    let statement = "支出决算表 合计和各类 = 总表 本年支出合计和各类";
    pages.check(outcome, "决3.3", statement, sides)
}

fn general_public(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let mut sides = pages.rows_add_up(GENERAL, "total", &["basic", "project"])?;
    sides.extend(pages.levels_add_up(GENERAL)?);
    let statement =
        "一般公共预算支出决算表 每行合计 = 基本支出 + 项目支出（+ 未单列的支出），各级之和相等";
    pages.check(outcome, "决5.1", statement, sides)?;
    let sides = of_column(pages, (GENERAL, "total"), "general_public")?;
    let statement = "一般公共预算支出决算表 合计和各类 = 财政拨款总表 一般公共预算列";
    pages.check(outcome, "决5.2", statement, sides)
}

fn government_fund(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let mut sides = Vec::new();
    for row in pages.rows(FUND) {
        let came = ["opening", "income"].map(|column| pages.cell(row, column));
        let went = ["spend_total", "closing"].map(|column| pages.cell(row, column));
        let place = pages.place(FUND, row.id().unwrap_or_default(), "closing");
        sides.push(Sides::new(place, sum(came)?, sum(went)?));
    }
    let statement = "政府性基金决算表 每行 年初 + 本年收入 = 本年支出 + 年末";
    pages.check(outcome, "决7.1", statement, sides)?;
    let mut sides = pages.rows_add_up(FUND, "spend_total", &["basic", "project"])?;
    sides.extend(pages.levels_add_up(FUND)?);
    let statement =
        "政府性基金决算表 支出小计 = 基本支出 + 项目支出（+ 未单列的支出），各级之和相等";
    pages.check(outcome, "决7.2", statement, sides)?;

    let mut sides = of_column(pages, (FUND, "spend_total"), "government_fund")?;
    let overview = [
        (
            "income",
            pages.at(FISCAL, "government_fund", "income_total")?,
        ),
        (
            "opening",
            pages.at(FISCAL, "opening_government_fund", "income_total")?,
        ),
        (
            "closing",
            pages.right(FISCAL, "closing", "government_fund")?,
        ),
    ];
    for (column, right) in overview {
        let left = pages.at(FUND, "total", column)?;
        sides.push(Sides::new(pages.place(FUND, "total", column), left, right));
    }
    let statement = "政府性基金决算表 各列合计 = 财政拨款总表 政府性基金";
    pages.check(outcome, "决7.3", statement, sides)
}

fn state_capital(pages: &FinalPages<'_>, outcome: &mut Outcome) -> Result<(), AmountError> {
    let mut sides = pages.rows_add_up(CAPITAL, "total", &["basic", "project"])?;
    sides.extend(pages.levels_add_up(CAPITAL)?);
    let statement =
        "国有资本经营决算表 每行合计 = 基本支出 + 项目支出（+ 未单列的支出），各级之和相等";
    pages.check(outcome, "决8.1", statement, sides)?;
    let sides = of_column(pages, (CAPITAL, "total"), "state_capital")?;
    let statement = "国有资本经营决算表 合计和各类 = 财政拨款总表 国有资本经营预算列";
    pages.check(outcome, "决8.2", statement, sides)
}

/// Compare total and classes of a budget's own table with its column of 财政拨款收入支出决算总表.
fn of_column(
    pages: &FinalPages<'_>,
    (table, column): (FinalTable, &str),
    budget: &str,
) -> Result<Vec<Sides>, AmountError> {
    let total = pages.at(table, "total", column)?;
    let current = pages.right(FISCAL, "current", budget)?;
    // A class without expenditure stands in the budget's own table for its balances alone.
    let mut sides = pages.classes_agree((table, column), (FISCAL, budget))?;
    let place = pages.place(table, "total", column);
    sides.push(Sides::new(place, total, current));
    Ok(sides)
}
