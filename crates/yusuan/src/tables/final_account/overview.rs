//! 收入支出决算总表 and 财政拨款收入支出决算总表: income on the left, expenditure by functional class
//! on the right, and below both what makes them equal.

use super::settled::{FISCAL, Settled};
use super::template::{PartOf, RowChoice};
use super::{Body, FinalInput, FinalLine};
use crate::line::Fund;
use crate::money::{AmountError, Fen};
use crate::tables::budget::codes::FUNCTIONAL;
use crate::tables::budget::grid::{Grid, Shape, Sum, add_row};
use crate::tables::error::TableError;
use crate::tables::table::{Cell, Column, Row, RowHead};

/// One side of a printed line: id, label, leaves.
struct Item {
    id: String,
    label: String,
    leaves: Vec<Sum>,
    /// Whether it is a part of a line above (其中), and not added again.
    is_part: bool,
}

/// A list with the lines that stand below it, in step with those of the other side.
struct Side {
    items: Vec<Item>,
    foot: Vec<Option<Item>>,
}

const ALL_MONEY: Shape = Shape {
    width: 1,
    columns: &[("expenditure_amount", &[0])],
    unprinted: &[],
};

const BUDGETS: Shape = Shape {
    width: 3,
    columns: &[
        ("expenditure_total", &[0, 1, 2]),
        ("general_public", &[0]),
        ("government_fund", &[1]),
        ("state_capital", &[2]),
    ],
    unprinted: &[],
};

/// Make 收入支出决算总表.
pub(super) fn overview(input: &FinalInput<'_>, settled: &Settled) -> Result<Body, TableError> {
    let mut items = Vec::new();
    for row in &input.template.income {
        let amounts = row.funds.iter().map(|fund| settled.income_of(*fund));
        let amount = Fen::sum(amounts.collect::<Result<Vec<_>, AmountError>>()?)?;
        let id = row.funds.first().map_or("", |fund| fund.as_str());
        items.push(item(input, id, &row.label, &[amount])?);
        if let Some(first) = row.funds.first() {
            items.extend(parts(input, settled, PartOf::Row(*first))?);
        }
    }
    let current = total(&items)?;
    let used = [settled.surplus_used];
    let used = item(
        input,
        "surplus_used",
        &input.template.surplus_used_label,
        &used,
    )?;
    let opening = item(input, "opening", "年初结转和结余", &[settled.opening()?])?;
    let given = item(input, "distributed", "结余分配", &[settled.to_surplus])?;
    let closing = item(input, "closing", "年末结转和结余", &[settled.closing()?])?;
    let part = |of| parts(input, settled, of);
    let (income, paid) = in_step(part(PartOf::Income)?, part(PartOf::Expenditure)?);
    let (began, ended) = in_step(part(PartOf::Opening)?, part(PartOf::Closing)?);
    let foot = |above: Vec<Option<Item>>, lines: [Item; 2], below| {
        let lines = lines.map(Some);
        above.into_iter().chain(lines).chain(below).collect()
    };
    let left = foot(income, [used, opening], began);
    let left = with_foot(items, "本年收入合计", current, left)?;
    let right = foot(paid, [given, closing], ended);
    let (items, current) = classes(input, &ALL_MONEY, |_| Some(0))?;
    let right = with_foot(items, "本年支出合计", current, right)?;
    let columns = vec![
        side_columns("income", "收入", "项目", vec![("income_amount", "决算数")]),
        side_columns(
            "expenditure",
            "支出",
            "项目（按功能分类）",
            vec![("expenditure_amount", "决算数")],
        ),
    ];
    Ok(Body {
        columns,
        rows: rows(input, left, right, &ALL_MONEY)?,
        unprinted: "",
        notes: vec![
            "本年收入＋使用非财政拨款结余＋年初结转和结余＝本年支出＋结余分配＋年末结转和结余；\
             年初结转和结余为调整后的数，调整见结转和结余变动情况表。"
                .to_owned(),
        ],
    })
}

