//! A file of an earlier release: refused as it is, migrated whole, and the same ledger afterwards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tempfile::TempDir;
use yusuan::tables::TableOptions;
use yusuan::{
    FindingToken, Ledger, LineKey, Particulars, Policy, PolicyAction, Verification, VerifyOptions,
    date, verify_file,
};

/// Written by the release of schema version 1, with something of everything in it.
const LEDGER_1: &[u8] = include_bytes!("../../../../tests/files/schema-1.db");

/// The budget tables that this release printed of it, by year.
const TABLES_1: &str = include_str!("../../../../tests/files/schema-1.tables.json");

fn earlier_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("county.db");
    std::fs::write(&path, LEDGER_1).unwrap();
    (folder, path)
}

/// Return every stored value of the given tables, by column, save the rules' own rows.
fn content(path: &Path, columns: &[(String, Vec<String>)]) -> Vec<(String, String)> {
    let connection = Connection::open(path).unwrap();
    let rows = columns.iter().map(|(table, columns)| {
        let values = columns.join("), quote(");
        let is_rule = "coalesce(voucher_id, 1) = 0";
        let filter = match table.as_str() {
            "account" | "policy" | "posting_rule" => format!("WHERE NOT {is_rule}"),
            _ => String::new(),
        };
        let sql = format!(
            "SELECT coalesce(group_concat(concat_ws(', ', quote({values})), char(10)), '')
             FROM (SELECT * FROM {table} {filter} ORDER BY 1, 2)"
        );
        let rows = connection.query_row(&sql, [], |row| row.get(0));
        (table.clone(), rows.unwrap())
    });
    rows.collect()
}

