//! Acts that are refused: the token, the place, the exit code, and nothing written.

use crate::county::{County, UNIT};

const OFFICE_AVAILABLE: &str = "81880.00";

#[test]
fn amounts_that_are_none() {
    let county = County::of_demo();
    for (amount, token) in [
        ("1e3", "amount_invalid"),
        ("1E+3", "amount_invalid"),
        ("0x10", "amount_invalid"),
        ("nan", "amount_invalid"),
        ("1_000.00", "amount_invalid"),
        ("12,34.00", "amount_invalid"),
        ("¥5", "amount_invalid"),
        ("+5.00", "amount_invalid"),
        (".50", "amount_invalid"),
        ("5.", "amount_invalid"),
        ("1.005", "amount_subfen"),
        ("1.230", "amount_subfen"),
        ("-5.00", "amount_not_positive"),
        ("0", "amount_not_positive"),
        ("0.00", "amount_not_positive"),
        ("10000000000000.01", "amount_out_of_range"),
        ("99999999999999999999", "amount_out_of_range"),
    ] {
        let pay = format!("pay {amount} --line 24 --dated 2025-03-01");
        let error = county.refuse(&pay, token);
        assert_eq!(
            (&error["argument"], &error["exit_code"]),
            (&"AMOUNT".into(), &1.into())
        );
        let talk = county.run(&pay).talk;
        assert!(
            talk.starts_with(&format!("yusuan: {token}: AMOUNT: ")),
            "{talk}"
        );
    }
    for (fen, token) in [
        ("7.0", "amount_subfen"),
        ("-1", "amount_not_positive"),
        ("0", "amount_not_positive"),
        ("1000000000000001", "amount_out_of_range"),
        ("七", "amount_invalid"),
    ] {
        let pay = format!("pay --amount-fen {fen} --line 24 --dated 2025-03-01");
        assert_eq!(county.refuse(&pay, token)["argument"], "--amount-fen");
    }
}

#[test]
fn amounts_with_one_plain_meaning() {
    let county = County::of_demo();
    let before = county.available(2025, 24);
    for amount in ["1,000.00", "１，０００．００", "1000", "1000.0"] {
        county
            .run(&format!("pay {amount} --line 24 --dated 2025-03-01"))
            .done();
    }
    assert_eq!(county.available(2025, 24), before - 400_000);
}

#[test]
fn one_fen_too_much() {
    let county = County::of_demo();
    let error = county.refuse(
        "pay 81880.01 --line 24 --dated 2025-03-01",
        "available_exceeded",
    );
    assert_eq!(
        (&error["shortfall_fen"], &error["exit_code"]),
        (&1.into(), &1.into())
    );
    let message = error["message"].as_str().unwrap();
    assert!(
        message.contains("line 24") && message.contains(OFFICE_AVAILABLE),
        "{message}"
    );
    for line in [
        "transfer 81880.01 --line 24 --to-line 27 --document d",
        "reduce 81880.01 --line 24 --document d",
        "recall 81880.01 --line 24 --document d",
        "commit 81880.01 --line 24 --contract c",
    ] {
        county.refuse(&format!("{line} --dated 2025-03-01"), "available_exceeded");
    }
    county
        .run(&format!(
            "pay {OFFICE_AVAILABLE} --line 24 --dated 2025-03-01"
        ))
        .done();
    county.refuse(
        "pay 0.01 --line 24 --dated 2025-03-01",
        "available_exceeded",
    );
}

#[test]
fn days_and_years_that_do_not_fit() {
    let county = County::of_demo();
    for (dated, token) in [
        ("--dated 2024-12-31", "date_outside_year"),
        ("--dated 2026-01-01", "date_outside_year"),
        ("--dated 2025-02-30", "date_invalid"),
        ("--dated 2025-3-1", "date_invalid"),
        ("--dated 20250301", "date_invalid"),
    ] {
        let error = county.refuse(&format!("pay 1.00 --line 24 {dated}"), token);
        assert_eq!(error["exit_code"], 1);
        if token == "date_invalid" {
            assert_eq!(error["argument"], "--dated");
        }
    }
    county.nonsense("pay 1.00 --line 24");
    county.nonsense("approve 2025 --document d");
    for line in [
        "pay 1.00 --line 2",
        "supplement 1.00 --line 2 --document d",
        "reduce 1.00 --line 2 --document d",
        "commit 1.00 --line 2 --contract c",
        "transfer 1.00 --line 2 --to-line 3 --document d",
        "refund 20 1.00",
        "reverse 20",
    ] {
        county.refuse(&format!("{line} --dated 2024-06-30"), "year_closed");
    }
    let received = format!("income 2024 {UNIT} unit_other_income 1.00 --received 2024-06-30");
    county.refuse(&received, "year_closed");
    county.refuse("close 2023", "year_unknown");
    county.refuse("undo-close 2025 --reason r", "year_open");
    county.refuse("year 2025", "year_exists");
    county.refuse("year 1899", "year_invalid");
    county.refuse("approve 2025 --document d --dated 2025-02-17", "year_open");
}

#[test]
fn an_unapproved_year_spends_nothing() {
    let county = County::of_demo();
    county.run("year 2026").done();
    let key = "--year 2026 --fund general_public --functional-code 2080109 --economic-code 30201 \
               --kind basic_public";
    county.refuse(
        &format!("pay 1.00 {key} --dated 2026-01-05"),
        "line_unknown",
    );
    let supplement = format!("supplement 1.00 {key} --dated 2026-01-05 --document d");
    county.refuse(&supplement, "year_preparing");
    county.refuse(
        "approve 2026 --document d --dated 2026-02-01",
        "approval_incomplete",
    );
    county.refuse("close 2026", "year_preparing");
}

