//! A rule of many conditions, each broken alone: what is said of it, and of which row.

use super::{Copy, Told};

/// A damage, the row that it is said of, and what is said.
pub(super) type Broken = (&'static str, &'static str, &'static str);

/// A posting, what it is made to say, and what is said of it.
type Posting = (i64, &'static str, &'static str);

const SHAPE: &str = "it names a row its event does not, or lacks one its event needs";
const SHAPES: [Posting; 10] = [
    (7, "line_id = NULL", SHAPE),
    (7, "to_line_id = 2", SHAPE),
    (8, "surplus_id = 1", SHAPE),
    (15, "income_id = NULL", SHAPE),
    (11, "commitment_id = NULL", SHAPE),
    (9, "refunds_id = 7", SHAPE),
    (60, "to_income_id = 2", SHAPE),
    (60, "to_commitment_id = 5", SHAPE),
    (60, "reverses_id = 1", "the act does not carry the event"),
    (51, "reverses_id = NULL", "the act does not carry the event"),
];

const INCOME: &str = "the income is not that of the year, unit and fund";
const SURPLUS: &str = "the surplus is not that of the unit and fund";
const CONTINUES: &str = "the commitment carried into does not continue the other";
const LATER: &str = "it names a row that a later act made";
const ROWS: [Posting; 19] = [
    (7, "line_id = 99", "a row it names is not there"),
    (21, "to_line_id = 99", "a row it names is not there"),
    (15, "income_id = 99", "a row it names is not there"),
    (17, "income_id = 2", INCOME),
    (7, "income_id = 1", INCOME),
    (15, "income_id = 2", INCOME),
    (70, "income_id = 2", INCOME),
    (
        58,
        "to_income_id = 1",
        "the income carried into is not that of the line",
    ),
    (27, "surplus_id = 2", SURPLUS),
    (71, "surplus_id = 2", SURPLUS),
    (29, "surplus_id = 99", SURPLUS),
    (
        12,
        "commitment_id = 7",
        "the commitment is not one of the line",
    ),
    (53, "to_commitment_id = 6", CONTINUES),
    (53, "to_commitment_id = 99", CONTINUES),
    (7, "line_id = 13", LATER),
    (21, "to_line_id = 13", LATER),
    (15, "income_id = 2", LATER),
    (27, "surplus_id = 3", LATER),
    (12, "commitment_id = 7", LATER),
];
const OTHER_ROWS: [Broken; 8] = [
    (
        "DELETE FROM voucher WHERE voucher_id IN (3, 4)",
        "unit",
        "a record names a voucher that is not there: 3",
    ),
    (
        "UPDATE voucher SET document = ' ' WHERE voucher_id = 21",
        "posting 18",
        "the event needs a document",
    ),
    (
        "INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
            VALUES (77, 78, 'pay', 1, 13)",
        "posting 77",
        "voucher 78 does not declare a posting of this number",
    ),
    (
        "INSERT INTO posting (posting_id, voucher_id, event, amount_fen, line_id)
            VALUES (0, 1, 'pay', 1, 13)",
        "posting 0",
        "voucher 1 does not declare a posting of this number",
    ),
    (
        "UPDATE income SET fund = 'unit_business_income' WHERE income_id = 3",
        "posting 70",
        INCOME,
    ),
    (
        "UPDATE commitment SET line_id = 8 WHERE commitment_id = 5",
        "posting 53",
        CONTINUES,
    ),
    (
        "UPDATE income SET voucher_id = 60 WHERE income_id = 2",
        "posting 58",
        LATER,
    ),
    (
        "UPDATE commitment SET voucher_id = 60 WHERE commitment_id = 5",
        "posting 53",
        LATER,
    ),
];

const APART: &str = "the lines differ in year, fund, level or origin, or are one";
const NEXT: &str = "next year's line is not the same, nor its successor";
const POOLED: &str = "what is pooled does not go from one surplus to another";
const TAKEN_OVER: &str = "surplus goes to a unit that did not take it over";
const MOVES: [Posting; 4] = [
    (
        7,
        "line_id = 13",
        "the line is of another year than the voucher",
    ),
    (21, "to_line_id = 1", APART),
    (
        18,
        "event = 'true_up_increase'",
        "the line it trues up carries nothing over",
    ),
    (
        29,
        "event = 'distribute'",
        "surplus of a fiscal fund is not distributed or set aside",
    ),
];
const OTHER_LINES: [Broken; 19] = [
    (
        "UPDATE line SET year = 2025 WHERE line_id = 2",
        "posting 21",
        APART,
    ),
    (
        "UPDATE line SET fund = 'government_fund' WHERE line_id = 2",
        "posting 21",
        APART,
    ),
    (
        "UPDATE line SET level = 'central' WHERE line_id = 2",
        "posting 21",
        APART,
    ),
    (
        "UPDATE line SET origin_year = 2023 WHERE line_id = 2",
        "posting 21",
        APART,
    ),
    (
        "UPDATE line SET fund = 'unit_other_income' WHERE line_id IN (1, 2); UPDATE line SET unit_id = 1 WHERE line_id = 2",
        "posting 21",
        APART,
    ),
    (
        "UPDATE line SET year = 2026 WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET year = 2026 WHERE line_id = 12",
        "posting 60",
        "money is carried into a year that is absent",
    ),
    (
        "UPDATE line SET fund = 'government_fund' WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET level = 'central' WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET origin_year = 2022 WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET kind = 'basic_public' WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET project = '党建' WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET unit_id = 1 WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET functional_code = '2080109' WHERE line_id = 12",
        "posting 60",
        NEXT,
    ),
    (
        "UPDATE line SET economic_code = '30299' WHERE line_id = 8",
        "posting 55",
        NEXT,
    ),
    (
        "UPDATE posting SET voucher_id = 75 WHERE posting_id = 74",
        "posting 73",
        POOLED,
    ),
    (
        "UPDATE posting SET event = 'pool_earmarked_in' WHERE posting_id = 74",
        "posting 73",
        POOLED,
    ),
    (
        "DELETE FROM successor WHERE successor_id = 2",
        "posting 73",
        TAKEN_OVER,
    ),
    (
        "UPDATE successor SET year = 2025 WHERE successor_id = 2",
        "posting 73",
        TAKEN_OVER,
    ),
];

const ANOTHER_ACT: &str = "what it undoes is of another year or kind of act";
const ANOTHER_LINE: &str = "was made from another line";
const HISTORY: [Posting; 11] = [
    (10, "reverses_id = 10", "it undoes no earlier posting"),
    (52, "reverses_id = 10", "it undoes a reversal"),
    (
        10,
        "reverses_id = 7",
        "refunds of the payment it undoes still stand",
    ),
    (8, "refunds_id = 8", "it refunds no earlier payment"),
    (8, "refunds_id = 1", "posting 1 is not a payment"),
    (
        52,
        "event = 'refund', refunds_id = 10",
        "posting 10 is not a payment",
    ),
    (
        52,
        "event = 'refund', refunds_id = 9",
        "payment 9 is undone already",
    ),
    // Of 1234.56 yuan came back 34.56 before.
    (
        9,
        "event = 'refund', refunds_id = 7, amount_fen = 120001",
        "more of payment 7 comes back than was paid",
    ),
    (8, "line_id = 2", ANOTHER_LINE),
    (66, "refunds_id = 65", ANOTHER_LINE),
    (
        14,
        "event = 'refund', refunds_id = 12",
        "payment 12 was made against another commitment",
    ),
];
const OTHER_HISTORY: [Broken; 8] = [
    (
        "UPDATE voucher SET year = 2025 WHERE voucher_id = 13",
        "posting 10",
        ANOTHER_ACT,
    ),
    (
        "UPDATE voucher SET act = 'post_early' WHERE voucher_id = 13",
        "posting 10",
        ANOTHER_ACT,
    ),
    (
        "UPDATE voucher SET act = 'post' WHERE voucher_id = 44",
        "posting 43",
        ANOTHER_ACT,
    ),
    (
        "UPDATE voucher SET act = 'post' WHERE voucher_id = 47",
        "posting 43",
        ANOTHER_ACT,
    ),
    (
        "UPDATE line SET unit_id = 1 WHERE line_id = 8",
        "posting 66",
        ANOTHER_LINE,
    ),
    (
        "UPDATE line SET fund = 'government_fund' WHERE line_id = 8",
        "posting 66",
        ANOTHER_LINE,
    ),
    (
        "UPDATE voucher SET dated = '2024-03-09' WHERE voucher_id = 16",
        "posting 13",
        "it is dated before the act that made its commitment",
    ),
    (
        "UPDATE voucher SET dated = '2024-02-28' WHERE voucher_id = 11",
        "posting 8",
        "it is dated before its payment",
    ),
];

const TOTALS: [Posting; 7] = [
    (
        16,
        "amount_fen = 4200000",
        "received_fen less returned_fen of income 1 is negative after it",
    ),
    (
        16,
        "amount_fen = 4170001",
        "after return_income the fund has -1 fen of money",
    ),
    (
        26,
        "amount_fen = 9000000",
        "expected_fen of income 1 is negative after it",
    ),
    (
        29,
        "amount_fen = 26000",
        "stock_fen of surplus 1 is negative after it",
    ),
    (
        12,
        "amount_fen = 5000001",
        "remaining_fen of commitment 1 is negative after it",
    ),
    (
        11,
        "amount_fen = 20000001",
        "available_fen of line 2 is negative after it",
    ),
    (
        75,
        "amount_fen = 2001",
        "earmarked_stock_fen of surplus 3 is negative after it",
    ),
];
pub(super) fn found_by(sql: &str) -> Told<Vec<(String, String)>> {
    let copy = Copy::new()?;
    copy.damage(sql)?;
    let findings = copy.verify()?.findings.into_iter();
    Ok(findings
        .map(|finding| (finding.place.to_string(), finding.message))
        .collect())
}

/// Say which of these is not said of its row.
fn each_is_said<'a>(broken: impl IntoIterator<Item = (String, String, &'a str)>) {
    let mut wrong = Vec::new();
    for (sql, place, said) in broken {
        match found_by(&sql) {
            Ok(found) => {
                let is_it = |it: &(String, String)| it.0 == place && it.1.ends_with(said);
                if !found.iter().any(is_it) {
                    wrong.push(format!("{sql}: {place}: {said} is not in {found:#?}"));
                }
            }
            Err(error) => wrong.push(format!("{sql}: {error}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn each_is_said_of_its_posting(broken: &[Posting]) {
    each_is_said(broken.iter().map(|(posting, change, said)| {
        let sql = format!("UPDATE posting SET {change} WHERE posting_id = {posting}");
        (sql, format!("posting {posting}"), *said)
    }));
}

pub(super) fn each_is_said_of_its_row(broken: &[Broken]) {
    let broken = broken.iter();
    each_is_said(broken.map(|(sql, place, said)| ((*sql).to_owned(), (*place).to_owned(), *said)));
}

#[test]
fn each_condition_on_what_an_event_names_is_kept() {
    each_is_said_of_its_posting(&SHAPES);
}

#[test]
fn each_condition_on_the_rows_of_a_posting_is_kept() {
    each_is_said_of_its_posting(&ROWS);
    each_is_said_of_its_row(&OTHER_ROWS);
}

#[test]
fn each_condition_on_where_money_goes_is_kept() {
    each_is_said_of_its_posting(&MOVES);
    each_is_said_of_its_row(&OTHER_LINES);
}

#[test]
fn each_condition_on_what_is_undone_or_comes_back_is_kept() {
    each_is_said_of_its_posting(&HISTORY);
    each_is_said_of_its_row(&OTHER_HISTORY);
}

#[test]
fn each_total_that_may_not_be_negative_is_looked_at() {
    each_is_said_of_its_posting(&TOTALS);
}

/// That a line carries nothing over is all that is wrong with truing it up.
#[test]
fn no_estimate_is_missed_where_nothing_is_carried_over() {
    let sql = "UPDATE posting SET event = 'true_up_increase' WHERE posting_id = 18";
    let found = found_by(sql).unwrap();
    let of_posting = found.iter().filter(|(place, _)| place == "posting 18");
    let said: Vec<&str> = of_posting.map(|(_, message)| message.as_str()).collect();
    assert_eq!(said, ["the line it trues up carries nothing over"]);
}

/// What belongs to vouchers that are gone is passed over, and the others keep theirs.
#[test]
fn vouchers_that_are_gone_take_no_records_of_others_along() {
    let found = found_by("DELETE FROM voucher WHERE voucher_id IN (3, 4)").unwrap();
    let said = |words: &str| found.iter().filter(|it| it.1.contains(words)).count();
    assert_eq!(said("its rows, or the hash before it"), 1, "{found:#?}");
    assert_eq!(said("has not the records it declares"), 0, "{found:#?}");
}

/// Money that finance gave may go from unit to unit.
#[test]
fn fiscal_money_moved_to_another_unit_crosses_nothing() {
    let found = found_by("UPDATE line SET unit_id = 1 WHERE line_id = 2").unwrap();
    assert!(!found.iter().any(|(_, said)| said == APART), "{found:#?}");
}
