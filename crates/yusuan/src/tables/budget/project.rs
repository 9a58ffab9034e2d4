//! Table 07: projects of the general public budget, by economic class.
//!
//! Below its 项, each project has a row of its own, in the order of the names; its id is the code
//! and the name, as `2080109/…`. The same project of several units is one row.

use super::codes::{CodeKey, FUNCTIONAL, code_rows, functional_code_column};
use super::grid::{Grid, Shape};
use super::{Body, BudgetInput};
use crate::line::{Fund, Kind};
use crate::tables::error::TableError;
use crate::tables::table::{Column, number_columns};

/// Economic classes with a column, and their headings in this table.
const CLASSES: [(&str, &str, &str); 10] = [
    ("301", "e301", "工资福利支出"),
    ("302", "e302", "商品和服务支出"),
    ("303", "e303", "对个人和家庭的补助"),
    ("307", "e307", "债务利息及费用支出"),
    ("309", "e309", "资本性支出（基本建设）"),
    ("310", "e310", "资本性支出"),
    ("311", "e311", "对企业补助（基本建设）"),
    ("312", "e312", "对企业补助"),
    ("313", "e313", "对社会保障基金补助"),
    ("399", "e399", "其他支出"),
];

/// Leaf for classes without a column.
const OTHER_CLASSES: usize = CLASSES.len();

const PROJECTS: Shape = Shape {
    width: 11,
    columns: &[
        ("total", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
        ("e301", &[0]),
        ("e302", &[1]),
        ("e303", &[2]),
        ("e307", &[3]),
        ("e309", &[4]),
        ("e310", &[5]),
        ("e311", &[6]),
        ("e312", &[7]),
        ("e313", &[8]),
        ("e399", &[9]),
    ],
    unprinted: &[OTHER_CLASSES],
};

/// Make 表7 一般公共预算项目支出情况表.
pub(super) fn general_public_project(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let mut grid: Grid<CodeKey<'_>> = Grid::new(PROJECTS.width);
    for line in input.lines {
        if line.kind == Kind::Project && line.is_current_of(Fund::GeneralPublic) {
            let has_class = |(class, _, _): &(&str, _, _)| line.economic_code.starts_with(class);
            let leaf = CLASSES.iter().position(has_class).unwrap_or(OTHER_CLASSES);
            let project = line.project.as_deref().unwrap_or_default();
            grid.add((line.functional_code.as_str(), project), leaf, line.amount);
        }
    }
    let rows = code_rows(input, &FUNCTIONAL, grid, &PROJECTS)?;
    Ok(Body {
        columns: columns(),
        rows,
        unprinted: "其他经济分类的支出",
    })
}

fn columns() -> Vec<Column> {
    let mut columns = vec![
        functional_code_column("科目编码"),
        Column::label("name", "功能分类科目名称"),
        Column::label("project", "项目名称"),
        Column::amount("total", "项目支出合计"),
    ];
    columns.extend(
        CLASSES
            .iter()
            .map(|(_, id, label)| Column::amount(id, label)),
    );
    number_columns(&mut columns);
    columns
}
