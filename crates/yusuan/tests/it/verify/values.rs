//! A value that no guard lets into its column is damage of the file for whoever meets it: nothing
//! panics, and nobody is told that the library is at fault.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rusqlite::{Connection, params};
use yusuan::tables::ExecutionOptions;
use yusuan::{
    AsOf, Error, Fen, FileError, Ledger, LineId, Particulars, UnitKind, VerifyOptions, date,
    verify_file,
};

use super::columns::tables;
use super::{Copy, Told, without_triggers};

/// What stands in no column of any table, or only in those of another type.
const VALUES: [&str; 7] = [
    "NULL",
    "x'ff00'",
    "CAST(x'e6ff' AS TEXT)",
    "9223372036854775807",
    "-9223372036854775808",
    "-1",
    "'no such word'",
];

/// What the schema says: type, name, table, text.
type Said = (String, String, String, String);

/// A ledger without types, constraints and triggers, and what its schema said before.
struct Lax {
    copy: Copy,
    schema: Vec<Said>,
}

impl Lax {
    fn new() -> Told<Self> {
        let copy = Copy::new()?;
        let connection = unguarded(&copy)?;
        let mut statement = connection.prepare(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema
            WHERE type IN ('table', 'trigger') AND sql IS NOT NULL ORDER BY rowid",
        )?;
        let said = statement.query_map([], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })?;
        let schema: Vec<Said> = said.collect::<rusqlite::Result<_>>()?;
        without_triggers(&connection)?;
        for (kind, name, _, sql) in &schema {
            if kind == "table" {
                say(&connection, name, &lax(sql))?;
            }
        }
        drop(statement);
        connection.execute_batch("COMMIT")?;
        Ok(Self { copy, schema })
    }

    /// Return a copy in which a column has a value in one row, as if bytes of the file were changed:
    /// the schema is as it was. None where the row cannot be made.
    fn with(&self, table: &str, key: &str, column: &str, value: &str) -> Told<Option<Copy>> {
        let copy = self.copy.again()?;
        let connection = unguarded(&copy)?;
        let row = format!("SELECT {key} FROM {table} ORDER BY {column} IS NOT NULL DESC LIMIT 1");
        let sql = format!("UPDATE {table} SET {column} = {value} WHERE ({key}) = ({row})");
        // Two rows of one key, and a number of a row that is none, are no values of a column.
        if connection.execute(&sql, []).unwrap_or_default() != 1 {
            return Ok(None);
        }
        let put = "INSERT INTO sqlite_schema VALUES (?1, ?2, ?3, 0, ?4)";
        let mut put = connection.prepare(put)?;
        for (kind, name, of, sql) in &self.schema {
            if kind == "table" {
                say(&connection, name, sql)?;
            } else {
                put.execute(params![kind, name, of, sql])?;
            }
        }
        connection.execute_batch("COMMIT")?;
        Ok(Some(copy))
    }
}

/// Open a ledger so that its schema can be written as any table, and begin to.
fn unguarded(copy: &Copy) -> Told<Connection> {
    let connection = Connection::open(&copy.path)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = off; PRAGMA synchronous = off; PRAGMA writable_schema = on;
        PRAGMA ignore_check_constraints = on; BEGIN",
    )?;
    Ok(connection)
}

fn say(connection: &Connection, table: &str, sql: &str) -> Told<()> {
    let put = "UPDATE sqlite_schema SET sql = ?2 WHERE type = 'table' AND name = ?1";
    connection.prepare_cached(put)?.execute([table, sql])?;
    Ok(())
}

fn lax(table: &str) -> String {
    let mut lax = table.replace("STRICT, ", "").replace("STRICT", "");
    for name in ["INTEGER", "TEXT", "BLOB"] {
        lax = lax.replace(&format!("{name} NOT NULL"), name);
    }
    lax
}

