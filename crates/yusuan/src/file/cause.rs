//! What was probably done to a schema that is not the release's, and which tools do such things.

use super::schema::Objects;

/// How the statement begins that a tool makes a table by, `{}` being its name, and which tool.
const TOOLS: [(&str, &str); 6] = [
    (
        "CREATE TABLE \"{}\" (\n\"",
        "pandas.DataFrame.to_sql(if_exists=\"replace\") makes such a table",
    ),
    (
        "CREATE TABLE \"{}\" (\n   ",
        "`sqlite-utils transform` makes such a table",
    ),
    (
        "CREATE TABLE [{}] (\n   [",
        "`sqlite-utils transform` makes such a table",
    ),
    (
        "CREATE TABLE {} (\n\t",
        "pandas.DataFrame.to_sql(if_exists=\"replace\") makes such a table by SQLAlchemy",
    ),
    (
        "CREATE TABLE \"{}\"(",
        "DuckDB's CREATE OR REPLACE TABLE makes such a table, as do tools that move a table to \
         another file",
    ),
    (
        "CREATE TABLE \"{}\" (",
        "a tool that writes tables anew makes such a table, as programs that edit SQLite files do",
    ),
];

/// Return the table that the text of a trigger or index is about.
fn table_of(sql: &str) -> &str {
    let mut words = sql.split_whitespace().skip_while(|word| *word != "ON");
    let table = words.nth(1).unwrap_or_default();
    table.split('(').next().unwrap_or_default()
}

/// Return how many triggers a release has on a table, and how many of them a file lacks.
fn guards(table: &str, expected: &Objects, found: &Objects) -> (usize, usize) {
    let mut counts = (0, 0);
    for (key, sql) in expected {
        if key.0 == "trigger" && table_of(sql) == table {
            counts.0 += 1;
            counts.1 += usize::from(!found.contains_key(key));
        }
    }
    counts
}

/// Say that a file has no trigger at all; none when it has one.
pub(super) fn unguarded(expected: &Objects, found: &Objects) -> Option<String> {
    let is_trigger = |key: &&(String, String)| key.0 == "trigger";
    let count = expected.keys().filter(is_trigger).count();
    (count > 0 && found.keys().find(is_trigger).is_none()).then(|| {
        format!(
            "all {count} triggers are gone, so that nothing was guarded: the file was copied table \
             by table, or somebody dropped them"
        )
    })
}

/// Say what became of a table of the release: none when it stands there with a guard at least.
pub(super) fn of_table(name: &str, expected: &Objects, found: &Objects) -> Option<String> {
    let key = ("table".to_owned(), name.to_owned());
    let sql = expected.get(&key)?;
    let (all, gone) = guards(name, expected, found);
    let Some(text) = found.get(&key) else {
        return Some(format!(
            "is missing{}",
            instead(name, sql, expected, found)
                .map_or_else(String::new, |what| format!(": {what}"))
        ));
    };
    if text == sql {
        let is_bare = all > 1 && gone == all;
        return is_bare.then(|| {
            format!(
                "has lost all {all} triggers: it was dropped and filled again, or somebody dropped \
                 them to write without guards"
            )
        });
    }
    Some(changed(name, text, (all, gone)))
}

/// Say what stands instead of a table that is missing.
fn instead(name: &str, sql: &str, expected: &Objects, found: &Objects) -> Option<String> {
    if found.contains_key(&("view".to_owned(), name.to_owned())) {
        return Some("a view stands in its place".to_owned());
    }
    let body = |sql: &str| sql.split_once('(').map(|(_, body)| body.to_owned());
    let renamed = found.iter().find(|(key, text)| {
        key.0 == "table" && !expected.contains_key(*key) && body(text) == body(sql)
    });
    renamed.map(|((_, other), _)| format!("it was renamed to {other}"))
}

/// Say how a table differs from the release's, and what may have done it.
fn changed(name: &str, text: &str, (all, gone): (usize, usize)) -> String {
    let upper = text.to_uppercase();
    if upper.starts_with("CREATE VIRTUAL") {
        return "was changed: a virtual table stands in its place".to_owned();
    }
    let mut how = Vec::new();
    if !upper
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .contains("STRICT")
    {
        how.push("it is not STRICT".to_owned());
    }
    if !upper.contains("PRIMARY KEY") {
        how.push("it has no primary key".to_owned());
    }
    if gone > 0 {
        how.push(if gone == all {
            format!("all {all} triggers of it are gone")
        } else {
            format!("{gone} of its {all} triggers are gone")
        });
    }
    if gone == 0 {
        how.push("its triggers are there, so ALTER TABLE or writable_schema did it".to_owned());
    } else if let Some((_, tool)) = TOOLS
        .iter()
        .find(|(begin, _)| text.starts_with(&begin.replace("{}", name)))
    {
        how.push((*tool).to_owned());
    }
    format!("was changed: {}", how.join("; "))
}
