//! Whatever is stored is proved: a change of any column of any table is found.

use rusqlite::Connection;

use super::{Copy, Told};

/// Numbers of rows that nothing refers to, and that a draft keeps to itself.
const FREE: [(&str, &str); 3] = [
    ("draft_line", "draft_id"),
    ("draft_income", "draft_income_id"),
    ("draft_control", "draft_control_id"),
];

/// Tables in which nothing stays.
const DESKS: &str = "('voucher_examination', 'posting_examination', 'payment_examination',
    'posting_effect')";

/// Return the tables of a ledger, and of each the columns of its primary key and all that are
/// stored.
fn tables() -> Told<Vec<(String, String, Vec<String>)>> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(yusuan::SCHEMA)?;
    let sql = format!(
        "SELECT s.name, group_concat(c.name) FILTER (WHERE c.pk > 0), group_concat(c.name)
        FROM sqlite_schema AS s JOIN pragma_table_xinfo(s.name) AS c
        WHERE s.type = 'table' AND c.hidden = 0 AND s.name NOT IN {DESKS} GROUP BY s.name"
    );
    let mut statement = connection.prepare(&sql)?;
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

#[test]
fn a_change_of_any_column_is_found() {
    let mut unseen = Vec::new();
    let whole = Copy::new().unwrap();
    assert!(whole.verify().unwrap().is_sound());
    for (table, key, columns) in tables().unwrap() {
        for column in columns {
            if FREE.contains(&(table.as_str(), column.as_str())) {
                continue;
            }
            let copy = whole.again().unwrap();
            match copy.damage(&change(&table, &key, &column)) {
                Ok(0) => unseen.push(format!("{table} is empty: let the story write a row of it")),
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
