//! Verification: a sound ledger is clean, and each damage is found by its token and its row.

mod columns;
mod conditions;
mod damages;
mod detours;
mod forged;
mod policies;
mod repair;
mod spending;
mod totals;
mod values;
mod years;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use rusqlite::Connection;
use tempfile::TempDir;
use yusuan::{
    Fen, Finding, FindingToken, Fund, Head, Ledger, Level, LineId, Particulars, Severity,
    Verification, VerifyOptions, date, verify_file,
};

use crate::story;
use damages::Damage;

type Told<T> = Result<T, Box<dyn std::error::Error>>;

/// A copy of the story's ledger to damage.
struct Copy {
    path: PathBuf,
    _folder: TempDir,
}

impl Copy {
    fn new() -> Told<Self> {
        static STORY: OnceLock<Vec<u8>> = OnceLock::new();
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("county.db");
        if let Some(bytes) = STORY.get() {
            std::fs::write(&path, bytes)?;
        } else {
            story::write(&path)?;
            STORY.get_or_init(|| std::fs::read(&path).unwrap_or_default());
        }
        Ok(Self {
            path,
            _folder: folder,
        })
    }

    /// Copy the copy.
    fn again(&self) -> Told<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("county.db");
        std::fs::copy(&self.path, &path)?;
        Ok(Self {
            path,
            _folder: folder,
        })
    }

    /// Write what no guard would let through: without triggers, which are put back afterwards.
    /// Return how many rows are another.
    fn damage(&self, sql: &str) -> Told<u64> {
        let connection = Connection::open(&self.path)?;
        connection.execute_batch("PRAGMA foreign_keys = off; PRAGMA synchronous = off; BEGIN")?;
        let triggers = without_triggers(&connection)?;
        let before = connection.total_changes();
        connection.execute_batch(sql)?;
        let changed = connection.total_changes() - before;
        for trigger in triggers {
            connection.execute_batch(&trigger)?;
        }
        connection.execute_batch("COMMIT")?;
        Ok(changed)
    }

    fn verify(&self) -> Told<Verification> {
        Ok(Ledger::open_read_only(&self.path)?.verify(VerifyOptions::default())?)
    }
}

fn without_triggers(connection: &Connection) -> Told<Vec<String>> {
    let sql = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'";
    let mut statement = connection.prepare(sql)?;
    let triggers = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let triggers = triggers.collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    for (name, _) in &triggers {
        connection.execute_batch(&format!("DROP TRIGGER {name}"))?;
    }
    Ok(triggers.into_iter().map(|(_, sql)| sql).collect())
}

/// Damage a ledger and return what is found, and its first finding of a token.
fn found_after(sql: &str, token: FindingToken) -> Told<(Verification, Finding)> {
    let copy = Copy::new()?;
    copy.damage(sql)?;
    let verification = copy.verify()?;
    let first = first_of(&verification, token).ok_or_else(|| {
        let findings: Vec<String> = verification
            .findings
            .iter()
            .map(Finding::to_string)
            .collect();
        format!("no {token} after {sql}:\n{}", findings.join("\n"))
    })?;
    Ok((verification, first))
}

fn first_of(verification: &Verification, token: FindingToken) -> Option<Finding> {
    let mut findings = verification.findings.iter();
    findings.find(|finding| finding.token == token).cloned()
}

#[test]
fn a_sound_ledger_is_clean() {
    let copy = Copy::new().unwrap();
    let verification = copy.verify().unwrap();
    assert_eq!(verification.findings, []);
    assert!(verification.is_clean() && verification.is_sound());
    let (errors, warnings) = (verification.error_count(), verification.warning_count());
    assert_eq!((errors, warnings), (0, 0));
    assert_eq!(verification.sealed_count, 4);
    let newest = verification.head.voucher_id;
    assert_eq!(Some(verification.voucher_count), newest.try_into().ok());
    let ledger = Ledger::open(&copy.path).unwrap();
    assert_eq!(verification.head, ledger.head().unwrap());
    let quick = VerifyOptions {
        quick: true,
        ..VerifyOptions::default()
    };
    let quick = verify_file(&copy.path, quick).unwrap();
    assert!(quick.is_clean() && quick.quick);
}

