//! The vectors of `docs/format.md`, computed again.

use rusqlite::types::ValueRef;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::links::encode;
use crate::catalogue::UnitKind;
use crate::journal::{Particulars, hexadecimal};
use crate::ledger::Ledger;

const PAGE: &str = include_str!("../../../../docs/format.md");

fn vectors() -> Vec<Value> {
    let blocks = PAGE.split("```json vector\n").skip(1);
    let vectors = blocks.map(|block| block.split("```").next().unwrap());
    vectors
        .map(|block| serde_json::from_str(block).unwrap())
        .collect()
}

fn bytes_of(hex: &str) -> Vec<u8> {
    let digits: Vec<char> = hex.chars().collect();
    let pairs = digits.chunks(2).map(String::from_iter);
    pairs
        .map(|pair| u8::from_str_radix(&pair, 16).unwrap())
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn encode_value(value: &Value, out: &mut Vec<u8>) {
    match value {
        Value::Null => encode(ValueRef::Null, out),
        Value::Number(number) => encode(ValueRef::Integer(number.as_i64().unwrap()), out),
        Value::String(text) => encode(ValueRef::Text(text.as_bytes()), out),
        other => encode(ValueRef::Blob(&bytes_of(text(&other["blob"]))), out),
    }
}

fn input_of(vector: &Value) -> Vec<u8> {
    let mut input = Vec::new();
    for part in vector["input"].as_array().unwrap() {
        if let Some(hash) = part.get("hash") {
            input.extend(bytes_of(text(hash)));
        }
        if let Some(letter) = part.get("record") {
            input.extend_from_slice(text(letter).as_bytes());
        }
        for value in part["values"].as_array().into_iter().flatten() {
            encode_value(value, &mut input);
        }
    }
    input
}

fn sha256_of(name: &str) -> String {
    let vectors = vectors();
    let vector = vectors.iter().find(|vector| vector["name"] == name);
    text(&vector.unwrap()["sha256"]).to_owned()
}

#[test]
fn vectors_are_what_the_page_says() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 7);
    for vector in vectors {
        let input = input_of(&vector);
        let lines = vector["hex"].as_array().unwrap().iter().map(text);
        assert_eq!(
            hexadecimal(&input),
            lines.collect::<String>(),
            "{}",
            vector["name"]
        );
        let digest = hexadecimal(&Sha256::digest(&input));
        assert_eq!(digest, text(&vector["sha256"]), "{}", vector["name"]);
    }
}

#[test]
fn a_ledger_begins_with_the_vectors() {
    let folder = tempfile::tempdir().unwrap();
    let mut ledger = Ledger::create(folder.path().join("county.db"), "county").unwrap();
    let first = sha256_of("a new ledger named county");
    assert_eq!(ledger.head().unwrap().hash, first);
    let none = Particulars::default();
    let unit = "人力资源和社会保障局";
    let receipt = ledger
        .add_unit(unit, UnitKind::Department, None, &none)
        .unwrap();
    assert_eq!(receipt.hash, Some(sha256_of("its first unit")));
}
