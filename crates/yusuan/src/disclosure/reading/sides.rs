//! Rows of the two-sided tables 01 and 04: two lists that share lines only for print.

use super::area::Area;
use super::columns::Columns;
use super::raw::{RawCell, RawRow, RawTable};
use super::rows::{amounts, has_text, text};
use super::template::{Template, TemplateRow, Templates};
use super::wording::{is_total, label, plain};
use crate::tables::RowHead;

/// One side of a printed line.
struct Half {
    row: usize,
    text: String,
    cells: Vec<RawCell>,
}

/// Read the rows; the two totals are one line, wherever they stand.
pub(in crate::disclosure) fn rows(
    area: &Area<'_>,
    template: &Template,
    templates: &Templates,
    columns: &Columns,
    raw: &mut RawTable,
) {
    let Some((left, right)) = columns.sides else {
        return;
    };
    let is_left = |cell: &RawCell| cell.id.starts_with("income");
    let (mut income, mut expenditure) = (Vec::new(), Vec::new());
    for (number, cells) in &area.body {
        let (ours, theirs) = amounts(cells, *number, columns)
            .into_iter()
            .partition(is_left);
        let half = |at: usize, cells: Vec<RawCell>| Half {
            row: *number,
            text: text(area_row(cells_of(area, *number)), at).to_owned(),
            cells,
        };
        income.push(half(left, ours));
        expenditure.push(half(right, theirs));
    }
    let income = income_rows(
        join(income, |text| is_income(template, text)),
        template,
        raw,
    );
    let is_known =
        |text: &str| class_of(text, templates).is_some() || fixed(template, text).is_some();
    let expenditure = join(expenditure, is_known);
    let expenditure = expenditure_rows(expenditure, template, templates, raw);
    merge(income, expenditure, raw);
}

fn cells_of<'a>(area: &'a Area<'_>, number: usize) -> Option<&'a [String]> {
    let mut rows = area.body.iter();
    rows.find(|(row, _)| *row == number)
        .map(|(_, cells)| *cells)
}

fn area_row(cells: Option<&[String]>) -> &[String] {
    cells.unwrap_or_default()
}

/// Put together labels that were split over lines: the first alone is unknown, both are known.
fn join(halves: Vec<Half>, is_known: impl Fn(&str) -> bool) -> Vec<Half> {
    let mut joined: Vec<Half> = Vec::new();
    for half in halves {
        if let Some(last) = joined.last_mut()
            && !half.text.is_empty()
            && !last.text.is_empty()
            && !is_known(&last.text)
            && (!has_text(&half.cells) || !has_text(&last.cells))
        {
            let both = format!("{}{}", last.text, half.text);
            if is_known(&both) && !is_known(&half.text) {
                last.text = both;
                if !has_text(&last.cells) {
                    last.cells = half.cells;
                }
                continue;
            }
        }
        joined.push(half);
    }
    joined
}

fn is_income(template: &Template, text: &str) -> bool {
    is_total(text)
        || template
            .rows
            .iter()
            .any(|row| row.labels.contains(&label(text)))
}

/// Read the income side: id, level, and what is printed.
fn income_rows(
    halves: Vec<Half>,
    template: &Template,
    raw: &mut RawTable,
) -> Vec<(String, Option<u8>, Half)> {
    let mut rows = Vec::new();
    let mut free: Vec<&TemplateRow> = template.rows.iter().collect();
    for half in halves {
        if half.text.is_empty() {
            note_unread(&half, raw);
            continue;
        }
        let wanted = label(&half.text);
        let is_this = |row: &&TemplateRow| row.id != "total" && row.labels.contains(&wanted);
        // The same label stands for this year and for the carry-over: the first that is left.
        let found = if is_total(&half.text) {
            Some(("total".to_owned(), None))
        } else {
            free.iter().position(is_this).map(|at| {
                let row = free.remove(at);
                let level = match &row.head {
                    RowHead::Sides { income_level, .. } => *income_level,
                    RowHead::Item { .. } => None,
                };
                // What stands above in the template does not come any more.
                let rest = free.split_off(at.min(free.len()));
                free = rest;
                (row.id.clone(), level)
            })
        };
        match found {
            Some((id, level)) => rows.push((id, level, half)),
            None => note_unread(&half, raw),
        }
    }
    rows
}

