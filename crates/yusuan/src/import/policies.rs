//! Files of policies: what a county decides otherwise, as CSV, workbook or TOML.

use std::str::FromStr;

use serde::Deserialize;
use toml::Spanned;

use super::bounded::from_toml;
use super::cell;
use super::header::{Column, Layout};
use super::problems::{Flaw, Place, Problems};
use super::table::{Row, read_rows};
use super::text_rows::TextRows;
use crate::error::{Error, Rule, SourceError, SourceErrors};
use crate::policy::{Policy, PolicyAction, Scope};

/// A policy of a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRow {
    /// Line of the file on which it begins.
    pub row: u64,
    /// What it says.
    pub policy: Policy,
}

const LAYOUT: Layout = Layout {
    required: &[
        Column::new("name", &["控制规则", "规则"]),
        Column::new("action", &["处理", "处理方式"]),
    ],
    one_of: &[],
    optional: &[
        Column::new("value", &["值"]),
        Column::new("source", &["来源", "依据"]),
        Column::new("first_year", &["起始年度"]),
        Column::new("last_year", &["截止年度"]),
        Column::new("fund", &["资金性质"]),
        Column::new("level", &["来源级次", "资金级次"]),
        Column::new("kind", &["支出类别"]),
        Column::new("code_level", &["科目级次"]),
        Column::new("item", &["科目编码"]),
    ],
    unclear: (&[], ""),
};

/// Read a file of policies: TOML when its name ends so, otherwise CSV or a workbook.
///
/// `path` is the name that problems carry, and the source of policies that name none; nothing is
/// opened.
///
/// # Shape
///
/// One policy for each row or entry, in its order; at least one. A TOML file has an entry
/// `[[policy]]` for each; `source`, `first_year` and `last_year` above them hold for all that do
/// not say their own. Keys may be in Chinese, as the columns are; TOML wants those in quotes.
///
/// # Errors
///
/// Every problem of the file, in its order: `policy_invalid`, `policy_scope_invalid`,
/// `year_malformed`, `fund_unknown`, and those of the file itself. Whether a name takes action,
/// value and scope is a question to the ledger.
///
/// # Examples
///
/// ```
/// let text = "name,action,value,source,fund\nmax_carry_years,deny,2,县财预3号,fiscal\n";
/// let rows = yusuan::import::read_policies("policies.csv", text.as_bytes()).unwrap();
/// assert_eq!(rows[0].policy.value.as_deref(), Some("2"));
///
/// let text = "source = '县财预3号'\n\n[[policy]]\nname = 'four_eyes'\naction = 'deny'\n";
/// let rows = yusuan::import::read_policies("policies.toml", text.as_bytes()).unwrap();
/// assert_eq!((rows[0].row, rows[0].policy.source.as_str()), (3, "县财预3号"));
/// ```
pub fn read_policies(path: &str, bytes: &[u8]) -> Result<Vec<PolicyRow>, SourceErrors> {
    let mut problems = Problems::new(path);
    let rows = rows(path, bytes, &mut problems);
    problems.finish(rows)
}

/// Read a file of policies for a ledger, which judges what could be read: its problems and those of
/// the file are named together.
pub(crate) fn read_judged_policies(
    path: &str,
    bytes: &[u8],
    judge: impl Fn(&PolicyRow) -> Result<Option<SourceError>, Error>,
) -> Result<Vec<PolicyRow>, Error> {
    let mut problems = Problems::new(path);
    let rows = rows(path, bytes, &mut problems);
    for row in &rows {
        if let Some(problem) = judge(row)? {
            problems.keep(problem);
        }
    }
    Ok(problems.finish(rows)?)
}

fn rows(path: &str, bytes: &[u8], problems: &mut Problems) -> Vec<PolicyRow> {
    if path.to_lowercase().ends_with(".toml") {
        entries(path, bytes, problems)
    } else {
        read_rows(bytes, &LAYOUT, problems, |row, problems| {
            read_row(row, path, problems)
        })
    }
}

fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

fn flaw(error: &Error) -> Flaw {
    match error {
        Error::Rule(refusal) => Flaw::rule(refusal.rule, &refusal.message, &refusal.hint),
        other => Flaw::rule(Rule::PolicyInvalid, other.to_string(), ""),
    }
}

fn word<T: FromStr<Err = Error>>(text: &str) -> Result<T, Flaw> {
    text.parse().map_err(|error| flaw(&error))
}

