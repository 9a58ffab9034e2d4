//! Table 11: money carried over from earlier years, by unit and project.
//!
//! A unit's row holds all its carried money; its projects follow, in the order of their names.
//! Basic spending has no rows below the unit's.
//!
//! Row ids: with one unit its row is `unit`, with several each is `unit/<unit>`. A single project
//! in the whole table is `project`; of several, each is `project/<project>` when there is one unit
//! and `project/<unit>/<project>` when there are more.

use std::collections::{BTreeMap, HashMap};

use super::codes::{amount_row, total_row};
use super::funds::spending_leaf;
use super::grid::{Grid, Shape, Sum, add_row};
use super::{Body, BudgetInput, OTHER_KINDS};
use crate::tables::error::TableError;
use crate::tables::table::{Column, Row, RowHead, RowLevel, number_columns};

const CARRIED: Shape = Shape {
    width: 8,
    columns: &[
        ("total", &[0, 1, 2, 3, 4, 5, 6, 7]),
        ("fiscal_subtotal", &[0, 1, 2, 3]),
        ("fiscal_personnel", &[0]),
        ("fiscal_public", &[1]),
        ("fiscal_project", &[2]),
        ("nonfiscal_subtotal", &[4, 5, 6, 7]),
        ("nonfiscal_personnel", &[4]),
        ("nonfiscal_public", &[5]),
        ("nonfiscal_project", &[6]),
    ],
    unprinted: &[3, 7],
};

/// First leaf of 非财政拨款.
const NONFISCAL: usize = 4;

/// Make 表11 上年结转结余情况明细表.
pub(super) fn carryover(input: &BudgetInput<'_>) -> Result<Body, TableError> {
    let mut ranks: HashMap<&str, usize> = HashMap::new();
    let mut units: Vec<&str> = Vec::new();
    let mut grid = Grid::new(CARRIED.width);
    for line in input.lines {
        if !line.is_carried() || line.amount.is_zero() {
            continue;
        }
        let rank = *ranks.entry(line.unit.as_str()).or_insert_with(|| {
            units.push(&line.unit);
            units.len().saturating_sub(1)
        });
        let side = if line.fund.is_fiscal() { 0 } else { NONFISCAL };
        let project = line.project.as_deref().unwrap_or_default();
        grid.add(
            (rank, project),
            side.saturating_add(spending_leaf(line.kind)),
            line.amount,
        );
    }
    let rows = unit_rows(input, &units, &grid.into_sums(input.options)?)?;
    Ok(Body {
        columns: columns(),
        rows,
        unprinted: OTHER_KINDS,
    })
}

/// Make the rows: 总计, then each unit with its projects.
fn unit_rows(
    input: &BudgetInput<'_>,
    units: &[&str],
    sums: &BTreeMap<(usize, &str), Vec<Sum>>,
) -> Result<Vec<Row>, TableError> {
    if sums.is_empty() {
        return Ok(Vec::new());
    }
    let mut total = Vec::new();
    let mut by_unit: BTreeMap<usize, Vec<Sum>> = BTreeMap::new();
    for ((rank, _), leaves) in sums {
        add_row(&mut total, leaves)?;
        add_row(by_unit.entry(*rank).or_default(), leaves)?;
    }
    let project_count = sums
        .keys()
        .filter(|(_, project)| !project.is_empty())
        .count();
    let mut rows = vec![total_row(input, &total, &CARRIED)?];
    for ((rank, leaves), unit) in by_unit.iter().zip(units) {
        let unit_id = if units.len() == 1 {
            "unit".to_owned()
        } else {
            format!("unit/{unit}")
        };
        let head = item(unit_id, RowLevel::Unit, unit);
        rows.push(amount_row(input, head, leaves, &CARRIED)?);
        let of_unit = sums.range((*rank, "")..(rank.saturating_add(1), ""));
        for ((_, project), leaves) in of_unit.filter(|((_, project), _)| !project.is_empty()) {
            let project_id = match (project_count, units.len()) {
                (1, _) => "project".to_owned(),
                (_, 1) => format!("project/{project}"),
                _ => format!("project/{unit}/{project}"),
            };
            let head = item(project_id, RowLevel::Project, project);
            rows.push(amount_row(input, head, leaves, &CARRIED)?);
        }
    }
    Ok(rows)
}

fn item(id: String, level: RowLevel, name: &str) -> RowHead {
    RowHead::Item {
        id,
        level,
        code: None,
        name: name.to_owned(),
    }
}

fn columns() -> Vec<Column> {
    let side = |side: &str, label: &str| {
        let id = |part: &str| format!("{side}_{part}");
        let basic = vec![
            Column::amount(&id("personnel"), "人员经费"),
            Column::amount(&id("public"), "公用经费"),
        ];
        let children = vec![
            Column::amount(&id("subtotal"), "小计"),
            Column::group(&id("basic"), "基本支出", basic),
            Column::amount(&id("project"), "项目支出"),
        ];
        Column::group(side, label, children)
    };
    let mut columns = vec![
        Column::label("item", "项目"),
        Column::amount("total", "合计"),
        side("fiscal", "财政拨款"),
        side("nonfiscal", "非财政拨款"),
    ];
    number_columns(&mut columns);
    columns
}
