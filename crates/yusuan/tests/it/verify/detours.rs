//! Money that goes a refused way through other lines: the file's view and the fold see the same.

use super::policies::{by_the_fold, by_the_view, set};
use super::{Copy, Told};

/// A move of so many fen from a line to another one, or of what a payment of last year gave back.
type Step = (i64, i64, i64);

/// Moves of a voucher, and which of them are a part of which way.
type Detour<'a> = (&'a [Step], &'a [(i64, &'a str)]);

// Money of 2024, of one unit.
const PUBLIC: i64 = 8;
const PROJECT: i64 = 7;
const PERSONNEL: i64 = 12;
const OTHER_PERSONNEL: i64 = 9;
/// Of last year, where its money was paid from.
const PAID: i64 = 1;
// Money of 2025.
const NEW_PUBLIC: i64 = 13;
const NEW_PROJECT: i64 = 14;
const NEW_PERSONNEL: i64 = 15;

const KINDS: &str = "UPDATE line SET kind = 'basic_personnel' WHERE line_id IN (12, 15);
    UPDATE line SET kind = 'basic_personnel', functional_code = '2080101', origin_year = 2024
        WHERE line_id = 9;
    UPDATE line SET kind = 'project', project = '培训', fund = 'general_public'
        WHERE line_id = 14";

const TO_PUBLIC: &str = "personnel_to_public";
const TO_PERSONNEL: &str = "public_to_personnel";

const DETOURS: [Detour<'_>; 13] = [
    (
        &[(PERSONNEL, PROJECT, 1), (PROJECT, PUBLIC, 1)],
        &[(78, TO_PUBLIC)],
    ),
    (
        &[(PROJECT, PUBLIC, 1), (PERSONNEL, PROJECT, 1)],
        &[(78, TO_PUBLIC)],
    ),
    (
        &[(PUBLIC, PROJECT, 1), (PROJECT, PERSONNEL, 1)],
        &[(78, TO_PERSONNEL)],
    ),
    (
        &[(PAID, PROJECT, 1), (PROJECT, PERSONNEL, 1)],
        &[(78, TO_PERSONNEL)],
    ),
    // It came back before it went on.
    (
        &[
            (PERSONNEL, PROJECT, 1),
            (PROJECT, PERSONNEL, 1),
            (PROJECT, PUBLIC, 1),
        ],
        &[],
    ),
    // A part of it came back.
    (
        &[
            (PERSONNEL, PROJECT, 3),
            (PROJECT, PERSONNEL, 2),
            (PROJECT, PUBLIC, 1),
        ],
        &[(79, TO_PUBLIC)],
    ),
    (
        &[
            (PERSONNEL, PROJECT, 3),
            (PROJECT, PUBLIC, 3),
            (PROJECT, PERSONNEL, 1),
        ],
        &[(78, TO_PUBLIC)],
    ),
    (
        &[
            (PERSONNEL, PROJECT, 3),
            (PROJECT, PUBLIC, 3),
            (PUBLIC, PROJECT, 1),
        ],
        &[(78, TO_PUBLIC)],
    ),
    // It went on to another line of the same kind.
    (
        &[
            (PERSONNEL, PROJECT, 1),
            (PROJECT, PUBLIC, 1),
            (PERSONNEL, OTHER_PERSONNEL, 1),
        ],
        &[(78, TO_PUBLIC)],
    ),
    // Nobody got it.
    (
        &[
            (PROJECT, PUBLIC, 1),
            (PUBLIC, PROJECT, 1),
            (PERSONNEL, PROJECT, 1),
        ],
        &[],
    ),
    // What one gets is other money than what the other gives.
    (
        &[(PERSONNEL, PROJECT, 1), (NEW_PROJECT, NEW_PUBLIC, 1)],
        &[],
    ),
    (
        &[
            (NEW_PERSONNEL, NEW_PROJECT, 1),
            (OTHER_PERSONNEL, PROJECT, 1),
            (PERSONNEL, PROJECT, 1),
            (PROJECT, PUBLIC, 1),
            (NEW_PROJECT, NEW_PUBLIC, 1),
        ],
        &[(80, TO_PUBLIC), (81, TO_PUBLIC)],
    ),
    (&[(PERSONNEL, PUBLIC, 1)], &[(77, TO_PUBLIC)]),
];

/// Write a voucher of these moves.
fn moved(steps: &[Step], life: &str, policies: &str) -> Told<Copy> {
    let copy = Copy::new()?;
    let postings = steps.iter().zip(77..).map(|((from, to, fen), posting)| {
        if *from == PAID {
            format!("({posting}, 79, 'prior_year_increase', {fen}, {to}, NULL, 7)")
        } else {
            format!("({posting}, 79, 'transfer', {fen}, {from}, {to}, NULL)")
        }
    });
    copy.damage(&format!(
        "{KINDS}; {life}; {policies};
        INSERT INTO voucher (voucher_id, act, year, dated, first_posting_id, posting_count,
            record_count) VALUES (79, 'post', 2025, '2025-11-04', 77, {}, 0);
        INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id, to_line_id,
            refunds_id) VALUES {}",
        steps.len(),
        postings.collect::<Vec<_>>().join(", "),
    ))?;
    Ok(copy)
}

#[test]
fn a_detour_is_refused_whoever_stands_between() {
    // Money that finance gave may go by way of another unit.
    for life in ["", "UPDATE line SET unit_id = 1 WHERE line_id = 7"] {
        for (steps, expected) in DETOURS {
            let copy = moved(steps, life, &set("forbid")).unwrap();
            let refused = by_the_view(&copy).unwrap();
            let ways = refused.iter().filter(|(posting, policy)| {
                *posting > 76 && [TO_PUBLIC, TO_PERSONNEL].contains(&policy.as_str())
            });
            let ways: Vec<_> = ways
                .map(|(posting, way)| (*posting, way.as_str()))
                .collect();
            assert_eq!(ways, expected, "{steps:?}");
            assert_eq!(by_the_fold(&copy).unwrap(), refused, "{steps:?}");
        }
    }
}

/// The line where the detour begins is the one whose policy is asked.
#[test]
fn a_detour_is_refused_by_the_policy_of_its_beginning() {
    for scope in [
        "'basic_personnel', NULL, NULL",
        "'project', NULL, NULL",
        "NULL, NULL, '2080101'",
        "NULL, NULL, '2299999'",
    ] {
        for (steps, _) in DETOURS {
            let policies = format!(
                "{}; INSERT INTO policy SELECT policy_id + 50, 8, name, 1900, 9998, 'forbid', value,
                    'x', NULL, NULL, {scope} FROM policy WHERE policy_id > 2",
                set("allow")
            );
            let copy = moved(steps, "", &policies).unwrap();
            let refused = by_the_view(&copy).unwrap();
            assert_eq!(by_the_fold(&copy).unwrap(), refused, "{scope}: {steps:?}");
        }
    }
}
