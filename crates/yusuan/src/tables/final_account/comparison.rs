//! 支出预算与决算对比表: 年初预算数, 全年预算数 and 决算数 by functional code, with 完成率.

use super::three_public::add_rates;
use super::{Body, FinalInput};
use crate::tables::budget::codes::{FUNCTIONAL, code_rows, functional_subject_column};
use crate::tables::budget::grid::{Grid, Shape};
use crate::tables::error::TableError;
use crate::tables::table::{Column, number_columns};

/// Leaves: each of the three figures, of fiscal money and of other money.
const FIGURES: Shape = Shape {
    width: 6,
    columns: &[
        ("approved", &[0, 1]),
        ("adjusted", &[2, 3]),
        ("final", &[4, 5]),
        ("fiscal_approved", &[0]),
        ("fiscal_adjusted", &[2]),
        ("fiscal_final", &[4]),
    ],
    unprinted: &[],
};

/// The columns in print order.
const ORDER: [&str; 10] = [
    "approved",
    "adjusted",
    "final",
    "rate_approved",
    "rate_adjusted",
    "fiscal_approved",
    "fiscal_adjusted",
    "fiscal_final",
    "rate_fiscal_approved",
    "rate_fiscal_adjusted",
];

/// Make 支出预算与决算对比表.
pub(super) fn comparison(input: &FinalInput<'_>) -> Result<Body, TableError> {
    let mut grid = Grid::new(FIGURES.width);
    for line in input.lines {
        let key = (line.key.functional_code.as_str(), "");
        let other = usize::from(!line.key.fund.is_fiscal());
        grid.add(key, other, line.approved);
        grid.add(key, other.saturating_add(2), line.balance.adjusted()?);
        grid.add(key, other.saturating_add(4), line.balance.paid);
    }
    let mut rows = code_rows(&input.page(), &FUNCTIONAL, grid, &FIGURES)?;
    add_rates(&mut rows, &["approved", "adjusted"], "final");
    add_rates(
        &mut rows,
        &["fiscal_approved", "fiscal_adjusted"],
        "fiscal_final",
    );
    let figures = |prefix: &str| {
        let id = |name: &str| format!("{prefix}{name}");
        vec![
            Column::amount(&id("approved"), "年初预算数"),
            Column::amount(&id("adjusted"), "全年预算数"),
            Column::amount(&id("final"), "决算数"),
            Column::rate(&format!("rate_{}", id("approved")), "完成年初预算"),
            Column::rate(&format!("rate_{}", id("adjusted")), "完成全年预算"),
        ]
    };
    let mut columns = vec![
        functional_subject_column(),
        Column::group("all", "支出合计", figures("")),
        Column::group("fiscal", "其中：财政拨款支出", figures("fiscal_")),
    ];
    number_columns(&mut columns);
    for row in &mut rows {
        // The rates of one kind of money stand before the amounts of the other.
        row.cells
            .sort_by_key(|(id, _)| ORDER.iter().position(|known| known == id));
    }
    Ok(Body {
        columns,
        rows,
        unprinted: "",
        notes: vec![
            "年初预算数含批复时的上年结转；全年预算数为调整后的指标；\
             完成率＝决算数÷预算数，没有预算数时不列。"
                .to_owned(),
        ],
    })
}
