//! Plans of a closing that people edited.

use std::collections::BTreeMap;

use super::cell;
use super::header::{Column, Layout};
use super::problems::{Flaw, Problems, shorten};
use super::table::{Row, read_rows};
use crate::closing::{ClosingAction, EditedPlan, EditedRow, PlanAction, PlanColumn};
use crate::error::Rule;

const LAYOUT: Layout = Layout {
    required: &[
        Column::new("year", &["年度"]),
        Column::new("line_id", &["指标编号"]),
        Column::new("commitment_id", &["承诺编号"]),
        Column::new("action", &["处理方式(可改)", "处理方式"]),
        Column::new("head", &["账本位置"]),
    ],
    one_of: &[
        Column::new("amount", &["金额(元)(可改)", "金额(元)"]),
        Column::new("amount_fen", &["金额(分)"]),
    ],
    optional: &[
        Column::new("document", &["批准文号(可改)", "批准文号"]),
        Column::new("contract", &["合同"]),
        Column::new("unit", &["预算单位"]),
        Column::new("fund", &["资金性质"]),
        Column::new("level", &["来源级次"]),
        Column::new("origin_year", &["资金年度"]),
        Column::new("functional_code", &["功能分类科目编码"]),
        Column::new("economic_code", &["经济分类科目编码"]),
        Column::new("kind", &["支出类别"]),
        Column::new("project", &["项目名称"]),
        Column::new("age_years", &["已结转年数"]),
        Column::new("policy", &["依据规则"]),
        Column::new("policy_id", &["规则编号"]),
        Column::new("source", &["规则来源"]),
        Column::new("becomes", &["下年名称"]),
        Column::new("planned_action", &["原处理方式"]),
        Column::new("planned_amount", &["原金额(元)"]),
        // People's own words, which nothing looks at.
        Column::new("remark", &["备注"]),
    ],
    unclear: (&["金额"], "write amounts in yuan or fen and say so"),
};

/// Columns whose values must be the ledger's own, where they are given.
const KEY_PARTS: [&str; 7] = [
    "contract",
    "level",
    "origin_year",
    "functional_code",
    "economic_code",
    "kind",
    "project",
];

/// Read a plan of a closing that a person edited.
///
/// `path` is the name that problems carry; nothing is opened. Whether the plan fits a ledger is a
/// question to the ledger: [`Ledger::load_plan`](crate::Ledger::load_plan).
///
/// # Shape
///
/// One row for each row of the file that is not blank and could be read, in its order. What is wrong
/// with the others stands beside them in [`EditedPlan::problems`], because the ledger names what is
/// wrong with the rest at the same time: `plan_invalid` for an unknown action or a number that is
/// none, the tokens of years, funds and amounts, and those of the file itself.
pub fn read_plan(path: &str, bytes: &[u8]) -> EditedPlan {
    let mut problems = Problems::new(path);
    let mut columns = Vec::new();
    let mut unread = BTreeMap::new();
    let rows = read_rows(bytes, &LAYOUT, &mut problems, |row, problems| {
        if columns.is_empty() {
            columns = shown(row);
        }
        let read = read_row(row, problems);
        if read.is_none()
            && let Some(Ok(line_id)) = row.text("line_id").map(number)
        {
            unread.insert(row.number, line_id);
        }
        read
    });
    let sheet = problems.sheet().map(str::to_owned);
    let problems = problems.finish(()).err().map_or_else(Vec::new, |all| all.0);
    let is_known = |row: u64| unread.contains_key(&row);
    EditedPlan {
        path: path.to_owned(),
        sheet,
        columns,
        rows,
        has_unread_rows: !problems
            .iter()
            .all(|problem| problem.row.is_some_and(is_known)),
        problems,
        unread_lines: unread.into_values().flatten().collect(),
    }
}