fn read_row(row: &Row<'_>, path: &str, problems: &mut Problems) -> Option<PolicyRow> {
    let given = |column: &str| row.text(column).filter(|text| !text.is_empty());
    let name = row.read("name", cell::name, problems);
    let action = row.read("action", word::<PolicyAction>, problems);
    let mut optional = |column: &str| match given(column) {
        Some(_) => row.read(column, cell::year, problems),
        None => None,
    };
    let (first_year, last_year) = (optional("first_year"), optional("last_year"));
    let scope = Scope {
        fund: given("fund").map(fund),
        level: given("level").and_then(|_| row.read("level", cell::level, problems)),
        kind: given("kind").and_then(|_| row.read("kind", cell::kind, problems)),
        code_level: given("code_level").and_then(|_| row.read("code_level", word, problems)),
        item: given("item").map(str::to_owned),
    };
    let source = given("source").map_or_else(|| file_name(path), str::to_owned);
    Some(PolicyRow {
        row: row.number,
        policy: Policy {
            first_year: first_year.unwrap_or(Policy::FIRST_YEAR),
            last_year: last_year.unwrap_or(Policy::LAST_YEAR),
            value: given("value").map(str::to_owned),
            scope,
            ..Policy::new(name?, action?, source)
        },
    })
}

/// Read a fund or a group of funds; whether there is one of this name is a question to the ledger.
fn fund(text: &str) -> String {
    cell::fund(text).map_or_else(|_| text.to_owned(), |fund| fund.as_str().to_owned())
}

/// A TOML file: what holds for all entries, and the entries.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    #[serde(alias = "来源", alias = "依据")]
    source: Option<String>,
    #[serde(alias = "起始年度")]
    first_year: Option<i16>,
    #[serde(alias = "截止年度")]
    last_year: Option<i16>,
    #[serde(default, alias = "控制规则", alias = "规则")]
    policy: Vec<Spanned<toml::Table>>,
}

/// An entry of a TOML file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    action: String,
    value: Option<toml::Value>,
    source: Option<String>,
    first_year: Option<i16>,
    last_year: Option<i16>,
    fund: Option<String>,
    level: Option<String>,
    kind: Option<String>,
    code_level: Option<String>,
    item: Option<String>,
}

fn malformed(error: &toml::de::Error) -> Flaw {
    let hint = "docs/policies.md shows such a file";
    Flaw::rule(Rule::PolicyInvalid, error.message(), hint)
}

fn entries(path: &str, bytes: &[u8], problems: &mut Problems) -> Vec<PolicyRow> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text_rows = TextRows::of(text);
    let document: Document = match from_toml(text) {
        Ok(document) => document,
        Err(error) => {
            let place = error
                .span()
                .map_or_else(Place::default, |span| Place::row(text_rows.row(span.start)));
            problems.add(place, malformed(&error));
            return Vec::new();
        }
    };
    if document.policy.is_empty() {
        let hint = "write an entry [[policy]] for each";
        let empty = Flaw::rule(Rule::PolicyInvalid, "the file has no policy", hint);
        problems.add(Place::default(), empty);
    }
    let mut rows = Vec::new();
    for entry in &document.policy {
        let row = text_rows.row(entry.span().start);
        match read_entry(entry.as_ref().clone(), &document, path) {
            Ok(policy) => rows.push(PolicyRow { row, policy }),
            Err(flaw) => problems.add(Place::row(row), flaw),
        }
    }
    rows
}

/// Return an entry under our names of its keys, which may be written as the columns of a file are.
fn in_english(table: toml::Table) -> Result<toml::Table, Flaw> {
    let mut entry = toml::Table::new();
    for (key, value) in table {
        let name = LAYOUT.column_called(&key).unwrap_or(&key);
        if entry.insert(name.to_owned(), value).is_some() {
            let message = format!("the entry says {name} twice, once as {key}");
            return Err(Flaw::rule(Rule::PolicyInvalid, message, "keep one of them"));
        }
    }
    Ok(entry)
}

fn read_entry(table: toml::Table, document: &Document, path: &str) -> Result<Policy, Flaw> {
    let entry: Entry = in_english(table)?
        .try_into()
        .map_err(|error| malformed(&error))?;
    let value = match entry.value {
        None => None,
        Some(toml::Value::String(text)) => Some(text),
        Some(toml::Value::Integer(number)) => Some(number.to_string()),
        Some(other) => {
            let message = format!(
                "the value of a policy is text or a whole number, not {}",
                other.type_str()
            );
            return Err(Flaw::rule(
                Rule::PolicyValueInvalid,
                message,
                "put it in quotes",
            ));
        }
    };
    let text = |part: &Option<String>| part.clone();
    let source = entry.source.or_else(|| text(&document.source));
    let first_year = entry.first_year.or(document.first_year);
    let last_year = entry.last_year.or(document.last_year);
    Ok(Policy {
        first_year: first_year.unwrap_or(Policy::FIRST_YEAR),
        last_year: last_year.unwrap_or(Policy::LAST_YEAR),
        value,
        scope: Scope {
            fund: entry.fund.as_deref().map(fund),
            level: entry.level.as_deref().map(cell::level).transpose()?,
            kind: entry.kind.as_deref().map(cell::kind).transpose()?,
            code_level: entry.code_level.as_deref().map(word).transpose()?,
            item: entry.item,
        },
        ..Policy::new(
            entry.name,
            word::<PolicyAction>(&entry.action)?,
            source.unwrap_or_else(|| file_name(path)),
        )
    })
}
