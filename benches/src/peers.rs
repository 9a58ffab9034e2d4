//! yusuan's part in the comparison with peers: each task in a process of its own.
//!
//! `make bench-peers` runs it, through `benches/peers`, which says what is compared. Usage:
//!
//! ```text
//! peers payments COUNT FILE        write payments as rows: line, fen, day, key
//! peers open LEDGER                make a ledger whose year is approved
//! peers record WAY LEDGER FILE     record payments; a WAY is list, lists, one, each
//! peers balances|budget|check LEDGER
//! peers view-balances|view-budget LEDGER
//! ```
//!
//! A reading prints a row for each line: its number, what it has paid, what it was given. Standard
//! error gets the seconds that asking again takes, in the ledger that is open.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measurement, not a ledger"
)]

use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, BufWriter, Write as _};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use yusuan::date::{self, Date};
use yusuan::tables::{ExecutionBy, ExecutionOptions};
use yusuan::{Fen, Ledger, LineId, Particulars, Payment, PaymentSource, VerifyOptions};
use yusuan_benches::county;
use yusuan_benches::measure::timed;
use yusuan_benches::workload::{KeyOrder, LINES, Payments, YEAR, days};
use yusuan_benches::writers;

/// How many are committed together when not all are.
const TOGETHER: usize = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["payments", count, file] => write_payments(count.parse().unwrap(), file),
        ["open", ledger] => {
            drop(county::open_year(Path::new(ledger), LINES));
            writers::checkpoint(Path::new(ledger));
        }
        ["record", way, ledger, file] => record(way, ledger, file),
        ["balances", ledger] => read(ledger, balances),
        ["budget", ledger] => read(ledger, budget),
        ["check", ledger] => check(ledger),
        ["view-balances", ledger] => read_view(ledger, VIEW_BALANCES),
        ["view-budget", ledger] => read_view(ledger, VIEW_BUDGET),
        _ => panic!("no such task: {arguments:?}"),
    }
}

/// Write the payments of the workload, those with ordered keys, for whoever records them.
fn write_payments(count: i64, file: &str) {
    let days = days();
    let mut file = BufWriter::new(File::create(file).unwrap());
    for payment in Payments::new(count, KeyOrder::Ordered) {
        let (line_id, amount_fen) = (payment.line_id, payment.amount_fen);
        let (day, key) = (&days[payment.day].0, payment.key());
        writeln!(file, "{line_id},{amount_fen},{day},{key}").unwrap();
    }
    file.flush().unwrap();
}

/// Yield the payments of a file.
fn payments(file: &str) -> impl Iterator<Item = Payment> {
    // A day is read once: payments come in its order.
    let mut newest: Option<(String, Date)> = None;
    let rows = BufReader::new(File::open(file).unwrap()).lines();
    rows.map(move |row| {
        let row = row.unwrap();
        let mut cells = row.split(',');
        let mut cell = || cells.next().unwrap();
        let (line_id, amount_fen) = (cell().parse().unwrap(), cell().parse().unwrap());
        let (text, key) = (cell(), cell());
        let day = match &newest {
            Some((known, day)) if known == text => *day,
            _ => {
                newest
                    .insert((text.to_owned(), date::parse(text).unwrap()))
                    .1
            }
        };
        let said = Particulars::on(day).key(key);
        Payment::new(LineId::new(line_id), Fen::new(amount_fen), said)
    })
}

fn record(way: &str, ledger: &str, file: &str) {
    let mut ledger = Ledger::open(ledger).unwrap();
    let mut payments = payments(file);
    match way {
        "list" => assert!(pay_list(&mut ledger, &mut payments, usize::MAX)),
        "lists" => while pay_list(&mut ledger, &mut payments, TOGETHER) {},
        "one" => ledger
            .transaction(|ledger| payments.try_for_each(|payment| pay(ledger, payment)))
            .unwrap(),
        "each" => payments.for_each(|payment| pay(&mut ledger, payment).unwrap()),
        _ => panic!("no such way: {way}"),
    }
}

/// Pay the next payments as a list, all or none; return whether there was any.
fn pay_list(
    ledger: &mut Ledger,
    payments: &mut impl Iterator<Item = Payment>,
    size: usize,
) -> bool {
    let list: Vec<_> = payments.take(size).collect();
    if !list.is_empty() {
        ledger.pay_many(&list).unwrap();
    }
    !list.is_empty()
}

fn pay(ledger: &mut Ledger, payment: Payment) -> yusuan::Result<()> {
    let PaymentSource::Line(line) = payment.source else {
        unreachable!("the workload pays from lines");
    };
    ledger.pay(line, payment.amount, None, &payment.particulars)?;
    Ok(())
}

fn read(ledger: &str, reading: fn(&Ledger) -> String) {
    let ledger = Ledger::open_read_only(ledger).unwrap();
    print!("{}", reading(&ledger));
    let (taken, _) = timed(|| black_box(reading(&ledger)));
    eprintln!("{}", taken.clock_seconds);
}

/// Check once: the second time would double what a whole process takes.
fn check(ledger: &str) {
    let ledger = Ledger::open_read_only(ledger).unwrap();
    let verification = ledger.verify(VerifyOptions::default()).unwrap();
    assert!(verification.is_clean(), "{:?}", verification.findings);
}

fn balances(ledger: &Ledger) -> String {
    let mut rows = String::new();
    for report in ledger.lines(YEAR).unwrap() {
        let (line_id, balance) = (report.line.id.get(), report.balance);
        writeln!(rows, "{line_id},{}", balance.paid.get()).unwrap();
    }
    rows
}

/// 预算执行情况表, line by line; its rows are in the order of lines, after the one of all.
fn budget(ledger: &Ledger) -> String {
    let options = ExecutionOptions {
        by: vec![ExecutionBy::Line],
        ..ExecutionOptions::default()
    };
    let table = ledger.execution(YEAR, &options).unwrap();
    let mut rows = String::new();
    for row in table.rows.iter().skip(1) {
        // A cell of nothing is blank.
        let fen = |column| row.cell(column).unwrap().fen().map_or(0, Fen::get);
        let line_id = row.id().unwrap();
        writeln!(rows, "{line_id},{},{}", fen("paid"), fen("adjusted")).unwrap();
    }
    rows
}

const VIEW_BALANCES: &str = "SELECT line_id, paid_fen FROM line_balance";
const VIEW_BUDGET: &str = "SELECT line_id, paid_fen, paid_fen + available_fen FROM line_balance";

/// Read a view as any program can that knows SQLite and nothing of yusuan.
fn read_view(ledger: &str, sql: &str) {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let connection = Connection::open_with_flags(ledger, flags).unwrap();
    print!("{}", view(&connection, sql));
    let (taken, _) = timed(|| black_box(view(&connection, sql)));
    eprintln!("{}", taken.clock_seconds);
}

fn view(connection: &Connection, sql: &str) -> String {
    let mut statement = connection.prepare(sql).unwrap();
    let count = statement.column_count();
    let mut found = statement.query([]).unwrap();
    let mut rows = String::new();
    while let Some(row) = found.next().unwrap() {
        let cells = (0..count).map(|column| row.get::<_, i64>(column).unwrap().to_string());
        writeln!(rows, "{}", cells.collect::<Vec<_>>().join(",")).unwrap();
    }
    rows
}
