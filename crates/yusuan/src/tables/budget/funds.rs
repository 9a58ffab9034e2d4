//! Tables 08 and 09: government funds and state capital, by functional code.

use super::by_function::functional_rows;
use super::codes::functional_subject_column;
use super::grid::Shape;
use super::{Body, BudgetInput, OTHER_KINDS};
use crate::line::{Fund, Kind};
use crate::tables::error::TableError;
use crate::tables::table::{Column, number_columns};

const SPENDING: Shape = Shape {
    width: 4,
    columns: &[
        ("total", &[0, 1, 2, 3]),
        ("personnel", &[0]),
        ("public", &[1]),
        ("project", &[2]),
    ],
    unprinted: &[3],
};

/// Make 表8 政府性基金预算支出情况表.
pub(super) fn government_fund(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    fund_table(input, Fund::GovernmentFund, "政府性基金预算支出")
}

/// Make 表9 国有资本经营预算支出情况表.
pub(super) fn state_capital(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    fund_table(input, Fund::StateCapital, "国有资本经营预算支出")
}

fn fund_table(input: &BudgetInput<'_>, fund: Fund, label: &str) -> Result<Body, TableError> {
    let rows = functional_rows(input, &SPENDING, |line| {
        line.is_current_of(fund).then(|| spending_leaf(line.kind))
    })?;
    Ok(Body {
        columns: columns(label),
        rows,
        unprinted: OTHER_KINDS,
    })
}

/// Return the leaf of a kind; table 11 has the same four on either side.
pub(super) const fn spending_leaf(kind: Kind) -> usize {
    match kind {
        Kind::BasicPersonnel => 0,
        Kind::BasicPublic => 1,
        Kind::Project => 2,
        Kind::Operating | Kind::Remittance | Kind::Subsidy => 3,
    }
}

fn columns(label: &str) -> Vec<Column> {
    let basic = vec![
        Column::amount("personnel", "人员经费"),
        Column::amount("public", "公用经费"),
    ];
    let spend = vec![
        Column::amount("total", "合计"),
        Column::group("basic", "基本支出", basic),
        Column::amount("project", "项目支出"),
    ];
    let mut columns = vec![
        functional_subject_column(),
        Column::group("spend", label, spend),
    ];
    number_columns(&mut columns);
    columns
}
