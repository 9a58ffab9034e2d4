//! Every act by its command.

use serde_json::Value;

use crate::county::{County, UNIT};

/// Lines of the demo's 2025: 办公费, 差旅费 and the unit's own project.
const OFFICE: i64 = 24;
const TRAVEL: i64 = 27;
const OWN_PROJECT: i64 = 38;

/// Return the total of a line.
fn total(county: &County, line: i64, total: &str) -> i64 {
    county.line(2025, line)["balance"][format!("{total}_fen")]
        .as_i64()
        .unwrap()
}

#[test]
fn a_year_from_nothing_to_its_approval() {
    let county = County::nowhere();
    let head = county.json("create --title 玛纳斯县");
    assert_eq!(head["voucher_id"], 1);
    county.json("unit 人社局 --kind department");
    county.json(&format!("unit {UNIT} --kind institution --parent 人社局"));
    county.json("year 2025 --key prepare");
    assert_eq!(county.json("year 2025 --key prepare")["is_repeated"], true);
    let csv = county.write("lines.csv", include_str!("../../demo/lines-2025.csv"));
    let imported = county.json(&format!("import {csv}"));
    assert_eq!(
        (&imported["line_count"], &imported["total_fen"]),
        (&25.into(), &647_043_945.into())
    );

    let key = format!(
        "--unit {UNIT} --year 2025 --fund general_public --functional-code 2080109 \
         --economic-code 30218 --kind basic_public"
    );
    assert_eq!(county.json(&format!("draft 5.00 {key}"))["amount_fen"], 500);
    county.json(&format!("draft 7.00 {key}"));
    let drafts = county.json("lines 2025");
    assert_eq!(drafts["state"], "preparing");
    assert_eq!(drafts["drafts"].as_array().unwrap().len(), 26);
    assert_eq!(drafts["drafts"][25]["amount_fen"], 700);
    county.json(&format!("delete-draft {key}"));

    county.json(&format!("income 2025 {UNIT} unit_other_income 9999.99"));
    let control = "control-total 2025 general_public own";
    county.json(&format!("{control} 6460439.44"));
    let approve = "approve 2025 --document 批复 --dated 2025-02-17";
    county.refuse(approve, "income_expenditure_differ");
    county.json(&format!("income 2025 {UNIT} 其他收入 --amount-fen 1000000"));
    county.refuse(approve, "control_total_differs");
    county.json(&format!("{control} 6,460,439.45"));
    county.refuse("approve 2025 --dated 2025-02-17", "document_missing");
    let approved = county.json(approve);
    assert_eq!(approved["posting_count"], 26);
    assert_eq!(county.json("lines 2025")["state"], "open");
    county.refuse(
        &format!("income 2025 {UNIT} unit_other_income 1.00"),
        "draft_frozen",
    );
    county.refuse(&format!("import {csv}"), "draft_frozen");
}

#[test]
fn catalogues_are_loaded_and_adopted() {
    let county = County::preparing();
    let csv = county.write(
        "codes.csv",
        "code,name\n298,某类\n29801,某款\n2980101,某项\n",
    );
    let key = "--year 2025 --fund general_public --functional-code 2980101 --economic-code 30201 \
               --kind basic_public";
    let error = county.refuse(&format!("draft 1.00 {key}"), "code_unknown");
    assert!(
        error["message"].as_str().unwrap().contains("2980101"),
        "{error}"
    );
    county.json(&format!("load-catalogue 2025 functional {csv}"));
    county.json(&format!("draft 1.00 {key}"));
    county.refuse(
        &format!("load-catalogue 2025 functional {csv}"),
        "code_exists",
    );
    county.json("adopt-catalogue 2026 --from 2025");
    county.json("year 2026");
    county.json(&format!("draft 1.00 {}", key.replace("2025", "2026")));
    county.refuse("adopt-catalogue 2027 --from 2031", "catalogue_unknown");
}

#[test]
fn money_moves_over_lines() {
    let county = County::of_demo();
    let before = county.available(2025, OFFICE);
    let act = |line: &str| county.json(&format!("{line} --dated 2025-03-01"));

    let paid = act(&format!(
        "pay 100.00 --line {OFFICE} --payee 某公司 --memo 纸张"
    ));
    assert_eq!(county.available(2025, OFFICE), before - 10_000);
    let posting = &paid["first_posting_id"];
    act(&format!("refund {posting} 40.00"));
    assert_eq!(total(&county, OFFICE, "paid"), 6_000);

    act(&format!("supplement 10.00 --line {OFFICE} --document 追加"));
    act(&format!("reduce 3.00 --line {OFFICE} --document 追减"));
    act(&format!("recall 2.00 --line {OFFICE} --document 收回"));
    act(&format!(
        "transfer 5.00 --line {OFFICE} --to-line {TRAVEL} --document 调剂"
    ));
    act(&format!(
        "transfer 6.00 --line {OFFICE} --to-economic-code 30218 --document 调剂"
    ));
    for (name, fen) in [
        ("supplement", 1_000),
        ("reduction", 300),
        ("recalled", 200),
        ("transferred_out", 1_100),
    ] {
        assert_eq!(total(&county, OFFICE, name), fen, "{name}");
    }
    assert_eq!(total(&county, TRAVEL, "transferred_in"), 500);
    assert_eq!(county.available(2025, 39), 600);

    let paid = act(&format!("pay --line {OFFICE} --amount-fen 1"));
    act(&format!("reverse {}", paid["voucher_id"]));
    assert_eq!(total(&county, OFFICE, "paid"), 6_000);
}

