//! Line files: a budget as rows.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use super::cell;
use super::columns::{
    AMOUNT, AMOUNT_FEN, ECONOMIC_CODE, FUNCTIONAL_CODE, FUND, KIND, LEVEL, ORIGIN_YEAR, PROJECT,
    UNCLEAR, UNIT, YEAR,
};
use super::file::{RowWarning, refused_row, warned_row};
use super::header::Layout;
use super::problems::{Flaw, Place, Problems};
use super::source::Source;
use super::table::{Row, read_rows, read_source};
use crate::error::{Error, Rule, SourceErrors};
use crate::journal::PolicyWarning;
use crate::line::{Kind, LineKey};
use crate::money::Fen;
use crate::progress::{Counter, Stage};

/// A row of a line file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// Line of the file, the header being 1.
    pub row: u64,
    /// Key of the line.
    pub key: LineKey,
    /// Its amount, more than zero.
    pub amount: Fen,
}

pub(super) const LAYOUT: Layout = Layout {
    required: &[
        YEAR,
        UNIT,
        FUND,
        LEVEL,
        ORIGIN_YEAR,
        FUNCTIONAL_CODE,
        ECONOMIC_CODE,
        KIND,
        PROJECT,
    ],
    one_of: &[AMOUNT_FEN, AMOUNT],
    optional: &[],
    unclear: UNCLEAR,
};

/// Read a line file.
///
/// `path` is the name that problems carry; nothing is opened.
///
/// # Shape
///
/// One row for each row of the file that is not blank, in its order; at least one.
///
/// # Errors
///
/// Every problem of the file, in its order; see the module for what is read and what is not.
///
/// # Examples
///
/// ```
/// let text = "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,amount
/// 2025,社会保险中心,一般公共预算,本级,2025,2080109,30201,公用经费,,\"1,234.50\"
/// ";
/// let lines = yusuan::import::read_lines("lines.csv", text.as_bytes()).unwrap();
/// assert_eq!(lines[0].amount.get(), 123_450);
///
/// let wrong = text.replace("公用经费", "基本支出");
/// let problems = yusuan::import::read_lines("lines.csv", wrong.as_bytes()).unwrap_err();
/// assert_eq!((problems.0[0].row, problems.token()), (Some(2), "kind_unknown"));
/// ```
pub fn read_lines(path: &str, bytes: &[u8]) -> Result<Vec<LineRow>, SourceErrors> {
    let mut problems = Problems::new(path);
    let rows = read_rows(bytes, &LAYOUT, &mut problems, read_line);
    refuse_repeated(&rows, &mut problems);
    problems.finish(rows)
}

/// A line file with what names its rows.
pub(crate) struct LineFile {
    pub(super) path: String,
    pub(super) sheet: Option<String>,
    pub(crate) rows: Vec<LineRow>,
}

/// Read a line file for a ledger, which judges each row that could be read: what is wrong with these
/// is named beside what could not be read, and what it warns of is returned.
pub(crate) fn read_judged_lines(
    source: &Source<'_>,
    mut judge: impl FnMut(&LineRow) -> Result<Option<PolicyWarning>, Error>,
) -> Result<(Vec<LineRow>, Vec<RowWarning>), Error> {
    let mut problems = Problems::new(source.name());
    let (header, rows) = read_source(source, &LAYOUT, &mut problems, read_line)?;
    let repeated = refuse_repeated(&rows, &mut problems);
    let file = LineFile {
        path: source.name().to_owned(),
        sheet: problems.sheet().map(str::to_owned),
        rows,
    };
    let mut warnings = Vec::new();
    let total = u64::try_from(file.rows.len()).ok();
    let mut counter = Counter::begin(Stage::Writing, total);
    for row in file.rows.iter().filter(|row| !repeated.contains(&row.row)) {
        counter.step()?;
        match judge(row) {
            Ok(warning) => {
                warnings.extend(warning.map(|warning| warned_row(&file, row, warning)));
            }
            Err(Error::Rule(refusal)) => {
                problems.keep_at(header.as_ref(), refused_row(&file, row, &refusal));
            }
            Err(error) => return Err(error),
        }
    }
    counter.end()?;
    Ok(problems.finish((file.rows, warnings))?)
}

fn read_line(row: &Row<'_>, problems: &mut Problems) -> Option<LineRow> {
    let year = row.read("year", cell::year, problems);
    let unit = row.read("unit", cell::unit, problems);
    let fund = row.read("fund", cell::fund, problems);
    let level = row.read("level", cell::level, problems);
    let origin_year = row.read("origin_year", |text| origin_year(text, year), problems);
    let functional_code = row.read("functional_code", cell::functional_code, problems);
    let economic_code = row.read("economic_code", cell::economic_code, problems);
    let kind = row.read("kind", cell::kind, problems);
    let project = row.read("project", |text| project(text, kind), problems);
    let column = if row.text("amount_fen").is_some() {
        "amount_fen"
    } else {
        "amount"
    };
    let parse = if column == "amount" {
        cell::yuan
    } else {
        cell::fen
    };
    let amount = row.read(column, parse, problems);
    let key = LineKey {
        year: year?,
        unit: unit?,
        fund: fund?,
        level: level?,
        origin_year: origin_year?,
        functional_code: functional_code?,
        economic_code: economic_code?,
        kind: kind?,
        project: project?,
    };
    Some(LineRow {
        row: row.number,
        key,
        amount: amount?,
    })
}

/// Read the first year of the money, which is not after the budget year.
fn origin_year(text: &str, year: Option<i16>) -> Result<i16, Flaw> {
    let origin_year = cell::year(text)?;
    match year {
        Some(year) if origin_year > year => {
            let message = format!("the money is from a year after {year}: {origin_year}");
            let hint = "write the first year of the money; for new money it is the budget year";
            Err(Flaw::rule(Rule::OriginYearInvalid, message, hint))
        }
        _ => Ok(origin_year),
    }
}

/// Read a project's name, which stands exactly beside the kind `project`.
pub(super) fn project(text: &str, kind: Option<Kind>) -> Result<Option<String>, Flaw> {
    let name = if text.is_empty() {
        None
    } else {
        Some(cell::name(text)?)
    };
    match (kind, &name) {
        (Some(Kind::Project), None) => Err(Flaw::rule(
            Rule::ProjectMissing,
            "the project has no name",
            "write the name of the project",
        )),
        (Some(kind), Some(name)) if kind != Kind::Project => Err(Flaw::rule(
            Rule::ProjectUnexpected,
            format!("only project spending has a project, not {kind}: {name}"),
            "leave the project empty, or write project as the kind",
        )),
        _ => Ok(name),
    }
}

/// Report every line that stands in the file before, and return their rows.
fn refuse_repeated(lines: &[LineRow], problems: &mut Problems) -> HashSet<u64> {
    let mut repeated = HashSet::new();
    let mut first_rows = HashMap::with_capacity(lines.len());
    for line in lines {
        match first_rows.entry(&line.key) {
            Entry::Vacant(entry) => {
                entry.insert(line.row);
            }
            Entry::Occupied(entry) => {
                let message = format!(
                    "the line stands in row {} already: {}",
                    entry.get(),
                    line.key
                );
                let hint = "add the amounts up in one row, or give the projects different names";
                let flaw = Flaw::rule(Rule::DraftExists, message, hint);
                problems.add(Place::row(line.row), flaw);
                repeated.insert(line.row);
            }
        }
    }
    repeated
}