fn each_is_found_where_it_is(damages: &[Damage]) {
    let mut wrong = Vec::new();
    for (token, sql, place) in damages {
        match found_after(sql, *token) {
            Ok((verification, first)) => {
                if first.place.to_string() != *place || verification.is_sound() {
                    wrong.push(format!("{sql}\n  expected {place}, found {first}"));
                }
            }
            Err(error) => wrong.push(error.to_string()),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_damage_of_what_everything_is_read_by_is_found_where_it_is() {
    each_is_found_where_it_is(&damages::FILE);
}

#[test]
fn a_damage_of_the_chain_is_found_where_it_is() {
    each_is_found_where_it_is(&damages::CHAIN);
}

#[test]
fn a_damage_of_acts_is_found_where_it_is() {
    each_is_found_where_it_is(&damages::ACTS);
}

#[test]
fn a_damage_of_totals_is_found_where_it_is() {
    each_is_found_where_it_is(&damages::TOTALS);
}

#[test]
fn a_damage_of_accounts_is_found_where_it_is() {
    each_is_found_where_it_is(&damages::ACCOUNTS);
}

#[test]
fn a_damage_of_papers_is_found_where_it_is() {
    each_is_found_where_it_is(&damages::PAPERS);
}

#[test]
fn every_token_is_explained() {
    let page = include_str!("../../../../../docs/verify.md");
    let named = page.lines().filter_map(|line| line.strip_prefix("| `"));
    let named: Vec<&str> = named.filter_map(|line| line.split('`').next()).collect();
    let tokens: Vec<&str> = FindingToken::ALL
        .iter()
        .map(|token| token.as_str())
        .collect();
    assert_eq!(named, tokens);
}

/// Tokens that no damage stands for, each with a test of its own: a wrong table is made
/// by hand beside the code, since no budget makes one, and totals beyond 64 bits are no damage
/// (`bounds.rs`).
const ELSEWHERE: [FindingToken; 9] = [
    FindingToken::SchemaAltered,
    FindingToken::Integrity,
    FindingToken::HeadDiffers,
    FindingToken::ChainUnsealed,
    FindingToken::IncomeDiffers,
    FindingToken::SurplusDiffers,
    FindingToken::CommitmentDiffers,
    FindingToken::TableIdentity,
    FindingToken::TotalOutOfRange,
];

#[test]
fn every_token_has_a_damage() {
    let damages = damages::ALL.into_iter().flatten();
    let tested = damages.map(|(token, ..)| *token).chain(ELSEWHERE);
    let tested: BTreeSet<FindingToken> = tested.collect();
    assert_eq!(tested, FindingToken::ALL.iter().copied().collect());
}

#[test]
fn an_altered_schema_is_refused_and_verified() {
    let copy = Copy::new().unwrap();
    let connection = Connection::open(&copy.path).unwrap();
    let altered = "DROP TRIGGER posting_before_update_append_only;
        DROP VIEW carry_over;
        CREATE INDEX stranger ON line (unit_id);
        ALTER TABLE seal RENAME TO seals;";
    connection.execute_batch(altered).unwrap();
    let refused = Ledger::open(&copy.path).unwrap_err();
    assert_eq!(refused.code(), "file_altered");
    let found = verify_file(&copy.path, VerifyOptions::default()).unwrap();
    let altered = found.findings.iter();
    let altered = altered.filter(|finding| finding.token == FindingToken::SchemaAltered);
    let messages: Vec<&str> = altered.map(|finding| finding.message.as_str()).collect();
    for message in [
        "the trigger posting_before_update_append_only is missing",
        "the view carry_over is missing",
        "the index stranger was added",
        "the table seal is missing: it was renamed to seals",
        "the table seals was added",
    ] {
        assert!(messages.contains(&message), "{message}: {messages:?}");
    }
    let unreadable = first_of(&found, FindingToken::Unreadable).unwrap();
    assert_eq!(unreadable.place.to_string(), "chain");
    // What can be read is verified all the same.
    assert_eq!(found.posting_count, 76);
    assert!(first_of(&found, FindingToken::BalanceDiffers).is_none());
}

/// Without one of its tables the chain cannot be computed, and nothing is said of its links.
#[test]
fn a_chain_whose_records_are_gone_is_unreadable_and_not_broken() {
    let copy = Copy::new().unwrap();
    let connection = Connection::open(&copy.path).unwrap();
    connection
        .execute_batch("ALTER TABLE note RENAME TO notes")
        .unwrap();
    let found = verify_file(&copy.path, VerifyOptions::default()).unwrap();
    let unreadable = first_of(&found, FindingToken::Unreadable).unwrap();
    assert_eq!(unreadable.place.to_string(), "chain");
    assert!(first_of(&found, FindingToken::ChainBroken).is_none());
}

#[test]
fn a_damaged_index_is_found() {
    let copy = Copy::new().unwrap();
    let connection = Connection::open(&copy.path).unwrap();
    let sql = "SELECT rootpage - 1, (SELECT page_size FROM pragma_page_size) FROM sqlite_schema
        WHERE name = 'voucher_by_key'";
    let (page, size): (u32, u32) = connection
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    drop(connection);
    let [page, size] = [page, size].map(|number| usize::try_from(number).unwrap());
    let mut bytes = std::fs::read(&copy.path).unwrap();
    let index = &mut bytes[page * size..(page + 1) * size];
    let key = b"2024-0001";
    let at = index.windows(key.len()).position(|found| found == key);
    index[at.unwrap()] = b'3';
    std::fs::write(&copy.path, bytes).unwrap();
    let found = copy.verify().unwrap();
    let integrity = first_of(&found, FindingToken::Integrity).unwrap();
    assert!(integrity.message.contains("voucher_by_key"), "{integrity}");
}

/// What is drafted for a year that is not approved need not come to its total yet.
#[test]
fn a_total_of_drafts_is_compared_once_they_are_approved() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    ledger.prepare_year(2026, &Particulars::default()).unwrap();
    ledger
        .control_total(2026, Fund::GeneralPublic, Level::Own, Fen::new(100))
        .unwrap();
    drop(ledger);
    assert_eq!(copy.verify().unwrap().findings, []);
}

#[test]
fn an_unsealed_voucher_is_a_warning() {
    let sql = "UPDATE voucher SET hash = NULL
        WHERE voucher_id = (SELECT max(voucher_id) FROM voucher)";
    let (found, first) = found_after(sql, FindingToken::ChainUnsealed).unwrap();
    let newest = found.head.voucher_id;
    assert_eq!(first.place.to_string(), format!("voucher {newest}"));
    assert_eq!(first.severity, Severity::Warning);
    assert!(found.is_sound() && !found.is_clean());
    assert_eq!((found.error_count(), found.warning_count()), (0, 1));
    assert_eq!((found.unsealed_count, found.sealed_count), (1, 4));
    // Without its hash, an earlier voucher breaks the chain behind it.
    let sql = "UPDATE voucher SET hash = NULL WHERE voucher_id = 12";
    let (_, first) = found_after(sql, FindingToken::ChainBroken).unwrap();
    assert_eq!(first.place.to_string(), "voucher 13");
}

#[test]
fn a_chain_goes_through_every_head_it_had() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    let kept = ledger.head().unwrap();
    let none = Particulars::default();
    ledger
        .add_unit("水文站", yusuan::UnitKind::Other, None, &none)
        .unwrap();
    let verify_at = |head: &Head| {
        let head = Some(head.to_string().parse().unwrap());
        let options = VerifyOptions { quick: true, head };
        verify_file(&copy.path, options).unwrap()
    };
    assert!(verify_at(&kept).is_clean());
    let newest = ledger.head().unwrap();
    assert!(verify_at(&newest).is_clean());
    let elsewhere = [
        Head {
            hash: newest.hash.clone(),
            ..kept.clone()
        },
        Head {
            posting_id: kept.posting_id + 1,
            ..kept.clone()
        },
        Head {
            voucher_id: newest.voucher_id + 1,
            ..newest.clone()
        },
    ];
    for head in elsewhere {
        let found = verify_at(&head);
        let first = first_of(&found, FindingToken::HeadDiffers).unwrap();
        assert_eq!(first.place.row, Some(head.voucher_id.to_string()));
        assert_eq!(
            (first.expected, found.findings.len()),
            (Some(head.to_string()), 1)
        );
    }
}

/// Return the messages of a token that a damage is found by.
fn said_after(sql: &str, token: FindingToken) -> Vec<String> {
    let (found, _) = found_after(sql, token).unwrap();
    let findings = found.findings.into_iter();
    let of_token = findings.filter(|finding| finding.token == token);
    of_token.map(|finding| finding.message).collect()
}

#[test]
fn a_chart_that_leads_nowhere_says_what_it_lacks() {
    let sql = "UPDATE posting_rule SET credit = '无' WHERE voucher_id > 0 AND event = 'pay'";
    let (found, _) = found_after(sql, FindingToken::DoubleEntryDiffers).unwrap();
    let places = |said: &str| {
        let findings = found.findings.iter();
        let of_message = findings.filter(|finding| finding.message.ends_with(said));
        let places = of_message.map(|finding| finding.place.to_string());
        places.collect::<Vec<_>>()
    };
    let lacking = places("has no account 无");
    assert!(lacking.contains(&"posting 7".to_owned()), "{lacking:?}");
    let unbalanced = places("debit and credit of the book differ");
    let expected = [
        "line 1",
        "line 2",
        "line 4",
        "line 6",
        "line 13",
        "income 1",
        "commitment 1",
    ];
    assert_eq!(unbalanced, expected);
    // The number of a line is no total, although a column like the others.
    let said = said_after(
        "UPDATE account SET total = 'line.line_id' WHERE voucher_id > 0 AND account = 'paid'",
        FindingToken::DoubleEntryDiffers,
    );
    let expected = "an account stands for no running total: line_id";
    assert!(said.iter().any(|said| said == expected), "{said:?}");
}

#[test]
fn a_month_up_to_which_nothing_was_paid_is_not_missed() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    let on = |day| Particulars::on(date::parse(day).unwrap()).document("县财〔2025〕9号");
    let line = LineId::new(12);
    let fen = Fen::new(100);
    let paid = ledger.pay(line, fen, None, &on("2025-10-08")).unwrap();
    ledger.reverse(paid.voucher_id, &on("2025-10-09")).unwrap();
    ledger.pay(line, fen, None, &on("2025-11-03")).unwrap();
    drop(ledger);
    copy.damage("DELETE FROM line_spending WHERE line_id = 12")
        .unwrap();
    let found = copy.verify().unwrap();
    let first = first_of(&found, FindingToken::AccountVanished).unwrap();
    let said = "what was paid by 2025-11 is not what the year has paid";
    assert_eq!(first.message, said);
    assert_eq!(found.counts[&FindingToken::AccountVanished], 1);
}

