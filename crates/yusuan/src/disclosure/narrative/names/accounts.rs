//! Names in the text of final accounts.

use super::{ANY, Name, OF_ALL, in_accounts};
use crate::disclosure::narrative::scope::Scope::{
    Basic, Capital, Expenditure, Fiscal, Fund, GeneralPublic, Income, Overview, ThreePublic, Whole,
};
use crate::tables::FinalTable;

const F1: FinalTable = FinalTable::Overview;
const F2: FinalTable = FinalTable::Income;
const F3: FinalTable = FinalTable::Expenditure;
const F4: FinalTable = FinalTable::FiscalOverview;
const F5: FinalTable = FinalTable::GeneralPublic;
const F6: FinalTable = FinalTable::GeneralPublicBasic;
const F7: FinalTable = FinalTable::GovernmentFund;
const F8: FinalTable = FinalTable::StateCapital;
const F9: FinalTable = FinalTable::ThreePublic;

/// Names in the text of final accounts.
pub(in crate::disclosure::narrative) const ACCOUNTS: [Name; 49] = [
    (
        &[
            "收入总计",
            "收支总计",
            "收、支总计",
            "收支总额",
            "收入支出总计",
            "收入、支出总计",
        ],
        &OF_ALL,
        &[
            in_accounts(F1, "total", "income_amount"),
            in_accounts(F1, "total", "expenditure_amount"),
        ],
    ),
    (
        &["支出总计"],
        &OF_ALL,
        &[
            in_accounts(F1, "total", "expenditure_amount"),
            in_accounts(F1, "total", "income_amount"),
        ],
    ),
    (
        &["本年收入合计"],
        &[Whole, Overview, Income],
        &[
            in_accounts(F1, "current", "income_amount"),
            in_accounts(F2, "total", "total"),
        ],
    ),
    (
        &["本年收入"],
        &[Overview, Income],
        &[in_accounts(F1, "current", "income_amount")],
    ),
    (
        &["本年支出合计"],
        &[Whole, Overview, Expenditure],
        &[
            in_accounts(F1, "current", "expenditure_amount"),
            in_accounts(F3, "total", "total"),
        ],
    ),
    (
        &["本年支出"],
        &[Overview, Expenditure],
        &[in_accounts(F1, "current", "expenditure_amount")],
    ),
    (
        &["使用非财政拨款结余", "使用非财政拨款结余(含专用结余)"],
        &[Whole, Overview],
        &[in_accounts(F1, "surplus_used", "income_amount")],
    ),
    (
        &["年初结转和结余"],
        &[Overview],
        &[in_accounts(F1, "opening", "income_amount")],
    ),
    (
        &["结余分配"],
        &[Whole, Overview],
        &[in_accounts(F1, "distributed", "expenditure_amount")],
    ),
    (
        &["年末结转和结余"],
        &[Overview],
        &[in_accounts(F1, "closing", "expenditure_amount")],
    ),
    (
        &["一般公共预算财政拨款收入"],
        &ANY,
        &[
            in_accounts(F1, "general_public", "income_amount"),
            in_accounts(F4, "general_public", "income_total"),
        ],
    ),
    (
        &["政府性基金预算财政拨款收入"],
        &ANY,
        &[
            in_accounts(F1, "government_fund", "income_amount"),
            in_accounts(F4, "government_fund", "income_total"),
            in_accounts(F7, "total", "income"),
        ],
    ),
    (
        &["国有资本经营预算财政拨款收入"],
        &ANY,
        &[
            in_accounts(F1, "state_capital", "income_amount"),
            in_accounts(F4, "state_capital", "income_total"),
        ],
    ),
    (
        &["财政拨款收入"],
        &[Overview, Income],
        &[in_accounts(F2, "total", "fiscal")],
    ),
    (
        &["上级补助收入"],
        &[Overview, Income],
        &[
            in_accounts(F2, "total", "superior_subsidy"),
            in_accounts(F1, "unit_superior_subsidy", "income_amount"),
        ],
    ),
    (
        &["事业收入"],
        &[Overview, Income],
        &[
            in_accounts(F2, "total", "business"),
            in_accounts(F1, "unit_business_income", "income_amount"),
        ],
    ),
    (
        &["经营收入"],
        &[Overview, Income],
        &[
            in_accounts(F2, "total", "operating"),
            in_accounts(F1, "unit_operating_income", "income_amount"),
        ],
    ),
    (
        &["附属单位上缴收入"],
        &[Overview, Income],
        &[
            in_accounts(F2, "total", "affiliate_remittance"),
            in_accounts(F1, "unit_affiliate_remittance", "income_amount"),
        ],
    ),
    (
        &["其他收入"],
        &[Overview, Income],
        &[
            in_accounts(F2, "total", "other"),
            in_accounts(F1, "unit_other_income", "income_amount"),
        ],
    ),
    (
        &["基本支出"],
        &[Expenditure],
        &[in_accounts(F3, "total", "basic")],
    ),
    (
        &["项目支出"],
        &[Expenditure],
        &[in_accounts(F3, "total", "project")],
    ),
    (
        &["上缴上级支出"],
        &[Expenditure],
        &[in_accounts(F3, "total", "remittance")],
    ),
    (
        &["经营支出"],
        &[Expenditure],
        &[in_accounts(F3, "total", "operating")],
    ),
    (
        &["对附属单位补助支出"],
        &[Expenditure],
        &[in_accounts(F3, "total", "subsidy")],
    ),
    (
        &[
            "财政拨款收支总计",
            "财政拨款收、支总计",
            "财政拨款收入总计",
            "财政拨款收入支出总计",
            "财政拨款收入、支出总计",
            "财政拨款收支总额",
        ],
        &ANY,
        &[
            in_accounts(F4, "total", "income_total"),
            in_accounts(F4, "total", "expenditure_total"),
        ],
    ),
    (
        &["财政拨款支出总计"],
        &ANY,
        &[
            in_accounts(F4, "total", "expenditure_total"),
            in_accounts(F4, "total", "income_total"),
        ],
    ),
    (
        &["收入总计", "收支总计", "收、支总计"],
        &[Fiscal],
        &[
            in_accounts(F4, "total", "income_total"),
            in_accounts(F4, "total", "expenditure_total"),
        ],
    ),
    (
        &["支出总计"],
        &[Fiscal],
        &[
            in_accounts(F4, "total", "expenditure_total"),
            in_accounts(F4, "total", "income_total"),
        ],
    ),
    (
        &["年初财政拨款结转和结余"],
        &ANY,
        &[in_accounts(F4, "opening", "income_total")],
    ),
    (
        &["年末财政拨款结转和结余"],
        &ANY,
        &[in_accounts(F4, "closing", "expenditure_total")],
    ),
    (
        &[
            "一般公共预算财政拨款支出",
            "一般公共预算财政拨款本年支出",
            "一般公共预算支出",
        ],
        &[Whole, Overview, Expenditure, Fiscal, GeneralPublic],
        &[
            in_accounts(F5, "total", "total"),
            in_accounts(F4, "current", "general_public"),
        ],
    ),
    (
        &["基本支出"],
        &[GeneralPublic],
        &[in_accounts(F5, "total", "basic")],
    ),
    (
        &["项目支出"],
        &[GeneralPublic],
        &[in_accounts(F5, "total", "project")],
    ),
    (
        &["一般公共预算财政拨款基本支出", "一般公共预算基本支出"],
        &ANY,
        &[in_accounts(F5, "total", "basic")],
    ),
    (
        &["一般公共预算财政拨款项目支出", "一般公共预算项目支出"],
        &ANY,
        &[in_accounts(F5, "total", "project")],
    ),
    (
        &["人员经费"],
        &[Basic],
        &[in_accounts(F6, "personnel_total", "personnel_amount")],
    ),
    (
        &["公用经费"],
        &[Basic],
        &[in_accounts(F6, "public_total", "public_amount")],
    ),
    (
        &[
            "政府性基金预算财政拨款支出",
            "政府性基金预算财政拨款本年支出",
            "政府性基金预算支出",
        ],
        &[Whole, Fiscal, Fund],
        &[
            in_accounts(F7, "total", "spend_total"),
            in_accounts(F4, "current", "government_fund"),
        ],
    ),
    (
        &["本年支出"],
        &[Fund],
        &[in_accounts(F7, "total", "spend_total")],
    ),
    (
        &["本年收入"],
        &[Fund],
        &[in_accounts(F7, "total", "income")],
    ),
    (
        &["年初结转和结余", "政府性基金预算财政拨款年初结转和结余"],
        &[Fund],
        &[in_accounts(F7, "total", "opening")],
    ),
    (
        &["年末结转和结余", "政府性基金预算财政拨款年末结转和结余"],
        &[Fund],
        &[in_accounts(F7, "total", "closing")],
    ),
    (
        &[
            "国有资本经营预算财政拨款支出",
            "国有资本经营预算财政拨款本年支出",
            "国有资本经营预算支出",
        ],
        &[Whole, Fiscal, Capital],
        &[
            in_accounts(F8, "total", "total"),
            in_accounts(F4, "current", "state_capital"),
        ],
    ),
    (
        &[
            "\"三公\"经费",
            "\"三公\"经费支出",
            "财政拨款\"三公\"经费",
            "财政拨款\"三公\"经费支出",
            "\"三公\"经费财政拨款",
            "\"三公\"经费财政拨款支出",
        ],
        &[Whole, ThreePublic],
        &[in_accounts(F9, "total", "final_total")],
    ),
    (
        &[
            "因公出国(境)费",
            "因公出国(境)费用",
            "因公出国(境)费支出",
            "因公出国(境)支出",
        ],
        &[ThreePublic],
        &[in_accounts(F9, "total", "final_overseas")],
    ),
    (
        &[
            "公务用车购置及运行费",
            "公务用车购置及运行维护费",
            "公务用车购置及运行维护费支出",
            "公务用车购置及运行费支出",
        ],
        &[ThreePublic],
        &[in_accounts(F9, "total", "final_vehicle")],
    ),
    (
        &["公务用车购置费", "公务用车购置费支出", "公务用车购置支出"],
        &[ThreePublic],
        &[in_accounts(F9, "total", "final_vehicle_purchase")],
    ),
    (
        &[
            "公务用车运行维护费",
            "公务用车运行费",
            "公务用车运行维护费支出",
            "公务用车运行费支出",
        ],
        &[ThreePublic],
        &[in_accounts(F9, "total", "final_vehicle_running")],
    ),
    (
        &["公务接待费", "公务接待费支出"],
        &[ThreePublic],
        &[in_accounts(F9, "total", "final_reception")],
    ),
];
