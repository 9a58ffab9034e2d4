//! The JSON of `yusuan tables`: exact, or as printed alone. Only what is printed counts.

use serde_json::{Map, Value};

use super::blocks::{half, in_order};
use super::raw::{RawCell, RawRow, RawTable};
use super::title::{table_of_id, table_of_title};
use crate::disclosure::report::PrintedPlace;
use crate::error::SourceErrors;
use crate::import::refused;
use crate::tables::checks::PrintedTable;
use crate::tables::{BudgetTable, Code, FinalTable, RowHead, RowLevel};

/// Read one table or a list of them; nothing when the JSON is something else, such as a narrative.
pub(in crate::disclosure) fn tables(
    value: &Value,
    path: Option<&str>,
) -> Result<Vec<RawTable>, SourceErrors> {
    let objects: Vec<&Map<String, Value>> = match value {
        Value::Array(list) => list.iter().filter_map(Value::as_object).collect(),
        Value::Object(object) if object.contains_key("rows") => vec![object],
        Value::Object(object) => match object.get("tables") {
            Some(tables) => return self::tables(tables, path),
            None => Vec::new(),
        },
        _ => Vec::new(),
    };
    let is_table = |object: &&Map<String, Value>| object.get("rows").is_some_and(Value::is_array);
    let tables = objects.into_iter().filter(is_table);
    tables
        .filter_map(|object| table(object, path).transpose())
        .collect()
}

/// Return the texts of a narrative that name money, a line each; of one with sections, those with
/// their headings.
pub(in crate::disclosure) fn sentences(value: &Value) -> String {
    let sections = value.get("sections").and_then(Value::as_array);
    if let Some(sections) = sections.filter(|sections| !sections.is_empty()) {
        let title = value.get("title").and_then(Value::as_str);
        let mut lines: Vec<String> = title.into_iter().map(str::to_owned).collect();
        for section in sections {
            let heading = section.get("heading").and_then(Value::as_str);
            lines.extend(heading.map(str::to_owned));
            lines.extend(strings(section.get("paragraphs")));
        }
        return lines.join("\n");
    }
    match value {
        Value::String(text) if text.contains('元') => format!("{}\n", text.replace('\n', " ")),
        Value::Array(list) => list.iter().map(sentences).collect(),
        Value::Object(object) => object.values().map(sentences).collect(),
        _ => String::new(),
    }
}

fn text<'a>(object: &'a Map<String, Value>, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn table(
    object: &Map<String, Value>,
    path: Option<&str>,
) -> Result<Option<RawTable>, SourceErrors> {
    let id = text(object, "id").to_owned();
    let Some(table) = table_of(&id, object) else {
        return Ok(None);
    };
    let mut raw = RawTable {
        table,
        title: text(object, "title").to_owned(),
        place: PrintedPlace {
            path: path.map(str::to_owned),
            table: Some(id.clone()),
            ..PrintedPlace::default()
        },
        id: id.clone(),
        unit: text(object, "unit").to_owned(),
        currency_unit: text(object, "currency_unit").parse().ok(),
        columns: Vec::new(),
        unread_columns: Vec::new(),
        rows: Vec::new(),
        unread_rows: Vec::new(),
        notes: strings(object.get("notes")),
    };
    amount_columns(object.get("columns"), &mut raw.columns);
    let rows = object.get("rows").and_then(Value::as_array);
    let is_in_blocks = table == PrintedTable::from(FinalTable::GeneralPublicBasic);
    for (at, value) in rows.into_iter().flatten().enumerate() {
        let number = at.saturating_add(1);
        let object = value.as_object();
        let found = if is_in_blocks {
            object.and_then(|object| halves(object, number))
        } else {
            object.and_then(|object| Some(vec![row(object, number, &raw.columns)?]))
        };
        let Some(found) = found else {
            let message = format!("row {number} of {id} is no row of a table");
            let hint = "give the JSON that `yusuan tables --json` prints";
            return Err(refused(
                path.unwrap_or("JSON"),
                None,
                "row_malformed",
                message,
                hint,
            ));
        };
        raw.rows.extend(found);
    }
    if is_in_blocks {
        raw.rows = in_order(raw.rows);
    }
    Ok(Some(raw))
}

