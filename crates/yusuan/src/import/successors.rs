//! Successor files: what codes and units become in the next year.

use std::collections::HashMap;

use super::cell;
use super::header::{Column, Layout};
use super::problems::{Flaw, Place, Problems, shorten};
use super::table::{Row, read_rows};
use crate::catalogue::SuccessorScheme;
use crate::error::{Error, Refusal, Rule, SourceErrors};

/// A row of a table of successors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuccessorRow {
    /// Line of the file, the header being 1.
    pub row: u64,
    /// What is renamed.
    pub scheme: SuccessorScheme,
    /// A code of 7 or 5 digits, or the name of a unit.
    pub old: String,
    /// What it becomes, likewise.
    pub new: String,
    /// Where that is said.
    pub source: String,
}

const LAYOUT: Layout = Layout {
    required: &[
        Column::new("scheme", &["类别", "分类"]),
        Column::new("old", &["原编码", "原名称", "原科目编码"]),
        Column::new("new", &["新编码", "新名称", "新科目编码"]),
    ],
    one_of: &[],
    optional: &[Column::new("source", &["来源", "依据"])],
    unclear: (&[], ""),
};

/// Read a table of successors.
///
/// `path` is the name that problems carry, and the source of rows that name none; nothing is
/// opened.
///
/// # Shape
///
/// One row for each row of the file that is not blank, in its order; at least one.
///
/// # Errors
///
/// Every problem of the file, in its order: `successor_invalid`, `code_malformed`,
/// `code_not_leaf`, and those of the file itself. Whether a code or unit is known is a question to
/// the ledger.
///
/// # Examples
///
/// ```
/// let text = "类别,原编码,新编码,来源\n功能,2080109,2080110,2026年政府收支分类科目\n";
/// let rows = yusuan::import::read_successors("successors.csv", text.as_bytes()).unwrap();
/// assert_eq!((rows[0].old.as_str(), rows[0].new.as_str()), ("2080109", "2080110"));
///
/// let wrong = text.replace("2080110", "2080109");
/// let problems = yusuan::import::read_successors("successors.csv", wrong.as_bytes()).unwrap_err();
/// assert_eq!((problems.0[0].row, problems.token()), (Some(2), "successor_invalid"));
/// ```
pub fn read_successors(path: &str, bytes: &[u8]) -> Result<Vec<SuccessorRow>, SourceErrors> {
    let mut problems = Problems::new(path);
    let rows = rows(path, bytes, &mut problems);
    problems.finish(rows)
}

/// Read a table of successors for a ledger, which judges what could be read and says which column is
/// wrong: its problems and those of the file are named together.
pub(crate) fn read_judged_successors(
    path: &str,
    bytes: &[u8],
    judge: impl Fn(&SuccessorRow) -> Result<Option<(&'static str, Refusal)>, Error>,
) -> Result<Vec<SuccessorRow>, Error> {
    let mut problems = Problems::new(path);
    let rows = rows(path, bytes, &mut problems);
    for row in &rows {
        if let Some((column, refusal)) = judge(row)? {
            let place = Place {
                column: Some(column),
                value: Some(if column == "old" { &row.old } else { &row.new }),
                ..Place::row(row.row)
            };
            let flaw = Flaw::rule(refusal.rule, refusal.message, refusal.hint);
            problems.add(place, flaw);
        }
    }
    Ok(problems.finish(rows)?)
}

fn rows(path: &str, bytes: &[u8], problems: &mut Problems) -> Vec<SuccessorRow> {
    let mut first_rows = HashMap::new();
    read_rows(bytes, &LAYOUT, problems, |row, problems| {
        let successor = read_row(row, path, problems)?;
        let key = (successor.scheme, successor.old.clone());
        let first = *first_rows.entry(key).or_insert(row.number);
        if first != row.number {
            let message = format!("row {first} says already what becomes of {}", successor.old);
            let hint = "keep one of them: a name has one successor";
            row.refuse("old", invalid(message, hint), problems);
        }
        Some(successor)
    })
}

fn read_row(row: &Row<'_>, path: &str, problems: &mut Problems) -> Option<SuccessorRow> {
    let scheme = row.read("scheme", scheme, problems);
    let name = |text: &str| match scheme {
        Some(SuccessorScheme::Functional) => cell::functional_code(text),
        Some(SuccessorScheme::Economic) => cell::economic_code(text),
        Some(SuccessorScheme::Unit) | None => cell::unit(text),
    };
    let old = row.read("old", name, problems);
    let new = row.read("new", name, problems);
    if let (Some(old), Some(new)) = (&old, &new)
        && old == new
    {
        let message = format!("a name does not become itself: {old}");
        let hint = "leave the row out: what keeps its name needs no successor";
        row.refuse("new", invalid(message, hint), problems);
    }
    let source = match row.text("source") {
        None | Some("") => Some(path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()),
        Some(_) => row.read("source", cell::name, problems),
    };
    Some(SuccessorRow {
        row: row.number,
        scheme: scheme?,
        old: old?,
        new: new?,
        source: source?,
    })
}

fn scheme(text: &str) -> Result<SuccessorScheme, Flaw> {
    match text {
        "functional" | "功能" | "支出功能分类" => Ok(SuccessorScheme::Functional),
        "economic" | "经济" | "部门预算支出经济分类" => Ok(SuccessorScheme::Economic),
        "unit" | "单位" | "预算单位" => Ok(SuccessorScheme::Unit),
        _ => Err(invalid(
            format!("not what a successor renames: {}", shorten(text)),
            "one of functional 功能, economic 经济, unit 单位",
        )),
    }
}

fn invalid(message: String, hint: &str) -> Flaw {
    Flaw::rule(Rule::SuccessorInvalid, message, hint)
}
