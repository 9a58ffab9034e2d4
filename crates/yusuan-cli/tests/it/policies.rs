//! Policies by their commands.

use serde_json::Value;

use crate::county::{County, UNIT};

/// Return the policies of a name, in the order in which they are asked.
fn named(county: &County, name: &str) -> Vec<Value> {
    let all = county.json("policy list 2025");
    let all = all.as_array().unwrap().iter();
    all.filter(|policy| policy["name"] == name)
        .cloned()
        .collect()
}

#[test]
fn the_newest_policy_is_asked_first() {
    let county = County::preparing();
    let built_in = named(&county, "closing");
    assert_eq!(built_in.len(), 4);
    assert!(
        built_in
            .iter()
            .all(|policy| policy["policy_id"].as_i64() < Some(0))
    );
    county.json(
        "policy set closing allow --value recall --fund fiscal --level 本级 --source 县财预3号",
    );
    let all = named(&county, "closing");
    assert_eq!(
        (&all[0]["value"], &all[0]["level"]),
        (&"recall".into(), &"own".into())
    );
    assert_eq!(all[1..], built_in);
    county.json("policy set closing allow --value lapse --source 县财预4号 --first-year 2025");
    assert_eq!(named(&county, "closing").len(), 1);
}

#[test]
fn the_list_for_people_is_chinese_and_can_be_set_again() {
    let county = County::preparing();
    county.json("policy set 年终结转结余 不控制 --value 收回 --fund 财政拨款 --source 县财预3号");
    county.json("policy set economic_transfer 凭文 --code-level 类 --item 302 --source 县财预3号");
    let set = named(&county, "closing").swap_remove(0);
    assert_eq!(
        (&set["action"], &set["value"], &set["fund"]),
        (&"allow".into(), &"recall".into(), &"fiscal".into())
    );
    let list = county.run("policy list 2025").done();
    for shown in ["收入预算", "跨类 科目302", "财政拨款 项目支出"] {
        assert!(list.contains(shown), "{list}");
    }
    let english: Vec<&str> = list
        .split(|character: char| !character.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    assert_eq!(english, [""; 0], "{list}");
}

#[test]
fn a_policy_that_nobody_would_look_at_is_refused() {
    let county = County::preparing();
    county.refuse(
        "policy set max_carry_year deny --value 2 --source x",
        "policy_unknown",
    );
    county.refuse(
        "policy set max_carry_years deny --source x",
        "policy_value_invalid",
    );
    county.refuse(
        "policy set four_eyes warn --source x",
        "policy_action_invalid",
    );
    county.refuse(
        "policy set four_eyes deny --source x --item 301",
        "policy_scope_invalid",
    );
    county.refuse(
        "policy set four_eyes deny --source x --first-year 2026 --last-year 2025",
        "policy_invalid",
    );
}

#[test]
fn an_override_is_named_and_reported() {
    let county = County::of_demo();
    // 办公费 to 公务接待费.
    let transfer = "transfer 100.00 --line 24 --to-economic-code 30217 --dated 2025-05-06 \
                    --document 调剂单1";
    let error = county.refuse(transfer, "three_public_increase");
    assert_eq!(error["shortfall_fen"], 10_000);
    let granted = format!("{transfer} --override three_public_increase=纪要7号 --reason 上级检查");
    county.json(&granted);
    let report = county.json("policy report 2025");
    assert_eq!(report["overrides"][0]["document"], "纪要7号");
    assert_eq!(report["postings"][0]["status"], "overridden");
    assert!(county.run("policy report 2025").done().contains("例外批准"));
    let log = county.run("log --after 0 --limit 1000").done();
    assert!(log.contains(
        "legal_kind reallocation reason 上级检查 override three_public_increase=纪要7号"
    ));
    let odd = "supplement 1.00 --line 24 --dated 2025-05-06 --document 1号 --override freeze_date";
    assert_eq!(county.run(odd).code, 2);
}

#[test]
fn a_warning_is_talk_and_stands_in_the_receipt() {
    let county = County::of_demo();
    let odd = "supplement 1.00 --year 2025 --fund general_public --functional-code 2080109 \
               --economic-code 30101 --kind basic_public --dated 2025-05-06 --document 1号";
    let said = county.run(odd);
    assert!(
        said.talk.contains("warning: 支出类别与经济分类一致"),
        "{}",
        said.talk
    );
    assert_eq!(county.json(odd)["warnings"][0]["policy"], "kind_economic");
}

#[test]
fn a_draft_at_odds_is_kept_and_talked_about() {
    let county = County::preparing();
    let odd = "draft 1.00 --year 2025 --fund general_public --functional-code 2080109 \
               --economic-code 30101 --kind basic_public";
    let said = county.run(odd);
    assert!(
        said.talk.contains("warning: 支出类别与经济分类一致"),
        "{}",
        said.talk
    );
    assert_eq!(county.json(odd)["warnings"][0]["policy"], "kind_economic");
    let odd = |year| format!("2025,{UNIT},一般公共预算,本级,{year},2080109,30101,公用经费,,1.00\n");
    let rows: String = (2004..2025).map(odd).collect();
    let header = "year,unit,fund,level,origin_year,functional_code,economic_code,kind,project";
    let path = county.write("odd.csv", format!("{header},amount\n{rows}"));
    let said = county.run(&format!("import {path}"));
    assert!(said.talk.contains("odd.csv, row 2: 支出类别与经济分类一致"));
    assert!(said.talk.contains("and 1 more warnings"), "{}", said.talk);
}

#[test]
fn a_file_of_policies_is_loaded_or_refused_whole() {
    let county = County::preparing();
    let good = include_str!("../../../../docs/policies-county.toml");
    let path = county.write("policies.toml", good);
    county.json(&format!("policy load {path}"));
    assert_eq!(named(&county, "freeze_date")[0]["value"], "11-30");
    let bad = county.write("bad.csv", "name,action\nfour_eye,deny\n");
    let refused = county.run(&format!("policy load {bad} --json")).error();
    assert_eq!(refused["problems"][0]["token"], "policy_unknown");
    assert_eq!(refused["problems"][0]["row"], 2);
}
