//! 一般公共预算财政拨款基本支出决算明细表: by economic code, 人员经费 beside 公用经费.
//!
//! A code stands on the side of its class, as in print: 工资福利支出 and 对个人和家庭的补助 are
//! 人员经费, all others 公用经费, whatever kind its line is of.

use std::collections::BTreeMap;

use super::template::RowChoice;
use super::{Body, FinalInput};
use crate::line::Fund;
use crate::money::Fen;
use crate::tables::budget::codes::ECONOMIC;
use crate::tables::budget::grid::{Grid, Sum, add_row};
use crate::tables::error::TableError;
use crate::tables::table::{Cell, Column, Row, RowHead};

/// One side of a printed line: id, code, name, amount.
type Item = (String, Option<String>, String, Sum);

/// Make 一般公共预算财政拨款基本支出决算明细表.
pub(super) fn general_public_basic(input: &FinalInput<'_>) -> Result<Body, TableError> {
    let mut grid = Grid::new(1);
    let of_table = input
        .lines
        .iter()
        .filter(|line| line.key.fund == Fund::GeneralPublic && line.key.kind.is_basic());
    for line in of_table {
        grid.add(line.key.economic_code.as_str(), 0, line.balance.paid);
    }
    let paid = grid.into_sums(input.options)?;
    let rows = if paid.is_empty() {
        Vec::new()
    } else {
        let sums = with_classes(input, &paid)?;
        let personnel = side(input, &sums, true)?;
        let public = side(input, &sums, false)?;
        rows(input, personnel, public)
    };
    Ok(Body {
        columns: columns(),
        rows,
        unprinted: "",
        notes: Vec::new(),
    })
}

/// Return the sums of every code that is printed, classes too.
fn with_classes<'a>(
    input: &FinalInput<'a>,
    paid: &BTreeMap<&'a str, Vec<Sum>>,
) -> Result<BTreeMap<&'a str, Sum>, TableError> {
    let mut sums: BTreeMap<&str, Vec<Sum>> = BTreeMap::new();
    for (code, leaves) in paid {
        let class = code.get(..3).ok_or_else(|| ECONOMIC.shape_error(code))?;
        add_row(sums.entry(class).or_default(), leaves)?;
        add_row(sums.entry(code).or_default(), leaves)?;
    }
    if input.template.economic_codes == RowChoice::All {
        for code in input.names.economic.keys() {
            sums.entry(code).or_default();
        }
    }
    let first = |leaves: Vec<Sum>| leaves.first().copied().unwrap_or_default();
    let sums = sums.into_iter();
    Ok(sums.map(|(code, leaves)| (code, first(leaves))).collect())
}

/// Return the lines of one side, and its total.
fn side(
    input: &FinalInput<'_>,
    sums: &BTreeMap<&str, Sum>,
    is_personnel: bool,
) -> Result<(Vec<Item>, Sum), TableError> {
    let classes = &input.template.personnel_classes;
    let is_here = |code: &&str| {
        let is_of_personnel = classes.iter().any(|class| code.starts_with(class.as_str()));
        is_of_personnel == is_personnel
    };
    let page = input.page();
    let mut items = Vec::new();
    let mut total = Sum::default();
    for (code, sum) in sums.iter().filter(|(code, _)| is_here(code)) {
        if code.len() == 3 {
            total = Sum::total([&total, sum])?;
        }
        let name = ECONOMIC.name_of(&page, code)?.to_owned();
        items.push(((*code).to_owned(), Some((*code).to_owned()), name, *sum));
    }
    Ok((items, total))
}

fn rows(
    input: &FinalInput<'_>,
    (mut left, personnel): (Vec<Item>, Sum),
    (mut right, public): (Vec<Item>, Sum),
) -> Vec<Row> {
    let above = left.len().max(right.len());
    let total = |id: &str, name: &str, sum| Some((id.to_owned(), None, name.to_owned(), sum));
    let left_total = total("personnel_total", "人员经费合计", personnel);
    let right_total = total("public_total", "公用经费合计", public);
    let mut lefts: Vec<Option<Item>> = left.drain(..).map(Some).collect();
    let mut rights: Vec<Option<Item>> = right.drain(..).map(Some).collect();
    lefts.resize_with(above, || None);
    rights.resize_with(above, || None);
    lefts.push(left_total);
    rights.push(right_total);
    let lines = lefts.into_iter().zip(rights).zip(1_usize..);
    let row = |((left, right), line): ((Option<Item>, Option<Item>), usize)| {
        let mut cells = Vec::with_capacity(6);
        for (side, item) in [("personnel", &left), ("public", &right)] {
            let code = item.as_ref().and_then(|(_, code, ..)| code.clone());
            let name = item.as_ref().map(|(_, _, name, _)| name.clone());
            let sum = item.as_ref().map(|(.., sum)| *sum).unwrap_or_default();
            cells.push((format!("{side}_code").into(), Cell::Label(code)));
            cells.push((format!("{side}_name").into(), Cell::Label(name)));
            cells.push((format!("{side}_amount").into(), sum.cell(input.options)));
        }
        Row {
            head: RowHead::Sides {
                line,
                income_id: left.map(|(id, ..)| id),
                income_level: None,
                expenditure_code: right.map(|(id, ..)| id),
            },
            cells,
            unprinted: Fen::ZERO,
        }
    };
    lines.map(row).collect()
}

fn columns() -> Vec<Column> {
    let side = |id: &str, label: &str| {
        let columns = vec![
            Column::label(&format!("{id}_code"), "科目编码"),
            Column::label(&format!("{id}_name"), "科目名称"),
            Column::amount(&format!("{id}_amount"), "决算数"),
        ];
        Column::group(id, label, columns)
    };
    vec![side("personnel", "人员经费"), side("public", "公用经费")]
}
