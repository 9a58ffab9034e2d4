//! The first user's 2025 budget as the tables see it: lines, names, tables.

use std::collections::BTreeMap;

use yusuan::tables::{BudgetInput, BudgetLine, CodeNames, Table, TableError, TableOptions};
use yusuan::{Fen, Fund, Kind, Level};

pub(crate) const UNIT: &str = "玛纳斯县社会保险中心";

const LINES: &str = include_str!("../../../yusuan-cli/demo/lines-2025.csv");
const FUNCTIONAL: &str = include_str!("../../catalogue/functional-expenditure.csv");
const ECONOMIC: &str = include_str!("../../catalogue/economic-department.csv");

fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// Return the lines of the 2025 budget, the carried one included.
pub(crate) fn lines() -> Vec<BudgetLine> {
    let mut lines: Vec<BudgetLine> = records(LINES).iter().map(line).collect();
    lines.push(carried());
    lines
}

/// Return the line that the closing of 2024 carries into 2025.
fn carried() -> BudgetLine {
    BudgetLine {
        unit: UNIT.to_owned(),
        fund: Fund::GeneralPublic,
        level: Level::Upper,
        year: 2025,
        origin_year: 2024,
        functional_code: "2299999".to_owned(),
        economic_code: "30299".to_owned(),
        kind: Kind::Project,
        project: Some("2024年上半年自治区驻村工作专项经费".to_owned()),
        amount: Fen::new(5_000_000),
    }
}

fn line(record: &BTreeMap<String, String>) -> BudgetLine {
    BudgetLine {
        unit: record["unit"].clone(),
        fund: record["fund"].parse().unwrap(),
        level: record["level"].parse().unwrap(),
        year: record["year"].parse().unwrap(),
        origin_year: record["origin_year"].parse().unwrap(),
        functional_code: record["functional_code"].clone(),
        economic_code: record["economic_code"].clone(),
        kind: record["kind"].parse().unwrap(),
        project: Some(record["project"].clone()).filter(|project| !project.is_empty()),
        amount: Fen::parse_fen(&record["amount_fen"]).unwrap(),
    }
}

/// Return the names of all codes.
pub(crate) fn names() -> CodeNames {
    let read = |text| {
        let pair =
            |record: BTreeMap<String, String>| (record["code"].clone(), record["name"].clone());
        records(text).into_iter().map(pair).collect()
    };
    CodeNames {
        functional: read(FUNCTIONAL),
        economic: read(ECONOMIC),
    }
}

/// Make all tables.
pub(crate) fn tables(
    lines: &[BudgetLine],
    options: &TableOptions,
) -> Result<Vec<Table>, TableError> {
    let names = names();
    yusuan::tables::budget_tables(&BudgetInput {
        year: 2025,
        title_unit: UNIT,
        lines,
        names: &names,
        options,
    })
}

/// Make all tables with some lines added.
pub(crate) fn tables_with(added: &[BudgetLine], options: &TableOptions) -> Vec<Table> {
    let mut all = lines();
    all.extend_from_slice(added);
    tables(&all, options).unwrap()
}

/// Return one of the lines of a kind, to be changed by a test.
pub(crate) fn sample(kind: Kind) -> BudgetLine {
    let sample = lines()
        .into_iter()
        .find(|line| line.kind == Kind::Project)
        .unwrap();
    BudgetLine {
        kind,
        project: sample.project.clone().filter(|_| kind == Kind::Project),
        ..sample
    }
}

/// Return the table with this id.
pub(crate) fn table<'a>(tables: &'a [Table], id: &str) -> &'a Table {
    tables.iter().find(|table| table.id == id).unwrap()
}

/// Return the printed text of a cell.
pub(crate) fn text<'a>(tables: &'a [Table], id: &str, row: &str, column: &str) -> Option<&'a str> {
    table(tables, id)
        .row(row)
        .unwrap()
        .cell(column)
        .unwrap()
        .text()
}

/// Return the exact amount of a cell.
pub(crate) fn fen(tables: &[Table], id: &str, row: &str, column: &str) -> Option<i64> {
    table(tables, id)
        .row(row)
        .unwrap()
        .cell(column)
        .unwrap()
        .fen()
        .map(Fen::get)
}
