//! The two ways to tell what a policy refuses agree: the file's view, and the fold over the journal.

use std::collections::BTreeSet;

use rusqlite::Connection;
use yusuan::FindingToken;

use super::{Copy, Told};

/// Other lives of the story, in which its postings are about other policies.
const LIVES: [&str; 9] = [
    "",
    "UPDATE line SET kind = 'basic_personnel' WHERE line_id = 15",
    "UPDATE line SET kind = 'basic_personnel' WHERE line_id IN (1, 13)",
    "UPDATE line SET economic_code = '30101' WHERE line_id IN (2, 6, 13)",
    "UPDATE line SET economic_code = '30217' WHERE line_id IN (1, 13)",
    "UPDATE line SET functional_code = '2089999' WHERE line_id IN (2, 8, 15)",
    "UPDATE line SET kind = 'project', project = '维修' WHERE line_id IN (1, 13)",
    "UPDATE posting SET line_id = 7, to_line_id = 9 WHERE posting_id = 68",
    "UPDATE posting SET amount_fen = 90000000 WHERE posting_id = 62;
        UPDATE draft_line SET amount_fen = 90000000 WHERE year = 2025 AND economic_code = '30201'",
];

/// Policies for all that was done since 2024, of a value that much is about.
pub(super) fn set(action: &str) -> String {
    format!(
        "INSERT INTO policy SELECT row_number() OVER (ORDER BY name) + 2, 8, name, 1900, 9998,
            '{action}', CASE name WHEN 'max_carry_years' THEN '0' WHEN 'freeze_date' THEN '03-31' END,
            'x', NULL, NULL, NULL, NULL, NULL
        FROM policy_name WHERE name IN (SELECT policy FROM policy_case)"
    )
}

/// Each posting, or for an approval its voucher, with the policy that refuses it.
pub(super) type Refused = BTreeSet<(i64, String)>;

pub(super) fn by_the_view(copy: &Copy) -> Told<Refused> {
    let connection = Connection::open(&copy.path)?;
    let sql =
        "SELECT DISTINCT CASE policy WHEN 'three_public_total' THEN voucher_id ELSE posting_id END,
        policy FROM policy_touch WHERE status = 'refused'";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn by_the_fold(copy: &Copy) -> Told<Refused> {
    let verification = copy.verify()?;
    let found = verification.findings.into_iter();
    let found = found.filter(|finding| finding.token == FindingToken::PolicyRefused);
    found
        .map(|finding| {
            let named = finding.message.split(", ").nth(1).unwrap_or_default();
            Ok((
                finding.place.row.unwrap_or_default().parse()?,
                named.to_owned(),
            ))
        })
        .collect()
}

#[test]
fn the_view_and_the_fold_agree() {
    let mut told = BTreeSet::new();
    for life in LIVES {
        for action in ["forbid", "deny", "document", "warn"] {
            let copy = Copy::new().unwrap();
            let undocumented = "UPDATE voucher SET document = ' ' WHERE voucher_id IN (20, 24, 66)";
            copy.damage(&format!("{life}; {undocumented}; {}", set(action)))
                .unwrap();
            let refused = by_the_view(&copy).unwrap();
            assert_eq!(by_the_fold(&copy).unwrap(), refused, "{action} in {life:?}");
            told.extend(refused.into_iter().map(|(_, policy)| policy));
        }
    }
    let known = [
        "basic_project",
        "carry_over_purpose",
        "economic_transfer",
        "freeze_date",
        "functional_transfer",
        "kind_economic",
        "max_carry_years",
        "personnel_to_public",
        "project_to_project",
        "public_to_personnel",
        "three_public_increase",
        "three_public_total",
    ];
    assert_eq!(Vec::from_iter(told), known);
}