fn note_unread(half: &Half, raw: &mut RawTable) {
    // A part of the row above is added to nothing.
    let is_part = plain(&half.text).starts_with("其中");
    if has_text(&half.cells) && !is_part {
        raw.unread_rows.push((half.row, half.text.clone()));
    }
}

/// Return the id of a row of the expenditure side that stands in every such table.
fn fixed(template: &Template, text: &str) -> Option<String> {
    let wanted = label(text);
    let mut rows = template.right_rows.iter();
    let found = rows.find(|row| row.id != "total" && row.labels.contains(&wanted));
    found.map(|row| row.id.clone())
}

fn expenditure_rows(
    halves: Vec<Half>,
    template: &Template,
    templates: &Templates,
    raw: &mut RawTable,
) -> Vec<(String, Half)> {
    let mut rows = Vec::new();
    for half in halves {
        if is_total(&half.text) {
            rows.push(("total".to_owned(), half));
        } else if let Some(id) = fixed(template, &half.text) {
            rows.push((id, half));
        } else if let Some(code) = class_of(&half.text, templates) {
            rows.push((code, half));
        } else {
            note_unread(&half, raw);
        }
    }
    rows
}

/// Return the class of a label: the code in front of it, or the code of its name.
fn class_of(text: &str, templates: &Templates) -> Option<String> {
    let wanted = plain(text);
    let code = wanted
        .get(..3)
        .filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()));
    if let Some(code) = code
        && !wanted.as_bytes().get(3).is_some_and(u8::is_ascii_digit)
    {
        return Some(code.to_owned());
    }
    let wanted = label(text);
    let classes = templates
        .functional
        .iter()
        .filter(|(code, _)| code.len() == 3);
    let mut named = classes.filter(|(_, (name, _))| plain(name) == wanted);
    named.next().map(|(code, _)| code.clone())
}

/// Put the two lists side by side, the totals in one line.
fn merge(
    income: Vec<(String, Option<u8>, Half)>,
    expenditure: Vec<(String, Half)>,
    raw: &mut RawTable,
) {
    let is_total_left = |(id, ..): &(String, Option<u8>, Half)| id == "total";
    let is_total_right = |(id, _): &(String, Half)| id == "total";
    let (left_totals, left): (Vec<_>, Vec<_>) = income.into_iter().partition(is_total_left);
    let (right_totals, right): (Vec<_>, Vec<_>) = expenditure.into_iter().partition(is_total_right);
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    loop {
        let (ours, theirs) = (left.next(), right.next());
        if ours.is_none() && theirs.is_none() {
            break;
        }
        push(ours, theirs, raw);
    }
    let (ours, theirs) = (
        left_totals.into_iter().next_back(),
        right_totals.into_iter().next_back(),
    );
    if ours.is_some() || theirs.is_some() {
        push(ours, theirs, raw);
    }
}

fn push(
    ours: Option<(String, Option<u8>, Half)>,
    theirs: Option<(String, Half)>,
    raw: &mut RawTable,
) {
    let mut cells = Vec::new();
    let (mut row, mut line) = (0, raw.rows.len());
    line = line.saturating_add(1);
    let (mut income_id, mut income_level) = (None, None);
    if let Some((id, level, half)) = ours {
        (income_id, income_level) = (Some(id), level);
        row = half.row;
        cells.extend(half.cells);
    }
    let (mut expenditure_code, mut code, mut name) = (None, None, String::new());
    if let Some((id, half)) = theirs {
        let printed = plain(&half.text);
        let digits = printed.bytes().take_while(u8::is_ascii_digit).count();
        let (front, rest) = printed.split_at(digits);
        code = Some(front.to_owned()).filter(|front| front.len() == 3);
        name = if code.is_some() {
            rest.to_owned()
        } else {
            label(&printed)
        };
        expenditure_code = Some(id);
        row = half.row;
        cells.extend(half.cells);
    }
    raw.rows.push(RawRow {
        head: RowHead::Sides {
            line,
            income_id,
            income_level,
            expenditure_code,
        },
        row,
        code,
        name,
        cells,
    });
}
