//! doubleentry's part in the comparison with peers: each task in a process of its own.
//!
//! Usage, as that of yusuan's own part in `benches/src/peers.rs`:
//!
//! ```text
//! doubleentry open BOOKS
//! doubleentry record BOOKS FILE
//! doubleentry balances|budget|check BOOKS
//! ```
//!
//! A line of the budget is a liability that may not become a debit: what it was given is its
//! credit, what it paid its debit, and the rule core refuses to overspend it.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::hint::black_box;
use std::io::{BufRead, BufReader, Lines};
use std::time::Instant;

use doubleentry::AccountSpec;
use doubleentry::prelude::*;
use doubleentry::store::{SqlStore, Sqlite};

type Books = Ledger<SqlStore<Sqlite>>;
type Outcome<T> = std::result::Result<T, Box<dyn Error>>;

const LINES: i64 = 2_000;
const BUDGET_FEN: i128 = 1_000_000_000_000;
/// How many entries are committed together.
const TOGETHER: usize = 100;
const OPENED: Date = date!("2025-01-01");
const TREASURY: &str = "Assets:Treasury";

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(run(&arguments))
}

async fn run(arguments: &[&str]) -> Outcome<()> {
    let [task, path, ..] = arguments else {
        return Err("a task and the path of books are needed".into());
    };
    let store = SqlStore::sqlite(&format!("sqlite://{path}?mode=rwc")).await?;
    let books = Ledger::new(store.clone(), LedgerId::new("example.com/county")?).await?;
    match (*task, &arguments[2..]) {
        ("open", []) => open(&books).await?,
        ("record", [file]) => record(&books, file).await?,
        ("balances" | "budget", []) => read(&books).await?,
        ("check", []) => drop(books.audit().await?),
        _ => return Err(format!("no such task: {arguments:?}").into()),
    }
    store.close().await;
    Ok(())
}

fn account(line_id: i64) -> String {
    format!("Liabilities:Line{line_id:04}")
}

/// Give every line its budget.
async fn open(books: &Books) -> Outcome<()> {
    books.declare_currency(yuan()?, 2, OPENED).await?;
    books.define_months(2025, 1..=12).await?;
    books.open(TREASURY, AccountKind::Asset, OPENED).await?;
    let budget = Amount::from_minor(BUDGET_FEN)?;
    let mut approvals = Vec::new();
    for line_id in 1..=LINES {
        let spec = AccountSpec::new(account(line_id), AccountKind::Liability, OPENED);
        books
            .register(spec.limit(BalanceLimit::NoDebitBalance))
            .await?;
        let approval = Entry::new(format!("budget-{line_id}"), OPENED)
            .debit(TREASURY, budget, yuan()?)
            .credit(account(line_id), budget, yuan()?);
        approvals.push(approval);
    }
    books.record_batch(approvals).await?;
    Ok(())
}

fn yuan() -> Outcome<Currency> {
    Ok("CNY".parse()?)
}

async fn record(books: &Books, file: &str) -> Outcome<()> {
    let mut rows = BufReader::new(File::open(file)?).lines();
    loop {
        let batch = batch(&mut rows)?;
        if batch.is_empty() {
            return Ok(());
        }
        books.record_batch(batch).await?;
    }
}

fn batch(rows: &mut Lines<BufReader<File>>) -> Outcome<Vec<Entry>> {
    let mut entries = Vec::with_capacity(TOGETHER);
    for row in rows.take(TOGETHER) {
        let row = row?;
        let cells: Vec<&str> = row.split(',').collect();
        let [line_id, amount_fen, day, key] = cells[..] else {
            return Err(format!("not a payment: {row}").into());
        };
        let amount = Amount::from_minor(amount_fen.parse()?)?;
        let entry = Entry::new(key, date(day)?)
            .debit(account(line_id.parse()?), amount, yuan()?)
            .credit(TREASURY, amount, yuan()?);
        entries.push(entry);
    }
    Ok(entries)
}

/// Read a day as `2025-02-01`.
fn date(text: &str) -> Outcome<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else {
        return Err(format!("not a day: {text}").into());
    };
    let month: u8 = month.parse()?;
    Ok(Date::from_calendar_date(
        year.parse()?,
        month.try_into()?,
        day.parse()?,
    )?)
}

/// Answer with a row for each line; standard error gets the seconds that asking again takes.
async fn read(books: &Books) -> Outcome<()> {
    print!("{}", trial_balance(books).await?);
    let started = Instant::now();
    black_box(trial_balance(books).await?);
    eprintln!("{}", started.elapsed().as_secs_f64());
    Ok(())
}

async fn trial_balance(books: &Books) -> Outcome<String> {
    let mut rows = String::new();
    let trial = books.trial_balance(&BalanceQuery::all()).await?;
    for row in trial.rows() {
        let path = row.path.to_string();
        let Some(line_id) = path.strip_prefix("Liabilities:Line") else {
            continue;
        };
        let (paid, budget) = (row.balance.debit(), row.balance.credit());
        let line_id: i64 = line_id.parse()?;
        writeln!(rows, "{line_id},{},{}", paid.to_minor(), budget.to_minor())?;
    }
    Ok(rows)
}
