//! What a fund that is not fiscal may spend: what its budget expects, or what came in.

use yusuan::{Direction, Fen, FindingToken, Ledger, LineId, Policy, PolicyAction, Scope};

use super::Copy;
use super::forged::{UNDOCUMENTED, found_after, nothing, on, two_people};

const BEYOND: FindingToken = FindingToken::SpendingExceedsIncome;

/// What lines 10, 11 and 14 may pay by April.
const PAID: [(i64, i64); 3] = [(10, 650_000), (11, 70_000), (14, 250_000)];

fn pay_all(ledger: &mut Ledger) {
    for (line, fen) in PAID {
        let day = on("2025-04-10");
        let line = LineId::new(line);
        ledger.pay(line, Fen::new(fen), None, &day).unwrap();
    }
}

#[test]
fn spending_beyond_income_is_found() {
    let less = ("2025-05-10", "income_decrease", 1_000_000, "income_id", "2");
    assert_eq!(found_after(nothing, less), []);
    assert_eq!(found_after(pay_all, less), [BEYOND]);
}

/// Set a policy that wants a document.
fn by_document(ledger: &mut Ledger) {
    let policy = Policy {
        value: Some("budgeted".to_owned()),
        ..Policy::new("unit_spending", PolicyAction::Document, "县财〔2025〕2号")
    };
    ledger.set_policies(&[policy], &two_people()).unwrap();
}

#[test]
fn spending_beyond_income_without_the_document_that_allows_it_is_found() {
    let copy = Copy::new().unwrap();
    by_document(&mut Ledger::open(&copy.path).unwrap());
    // What the budget expects of it may be spent, and less than nothing is not expected.
    for (line, fen) in PAID {
        let values = format!("{line}, 2");
        let paid = (
            "post",
            2025,
            "2025-04-10",
            "pay",
            fen,
            "line_id, income_id",
            values.as_str(),
        );
        copy.forge(paid).unwrap();
    }
    assert_eq!(copy.found().unwrap(), []);
    let less = (
        "post",
        2025,
        "2025-05-10",
        "income_decrease",
        1_000_000,
        "income_id",
        "2",
    );
    copy.forge(less).unwrap();
    assert_eq!(copy.found().unwrap(), []);
    copy.rewrite(UNDOCUMENTED).unwrap();
    assert!(copy.found().unwrap().contains(&BEYOND));
}

/// Set what limits spending, for this fund alone: all others spend as they like.
fn limited(ledger: &mut Ledger, value: &str) {
    let source = "县财〔2025〕2号";
    let all = Policy {
        value: Some(value.to_owned()),
        ..Policy::new("unit_spending", PolicyAction::Allow, source)
    };
    let one = Policy {
        action: PolicyAction::Deny,
        scope: Scope {
            fund: Some("unit_other_income".to_owned()),
            ..Scope::default()
        },
        ..all.clone()
    };
    ledger.set_policies(&[all, one], &two_people()).unwrap();
}

/// Of 7200 yuan that came over from last year and nothing that came in.
#[test]
fn spending_beyond_what_came_in_is_found() {
    let received = |ledger: &mut Ledger| limited(ledger, "received");
    let columns = "line_id, income_id";
    let paid = |fen| ("2025-12-10", "pay", fen, columns, "14, 2");
    assert!(!found_after(received, paid(720_000)).contains(&BEYOND));
    assert!(found_after(received, paid(720_001)).contains(&BEYOND));
    // Expecting less takes no money.
    let less = ("2025-12-10", "income_decrease", 900_000, "income_id", "2");
    assert_eq!(found_after(received, less), []);
}

#[test]
fn an_income_is_not_expected_to_be_less_than_was_spent() {
    let paid = |ledger: &mut Ledger| {
        limited(ledger, "budgeted");
        pay_all(ledger);
    };
    let less = |fen| ("2025-05-10", "income_decrease", fen, "income_id", "2");
    assert_eq!(found_after(paid, less(750_000)), []);
    assert_eq!(found_after(paid, less(750_001)), [BEYOND]);
}

/// Surplus and what comes back of earlier years may be spent besides, and what became surplus not.
#[test]
fn what_a_fund_may_spend_is_what_it_has_from_before_too() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    let (line, day) = (LineId::new(14), on("2025-12-01"));
    ledger.use_surplus(line, Fen::new(1_000), &day).unwrap();
    let (old, more) = (LineId::new(10), Direction::Increase);
    ledger
        .prior_year_adjustment(old, more, Fen::new(500), None, &day)
        .unwrap();
    ledger.to_surplus(line, Fen::new(300), &day).unwrap();
    drop(ledger);
    let pay = |line: i64, fen| {
        let values = format!("{line}, 2");
        let columns = "line_id, income_id";
        let paid = ("post", 2025, "2025-12-10", "pay", fen, columns, &*values);
        copy.forge(paid).unwrap();
        copy.found().unwrap().contains(&BEYOND)
    };
    assert!(!pay(10, 650_500));
    assert!(!pay(11, 70_000));
    assert!(!pay(14, 1_000_700));
    assert!(pay(14, 1));
}
