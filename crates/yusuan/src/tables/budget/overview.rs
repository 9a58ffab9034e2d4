//! Tables 01 and 04: income on the left, expenditure by functional class on the right.
//!
//! The two lists share lines only for print. Totals stand last.

use super::codes::FUNCTIONAL;
use super::grid::{Grid, Shape, Sum, add_row};
use super::source::{
    FISCAL_CARRYOVER_INCOME, FISCAL_INCOME, IncomeRow, OVERVIEW_INCOME, income_sums,
};
use super::{Body, BudgetInput, BudgetLine};
use crate::line::Fund;
use crate::money::Fen;
use crate::tables::error::TableError;
use crate::tables::table::{Cell, Column, Row, RowHead};

/// A two-sided table: what differs between 01 and 04.
struct Sides {
    income: Vec<&'static IncomeRow>,
    income_amount: &'static str,
    income_total: &'static str,
    expenditure: Shape,
    expenditure_total: &'static str,
    /// Leaf of the expenditure side that a line belongs to.
    leaf_of: fn(&BudgetInput<'_>, &BudgetLine) -> Option<usize>,
}

/// Make 表1 部门收支总体情况表.
pub(super) fn overview(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let sides = Sides {
        income: OVERVIEW_INCOME.iter().collect(),
        income_amount: "income_amount",
        income_total: "收 入 总 计",
        expenditure: Shape {
            width: 1,
            columns: &[("expenditure_amount", &[0])],
            unprinted: &[],
        },
        expenditure_total: "支 出 总 计",
        leaf_of: |_, _| Some(0),
    };
    let columns = vec![
        Column::group(
            "income",
            "收入",
            vec![
                Column::label("income_item", "项目"),
                Column::amount("income_amount", "预算数"),
            ],
        ),
        Column::group(
            "expenditure",
            "支出",
            vec![
                Column::label("expenditure_item", "功能分类"),
                Column::amount("expenditure_amount", "预算数"),
            ],
        ),
    ];
    Ok(Body {
        columns,
        rows: side_rows(input, &sides)?,
        unprinted: "",
    })
}

/// Make 表4 财政拨款收支预算总体情况表.
pub(super) fn fiscal_overview(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let mut income: Vec<&IncomeRow> = FISCAL_INCOME.iter().collect();
    if input.options.fiscal_overview_includes_carryover {
        income.extend(FISCAL_CARRYOVER_INCOME);
    }
    let sides = Sides {
        income,
        income_amount: "income_total",
        income_total: "收入总计",
        expenditure: Shape {
            width: 3,
            columns: &[
                ("expenditure_total", &[0, 1, 2]),
                ("general_public", &[0]),
                ("government_fund", &[1]),
                ("state_capital", &[2]),
            ],
            unprinted: &[],
        },
        expenditure_total: "支出总计",
        leaf_of: fiscal_leaf,
    };
    let columns = vec![
        Column::group(
            "income",
            "财政拨款收入",
            vec![
                Column::label("income_item", "项目"),
                Column::amount("income_total", "合计"),
            ],
        ),
        Column::group(
            "expenditure",
            "财政拨款支出",
            vec![
                Column::label("expenditure_item", "功能分类"),
                Column::amount("expenditure_total", "合计"),
                Column::amount("general_public", "一般公共预算"),
                Column::amount("government_fund", "政府性基金预算"),
                Column::amount("state_capital", "国有资本经营预算"),
            ],
        ),
    ];
    Ok(Body {
        columns,
        rows: side_rows(input, &sides)?,
        unprinted: "",
    })
}

fn fiscal_leaf(input: &BudgetInput<'_>, line: &BudgetLine) -> Option<usize> {
    if line.is_carried() && !input.options.fiscal_overview_includes_carryover {
        return None;
    }
    match line.fund {
        Fund::GeneralPublic => Some(0),
        Fund::GovernmentFund => Some(1),
        Fund::StateCapital => Some(2),
        _ => None,
    }
}

/// Make all printed lines, the line of the totals last.
fn side_rows(input: &BudgetInput<'_>, sides: &Sides) -> Result<Vec<Row>, TableError> {
    let (income, income_total) = income_sums(input, &sides.income)?;
    let (classes, expenditure_total) = class_sums(input, sides)?;
    let mut rows = Vec::new();
    let mut income = sides.income.iter().zip(income);
    let mut classes = classes.into_iter();
    loop {
        let (left, right) = (income.next(), classes.next());
        if left.is_none() && right.is_none() {
            break;
        }
        let left = left.map(|(row, sum)| (row.id, Some(row.level), row.label, sum));
        let right = right.map(|(code, label, leaves)| (code.to_owned(), label, leaves));
        rows.push(side_row(input, sides, rows.len(), left, right)?);
    }
    let left = ("total", None, sides.income_total, income_total);
    let right = (
        "total".to_owned(),
        sides.expenditure_total.to_owned(),
        expenditure_total,
    );
    rows.push(side_row(input, sides, rows.len(), Some(left), Some(right))?);
    Ok(rows)
}

/// Expenditure of one functional class: code, label, leaves.
type ClassSum<'a> = (&'a str, String, Vec<Sum>);

/// Return every class of the year, and the leaves of the total.
fn class_sums<'a>(
    input: &BudgetInput<'a>,
    sides: &Sides,
) -> Result<(Vec<ClassSum<'a>>, Vec<Sum>), TableError> {
    let mut grid = Grid::new(sides.expenditure.width);
    for line in input.lines {
        let class = line.functional_code.get(..3);
        let class = class.ok_or_else(|| FUNCTIONAL.shape_error(&line.functional_code))?;
        FUNCTIONAL.name_of(input, class)?;
        if let Some(leaf) = (sides.leaf_of)(input, line) {
            grid.add(class, leaf, line.amount);
        }
    }
    let mut sums = grid.into_sums(input.options)?;
    let mut total = vec![Sum::default(); sides.expenditure.width];
    let mut classes = Vec::new();
    for (code, name) in input
        .names
        .functional
        .iter()
        .filter(|(code, _)| code.len() == 3)
    {
        let leaves = sums.remove(code.as_str()).unwrap_or_default();
        add_row(&mut total, &leaves)?;
        classes.push((code.as_str(), format!("{code} {name}"), leaves));
    }
    Ok((classes, total))
}

type Left = (&'static str, Option<u8>, &'static str, Sum);
type Right = (String, String, Vec<Sum>);

fn side_row(
    input: &BudgetInput<'_>,
    sides: &Sides,
    lines_above: usize,
    left: Option<Left>,
    right: Option<Right>,
) -> Result<Row, TableError> {
    let (income_id, income_level, income_label, income) = match left {
        Some((id, level, label, sum)) => (Some(id.to_owned()), level, Some(label.to_owned()), sum),
        None => (None, None, None, Sum::default()),
    };
    let (expenditure_code, expenditure_label, leaves) = match right {
        Some((code, label, leaves)) => (Some(code), Some(label), leaves),
        None => (None, None, Vec::new()),
    };
    let mut cells = vec![
        ("income_item".into(), Cell::Label(income_label)),
        (sides.income_amount.into(), income.cell(input.options)),
        ("expenditure_item".into(), Cell::Label(expenditure_label)),
    ];
    cells.extend(sides.expenditure.cells(&leaves, input.options)?);
    let line = lines_above.saturating_add(1);
    let head = RowHead::Sides {
        line,
        income_id,
        income_level,
        expenditure_code,
    };
    Ok(Row {
        head,
        cells,
        unprinted: Fen::ZERO,
    })
}