#[test]
fn what_a_closed_year_has_left_is_available_and_committed_together() {
    let sql = "UPDATE posting SET amount_fen = amount_fen - 2 WHERE event = 'carry_forward'
        AND line_id = 2";
    let (_, first) = found_after(sql, FindingToken::ClosingUndecided).unwrap();
    assert_eq!(first.found.as_deref(), Some("6"), "{first}");
}

/// What was matched and is matched to nothing now is no fault.
#[test]
fn a_match_may_be_taken_back() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    ledger.cancel_match(2, &Particulars::default()).unwrap();
    drop(ledger);
    assert_eq!(copy.verify().unwrap().findings, []);
}

#[test]
fn an_effect_that_was_skipped_is_found() {
    let copy = Copy::new().unwrap();
    let connection = Connection::open(&copy.path).unwrap();
    let skipped = "CREATE TEMP TRIGGER skip AFTER INSERT ON main.posting
        BEGIN SELECT RAISE(IGNORE); END;
        INSERT INTO voucher (voucher_id, act, year, dated, first_posting_id, posting_count,
            record_count)
            SELECT max(voucher_id) + 1, 'post', 2025, '2025-04-01',
            (SELECT max(posting_id) + 1 FROM posting), 1, 0 FROM voucher;
        INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
            SELECT first_posting_id, voucher_id, 'pay', 100, 13 FROM newest_voucher;";
    connection.execute_batch(skipped).unwrap();
    let found = copy.verify().unwrap();
    let differs = first_of(&found, FindingToken::BalanceDiffers).unwrap();
    assert_eq!(differs.place.row.as_deref(), Some("13"));
    assert!(first_of(&found, FindingToken::ChainUnsealed).is_some());
}

#[test]
fn findings_are_counted_when_they_are_too_many_to_list() {
    let sql = "WITH RECURSIVE n (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n WHERE n < 250)
        INSERT INTO note (voucher_id, field, digest, salt, text)
        SELECT 1, 'memo', zeroblob(32), zeroblob(16), n FROM n";
    let (found, _) = found_after(sql, FindingToken::NoteDigestDiffers).unwrap();
    assert_eq!(found.counts[&FindingToken::NoteDigestDiffers], 250);
    assert_eq!(found.omitted_count(), 150);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["counts"]["note_digest_differs"], 250);
    assert_eq!(json["findings"][0]["severity"], "error");
}

#[test]
fn what_cannot_be_opened_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let missing = verify_file(&path, VerifyOptions::default()).unwrap_err();
    assert_eq!(missing.code(), "file_missing");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE t (x)").unwrap();
    let foreign = verify_file(&path, VerifyOptions::default()).unwrap_err();
    assert_eq!(foreign.code(), "file_foreign");
}
