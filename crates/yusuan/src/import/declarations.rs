//! Files of declarations: what a unit declares of itself, as TOML.

use std::collections::HashMap;

use toml::{Table, Value};

use super::bounded::from_toml;
use super::problems::{Flaw, Place, Problems};
use super::text_rows::TextRows;
use crate::declaration::{Declaration, DeclarationKind, NewDeclaration};
use crate::error::{Error, Rule, SourceErrors};

/// What a file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationFile {
    /// The year it is for.
    pub year: i16,
    /// The declarations, in print order.
    pub declarations: Vec<NewDeclaration>,
}

/// Read a TOML file of declarations: `year`, `unit`, and a table for each kind that is declared.
///
/// `path` is the name that problems carry; nothing is opened.
///
/// # Shape
///
/// The members are those of [`Performance`](crate::Performance),
/// [`Procurement`](crate::Procurement), [`Assets`](crate::Assets) and
/// [`Staffing`](crate::Staffing). An amount is either whole fen, `goods_fen = 1300000`, or yuan as
/// text, `goods = "13000.00"`; an area is square metres as text, `house_area = "86.50"`; a weight is
/// a number, `weight = 20`, or a text, `weight = "12.5"`. Indicators are `[[performance.indicators]]`
/// and vehicles `[[assets.vehicles]]`.
///
/// # Errors
///
/// Every problem of the file, in its order: `declaration_invalid`, `year_malformed`, those of
/// amounts, and those of the file itself.
///
/// # Examples
///
/// ```
/// let text = "year = 2025\nunit = '社会保险中心'\n\n[staffing]\nauthorised_posts = 22\n\
///     actual_total = 32\nin_service = 19\nretired = 13\nretired_with_honours = 0\n";
/// let file = yusuan::import::read_declarations("2025.toml", text.as_bytes()).unwrap();
/// assert_eq!((file.year, file.declarations.len()), (2025, 1));
/// ```
pub fn read_declarations(path: &str, bytes: &[u8]) -> Result<DeclarationFile, SourceErrors> {
    let mut problems = Problems::new(path);
    let text = String::from_utf8_lossy(bytes);
    let source = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut file = DeclarationFile {
        year: 0,
        declarations: Vec::new(),
    };
    match from_toml::<Table>(source) {
        Ok(document) => read(&document, source, &mut file, &mut problems),
        Err(error) => {
            let place = error.span().map_or_else(Place::default, |span| {
                Place::row(TextRows::of(source).row(span.start))
            });
            let flaw = Flaw::new("row_malformed", error.message(), HINT);
            problems.add(place, flaw);
        }
    }
    problems.finish(file)
}

const HINT: &str = "docs/narrative.md shows such a file";

fn read(document: &Table, source: &str, file: &mut DeclarationFile, problems: &mut Problems) {
    let year = document.get("year").and_then(Value::as_integer);
    if let Some(year) = year.and_then(|year| i16::try_from(year).ok()) {
        file.year = year;
    } else {
        let hint = "write year = 2025";
        let flaw = Flaw::new("year_malformed", "the file has no year", hint);
        problems.add(Place::default(), flaw);
    }
    let unit = document.get("unit").and_then(Value::as_str);
    if unit.is_none_or(|unit| unit.trim().is_empty()) {
        let flaw = invalid("the file names no unit", "write unit = '…'");
        problems.add(Place::default(), flaw);
    }
    let rows = rows_of(source);
    for (name, value) in document {
        if matches!(name.as_str(), "year" | "unit") {
            continue;
        }
        let place = Place {
            row: rows.get(name.as_str()).copied(),
            column: Some(name),
            ..Place::default()
        };
        match declaration(name, value) {
            Ok(content) => file.declarations.push(NewDeclaration {
                unit: unit.unwrap_or_default().to_owned(),
                content,
            }),
            Err(flaw) => problems.add(place, flaw),
        }
    }
    if file.declarations.is_empty() && problems.is_empty() {
        problems.add(Place::default(), invalid("the file declares nothing", HINT));
    }
    file.declarations.sort_by_key(|made| made.content.kind());
}

/// Return the line on which each name begins first. All of them at once: a file may have as many names
/// as lines.
fn rows_of(source: &str) -> HashMap<&str, u64> {
    let mut rows = HashMap::new();
    for (line, row) in source.lines().zip(1..) {
        let inner = line.trim().trim_start_matches('[');
        if let Some((name, _)) = inner.split_once([']', '.', ' ', '=']) {
            rows.entry(name).or_insert(row);
        }
    }
    rows
}

fn invalid(message: impl Into<String>, hint: &str) -> Flaw {
    Flaw::rule(Rule::DeclarationInvalid, message, hint)
}

fn declaration(name: &str, value: &Value) -> Result<Declaration, Flaw> {
    let kind: DeclarationKind = name.parse().map_err(|error| flaw(&error))?;
    Declaration::from_plain(kind, &plain(value)?).map_err(|error| flaw(&error))
}

fn flaw(error: &Error) -> Flaw {
    match error {
        Error::Rule(refusal) => Flaw::rule(refusal.rule, &refusal.message, &refusal.hint),
        Error::Amount { source } => source.clone().into(),
        other => invalid(other.to_string(), HINT),
    }
}

/// Return a value of TOML as one of JSON; a day is its text.
fn plain(value: &Value) -> Result<serde_json::Value, Flaw> {
    let value = match value {
        Value::Table(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| Ok((name.clone(), plain(value)?)));
            serde_json::Value::Object(members.collect::<Result<_, Flaw>>()?)
        }
        Value::Array(items) => {
            serde_json::Value::Array(items.iter().map(plain).collect::<Result<_, Flaw>>()?)
        }
        Value::String(text) => text.clone().into(),
        Value::Integer(number) => (*number).into(),
        Value::Boolean(word) => (*word).into(),
        Value::Datetime(day) => day.to_string().into(),
        Value::Float(number) => {
            let message = format!("not a whole number: {number}");
            return Err(invalid(message, "put a number with decimals in quotes"));
        }
    };
    Ok(value)
}
