//! A table of payments pays what its rows say, or names every row that cannot be paid.

use std::cell::Cell;
use std::ops::ControlFlow;

use yusuan::import::{ColumnType, DataTable, DataValue, Source};
use yusuan::{
    Error, Ledger, Particulars, Progress, Result, SourceError, VoucherList, date, watched,
};

use crate::payment_list::{one_by_one, opened, payments, written};

/// A table whose values are made when they are asked for.
struct Made<'a> {
    names: &'a [&'a str],
    types: &'a [ColumnType<'a>],
    rows: Vec<Vec<DataValue<'a>>>,
}

impl DataTable for Made<'_> {
    fn names(&self) -> Vec<String> {
        self.names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn column_type(&self, column: usize) -> ColumnType<'_> {
        self.types.get(column).copied().unwrap_or(ColumnType::Any)
    }

    fn value(&self, row: usize, column: usize) -> DataValue<'_> {
        self.rows[row][column].clone()
    }
}

const NAMES: [&str; 4] = ["line", "amount", "dated", "key"];

fn yuan(digits: i128, scale: u32) -> DataValue<'static> {
    DataValue::Decimal { digits, scale }
}

fn text(text: Option<&String>) -> DataValue<'_> {
    text.map_or(DataValue::Missing, |text| DataValue::Text(text))
}

fn row<'a>(line: i64, amount: DataValue<'a>, day: &'a str, key: &'a str) -> Vec<DataValue<'a>> {
    let (line, day) = (DataValue::Whole(line), DataValue::Text(day));
    vec![line, amount, day, DataValue::Text(key)]
}

fn pay_table(ledger: &mut Ledger, table: &Made<'_>) -> Result<VoucherList> {
    let source = Source::table("payments", table);
    ledger.post_many(&source, Some("pay"), &Particulars::default())
}

/// Return the problems of a table of untyped columns.
fn problems(names: &[&str], rows: Vec<Vec<DataValue<'_>>>) -> Vec<SourceError> {
    let (folder, mut ledger) = opened();
    let before = written(&folder);
    let table = Made {
        names,
        types: &[],
        rows,
    };
    let error = pay_table(&mut ledger, &table).unwrap_err();
    assert_eq!(written(&folder), before);
    match error {
        Error::Source(problems) => problems.0,
        other => panic!("{other}"),
    }
}

#[test]
fn a_table_writes_what_its_rows_write_one_by_one() {
    let (table_folder, mut ledger) = opened();
    let payments = payments(930);
    let days: Vec<String> = payments
        .iter()
        .map(|payment| payment.particulars.dated.unwrap().to_string())
        .collect();
    let rows = payments
        .iter()
        .zip(&days)
        .enumerate()
        .map(|(number, (payment, day))| {
            let said = &payment.particulars;
            vec![
                DataValue::Whole(i64::try_from(number).unwrap() * 3 % 7 + 1),
                DataValue::Whole(payment.amount.get()),
                DataValue::Text(day),
                text(said.key.as_ref()),
                text(said.document.as_ref()),
                text(said.prepared_by.as_ref()),
            ]
        });
    let table = Made {
        names: &["指标", "金额（分）", "日期", "单号", "单据号", "制单人"],
        types: &[],
        rows: rows.collect(),
    };
    let done = pay_table(&mut ledger, &table).unwrap();
    let (folder, mut other) = opened();
    one_by_one(&mut other, &payments);
    assert_eq!(
        (done.voucher_count, done.head),
        (930, other.head().unwrap())
    );
    assert_eq!(written(&table_folder), written(&folder));
}

#[test]
fn everything_that_is_wrong_is_named_at_once() {
    let found = problems(
        &NAMES,
        vec![
            row(1, yuan(12_345, 3), "2025-03-01", "1"),
            row(1, yuan(0, 2), "2025-02-30", "2"),
            row(0, yuan(100, 2), "2025-03-01", "3"),
            row(99, yuan(100, 2), "2025-03-01", "4"),
            row(1, yuan(100_000_000_000, 2), "2025-03-01", "5"),
            row(1, DataValue::Whole(5), "", "6"),
            row(1, yuan(1_230_000, 4), "2025-03-01", "7"),
        ],
    );
    let found: Vec<(u64, &str, &str, &str)> = found
        .iter()
        .map(|problem| {
            let column = problem.column.as_deref().unwrap_or_default();
            let value = problem.value.as_deref().unwrap_or_default();
            (problem.row.unwrap(), column, value, problem.token.as_str())
        })
        .collect();
    assert_eq!(
        found,
        [
            (1, "amount", "12.345", "amount_subfen"),
            (2, "amount", "0.00", "amount_not_positive"),
            (2, "dated", "2025-02-30", "date_invalid"),
            (3, "line", "0", "row_malformed"),
            (4, "line", "99", "line_unknown"),
            (5, "", "", "available_exceeded"),
            (6, "amount", "5", "amount_invalid"),
            (6, "dated", "", "date_invalid"),
        ]
    );
}

