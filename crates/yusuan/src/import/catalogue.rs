//! Catalogue files: the classification codes of a year, and how they map.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::cell;
use super::header::{Column, Layout};
use super::problems::{Flaw, Place, Problems, shorten};
use super::table::{Row, read_rows};
use crate::error::{Rule, SourceErrors};

/// A row of a table of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRow {
    /// Line of the file, the header being 1.
    pub row: u64,
    /// 3, 5 or 7 digits.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code two digits shorter; none for a 类.
    pub parent: Option<String>,
    /// Whether a published document shows the row.
    pub is_verified: bool,
    /// Where the row comes from.
    pub source: String,
}

/// A row of a table that maps department to government economic codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingRow {
    /// Line of the file, the header being 1.
    pub row: u64,
    /// 部门预算支出经济分类, 3 or 5 digits.
    pub department_code: String,
    /// 政府预算支出经济分类, 3 or 5 digits.
    pub government_code: String,
    /// `agency`, `institution` or `any`.
    pub applies_to: String,
    /// Whether a published document shows the row.
    pub is_verified: bool,
    /// Where the row comes from.
    pub source: String,
}

const VERIFIED: Column = Column::new("verified", &["已核实"]);
const SOURCE: Column = Column::new("source", &["来源"]);

const CODES: Layout = Layout {
    required: &[
        Column::new("code", &["科目编码", "编码", "科目代码"]),
        Column::new("name", &["科目名称", "名称"]),
    ],
    one_of: &[],
    optional: &[
        Column::new("level", &["级次"]),
        Column::new("parent", &["上级编码", "上级科目编码"]),
        VERIFIED,
        SOURCE,
    ],
    unclear: (&[], ""),
};

const FOR_AGENCY: &str = "government_code_for_agency";
const FOR_INSTITUTION: &str = "government_code_for_public_institution";

const MAPPINGS: Layout = Layout {
    required: &[
        Column::new(
            "department_code",
            &["部门预算支出经济分类科目编码", "部门经济分类科目编码"],
        ),
        Column::new("applies_to", &["适用单位"]),
    ],
    one_of: &[
        Column::new(
            "government_code",
            &["政府预算支出经济分类科目编码", "政府经济分类科目编码"],
        ),
        Column::new(FOR_AGENCY, &[]),
    ],
    optional: &[Column::new(FOR_INSTITUTION, &[]), VERIFIED, SOURCE],
    unclear: (&[], ""),
};

/// Read a table of classification codes.
///
/// `path` is the name that problems carry, and the source of rows that name none; nothing is
/// opened.
///
/// # Shape
///
/// One row for each row of the file that is not blank, in its order; at least one. Sorted by code,
/// every parent stands before its children.
///
/// # Errors
///
/// Every problem of the file, in its order: `code_malformed`, `code_exists`, and those of the file
/// itself. Whether a parent is known is a question to the ledger.
pub fn read_codes(path: &str, bytes: &[u8]) -> Result<Vec<CodeRow>, SourceErrors> {
    let mut problems = Problems::new(path);
    let (codes, _) = codes(path, bytes, &mut problems);
    problems.finish(codes)
}

/// Read a table of codes for a ledger, which says whether a code is in its catalogue: a row whose
/// parent is neither there nor in the file is named beside what could not be read.
pub(crate) fn read_judged_codes(
    path: &str,
    bytes: &[u8],
    is_known: impl Fn(&str) -> bool,
) -> Result<Vec<CodeRow>, SourceErrors> {
    let mut problems = Problems::new(path);
    let (codes, named) = codes(path, bytes, &mut problems);
    for code in &codes {
        let Some(parent) = &code.parent else { continue };
        if !named.contains(parent) && !is_known(parent) && !is_known(&code.code) {
            let place = Place {
                column: Some("code"),
                value: Some(&code.code),
                ..Place::row(code.row)
            };
            let message = format!(
                "the code above {} is neither in the file nor in the catalogue: {parent}",
                code.code
            );
            let hint = "add a row for it, or check the digits";
            problems.add(place, Flaw::rule(Rule::CodeParentUnknown, message, hint));
        }
    }
    problems.finish(codes)
}

