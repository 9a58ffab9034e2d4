//! Reading as of a day or an act: what the library adds up is what the file keeps, and what the
//! double entry says of every moment.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, params};
use yusuan::tables::{Cell, ColumnId, ExecutionBy, ExecutionOptions, RowLevel, Table};
use yusuan::{AsOf, Fen, Ledger, LineBalance, Particulars, UnitKind, date};

use crate::story;

fn told() -> (tempfile::TempDir, Ledger) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("county.db");
    story::write(&path).unwrap();
    (folder, Ledger::open(path).unwrap())
}

/// Every running total of the ledger as of a moment, those that are zero left out.
fn totals(ledger: &Ledger, as_of: &AsOf) -> BTreeMap<(&'static str, i64, &'static str), i64> {
    let mut all = BTreeMap::new();
    let mut add = |book, id, columns: &[&'static str], values: &[Fen]| {
        for (column, value) in columns.iter().zip(values) {
            all.insert((book, id, *column), value.get());
        }
    };
    for year in ledger.years().unwrap() {
        for report in ledger.lines_as_of(year.year, as_of).unwrap() {
            let id = report.line.id.get();
            let (columns, values) = (LineBalance::COLUMNS, report.balance.values());
            add("line", id, &columns, &values);
            add("line", id, &["available"], &[report.available]);
        }
        for income in ledger.incomes(year.year, as_of).unwrap() {
            let columns = yusuan::IncomeTotals::COLUMNS;
            add("income", income.income_id, columns, &income.totals.values());
            let derived = [income.expected, income.money];
            add("income", income.income_id, &["expected", "money"], &derived);
        }
        for commitment in ledger.commitments(year.year, as_of).unwrap() {
            let columns = yusuan::CommitmentTotals::COLUMNS;
            let id = commitment.commitment_id;
            add("commitment", id, columns, &commitment.totals.values());
            add("commitment", id, &["remaining"], &[commitment.remaining]);
        }
    }
    for surplus in ledger.surpluses(as_of).unwrap() {
        let columns = yusuan::SurplusTotals::COLUMNS;
        let id = surplus.surplus_id;
        add("surplus", id, columns, &surplus.totals.values());
        let derived = [surplus.stock, surplus.earmarked_stock];
        add("surplus", id, &["stock", "earmarked_stock"], &derived);
    }
    // What is set aside goes from one stock to the other, and has no account of its own.
    all.retain(|(_, _, column), fen| *fen != 0 && *column != "earmarked");
    all
}

/// The same by double entry, for the accounts that stand for a total.
fn by_double_entry(
    path: &Path,
    posting_id: i64,
    dated: &str,
) -> BTreeMap<(String, i64, String), i64> {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT m.book, m.owner_id, a.total, sum(m.amount_fen)
        FROM movement AS m JOIN account_in_force AS a ON a.account = m.account
        WHERE m.posting_id <= ?1 AND m.dated <= ?2 GROUP BY m.book, m.owner_id, m.account";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement
        .query_map(params![posting_id, dated], |row| {
            let total: String = row.get(2)?;
            let sign = if total.starts_with('-') { -1 } else { 1 };
            let (_, column) = total.split_once('.').unwrap();
            let column = column.trim_end_matches("_fen").to_owned();
            Ok((
                (row.get(0)?, row.get(1)?, column),
                sign * row.get::<_, i64>(3)?,
            ))
        })
        .unwrap();
    rows.map(Result::unwrap)
        .filter(|(_, fen)| *fen != 0)
        .collect()
}

#[test]
fn the_newest_posting_gives_the_stored_totals() {
    let (_folder, ledger) = told();
    let head = ledger.head().unwrap();
    let now = totals(&ledger, &AsOf::now());
    for as_of in [
        AsOf::now().known_at_posting(head.posting_id),
        AsOf::now().known_at_voucher(head.voucher_id),
        AsOf::on(date::parse("9998-12-31").unwrap()),
    ] {
        assert_eq!(totals(&ledger, &as_of), now, "{as_of}");
    }
    for year in ledger.years().unwrap() {
        for report in ledger.lines(year.year).unwrap() {
            let all = AsOf::now().known_at_posting(head.posting_id);
            assert_eq!(
                ledger.balance_as_of(&report.line, &all).unwrap(),
                report.balance
            );
        }
    }
}

#[test]
fn every_moment_is_what_double_entry_says() {
    let (folder, ledger) = told();
    let path = folder.path().join("county.db");
    let newest = ledger.head().unwrap().posting_id;
    for posting_id in 0..=newest {
        for day in ["2024-03-31", "2024-12-31", "2025-12-31"] {
            let as_of = AsOf::on(date::parse(day).unwrap()).known_at_posting(posting_id);
            let found: BTreeMap<_, _> = totals(&ledger, &as_of)
                .into_iter()
                .map(|((book, id, column), fen)| ((book.to_owned(), id, column.to_owned()), fen))
                .collect();
            assert_eq!(found, by_double_entry(&path, posting_id, day), "{as_of}");
        }
    }
}

