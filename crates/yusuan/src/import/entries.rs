//! Entries of a voucher, as CSV or as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::bounded::from_json;
use super::columns::{
    AMOUNT, AMOUNT_FEN, COMMITMENT, CONTRACT, COUNTERPARTY, ECONOMIC_CODE, EVENT, FUNCTIONAL_CODE,
    FUND, KIND, LEVEL, LINE, ORIGIN_YEAR, PAYEE, PAYMENT, POSTING, PROJECT, TO_LINE, UNCLEAR, UNIT,
    YEAR,
};
use super::entry_row::Said;
use super::header::{Column, Layout};
use super::problems::{Flaw, Place, Problems, shorten};
use super::table::read_rows;
use crate::acts::Entry;
use crate::error::{Error, SourceError, SourceErrors};

const LAYOUT: Layout = Layout {
    required: &[EVENT],
    one_of: &[AMOUNT_FEN, AMOUNT],
    optional: &[
        LINE,
        YEAR,
        UNIT,
        FUND,
        LEVEL,
        ORIGIN_YEAR,
        FUNCTIONAL_CODE,
        ECONOMIC_CODE,
        KIND,
        PROJECT,
        TO_LINE,
        COMMITMENT,
        PAYMENT,
        POSTING,
        CONTRACT,
        PAYEE,
        COUNTERPARTY,
    ],
    unclear: UNCLEAR,
};

/// Read the entries of a voucher: JSON when the text begins with a bracket, CSV otherwise.
///
/// A row, or an object, has an `event` (or `reverse`), an `amount` in yuan as text or an
/// `amount_fen`, and what the event is about: `line` (its number) or the columns of a line file;
/// `commitment`, `payment` or `posting` by number; `unit`, `fund` and `year` for income and
/// surplus; `to_line`, `contract`, `payee`, `counterparty`. What an event has no place for is
/// refused.
///
/// # Errors
///
/// Every problem, with its row (of JSON: the number of the object, from 1) and column.
///
/// # Examples
///
/// ```
/// use yusuan::import::read_entries;
///
/// let csv = "event,line,amount,payee\npay,11,\"1,234.50\",文具店\n";
/// let json = r#"[{"event": "pay", "line": 11, "amount": "1234.50", "payee": "文具店"}]"#;
/// let entries = read_entries("voucher.csv", csv.as_bytes()).unwrap();
/// assert_eq!(entries, read_entries("voucher.json", json.as_bytes()).unwrap());
///
/// let wrong = csv.replace("pay,", "spend,");
/// let problems = read_entries("voucher.csv", wrong.as_bytes()).unwrap_err();
/// assert_eq!((problems.0[0].row, problems.token()), (Some(2), "event_unknown"));
/// ```
pub fn read_entries(path: &str, bytes: &[u8]) -> Result<Vec<Entry>, SourceErrors> {
    let mut problems = Problems::new(path);
    let entries = rows(bytes, &mut problems);
    let entries = entries.into_iter().map(|(_, entry)| entry).collect();
    problems.finish(entries)
}

/// Read the entries of a voucher for a ledger. Where rows cannot be read, it judges the others: what
/// is wrong with these is named beside them.
pub(crate) fn read_judged_entries(
    path: &str,
    bytes: &[u8],
    judge: impl Fn(&[Entry]) -> Result<Vec<(usize, Error)>, Error>,
) -> Result<Vec<Entry>, Error> {
    let mut problems = Problems::new(path);
    let (rows, entries): (Vec<u64>, Vec<Entry>) = rows(bytes, &mut problems).into_iter().unzip();
    if !problems.is_empty() {
        for (index, error) in judge(&entries)? {
            problems.keep(refused(path, rows.get(index).copied(), &error));
        }
    }
    Ok(problems.finish(entries)?)
}

/// Say of a row what the ledger says of its entry.
pub(crate) fn refused(path: &str, row: Option<u64>, error: &Error) -> SourceError {
    let text = error.to_string();
    let (message, hint) = text.split_once("\nhint: ").unwrap_or((&text, ""));
    let token = error.code();
    let named = message.strip_prefix(token);
    let message = named
        .and_then(|rest| rest.strip_prefix(": "))
        .unwrap_or(message);
    SourceError {
        path: path.to_owned(),
        sheet: None,
        cell: None,
        row,
        column: None,
        value: None,
        token: token.to_owned(),
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}

/// Read each entry with its row.
fn rows(bytes: &[u8], problems: &mut Problems) -> Vec<(u64, Entry)> {
    let is_json = bytes
        .iter()
        .find(|byte| !byte.is_ascii_whitespace())
        .is_some_and(|byte| matches!(byte, b'[' | b'{'));
    if is_json {
        return read_json(bytes, problems);
    }
    read_rows(bytes, &LAYOUT, problems, |row, problems| {
        let mut said = Said::of_row(row, LAYOUT.columns(), problems);
        let entry = said.entry(None)?;
        said.is_whole().then_some((row.number, entry))
    })
}

fn read_json(bytes: &[u8], problems: &mut Problems) -> Vec<(u64, Entry)> {
    let objects: Vec<BTreeMap<String, serde_json::Value>> = match from_json(bytes) {
        Ok(objects) => objects,
        Err(error) => {
            let hint = "write a list of objects, each an entry";
            let flaw = Flaw::new(
                "row_malformed",
                format!("not a list of objects: {error}"),
                hint,
            );
            problems.add(Place::default(), flaw);
            return Vec::new();
        }
    };
    let mut entries = Vec::new();
    for (number, object) in (1..).zip(objects) {
        let mut values = Vec::new();
        let mut is_whole = true;
        for (name, value) in object {
            match member(&name, &value) {
                Ok(None) => {}
                Ok(Some((column, text))) => {
                    values.push((column, Cow::Owned(text)));
                }
                Err(flaw) => {
                    is_whole = false;
                    let shown = value.to_string();
                    let place = Place {
                        column: Some(&name),
                        value: Some(&shown),
                        ..Place::row(number)
                    };
                    problems.add(place, flaw);
                }
            }
        }
        if is_whole {
            let mut said = Said::of_values(number, values, problems);
            let entry = said.entry(None);
            entries.extend(
                entry
                    .filter(|_| said.is_whole())
                    .map(|entry| (number, entry)),
            );
        }
    }
    entries
}

/// Read a member of an object: text, or a whole number where it is no amount in yuan.
fn member(
    name: &str,
    value: &serde_json::Value,
) -> Result<Option<(&'static Column, String)>, Flaw> {
    let Some(column) = LAYOUT.column(name) else {
        let columns: Vec<&str> = LAYOUT.columns().map(|column| column.name).collect();
        let hint = format!("an entry has {}", columns.join(", "));
        return Err(Flaw::new(
            "column_unknown",
            format!("no such member: {name}"),
            hint,
        ));
    };
    match value {
        serde_json::Value::Null => Ok(None),
        serde_json::Value::String(text) if text.trim().is_empty() => Ok(None),
        serde_json::Value::String(text) => Ok(Some((column, text.trim().to_owned()))),
        serde_json::Value::Number(number) if column.name != "amount" && !number.is_f64() => {
            Ok(Some((column, number.to_string())))
        }
        other => Err(Flaw::new(
            "row_malformed",
            format!(
                "neither text nor a whole number: {}",
                shorten(&other.to_string())
            ),
            "write an amount in yuan as text, or amount_fen as a whole number",
        )),
    }
}