#[test]
fn a_row_is_of_a_line_or_of_a_commitment() {
    let names = ["line", "commitment", "amount_fen", "date"];
    let rows = [(Some(1), Some(1)), (None, None)].map(|(line, commitment)| {
        let number = |number: Option<i64>| number.map_or(DataValue::Missing, DataValue::Whole);
        let day = DataValue::Day(date::parse("2025-03-01").unwrap());
        vec![number(line), number(commitment), DataValue::Whole(1), day]
    });
    let found = problems(&names, rows.into());
    let tokens: Vec<_> = found.iter().map(|problem| problem.token.as_str()).collect();
    assert_eq!(tokens, ["posting_shape", "posting_shape"]);
}

#[test]
fn columns_are_judged_before_rows() {
    let found = problems(&["line", "amount", "key", "kee"], vec![]);
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    assert!(found[0].starts_with("payments, column kee: column_unknown: no such column: kee"));
    assert!(
        found[1]
            .starts_with("payments, column dated: column_missing: the table has no column dated")
    );
    let found = problems(&["dated", "金额"], vec![]);
    let tokens: Vec<_> = found.iter().map(|problem| problem.token.as_str()).collect();
    assert_eq!(tokens, ["column_unknown", "column_missing"]);
    assert!(found[0].hint.contains("金额（元）"));
    assert_eq!(problems(&["a", "b"], vec![])[0].token, "column_missing");
}

#[test]
fn a_column_of_a_type_that_says_nothing_exact_is_refused_whole() {
    let (_folder, mut ledger) = opened();
    let types = [
        ColumnType::Other("double"),
        ColumnType::Other("double"),
        ColumnType::Other("timestamp[ns]"),
        ColumnType::Whole,
    ];
    let table = Made {
        names: &NAMES,
        types: &types,
        rows: vec![],
    };
    let error = pay_table(&mut ledger, &table).unwrap_err();
    insta::assert_snapshot!(error, @r"
    payments, column line: row_malformed: a column of double is no number of a row (hint: cast it to whole numbers, .cast(pl.Int64) in polars, .cast(pa.int64()) in pyarrow, .astype('Int64') in pandas)
    payments, column amount: amount_invalid: a column of double is no exact amount (hint: cast it to decimal in yuan, .round(2).cast(pl.Decimal(18, 2)) in polars and .cast(pa.decimal128(18, 2)) in pyarrow; or to whole fen, called amount_fen: (amount * 100).round().astype('int64') in pandas)
    payments, column dated: date_invalid: a column of timestamp[ns] is no day (hint: cast it to days, .cast(pl.Date) in polars and .cast(pa.date32()) in pyarrow; or write text as YYYY-MM-DD: .dt.strftime('%Y-%m-%d') in pandas)
    payments, column key: row_malformed: a column of whole numbers is no text (hint: cast it to text, .cast(pl.String) in polars, .cast(pa.string()) in pyarrow, .astype('str') in pandas)
    ");
}

#[test]
fn whole_numbers_are_no_yuan() {
    let (_folder, mut ledger) = opened();
    let types = [ColumnType::Whole; 2];
    let table = Made {
        names: &NAMES,
        types: &types,
        rows: vec![],
    };
    let error = pay_table(&mut ledger, &table).unwrap_err();
    insta::assert_snapshot!(error, @"payments, column amount: amount_invalid: a column of whole numbers could be yuan or fen (hint: call fen amount_fen; make decimal numbers of yuan: .cast(pl.Decimal(18, 2)) in polars, .cast(pa.decimal128(21, 2)) in pyarrow)");
}

/// A table of draft lines that counts how often it is asked.
struct Asked(Cell<usize>);

const LINE: [(&str, &str); 10] = [
    ("year", "2026"),
    ("unit", "社会保险中心"),
    ("fund", "general_public"),
    ("level", "own"),
    ("origin_year", "2026"),
    ("functional_code", "2080109"),
    ("economic_code", "30201"),
    ("kind", "basic_public"),
    ("project", ""),
    ("amount", "1.00"),
];

impl DataTable for Asked {
    fn names(&self) -> Vec<String> {
        LINE.map(|(name, _)| name.to_owned()).into()
    }

    fn row_count(&self) -> usize {
        100_000
    }

    fn column_type(&self, _: usize) -> ColumnType<'_> {
        ColumnType::Text
    }

    fn value(&self, _: usize, column: usize) -> DataValue<'_> {
        self.0.set(self.0.get() + 1);
        DataValue::Text(LINE[column].1)
    }
}

#[test]
fn lines_are_read_no_further_when_somebody_stops_it() {
    let (folder, mut ledger) = opened();
    let before = written(&folder);
    let table = Asked(Cell::new(0));
    let watcher = |progress: &Progress| match progress.done {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    };
    let stopped = watched(watcher, || {
        ledger.import_lines_of(&Source::table("lines", &table))
    });
    assert!(matches!(stopped, Err(Error::Stopped)));
    assert_eq!(table.0.get(), 1_024 * LINE.len());
    assert_eq!(written(&folder), before);
}
