//! Identities of the two-sided tables 01 and 04.

use super::amounts::Amounts;
use super::judge::{Judge, Outcome};
use super::pages::{Pages, place};
use crate::money::AmountError;
use crate::tables::budget::BudgetTable;

const OVERVIEW: BudgetTable = BudgetTable::Overview;
const FISCAL: BudgetTable = BudgetTable::FiscalOverview;

/// The three budgets, by the ids that rows and columns share.
const FUNDS: [&str; 3] = ["general_public", "government_fund", "state_capital"];

/// Income rows that are the sum of others: number, statement, and each total with its parts.
type IncomeIdentity = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static [&'static str])],
);

const INCOME_IDENTITIES: [IncomeIdentity; 6] = [
    (
        "1.1",
        "表1 收入总计 = 本年收入 + 上年结转结余",
        &[("total", &["current_income", "carryover"])],
    ),
    (
        "1.2",
        "表1 本年收入 = 一般公共预算 + 政府性基金 + 国有资本经营 + 财政专户 + 单位资金",
        &[(
            "current_income",
            &[
                "general_public",
                "government_fund",
                "state_capital",
                "fiscal_special_account",
                "unit_funds",
            ],
        )],
    ),
    (
        "1.3",
        "表1 各项财政拨款 = 本级安排 + 上级转移支付",
        &[
            (
                "general_public",
                &["general_public_own", "general_public_transfer"],
            ),
            (
                "government_fund",
                &["government_fund_own", "government_fund_transfer"],
            ),
            (
                "state_capital",
                &["state_capital_own", "state_capital_transfer"],
            ),
        ],
    ),
    (
        "1.4",
        "表1 单位资金 = 事业收入 + 上级补助 + 附属单位上缴 + 经营收入 + 其他收入",
        &[(
            "unit_funds",
            &[
                "unit_business_income",
                "unit_superior_subsidy",
                "unit_affiliate_remittance",
                "unit_operating_income",
                "unit_other_income",
            ],
        )],
    ),
    (
        "1.5",
        "表1 上年结转结余 = 财政拨款结转 + 非财政拨款结转结余",
        &[("carryover", &["carryover_fiscal", "carryover_nonfiscal"])],
    ),
    (
        "1.6",
        "表1 两类结转 = 各项资金之和",
        &[
            (
                "carryover_fiscal",
                &[
                    "carryover_general_public",
                    "carryover_government_fund",
                    "carryover_state_capital",
                ],
            ),
            (
                "carryover_nonfiscal",
                &["carryover_special_account", "carryover_unit_funds"],
            ),
        ],
    ),
];

pub(super) fn check(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    for (number, statement, totals) in INCOME_IDENTITIES {
        let mut judge = Judge::new(pages, number, statement);
        for (total, parts) in totals {
            let left = pages.at(OVERVIEW, total, "income_amount")?;
            let right = pages.down(OVERVIEW, parts, "income_amount")?;
            judge.compare(|| place(OVERVIEW, total, "income_amount"), left, right)?;
        }
        judge.finish(checks);
    }
    let mut judge = Judge::new(pages, "1.7", "表1 支出总计 = 各功能类之和");
    classes_add_up(pages, &mut judge, OVERVIEW, "expenditure_amount")?;
    judge.finish(checks);
    let mut judge = Judge::new(pages, "1.8", "表1 收入总计 = 支出总计");
    let income = pages.at(OVERVIEW, "total", "income_amount")?;
    let expenditure = pages.at(OVERVIEW, "total", "expenditure_amount")?;
    judge.compare(
        || place(OVERVIEW, "total", "expenditure_amount"),
        income,
        expenditure,
    )?;
    judge.finish(checks);
    fiscal(pages, checks)
}

fn fiscal(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let total = pages.at(FISCAL, "total", "expenditure_total")?;
    let mut judge = Judge::new(pages, "4.1", "表4 收入总计 = 支出总计");
    let income = pages.at(FISCAL, "total", "income_total")?;
    judge.compare(
        || place(FISCAL, "total", "income_total"),
        income,
        total.clone(),
    )?;
    judge.finish(checks);

    let mut judge = Judge::new(pages, "4.2", "表4 每行合计 = 三个预算之和");
    for row in pages.rows(FISCAL) {
        let left = pages.cell(FISCAL, row, "expenditure_total")?;
        let line = || format!("{} line {}", FISCAL.id(), row.line().unwrap_or_default());
        judge.compare(line, left, pages.parts(FISCAL, row, &FUNDS)?)?;
    }
    judge.finish(checks);

    let mut judge = Judge::new(pages, "4.3", "表4 支出总计 = 各功能类之和");
    for column in [
        "expenditure_total",
        "general_public",
        "government_fund",
        "state_capital",
    ] {
        classes_add_up(pages, &mut judge, FISCAL, column)?;
    }
    judge.finish(checks);
    income_by_fund(pages, checks)?;
    with_table_two(pages, checks)?;
    with_table_one(pages, total, checks)
}