/// Read each code, and which codes the rows name, those included that lack something else.
fn codes(path: &str, bytes: &[u8], problems: &mut Problems) -> (Vec<CodeRow>, HashSet<String>) {
    let mut first_rows = HashMap::new();
    let mut named = HashSet::new();
    let codes = read_rows(bytes, &CODES, problems, |row, problems| {
        let code = row.text("code").map(cell::catalogue_code);
        named.extend(code.and_then(Result::ok));
        let code = read_code(row, path, problems)?;
        let first = first_row(&mut first_rows, code.code.clone(), row.number);
        if let Some(first) = first {
            let message = format!("the code stands in row {first} already: {}", code.code);
            row.refuse(
                "code",
                Flaw::rule(Rule::CodeExists, message, "keep one of them"),
                problems,
            );
        }
        Some(code)
    });
    (codes, named)
}

fn read_code(row: &Row<'_>, path: &str, problems: &mut Problems) -> Option<CodeRow> {
    let code = row.read("code", cell::catalogue_code, problems);
    let name = row.read("name", code_name, problems);
    let parent = code.as_deref().and_then(parent_of);
    if let Some(code) = &code {
        row.read("level", |text| check_level(text, code), problems);
        row.read("parent", |text| check_parent(text, parent), problems);
    }
    let (is_verified, source) = read_origin(row, path, Rule::CodeMalformed, problems)?;
    let parent = parent.map(str::to_owned);
    Some(CodeRow {
        row: row.number,
        code: code?,
        name: name?,
        parent,
        is_verified,
        source,
    })
}

/// Return the code two digits shorter.
fn parent_of(code: &str) -> Option<&str> {
    let length = code.len().checked_sub(2).filter(|length| *length >= 3)?;
    code.get(..length)
}

fn code_name(text: &str) -> Result<String, Flaw> {
    if text.is_empty() {
        let hint = "write the name of the code";
        return Err(Flaw::rule(
            Rule::CodeMalformed,
            "the name of the code is empty",
            hint,
        ));
    }
    cell::name(text)
}

/// Check that a level, when there is one, agrees with the number of digits.
fn check_level(text: &str, code: &str) -> Result<(), Flaw> {
    let level = match code.len() {
        3 => "类",
        5 => "款",
        _ => "项",
    };
    if text.is_empty() || text == level {
        return Ok(());
    }
    let message = format!(
        "a code of {} digits is a {level}, not: {}",
        code.len(),
        shorten(text)
    );
    Err(Flaw::rule(
        Rule::CodeMalformed,
        message,
        "leave the level out, or correct the code",
    ))
}

/// Check that a parent, when there is one, is the code two digits shorter.
fn check_parent(text: &str, parent: Option<&str>) -> Result<(), Flaw> {
    if text.is_empty() || cell::catalogue_code(text).is_ok_and(|given| Some(&*given) == parent) {
        return Ok(());
    }
    let message = match parent {
        Some(parent) => format!("the parent is {parent}, not: {}", shorten(text)),
        None => format!("a 类 has no parent: {}", shorten(text)),
    };
    Err(Flaw::rule(
        Rule::CodeMalformed,
        message,
        "leave the parent out, or correct the code",
    ))
}

/// Read a table that maps department to government economic codes.
///
/// `path` is the name that problems carry, and the source of rows that name none; nothing is
/// opened.
///
/// # Shape
///
/// One row for each row of the file that is not blank, in its order; at least one.
///
/// # Errors
///
/// Every problem of the file, in its order: `code_malformed`, `mapping_invalid`, and those of the
/// file itself. Whether the codes are known is a question to the ledger.
pub fn read_mappings(path: &str, bytes: &[u8]) -> Result<Vec<MappingRow>, SourceErrors> {
    let mut problems = Problems::new(path);
    let mut first_rows = HashMap::new();
    let mappings = read_rows(bytes, &MAPPINGS, &mut problems, |row, problems| {
        let mapping = read_mapping(row, path, problems)?;
        let (from, to) = (&mapping.department_code, &mapping.government_code);
        let key = (from.clone(), to.clone(), mapping.applies_to.clone());
        if let Some(first) = first_row(&mut first_rows, key, row.number) {
            let message = format!("the mapping stands in row {first} already: {from} to {to}");
            row.refuse(
                "department_code",
                mapping_invalid(message, "keep one of them"),
                problems,
            );
        }
        Some(mapping)
    });
    problems.finish(mappings)
}