/// Lives in which it matters for what a policy is set.
const SCOPED_LIVES: [&str; 9] = [
    "",
    "UPDATE posting SET refunds_id = 12 WHERE posting_id = 66",
    "UPDATE line SET functional_code = '2080199' WHERE line_id IN (2, 15)",
    "UPDATE line SET functional_code = '2080101' WHERE line_id = 8;
        UPDATE line SET origin_year = 2024 WHERE line_id = 13;
        UPDATE draft_line SET origin_year = 2024 WHERE year = 2025 AND economic_code = '30201'",
    "UPDATE line SET functional_code = '2089999' WHERE line_id IN (2, 8, 15)",
    "UPDATE line SET economic_code = '30101' WHERE line_id IN (2, 13)",
    "UPDATE line SET unit_id = 1 WHERE line_id IN (2, 15)",
    "UPDATE line SET unit_id = 4 WHERE line_id IN (8, 13)",
    "UPDATE line SET kind = 'basic_personnel' WHERE line_id IN (1, 13);
        UPDATE draft_line SET kind = 'basic_personnel' WHERE economic_code = '30201'",
];

/// What policies are set for: fund, level, kind, how far apart codes are, code.
const SCOPES: [&str; 16] = [
    "'fiscal', NULL, NULL, NULL, NULL",
    "'unit_funds', NULL, NULL, NULL, NULL",
    "'general_public', NULL, NULL, NULL, NULL",
    "NULL, 'own', NULL, NULL, NULL",
    "NULL, 'central', NULL, NULL, NULL",
    "NULL, NULL, 'basic_public', NULL, NULL",
    "NULL, NULL, 'basic_personnel', NULL, NULL",
    "NULL, NULL, 'project', NULL, NULL",
    "NULL, NULL, NULL, 'class', NULL",
    "NULL, NULL, NULL, 'group', NULL",
    "NULL, NULL, NULL, 'item', NULL",
    "NULL, NULL, NULL, NULL, '302'",
    "NULL, NULL, NULL, NULL, '30201'",
    "NULL, NULL, NULL, NULL, '30216'",
    "NULL, NULL, NULL, NULL, '208'",
    "NULL, NULL, NULL, NULL, '2299999'",
];

/// What a policy is not set for, it allows; the last day that is not frozen is that of many postings.
#[test]
fn the_view_and_the_fold_agree_on_what_a_policy_is_set_for() {
    for life in SCOPED_LIVES {
        for scope in SCOPES {
            let copy = Copy::new().unwrap();
            copy.damage(&format!(
                "{life};
                INSERT INTO policy SELECT row_number() OVER (ORDER BY name) + 2, 8, name, 1900, 9998,
                    'allow', NULL, 'x', NULL, NULL, NULL, NULL, NULL
                FROM policy_name WHERE name IN (SELECT policy FROM policy_case);
                INSERT INTO policy SELECT row_number() OVER (ORDER BY name) + 50, 8, name, 1900, 9998,
                    'forbid', CASE name WHEN 'max_carry_years' THEN '1'
                        WHEN 'freeze_date' THEN '05-06' END, 'x', {scope}
                FROM policy_name WHERE name IN (SELECT policy FROM policy_case)"
            ))
            .unwrap();
            let refused = by_the_view(&copy).unwrap();
            assert_eq!(by_the_fold(&copy).unwrap(), refused, "{scope} in {life:?}");
        }
    }
}

/// Between two such items nothing is given, if both or neither are counted together.
#[test]
fn items_are_alike_if_they_are_counted_alike() {
    for (counted, is_refused) in [
        ("30201", true),
        ("30299", true),
        ("302", false),
        ("9", false),
    ] {
        let copy = Copy::new().unwrap();
        copy.damage(&format!(
            "INSERT INTO policy VALUES
            (3, 8, 'three_public_increase', 1900, 9998, 'forbid', NULL, 'x',
                NULL, NULL, NULL, NULL, '302'),
            (4, 8, 'three_public_total', 1900, 9998, 'allow', NULL, 'x',
                NULL, NULL, NULL, NULL, NULL),
            (5, 8, 'three_public_total', 1900, 9998, 'warn', NULL, 'x',
                NULL, NULL, NULL, NULL, '{counted}')"
        ))
        .unwrap();
        let refused = by_the_view(&copy).unwrap();
        let moved = (21, "three_public_increase".to_owned());
        assert_eq!(refused.contains(&moved), is_refused, "{counted}");
        assert_eq!(by_the_fold(&copy).unwrap(), refused, "{counted}");
    }
}