/// What was asked and answered as if the library were at fault.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn of<T>(&mut self, what: &str, ask: impl FnOnce() -> yusuan::Result<T>) -> Option<T> {
        match catch_unwind(AssertUnwindSafe(ask)) {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(Error::Internal(message))) => self.0.push(format!("{what}: {message}")),
            Ok(Err(_)) => {}
            Err(_) => self.0.push(format!("{what}: panic")),
        }
        None
    }

    /// Ask what is asked of a ledger as a whole.
    fn of_ledger(&mut self, ledger: &Ledger) {
        let now = AsOf::default();
        self.of("head", || ledger.head());
        self.of("log", || ledger.log(0, None));
        self.of("units", || ledger.units());
        self.of("years", || ledger.years());
        self.of("assertions", || ledger.assertions());
        self.of("statements", || ledger.statements());
        self.of("surpluses", || ledger.surpluses(&now));
        let contracts = self.of("contracts", || ledger.contracts());
        for contract in contracts.unwrap_or_default() {
            let reference = &contract.reference;
            self.of("contract_commitments", || {
                ledger.contract_commitments(reference)
            });
        }
    }

    /// Ask what is asked of a year.
    fn of_year(&mut self, ledger: &Ledger, year: i16) {
        let now = AsOf::default();
        let options = ExecutionOptions::default();
        self.of("drafts", || ledger.drafts(year));
        self.of("table_facts", || ledger.table_facts(year));
        self.of("successors", || ledger.successors(year));
        self.of("incomes", || ledger.incomes(year, &now));
        self.of("commitments", || ledger.commitments(year, &now));
        self.of("execution", || ledger.execution(year, &options));
        self.of("declarations", || ledger.declarations(year, None));
        self.of("plan_true_up", || ledger.plan_true_up(year));
        self.of("plan_close", || ledger.plan_close(year));
        self.of("certificate", || ledger.certificate(year));
        self.of("closing_history", || ledger.closing_history(year));
        self.of("contract_parts", || ledger.contract_parts(year));
        self.of("procurement", || ledger.procurement(year));
        self.of("policy_report", || ledger.policy_report(year));
        self.of("overrides", || ledger.overrides(year));
        self.of("policies", || ledger.policies(year));
        let lines = self.of("lines", || ledger.lines(year)).unwrap_or_default();
        for id in lines.iter().take(3).map(|line| line.line.id) {
            self.of("explain", || ledger.explain(id, &now));
            self.of("spending_plan", || ledger.spending_plan(id));
        }
    }

    /// Write to it, where it lets itself be written to.
    fn of_acts(&mut self, ledger: &mut Ledger) {
        let none = Particulars::default();
        let day = Particulars::on(date::parse("2025-12-30").unwrap()).memo("付款");
        self.of("add_unit", || {
            ledger.add_unit("新单位", UnitKind::Institution, None, &none)
        });
        self.of("pay", || {
            ledger.pay(LineId::new(10), Fen::new(1), None, &day)
        });
    }
}

/// Return what is a fault of ours in a damaged ledger.
fn faults(copy: &Copy) -> Vec<String> {
    let mut faults = Faults::default();
    faults.of("verify", || {
        verify_file(&copy.path, VerifyOptions::default())
    });
    if let Some(mut ledger) = faults.of("open", || Ledger::open(&copy.path)) {
        faults.of_ledger(&ledger);
        for year in [2024, 2025, 2026] {
            faults.of_year(&ledger, year);
        }
        faults.of_acts(&mut ledger);
    }
    faults.0
}

/// Write values to each column in turn, so many of each, and say what is a fault of ours.
fn try_each(of_each: usize) {
    let lax = Lax::new().unwrap();
    let mut found = Vec::new();
    let mut values = VALUES.into_iter().cycle();
    for (table, key, columns) in tables().unwrap() {
        for column in columns {
            for value in values.by_ref().take(of_each) {
                let copy = lax.with(&table, &key, &column, value).unwrap();
                let faults = copy.as_ref().map(faults).unwrap_or_default();
                let place = format!("{table}.{column} = {value}");
                found.extend(faults.iter().map(|fault| format!("{place}: {fault}")));
            }
        }
    }
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_value_of_a_column_is_a_fault_of_ours() {
    try_each(1);
}

#[test]
#[ignore = "takes four minutes: cargo test -p yusuan --test it -- --ignored values"]
fn no_value_of_any_column_is_a_fault_of_ours() {
    try_each(VALUES.len());
}

#[test]
fn a_text_that_is_none_is_told_as_damage_of_the_file() {
    let lax = Lax::new().unwrap();
    let value = "CAST(x'e6ff' AS TEXT)";
    let copy = lax.with("unit", "unit_id", "name", value).unwrap().unwrap();
    let ledger = Ledger::open(&copy.path).unwrap();
    let error = ledger.units().unwrap_err();
    assert!(
        matches!(error, Error::File(FileError::Damaged { .. })),
        "{error:?}"
    );
    let said = "a row holds what no act writes: invalid utf-8 sequence";
    assert!(error.to_string().contains(said), "{error}");
}

#[test]
fn a_year_beyond_all_bounds_is_found() {
    let lax = Lax::new().unwrap();
    for value in ["9223372036854775807", "-9223372036854775808"] {
        for (table, key, column) in [
            ("line", "line_id", "year"),
            ("line", "line_id", "origin_year"),
            ("income", "income_id", "year"),
            ("voucher", "voucher_id", "year"),
            ("budget_year", "year", "year"),
        ] {
            let copy = lax.with(table, key, column, value).unwrap().unwrap();
            let found = verify_file(&copy.path, VerifyOptions::default()).unwrap();
            assert!(!found.is_sound(), "{table}.{column} = {value}");
        }
    }
}

#[test]
fn numbers_that_ran_out_are_told_as_damage_of_the_file() {
    let lax = Lax::new().unwrap();
    for value in ["9223372036854775807", "-9223372036854775808"] {
        for table in ["voucher", "note", "unit", "override", "adjustment"] {
            let key = format!("{table}_id");
            let copy = lax.with(table, &key, &key, value).unwrap().unwrap();
            assert_eq!(faults(&copy), [""; 0], "{key} = {value}");
        }
    }
    let last = "9223372036854775807";
    let copy = lax.with("voucher", "voucher_id", "voucher_id", last);
    let ledger = Ledger::open(&copy.unwrap().unwrap().path).unwrap();
    let error = ledger.head().unwrap_err().to_string();
    assert!(
        error.contains("a row has the number 9223372036854775807"),
        "{error}"
    );
}
