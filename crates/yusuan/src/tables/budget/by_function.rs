//! Tables 02, 03 and 05: by functional code, over sources or over kinds of spending.
//!
//! The columns of 03 and 05 are 基本支出 and 项目支出. 经营支出, 上缴上级支出 and 对附属单位补助支出
//! are neither; they are in 合计 alone, which is why a note below the table says how much they are.

use super::codes::{FUNCTIONAL, code_rows, functional_code_column, functional_subject_column};
use super::grid::{Grid, Shape};
use super::source::Source;
use super::{Body, BudgetInput, BudgetLine, OTHER_KINDS};
use crate::line::{Fund, Kind};
use crate::tables::error::TableError;
use crate::tables::table::{Column, Row, number_columns};

const INCOME: Shape = Shape {
    width: 10,
    columns: &[
        ("total", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("fiscal_subtotal", &[0, 1, 2, 3, 4, 5]),
        ("general_public", &[0]),
        ("general_public_transfer", &[1]),
        ("government_fund", &[2]),
        ("government_fund_transfer", &[3]),
        ("state_capital", &[4]),
        ("state_capital_transfer", &[5]),
        ("fiscal_special_account", &[6]),
        ("unit_funds", &[7]),
        ("carryover_fiscal", &[8]),
        ("carryover_nonfiscal", &[9]),
    ],
    unprinted: &[],
};

const SPENDING: Shape = Shape {
    width: 3,
    columns: &[("total", &[0, 1, 2]), ("basic", &[0]), ("project", &[1])],
    unprinted: &[2],
};

/// Make 表2 部门收入总体情况表.
pub(super) fn income(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let amount = Column::amount;
    let mut columns = vec![
        functional_code_column("功能分类科目编码"),
        Column::label("name", "功能分类科目名称"),
        amount("total", "总计"),
        Column::group(
            "fiscal",
            "财政拨款（补助）",
            vec![
                amount("fiscal_subtotal", "财政拨款(补助)小计"),
                amount("general_public", "一般公共预算"),
                amount("general_public_transfer", "上级一般公共预算安排的转移支付"),
                amount("government_fund", "政府性基金预算"),
                amount("government_fund_transfer", "上级政府性基金安排的转移支付"),
                amount("state_capital", "国有资本经营预算"),
                amount(
                    "state_capital_transfer",
                    "上级国有资本经营预算安排的转移支付",
                ),
            ],
        ),
        amount("fiscal_special_account", "财政专户（教育收费）"),
        amount("unit_funds", "单位资金"),
        amount("carryover_fiscal", "财政拨款结转"),
        amount("carryover_nonfiscal", "非财政拨款结转结余"),
    ];
    number_columns(&mut columns);
    let rows = functional_rows(input, &INCOME, |line| Some(income_leaf(Source::of(line))))?;
    Ok(Body {
        columns,
        rows,
        unprinted: "",
    })
}

/// Make 表3 部门支出总体情况表.
pub(super) fn expenditure(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let rows = functional_rows(input, &SPENDING, |line| Some(spending_leaf(line.kind)))?;
    Ok(Body {
        columns: spending_columns("支出预算"),
        rows,
        unprinted: OTHER_KINDS,
    })
}

/// Make 表5 一般公共预算支出情况表.
pub(super) fn general_public(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let rows = functional_rows(input, &SPENDING, |line| {
        line.is_current_of(Fund::GeneralPublic)
            .then(|| spending_leaf(line.kind))
    })?;
    Ok(Body {
        columns: spending_columns("一般公共预算支出"),
        rows,
        unprinted: OTHER_KINDS,
    })
}

/// Make the rows of a table by functional code, out of the lines that have a leaf in it.
pub(super) fn functional_rows(
    input: &BudgetInput<'_>,
    shape: &Shape,
    leaf_of: impl Fn(&BudgetLine) -> Option<usize>,
) -> Result<Vec<Row>, TableError> {
    let mut grid = Grid::new(shape.width);
    for line in input.lines {
        if let Some(leaf) = leaf_of(line) {
            grid.add((line.functional_code.as_str(), ""), leaf, line.amount);
        }
    }
    code_rows(input, &FUNCTIONAL, grid, shape)
}

const fn income_leaf(source: Source) -> usize {
    match source {
        Source::GeneralPublicOwn => 0,
        Source::GeneralPublicTransfer => 1,
        Source::GovernmentFundOwn => 2,
        Source::GovernmentFundTransfer => 3,
        Source::StateCapitalOwn => 4,
        Source::StateCapitalTransfer => 5,
        Source::SpecialAccount => 6,
        Source::UnitBusinessIncome
        | Source::UnitSuperiorSubsidy
        | Source::UnitAffiliateRemittance
        | Source::UnitOperatingIncome
        | Source::UnitOtherIncome => 7,
        Source::CarriedGeneralPublic
        | Source::CarriedGovernmentFund
        | Source::CarriedStateCapital => 8,
        Source::CarriedSpecialAccount | Source::CarriedUnitFunds => 9,
    }
}

const fn spending_leaf(kind: Kind) -> usize {
    match kind {
        Kind::BasicPersonnel | Kind::BasicPublic => 0,
        Kind::Project => 1,
        Kind::Operating | Kind::Remittance | Kind::Subsidy => 2,
    }
}

fn spending_columns(label: &str) -> Vec<Column> {
    let spend = vec![
        Column::amount("total", "合计"),
        Column::amount("basic", "基本支出"),
        Column::amount("project", "项目支出"),
    ];
    let mut columns = vec![
        functional_subject_column(),
        Column::group("spend", label, spend),
    ];
    number_columns(&mut columns);
    columns
}
