//! What is wrong with a file is said in one round: cells that cannot be read, and rows that the ledger
//! refuses.

use std::path::PathBuf;

use yusuan::{
    Error, Ledger, NewStatement, Particulars, Result, Scheme, StatementKind, UnitKind, date, import,
};

const UNIT: &str = "社会保险中心";

struct Desk {
    folder: tempfile::TempDir,
    ledger: Ledger,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::create(folder.path().join("county.db"), "").unwrap();
        let none = Particulars::default();
        ledger
            .add_unit(UNIT, UnitKind::Institution, None, &none)
            .unwrap();
        ledger.prepare_year(2025, &none).unwrap();
        Self { folder, ledger }
    }

    fn write(&self, text: &str) -> PathBuf {
        let path = self.folder.path().join("file.csv");
        std::fs::write(&path, text).unwrap();
        path
    }
}

/// Return row, column and token of each problem.
fn problems<T: std::fmt::Debug>(result: Result<T>) -> Vec<(u64, String, String)> {
    let Err(Error::Source(errors)) = result else {
        panic!("not refused by its rows: {result:?}");
    };
    let all = errors.0.into_iter();
    all.map(|it| {
        let column = it.column.unwrap_or_default();
        (it.row.unwrap_or_default(), column, it.token)
    })
    .collect()
}

fn expect(found: &[(u64, String, String)], expected: &[(u64, &str, &str)]) {
    let found: Vec<(u64, &str, &str)> = found
        .iter()
        .map(|(row, column, token)| (*row, &**column, &**token))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn lines_that_can_be_read_are_judged_beside_those_that_cannot() {
    let mut desk = Desk::new();
    let row = |unit: &str, code: &str, amount: &str| {
        format!("2025,{unit},一般公共预算,本级,2025,2080109,{code},公用经费,,{amount}\n")
    };
    let text = [
        "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project,amount\n"
            .to_owned(),
        row("教育局", "30201", "1.00"),
        row(UNIT, "30201", "1.005"),
        row(UNIT, "30298", "1.00"),
        row(UNIT, "30202", "1.00"),
        row(UNIT, "30202", "2.00"),
    ]
    .concat();
    let imported = desk.ledger.import_lines_from("lines.csv", text.as_bytes());
    expect(
        &problems(imported),
        &[
            (2, "unit", "unit_unknown"),
            (3, "amount", "amount_subfen"),
            (4, "economic_code", "code_unknown"),
            (6, "", "draft_exists"),
        ],
    );
    assert_eq!(desk.ledger.drafts(2025).unwrap(), []);
}

#[test]
fn successors_that_can_be_read_are_judged_beside_those_that_cannot() {
    let mut desk = Desk::new();
    let text = "scheme,old,new\neconomic,30277,30202\ncode,1,2\nunit,旧局,新局\n";
    let path = desk.write(text);
    let loaded = desk
        .ledger
        .load_successors(2025, path, &Particulars::default());
    expect(
        &problems(loaded),
        &[
            (2, "old", "successor_invalid"),
            (3, "scheme", "successor_invalid"),
            (4, "old", "successor_invalid"),
        ],
    );
}

#[test]
fn codes_without_a_parent_are_named_beside_those_that_cannot_be_read() {
    let mut desk = Desk::new();
    // The parent of row 3 is in the file, although its row lacks a name.
    let text = "code,name\n29901,\n2990101,甲\n2980101,乙\n2080198,丙\n";
    let path = desk.write(text);
    let none = Particulars::default();
    let loaded = desk
        .ledger
        .load_catalogue(2025, Scheme::Functional, path, &none);
    let found = problems(loaded);
    expect(
        &found,
        &[
            (2, "name", "code_malformed"),
            (4, "code", "code_parent_unknown"),
        ],
    );
}

#[test]
fn rows_outside_the_days_of_a_statement_are_named_beside_those_that_cannot_be_read() {
    let mut desk = Desk::new();
    let text = "日期,支付金额\n2025-03-04,4.001\n2025-04-01,4.00\n2025-04-02,4.00\n";
    let path = desk.write(text);
    let new = NewStatement {
        kind: StatementKind::Treasury,
        name: "国库".to_owned(),
        first_on: None,
        last_on: Some(date::parse("2025-03-31").unwrap()),
    };
    let loaded = desk
        .ledger
        .load_statement(path, &new, &Particulars::default());
    expect(
        &problems(loaded),
        &[
            (2, "支付金额", "amount_subfen"),
            (3, "日期", "statement_row_invalid"),
            (4, "日期", "statement_row_invalid"),
        ],
    );
}

#[test]
fn parts_of_a_contract_are_judged_as_they_are_read() {
    let text = "year,fund,functional_code,economic_code,kind,project,due_on,amount
2025,general_public,2080109,30209,project,,,3.00
2025,general_public,2080109,30209,basic_public,修路,2026-01-01,3.00
2025,general_public,2080109,30209,basic_public,,,0.00
2025,general_public,2080109,30209,basic_public,,,x
";
    let read = import::read_parts("parts.csv", text.as_bytes(), UNIT);
    expect(
        &problems(read.map_err(Error::from)),
        &[
            (2, "project", "project_missing"),
            (3, "project", "project_unexpected"),
            (3, "due_on", "part_invalid"),
            (4, "amount", "part_invalid"),
            (5, "amount", "amount_invalid"),
        ],
    );
}
