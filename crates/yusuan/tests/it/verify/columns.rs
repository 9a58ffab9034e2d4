//! Whatever is stored is proved: a change of any column of any table is found.

use rusqlite::Connection;
use yusuan::{Fen, Kind, Ledger, Level, LineKey, Particulars, date};

use super::{Copy, Told};

/// Numbers of rows that nothing refers to, and that a draft keeps to itself.
const FREE: [(&str, &str); 3] = [
    ("draft_line", "draft_id"),
    ("draft_income", "draft_income_id"),
    ("draft_control", "draft_control_id"),
];

/// Return the tables of a ledger, and of each the columns of its primary key and all that are
/// stored.
fn tables() -> Told<Vec<(String, String, Vec<String>)>> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(yusuan::SCHEMA)?;
    let sql = "SELECT s.name, group_concat(c.name) FILTER (WHERE c.pk > 0), group_concat(c.name)
        FROM sqlite_schema AS s JOIN pragma_table_xinfo(s.name) AS c
        WHERE s.type = 'table' AND c.hidden = 0 GROUP BY s.name";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| {
        let columns: String = row.get(2)?;
        let columns = columns.split(',').map(str::to_owned).collect();
        Ok((row.get(0)?, row.get(1)?, columns))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Return what gives a column of one row another value of the same type: of the last row in which
/// there is one.
fn change(table: &str, key: &str, column: &str) -> String {
    format!(
        "UPDATE {table} SET {column} = CASE typeof({column})
            WHEN 'integer' THEN {column} + 1000
            WHEN 'blob' THEN randomblob(length({column}))
            WHEN 'text' THEN {column} || 'x'
            ELSE 1 END
        WHERE ({key}) = (
            SELECT {key} FROM {table} ORDER BY {column} IS NOT NULL DESC, ({column}) DESC LIMIT 1
        )"
    )
}

/// Let the ledger have a row of what the story does not tell of.
fn add(copy: &Copy) -> Told<()> {
    let mut ledger = Ledger::open(&copy.path)?;
    let lines = ledger.lines(2025)?;
    let mut lines = lines.iter().filter(|line| {
        line.line.key.level == Level::Own && line.balance.available().unwrap() > Fen::ZERO
    });
    let line = lines.find(|line| line.line.key.kind == Kind::BasicPublic);
    let on = Particulars::on(date::parse("2025-11-02")?).document("调剂单9");
    let from = line.ok_or("no line")?.line.key.clone();
    let to = LineKey {
        economic_code: "30216".to_owned(),
        ..from.clone()
    };
    let on = on.overriding("three_public_increase", "县政府会议纪要〔2025〕3号");
    ledger.transfer(&from, &to, Fen::new(1), &on)?;
    Ok(())
}

#[test]
fn a_change_of_any_column_is_found() {
    let mut unseen = Vec::new();
    let whole = Copy::new().unwrap();
    add(&whole).unwrap();
    assert!(whole.verify().unwrap().is_sound());
    for (table, key, columns) in tables().unwrap() {
        for column in columns {
            if FREE.contains(&(table.as_str(), column.as_str())) {
                continue;
            }
            let copy = whole.again().unwrap();
            match copy.damage(&change(&table, &key, &column)) {
                Ok(0) => unseen.push(format!("{table} is empty: let `add` write a row of it")),
                Ok(_) if copy.verify().is_ok_and(|found| found.is_sound()) => {
                    unseen.push(format!("{table}.{column}"));
                }
                Ok(_) => {}
                Err(error) => unseen.push(format!("{table}.{column}: {error}")),
            }
        }
    }
    assert!(unseen.is_empty(), "{unseen:#?}");
}