/// Make 财政拨款收入支出决算总表.
pub(super) fn fiscal_overview(
    input: &FinalInput<'_>,
    settled: &Settled,
) -> Result<Body, TableError> {
    let labels = [
        "一、一般公共预算财政拨款",
        "二、政府性基金预算财政拨款",
        "三、国有资本经营预算财政拨款",
    ];
    let mut items = Vec::new();
    let mut openings = Vec::new();
    for (fund, label) in FISCAL.into_iter().zip(labels) {
        let amount = settled.income_of(fund)?;
        items.push(item(input, fund.as_str(), label, &[amount])?);
        let label = label.split('、').nth(1).unwrap_or(label);
        let id = format!("opening_{}", fund.as_str());
        let amount = settled.fiscal_opening(fund)?;
        openings.push(item(input, &id, &format!("  {label}"), &[amount])?);
    }
    let current = total(&items)?;
    let opening = Item {
        id: "opening".to_owned(),
        label: "年初财政拨款结转和结余".to_owned(),
        leaves: total(&openings)?,
        is_part: false,
    };
    let mut foot = vec![Some(opening)];
    for opening in &mut openings {
        opening.is_part = true;
    }
    foot.extend(openings.into_iter().map(Some));
    let left = with_foot(items, "本年收入合计", current, foot)?;

    let (items, current) = classes(input, &BUDGETS, |line| fund_leaf(line.key.fund))?;
    let closing = FISCAL.map(|fund| settled.fiscal_closing(fund));
    let closing: Vec<Fen> = closing.into_iter().collect::<Result<_, _>>()?;
    let closing = item(input, "closing", "年末财政拨款结转和结余", &closing)?;
    let foot = vec![Some(closing), None, None, None];
    let right = with_foot(items, "本年支出合计", current, foot)?;
    let columns = vec![
        side_columns("income", "收入", "项目", vec![("income_total", "决算数")]),
        side_columns(
            "expenditure",
            "支出",
            "项目（按功能分类）",
            vec![
                ("expenditure_total", "合计"),
                ("general_public", "一般公共预算财政拨款"),
                ("government_fund", "政府性基金预算财政拨款"),
                ("state_capital", "国有资本经营预算财政拨款"),
            ],
        ),
    ];
    Ok(Body {
        columns,
        rows: rows(input, left, right, &BUDGETS)?,
        unprinted: "",
        notes: Vec::new(),
    })
}

/// Return the place of a budget among the three.
pub(super) const fn fund_leaf(fund: Fund) -> Option<usize> {
    match fund {
        Fund::GeneralPublic => Some(0),
        Fund::GovernmentFund => Some(1),
        Fund::StateCapital => Some(2),
        _ => None,
    }
}

fn item(
    input: &FinalInput<'_>,
    id: &str,
    label: &str,
    amounts: &[Fen],
) -> Result<Item, AmountError> {
    let leaves = amounts
        .iter()
        .map(|amount| Sum::leaf(*amount, input.options));
    Ok(Item {
        id: id.to_owned(),
        label: label.to_owned(),
        leaves: leaves.collect::<Result<_, _>>()?,
        is_part: false,
    })
}

/// Return the lines 其中 below a line.
fn parts(input: &FinalInput<'_>, settled: &Settled, of: PartOf) -> Result<Vec<Item>, AmountError> {
    let paid = |fund: Fund| {
        let lines = input.lines.iter().filter(|line| line.key.fund == fund);
        Fen::sum(lines.map(|line| line.balance.paid))
    };
    let parts = input.template.parts.iter().filter(|part| part.of == of);
    let items = parts.map(|part| {
        let amounts = part.funds.iter().map(|fund| match of {
            PartOf::Row(_) | PartOf::Income => settled.income_of(*fund),
            PartOf::Expenditure => paid(*fund),
            PartOf::Opening => settled.fiscal_opening(*fund),
            PartOf::Closing => settled.fiscal_closing(*fund),
        });
        let amount = Fen::sum(amounts.collect::<Result<Vec<_>, AmountError>>()?)?;
        let label = format!("  {}", part.label);
        Ok(Item {
            is_part: true,
            ..item(input, &part.id(), &label, &[amount])?
        })
    });
    items.collect()
}

/// Return two lists of the same length, so that what comes after them stays side by side.
fn in_step(left: Vec<Item>, right: Vec<Item>) -> (Vec<Option<Item>>, Vec<Option<Item>>) {
    let length = left.len().max(right.len());
    let spread = |items: Vec<Item>| {
        let mut items: Vec<Option<Item>> = items.into_iter().map(Some).collect();
        items.resize_with(length, || None);
        items
    };
    (spread(left), spread(right))
}

/// Add up what is no part of a line above it.
fn total<'a>(items: impl IntoIterator<Item = &'a Item>) -> Result<Vec<Sum>, AmountError> {
    let mut sum = Vec::new();
    for item in items.into_iter().filter(|item| !item.is_part) {
        add_row(&mut sum, &item.leaves)?;
    }
    Ok(sum)
}

