//! Table 10: 三公 spending out of fiscal money of this year, basic and project alike.
//!
//! Its rows are fixed and stand there even when all are blank.

use super::codes::amount_row;
use super::grid::{Grid, Shape, add_row};
use super::{Body, BudgetInput};
use crate::line::Fund;
use crate::tables::error::TableError;
use crate::tables::table::{Column, RowHead, RowLevel, number_columns};

/// A printed row: id, level, label, and the economic codes that it counts.
type ItemRow = (
    &'static str,
    RowLevel,
    &'static str,
    &'static [&'static str],
);

/// The rows, in print order.
const ROWS: [ItemRow; 6] = [
    (
        "total",
        RowLevel::Total,
        "合计",
        &["30212", "30217", "30913", "31013", "30231"],
    ),
    ("overseas", RowLevel::Item, "因公出国（境）费", &["30212"]),
    ("reception", RowLevel::Item, "公务接待费", &["30217"]),
    (
        "vehicle",
        RowLevel::Item,
        "公务用车购置及运行费（小计）",
        &["30913", "31013", "30231"],
    ),
    (
        "vehicle_purchase",
        RowLevel::Sub,
        "其中：公务用车购置费",
        &["30913", "31013"],
    ),
    (
        "vehicle_running",
        RowLevel::Sub,
        "公务用车运行费",
        &["30231"],
    ),
];

/// Rows that are no total of others: a code is in exactly one of them.
const LEAF_ROWS: [&str; 4] = [
    "overseas",
    "reception",
    "vehicle_purchase",
    "vehicle_running",
];

const SOURCES: Shape = Shape {
    width: 3,
    columns: &[
        ("total", &[0, 1, 2]),
        ("general_public", &[0]),
        ("government_fund", &[1]),
        ("state_capital", &[2]),
    ],
    unprinted: &[],
};

/// Make 表10 财政拨款“三公”经费支出情况表.
pub(super) fn three_public(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let leaf_rows = || ROWS.iter().filter(|(id, ..)| LEAF_ROWS.contains(id));
    let mut grid = Grid::new(SOURCES.width);
    for line in input.lines.iter().filter(|line| !line.is_carried()) {
        let leaf = match line.fund {
            Fund::GeneralPublic => 0,
            Fund::GovernmentFund => 1,
            Fund::StateCapital => 2,
            _ => continue,
        };
        let code = line.economic_code.as_str();
        if let Some((id, ..)) = leaf_rows().find(|(.., codes)| codes.contains(&code)) {
            grid.add(*id, leaf, line.amount);
        }
    }
    let sums = grid.into_sums(input.options)?;
    let mut rows = Vec::with_capacity(ROWS.len());
    for (id, level, name, codes) in ROWS {
        let mut leaves = Vec::new();
        for (leaf_id, .., leaf_codes) in leaf_rows() {
            if leaf_codes.iter().all(|code| codes.contains(code))
                && let Some(row) = sums.get(leaf_id)
            {
                add_row(&mut leaves, row)?;
            }
        }
        let (id, name) = (id.to_owned(), name.to_owned());
        let head = RowHead::Item {
            id,
            level,
            code: None,
            name,
        };
        rows.push(amount_row(input, head, &leaves, &SOURCES)?);
    }
    Ok(Body {
        columns: columns(),
        rows,
        unprinted: "",
    })
}

fn columns() -> Vec<Column> {
    let source = vec![
        Column::amount("general_public", "一般公共预算"),
        Column::amount("government_fund", "政府性基金"),
        Column::amount("state_capital", "国有资本经营预算"),
    ];
    let mut columns = vec![
        Column::label("item", "“三公”经费支出内容"),
        Column::amount("total", "合计"),
        Column::group("source", "资金来源", source),
    ];
    number_columns(&mut columns);
    columns
}