/// Recognise a table by its id, and by its title where the id says no more than a number.
fn table_of(id: &str, object: &Map<String, Value>) -> Option<PrintedTable> {
    if let Ok(table) = id.parse::<BudgetTable>() {
        return Some(table.into());
    }
    let by_id = table_of_id(id, text(object, "title"))?;
    let by_title = table_of_title(text(object, "title"));
    by_title
        .filter(|table| table.is_final())
        .or(Some(by_id.into()))
}

fn strings(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}

fn amount_columns(value: Option<&Value>, found: &mut Vec<String>) {
    for column in value.and_then(Value::as_array).into_iter().flatten() {
        let Some(object) = column.as_object() else {
            continue;
        };
        if text(object, "role") == "amount" {
            found.push(text(object, "id").to_owned());
        }
        amount_columns(object.get("children"), found);
    }
}

/// Return what a cell prints.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(cell) => text(cell, "text").to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Read a line of economic codes: a row for each of its sides.
fn halves(object: &Map<String, Value>, number: usize) -> Option<Vec<RawRow>> {
    let printed = object.get("cells")?.as_object()?;
    let cell = |id: String| printed.get(&id).map(shown).unwrap_or_default();
    let sides = [("income_id", "personnel"), ("expenditure_code", "public")];
    let rows = sides.into_iter().filter_map(|(id, side)| {
        let amount = RawCell {
            id: String::new(),
            text: cell(format!("{side}_amount")),
            row: number,
            column: None,
        };
        let id = object.get(id)?.as_str()?;
        Some(half(id, &cell(format!("{side}_name")), amount))
    });
    Some(rows.collect())
}

fn row(object: &Map<String, Value>, number: usize, columns: &[String]) -> Option<RawRow> {
    let printed = object.get("cells")?.as_object()?;
    let cells = columns.iter().filter_map(|id| {
        Some(RawCell {
            id: id.clone(),
            text: shown(printed.get(id)?),
            row: number,
            column: None,
        })
    });
    let cells = cells.collect();
    let label = |id: &str| printed.get(id).map(shown).unwrap_or_default();
    if object.contains_key("line") {
        let expenditure = text(object, "expenditure_code").to_owned();
        let item = label("expenditure_item");
        let name = item.trim_start_matches(|character: char| character.is_ascii_digit());
        let level = object.get("income_level").and_then(Value::as_u64);
        return Some(RawRow {
            head: RowHead::Sides {
                line: number,
                income_id: object
                    .get("income_id")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
                income_level: level.and_then(|level| u8::try_from(level).ok()),
                expenditure_code: Some(expenditure.clone()).filter(|code| !code.is_empty()),
            },
            row: number,
            code: Some(expenditure).filter(|code| !code.is_empty() && code != "total"),
            name: name.trim().to_owned(),
            cells,
        });
    }
    let id = object.get("id")?.as_str()?;
    let name = text(object, "name").to_owned();
    let code = object.get("code").and_then(Value::as_object);
    let part = |name: &str| {
        let part = code.map(|code| text(code, name)).unwrap_or_default();
        Some(part.to_owned()).filter(|part| !part.is_empty())
    };
    let whole = code.map(|_| {
        let parts = [part("class"), part("section"), part("item")];
        parts.into_iter().flatten().collect::<String>()
    });
    let level = level(text(object, "level"))?;
    Some(RawRow {
        head: RowHead::Item {
            id: id.to_owned(),
            level,
            code: whole.as_ref().map(|_| Code::Functional {
                class: part("class").unwrap_or_default(),
                section: part("section"),
                item: part("item"),
            }),
            name: name.clone(),
        },
        row: number,
        code: whole,
        name,
        cells,
    })
}

fn level(text: &str) -> Option<RowLevel> {
    Some(match text {
        "total" => RowLevel::Total,
        "class" => RowLevel::Class,
        "section" => RowLevel::Section,
        "item" => RowLevel::Item,
        "sub" => RowLevel::Sub,
        "unit" => RowLevel::Unit,
        "project" => RowLevel::Project,
        "group" => RowLevel::Group,
        _ => return None,
    })
}
