//! Which row of a printed table is which of its template.

use super::area::Area;
use super::code::{self, Above};
use super::columns::{Columns, columns};
use super::raw::{RawCell, RawRow, RawTable};
use super::template::{Layout, Template, Templates, is_economic};
use super::wording::{is_total, label, plain};
use super::{blocks, sides};
use crate::disclosure::report::PrintedPlace;
use crate::tables::{BudgetTable, Code, RowHead, RowLevel};

/// Endings of the names of units, where units and projects stand in one column.
const UNIT_ENDINGS: [&str; 22] = [
    "局",
    "中心",
    "院",
    "学校",
    "小学",
    "中学",
    "所",
    "站",
    "队",
    "馆",
    "委员会",
    "办公室",
    "处",
    "会",
    "部",
    "厅",
    "社",
    "单位",
    "大学",
    "幼儿园",
    "政府",
    "本级",
];

/// What the last row of a table by code is called, for money that no code is known of.
const UNCODED: &str = "未分科目";

/// Read a table out of its part of a sheet.
pub(in crate::disclosure) fn table(
    area: &Area<'_>,
    templates: &Templates,
    place: PrintedPlace,
) -> Option<RawTable> {
    let template = templates.of(area.table)?;
    let columns = columns(area, template);
    let mut raw = RawTable {
        table: area.table,
        id: String::new(),
        title: area.title.clone(),
        place: PrintedPlace {
            row: Some(area.title_row),
            ..place
        },
        unit: area.unit.clone(),
        currency_unit: area.currency_unit,
        columns: columns.amounts.iter().map(|(_, id)| id.clone()).collect(),
        unread_columns: unread_columns(area, &columns),
        rows: Vec::new(),
        unread_rows: Vec::new(),
        notes: area.notes.clone(),
    };
    match template.layout {
        Layout::Sides => sides::rows(area, template, templates, &columns, &mut raw),
        Layout::Blocks => blocks::rows(area, &columns, &mut raw),
        Layout::Line => line(area, &columns, &mut raw),
        Layout::Codes if !columns.code.is_empty() => coded(area, &columns, &mut raw),
        Layout::Codes | Layout::Items => items(area, template, &columns, &mut raw),
    }
    Some(raw)
}

/// Return the headings of columns that hold something and were not understood.
fn unread_columns(area: &Area<'_>, columns: &Columns) -> Vec<String> {
    let holds = |at: usize| {
        let mut cells = area.body.iter().filter_map(|(_, cells)| cells.get(at));
        cells.any(|cell| super::amount::number(&plain(cell)).is_some())
    };
    let unread = columns.unread.iter().filter(|(at, _)| holds(*at));
    unread.map(|(_, heading)| heading.clone()).collect()
}

/// Return a text of a row.
pub(in crate::disclosure) fn text(cells: &[String], at: usize) -> &str {
    cells.get(at).map_or("", String::as_str)
}

/// Return the amount cells of a row.
pub(in crate::disclosure) fn amounts(
    cells: &[String],
    row: usize,
    columns: &Columns,
) -> Vec<RawCell> {
    let columns = columns.amounts.iter();
    columns
        .map(|(at, id)| RawCell {
            id: id.clone(),
            text: text(cells, *at).to_owned(),
            row,
            column: Some(at.saturating_add(1)),
        })
        .collect()
}

/// Say whether any of the cells prints something.
pub(in crate::disclosure) fn has_text(cells: &[RawCell]) -> bool {
    cells.iter().any(|cell| !cell.text.is_empty())
}

fn coded(area: &Area<'_>, columns: &Columns, raw: &mut RawTable) {
    let class_lead = if is_economic(area.table) { '3' } else { '2' };
    let mut above = Above::default();
    for (number, cells) in &area.body {
        let parts: Vec<&str> = columns.code.iter().map(|at| text(cells, *at)).collect();
        let name = columns.name.map_or("", |at| text(cells, at));
        let project = columns.project.map_or("", |at| text(cells, at));
        let found = amounts(cells, *number, columns);
        let labels = parts.iter().copied().chain([name, project]);
        if labels.clone().any(is_total) {
            let head = item("total", RowLevel::Total, None, name);
            raw.rows.push(row(head, *number, None, name, found));
            continue;
        }
        if labels.clone().any(|text| plain(text) == UNCODED) {
            let head = item("uncoded", RowLevel::Class, None, UNCODED);
            raw.rows.push(row(head, *number, None, UNCODED, found));
        } else if let Some(code) = code::read(&parts, class_lead, &mut above) {
            let printed = Some(code::shown(&parts));
            let project = plain(project);
            let (id, level) =
                if project.is_empty() || area.table != BudgetTable::GeneralPublicProject.into() {
                    (code.clone(), level_of(&code))
                } else {
                    (format!("{code}/{project}"), RowLevel::Project)
                };
            let head = item(&id, level, Some(&code), name);
            raw.rows.push(row(head, *number, printed, name, found));
        } else if has_text(&found) {
            let shown: Vec<&str> = labels.filter(|text| !text.is_empty()).collect();
            raw.unread_rows.push((*number, shown.join(" ")));
        } else if let Some(last) = raw.rows.last_mut() {
            // A name that goes on in the next line.
            last.name.push_str(name);
        }
    }
}