#[test]
fn keys_of_lines_that_do_not_fit() {
    let county = County::of_demo();
    let key = "--year 2025 --fund general_public --functional-code 2080109 --economic-code 30201 \
               --kind basic_public";
    for (from, to, token, place) in [
        ("2080109", "2080177", "code_unknown", "2080177"),
        ("2080109", "20801", "code_not_leaf", "20801"),
        ("30201", "30277", "code_unknown", "30277"),
        ("30201", "302", "code_not_leaf", "302"),
        (
            "basic_public",
            "basic_public --project 某项目",
            "project_unexpected",
            "",
        ),
        ("basic_public", "project", "project_missing", ""),
        ("2025", "2025 --origin-year 2026", "origin_year_invalid", ""),
        ("2025", "2025 --unit 无此单位", "unit_unknown", "无此单位"),
        ("2025", "2031", "year_unknown", ""),
    ] {
        let changed = key.replacen(from, to, 1);
        let line = format!("supplement 1.00 {changed} --dated 2025-03-01 --document d");
        let error = county.refuse(&line, token);
        assert!(
            error["message"].as_str().unwrap().contains(place),
            "{error}"
        );
        assert_eq!(error["exit_code"], 1);
    }
    let line = key.replace("30201", "30202");
    let error = county.refuse(
        &format!("pay 1.00 {line} --dated 2025-03-01"),
        "line_unknown",
    );
    assert!(
        error["message"].as_str().unwrap().contains("30202"),
        "{error}"
    );
    county.refuse("pay 1.00 --line 999 --dated 2025-03-01", "line_unknown");
    county.refuse(
        "pay 1.00 --commitment 9 --dated 2025-03-01",
        "commitment_unknown",
    );
    county.refuse("refund 999 1.00 --dated 2025-03-01", "payment_unknown");
    county.refuse("reverse 999 --dated 2025-03-01", "voucher_unknown");
    let unit = format!("unit {UNIT} --kind institution");
    county.refuse(&unit, "unit_exists");
    county.refuse(
        "unit 新单位 --kind agency --parent 无此单位",
        "unit_unknown",
    );
    county.nonsense("unit 新单位 --kind school");
}

#[test]
fn a_code_of_another_year_is_not_in_force() {
    let county = County::of_demo();
    let csv = county.write(
        "codes.csv",
        "code,name\n298,某类\n29801,某款\n2980101,某项\n",
    );
    county.run("year 2026").done();
    county
        .run(&format!("load-catalogue 2026 functional {csv}"))
        .done();
    let key = "--fund general_public --functional-code 2980101 --economic-code 30201 \
               --kind basic_public";
    county.run(&format!("draft 1.00 --year 2026 {key}")).done();
    let line = format!("supplement 1.00 --year 2025 {key} --dated 2025-03-01 --document d");
    let error = county.refuse(&line, "code_not_in_force");
    assert!(
        error["message"].as_str().unwrap().contains("2980101"),
        "{error}"
    );
}

#[test]
fn transfers_that_cross() {
    let county = County::of_demo();
    county.run("unit 另一单位 --kind institution").done();
    county.run("year 2026").done();
    for (to, token) in [
        ("--to-fund government_fund", "transfer_across_funds"),
        ("--to-fund unit_other_income", "transfer_across_funds"),
        ("--to-level upper", "transfer_across_levels"),
        ("--to-origin-year 2024", "transfer_across_origins"),
        ("--to-line 13", "transfer_across_levels"),
        ("--to-line 2", "transfer_across_years"),
        ("--to-line 38", "transfer_across_funds"),
        ("--to-line 24", "transfer_to_itself"),
        ("--to-line 999", "line_unknown"),
        ("--to-kind project", "project_missing"),
        ("--to-economic-code 302", "code_not_leaf"),
    ] {
        let line = format!("transfer 1.00 --line 24 {to} --dated 2025-03-01 --document d");
        assert_eq!(county.refuse(&line, token)["exit_code"], 1);
    }
    let own = "transfer 1.00 --line 38 --to-unit 另一单位 --dated 2025-03-01 --document d";
    county.refuse(own, "transfer_across_units");
    county.refuse(
        "transfer 1.00 --line 24 --to-line 27 --dated 2025-03-01",
        "document_missing",
    );
    let gift = "transfer 1.00 --line 24 --to-line 27 --dated 2025-03-01 --legal-kind gift";
    let error = county.refuse(gift, "adjustment_invalid");
    assert_eq!(error["hint"], "one of budget_adjustment, reallocation");
}

#[test]
fn what_depends_on_an_act_is_undone_first() {
    let county = County::of_demo();
    let paid = county.json("pay 10.00 --line 24 --dated 2025-03-01");
    let (payment, voucher) = (&paid["first_posting_id"], &paid["voucher_id"]);
    county.refuse(
        &format!("refund {payment} 10.01 --dated 2025-03-02"),
        "refund_exceeded",
    );
    county.json(&format!("refund {payment} 1.00 --dated 2025-03-02"));
    county.refuse(
        &format!("reverse {voucher} --dated 2025-03-03"),
        "reversal_refunded",
    );
    let refund = voucher.as_i64().unwrap() + 1;
    county.json(&format!("reverse {refund} --dated 2025-03-03"));
    county.json(&format!("reverse {voucher} --dated 2025-03-03"));
    county.refuse(
        &format!("reverse {voucher} --dated 2025-03-03"),
        "already_reversed",
    );
}
