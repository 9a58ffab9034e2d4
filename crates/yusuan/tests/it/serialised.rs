//! Whatever is public data can be written by serde, and what is handed to verbs can be read back.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use yusuan::{
    AsOf, AssertedRow, ContractDraft, ContractPayment, Direction, Entry, ErrorKind, Fen, Fund,
    LineId, LineKey, LineName, Override, Particulars, Payment, ProcurementOn, ReconcileOptions,
    Rule, SpendingPlan, TextPlace, YearState, date,
};

/// What is no data: it holds a file or borrows, is an error of its own, or is set in a program.
const NO_DATA: &[(&str, &[&str])] = &[
    (
        "holds a file, a template, a font, or text on its way into a page",
        &[
            "Escaped",
            "FinalTemplates",
            "Font",
            "Ledger",
            "Mapping",
            "NarrativeTexts",
            "Output",
            "Source",
            "Template",
            "Templates",
            "Transaction",
        ],
    ),
    (
        "is built by functions, and checked as a whole",
        &["EditedPlan", "EditedRow", "PlanColumn"],
    ),
    (
        "is an error: its token and its text are what is written",
        &[
            "AmountError",
            "CurrencyUnitError",
            "Error",
            "FileError",
            "KeyPartError",
            "TableError",
        ],
    ),
    (
        "is what a file was read into, before it is handed to the ledger",
        &[
            "CodeRow",
            "ColumnType",
            "DataValue",
            "DeclarationFile",
            "LineRow",
            "MappingRow",
            "PolicyRow",
            "StatementLine",
            "SuccessorRow",
        ],
    ),
    (
        "says how tables are made: set in a program, or named by a word",
        &[
            "BookOf",
            "BudgetTable",
            "ExecutionBy",
            "ExecutionOptions",
            "FinalOptions",
            "FinalTable",
            "LogFilter",
            "NarrativeOptions",
            "NarrativeRequest",
            "TableOptions",
            "VerifyOptions",
        ],
    ),
    (
        "is what tables are made of, without a ledger",
        &[
            "BudgetInput",
            "FinalInput",
            "FinalTemplate",
            "Heading",
            "NarrativeFacts",
            "NarrativeInput",
            "PartOf",
            "RowChoice",
            "TemplateIncome",
            "TemplatePart",
            "TemplateTable",
        ],
    ),
];

/// Return the public types of a source file that serde cannot write.
fn unserialised(path: &Path, found: &mut BTreeSet<String>) {
    let source = fs::read_to_string(path).unwrap();
    let mut attributes = String::new();
    for line in source.lines() {
        let line = line.trim();
        let name = ["pub struct ", "pub enum "]
            .iter()
            .find_map(|begin| line.strip_prefix(begin));
        if let Some(name) = name {
            let end = name.find(|letter: char| !letter.is_alphanumeric() && letter != '$');
            let name = &name[..end.unwrap_or(name.len())];
            let by_hand = [
                format!("Serialize for {name}"),
                "Serialize for $name".to_owned(),
            ];
            // A macro names the type that it declares.
            let is_by_hand = by_hand.iter().any(|words| source.contains(words.as_str()));
            if !attributes.contains("Serialize") && !is_by_hand && !name.is_empty() {
                found.insert(name.to_owned());
            }
        }
        let is_attribute = line.starts_with('#') || line.starts_with("//") || {
            // A derive of several lines.
            attributes.contains("#[derive(") && !attributes.contains(")]")
        };
        if is_attribute {
            attributes += line;
        } else {
            attributes.clear();
        }
    }
}

fn below(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, found);
        } else {
            unserialised(&path, found);
        }
    }
}

#[test]
fn every_public_type_is_written_by_serde_or_is_no_data() {
    let mut found = BTreeSet::new();
    below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    let expected: BTreeSet<String> = NO_DATA
        .iter()
        .flat_map(|(_, names)| names.iter().map(|name| (*name).to_owned()))
        .collect();
    let new: Vec<_> = found.difference(&expected).collect();
    assert!(
        new.is_empty(),
        "derive Serialize, or say above why not: {new:?}"
    );
    let gone: Vec<_> = expected.difference(&found).collect();
    assert!(gone.is_empty(), "named above without need: {gone:?}");
}

