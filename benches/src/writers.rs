//! The ways to record payments: the limits that SQLite sets, and the ways of the ledger.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, params};
use yusuan::{Fen, Ledger, LineId, Particulars};

use crate::workload::{Payment, Payments, YEAR, days};

const INSERT_VOUCHER: &str = "INSERT INTO voucher (voucher_id, act, year, dated, key,
    first_posting_id, posting_count, record_count, hash)
    VALUES (?1, 'post', ?2, ?3, ?4, ?5, 1, 0, ?6)";

const INSERT_POSTING: &str = "INSERT INTO posting (posting_id, voucher_id, event, amount_fen,
    line_id) VALUES (?1, ?2, 'pay', ?3, ?4)";

/// The total that a payment moves, which L does not keep.
const ADD_TO_TOTAL: &str = "UPDATE line_spending SET last_posting_id = ?1, paid_fen = paid_fen + ?2
    WHERE line_id = ?3";

/// The plainest journal there could be.
const PLAINEST: &str = "CREATE TABLE payment (
        payment_id INTEGER PRIMARY KEY, voucher_id INTEGER NOT NULL, year INTEGER NOT NULL,
        day INTEGER NOT NULL, event INTEGER NOT NULL, amount_fen INTEGER NOT NULL,
        line_id INTEGER NOT NULL, posting_count INTEGER NOT NULL,
        key TEXT NOT NULL, hash BLOB NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX payment_by_key ON payment (key);";

const INSERT_PLAINEST: &str = "INSERT INTO payment VALUES (?1, ?1, ?2, ?3, 1, ?4, ?5, 1, ?6, ?7)";

/// Which file a way begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A ledger.
    Ledger,
    /// The same file without a single trigger.
    Unguarded,
    /// No file.
    Nothing,
}

/// A way to record payments.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    /// Its name in tables.
    pub name: &'static str,
    /// What it begins with.
    pub start: Start,
    /// Records all payments in the file.
    pub record: fn(&Path, Payments),
    /// The least share of the rates of L and R that it should reach.
    pub targets: [Option<f64>; 2],
}

/// Limit L: the rows, columns and indexes of the ledger, no trigger.
pub const LIMIT: Writer = Writer {
    name: "limit L: the rows of schema.sql, no trigger",
    start: Start::Unguarded,
    record: insert_at_once,
    targets: [None, None],
};

/// Limit R: one table, no trigger.
pub const LIMIT_PLAINEST: Writer = Writer {
    name: "limit R: one plain table",
    start: Start::Nothing,
    record: insert_plainest,
    targets: [None, None],
};

/// Ways to record many payments, the limits first.
pub const BATCH: &[Writer] = &[
    LIMIT,
    LIMIT_PLAINEST,
    Writer {
        name: "plain SQL, every guard of the file",
        start: Start::Ledger,
        record: insert_at_once,
        targets: [None, None],
    },
    Writer {
        name: "library, pay() in one transaction",
        start: Start::Ledger,
        record: pay_at_once,
        targets: [None, None],
    },
    Writer {
        name: "library, pay_many() of the whole list",
        start: Start::Ledger,
        record: pay_lists,
        targets: [Some(0.40), Some(0.25)],
    },
    Writer {
        name: "the inserts of L, 100 a commit",
        start: Start::Unguarded,
        record: insert_by_hundreds,
        targets: [None, None],
    },
    Writer {
        name: "library, 100 pay() a commit",
        start: Start::Ledger,
        record: pay_by_hundreds,
        targets: [Some(0.5), None],
    },
    Writer {
        name: "library, pay_many() of 100, a commit each",
        start: Start::Ledger,
        record: pay_lists_of_hundred,
        targets: [Some(0.5), None],
    },
];

/// Ways to record payments one by one, each on the disk before the next; limit C first.
pub const DURABLE: &[Writer] = &[
    Writer {
        name: "limit C: L with a commit each",
        start: Start::Unguarded,
        record: insert_one_by_one,
        targets: [None, None],
    },
    Writer {
        name: "C, and the total of the line",
        start: Start::Unguarded,
        record: insert_with_total,
        targets: [None, None],
    },
    Writer {
        name: "library, one pay() at a time",
        start: Start::Ledger,
        record: pay_one_by_one,
        targets: [Some(0.85), None],
    },
];

/// Open a file with the settings that the library opens a ledger with.
#[must_use]
pub fn open(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    for (config, is_on) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        connection.set_db_config(config, is_on).unwrap();
    }
    let pragmas = "PRAGMA foreign_keys = on; PRAGMA recursive_triggers = on;
        PRAGMA temp_store = memory; PRAGMA cache_size = -49152; PRAGMA journal_mode = wal;
        PRAGMA synchronous = full; PRAGMA secure_delete = on;";
    connection.execute_batch(pragmas).unwrap();
    connection
}

/// Take every trigger out of a file.
pub fn drop_triggers(path: &Path) {
    let connection = open(path);
    let sql = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema
        WHERE type = 'trigger'";
    let drop: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    connection.execute_batch(&drop).unwrap();
}

