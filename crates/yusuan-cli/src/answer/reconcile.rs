//! A statement beside the ledger, in words.

use comfy_table::CellAlignment;
use yusuan::{
    Assertion, Flow, MoneyPosting, Reconciliation, Statement, StatementKind, StatementRow,
    column_name_zh,
};

use super::words::{LEFT, RIGHT, fund_zh, grid};

const fn kind_zh(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Treasury => "国库",
        StatementKind::Bank => "银行",
    }
}

pub(crate) fn statements_text(statements: &[Statement]) -> String {
    let rows = statements.iter().map(|one| {
        vec![
            one.statement_id.to_string(),
            kind_zh(one.kind).to_owned(),
            one.name.clone(),
            format!("{} – {}", one.first_on, one.last_on),
            one.row_count.to_string(),
            one.matched_count.to_string(),
        ]
    });
    grid(
        &[
            ("编号", RIGHT),
            ("类别", LEFT),
            ("名称", LEFT),
            ("期间", LEFT),
            ("笔数", RIGHT),
            ("已确认", RIGHT),
        ],
        rows,
    )
}

pub(crate) fn reconciliation_text(report: &Reconciliation) -> String {
    let mut text = totals(report);
    let matched = report.matched.iter().map(|one| {
        let mut row = of_row(&one.row);
        row.push(one.posting.posting_id.to_string());
        row.push(one.posting.dated.to_string());
        row.push(one.by.name_zh().to_owned());
        row.push(one.match_id.map_or_else(String::new, |id| id.to_string()));
        row
    });
    let heads = [
        ("行", RIGHT),
        ("日期", LEFT),
        ("金额", RIGHT),
        ("流水号", LEFT),
        ("凭证号", LEFT),
        ("分录", RIGHT),
        ("记账日期", LEFT),
        ("依据", LEFT),
        ("对账号", RIGHT),
    ];
    section(&mut text, "相符", &heads, matched);
    let only = report.only_in_statement.iter().map(|one| {
        let mut row = vec![one.row.row_id.to_string()];
        row.extend(of_row(&one.row));
        let candidates = one.candidates.iter().map(ToString::to_string);
        row.push(candidates.collect::<Vec<_>>().join(" "));
        row
    });
    let heads = [
        ("编号", RIGHT),
        ("行", RIGHT),
        ("日期", LEFT),
        ("金额", RIGHT),
        ("流水号", LEFT),
        ("凭证号", LEFT),
        ("可能的分录", LEFT),
    ];
    section(&mut text, "仅对账单有", &heads, only);
    let heads = [
        ("分录", RIGHT),
        ("日期", LEFT),
        ("金额", RIGHT),
        ("流水号", LEFT),
        ("凭证号", LEFT),
        ("收款人", LEFT),
    ];
    let only = report.only_in_ledger.iter().map(of_posting);
    section(&mut text, "仅账上有", &heads, only);
    nearly(&mut text, report);
    let reversed = report.reversed.iter().map(|one| {
        let mut row = of_row(&one.row);
        row.push(one.posting.posting_id.to_string());
        row.push(one.match_id.to_string());
        row
    });
    let heads = [
        ("行", RIGHT),
        ("日期", LEFT),
        ("金额", RIGHT),
        ("流水号", LEFT),
        ("凭证号", LEFT),
        ("已冲销分录", RIGHT),
        ("对账号", RIGHT),
    ];
    section(&mut text, "确认后冲销", &heads, reversed);
    text
}

/// What one side has alone and the other has nearly.
fn nearly(text: &mut String, report: &Reconciliation) {
    let near = report.near_misses.iter().map(|one| {
        vec![
            one.row.row_id.to_string(),
            one.row.dated.to_string(),
            one.row.amount.to_yuan_string(),
            one.posting.posting_id.to_string(),
            one.posting.dated.to_string(),
            one.posting.amount.to_yuan_string(),
            one.by.name_zh().to_owned(),
            one.days.to_string(),
        ]
    });
    let heads = [
        ("编号", RIGHT),
        ("日期", LEFT),
        ("金额", RIGHT),
        ("分录", RIGHT),
        ("记账日期", LEFT),
        ("账上金额", RIGHT),
        ("依据", LEFT),
        ("相差天数", RIGHT),
    ];
    section(text, "相近，未作相符", &heads, near);
}

fn section(
    text: &mut String,
    title: &str,
    heads: &[(&'static str, CellAlignment)],
    rows: impl Iterator<Item = Vec<String>>,
) {
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        text.push('\n');
        text.push_str(title);
        text.push('\n');
        text.push_str(&grid(heads, rows));
    }
}

fn totals(report: &Reconciliation) -> String {
    let line = |name: &str, flow: &Flow| {
        vec![
            name.to_owned(),
            flow.count.to_string(),
            flow.paid.to_yuan_string(),
            flow.received.to_yuan_string(),
        ]
    };
    let rows = [
        line("对账单", &report.statement_total),
        line("　相符", &report.matched_total),
        line("　仅对账单有", &report.only_in_statement_total),
        line("　确认后冲销", &report.reversed_total),
        line("账上", &report.ledger_total),
        line("　相符", &report.matched_total),
        line("　仅账上有", &report.only_in_ledger_total),
    ];

    grid(
        &[
            ("", LEFT),
            ("笔数", RIGHT),
            ("支出", RIGHT),
            ("收入", RIGHT),
        ],
        rows,
    )
}

fn of_row(row: &StatementRow) -> Vec<String> {
    vec![
        row.row.to_string(),
        row.dated.to_string(),
        row.amount.to_yuan_string(),
        row.key.clone().unwrap_or_default(),
        row.document.clone().unwrap_or_default(),
    ]
}

fn of_posting(posting: &MoneyPosting) -> Vec<String> {
    vec![
        posting.posting_id.to_string(),
        posting.dated.to_string(),
        posting.amount.to_yuan_string(),
        posting.key.clone().unwrap_or_default(),
        posting.document.clone().unwrap_or_default(),
        posting.payee.clone().unwrap_or_default(),
    ]
}

pub(crate) fn assertions_text(assertions: &[Assertion]) -> String {
    let headings = [
        ("编号", RIGHT),
        ("对象", LEFT),
        ("号", RIGHT),
        ("年度", RIGHT),
        ("单位", LEFT),
        ("资金性质", LEFT),
        ("项", LEFT),
        ("日期", LEFT),
        ("金额", RIGHT),
        ("依据", LEFT),
    ];
    let rows = assertions.iter().map(|one| {
        let (class, book_zh) = match one.book.as_str() {
            "line" => ("LineReport", "指标"),
            "income" => ("IncomeReport", "收入"),
            "surplus" => ("SurplusReport", "结余"),
            other => ("", other),
        };
        vec![
            one.assertion_id.to_string(),
            book_zh.to_owned(),
            one.owner_id.to_string(),
            one.year.map_or_else(String::new, |year| year.to_string()),
            one.unit.clone(),
            fund_zh(&one.fund),
            column_name_zh(class, &one.total).unwrap_or_else(|| one.total.clone()),
            one.dated.to_string(),
            one.amount.to_yuan_string(),
            one.source.clone(),
        ]
    });
    grid(&headings, rows)
}
