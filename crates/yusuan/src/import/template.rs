//! What a template says: the columns of a kind of table, what goes where, and what may stand there.

use super::events::{self, EventWord};
use super::header::{Column, Holds};
use super::lines;
use crate::error::{Error, Result};
use crate::journal::LegalKind;
use crate::line::{Fund, Kind, Level};

/// A column of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TemplateColumn {
    /// Our name of it.
    pub(crate) name: &'static str,
    /// Its heading.
    pub(crate) heading: String,
    /// What goes there.
    pub(crate) note: &'static str,
    pub(crate) form: TemplateForm,
    /// The words that may stand there; empty for anything.
    pub(crate) choices: Vec<String>,
}

/// How a column of a template is formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TemplateForm {
    Text,
    Number,
    Yuan,
    Day,
}

/// Return the title and the columns of a kind of table: `lines`, `entries`, or an event.
pub(crate) fn template_columns(what: &str) -> Result<(String, Vec<TemplateColumn>)> {
    let (title, columns) = match what {
        "lines" => {
            let columns = lines::LAYOUT.columns();
            let columns = columns
                .filter(|column| column.name != "amount_fen")
                .collect();
            ("预算指标".to_owned(), columns)
        }
        "entries" => ("记账清单".to_owned(), events::all_columns()),
        event => {
            let event = events::find(event).ok_or_else(|| unknown(event))?;
            (format!("{}清单", event.name_zh), event.columns())
        }
    };
    Ok((title, columns.into_iter().map(column).collect()))
}

fn unknown(what: &str) -> Error {
    let events: Vec<&str> = events::EVENTS.iter().map(|event| event.token).collect();
    let hint = format!("give lines, entries, or one of {}", events.join(", "));
    Error::not_found("template_unknown", "the template", what, hint)
}

fn column(column: &'static Column) -> TemplateColumn {
    TemplateColumn {
        name: column.name,
        heading: column.name_zh().replace('(', "（").replace(')', "）"),
        note: note(column.name),
        form: match column.holds {
            Holds::Yuan => TemplateForm::Yuan,
            Holds::Day => TemplateForm::Day,
            Holds::Number | Holds::Line | Holds::Fen => TemplateForm::Number,
            Holds::Text | Holds::Memo | Holds::Digits => TemplateForm::Text,
        },
        choices: choices(column.name),
    }
}

fn choices(name: &str) -> Vec<String> {
    fn words<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|one| name(*one).to_owned()).collect()
    }
    match name {
        "event" => {
            let events: Vec<&EventWord> = events::EVENTS.iter().collect();
            words(&events, |event| event.name_zh)
        }
        "fund" => words(&Fund::ALL, Fund::name_zh),
        "level" => words(&Level::ALL, Level::name_zh),
        "kind" => words(&Kind::ALL, Kind::name_zh),
        "legal_kind" => words(&LegalKind::ALL, LegalKind::name_zh),
        _ => Vec::new(),
    }
}

fn note(name: &str) -> &'static str {
    match name {
        "event" => "必填。这一行记什么账，从下拉列表中选。",
        "line" => "指标的编号，即 yusuan lines 所列；不填时由年度至项目名称各列指明指标。",
        "year" => "预算年度，四位数字，如 2025。",
        "unit" => "预算单位的全称，与账本中的名称一致。",
        "fund" => "资金性质，从下拉列表中选。",
        "level" => "资金来源：本级或上级。",
        "origin_year" => "资金最初的年度；当年的资金与年度相同。",
        "functional_code" => "支出功能分类的项，7 位数字。",
        "economic_code" => "部门预算支出经济分类的款，5 位数字。",
        "kind" => "支出类别，从下拉列表中选。",
        "project" => "支出类别为项目支出时填项目名称，否则留空。",
        "to_line" => "调入的指标的编号。",
        "commitment" => "承诺的编号；对承诺支付时填写，指标留空。",
        "payment" => "原支付的编号，即其凭证所列。",
        "posting" => "被冲销的记账的编号。",
        "contract" => "合同编号。",
        "payee" => "收款人；可以不填，之后可以抹去。",
        "counterparty" => "合同的对方；可以不填，之后可以抹去。",
        "amount" => "必填。金额以元计，最多两位小数，大于零。",
        "dated" => "业务日期，如 2025-03-01。",
        "document" => "批准或原始凭证的文号。",
        "reason" => "为什么调整；可以不填，之后可以抹去。",
        "legal_kind" => "预算调整或调剂；不填时由业务决定。",
        "key" => "本行自己的编号，不可重复；同一编号再次导入不会重复记账。",
        "memo" => "摘要；可以不填，之后可以抹去。",
        "prepared_by" => "制单人；可以不填。",
        "reviewed_by" => "复核人；可以不填。",
        _ => "",
    }
}
