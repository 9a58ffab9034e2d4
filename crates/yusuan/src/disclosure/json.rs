//! The JSON of `yusuan tables`: exact, or as printed alone. Only what is printed counts.

use serde_json::{Map, Value};

use super::raw::{RawCell, RawRow, RawTable};
use super::report::PrintedPlace;
use crate::error::SourceErrors;
use crate::import::refused;
use crate::tables::{BudgetTable, Code, RowHead, RowLevel};

/// Read one table or a list of them; nothing when the JSON is something else, such as a narrative.
pub(super) fn tables(value: &Value, path: Option<&str>) -> Result<Vec<RawTable>, SourceErrors> {
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

/// Return the texts of a narrative that name money, a line each.
pub(super) fn sentences(value: &Value) -> String {
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
    let Ok(table) = text(object, "id").parse::<BudgetTable>() else {
        return Ok(None);
    };
    let mut raw = RawTable {
        table,
        title: text(object, "title").to_owned(),
        place: PrintedPlace {
            path: path.map(str::to_owned),
            table: Some(table.id().to_owned()),
            ..PrintedPlace::default()
        },
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
    for (at, value) in rows.into_iter().flatten().enumerate() {
        let number = at.saturating_add(1);
        let row = value
            .as_object()
            .and_then(|object| row(object, number, &raw.columns));
        let Some(row) = row else {
            let message = format!("row {number} of {} is no row of a table", table.id());
            let hint = "give the JSON that `yusuan tables --json` prints";
            return Err(refused(
                path.unwrap_or("JSON"),
                None,
                "row_malformed",
                message,
                hint,
            ));
        };
        raw.rows.push(row);
    }
    Ok(Some(raw))
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

fn row(object: &Map<String, Value>, number: usize, columns: &[String]) -> Option<RawRow> {
    let printed = object.get("cells")?.as_object()?;
    let shown = |value: &Value| match value {
        Value::Object(cell) => text(cell, "text").to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
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
        _ => return None,
    })
}