#[test]
fn a_contract_is_committed_paid_and_released() {
    let county = County::of_demo();
    let before = county.available(2025, OFFICE);
    let act = |line: &str| county.json(&format!("{line} --dated 2025-04-01"));
    let committed = act(&format!(
        "commit 800.00 --line {OFFICE} --contract HT-07 --counterparty 某公司"
    ));
    let commitment = &committed["commitment_ids"][0];
    assert_eq!(county.available(2025, OFFICE), before - 80_000);
    act(&format!("pay 500.00 --commitment {commitment}"));
    act(&format!("release {commitment} 300.00"));
    assert_eq!(county.available(2025, OFFICE), before - 50_000);
    assert_eq!(total(&county, OFFICE, "committed"), 0);
    let more = format!("release {commitment} 0.01 --dated 2025-04-02");
    county.refuse(&more, "commitment_exceeded");
    county.refuse("release 99 1.00 --dated 2025-04-02", "commitment_unknown");
}

#[test]
fn income_comes_in_and_goes_back() {
    let county = County::of_demo();
    let income = format!("income 2025 {UNIT} unit_other_income");
    county.json(&format!(
        "{income} 2500.00 --received 2025-03-20 --document 收据"
    ));
    county.json(&format!("{income} 500.00 --returned 2025-03-21"));
    county.json(&format!(
        "{income} 100.00 --increased 2025-03-22 --document 调整"
    ));
    county.json(&format!(
        "{income} 100.00 --decreased 2025-03-23 --document 调整"
    ));
    let log = county.json("log --after 147");
    let events: Vec<&Value> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["postings"][0]["event"])
        .collect();
    assert_eq!(
        events,
        [
            "receive",
            "return_income",
            "income_increase",
            "income_decrease"
        ]
    );
    county.refuse(
        &format!("{income} 1.00 --received 2024-12-31"),
        "date_outside_year",
    );
    let error = county.refuse(
        &format!("{income} 1.00 --received 31.12.2025"),
        "date_invalid",
    );
    assert_eq!(error["argument"], "--received");
    county.nonsense(&format!(
        "{income} 1.00 --received 2025-04-01 --dated 2025-04-01"
    ));
    county.nonsense(&format!("{income} 1.00 --dated 2025-04-01"));
    county.json(&format!(
        "pay 20.00 --line {OWN_PROJECT} --dated 2025-04-01"
    ));
}

#[test]
fn a_year_is_closed_once_and_reopened() {
    let county = County::of_demo();
    county.refuse("close 2025", "year_unknown");
    county.json("year 2026");
    let state = county.state();
    let plan = county.json("close 2025 --dry-run");
    assert_eq!(county.state(), state, "a dry run writes nothing");
    assert_eq!(plan["year"], 2025);
    assert!(county.run("close 2025 --dry-run").done().contains("结转"));
    let page = county.path("certificate.html");
    let closing = format!("close 2025 --certificate {}", page.display());
    let mut certificate = county.json(&format!("{closing} --dated 2025-12-31"));
    assert_eq!(certificate["opening_equals_closing"], true);
    let html = std::fs::read_to_string(&page).unwrap();
    let head = certificate["head_after"].as_str().unwrap().to_owned();
    assert!(html.contains(&head) && html.contains("2025 年度年终结账证书"));
    std::fs::remove_file(&page).unwrap();
    let state = county.state();
    let again = county.run(&format!("{closing} --json"));
    assert_eq!(again.code, 8, "closed before, nothing happens");
    certificate["is_repeated"] = true.into();
    assert_eq!(
        certificate,
        serde_json::from_str::<Value>(&again.out).unwrap()
    );
    assert_eq!(county.state(), state);
    assert_eq!(std::fs::read_to_string(&page).unwrap(), html);
    let text = county.run("close 2025").out;
    assert!(text.contains(&head), "{text}");
    county.refuse("pay 1.00 --line 24 --dated 2025-12-31", "year_closed");
    let head = county.json("undo-close 2025 --reason 漏记");
    assert_eq!(head, county.json("head"));
    county.refuse("undo-close 2025 --reason 漏记", "year_open");
    county.json("pay 1.00 --line 24 --dated 2025-12-31");
}