fn round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: &str) {
    assert_eq!(serde_json::to_string(value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), *value);
}

fn key() -> LineKey {
    serde_json::from_str(
        r#"{"year":2025,"unit":"某","fund":"general_public","level":"own","origin_year":2025,
        "functional_code":"2080109","economic_code":"30201","kind":"basic_public","project":null}"#,
    )
    .unwrap()
}

#[test]
fn what_is_handed_to_verbs_comes_back_as_it_was() {
    round_trip(&Fen::new(-5), "-5");
    round_trip(&LineName::from(LineId::new(3)), "3");
    let named: LineName = serde_json::from_str(&serde_json::to_string(&key()).unwrap()).unwrap();
    assert_eq!(named, LineName::Key(key()));
    round_trip(
        &AssertedRow::Surplus("某".to_owned(), Fund::UnitOtherIncome),
        r#"{"surplus":["某","unit_other_income"]}"#,
    );
    round_trip(&ProcurementOn::Commitment(1), r#"{"commitment":1}"#);
    round_trip(&TextPlace::Posting(7), r#"{"posting":7}"#);
    round_trip(&ContractPayment::InOrder(Fen::new(1)), r#"{"in_order":1}"#);
    round_trip(&SpendingPlan::ByQuarter, r#""by_quarter""#);
    round_trip(&Direction::Decrease, r#""decrease""#);
    round_trip(&ErrorKind::NotFound, r#""not_found""#);
    round_trip(&YearState::Open, r#""open""#);
    round_trip(&ReconcileOptions::default(), r#"{"days":5,"unit":null}"#);
    let day = date::parse("2025-03-01").unwrap();
    round_trip(&AsOf::on(day), r#"{"dated":"2025-03-01","known_at":null}"#);
    let granted = Override {
        policy: "closing".to_owned(),
        document: "文".to_owned(),
    };
    let particulars = Particulars::on(day).key("a").overriding("closing", "文");
    assert_eq!(particulars.overrides, [granted]);
    let payment = Payment::new(LineId::new(1), Fen::new(5), particulars);
    let written = serde_json::to_string(&payment).unwrap();
    assert!(written.contains(r#""amount_fen":5"#), "{written}");
    assert_eq!(serde_json::from_str::<Payment>(&written).unwrap(), payment);
    let contract = ContractDraft::new("HT-1", "物业", "某", day);
    let written = serde_json::to_string(&contract).unwrap();
    assert_eq!(
        serde_json::from_str::<ContractDraft>(&written).unwrap(),
        contract
    );
    assert_eq!(
        serde_json::to_string(&Rule::KeyUsed).unwrap(),
        r#""key_used""#
    );
}

#[test]
fn entries_come_back_as_they_were_said_and_no_others() {
    let entries = [
        Entry::pay(LineId::new(1), Fen::new(5)).payee("甲"),
        Entry::transfer(key(), LineId::new(2), Fen::new(5)),
        Entry::commit(LineId::new(1), Fen::new(5), "HT-1"),
        Entry::release(7, Fen::new(5)),
        Entry::prior_year_increase(key(), Fen::new(5)).refunds(9),
        Entry::refund_prior_year(9, Fen::new(5)).to_line(key()),
        Entry::receive(2025, "某", Fund::UnitOtherIncome, Fen::new(5)),
        Entry::earmark_surplus(2025, "某", Fund::UnitOtherIncome, Fen::new(5)),
        Entry::pool_earmarked(2025, "某", Fund::UnitOtherIncome, Fen::new(5)),
        Entry::reverse(3),
    ];
    for entry in &entries {
        let written = serde_json::to_string(entry).unwrap();
        assert_eq!(serde_json::from_str::<Entry>(&written).unwrap(), *entry);
    }
    let said = r#"{"movement":{"line":["pay",1]},"amount_fen":5,"party":"甲"}"#;
    round_trip(&entries[0], said);
    for event in ["carry_forward", "approve"] {
        let closing = said.replace("pay", event);
        let refused = serde_json::from_str::<Entry>(&closing).unwrap_err();
        let words = format!("no entry says {event} like this");
        assert!(refused.to_string().contains(&words), "{refused}");
    }
}
