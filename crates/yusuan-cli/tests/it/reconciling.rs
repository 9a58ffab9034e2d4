//! Statements by their commands.

use crate::county::County;

#[test]
fn a_statement_is_loaded_compared_and_confirmed() {
    let county = County::of_demo();
    let line = county.json("lines 2025")["lines"][0]["id"].clone();
    for amount in ["11.00", "22.00"] {
        let pay = format!("pay {amount} --line {line} --dated 2025-03-03 --payee 某公司");
        county.json(&pay);
    }
    county.json(&format!("pay 33.00 --line {line} --dated 2025-04-10"));
    let rows = "日期,支付金额,流水号\n2025-03-04,11.00,0001\n2025-03-05,33.00,0002\n";
    let file = county.write("march.csv", rows);
    county.json(&format!(
        "statement load {file} --kind treasury --name 国库 --first-on 2025-03-01 --last-on 2025-03-31"
    ));
    let listed = county.run("statement list").done();
    assert!(listed.contains("2025-03-01 – 2025-03-31"), "{listed}");
    let report = county.run("reconcile 1 --confirm");
    assert_eq!(report.code, 5);
    insta::assert_snapshot!(report.out, @r"
                  笔数   支出  收入
    对账单           2  44.00  0.00
    　相符           1  11.00  0.00
    　仅对账单有     1  33.00  0.00
    　确认后冲销     0   0.00  0.00
    账上             2  33.00  0.00
    　相符           1  11.00  0.00
    　仅账上有       1  22.00  0.00

    相符
    行  日期         金额  流水号  凭证号  分录  记账日期    依据    对账号
     2  2025-03-04  11.00  0001             175  2025-03-03  已确认       1

    仅对账单有
    编号  行  日期         金额  流水号  凭证号  可能的分录
       2   3  2025-03-05  33.00  0002

    仅账上有
    分录  日期         金额  流水号  凭证号  收款人
     176  2025-03-03  22.00                  某公司

    相近，未作相符
    编号  日期         金额  分录  记账日期    账上金额  依据      相差天数
       2  2025-03-05  33.00   177  2025-04-10     33.00  金额相同        36
    ");
    assert_eq!(county.json("statement list")[0]["matched_count"], 1);
    let cancelled = county.run("reconcile 1 --cancel 1 --json");
    assert_eq!(cancelled.code, 5);
    assert!(cancelled.out.contains("\"match_id\": null"));
    county.refuse("reconcile 1 --cancel 1", "match_unknown");
    county.refuse("reconcile 7", "statement_unknown");
    let day = "--kind bank --name 户 --first-on 3月";
    county.refuse(&format!("statement load {file} {day}"), "date_invalid");
    assert_eq!(county.run("verify").code, 0);
}

#[test]
fn a_pair_is_chosen_by_hand() {
    let county = County::of_demo();
    let line = county.json("lines 2025")["lines"][0]["id"].clone();
    let pay = format!("pay 11.00 --line {line} --dated 2025-03-03");
    let [first, second] =
        [&pay, &pay].map(|pay| county.json(pay)["first_posting_id"].as_i64().unwrap());
    let rows = "日期,支付金额,流水号\n2025-03-03,11.00,0001\n";
    let file = county.write("march.csv", rows);
    county.json(&format!(
        "statement load {file} --kind treasury --name 国库"
    ));
    let open = county.run("reconcile 1").out;
    assert!(open.contains(&format!("{first} {second}")), "{open}");
    county.refuse("reconcile 1 --match 1", "usage");
    county.run(&format!("reconcile 1 --match 1:{second}"));
    let report = county.run("reconcile 1 --json").out;
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let matched = &report["matched"][0];
    assert_eq!(matched["posting"]["posting_id"], second);
    assert_eq!(matched["match_id"], 1);
}

#[test]
fn a_total_is_asserted_when_it_holds() {
    let county = County::of_demo();
    let line = county.json("lines 2025")["lines"][0]["id"].clone();
    county.json(&format!("pay 11.00 --line {line} --dated 2025-03-03"));
    let assert = |amount: &str| {
        format!("assert {amount} --line {line} --total paid --on 2025-03-31 --source 国库")
    };
    county.json(&assert("11.00"));
    county.refuse(&assert("12.00"), "assertion_fails");
    county.json(
        "assert 0 --of income --year 2025 --fund unit_other_income --total received --on 2025-01-31 --source 户",
    );
    let listed = county.json("assertions");
    assert_eq!(
        (&listed[0]["amount_fen"], &listed[1]["book"]),
        (&1100.into(), &"income".into())
    );
    assert!(county.run("assertions").done().contains("国库"));
    assert_eq!(county.run("verify").code, 0);
}