/// Compare the income rows of table 04 with each other and with the expenditure of each fund.
fn income_by_fund(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let statement = "表4 收入各级之和相等，各预算收入 = 各预算支出";
    let mut judge = Judge::new(pages, "4.6", statement);
    let carried = [
        "carryover_general_public",
        "carryover_government_fund",
        "carryover_state_capital",
    ];
    let sums: [(&str, &[&str]); 3] = [
        ("fiscal", &FUNDS),
        ("carryover_fiscal", &carried),
        ("total", &["fiscal", "carryover_fiscal"]),
    ];
    for (total, parts) in sums {
        let left = pages.at(FISCAL, total, "income_total")?;
        let right = pages.down(FISCAL, parts, "income_total")?;
        judge.compare_money(|| place(FISCAL, total, "income_total"), left, right)?;
    }
    for (fund, carried) in FUNDS.into_iter().zip(carried) {
        let left = pages.down(FISCAL, &[fund, carried], "income_total")?;
        let right = pages.at(FISCAL, "total", fund)?;
        judge.compare_money(|| place(FISCAL, fund, "income_total"), left, right)?;
    }
    judge.finish(checks);
    Ok(())
}

fn with_table_two(pages: &Pages<'_>, checks: &mut Outcome) -> Result<(), AmountError> {
    let (statement, columns): (_, &[&str]) = if pages.options.fiscal_overview_includes_carryover {
        (
            "表4 各类合计 = 表2 财政拨款小计 + 财政拨款结转",
            &["fiscal_subtotal", "carryover_fiscal"],
        )
    } else {
        ("表4 各类合计 = 表2 财政拨款小计", &["fiscal_subtotal"])
    };
    let mut judge = Judge::new(pages, "4.4", statement);
    for (class, left) in pages.by_class(FISCAL, "expenditure_total")? {
        let right = pages.across(BudgetTable::Income, class, columns)?;
        judge.compare_money(|| place(FISCAL, class, "expenditure_total"), left, right)?;
    }
    judge.finish(checks);
    Ok(())
}

/// Compare the total of table 04 with the fiscal money of table 01 that it is defined to include.
fn with_table_one(
    pages: &Pages<'_>,
    total: Amounts,
    checks: &mut Outcome,
) -> Result<(), AmountError> {
    let current = pages.down(OVERVIEW, &FUNDS, "income_amount")?;
    let carried = pages.at(OVERVIEW, "carryover_fiscal", "income_amount")?;
    let includes = pages.options.fiscal_overview_includes_carryover;
    let mut judge = if includes {
        Judge::new(pages, "4.5", "表4 总计 = 表1 财政拨款（本年和结转）")
    } else {
        Judge::new(pages, "4.5", "表4 总计 = 表1 财政拨款（本年）")
    };
    let with_carried = Amounts::sum([current.clone(), carried.clone()])?;
    let right = if includes {
        with_carried.clone()
    } else {
        current
    };
    judge.compare(|| place(FISCAL, "total", "expenditure_total"), total, right)?;
    if !includes && !carried.exact.is_zero() && !with_carried.is_unknown {
        let (carried, all) = (
            judge.figure(&carried).text,
            judge.figure(&with_carried).text,
        );
        judge.note = Some(format!(
            "按口径表4 只含本年拨款，不含上年财政拨款结转 {carried}；表1 两者合计为 {all}"
        ));
    }
    judge.finish(checks);
    Ok(())
}

fn classes_add_up(
    pages: &Pages<'_>,
    judge: &mut Judge,
    table: BudgetTable,
    column: &str,
) -> Result<(), AmountError> {
    let mut classes = Amounts::sum(pages.by_class(table, column)?.into_values())?;
    classes.is_unknown |= pages.is_in_part(table);
    let total = pages.at(table, "total", column)?;
    judge.compare(|| place(table, "total", column), total, classes)
}