fn read_mapping(row: &Row<'_>, path: &str, problems: &mut Problems) -> Option<MappingRow> {
    let department_code = row.read("department_code", cell::mapped_code, problems);
    let applies_to = row.read("applies_to", applies_to, problems);
    let column = match applies_to {
        _ if row.text("government_code").is_some() => Some("government_code"),
        Some(applies_to) => paired_column(row, applies_to, problems),
        None => None,
    };
    let government_code = column.and_then(|column| row.read(column, cell::mapped_code, problems));
    let (is_verified, source) = read_origin(row, path, Rule::MappingInvalid, problems)?;
    Some(MappingRow {
        row: row.number,
        department_code: department_code?,
        government_code: government_code?,
        applies_to: applies_to?.to_owned(),
        is_verified,
        source,
    })
}

/// Return which of the two columns holds the code; the other one is empty, or says the same.
fn paired_column(row: &Row<'_>, applies_to: &str, problems: &mut Problems) -> Option<&'static str> {
    let (column, other) = match applies_to {
        "institution" => (FOR_INSTITUTION, FOR_AGENCY),
        _ => (FOR_AGENCY, FOR_INSTITUTION),
    };
    let Some(text) = row.text(column) else {
        let flaw = mapping_invalid(format!("the file has no column {column}"), "add the column");
        row.refuse(column, flaw, problems);
        return None;
    };
    let second = row.text(other).unwrap_or_default();
    let agrees = if applies_to == "any" {
        text == second
    } else {
        second.is_empty()
    };
    if agrees {
        return Some(column);
    }
    let message = format!(
        "the code does not go with {applies_to}: {}",
        shorten(second)
    );
    let hint = "write one row for agency and one for institution; any has the same code in both";
    row.refuse(other, mapping_invalid(message, hint), problems);
    None
}

fn applies_to(text: &str) -> Result<&'static str, Flaw> {
    match text {
        "agency" | "行政单位" => Ok("agency"),
        "institution" | "事业单位" => Ok("institution"),
        "any" | "全部" => Ok("any"),
        _ => Err(mapping_invalid(
            format!(
                "not a kind of unit that a mapping holds for: {}",
                shorten(text)
            ),
            "one of agency 行政单位, institution 事业单位, any 全部",
        )),
    }
}

fn mapping_invalid(message: String, hint: &str) -> Flaw {
    Flaw::rule(Rule::MappingInvalid, message, hint)
}

/// Read whether a row is verified and where it comes from.
///
/// A table that says neither is the official table that the caller takes it for.
fn read_origin(
    row: &Row<'_>,
    path: &str,
    rule: Rule,
    problems: &mut Problems,
) -> Option<(bool, String)> {
    let verified = |text: &str| match text {
        "yes" | "是" => Ok(true),
        "no" | "否" => Ok(false),
        _ => {
            let message = format!("verified is neither yes nor no: {}", shorten(text));
            Err(Flaw::rule(
                rule,
                message,
                "write yes or no, or leave the column out",
            ))
        }
    };
    let is_verified = match row.text("verified") {
        Some(_) => row.read("verified", verified, problems),
        None => Some(true),
    };
    let source = match row.text("source") {
        None | Some("") => Some(path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()),
        Some(_) => row.read("source", cell::name, problems),
    };
    Some((is_verified?, source?))
}

/// Return the row in which a key stood first, if this is not the one.
fn first_row<K: Eq + Hash>(rows: &mut HashMap<K, u64>, key: K, row: u64) -> Option<u64> {
    let first = *rows.entry(key).or_insert(row);
    (first != row).then_some(first)
}