/// Move what the log holds into the file.
pub fn checkpoint(path: &Path) {
    let connection = open(path);
    let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
    connection.query_row(sql, [], |_| Ok(())).unwrap();
}

fn insert_at_once(path: &Path, payments: Payments) {
    let together = payments.total();
    insert(path, payments, together, false);
}

fn insert_by_hundreds(path: &Path, payments: Payments) {
    insert(path, payments, 100, false);
}

fn insert_one_by_one(path: &Path, payments: Payments) {
    insert(path, payments, 1, false);
}

fn insert_with_total(path: &Path, payments: Payments) {
    insert(path, payments, 1, true);
}

/// Insert, so many payments in each transaction, and add them to the totals of their lines or not.
fn insert(path: &Path, payments: Payments, together: i64, has_total: bool) {
    let connection = open(path);
    let newest = "SELECT max(voucher_id), (SELECT max(posting_id) FROM posting) FROM voucher";
    let (voucher_id, posting_id): (i64, i64) = connection
        .query_row(newest, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let mut voucher = connection.prepare(INSERT_VOUCHER).unwrap();
    let mut posting = connection.prepare(INSERT_POSTING).unwrap();
    let mut total = connection.prepare(ADD_TO_TOTAL).unwrap();
    let days = days();
    let mut begin = connection.prepare("BEGIN IMMEDIATE").unwrap();
    let mut commit = connection.prepare("COMMIT").unwrap();
    let numbers = (voucher_id + 1..).zip(posting_id + 1..);
    for ((payment, (voucher_id, posting_id)), number) in payments.zip(numbers).zip(1..) {
        if connection.is_autocommit() {
            begin.execute([]).unwrap();
        }
        let (day, key, hash) = (&days[payment.day].0, payment.key(), payment.hash);
        voucher
            .execute(params![voucher_id, YEAR, day, key, posting_id, hash])
            .unwrap();
        let (amount_fen, line_id) = (payment.amount_fen, payment.line_id);
        posting
            .execute(params![posting_id, voucher_id, amount_fen, line_id])
            .unwrap();
        if has_total {
            total
                .execute(params![posting_id, amount_fen, line_id])
                .unwrap();
        }
        if number % together == 0 {
            commit.execute([]).unwrap();
        }
    }
    if !connection.is_autocommit() {
        commit.execute([]).unwrap();
    }
}

fn insert_plainest(path: &Path, payments: Payments) {
    let connection = open(path);
    connection.execute_batch(PLAINEST).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut statement = connection.prepare(INSERT_PLAINEST).unwrap();
    for (payment, number) in payments.zip(1_i64..) {
        let day = i64::try_from(payment.day).unwrap();
        let (amount_fen, line_id) = (payment.amount_fen, payment.line_id);
        let (key, hash) = (payment.key(), payment.hash);
        statement
            .execute(params![number, YEAR, day, amount_fen, line_id, key, hash])
            .unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// Pay one after the other, in one transaction.
pub fn pay_at_once(path: &Path, payments: Payments) {
    let together = payments.total();
    pay(path, payments, together);
}

fn pay_by_hundreds(path: &Path, payments: Payments) {
    pay(path, payments, 100);
}

fn pay_one_by_one(path: &Path, payments: Payments) {
    pay(path, payments, 1);
}

/// Pay through the library, so many payments in each transaction.
pub fn pay(path: &Path, payments: Payments, together: i64) {
    let mut ledger = Ledger::open(path).unwrap();
    let days = days();
    let pay_one = |ledger: &mut Ledger, payment: Payment| {
        let said = Particulars::on(days[payment.day].1).key(payment.key());
        let line = LineId::new(payment.line_id);
        ledger.pay(line, Fen::new(payment.amount_fen), None, &said)
    };
    let mut payments = payments.peekable();
    while payments.peek().is_some() {
        if together == 1 {
            pay_one(&mut ledger, payments.next().unwrap()).unwrap();
            continue;
        }
        let together = usize::try_from(together).unwrap();
        ledger
            .transaction(|ledger| {
                for payment in payments.by_ref().take(together) {
                    pay_one(ledger, payment)?;
                }
                Ok(())
            })
            .unwrap();
    }
}

/// How many payments a list has at most.
const LIST_SIZE: usize = 1_000_000;

/// Pay lists as long as may be, each in one transaction.
pub fn pay_lists(path: &Path, payments: Payments) {
    pay_many(path, payments, LIST_SIZE);
}

fn pay_lists_of_hundred(path: &Path, payments: Payments) {
    pay_many(path, payments, 100);
}

fn pay_many(path: &Path, mut payments: Payments, list_size: usize) {
    let mut ledger = Ledger::open(path).unwrap();
    let days = days();
    let made = |payment: Payment| {
        let said = Particulars::on(days[payment.day].1).key(payment.key());
        let line = LineId::new(payment.line_id);
        yusuan::Payment::new(line, Fen::new(payment.amount_fen), said)
    };
    loop {
        let list: Vec<_> = payments.by_ref().take(list_size).map(made).collect();
        if list.is_empty() {
            return;
        }
        ledger.pay_many(&list).unwrap();
    }
}