#[test]
fn of_an_approval_the_first_line_that_has_too_much_is_named() {
    let copy = Copy::new().unwrap();
    copy.damage(
        "INSERT INTO policy VALUES (3, 8, 'three_public_total', 1900, 9998, 'forbid', NULL, 'x',
            NULL, NULL, NULL, NULL, NULL);
        UPDATE posting SET amount_fen = 900000000 WHERE posting_id IN (62, 63)",
    )
    .unwrap();
    let verification = copy.verify().unwrap();
    let mut messages = verification.findings.iter().map(|it| it.message.as_str());
    let said = "refuses the approval of line 13: ";
    assert!(messages.any(|message| message.contains(said)));
}

/// A line of a fiscal fund, one whose money is too old to be carried on, and one of other income, by
/// what the second closing of 2024 did with them.
const CLOSED: [(i64, bool, bool); 3] = [(55, true, false), (57, true, true), (58, false, false)];

#[test]
fn what_a_closing_did_otherwise_is_found() {
    let events = ["carry_forward", "to_surplus", "recall", "lapse", "release"];
    for value in [
        "carry_forward",
        "to_surplus",
        "recall",
        "surrender",
        "lapse",
    ] {
        for event in events {
            let copy = Copy::new().unwrap();
            copy.damage(&format!(
                "UPDATE posting SET event = '{event}' WHERE posting_id IN (55, 57, 58);
                INSERT INTO policy SELECT 3, 8, 'closing', 1900, 9998, 'deny', '{value}', 'x',
                    NULL, NULL, NULL, NULL, NULL;
                INSERT INTO policy SELECT 4, 8, 'max_carry_years', 1900, 9998, 'deny', '1', 'x',
                    NULL, NULL, NULL, NULL, NULL"
            ))
            .unwrap();
            let is_wrong = |(posting, is_fiscal, is_old): (i64, bool, bool)| {
                let decided = match value {
                    "recall" if !is_fiscal => "to_surplus",
                    "surrender" => "to_surplus",
                    other => other,
                };
                let is_ended = is_old && decided == "carry_forward";
                let is_right = event == decided
                    || event == "to_surplus" && is_ended
                    || event == "lapse" && !is_fiscal
                    || event == "release" && (!is_fiscal || is_ended || decided != "carry_forward");
                (!is_right).then_some((posting, "closing".to_owned()))
            };
            let mut found = by_the_fold(&copy).unwrap();
            found.retain(|(posting, policy)| {
                policy == "closing" && CLOSED.iter().any(|(number, ..)| number == posting)
            });
            let wrong: Refused = CLOSED.into_iter().filter_map(is_wrong).collect();
            assert_eq!(found, wrong, "{event} where {value} is decided");
        }
    }
}

#[test]
fn an_override_lifts_what_a_closing_policy_denies_alone() {
    for (action, count) in [("deny", 0), ("forbid", 8), ("document", 0), ("warn", 0)] {
        let copy = Copy::new().unwrap();
        copy.damage(&format!(
            "INSERT INTO policy SELECT 3, 8, 'closing', 1900, 9998, '{action}', 'lapse', 'x',
                NULL, NULL, NULL, NULL, NULL;
            INSERT INTO override VALUES (2, 44, 'closing', 'x'), (3, 51, 'closing', 'x')"
        ))
        .unwrap();
        let found = by_the_fold(&copy).unwrap();
        let second = found.range((53, String::new())..(62, String::new()));
        assert_eq!(second.count(), count, "{action}");
        // What became surplus or lapsed before was not decided by a closing.
        let mut before = found.range(..(34, String::new()));
        assert!(!before.any(|(_, policy)| policy == "closing"), "{action}");
    }
}