/// Read the one row of a table that has no other: the first with amounts.
fn line(area: &Area<'_>, columns: &Columns, raw: &mut RawTable) {
    for (number, cells) in &area.body {
        let found = amounts(cells, *number, columns);
        if raw.rows.is_empty() && has_text(&found) {
            let head = item("total", RowLevel::Total, None, "合计");
            raw.rows.push(row(head, *number, None, "合计", found));
        } else if has_text(&found) {
            raw.unread_rows.push((*number, text(cells, 0).to_owned()));
        }
    }
}

/// Read the rows of tables 10 and 11, which have no codes.
fn items(area: &Area<'_>, template: &Template, columns: &Columns, raw: &mut RawTable) {
    let Some(at) = columns.name else {
        return;
    };
    if area.table == BudgetTable::Carryover.into() {
        return carried(area, columns, at, raw);
    }
    let mut free: Vec<_> = template.rows.iter().collect();
    for (number, cells) in &area.body {
        let name = text(cells, at);
        let found = amounts(cells, *number, columns);
        let wanted = label(name);
        let fits = |labels: &[String]| {
            labels
                .iter()
                .any(|label| *label == wanted || wanted.trim_end_matches("(小计)") == label)
        };
        let position = free
            .iter()
            .position(|row| fits(&row.labels) || is_total(name) && row.id == "total");
        if let Some(position) = position {
            let head = free.remove(position).head.clone();
            raw.rows.push(row(head, *number, None, name, found));
        } else if has_text(&found) {
            raw.unread_rows.push((*number, name.to_owned()));
        }
    }
}

/// Read the rows of table 11: the total, units, and the projects of each below it.
fn carried(area: &Area<'_>, columns: &Columns, at: usize, raw: &mut RawTable) {
    let mut printed: Vec<(usize, String, Vec<RawCell>)> = Vec::new();
    for (number, cells) in &area.body {
        let found = amounts(cells, *number, columns);
        let name = text(cells, at);
        match printed.last_mut() {
            Some((_, last, _)) if !has_text(&found) => last.push_str(name),
            _ => printed.push((*number, name.to_owned(), found)),
        }
    }
    let is_unit = |at: usize, name: &str| {
        let name = plain(name);
        at == 0 || name == plain(&area.unit) || UNIT_ENDINGS.iter().any(|end| name.ends_with(end))
    };
    let (mut place, mut unit) = (0_usize, String::new());
    for (number, name, found) in printed {
        let head = if is_total(&name) {
            item("total", RowLevel::Total, None, &name)
        } else if is_unit(place, &name) {
            unit.clone_from(&name);
            item(&format!("unit/{name}"), RowLevel::Unit, None, &name)
        } else {
            // Projects of different units may have one name.
            item(
                &format!("project/{unit}/{name}"),
                RowLevel::Project,
                None,
                &name,
            )
        };
        if !is_total(&name) {
            place = place.saturating_add(1);
        }
        raw.rows.push(row(head, number, None, &name, found));
    }
}

pub(in crate::disclosure) fn row(
    head: RowHead,
    number: usize,
    code: Option<String>,
    name: &str,
    cells: Vec<RawCell>,
) -> RawRow {
    RawRow {
        head,
        row: number,
        code,
        name: name.to_owned(),
        cells,
    }
}

/// Make the head of a row with a code of its own.
pub(in crate::disclosure) fn item(
    id: &str,
    level: RowLevel,
    code: Option<&str>,
    name: &str,
) -> RowHead {
    let part = |code: &str, from: usize, to: usize| code.get(from..to).map(str::to_owned);
    RowHead::Item {
        id: id.to_owned(),
        level,
        code: code.map(|code| Code::Functional {
            class: part(code, 0, 3).unwrap_or_default(),
            section: part(code, 3, 5),
            item: part(code, 5, 7),
        }),
        name: name.to_owned(),
    }
}

/// Return the level of a code by its length.
pub(in crate::disclosure) fn level_of(code: &str) -> RowLevel {
    match code.len() {
        3 => RowLevel::Class,
        5 => RowLevel::Section,
        _ => RowLevel::Item,
    }
}
