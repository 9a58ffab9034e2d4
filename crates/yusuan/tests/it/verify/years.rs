//! What is said of the states of years, of plans and of budgets: each condition broken alone.

use yusuan::{Fen, FindingToken, Ledger, Particulars, VerifyOptions, date};

use super::Copy;
use super::conditions::{Broken, each_is_said_of_its_row};
use crate::story::line;

const STATES: [Broken; 11] = [
    (
        "UPDATE line_spending SET paid_fen = paid_fen + 1 WHERE line_id = 1",
        "line 1",
        "what was paid by 2024-12 is not what the year has paid",
    ),
    (
        "UPDATE posting SET amount_fen = 3999999 WHERE posting_id = 6",
        "income 2024 unit 2 unit_other_income",
        "approved income is not the approved expenditure",
    ),
    (
        "UPDATE voucher SET year = 2026 WHERE voucher_id = 54",
        "voucher 54",
        "post 2026 in another state of the year",
    ),
    (
        "UPDATE voucher SET act = 'post_early' WHERE voucher_id = 54",
        "voucher 54",
        "post_early 2025 in another state of the year",
    ),
    (
        "UPDATE voucher SET year = 2025 WHERE voucher_id = 44",
        "voucher 44",
        "close 2025 in another state of the year",
    ),
    (
        "UPDATE voucher SET dated = '2024-12-30' WHERE voucher_id = 50",
        "voucher 50",
        "it is dated before something that moved in its year",
    ),
    (
        "UPDATE voucher SET year = 2025 WHERE voucher_id = 43",
        "voucher 43",
        "begin_closing 2025 while 2024 is open",
    ),
    (
        "UPDATE voucher SET act = 'finish_closing', year = 2025 WHERE voucher_id = 42",
        "voucher 46",
        "reopen_year 2024 while 2025 is closed",
    ),
    (
        "INSERT INTO budget_year VALUES (2030, 'open', 1)",
        "budget_year 2030",
        "no act prepared the year",
    ),
    (
        "UPDATE budget_year SET last_voucher_id = 9 WHERE year = 2025",
        "budget_year 2025 last_voucher_id",
        "another act brought it into this state",
    ),
    (
        "UPDATE voucher SET posting_count = 0 WHERE voucher_id = 10",
        "voucher 10 posting_count",
        "the act post declares 0 postings",
    ),
];

const PLANS: [Broken; 4] = [
    (
        // Nobody set any other policy.
        "DELETE FROM policy WHERE policy_id = 2;
        UPDATE policy SET name = 'spending_plan', value = NULL WHERE policy_id = 1",
        "posting 7",
        "policy 1 wants a spending plan of the line, and there was none",
    ),
    (
        // Of 90000 yuan some are committed and some are paid.
        "UPDATE spending_plan SET line_id = 13, m12_fen = 9000000",
        "spending_plan 1",
        "the plan of line 13 is more than it may spend",
    ),
    (
        "UPDATE spending_plan SET line_id = 13",
        "spending_plan 1",
        "line 13 has paid more than planned until month 3",
    ),
    (
        "UPDATE spending_plan SET m12_fen = m12_fen + 1",
        "spending_plan 1",
        "the plan of line 14 is more than it may spend",
    ),
];

#[test]
fn each_condition_on_the_states_of_years_is_kept() {
    each_is_said_of_its_row(&STATES);
}

#[test]
fn a_plan_is_compared_with_its_line_when_it_is_written() {
    each_is_said_of_its_row(&PLANS);
}

/// Only what moved money says how far a year has come.
#[test]
fn a_closing_may_be_begun_before_the_day_on_which_an_earlier_one_was_cancelled() {
    let copy = Copy::new().unwrap();
    copy.damage("UPDATE voucher SET dated = '2024-12-30' WHERE voucher_id IN (44, 47, 49, 50, 51)")
        .unwrap();
    let found = copy.verify().unwrap();
    assert!(!found.counts.contains_key(&FindingToken::DateTooEarly));
}

/// Half a hundred yuan and half a hundred more are no hundreds each, and one together.
#[test]
fn what_published_tables_round_is_remarked() {
    let copy = Copy::new().unwrap();
    let mut ledger = Ledger::open(&copy.path).unwrap();
    ledger.prepare_year(2026, &Particulars::default()).unwrap();
    for economic_code in ["30201", "30216"] {
        let key = line(2026, 2026, ("2080109", economic_code), None);
        ledger.draft(&key, Fen::new(4_999)).unwrap();
    }
    let day = Particulars::on(date::parse("2026-01-05").unwrap());
    ledger
        .approve(2026, &day.document("县财〔2026〕1号"))
        .unwrap();
    let verification = ledger.verify(VerifyOptions::default()).unwrap();
    assert!(verification.is_clean());
    let remarks = verification.notes.iter();
    let of_year = remarks.filter(|remark| remark.year == 2026).count();
    assert!(of_year > 0, "{:?}", verification.notes);
}
