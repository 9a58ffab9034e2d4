//! Declarations as people write them: yuan, square metres and weights with decimals.

use serde_json::{Map, Value};

use super::{Declaration, DeclarationKind};
use crate::error::{Error, Result, Rule};
use crate::money::Fen;

/// What is the end of every name of an amount.
const FEN: &str = "_fen";

/// Members that are written with decimals and kept as hundredths.
const DECIMAL: [&str; 2] = ["house_area", "weight"];

/// Names of amounts that do not end in `_value`.
const AMOUNTS: [&str; 7] = [
    "total",
    "goods",
    "works",
    "services",
    "reserved_sme",
    "reserved_micro",
    "value",
];

impl Declaration {
    /// Read a declaration as people write it, and check it.
    ///
    /// An amount is whole fen under its name (`goods_fen`), or yuan as text under its name without
    /// the ending (`goods`); an area and a weight are texts or whole numbers (`house_area`,
    /// `weight`).
    ///
    /// # Errors
    ///
    /// [`Rule::DeclarationInvalid`], as [`parse`](Self::parse); [`Error::Amount`].
    ///
    /// # Examples
    ///
    /// ```
    /// use yusuan::{Declaration, DeclarationKind};
    ///
    /// let written = serde_json::json!({
    ///     "total": "21900.00", "goods": "13000.00", "works": "0.00", "services_fen": 890_000,
    ///     "reserved_sme": "21900.00", "reserved_micro": "21900.00",
    /// });
    /// let declaration = Declaration::from_plain(DeclarationKind::Procurement, &written)?;
    /// assert_eq!(declaration.kind(), DeclarationKind::Procurement);
    /// # Ok::<(), yusuan::Error>(())
    /// ```
    pub fn from_plain(kind: DeclarationKind, written: &Value) -> Result<Self> {
        Self::parse(kind, &kept(written)?.to_string())
    }
}

fn invalid(message: String, hint: &str) -> Error {
    Error::refused(Rule::DeclarationInvalid, message, hint)
}

/// Return a value under the names and in the units that are kept.
fn kept(value: &Value) -> Result<Value> {
    match value {
        Value::Object(members) => {
            let mut kept_members = Map::new();
            for (name, value) in members {
                let (name, value) = member(name, value)?;
                if kept_members.insert(name.clone(), value).is_some() {
                    let message = format!("{name} is given twice");
                    return Err(invalid(message, "keep one of them"));
                }
            }
            Ok(Value::Object(kept_members))
        }
        Value::Array(items) => {
            let items: Result<Vec<Value>> = items.iter().map(kept).collect();
            items.map(Value::Array)
        }
        Value::Number(number) if !number.is_i64() => Err(invalid(
            format!("not a whole number: {number}"),
            "put a number with decimals in quotes",
        )),
        other => Ok(other.clone()),
    }
}

fn member(name: &str, value: &Value) -> Result<(String, Value)> {
    let is_decimal = DECIMAL.contains(&name);
    let is_amount = AMOUNTS.contains(&name) || name.ends_with("_value");
    let (text, ending) = match value {
        Value::String(text) if is_decimal => (text.clone(), "_hundredths"),
        Value::Number(whole) if is_decimal => (whole.to_string(), "_hundredths"),
        Value::String(text) if is_amount => (text.clone(), FEN),
        Value::Number(_) if is_amount => {
            return Err(invalid(
                format!("{name} does not say whether it is yuan or fen"),
                "write yuan in quotes, or whole fen under the name with _fen",
            ));
        }
        _ => return Ok((name.to_owned(), kept(value)?)),
    };
    // Hundredths of anything are read as fen are.
    let hundredths = Fen::parse_yuan(&text).map_err(|source| Error::Amount { source })?;
    Ok((format!("{name}{ending}"), Value::from(hundredths.get())))
}