#[test]
fn a_key_gives_the_first_receipt_again() {
    let county = County::of_demo();
    let pay = "pay 10.00 --line 24 --dated 2025-03-01 --payee 某公司 --key 2025-0001";
    let first = county.json(pay);
    let state = county.state();
    let again = county.json(pay);
    assert_eq!(county.state(), state);
    assert_eq!(
        (&first["is_repeated"], &again["is_repeated"]),
        (&false.into(), &true.into())
    );
    assert_eq!(first["hash"], again["hash"]);
    let said = county.run(pay);
    assert!(said.talk.contains("nothing was written"), "{}", said.talk);
    for (other, field) in [
        (pay.replace("10.00", "10.01"), "amount"),
        (pay.replace("--line 24", "--line 29"), "line"),
        (pay.replace("03-01", "03-02"), "dated"),
        (pay.replace("某公司", "另一公司"), "payee"),
        (
            pay.replace("pay 10.00", "recall 10.00")
                .replace("--payee 某公司", ""),
            "event",
        ),
        (format!("{pay} --document 发票"), "document"),
    ] {
        let error = county.refuse(&other, "key_used");
        assert_eq!(error["field"], field, "{other}");
    }
}

#[test]
fn entries_of_a_file_are_one_voucher() {
    let county = County::of_demo();
    let before = county.available(2025, OFFICE);
    let csv = county.write(
        "voucher.csv",
        format!(
            "event,line,amount,payee,contract\npay,{OFFICE},5.00,某公司,\n\
             commit,{OFFICE},7.00,,HT-08\n"
        ),
    );
    let posted = county.json(&format!("post {csv} --dated 2025-04-01 --key file"));
    assert_eq!(posted["posting_count"], 2);
    let commitment = &posted["commitment_ids"][0];
    assert_eq!(county.available(2025, OFFICE), before - 1_200);
    let again = county.json(&format!("post {csv} --dated 2025-04-01 --key file"));
    assert_eq!(again["is_repeated"], true);
    county.json(&format!(
        "increase-commitment {commitment} 1.00 --dated 2025-04-02"
    ));
    let first = posted["first_posting_id"].as_i64().unwrap();
    county.json(&format!("reverse-posting {first} --dated 2025-04-02"));
    assert_eq!(county.available(2025, OFFICE), before - 800);
    let late = format!("refund-prior-year {first} 1.00 --dated 2025-04-03 --document 退款");
    county.refuse(&late, "refund_wrong");
    let wrong = county.write("wrong.csv", "event,line,amount\nspend,1,5.00\npay,1,x\n");
    let error = county.refuse(&format!("post {wrong} --dated 2025-04-01"), "event_unknown");
    assert_eq!(error["problems"].as_array().unwrap().len(), 2);
}

#[test]
fn a_contract_is_signed_committed_paid_and_closed() {
    let county = County::of_demo();
    let line = county.line(2025, OFFICE);
    let part = |name: &str| line["key"][name].as_str().unwrap();
    let row = |amount: &str| {
        format!(
            "2025,{},{},{},{},{},{amount},2025-06-30\n",
            part("fund"),
            part("level"),
            part("functional_code"),
            part("economic_code"),
            part("kind")
        )
    };
    let header = "year,fund,level,functional_code,economic_code,kind,amount,due_on\n";
    let parts = county.write("parts.csv", format!("{header}{}", row("900.00")));
    let sign = format!(
        "sign-contract HT-9 物业服务 --signed-on 2025-03-01 --parts {parts} --unit {UNIT} \
         --category services --reserved-for small --counterparty 某公司"
    );
    county.json(&sign);
    county.refuse(&sign, "contract_exists");
    let less = county.write("less.csv", format!("{header}{}", row("-100.00")));
    county.json(&format!("amend-contract HT-9 --parts {less} --reason 减少"));
    let needs = county.json("contract-parts 2025");
    assert_eq!(needs[0]["needed_fen"], 80_000);
    county.json("commit-contract HT-9 2025 --dated 2025-03-02");
    county.json("pay-contract HT-9 300.00 --dated 2025-06-30 --payee 某公司");
    let commitments = &county.json("contract HT-9")["commitments"];
    let id = &commitments[0]["commitment_id"];
    county.json(&format!(
        "pay-contract HT-9 --of {id}=200.00 --dated 2025-06-30"
    ));
    county.refuse(
        "pay-contract HT-9 300.01 --dated 2025-06-30",
        "commitment_exceeded",
    );
    let contract = county.json("contract HT-9");
    assert_eq!(
        (&contract["paid_fen"], &contract["remaining_fen"]),
        (&50_000.into(), &30_000.into())
    );
    assert_eq!(county.json("contracts").as_array().unwrap().len(), 1);
    county.json("close-contract HT-9 --dated 2025-09-30");
    county.refuse(
        &format!("close-commitment {id} --dated 2025-09-30"),
        "commitment_exceeded",
    );
    county.json(&format!(
        "mark-procurement 40.00 --line {OFFICE} --category 货物"
    ));
    county.json(&format!(
        "mark-procurement 0.00 --commitment {id} --category works"
    ));
    let totals = county.json("procurement 2025");
    assert_eq!(
        (&totals[0]["category"], &totals[0]["planned_fen"]),
        (&"goods".into(), &4_000.into())
    );
}
