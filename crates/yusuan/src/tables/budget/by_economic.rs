//! Table 06: basic spending of the general public budget, by economic code.

use super::codes::{ECONOMIC, code_rows};
use super::grid::{Grid, Shape};
use super::{Body, BudgetInput};
use crate::line::{Fund, Kind};
use crate::tables::error::TableError;
use crate::tables::table::{Column, number_columns};

const BASIC: Shape = Shape {
    width: 2,
    columns: &[("total", &[0, 1]), ("personnel", &[0]), ("public", &[1])],
    unprinted: &[],
};

/// Make 表6 一般公共预算基本支出情况表.
pub(super) fn general_public_basic(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let mut grid = Grid::new(BASIC.width);
    for line in input
        .lines
        .iter()
        .filter(|line| line.is_current_of(Fund::GeneralPublic))
    {
        let leaf = match line.kind {
            Kind::BasicPersonnel => 0,
            Kind::BasicPublic => 1,
            _ => continue,
        };
        grid.add((line.economic_code.as_str(), ""), leaf, line.amount);
    }
    let rows = code_rows(input, &ECONOMIC, grid, &BASIC)?;
    Ok(Body {
        columns: columns(),
        rows,
        unprinted: "",
    })
}

fn columns() -> Vec<Column> {
    let code = vec![Column::label("class", "类"), Column::label("section", "款")];
    let subject = vec![
        Column::group("code", "经济分类科目编码", code),
        Column::label("name", "经济分类科目名称"),
    ];
    let spend = vec![
        Column::amount("total", "合计"),
        Column::amount("personnel", "人员经费"),
        Column::amount("public", "公用经费"),
    ];
    let mut columns = vec![
        Column::group("subject", "科目", subject),
        Column::group("spend", "一般公共预算基本支出", spend),
    ];
    number_columns(&mut columns);
    columns
}