/// Return how the file calls our columns, and where they stand.
fn shown(row: &Row<'_>) -> Vec<PlanColumn> {
    let layout = [LAYOUT.required, LAYOUT.one_of, LAYOUT.optional];
    let columns = layout.iter().flat_map(|columns| columns.iter());
    columns
        .map(|column| PlanColumn {
            name: column.name,
            shown: row.shown_name(column.name).to_owned(),
            position: row.position(column.name),
        })
        .collect()
}

fn read_row(row: &Row<'_>, problems: &mut Problems) -> Option<EditedRow> {
    let year = row.read("year", cell::year, problems);
    let line_id = row.read("line_id", number, problems);
    let commitment_id = row.read("commitment_id", number, problems);
    let fitting = fitting(
        line_id.flatten().is_some(),
        commitment_id.flatten().is_some(),
    );
    let action = row.read("action", |text| action_of(text, fitting), problems);
    let amount = if row.text("amount_fen").is_some() {
        row.read("amount_fen", cell::fen, problems)
    } else {
        row.read("amount", cell::yuan, problems)
    };
    let fund = match given(row, "fund") {
        Some(_) => row.read("fund", cell::fund, problems).map(Some),
        None => Some(None),
    };
    let planned = match given(row, "planned_action").zip(given(row, "planned_amount")) {
        Some(_) => {
            let action = row.read("planned_action", |text| action_of(text, |_| true), problems);
            let amount = row.read("planned_amount", cell::yuan, problems);
            action.zip(amount).map(Some)
        }
        None => Some(None),
    };
    let key_parts = KEY_PARTS
        .into_iter()
        .filter_map(|column| given(row, column).map(|text| (column, text)))
        .collect();
    Some(EditedRow {
        row: row.number,
        year: year?,
        line_id: line_id?,
        commitment_id: commitment_id?,
        unit: given(row, "unit"),
        fund: fund?,
        key_parts,
        action: action?,
        amount: amount?,
        document: given(row, "document"),
        planned: planned?,
        becomes: given(row, "becomes"),
        head: given(row, "head"),
    })
}

/// Return a value that is not empty, without the apostrophe that keeps a spreadsheet from taking it
/// for a formula.
fn given(row: &Row<'_>, column: &str) -> Option<String> {
    let text = row.text(column).filter(|text| !text.is_empty())?;
    let guarded = text.strip_prefix('\'');
    let plain = guarded.filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    Some(plain.unwrap_or(text).to_owned())
}

fn number(text: &str) -> Result<Option<i64>, Flaw> {
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(number) if number > 0 => Ok(Some(number)),
        _ => Err(Flaw::rule(
            Rule::PlanInvalid,
            format!("not a number of the ledger: {}", shorten(text)),
            "leave the number as the plan was exported",
        )),
    }
}

/// Return which actions a row can name: a commitment is carried forward or released, a line is not
/// released, and what becomes of money that no line holds is no matter of a line.
fn fitting(is_of_line: bool, is_of_commitment: bool) -> impl Fn(PlanAction) -> bool {
    move |action| match action {
        PlanAction::Line(ClosingAction::CarryForward) => true,
        PlanAction::Line(ClosingAction::Release) => is_of_commitment,
        PlanAction::Line(_) => !is_of_commitment,
        PlanAction::Money(_) => !is_of_line,
    }
}

/// Read an action; the hint of a refusal shows those that fit.
fn action_of(text: &str, fits: impl Fn(PlanAction) -> bool) -> Result<PlanAction, Flaw> {
    let found = PlanAction::all().find(|known| known.as_str() == text || known.name_zh() == text);
    found.ok_or_else(|| {
        let words = PlanAction::all().filter(|known| fits(*known));
        let words = words.map(|known| format!("{} {}", known.name_zh(), known.as_str()));
        Flaw::rule(
            Rule::PlanInvalid,
            if text.is_empty() {
                "the row does not say what becomes of the rest".to_owned()
            } else {
                format!("not what becomes of a rest: {}", shorten(text))
            },
            format!("one of {}", words.collect::<Vec<_>>().join(", ")),
        )
    })
}
