//! Economic codes in blocks beside each other: 人员经费, 公用经费, and as many as a page has room for.

use super::area::Area;
use super::code::{self, Above};
use super::columns::Columns;
use super::raw::{RawCell, RawRow, RawTable};
use super::rows::{has_text, text};
use super::wording::label;
use crate::tables::RowHead;

/// Classes of 人员经费, wherever their block stands.
const PERSONNEL: [&str; 2] = ["301", "303"];

/// A side, and what its total is called.
const SIDES: [(&str, &str); 2] = [("personnel", "人员经费合计"), ("public", "公用经费合计")];

/// Read the blocks, each from top to bottom, so that a row stands beside its neighbours.
pub(in crate::disclosure) fn rows(area: &Area<'_>, columns: &Columns, raw: &mut RawTable) {
    let mut found = Vec::new();
    for (number_of, block) in columns.blocks.iter().enumerate() {
        let (code_at, name_at, amount_at) = *block;
        let mut above = Above::default();
        for (number, cells) in &area.body {
            let (code, name) = (text(cells, code_at), text(cells, name_at));
            let amount = |at: usize| RawCell {
                id: String::new(),
                text: text(cells, at).to_owned(),
                row: *number,
                column: Some(at.saturating_add(1)),
            };
            let is_blank = code.is_empty() && name.is_empty();
            if let Some(code) = code::read(&[code], '3', &mut above) {
                found.push(half(&code, name, amount(amount_at)));
            } else if let Some((side, _)) = total_of(code).or_else(|| total_of(name)) {
                let at = end_of_total(cells, &columns.blocks, number_of);
                found.push(half(&format!("{side}_total"), name, amount(at)));
            } else if has_text(&[amount(amount_at)]) && !(is_blank && has_total(cells, columns)) {
                raw.unread_rows.push((*number, format!("{code} {name}")));
            } else if let Some(last) = found.last_mut().filter(|_| !name.is_empty()) {
                // A name that goes on in the next line.
                last.name.push_str(name);
            }
        }
    }
    raw.rows = in_order(found);
}

/// Return where the amount of a total stands: a total of several blocks has it in the last.
fn end_of_total(cells: &[String], blocks: &[(usize, usize, usize)], number: usize) -> usize {
    let mut end = 0;
    for (place, (code, name, amount)) in blocks.iter().enumerate().skip(number) {
        let is_blank = text(cells, *code).is_empty() && text(cells, *name).is_empty();
        if place > number && !is_blank {
            break;
        }
        if place == number || !text(cells, *amount).is_empty() {
            end = *amount;
        }
    }
    end
}

/// Say whether a row holds a total.
fn has_total(cells: &[String], columns: &Columns) -> bool {
    let mut blocks = columns.blocks.iter();
    blocks.any(|(code, name, _)| {
        [code, name]
            .iter()
            .any(|at| total_of(text(cells, **at)).is_some())
    })
}

/// Put 人员经费 first: a row stands beside its neighbours of one block.
pub(in crate::disclosure) fn in_order(rows: Vec<RawRow>) -> Vec<RawRow> {
    let is_left = |row: &RawRow| row.cells.iter().any(|cell| cell.id == "personnel_amount");
    let (mut personnel, mut public): (Vec<_>, Vec<_>) = rows.into_iter().partition(is_left);
    personnel.append(&mut public);
    personnel
}

fn total_of(text: &str) -> Option<(&'static str, &'static str)> {
    let wanted = label(text);
    SIDES.into_iter().find(|(_, total)| *total == wanted)
}

/// Make the row of one block: it has one side alone.
pub(in crate::disclosure) fn half(id: &str, name: &str, mut amount: RawCell) -> RawRow {
    let is_left = id == "personnel_total" || PERSONNEL.iter().any(|class| id.starts_with(class));
    let column = if is_left {
        "personnel_amount"
    } else {
        "public_amount"
    };
    column.clone_into(&mut amount.id);
    let id = id.to_owned();
    let code = id
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| id.clone());
    RawRow {
        head: RowHead::Sides {
            line: amount.row,
            income_id: is_left.then(|| id.clone()),
            income_level: None,
            expenditure_code: (!is_left).then_some(id),
        },
        row: amount.row,
        code,
        name: name.to_owned(),
        cells: vec![amount],
    }
}
