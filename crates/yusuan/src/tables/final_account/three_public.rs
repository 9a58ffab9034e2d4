//! 财政拨款“三公”经费: budget and final account in one row, and the comparison with its parts.
//!
//! What was carried over from earlier years counts, as in print: 决算数 is what was paid out of
//! fiscal money, whenever it was given.

use super::{Body, FinalInput, FinalLine};
use crate::line::Fund;
use crate::money::{AmountError, Fen};
use crate::tables::budget::codes::{ECONOMIC, amount_row};
use crate::tables::budget::grid::{Grid, Shape, Sum, add_row};
use crate::tables::error::TableError;
use crate::tables::rate;
use crate::tables::table::{Cell, Column, ColumnId, Row, RowHead, RowLevel, number_columns};

/// The economic codes, and the item that each belongs to.
const CODES: [(&str, usize); 5] = [
    ("30212", 0),
    ("30913", 1),
    ("31013", 1),
    ("30231", 2),
    ("30217", 3),
];

/// A printed item: id, label, level, and the places of the finest items that it adds up.
type Item = (&'static str, &'static str, RowLevel, &'static [usize]);

const ITEMS: [Item; 6] = [
    ("total", "合计", RowLevel::Total, &[0, 1, 2, 3]),
    ("overseas", "因公出国（境）费", RowLevel::Item, &[0]),
    (
        "vehicle",
        "公务用车购置及运行维护费（小计）",
        RowLevel::Item,
        &[1, 2],
    ),
    (
        "vehicle_purchase",
        "其中：公务用车购置费",
        RowLevel::Sub,
        &[1],
    ),
    ("vehicle_running", "公务用车运行维护费", RowLevel::Sub, &[2]),
    ("reception", "公务接待费", RowLevel::Item, &[3]),
];

/// Leaves of the comparison: 年初预算, 全年预算, and what was paid as basic and as project spending.
const FIGURES: Shape = Shape {
    width: 4,
    columns: &[
        ("approved", &[0]),
        ("adjusted", &[1]),
        ("final_total", &[2, 3]),
        ("final_basic", &[2]),
        ("final_project", &[3]),
    ],
    unprinted: &[],
};

/// Make 财政拨款“三公”经费支出决算表: twelve columns, one row.
pub(super) fn three_public(input: &FinalInput<'_>) -> Result<Body, TableError> {
    let sums = by_code(input, &input.template.three_public_funds)?;
    let budget: &[usize] = if input.template.three_public_adjusted {
        &[1]
    } else {
        &[0]
    };
    let mut cells = Vec::with_capacity(12);
    for (side, leaves) in [("budget", budget), ("final", &[2, 3])] {
        for (id, _, _, parts) in ITEMS {
            let sum = Sum::of(&item_sums(&sums, parts)?, leaves)?;
            cells.push((format!("{side}_{id}").into(), sum.cell(input.options)));
        }
    }
    let mut columns = vec![side("budget", "预算数"), side("final", "决算数")];
    number_columns(&mut columns);
    let adjusted = "预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；\
         决算数包括当年财政拨款和以前年度结转和结余资金安排的实际支出。";
    let original = "预算数为年初预算数；\
         决算数包括当年财政拨款和以前年度结转和结余资金安排的实际支出。";
    let note = if input.template.three_public_adjusted {
        adjusted
    } else {
        original
    };
    Ok(Body {
        columns,
        rows: vec![Row {
            head: RowHead::Item {
                id: "total".to_owned(),
                level: RowLevel::Total,
                code: None,
                name: "合计".to_owned(),
            },
            cells,
            unprinted: Fen::ZERO,
        }],
        unprinted: "",
        notes: vec![note.to_owned()],
    })
}

/// Make 财政拨款“三公”经费预算与决算对比表: the items, then the economic codes that they add up.
pub(super) fn comparison(input: &FinalInput<'_>) -> Result<Body, TableError> {
    let sums = by_code(input, &input.template.three_public_funds)?;
    let page = input.page();
    let mut rows = Vec::new();
    for (id, name, level, parts) in ITEMS {
        let head = item_head(id, level, name.to_owned());
        rows.push(amount_row(
            &page,
            head,
            &item_sums(&sums, parts)?,
            &FIGURES,
        )?);
    }
    for ((code, _), leaves) in CODES.iter().zip(&sums) {
        if leaves.iter().any(|leaf| !leaf.exact.is_zero()) {
            let name = ECONOMIC.name_of(&page, code)?;
            let head = item_head(code, RowLevel::Group, format!("{code} {name}"));
            rows.push(amount_row(&page, head, leaves, &FIGURES)?);
        }
    }
    add_rates(&mut rows, &["approved", "adjusted"], "final_total");
    let spent = vec![
        Column::amount("final_total", "合计"),
        Column::amount("final_basic", "基本支出"),
        Column::amount("final_project", "项目支出"),
    ];
    let mut columns = vec![
        Column::label("item", "“三公”经费支出内容"),
        Column::amount("approved", "年初预算数"),
        Column::amount("adjusted", "全年预算数"),
        Column::group("final", "决算数", spent),
        Column::rate("rate_approved", "完成年初预算"),
        Column::rate("rate_adjusted", "完成全年预算"),
    ];
    number_columns(&mut columns);
    Ok(Body {
        columns,
        rows,
        unprinted: "",
        notes: Vec::new(),
    })
}

/// Add 完成率: what was paid of each of these amounts, as a column named after it.
pub(super) fn add_rates(rows: &mut [Row], wholes: &[&str], part: &str) {
    for row in rows {
        let fen = |column: &str| row.cell(column).and_then(Cell::fen).unwrap_or_default();
        let rates: Vec<(ColumnId, Cell)> = wholes
            .iter()
            .map(|whole| {
                (
                    format!("rate_{whole}").into(),
                    rate::cell(fen(part), fen(whole)),
                )
            })
            .collect();
        row.cells.extend(rates);
    }
}

/// Return 年初预算数, 全年预算数 and what was paid of every code, in the order of [`CODES`].
fn by_code(input: &FinalInput<'_>, funds: &[Fund]) -> Result<Vec<Vec<Sum>>, AmountError> {
    let mut grid = Grid::new(FIGURES.width);
    let is_counted = |line: &&FinalLine| funds.contains(&line.key.fund);
    for line in input.lines.iter().filter(is_counted) {
        let code = line.key.economic_code.as_str();
        if let Some(place) = CODES.iter().position(|(known, _)| *known == code) {
            grid.add(place, 0, line.approved);
            grid.add(place, 1, line.balance.adjusted()?);
            let leaf = if line.key.kind.is_basic() { 2 } else { 3 };
            grid.add(place, leaf, line.balance.paid);
        }
    }
    let mut sums = grid.into_sums(input.options)?;
    let none = || vec![Sum::default(); FIGURES.width];
    let all = 0..CODES.len();
    Ok(all
        .map(|place| sums.remove(&place).unwrap_or_else(none))
        .collect())
}

/// Add up the codes of these items.
fn item_sums(sums: &[Vec<Sum>], parts: &[usize]) -> Result<Vec<Sum>, AmountError> {
    let mut total = Vec::new();
    for ((_, item), leaves) in CODES.iter().zip(sums) {
        if parts.contains(item) {
            add_row(&mut total, leaves)?;
        }
    }
    Ok(total)
}

fn item_head(id: &str, level: RowLevel, name: String) -> RowHead {
    RowHead::Item {
        id: id.to_owned(),
        level,
        code: None,
        name,
    }
}

/// The heading over the six columns of one side.
fn side(id: &str, label: &str) -> Column {
    let amount = |part: &str, label: &str| Column::amount(&format!("{id}_{part}"), label);
    let vehicle = vec![
        amount("vehicle", "小计"),
        amount("vehicle_purchase", "公务用车购置费"),
        amount("vehicle_running", "公务用车运行维护费"),
    ];
    let columns = vec![
        amount("total", "合计"),
        amount("overseas", "因公出国（境）费"),
        Column::group(
            &format!("{id}_vehicles"),
            "公务用车购置及运行维护费",
            vehicle,
        ),
        amount("reception", "公务接待费"),
    ];
    Column::group(id, label, columns)
}
