//! The tables that the first user printed, and in what made tables differ from them.
//!
//! The tests of the command line include this file too.

use serde_json::{Value, json};

const PRINTED: &str = include_str!("../../../../tests/cases/first-user/budget-2025.json");
const EXACT: &str = include_str!("../../../../tests/cases/first-user/budget-2025-exact.json");

/// Return the tables with exact fen beside every printed amount.
pub(crate) fn exact() -> Value {
    serde_json::from_str(EXACT).unwrap()
}

/// List everything in which tables differ from the printed ones: every table, column, row, label,
/// amount and blank is compared.
pub(crate) fn differences(made: &Value) -> Vec<String> {
    let printed: Value = serde_json::from_str(PRINTED).unwrap();
    let mut found = Vec::new();
    compare_lists("table", made, &printed, &mut found, compare_table);
    found
}

fn compare_table(place: &str, made: &Value, printed: &Value, found: &mut Vec<String>) {
    let place = format!("{place} {}", printed["id"]);
    compare_names(&place, made, printed, found);
    for part in ["id", "title", "unit", "currency_unit"] {
        expect(&place, part, &made[part], &printed[part], found);
    }
    compare_lists(
        &format!("{place} column"),
        &made["columns"],
        &printed["columns"],
        found,
        |place, made, printed, found| {
            expect(place, "tree", &plain(made), &plain(printed), found);
        },
    );
    compare_lists(
        &format!("{place} row"),
        &made["rows"],
        &printed["rows"],
        found,
        compare_row,
    );
}

fn compare_row(place: &str, made: &Value, printed: &Value, found: &mut Vec<String>) {
    let (members, more) = (printed.as_object().unwrap(), made.as_object().unwrap());
    for part in members.keys().chain(more.keys()) {
        // What a row does not have may be left out, or be null.
        if part != "cells" {
            expect(
                place,
                part,
                &plain(&made[part]),
                &plain(&printed[part]),
                found,
            );
        }
    }
    let (made, printed) = (&made["cells"], &printed["cells"]);
    let place = format!("{place} cells");
    compare_names(&place, made, printed, found);
    for (column, printed) in printed.as_object().unwrap() {
        let made = &made[column];
        if !made.is_object() {
            expect(&place, column, &plain(made), &plain(printed), found);
            continue;
        }
        // An amount: what is printed, and exact fen beside it unless the cell is blank.
        let has_fen = made["fen"].is_i64();
        let is_complete = has_fen != printed.is_null() && made.as_object().unwrap().len() == 2;
        expect(&place, column, &made["text"], printed, found);
        expect(&place, column, &json!(is_complete), &json!(true), found);
    }
}

/// Compare the names of the members of two objects.
fn compare_names(place: &str, made: &Value, printed: &Value, found: &mut Vec<String>) {
    let names = |value: &Value| -> Vec<String> {
        let object = value.as_object().unwrap();
        object.keys().cloned().collect()
    };
    expect(
        place,
        "names",
        &json!(names(made)),
        &json!(names(printed)),
        found,
    );
}

fn compare_lists(
    place: &str,
    made: &Value,
    printed: &Value,
    found: &mut Vec<String>,
    compare: impl Fn(&str, &Value, &Value, &mut Vec<String>),
) {
    let (made, printed) = (made.as_array().unwrap(), printed.as_array().unwrap());
    let counts = (json!(made.len()), json!(printed.len()));
    expect(place, "count", &counts.0, &counts.1, found);
    for (index, (made, printed)) in made.iter().zip(printed).enumerate() {
        compare(&format!("{place} {index}"), made, printed, found);
    }
}

fn expect(place: &str, part: &str, made: &Value, printed: &Value, found: &mut Vec<String>) {
    if made != printed {
        found.push(format!("{place} {part}: {made} is not {printed}"));
    }
}

/// Return a value without the blanks that print puts between digits and 汉字.
fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(text.replace(' ', "")),
        Value::Array(list) => list.iter().map(plain).collect(),
        Value::Object(members) => members
            .iter()
            .map(|(name, member)| (name.clone(), plain(member)))
            .collect(),
        other => other.clone(),
    }
}
