//! Names in the text of a budget.

use super::{ANY, Name, OF_ALL, in_budget};
use crate::disclosure::narrative::scope::Scope::{
    Basic, Capital, Carryover, Expenditure, Fiscal, Fund, GeneralPublic, Income, Overview,
    Projects, ThreePublic, Whole,
};
use crate::tables::BudgetTable;

const B1: BudgetTable = BudgetTable::Overview;
const B3: BudgetTable = BudgetTable::Expenditure;
const B4: BudgetTable = BudgetTable::FiscalOverview;
const B5: BudgetTable = BudgetTable::GeneralPublic;
const B6: BudgetTable = BudgetTable::GeneralPublicBasic;
const B7: BudgetTable = BudgetTable::GeneralPublicProject;
const B8: BudgetTable = BudgetTable::GovernmentFund;
const B9: BudgetTable = BudgetTable::StateCapital;
const B10: BudgetTable = BudgetTable::ThreePublic;
const B11: BudgetTable = BudgetTable::Carryover;

/// Names in the text of a budget.
pub(in crate::disclosure::narrative) const BUDGET: [Name; 39] = [
    (
        &[
            "收入总计",
            "收入总预算",
            "收支总计",
            "收、支总计",
            "收入支出总计",
            "收入、支出总计",
            "收支总预算",
            "收入预算与支出预算相等",
        ],
        &OF_ALL,
        &[
            in_budget(B1, "total", "income_amount"),
            in_budget(B1, "total", "expenditure_amount"),
        ],
    ),
    (
        &["支出总计", "支出总预算"],
        &OF_ALL,
        &[
            in_budget(B1, "total", "expenditure_amount"),
            in_budget(B1, "total", "income_amount"),
        ],
    ),
    (
        &["收入预算"],
        &[Whole, Overview, Income],
        // Some leave the carry-over out of it.
        &[
            in_budget(B1, "total", "income_amount"),
            in_budget(B1, "current_income", "income_amount"),
        ],
    ),
    (
        &["支出预算"],
        &[Whole, Overview, Expenditure],
        &[
            in_budget(B1, "total", "expenditure_amount"),
            in_budget(B1, "current_income", "income_amount"),
        ],
    ),
    (
        &["本年收入", "本年收入合计"],
        &[Whole, Overview, Income],
        &[in_budget(B1, "current_income", "income_amount")],
    ),
    (
        &["上年结转", "上年结转结余"],
        &[Overview, Income],
        &[in_budget(B1, "carryover", "income_amount")],
    ),
    (
        &["一般公共预算拨款", "一般公共预算", "一般公共预算财政拨款"],
        &[Income],
        &[in_budget(B1, "general_public", "income_amount")],
    ),
    (
        &[
            "政府性基金预算拨款",
            "政府性基金预算",
            "政府性基金预算财政拨款",
        ],
        &[Income],
        &[in_budget(B1, "government_fund", "income_amount")],
    ),
    (
        &[
            "国有资本经营预算拨款",
            "国有资本经营预算",
            "国有资本经营预算财政拨款",
        ],
        &[Income],
        &[in_budget(B1, "state_capital", "income_amount")],
    ),
    (
        &["财政专户管理资金"],
        &[Income],
        &[in_budget(B1, "fiscal_special_account", "income_amount")],
    ),
    (
        &["单位资金"],
        &[Income],
        &[in_budget(B1, "unit_funds", "income_amount")],
    ),
    (
        &["财政拨款结转"],
        &[Income],
        &[in_budget(B1, "carryover_fiscal", "income_amount")],
    ),
    (
        &["非财政拨款结转结余"],
        &[Income],
        &[in_budget(B1, "carryover_nonfiscal", "income_amount")],
    ),
    (
        &["基本支出"],
        &[Expenditure],
        &[in_budget(B3, "total", "basic")],
    ),
    (
        &["项目支出"],
        &[Expenditure],
        &[in_budget(B3, "total", "project")],
    ),
    (
        &[
            "财政拨款收入与支出相等",
            "财政拨款收支总计",
            "财政拨款收、支总计",
            "财政拨款收支总预算",
            "财政拨款收入总计",
            "财政拨款收入支出总计",
        ],
        &ANY,
        &[
            in_budget(B4, "total", "income_total"),
            in_budget(B4, "total", "expenditure_total"),
        ],
    ),
    (
        &["财政拨款支出总计"],
        &ANY,
        &[
            in_budget(B4, "total", "expenditure_total"),
            in_budget(B4, "total", "income_total"),
        ],
    ),
    (
        &["一般公共预算拨款", "一般公共预算财政拨款"],
        &[Fiscal],
        &[in_budget(B4, "general_public", "income_total")],
    ),
    (
        &["政府性基金预算拨款", "政府性基金预算财政拨款"],
        &[Fiscal],
        &[in_budget(B4, "government_fund", "income_total")],
    ),
    (
        &["国有资本经营预算拨款", "国有资本经营预算财政拨款"],
        &[Fiscal],
        &[in_budget(B4, "state_capital", "income_total")],
    ),
    (
        &["上年财政拨款结转", "财政拨款结转"],
        &[Fiscal],
        &[in_budget(B4, "carryover_fiscal", "income_total")],
    ),
    (
        &[
            "一般公共预算拨款",
            "一般公共预算财政拨款",
            "一般公共预算支出",
            "一般公共预算拨款支出",
            "一般公共预算财政拨款支出",
        ],
        &[GeneralPublic],
        &[in_budget(B5, "total", "total")],
    ),
    (
        &["基本支出"],
        &[GeneralPublic],
        &[in_budget(B5, "total", "basic")],
    ),
    (
        &["项目支出"],
        &[GeneralPublic],
        &[in_budget(B5, "total", "project")],
    ),
    (
        &[
            "一般公共预算基本支出",
            "一般公共预算财政拨款基本支出",
            "一般公共预算拨款基本支出",
        ],
        &[GeneralPublic, Basic],
        &[
            in_budget(B6, "total", "total"),
            in_budget(B5, "total", "basic"),
        ],
    ),
    (
        &["人员经费"],
        &[Basic],
        &[in_budget(B6, "total", "personnel")],
    ),
    (&["公用经费"], &[Basic], &[in_budget(B6, "total", "public")]),
    (
        &["一般公共预算项目支出", "一般公共预算财政拨款项目支出"],
        &[GeneralPublic, Projects],
        &[
            in_budget(B7, "total", "total"),
            in_budget(B5, "total", "project"),
        ],
    ),
    (
        &["政府性基金预算支出", "政府性基金预算财政拨款支出"],
        &[Fund],
        &[in_budget(B8, "total", "total")],
    ),
    (
        &["国有资本经营预算支出", "国有资本经营预算财政拨款支出"],
        &[Capital],
        &[in_budget(B9, "total", "total")],
    ),
    (
        &[
            "\"三公\"经费",
            "\"三公\"经费支出",
            "财政拨款\"三公\"经费",
            "\"三公\"经费财政拨款",
            "\"三公\"经费财政拨款支出",
        ],
        &[Whole, ThreePublic],
        &[in_budget(B10, "total", "total")],
    ),
    (
        &["因公出国(境)费", "因公出国(境)费用"],
        &[ThreePublic],
        &[in_budget(B10, "overseas", "total")],
    ),
    (
        &["公务用车购置及运行费", "公务用车购置及运行维护费"],
        &[ThreePublic],
        &[in_budget(B10, "vehicle", "total")],
    ),
    (
        &["公务用车购置费"],
        &[ThreePublic],
        &[in_budget(B10, "vehicle_purchase", "total")],
    ),
    (
        &["公务用车运行费", "公务用车运行维护费"],
        &[ThreePublic],
        &[in_budget(B10, "vehicle_running", "total")],
    ),
    (
        &["公务接待费"],
        &[ThreePublic],
        &[in_budget(B10, "reception", "total")],
    ),
    (
        &["上年结转结余资金"],
        &[Carryover],
        &[in_budget(B11, "total", "total")],
    ),
    (
        &["财政拨款"],
        &[Carryover],
        &[in_budget(B11, "total", "fiscal_subtotal")],
    ),
    (
        &["非财政拨款"],
        &[Carryover],
        &[in_budget(B11, "total", "nonfiscal_subtotal")],
    ),
];