/// Return the tables of a file with their stored columns; `fund`, `act` and `event` are rules.
fn columns(path: &Path) -> Vec<(String, Vec<String>)> {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT s.name, group_concat(c.name) FROM sqlite_schema AS s
        JOIN pragma_table_xinfo(s.name) AS c WHERE s.type = 'table' AND c.hidden = 0
        AND s.name NOT IN ('fund', 'act', 'event') GROUP BY s.name";
    let mut statement = connection.prepare(sql).unwrap();
    let rows = statement
        .query_map([], |row| {
            let names: String = row.get(1)?;
            Ok((row.get(0)?, names.split(',').map(str::to_owned).collect()))
        })
        .unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn an_earlier_file_is_refused_and_says_what_to_do() {
    let (_folder, path) = earlier_file();
    let refusals = [
        Ledger::open(&path).unwrap_err(),
        Ledger::open_read_only(&path).unwrap_err(),
        verify_file(&path, VerifyOptions::default()).unwrap_err(),
    ];
    for refusal in refusals {
        assert_eq!(refusal.code(), "file_older");
        let hint = format!("yusuan migrate {}", path.display());
        assert!(refusal.to_string().contains(&hint), "{refusal}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), LEDGER_1);
}

#[test]
fn a_migrated_ledger_is_the_same_ledger() {
    let (_folder, path) = earlier_file();
    let columns = columns(&path);
    let before = content(&path, &columns);
    let migration = Ledger::migrate(&path).unwrap();
    assert_eq!((migration.earlier_version, migration.version), (1, 2));
    assert_eq!(content(&path, &columns), before);

    let verification = verify_file(&path, VerifyOptions::default()).unwrap();
    assert!(verification.is_sound());
    assert_eq!(warned(&verification), NEW_EVENTS);
    assert_eq!(verification.voucher_count, 55);
    assert_eq!(verification.sealed_count, 4);
    let mut ledger = Ledger::open(&path).unwrap();
    let line = ledger.lines(2025).unwrap().into_iter();
    let line = line.max_by_key(|line| line.balance.available().unwrap());
    let line = line.unwrap().line.id;
    let amount = yusuan::Fen::new(1);
    let particulars = Particulars::on(date::parse("2025-11-01").unwrap());
    ledger.pay(line, amount, None, &particulars).unwrap();
    assert!(ledger.verify(VerifyOptions::default()).unwrap().is_sound());
}

#[test]
fn a_migrated_ledger_prints_the_tables_that_its_own_release_printed() {
    let (_folder, path) = earlier_file();
    Ledger::migrate(&path).unwrap();
    let ledger = Ledger::open(&path).unwrap();
    let printed: BTreeMap<i16, serde_json::Value> = serde_json::from_str(TABLES_1).unwrap();
    assert_eq!(printed.keys().copied().collect::<Vec<_>>(), [2024, 2025]);
    for (year, expected) in printed {
        let tables = ledger.budget_tables(year, Some("社会保险中心"), &TableOptions::default());
        let tables = serde_json::to_value(tables.unwrap()).unwrap();
        assert_eq!(tables.as_array().unwrap().len(), 11);
        assert_eq!(tables, expected, "{year}");
    }
}

/// What came with schema version 2 and a chart of version 1 has no rule for.
const NEW_EVENTS: [&str; 10] = [
    "absorb_early",
    "allocate_early",
    "earmark_surplus",
    "pool_earmarked_in",
    "pool_earmarked_out",
    "pool_in",
    "pool_out",
    "true_up_decrease",
    "true_up_increase",
    "use_earmarked",
];

fn warned(verification: &Verification) -> Vec<&str> {
    let findings = verification.findings.iter();
    let incomplete = findings.filter(|found| found.token == FindingToken::ChartIncomplete);
    incomplete
        .filter_map(|found| found.place.row.as_deref())
        .collect()
}

#[test]
fn a_chart_of_an_earlier_release_is_mended_as_the_page_says() {
    let (_folder, path) = earlier_file();
    Ledger::migrate(&path).unwrap();
    let mut ledger = Ledger::open(&path).unwrap();
    let none = Particulars::default();
    let policy = Policy {
        value: Some("0".to_owned()),
        ..Policy::new("early_spending", PolicyAction::Allow, "示例")
    };
    ledger.set_policy(&policy, &none).unwrap();
    let line = ledger.lines(2025).unwrap().remove(0).line.key;
    let year = ledger.years().unwrap().last().unwrap().year + 1;
    let key = LineKey {
        year,
        origin_year: year,
        ..line
    };
    ledger.prepare_year(year, &none).unwrap();
    let said = Particulars::on(date::parse(&format!("{year}-01-05")).unwrap()).document("1号");
    ledger
        .allocate_early(&key, yusuan::Fen::new(5), &said)
        .unwrap();
    let before = ledger.verify(VerifyOptions::default()).unwrap();
    assert!(!before.is_sound(), "the chart does not know the event");
    drop(ledger);

    let page = include_str!("../../../../docs/format.md");
    let recipe = page.split("```sql\n").nth(1).unwrap();
    let recipe = recipe.split("```").next().unwrap();
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(recipe).unwrap();
    drop(connection);
    let after = verify_file(&path, VerifyOptions::default()).unwrap();
    assert!(after.is_sound(), "{:?}", after.findings);
    assert_eq!(warned(&after), <[&str; 0]>::default());
}

#[test]
fn migrating_again_changes_nothing() {
    let (_folder, path) = earlier_file();
    Ledger::migrate(&path).unwrap();
    let before = std::fs::read(&path).unwrap();
    let again = Ledger::migrate(&path).unwrap();
    assert_eq!((again.earlier_version, again.version), (2, 2));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn an_altered_file_is_not_migrated() {
    for (altered, what) in [
        (
            "DROP TRIGGER posting_before_update_append_only",
            "the trigger posting_before_update_append_only is missing",
        ),
        ("CREATE TABLE mine (x)", "the table mine was added"),
        (
            "DROP INDEX voucher_by_key; CREATE INDEX voucher_by_key ON voucher (key)",
            "the index voucher_by_key was changed",
        ),
        (
            "DROP TRIGGER fund_before_update_append_only;
             UPDATE fund SET is_fiscal = 1 WHERE fund = 'unit_other_income';
             CREATE TRIGGER fund_before_update_append_only
BEFORE UPDATE ON fund
BEGIN
    SELECT RAISE(ABORT, 'append_only: a row of fund never changes');
END;",
            "a row of fund was changed",
        ),
        (
            "PRAGMA user_version = 0",
            "the pragma user_version was changed",
        ),
    ] {
        let (_folder, path) = earlier_file();
        let connection = Connection::open(&path).unwrap();
        connection.execute_batch(altered).unwrap();
        drop(connection);
        let refused = Ledger::migrate(&path).unwrap_err();
        assert_eq!(refused.code(), "file_altered", "{altered}");
        assert!(refused.to_string().contains(what), "{refused}");
        assert_ne!(Ledger::open(&path).unwrap_err().code(), "internal");
    }
}

#[test]
fn a_file_that_is_open_elsewhere_is_not_migrated() {
    let (_folder, path) = earlier_file();
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN; SELECT * FROM voucher").unwrap();
    let refused = Ledger::migrate(&path).unwrap_err();
    assert_eq!(refused.code(), "busy");
    assert!(refused.retryable());
    drop(other);
    Ledger::migrate(&path).unwrap();
}

/// Write policies into a file of version 1, which kept any name, value and years.
fn keep(path: &Path, policies: &[&str]) {
    let connection = Connection::open(path).unwrap();
    let count = policies.len();
    let policies = policies.iter().map(|values| {
        format!(
            "INSERT INTO policy (policy_id, voucher_id, name, first_year, last_year, action, value,
                source)
             SELECT coalesce(max(policy_id), 0) + 1, (SELECT max(voucher_id) FROM voucher), {values},
                '县财预〔2025〕3号' FROM policy;"
        )
    });
    let voucher = format!(
        "INSERT INTO voucher (voucher_id, act, prepared_by, reviewed_by, first_posting_id,
            posting_count, record_count)
         SELECT max(voucher_id) + 1, 'set_policy', '甲', '乙',
            (SELECT max(posting_id) + 1 FROM posting), 0, {count} FROM voucher;"
    );
    let sql: String = std::iter::once(voucher).chain(policies).collect();
    connection.execute_batch(&sql).unwrap();
}

#[test]
fn a_policy_that_nothing_looks_at_is_kept_and_years_that_cannot_be_are_read() {
    let (_folder, path) = earlier_file();
    keep(
        &path,
        &[
            "'freeze', 2024, 2030, 'deny', 'soon'",
            "'closing', -5, 99999, 'allow', 'recall'",
        ],
    );
    Ledger::migrate(&path).unwrap();
    let ledger = Ledger::open(&path).unwrap();
    let policies = ledger.policies(2025).unwrap();
    let mut closing = policies.iter().filter(|it| it.policy.name == "closing");
    let policy = &closing.next().unwrap().policy;
    assert_eq!((policy.first_year, policy.last_year), (1900, 9998));
    assert_eq!(policy.value.as_deref(), Some("recall"));
    assert!(closing.next().is_none());
    let verification = ledger.verify(VerifyOptions::default()).unwrap();
    assert!(verification.is_sound(), "{:?}", verification.findings);
}

#[test]
fn a_policy_that_would_decide_and_says_nothing_is_named() {
    for (odd, code, what, mended) in [
        (
            "'closing', 2024, 99999, 'allow', NULL",
            "policy_value_invalid",
            "for the years 2024 to 9998: closing needs a value",
            "'closing', 2020, 9998, 'allow', 'recall'",
        ),
        (
            "'max_carry_years', 1900, 9998, 'deny', 'two'",
            "policy_value_invalid",
            "max_carry_years does not take this value: two",
            "'max_carry_years', 1900, 9998, 'deny', '2'",
        ),
        (
            "'spending_plan', 2025, 2025, 'warn', NULL",
            "policy_action_invalid",
            "spending_plan does not take this action: warn",
            "'spending_plan', 2025, 2025, 'deny', NULL",
        ),
    ] {
        let (_folder, path) = earlier_file();
        keep(&path, &[odd]);
        let refused = Ledger::migrate(&path).unwrap_err();
        assert_eq!(refused.code(), code, "{refused}");
        assert!(refused.to_string().contains(what), "{refused}");
        let hint = "anew for these years with the release that wrote the file, then migrate";
        assert!(refused.to_string().contains(hint), "{refused}");
        assert_eq!(Ledger::open(&path).unwrap_err().code(), "file_older");
        keep(&path, &[mended]);
        Ledger::migrate(&path).unwrap();
        assert!(Ledger::open(&path).is_ok());
    }
}
