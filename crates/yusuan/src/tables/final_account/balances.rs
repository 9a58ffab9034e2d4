//! 结转和结余变动情况表: every balance with all that moved it.
//!
//! It says where the opening balance of the published tables comes from, and where surplus goes that
//! is handed up, pooled or distributed: those are neither income nor expenditure.

use super::flow::Flow;
use super::settled::{FISCAL, Settled};
use super::{Body, FinalInput};
use crate::line::Fund;
use crate::money::AmountError;
use crate::tables::budget::codes::amount_row;
use crate::tables::budget::grid::{Shape, Sum, add_row};
use crate::tables::error::TableError;
use crate::tables::table::{Column, Row, RowHead, RowLevel, number_columns};

const FLOWS: Shape = Shape {
    width: 10,
    columns: &[
        ("opening", &[0]),
        ("adjusted", &[1]),
        ("pooled_in", &[2]),
        ("pooled_out", &[3]),
        ("surrendered", &[4]),
        ("internal", &[5]),
        ("income", &[6]),
        ("paid", &[7]),
        ("distributed", &[8]),
        ("closing", &[9]),
    ],
    unprinted: &[],
};

const LABELS: [(&str, &str); 10] = [
    ("opening", "上年年末"),
    ("adjusted", "年初余额调整"),
    ("pooled_in", "归集调入"),
    ("pooled_out", "归集调出"),
    ("surrendered", "归集上缴和缴回"),
    ("internal", "内部调剂和转入结余"),
    ("income", "本年收入"),
    ("paid", "本年支出"),
    ("distributed", "对外分配"),
    ("closing", "年末"),
];

/// Make 结转和结余变动情况表.
pub(super) fn balances(input: &FinalInput<'_>, settled: &Settled) -> Result<Body, TableError> {
    let mut rows = Rows {
        input,
        made: Vec::new(),
        total: Vec::new(),
    };
    let mut fiscal = Flow::default();
    for flows in [&settled.fiscal_carried, &settled.fiscal_surplus] {
        flows.values().try_for_each(|flow| fiscal.merge(flow))?;
    }
    rows.add("fiscal", RowLevel::Group, "一、财政拨款结转和结余", &fiscal)?;
    for fund in FISCAL {
        rows.add_fund(settled, fund)?;
    }
    let mut other = settled.carried;
    other.merge(&settled.surplus)?;
    other.merge(&settled.earmarked)?;
    rows.add(
        "nonfiscal",
        RowLevel::Group,
        "二、非财政拨款结转和结余",
        &other,
    )?;
    let parts = [
        ("nonfiscal_carried", "非财政拨款结转", &settled.carried),
        ("nonfiscal_surplus", "非财政拨款结余", &settled.surplus),
        ("earmarked", "专用结余", &settled.earmarked),
    ];
    for (id, name, flow) in parts {
        rows.add(id, RowLevel::Item, name, flow)?;
    }
    let total = rows.total.clone();
    let head = head("total", RowLevel::Total, "合计");
    rows.made
        .push(amount_row(&input.page(), head, &total, &FLOWS)?);
    let mut columns = vec![Column::label("item", "项目")];
    columns.extend(LABELS.map(|(id, label)| Column::amount(id, label)));
    number_columns(&mut columns);
    Ok(Body {
        columns,
        rows: rows.made,
        unprinted: "",
        notes: vec![
            "年末＝上年年末＋年初余额调整＋归集调入－归集调出－归集上缴和缴回＋内部调剂和转入结余\
             ＋本年收入－本年支出－对外分配；本年财政拨款中当年收回、当年上缴的，冲减本年收入。"
                .to_owned(),
        ],
    })
}

/// Rows while they are made.
struct Rows<'a> {
    input: &'a FinalInput<'a>,
    made: Vec<Row>,
    total: Vec<Sum>,
}

impl Rows<'_> {
    fn add(
        &mut self,
        id: &str,
        level: RowLevel,
        name: &str,
        flow: &Flow,
    ) -> Result<(), TableError> {
        let leaves = leaves(self.input, flow)?;
        if level == RowLevel::Group {
            add_row(&mut self.total, &leaves)?;
        }
        let head = head(id, level, name);
        self.made
            .push(amount_row(&self.input.page(), head, &leaves, &FLOWS)?);
        Ok(())
    }

    /// Add 结转 and 结余 of a budget, where there is any.
    fn add_fund(&mut self, settled: &Settled, fund: Fund) -> Result<(), TableError> {
        let kinds = [
            ("carried", "结转", &settled.fiscal_carried),
            ("surplus", "结余", &settled.fiscal_surplus),
        ];
        for (id, name, flows) in kinds {
            if let Some(flow) = flows.get(&fund) {
                let id = format!("{}_{id}", fund.as_str());
                let name = format!("{}财政拨款{name}", fund.name_zh());
                self.add(&id, RowLevel::Item, &name, flow)?;
            }
        }
        Ok(())
    }
}

fn leaves(input: &FinalInput<'_>, flow: &Flow) -> Result<Vec<Sum>, AmountError> {
    let amounts = [
        flow.opening,
        flow.adjusted,
        flow.pooled_in,
        flow.pooled_out,
        flow.surrendered,
        flow.internal,
        flow.income,
        flow.paid,
        flow.distributed,
        flow.closing,
    ];
    let leaf = |amount| Sum::leaf(amount, input.options);
    amounts.into_iter().map(leaf).collect()
}

fn head(id: &str, level: RowLevel, name: &str) -> RowHead {
    RowHead::Item {
        id: id.to_owned(),
        level,
        code: None,
        name: name.to_owned(),
    }
}