#[test]
fn nothing_was_known_before_the_beginning_and_nobody_knows_the_future() {
    let (_folder, ledger) = told();
    let head = ledger.head().unwrap();
    for as_of in [
        AsOf::now().known_at_posting(0),
        AsOf::now().known_at_voucher(0),
        AsOf::on(date::parse("1999-12-31").unwrap()),
    ] {
        assert_eq!(totals(&ledger, &as_of), BTreeMap::new(), "{as_of}");
        assert!(ledger.lines_as_of(2024, &as_of).unwrap().is_empty());
    }
    let later = AsOf::now().known_at_posting(head.posting_id + 1);
    assert_eq!(
        ledger.surpluses(&later).unwrap_err().code(),
        "posting_unknown"
    );
    for voucher in [-1, head.voucher_id + 1] {
        let later = AsOf::now().known_at_voucher(voucher);
        assert_eq!(
            ledger.incomes(2024, &later).unwrap_err().code(),
            "voucher_unknown"
        );
    }
}

/// Exact amounts of a row, by column; the whole of the rate is what was given.
fn amounts(table: &Table, id: &str) -> BTreeMap<String, i64> {
    let row = table.row(id).unwrap();
    let amount = |(column, cell): &(ColumnId, Cell)| {
        let fen = match cell {
            Cell::Amount { fen, .. } => fen.unwrap_or_default(),
            Cell::Rate(rate) => rate.part_fen.unwrap_or_default(),
            Cell::Label(_) => return None,
        };
        Some((column.to_string(), fen.get()))
    };
    row.cells.iter().filter_map(amount).collect()
}

#[test]
fn every_row_adds_up_and_every_group_is_the_sum_of_what_is_within_it() {
    let (_folder, mut ledger) = told();
    // A second tree, and a unit with nothing.
    let none = Particulars::default();
    ledger
        .add_unit("教育局", UnitKind::Department, None, &none)
        .unwrap();
    for by in ExecutionBy::ALL
        .into_iter()
        .filter(|by| *by != ExecutionBy::Month)
    {
        let options = ExecutionOptions {
            by: vec![by, ExecutionBy::Line, ExecutionBy::Month],
            ..ExecutionOptions::default()
        };
        for year in [2024, 2025] {
            let table = ledger.execution(year, &options).unwrap();
            let mut sums: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
            for row in &table.rows {
                let id = row.id().unwrap();
                let found = amounts(&table, id);
                let parts = ["committed", "paid", "settled", "left"];
                assert_eq!(
                    found["adjusted"],
                    parts.iter().map(|part| found[*part]).sum::<i64>()
                );
                let depth = if row.head_level() == RowLevel::Total {
                    0
                } else {
                    id.split('/').count()
                };
                let depths = if by == ExecutionBy::Line { 1 } else { 2 };
                if (1..=depths).contains(&depth) {
                    let above = id.rsplit_once('/').map_or("total", |(above, _)| above);
                    let sum = sums.entry(above.to_owned()).or_default();
                    for (column, fen) in found {
                        *sum.entry(column).or_default() += fen;
                    }
                }
            }
            for (above, sum) in sums {
                assert_eq!(
                    sum,
                    amounts(&table, &above),
                    "{year} {} {above}",
                    by.as_str()
                );
            }
        }
    }
}

trait HeadLevel {
    fn head_level(&self) -> RowLevel;
}

impl HeadLevel for yusuan::tables::Row {
    fn head_level(&self) -> RowLevel {
        match &self.head {
            yusuan::tables::RowHead::Item { level, .. } => *level,
            yusuan::tables::RowHead::Sides { .. } => panic!("an execution table has one side"),
        }
    }
}

#[test]
fn months_end_where_the_year_stands() {
    let (_folder, ledger) = told();
    let by_month = ExecutionOptions {
        by: vec![ExecutionBy::Month, ExecutionBy::Line],
        ..ExecutionOptions::default()
    };
    let by_line = ExecutionOptions {
        by: vec![ExecutionBy::Line],
        ..ExecutionOptions::default()
    };
    let months = ledger.execution(2024, &by_month).unwrap();
    let lines = ledger.execution(2024, &by_line).unwrap();
    for row in &lines.rows {
        let id = row.id().unwrap();
        let mut whole = amounts(&months, id);
        whole.remove("paid_in_month");
        assert_eq!(whole, amounts(&lines, id));
        if id != "total" {
            let mut december = amounts(&months, &format!("{id}/12"));
            december.remove("paid_in_month");
            assert_eq!(december, whole);
            let month = |month| amounts(&months, &format!("{id}/{month:02}"))["paid_in_month"];
            assert_eq!((1..=12).map(month).sum::<i64>(), whole["paid"]);
        }
    }
    // The end of March is March as of its last day.
    let march = ExecutionOptions {
        as_of: AsOf::on(date::parse("2024-03-31").unwrap()),
        ..by_line
    };
    let march = ledger.execution(2024, &march).unwrap();
    assert!(march.rows.len() > 1);
    for id in march
        .rows
        .iter()
        .filter_map(|row| row.id())
        .filter(|id| *id != "total")
    {
        let mut end = amounts(&months, &format!("{id}/03"));
        end.remove("paid_in_month");
        assert_eq!(end, amounts(&march, id));
    }
    assert!(
        march.notes.iter().any(|note| note.contains("2024-03-31")),
        "{:?}",
        march.notes
    );
}