/// Put the total of the list, the lines given and the grand total below a list.
fn with_foot(
    items: Vec<Item>,
    label: &str,
    current: Vec<Sum>,
    below: Vec<Option<Item>>,
) -> Result<Side, AmountError> {
    let current = Item {
        id: "current".to_owned(),
        label: label.to_owned(),
        leaves: current,
        is_part: false,
    };
    let mut foot = vec![Some(current)];
    foot.extend(below);
    let total = Item {
        id: "total".to_owned(),
        label: "总计".to_owned(),
        leaves: total(foot.iter().flatten())?,
        is_part: false,
    };
    foot.push(Some(total));
    Ok(Side { items, foot })
}

/// Return what was paid by functional class, and in all.
fn classes(
    input: &FinalInput<'_>,
    shape: &Shape,
    leaf_of: impl Fn(&FinalLine) -> Option<usize>,
) -> Result<(Vec<Item>, Vec<Sum>), TableError> {
    let mut grid = Grid::new(shape.width);
    for line in input.lines {
        let code = &line.key.functional_code;
        let class = code.get(..3).ok_or_else(|| FUNCTIONAL.shape_error(code))?;
        if let Some(leaf) = leaf_of(line) {
            grid.add(class, leaf, line.balance.paid);
        }
    }
    let mut sums = grid.into_sums(input.options)?;
    let page = input.page();
    let mut codes: Vec<&str> = sums.keys().copied().collect();
    if input.template.classes == RowChoice::All {
        let all = input.names.functional.keys().map(String::as_str);
        codes.extend(all.filter(|code| code.len() == 3));
        codes.sort_unstable();
        codes.dedup();
    }
    let mut total = vec![Sum::default(); shape.width];
    let mut items = Vec::new();
    for code in codes {
        let leaves = sums.remove(code).unwrap_or_default();
        add_row(&mut total, &leaves)?;
        items.push(Item {
            id: code.to_owned(),
            label: format!("{code} {}", FUNCTIONAL.name_of(&page, code)?),
            leaves,
            is_part: false,
        });
    }
    Ok((items, total))
}

/// Make the printed lines: the lists beside each other, then the lines below them.
fn rows(
    input: &FinalInput<'_>,
    left: Side,
    right: Side,
    shape: &Shape,
) -> Result<Vec<Row>, TableError> {
    let (mut above, mut beside) = in_step(left.items, right.items);
    above.extend(left.foot);
    beside.extend(right.foot);
    let (left, right) = (above, beside);
    let count = left.len();
    let lines = left.into_iter().zip(right).zip(1_usize..);
    let made = lines.map(|((left, right), line)| {
        row(
            input,
            shape,
            left,
            right,
            (line, count.saturating_add(line)),
        )
    });
    made.collect()
}

/// Make one printed line; `numbers` are 行次 on either side.
fn row(
    input: &FinalInput<'_>,
    shape: &Shape,
    left: Option<Item>,
    right: Option<Item>,
    numbers: (usize, usize),
) -> Result<Row, TableError> {
    let label = |item: &Option<Item>| Cell::Label(item.as_ref().map(|item| item.label.clone()));
    let income = left.as_ref().and_then(|item| item.leaves.first().copied());
    let income_column = if shape.width == 1 {
        "income_amount"
    } else {
        "income_total"
    };
    let mut cells = vec![
        ("income_item".into(), label(&left)),
        (
            "income_line".into(),
            Cell::Label(Some(numbers.0.to_string())),
        ),
        (
            income_column.into(),
            income.unwrap_or_default().cell(input.options),
        ),
        ("expenditure_item".into(), label(&right)),
        (
            "expenditure_line".into(),
            Cell::Label(Some(numbers.1.to_string())),
        ),
    ];
    let leaves = right
        .as_ref()
        .map(|item| item.leaves.clone())
        .unwrap_or_default();
    cells.extend(shape.cells(&leaves, input.options)?);
    Ok(Row {
        head: RowHead::Sides {
            line: numbers.0,
            income_id: left.map(|item| item.id),
            income_level: None,
            expenditure_code: right.map(|item| item.id),
        },
        cells,
        unprinted: Fen::ZERO,
    })
}

fn side_columns(id: &str, label: &str, item: &str, amounts: Vec<(&str, &str)>) -> Column {
    let mut columns = vec![
        Column::label(&format!("{id}_item"), item),
        Column::label(&format!("{id}_line"), "行次"),
    ];
    columns.extend(
        amounts
            .into_iter()
            .map(|(id, label)| Column::amount(id, label)),
    );
    Column::group(id, label, columns)
}
